import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type { App } from 'aws-cdk-lib';
import { Duration, Lazy, Stack, Tags } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import * as fc from 'fast-check';
import type { AccountPoolProps } from '../../../src';
import { AccountFactory, AccountPool, PoolAccount } from '../../../src';
import { metricDimensions, POOL_ACCOUNT_TYPE } from '../../../src/contract';
import { appWith, ENV, legsOf, messageOf, poolStack, SETTINGS } from '../support';

const FORGOTTEN = 'account-robot:accounts-forgotten';

function namesOf(props: AccountPoolProps): string[] {
  return new AccountPool(poolStack(), 'Pool', props).accounts.map(({ node }) => node.id);
}

function templateOf(props: AccountPoolProps): Template {
  const stack = poolStack();
  new AccountPool(stack, 'Pool', props);
  return Template.fromStack(stack);
}

describe('the accounts of a pool', () => {
  test('have the names that the numbers make', () => {
    expect(namesOf({ size: 3 })).toEqual(['pool-001', 'pool-002', 'pool-003']);
    expect(namesOf({ size: 2, namePrefix: 'Sandbox_', digits: 1, firstNumber: 0 })).toEqual(['Sandbox_0', 'Sandbox_1']);
    expect(namesOf({ size: 3, skipNumbers: [2, 4] })).toEqual(['pool-001', 'pool-003', 'pool-005']);
  });

  test('go on past the digits', () => {
    expect(namesOf({ size: 3, firstNumber: 998 })).toEqual(['pool-998', 'pool-999', 'pool-1000']);
    expect(namesOf({ size: 2, digits: 1, firstNumber: 9 })).toEqual(['pool-9', 'pool-10']);
  });

  test('are PoolAccounts with what the pool was told', () => {
    const stack = poolStack();
    const pool = new AccountPool(stack, 'Pool', {
      size: 2,
      adoptExisting: true,
      accountEmail: 'other+{name}@example.com',
      tags: { zone: 'sandbox' },
      timeout: Duration.minutes(100),
      verify: '2026-12',
    });
    const template = Template.fromStack(stack);
    const legs = legsOf(template, 'pool-002');
    expect(legs.map(({ properties }) => properties.Leg)).toEqual(['Start', 'Resource']);
    expect(legs[0].properties).toMatchObject({
      AdoptExisting: true,
      AccountEmail: 'other+pool-002@example.com',
      Owner: 'Pool/Pool/pool-002',
      Tags: [{ Key: 'zone', Value: 'sandbox' }],
      Verify: '2026-12',
    });
    expect(legs[0].dependsOn).toContain(legsOf(template, 'pool-001')[0].logicalId);
    expect(stack.resolve(pool.accountIds)).toEqual(pool.accounts.map(({ accountId }) => stack.resolve(accountId)));
    expect(stack.resolve(pool.accountIds[1])).toEqual({ 'Fn::GetAtt': [legs[1].logicalId, 'AccountId'] });
  });

  test('come from the source that is named', () => {
    const stack = poolStack();
    const source = new AccountFactory(stack, 'Other', { accountEmail: 'source+{name}@example.com' });
    new AccountPool(stack, 'Pool', { size: 1, source });
    expect(legsOf(Template.fromStack(stack), 'pool-001')[0].properties.AccountEmail).toBe('source+pool-001@example.com');
  });

  test('take tags from any scope', () => {
    const stack = poolStack();
    Tags.of(new AccountPool(stack, 'Pool', { size: 1 })).add('cost-center', '42');
    expect(legsOf(Template.fromStack(stack), 'pool-001')[0].properties.Tags).toEqual([{ Key: 'cost-center', Value: '42' }]);
  });
});

