/** Properties as plain JavaScript gives them, where no compiler has read them. */

import { CfnParameter, Duration, Lazy, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { AccountPoolProps } from '../../../src';
import { AccountFactory, AccountPool, InnovationSandbox, PoolAccount, PoolCapacity, SandboxAccess, SandboxGeneration, SandboxHubAccess } from '../../../src';
import { messageOf, poolStack, SANDBOX, SETTINGS } from '../support';

/** What JavaScript takes for properties. */
const anything = (props: unknown) => props as never;

const HUB = {
  namespace: 'myisb',
  clientRoleArn: 'arn:aws:iam::111122223333:role/AccountRobot-Pool',
  externalId: 'account-robot',
  generation: SandboxGeneration.REST_API,
};

const MAKE: Record<string, (props: unknown) => unknown> = {
  pool: props => new AccountPool(poolStack(), 'Pool', anything(props)),
  account: props => new PoolAccount(poolStack(), 'pool-001', anything(props)),
  factory: props => new AccountFactory(poolStack(), 'Factory', anything(props)),
  capacity: props => new PoolCapacity(poolStack(), 'Capacity', anything(props)),
  hub: props => new SandboxHubAccess(poolStack(), 'Hub', anything(props)),
  sandbox: options => InnovationSandbox.fromNamespace('myisb', anything(options)),
  machineClient: options => SandboxAccess.machineClient(anything(options)),
  signedInvoke: options => SandboxAccess.signedInvoke(anything(options)),
  imported: attrs => PoolAccount.fromPoolAccountAttributes(poolStack(), 'Imported', anything(attrs)),
};

test.each<[string, keyof typeof MAKE, unknown, string]>([
  ['a misspelt one', 'pool', { sise: 10 }, "account pool 'Pool/Pool': 'sise' (10) is not a property of AccountPool, expected one of source, "],
  ['a misspelt one, with what was meant', 'pool', { sise: 10 }, "; did you mean 'size'?"],
  ['one with other capitals', 'account', { AccountName: 'pool-001' }, "'AccountName' (\"pool-001\") is not a property of PoolAccount, expected one of source, accountEmail, sandbox, adoptExisting, verify, timeout, accountName, existingAccountId, existingAccountParentId; did you mean 'accountName'?"],
  ['one of nobody', 'account', { colour: 'red' }, "'colour' (\"red\") is not a property of PoolAccount, expected one of"],
  ['one of nobody, with what to do', 'account', { colour: 'red' }, '; remove it'],
  ['one that would only be meant if it were not there', 'pool', { size: 3, sizes: 4 }, 'tags; remove it'],
  ['one of the SSO user', 'factory', { ssoUser: { ...SETTINGS.ssoUser, mail: 'a@example.com' } }, "account factory 'Pool/Factory', 'ssoUser': 'mail' (\"a@example.com\") is not a property of SsoUser, expected one of email, firstName, lastName; remove it"],
  ['one of the sandbox', 'sandbox', { access: SandboxAccess.machineClient(anything(SANDBOX.access)), reigon: 'us-west-2' }, "Innovation Sandbox 'myisb': 'reigon' (\"us-west-2\") is not a property of InnovationSandbox.fromNamespace, expected one of access, region, billingViewArn, billingViewRequired; did you mean 'region'?"],
  ['two at once', 'pool', { sise: 10, prefix: 'a' }, "\naccount pool 'Pool/Pool': 'prefix' (\"a\") is not a property"],
  ['no properties', 'pool', undefined, "account pool 'Pool/Pool': 'size' must be a whole number, 1 or more, got undefined"],
  ['no properties of a hub', 'hub', undefined, "hub access 'Pool/Hub': 'namespace' must be a string, got undefined; it has no default, so set it\nhub access 'Pool/Hub': 'clientRoleArn' must be a string"],
  ['no options of a sandbox', 'sandbox', undefined, "Innovation Sandbox 'myisb': 'access' must be a SandboxAccess, got undefined; it has no default, so set it"],
  ['a machine client without its external id', 'machineClient', { roleArn: SANDBOX.access.roleArn }, "SandboxAccess.machineClient: 'externalId' must be a string, got undefined"],
  ['no options of a signed invoke', 'signedInvoke', undefined, "'hubRoleArn' must be a string, got undefined"],
  ['a reference without id', 'imported', { accountName: 'pool-001' }, "'accountId' must be a string, got undefined"],
  ['properties that are none', 'pool', 10, "account pool 'Pool/Pool': the properties of AccountPool must be an object, got 10; write { source: ... }"],
  ['a number for a duration', 'account', { timeout: 200 }, "pool account 'Pool/pool-001': 'timeout' must be a Duration, got 200; write Duration.minutes(200), if minutes are meant"],
  ['a text for a duration', 'account', { timeout: '200' }, "'timeout' must be a Duration, got \"200\"; write one like Duration.minutes(150)"],
  ['NaN for a duration', 'account', { timeout: NaN }, "'timeout' must be a Duration, got NaN; write one like Duration.minutes(150)"],
  ['a text for a number', 'pool', { size: '10' }, "'size' must be a number, got \"10\"; write 10, without quotes"],
  ['an account for a pool', 'capacity', { pool: { accountId: '1' } }, "pool capacity 'Pool/Capacity': 'pool' must be an AccountPool, got {\"accountId\":\"1\"}; make one by new AccountPool(...)"],
  ['a misspelt one of the functions', 'capacity', { logRetenton: 30 }, "'logRetenton' (30) is not a property of PoolCapacity"],
  ['NaN', 'factory', { concurrency: NaN }, "'concurrency' must be a whole number from 1 to 10, got NaN"],
  ['a number for a text', 'account', { existingAccountId: 444455556666 }, "'existingAccountId' must be a string, got 444455556666; put it in quotes"],
  ['a text for a switch', 'account', { adoptExisting: 'true' }, "'adoptExisting' must be true or false, got \"true\"; write it without quotes"],
  ['a number for a list', 'pool', { size: 3, skipNumbers: 2 }, "'skipNumbers' must be a list of numbers, got 2; write [2]"],
  ['texts for numbers', 'pool', { size: 3, skipNumbers: ['2'] }, "'skipNumbers' must be a list of numbers, got [\"2\"]; write them like [7, 12]"],
  ['tags as a list', 'pool', { size: 3, tags: ['team'] }, "'tags' must be an object of strings, got [\"team\"]"],
  ['a tag that is a number', 'pool', { size: 3, tags: { center: 4711 } }, "'tags' must be an object of strings, got {\"center\":4711}"],
  ['null', 'account', { accountName: null }, "'accountName' must be a string, got null; leave it out to use the default"],
  ['a name for a sandbox', 'account', { sandbox: 'myisb' }, "'sandbox' must be an InnovationSandbox, got \"myisb\"; make one by InnovationSandbox.fromNamespace(...)"],
  ['a name for a source', 'pool', { size: 1, source: 'AccountFactory' }, "'source' must be an account source, got \"AccountFactory\"; make one by AccountSource.organizations(...) or new AccountFactory(...)"],
  ['a block for an access', 'sandbox', { access: SANDBOX.access.kind }, "'access' must be a SandboxAccess, got \"machine-client\""],
  ['a generation that is none', 'hub', { ...HUB, generation: '1.3' }, "'generation' must be a SandboxGeneration, got \"1.3\"; write SandboxGeneration.REST_API"],
  ['undefined in a name', 'account', { accountName: `team-${String(undefined)}` }, "pool account 'Pool/pool-001': 'accountName' must be made of values that are there, got \"team-undefined\"; what stands as 'undefined' in it was not, so look where it comes from"],
  ['NaN in a prefix', 'pool', { size: 1, namePrefix: `${NaN}-` }, "'namePrefix' must be made of values that are there, got \"NaN-\""],
  ['an object in an address', 'account', { accountEmail: `aws+${String({})}@example.com` }, "'accountEmail' must be made of values that are there, got \"aws+[object Object]@example.com\""],
])('%s', (_, what, props, message) => {
  expect(messageOf(() => MAKE[what](props))).toContain(message);
});

test('undefined in a construct id, which is the name', () => {
  expect(messageOf(() => new PoolAccount(poolStack(), `pool-${String(undefined)}`))).toContain("'accountName' must be made of values that are there, got \"pool-undefined\"");
});

test('words in which the letters stand are fine', () => {
  expect(messageOf(() => new PoolAccount(poolStack(), 'undefinedness', { accountName: '' }))).not.toContain('values that are there');
  new PoolAccount(poolStack(), 'NaNcy');
});

test('what is undefined is left out', () => {
  new AccountPool(poolStack(), 'Pool', anything({ size: 1, colour: undefined, timeout: undefined }));
});

test('values that are known only later pass', () => {
  const stack = poolStack();
  const parameter = new CfnParameter(stack, 'Parameter');
  const number = new CfnParameter(stack, 'Number', { type: 'Number' });
  new PoolAccount(stack, 'pool-001', anything({ accountEmail: parameter.valueAsString, verify: Lazy.any({ produce: () => 'x' }) }));
  expect(new AccountFactory(stack, 'Factory', { concurrency: number.valueAsNumber }).roleName).toBe('AccountRobot-Pool-Factory');
});

test('a block of cdk.json may be handed over as it is', () => {
  expect(() => SandboxAccess.machineClient(anything(SANDBOX.access))).not.toThrow();
});

test('a class that extends ours has properties of its own', () => {
  class TeamPool extends AccountPool {
    constructor(scope: Construct, id: string, public readonly props: AccountPoolProps & { readonly team: string }) {
      super(scope, id, props);
    }
  }
  const pool = new TeamPool(poolStack(), 'Pool', { size: 2, team: 'red', timeout: Duration.minutes(100) });
  expect(pool.accounts).toHaveLength(2);
  expect(messageOf(() => new TeamPool(poolStack(), 'Pool', anything({ size: '2', team: 'red' })))).toContain("'size' must be a number");
});

describe('two pools with accounts of one name', () => {
  test('are told of the two properties that keep them apart', () => {
    const stack = poolStack();
    new AccountPool(stack, 'One', { size: 12 });
    expect(messageOf(() => new AccountPool(stack, 'Two', { size: 3 })))
      .toBe("pool account 'Pool/Two/pool-001': the name \"pool-001\" is already that of 'Pool/One/pool-001' in aws://111122223333/eu-west-1; "
        + "give one of the two pools another 'namePrefix', or let the second begin behind the first with 'firstNumber: 13'");
    expect(() => new AccountPool(stack, 'Three', { size: 3, firstNumber: 13 })).not.toThrow();
  });

  test('are told so of their addresses, if they are in different targets', () => {
    const stack = poolStack();
    new AccountPool(stack, 'One', { size: 2 });
    const other = new Stack(stack.node.root as Construct, 'Other', { env: { account: '444455556666', region: 'eu-west-1' } });
    expect(messageOf(() => new AccountPool(other, 'Two', { size: 3 }))).toMatch(/the e-mail address .* in this app; give one of the two pools another 'namePrefix', .*'firstNumber: 3'$/);
  });
});
