/** Accounts that are to start in another order than that of their declaration: a sentence instead of a circle of logical ids. */

import type { App } from 'aws-cdk-lib';
import { CfnParameter, CfnResource, Fn, Stack, Tags } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { Construct } from 'constructs';
import { AccountFactory, AccountPool, PoolAccount } from '../../../src';
import { ENV, messageOf, poolStack } from '../support';

const problemOf = (stack: Stack) => messageOf(() => (stack.node.root as App).synth());

test('an account that waits for one behind it', () => {
  const stack = poolStack();
  const first = new PoolAccount(stack, 'pool-001');
  new PoolAccount(stack, 'pool-002');
  first.node.addDependency(new PoolAccount(stack, 'pool-003'));
  expect(problemOf(stack)).toContain("pool account 'Pool/pool-001': it waits for 'Pool/pool-003', which is declared behind it and so waits for it: "
    + "the accounts of a stack start in the order of their declaration; declare 'Pool/pool-003' first, or remove the dependency");
  expect(problemOf(stack).match(/pool account/g)).toHaveLength(1);
});

test('pools in reverse', () => {
  const stack = poolStack();
  const one = new AccountPool(stack, 'One', { size: 3 });
  const two = new AccountPool(stack, 'Two', { size: 3, firstNumber: 10 });
  one.node.addDependency(two);
  expect(problemOf(stack)).toMatch(/pool account 'Pool\/One\/pool-00\d': it waits for 'Pool\/Two\/pool-01\d', which is declared behind it/);
});

test('an account that waits for one behind it by way of something else', () => {
  const stack = poolStack();
  const first = new PoolAccount(stack, 'pool-001');
  const second = new PoolAccount(stack, 'pool-002');
  const between = new CfnResource(stack, 'Topic', { type: 'AWS::SNS::Topic', properties: { DisplayName: Fn.sub(`\${${String(stack.resolve((second.node.findChild('Resource') as CfnResource).logicalId))}.AccountId}`) } });
  first.node.addDependency(between);
  expect(problemOf(stack)).toContain("pool account 'Pool/pool-001': it waits for 'Pool/pool-002', by way of 'Pool/Topic', which is declared behind it");
});

test('a factory that waits for one of its accounts', () => {
  const stack = poolStack();
  const factory = new AccountFactory(stack, 'AccountFactory');
  factory.node.addDependency(new PoolAccount(stack, 'pool-001', { source: factory }));
  expect(problemOf(stack)).toMatch(/pool account 'Pool\/pool-001': it waits for itself, by way of 'Pool\/AccountFactory\/[^;]*; remove that dependency/);
});

test('a tag that is known only when an account behind exists', () => {
  const stack = poolStack();
  const first = new PoolAccount(stack, 'pool-001');
  Tags.of(first).add('partner', new PoolAccount(stack, 'pool-002').accountId);
  expect(problemOf(stack)).toContain("pool account 'Pool/pool-001': it waits for 'Pool/pool-002', which is declared behind it");
});

test('an address that is made of the id of another account, which the check of the quota would wait for', () => {
  const stack = poolStack();
  const first = new PoolAccount(stack, 'pool-001');
  new PoolAccount(stack, 'pool-002', { accountEmail: `aws+${first.accountId}@example.com` });
  expect(problemOf(stack)).toContain("pool account 'Pool/pool-002': its e-mail address is made of what is known of 'Pool/pool-001' only when that account exists, "
    + 'but all addresses of a stack are compared with the account quota before its first account starts; write the address out, or a pattern with {name}');
});

test('a name that is made of the id of another account, and the address of it', () => {
  const stack = poolStack();
  new PoolAccount(stack, 'pool-002', { accountName: new PoolAccount(stack, 'pool-001').accountId });
  expect(problemOf(stack)).toContain("pool account 'Pool/pool-002': its e-mail address is made of what is known of 'Pool/pool-001'");
});

test('accounts that exist and wait for each other', () => {
  const stack = poolStack();
  const [one, other] = ['444455556666', '444455557777'].map((existingAccountId, index) => new PoolAccount(stack, `old-${index + 1}`, { existingAccountId }));
  one.node.addDependency(other);
  other.node.addDependency(one);
  expect(problemOf(stack)).toMatch(/pool account 'Pool\/old-1': it waits for 'Pool\/old-2', which /);
});

describe('what can be deployed', () => {
  const deployable = (stack: Stack) => expect(() => Template.fromStack(stack)).not.toThrow();

  test('an account that waits for one before it, and things that wait for accounts', () => {
    const stack = poolStack();
    const first = new PoolAccount(stack, 'pool-001');
    const second = new PoolAccount(stack, 'pool-002', { verify: first.accountId });
    second.node.addDependency(first);
    new CfnResource(stack, 'Topic', { type: 'AWS::SNS::Topic', properties: { DisplayName: second.accountId } });
    deployable(stack);
  });

  test('an account that exists and waits for one behind it, because nobody waits for it', () => {
    const stack = poolStack();
    const old = new PoolAccount(stack, 'old', { existingAccountId: '444455556666' });
    old.node.addDependency(new PoolAccount(stack, 'pool-001'));
    deployable(stack);
  });

  test('an address of a parameter, and one of an account of another stack', () => {
    const stack = poolStack();
    new PoolAccount(stack, 'pool-001', { accountEmail: new CfnParameter(stack, 'Address').valueAsString });
    const other = new Stack(stack.node.root as Construct, 'Other', { env: ENV });
    const first = new PoolAccount(other, 'first');
    new PoolAccount(stack, 'pool-002', { accountEmail: `aws+${first.accountId}@example.com` });
    deployable(stack);
  });

  test('a circle of others is none of ours', () => {
    const stack = poolStack();
    new PoolAccount(stack, 'pool-001');
    const [one, other] = ['One', 'Other'].map(id => new CfnResource(stack, id, { type: 'AWS::SNS::Topic' }));
    one.addDependency(other);
    other.addDependency(one);
    // Some versions of the CDK find it themselves.
    const said = () => {
      try {
        (stack.node.root as App).synth();
        return '';
      } catch (error) {
        return (error as Error).message;
      }
    };
    expect(said()).not.toContain('pool account');
  });
});