describe('growing and shrinking', () => {
  test('the logical ids are these', () => {
    expect(Object.keys(templateOf({ size: 3 }).findResources(POOL_ACCOUNT_TYPE))).toMatchSnapshot();
  });

  test('growing adds accounts and changes nothing about the others', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 4 }), (size, more) => {
      const before = templateOf({ size }).findResources(POOL_ACCOUNT_TYPE);
      const after = templateOf({ size: size + more }).findResources(POOL_ACCOUNT_TYPE);
      expect(after).toMatchObject(before);
      expect(Object.keys(after)).toHaveLength(Object.keys(before).length + 3 * more);
    }), { numRuns: 6 });
  });

  test('a number that is skipped later changes nothing but the dependency of the account behind it', () => {
    const before = templateOf({ size: 4 }).findResources(POOL_ACCOUNT_TYPE);
    const after = templateOf({ size: 4, skipNumbers: [2] }).findResources(POOL_ACCOUNT_TYPE);
    const kept = Object.keys(after).filter(id => id in before);
    expect(kept).toHaveLength(9);
    const changed = kept.filter(id => JSON.stringify(after[id]) !== JSON.stringify(before[id]));
    expect(changed.map(id => [after[id].Properties.AccountName, after[id].Properties.Leg])).toEqual([['pool-003', 'Start']]);
    expect(after[changed[0]].Properties).toEqual(before[changed[0]].Properties);
  });

  describe('into one folder', () => {
    let outdir: string;
    beforeEach(() => {
      outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'account-pool-'));
    });
    afterEach(() => {
      fs.rmSync(outdir, { recursive: true });
    });

    function synth(props: AccountPoolProps, prepare: (app: App) => void = () => {}): Stack {
      const app = appWith(SETTINGS, { outdir });
      prepare(app);
      const stack = new Stack(app, 'Pool', { env: ENV });
      new AccountPool(stack, 'Pool', props);
      new PoolAccount(stack, 'single');
      app.synth();
      return stack;
    }

    test('a smaller pool takes the highest numbers, and synthesis warns of what is only forgotten', () => {
      synth({ size: 12 });
      const stack = synth({ size: 4 });
      expect(Object.values(Template.fromStack(stack).findResources(POOL_ACCOUNT_TYPE)).map(({ Properties }) => Properties.AccountName))
        .toEqual(expect.arrayContaining(['pool-001', 'pool-004']));
      Annotations.fromStack(stack).hasWarning('/Pool/Pool', Match.stringLikeRegexp(
        `no longer declares pool-005, pool-006, pool-007, pool-008, pool-009, 3 more: .*only forgotten.*\\[ack: ${FORGOTTEN}\\]`));
    });

    test.each<[string, AccountPoolProps]>([
      ['the same pool', { size: 4 }],
      ['a larger pool', { size: 5 }],
    ])('%s warns of nothing', (_, props) => {
      synth({ size: 4 });
      Annotations.fromStack(synth(props)).hasNoWarning('*', Match.anyValue());
    });

    test('a number that is skipped later is forgotten, too', () => {
      synth({ size: 4 });
      Annotations.fromStack(synth({ size: 3, skipNumbers: [2] })).hasWarning('/Pool/Pool', Match.stringLikeRegexp('no longer declares pool-002:'));
    });

    test('a template that is none says nothing', () => {
      fs.writeFileSync(path.join(outdir, 'Pool.template.json'), '{"Resources": [null, 7, {"Type"');
      Annotations.fromStack(synth({ size: 1 })).hasNoWarning('*', Match.anyValue());
    });
  });
});

