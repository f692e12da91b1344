/** An app under the rules of AWS Solutions as cdk-nag 3 applies them, which the floor of the CDK doesn't know. */

import * as cdk from 'aws-cdk-lib';
import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { AwsSolutionsChecks } from 'cdk-nag-newest';
import { version } from 'cdk-nag-newest/package.json';
import { context } from '../../examples/pool/cdk.json';
import { devDependencies } from '../../package.json';
import { AccountFactory, AccountPool, SandboxGeneration, SandboxHubAccess } from '../../src';
import { ENV, FLAGS } from '../src/support';

interface Violation {
  readonly ruleName: string;
  readonly violatingResources: readonly { readonly constructPath: string }[];
}

/** What the floor, whose types are checked, doesn't have. */
interface WithValidations {
  readonly Validations: { of(scope: App): { addPlugins(plugin: object): void } };
}

/** What is found after the app was synthesized, as `rule path`. */
function findings(change: (stack: Stack) => void = () => undefined): string[] {
  const app = new App({ context });
  const stack = new Stack(app, 'Pool', { env: ENV });
  new AccountPool(stack, 'Pool', { size: 3 });
  new SandboxHubAccess(stack, 'Hub', {
    namespace: 'myisb',
    clientRoleArn: 'arn:aws:iam::111122223333:role/AccountRobot-Pool',
    externalId: 'account-robot',
    generation: SandboxGeneration.SIGNED_INVOKE,
  });
  change(stack);
  app.synth();
  const { violations } = new AwsSolutionsChecks(app).validateScope(app) as { violations: Violation[] };
  return violations.flatMap(({ ruleName, violatingResources }) => violatingResources.map(({ constructPath }) => `${ruleName} ${constructPath}`));
}

test('it is version 3', () => {
  expect(`npm:cdk-nag@${version}`).toBe(devDependencies['cdk-nag-newest']);
  expect(version).toMatch(/^3\./);
});

test('nothing is found in a pool, by no word of the user', () => {
  expect(findings()).toEqual([]);
});

test('what the app adds to our role is found as ever', () => {
  expect(findings(stack => new AccountFactory(stack, 'Other').role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['s3:*'], resources: ['*'] })))).toEqual([
    'AwsSolutions-IAM5[Action::s3:*] Pool/Other/Role/DefaultPolicy/Resource',
    'AwsSolutions-IAM5[Resource::*] Pool/Other/Role/DefaultPolicy/Resource',
  ]);
});

test('as a plugin of the app it lets a pool pass', () => {
  const app = new App({ context: { ...FLAGS, ...context } });
  (cdk as unknown as WithValidations).Validations.of(app).addPlugins(new AwsSolutionsChecks());
  new AccountPool(new Stack(app, 'Pool', { env: ENV }), 'Pool', { size: 1 });
  expect(() => app.synth()).not.toThrow();
});
