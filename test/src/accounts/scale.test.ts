/** Pools that are too large for one stack, as far as synthesis goes. */

import { statSync } from 'node:fs';
import * as path from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AccountPool } from '../../../src';
import { POOL_ACCOUNT_TYPE } from '../../../src/contract';
import { appWith, ENV } from '../support';

/** Limits of CloudFormation for a template. */
const MAX_RESOURCES = 500;
const MAX_BYTES = 1024 * 1024;

test('a thousand accounts fit into seven stacks of one app, each with a name and an address of its own', () => {
  const app = appWith();
  const sizes = [...Array(6).fill(150), 100];
  const stacks = sizes.map((size, index) => {
    const stack = new Stack(app, `Pool${index + 1}`, { env: ENV });
    new AccountPool(stack, 'Pool', { size, maxSize: 150, firstNumber: 1 + 150 * index, digits: 4 });
    return stack;
  });
  const assembly = app.synth();

  const accounts = stacks.flatMap(stack => {
    expect(statSync(path.join(assembly.directory, stack.templateFile)).size).toBeLessThan(MAX_BYTES);
    const template = Template.fromStack(stack);
    expect(Object.keys(template.toJSON().Resources).length).toBeLessThanOrEqual(MAX_RESOURCES);
    return Object.values(template.findResources(POOL_ACCOUNT_TYPE, { Properties: { Leg: 'Resource' } })).map(({ Properties }) => Properties);
  });
  expect(accounts).toHaveLength(1000);
  expect(new Set(accounts.map(({ AccountName }) => AccountName)).size).toBe(1000);
  expect(new Set(accounts.map(({ AccountEmail }) => AccountEmail)).size).toBe(1000);
  expect(accounts[0]).toMatchObject({ AccountName: 'pool-0001', Owner: 'Pool1/Pool/pool-0001' });
  expect(accounts[999]).toMatchObject({ AccountName: 'pool-1000', Owner: 'Pool7/Pool/pool-1000' });
});