describe('bad input', () => {
  const token = Lazy.number({ produce: () => 3 });

  test.each<[string, AccountPoolProps, string]>([
    ['size zero', { size: 0 }, "'size' must be a whole number, 1 or more, got 0; a pool has one account at least; remove the pool to forget all of them"],
    ['negative size', { size: -3 }, "'size' must be a whole number, 1 or more, got -3"],
    ['half an account', { size: 2.5 }, "'size' must be a whole number, 1 or more, got 2.5"],
    ['no size', { size: undefined as unknown as number }, "'size' must be a whole number, 1 or more, got undefined"],
    ['NaN', { size: NaN }, "'size' must be a whole number, 1 or more, got NaN"],
    ['a size that is not known yet', { size: token }, "'size' must be known at synthesis, got a token"],
    ['a size above the default of maxSize', { size: 51 }, "'size' must be 50 ('maxSize') at most, got 51; accounts can't be deleted for 90 days"],
    ['a size above maxSize', { size: 13, maxSize: 12 }, "'size' must be 12 ('maxSize') at most, got 13"],
    ['a maxSize of zero', { size: 1, maxSize: 0 }, "'maxSize' must be a whole number, 1 or more, got 0"],
    ['a maxSize that is not known yet', { size: 1, maxSize: token }, "'maxSize' must be known at synthesis, got a token"],
    ['no digits', { size: 1, digits: 0 }, "'digits' must be a whole number, 1 or more, got 0"],
    ['half a digit', { size: 1, digits: 1.5 }, "'digits' must be a whole number, 1 or more, got 1.5"],
    ['more digits than any number has', { size: 1, digits: 11 }, "'digits' must be 10 at most, got 11"],
    ['digits that make names too long', { size: 1, namePrefix: 'p'.repeat(45), digits: 6 }, `'namePrefix' must be such that names like "${'p'.repeat(45)}000001" are 1 to 50 letters`],
    ['a last name that is too long', { size: 2, namePrefix: 'p'.repeat(49), digits: 1, firstNumber: 9 }, `names like "${'p'.repeat(49)}10" are 1 to 50 letters`],
    ['a prefix that no name may have', { size: 1, namePrefix: 'my pool ' }, "'namePrefix' must be such that names like \"my pool 001\" are 1 to 50 letters, digits, '.', '_' or '-'"],
    ['a negative first number', { size: 1, firstNumber: -1 }, "'firstNumber' must be a whole number, 0 or more, got -1"],
    ['a first number that is not known yet', { size: 1, firstNumber: token }, "'firstNumber' must be known at synthesis, got a token"],
    ['a number below the range', { size: 3, firstNumber: 5, skipNumbers: [4] }, "'skipNumbers' must be whole numbers from 5 to 7, the numbers of this pool, got 4; remove it"],
    ['numbers above the range', { size: 3, skipNumbers: [2, 5, 99] }, "'skipNumbers' must be whole numbers from 1 to 4, the numbers of this pool, got 5, 99; remove them"],
    ['half a number', { size: 3, skipNumbers: [1.5] }, "'skipNumbers' must be whole numbers from 1 to 3, the numbers of this pool, got 1.5"],
    ['a number that is not known yet', { size: 3, skipNumbers: [token] }, "'skipNumbers' must be known at synthesis, got a token"],
    ['a pattern without the name', { size: 1, accountEmail: 'pool@example.com' }, "'accountEmail' must be a pattern with {name}, because each account needs an address of its own, got \"pool@example.com\""],
    ['a pattern with another placeholder', { size: 1, accountEmail: '{id}@example.com' }, "'accountEmail' must be an address whose only placeholder is {name}"],
    ['a tag that is ours', { size: 1, tags: { 'account-robot:owner': 'me' } }, "'tags' must be a key of your own, got \"account-robot:owner\""],
    ['a tag that no account may have', { size: 1, tags: { team: 'a!' } }, "'tags.team' must be up to 256 letters"],
  ])('%s', (_, props, expected) => {
    const message = messageOf(() => new AccountPool(poolStack(), 'Pool', props));
    expect(message).toContain("account pool 'Pool/Pool': ");
    expect(message).toContain(expected);
  });

  test("the longest address is told with the account's path", () => {
    const pattern = `${'a'.repeat(43)}+{name}@example.com`;
    expect(messageOf(() => new AccountPool(poolStack(), 'Pool', { size: 3, firstNumber: 999, accountEmail: pattern })))
      .toMatch(/^pool account 'Pool\/Pool\/pool-1000': 'accountEmail' must be 6 to 64 characters long, got .*; it has 65/);
  });

  test('a pattern of the settings without the name', () => {
    const stack = new Stack(appWith({ ...SETTINGS, accountEmail: 'pool@example.com' }), 'Pool', { env: ENV });
    expect(messageOf(() => new AccountPool(stack, 'Pool', { size: 2 }))).toContain("account pool 'Pool/Pool': 'accountEmail' must be a pattern with {name}");
  });

  test('names that collide with another account or pool', () => {
    const stack = poolStack();
    new AccountPool(stack, 'Pool', { size: 3 });
    expect(messageOf(() => new PoolAccount(stack, 'pool-003')))
      .toMatch(/pool account 'Pool\/pool-003': the name "pool-003" is already that of 'Pool\/Pool\/pool-003' in .*'skipNumbers'/);
    expect(messageOf(() => new AccountPool(stack, 'Second', { size: 3, firstNumber: 3 })))
      .toContain("pool account 'Pool/Second/pool-003': the name \"pool-003\" is already that of 'Pool/Pool/pool-003'");
    const other = poolStack();
    new PoolAccount(other, 'pool-002');
    expect(messageOf(() => new AccountPool(other, 'Pool', { size: 3 })))
      .toContain("pool account 'Pool/Pool/pool-002': the name \"pool-002\" is already that of 'Pool/pool-002'");
  });
});

