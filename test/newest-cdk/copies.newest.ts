/** That the runs with the newest CDK have it: a mapping that missed would test the floor once more. */

import { App } from 'aws-cdk-lib';
import { version } from 'aws-cdk-lib/package.json';
import recommended from 'aws-cdk-lib/recommended-feature-flags.json';
import { Construct } from 'constructs';
import { version as constructsVersion } from 'constructs/package.json';
import { devDependencies } from '../../package.json';
import { PoolAccount } from '../../src';
import { FLAGS } from '../src/support';

test('the versions are the newest, and not the floor', () => {
  expect(`npm:aws-cdk-lib@${version}`).toBe(devDependencies['aws-cdk-lib-newest']);
  expect(`npm:constructs@${constructsVersion}`).toBe(devDependencies['constructs-newest']);
  expect(version).not.toBe(devDependencies['aws-cdk-lib']);
});

test('the CDK, the tests and our constructs have one copy of constructs', () => {
  expect(new App()).toBeInstanceOf(Construct);
  expect(PoolAccount.prototype).toBeInstanceOf(Construct);
});

test('apps have all recommended flags, or none', () => {
  expect([{}, recommended]).toContainEqual(FLAGS);
  const app = new App();
  for (const [flag, value] of Object.entries(FLAGS)) {
    expect(app.node.tryGetContext(flag)).toEqual(value);
  }
});
