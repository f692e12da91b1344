import type { App } from 'aws-cdk-lib';
import { CfnParameter, Stack, Stage } from 'aws-cdk-lib';
import { PoolAccount } from '../../../src';
import { appWith, ENV, messageOf, poolStack } from '../support';

const OTHER_ACCOUNT = { account: '444455556666', region: 'eu-west-1' };

function stacks(app: App, ...envs: (typeof ENV | undefined)[]): Stack[] {
  return envs.map((env, index) => new Stack(app, `Stack${index + 1}`, { env }));
}

describe('one name in one target', () => {
  const own = (id: string) => ({ accountName: 'pool-010', accountEmail: `${id}@example.com` });

  test('throws for two accounts of one stack, and names both', () => {
    const stack = poolStack();
    new PoolAccount(stack, 'First', own('first'));
    expect(messageOf(() => new PoolAccount(stack, 'Second', own('second'))))
      .toBe("pool account 'Pool/Second': the name \"pool-010\" is already that of 'Pool/First' in aws://111122223333/eu-west-1; give one of them another 'accountName'; if it is an account of a pool, add its number to 'skipNumbers'");
  });

  test('throws across stacks and stages with one target', () => {
    const app = appWith();
    new PoolAccount(new Stack(app, 'One', { env: ENV }), 'First', own('first'));
    const other = new Stack(new Stage(app, 'Prod'), 'Two', { env: ENV });
    expect(messageOf(() => new PoolAccount(other, 'Second', own('second')))).toMatch(/^pool account 'Prod\/Two\/Second': .* 'One\/First'/);
  });

  test('throws for two stacks without target, because the same deployment supplies it', () => {
    const [one, two] = stacks(appWith(), undefined, undefined);
    new PoolAccount(one, 'First', own('first'));
    expect(messageOf(() => new PoolAccount(two, 'Second', own('second')))).toContain('in aws://unknown-account/unknown-region');
  });

  test('takes the same name in another account', () => {
    const [one, two] = stacks(appWith(), ENV, OTHER_ACCOUNT);
    new PoolAccount(one, 'First', own('first'));
    new PoolAccount(two, 'Second', own('second'));
  });
});

describe('one e-mail address in the app', () => {
  test('throws even for two targets, and names both', () => {
    const [one, two] = stacks(appWith(), ENV, OTHER_ACCOUNT);
    new PoolAccount(one, 'pool-010');
    expect(messageOf(() => new PoolAccount(two, 'pool-010'))).toBe(
      "pool account 'Stack2/pool-010': the e-mail address \"aws+pool-010@example.com\" is already that of 'Stack1/pool-010' in this app; "
      + "an address belongs to one AWS account in the world, so give one of them another 'accountEmail', or put {name} into the pattern");
  });

  test('throws for names that differ in case only', () => {
    const stack = poolStack();
    new PoolAccount(stack, 'Pool-010');
    expect(messageOf(() => new PoolAccount(stack, 'pool-010'))).toContain('the e-mail address "aws+pool-010@example.com"');
  });

  test('throws for a pattern without the name', () => {
    const stack = poolStack();
    new PoolAccount(stack, 'pool-010', { accountEmail: 'aws@example.com' });
    expect(messageOf(() => new PoolAccount(stack, 'pool-011', { accountEmail: 'aws@example.com' }))).toContain('put {name} into the pattern');
  });

  test('another app knows nothing of it', () => {
    new PoolAccount(poolStack(), 'pool-010');
    new PoolAccount(poolStack(), 'pool-010');
  });
});

test('throws for two accounts that take in the same existing one', () => {
  const stack = poolStack();
  new PoolAccount(stack, 'a', { existingAccountId: '444455556666' });
  new PoolAccount(stack, 'b', { existingAccountId: '444455557777' });
  expect(messageOf(() => new PoolAccount(stack, 'c', { existingAccountId: '444455556666' }))).toContain("the existing account 444455556666 is already that of 'Pool/a'");
});

test('names and addresses that are known only later are compared with nothing', () => {
  const stack = poolStack();
  const name = new CfnParameter(stack, 'Name').valueAsString;
  new PoolAccount(stack, 'a', { accountName: name, existingAccountId: name });
  new PoolAccount(stack, 'b', { accountName: name, existingAccountId: name });
  new PoolAccount(stack, 'c', { accountName: name });
  new PoolAccount(stack, 'd', { accountName: name });
});