describe('what a stack can hold', () => {
  test('150 accounts fit into one stack', () => {
    expect(Object.keys(templateOf({ size: 150, maxSize: 150 }).findResources(POOL_ACCOUNT_TYPE))).toHaveLength(450);
  });

  test('above 500 resources the error names the second stack in two lines', () => {
    const message = messageOf(() => templateOf({ size: 170, maxSize: 170, skipNumbers: [7] }));
    expect(message).toMatch(/account pool 'Pool\/Pool': a stack must have 500 resources at most, got 5\d\d, 510 of them for 170 accounts of this pool; leave 1\d\d accounts here/);
    const [, room, rest, first] = /new AccountPool\(stack, 'Pool', \{ size: (\d+), \.\.\. \}\);\s+new AccountPool\(secondStack, 'Pool', \{ size: (\d+), firstNumber: (\d+), \.\.\. \}\);/
      .exec(message)!.map(Number);
    expect(room + rest).toBe(170);
    expect(first).toBe(room + 2);
    expect(() => templateOf({ size: room, maxSize: room })).not.toThrow();
    expect(messageOf(() => templateOf({ size: room + 1, maxSize: room + 1 }))).toContain('put the other into a second stack');
    expect(() => templateOf({ size: rest, firstNumber: first })).not.toThrow();
  });

  test('several pools in one stack get one answer together: what fits stays, and the rest fits into the second stack', () => {
    const pools = (sizes: readonly AccountPoolProps[]) => {
      const stack = poolStack();
      ['One', 'Two', 'Three'].slice(0, sizes.length).forEach((id, index) => new AccountPool(stack, id, { maxSize: 200, namePrefix: `${id}-`, ...sizes[index] }));
      return Template.fromStack(stack);
    };
    const message = messageOf(() => pools([{ size: 90 }, { size: 90, skipNumbers: [3] }, { size: 20, firstNumber: 5 }]));
    expect(message.match(/a stack must have/g)).toHaveLength(1);
    expect(message).toMatch(/account pool 'Pool\/Two': a stack must have 500 resources at most, got 6\d\d, 270 of them for 90 accounts of this pool; leave (\d\d) accounts here and put the others, and pool 'Pool\/Three', into a second stack:/);
    const [, room, rest, first] = /new AccountPool\(stack, 'Two', \{ size: (\d+), \.\.\. \}\);\s+new AccountPool\(secondStack, 'Two', \{ size: (\d+), firstNumber: (\d+), \.\.\. \}\);\s+new AccountPool\(secondStack, 'Three', \{ size: 20, firstNumber: 5, \.\.\. \}\);/
      .exec(message)!.map(Number);
    expect([room + rest, first]).toEqual([90, room + 2]);
    expect(() => pools([{ size: 90 }, { size: room, skipNumbers: [3] }])).not.toThrow();
    expect(() => pools([{ size: 90 }, { size: room + 1, skipNumbers: [3] }])).toThrow();
  });

  test('a pool for which nothing is left moves with those behind it', () => {
    const stack = poolStack();
    for (let number = 1; number <= 240; number++) {
      new PoolAccount(stack, `single-${number}`, { timeout: Duration.minutes(100) });
    }
    new AccountPool(stack, 'Small', { size: 9 });
    new AccountPool(stack, 'Late', { size: 2, firstNumber: 20 });
    const message = messageOf(() => Template.fromStack(stack));
    expect(message.match(/a stack must have/g)).toHaveLength(1);
    expect(message).toContain("put this pool and pool 'Pool/Late' into another stack:\n  new AccountPool(secondStack, 'Small', { size: 9, firstNumber: 1, ... });\n"
      + "  new AccountPool(secondStack, 'Late', { size: 2, firstNumber: 20, ... });");
  });

  test('a pool that is too large for two stacks is told how many it takes', () => {
    const message = messageOf(() => templateOf({ size: 400, maxSize: 400 }));
    const [, stays, moves, first, stacks, most] = new RegExp(
      "stack, 'Pool', \\{ size: (\\d+), .*\\n.*secondStack, 'Pool', \\{ size: (\\d+), firstNumber: (\\d+), .*\\n  and so on, (\\d+) stacks of (\\d+) accounts at most",
    ).exec(message)!.map(Number);
    expect([moves, most, first, stacks]).toEqual([stays, stays, stays + 1, 3]);
    expect(() => templateOf({ size: moves, maxSize: moves, firstNumber: first })).not.toThrow();
  });

  test('a stack that is full of other things has no room for a pool', () => {
    const stack = poolStack();
    for (let number = 1; number <= 250; number++) {
      new PoolAccount(stack, `single-${number}`, { timeout: Duration.minutes(100) });
    }
    new AccountPool(stack, 'Small', { size: 9 });
    expect(messageOf(() => Template.fromStack(stack))).toContain("[Pool/Small] account pool 'Pool/Small': a stack must have 500 resources at most");
    expect(messageOf(() => Template.fromStack(stack))).toContain('put the pool into a stack of its own');
  });
});

