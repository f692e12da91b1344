/** The name of a factory's role, which the hub account of a sandbox trusts before the role exists. */

import { NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { AccountFactory, PoolAccount } from '../../../src';
import { appWith, ENV, messageOf, poolStack } from '../support';

test('is that of the stack for the factory that its accounts share', () => {
  const stack = poolStack();
  new PoolAccount(stack, 'pool-010');
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', { RoleName: 'AccountRobot-Pool' });
  expect(new AccountFactory(poolStack(), 'AccountFactory').roleName).toBe('AccountRobot-Pool');
});

test('follows the name of the stack as it is deployed', () => {
  const app = appWith();
  expect(new AccountFactory(new Stack(app, 'One', { env: ENV, stackName: 'my-pool' }), 'AccountFactory').roleName).toBe('AccountRobot-my-pool');
  expect(new AccountFactory(new Stack(new Stage(app, 'Prod'), 'Two', { env: ENV }), 'AccountFactory').roleName).toBe('AccountRobot-Prod-Two');
});

test('has the id of any other factory behind it', () => {
  const stack = poolStack();
  expect(new AccountFactory(stack, 'Mine').roleName).toBe('AccountRobot-Pool-Mine');
  expect(new AccountFactory(new Construct(stack, 'Inner'), 'Mine').roleName).toBe('AccountRobot-Pool-Inner-Mine');
  expect(new AccountFactory(new NestedStack(stack, 'Nested'), 'AccountFactory').roleName).toBe('AccountRobot-Pool-Nested-AccountFactory');
});

test('is cut and replaced where IAM has it so, and stays as unequal as the paths were', () => {
  const stack = poolStack();
  const names = [`${'x'.repeat(80)}1`, `${'x'.repeat(80)}2`, 'a b', 'a?b'].map(id => new AccountFactory(stack, id).roleName);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) {
    expect(name).toMatch(/^AccountRobot-Pool-[\w-]{1,46}$/);
  }
  expect(names[0]).toHaveLength(64);
});

test('is what the user says', () => {
  const stack = poolStack();
  const factory = new AccountFactory(stack, 'AccountFactory', { roleName: 'robot' });
  expect(factory.roleName).toBe('robot');
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', { RoleName: 'robot' });
});

test.each(['', 'a b', 'x'.repeat(65)])('throws for the name %j', roleName => {
  expect(messageOf(() => new AccountFactory(poolStack(), 'Factory', { roleName }))).toContain("account factory 'Pool/Factory': 'roleName' must be 1 to 64 letters");
});

test('throws for two factories with one name in one account', () => {
  const stack = poolStack();
  new AccountFactory(stack, 'One', { roleName: 'robot' });
  expect(messageOf(() => new AccountFactory(stack, 'Two', { roleName: 'robot' })))
    .toBe("account factory 'Pool/Two': the role name \"robot\" is already that of 'Pool/One' in aws://111122223333/eu-west-1; give one of them another 'roleName'");
  new AccountFactory(new Stack(appWith(), 'Other', { env: { ...ENV, account: '444455556666' } }), 'Three', { roleName: 'robot' });
});