describe('metrics', () => {
  const METRICS = ['metricProvisioned', 'metricFailed', 'metricFactoryMinutes', 'metricCleaningMinutes'] as const;

  test('are those of the pool, of one account or of all accounts of the stack', () => {
    const stack = poolStack();
    const pool = new AccountPool(new Construct(stack, 'Team'), 'Pool', { size: 1 });
    const alone = new PoolAccount(stack, 'alone');
    const factory = new AccountFactory(stack, 'Factory');
    for (const name of METRICS) {
      const [ofPool, ofAccount, ofStack] = [pool, alone, factory].map(construct => construct[name]());
      expect(ofPool.dimensions).toEqual({ StackName: 'Pool', Pool: 'Team/Pool' });
      expect(ofAccount.dimensions).toEqual({ StackName: 'Pool', AccountName: 'alone' });
      expect(ofStack.dimensions).toEqual({ StackName: 'Pool' });
      expect([ofPool, ofAccount].map(({ metricName, namespace, statistic }) => ({ metricName, namespace, statistic })))
        .toEqual(Array.from({ length: 2 }, () => ({ metricName: ofStack.metricName, namespace: ofStack.namespace, statistic: ofStack.statistic })));
      expect(pool[name]({ statistic: 'Maximum' }).statistic).toBe('Maximum');
    }
    expect(pool.metric('Failed').dimensions).toEqual({ StackName: 'Pool', Pool: 'Team/Pool' });
    expect(alone.metric('Failed').dimensions).toEqual({ StackName: 'Pool', AccountName: 'alone' });
  });

  test.each([
    ['in its stack', (stack: Stack) => stack],
    ['below a path that no tag can hold', (stack: Stack) => new Construct(stack, 'Team & friends')],
    ['below a path that is too long for a tag', (stack: Stack) => new Construct(stack, 'x'.repeat(130))],
  ])('of a pool %s have the dimensions that its handlers emit', (_, scopeIn) => {
    const stack = poolStack();
    const pool = new AccountPool(scopeIn(stack), 'Pool', { size: 3 });
    const owners = Object.values(Template.fromStack(stack).findResources(POOL_ACCOUNT_TYPE)).map(({ Properties }) => Properties);
    for (const { Owner, AccountName } of owners) {
      const { values } = metricDimensions({ stackName: 'Pool', owner: Owner, accountName: AccountName });
      expect(values).toEqual({ ...pool.metricFailed().dimensions, AccountName });
      expect(values.Pool ?? 'counted with its stack').toMatch(/^[A-Za-z0-9 _./=+@-]{1,255}$/);
    }
  });
});
