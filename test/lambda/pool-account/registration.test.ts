/** Accounts lived through from the request to the pool, by legs and polls, with everything that can go wrong on the way. */

import { CANARY, PROPERTIES, runOneLeg, runRelay } from './relay';
import type { RelayOptions } from './relay';
import type { Mishap } from './small-pool';
import { SmallWorld } from './small-world';
import { AccessError, RefusalError, TransientError } from '../../../core/failures/errors';
import { UnansweredError } from '../../../core/registration/innovation-sandbox/errors';
import type { SandboxRecord } from '../../../core/registration/innovation-sandbox/model';
import { parseFailure } from '../../../src/contract';
import { ACCOUNT_ID, account, at, OWNER, SANDBOX, SANDBOX_1_2, UNITS } from '../../core/fixtures';
import { PARENTS, settingsWith } from '../../core/registration-fixtures';
import type { PlaceName } from '../../core/registration-fixtures';

const POOLED = { SandboxNamespace: 'myisb', Tags: [{ Key: 'team', Value: 'pool' }] };
const EXISTING = { ...POOLED, ExistingAccountId: ACCOUNT_ID };
const VIEW = 'arn:aws:billing::111122223333:billingview/custom-1';
const WRITES = ['provision', 'update', 'terminate', 'tag', 'move', 'register', 'retryCleanup', 'join'];

/** What the adapters remember of success: records, what Innovation Sandbox publishes, and that the role is there. */
const REMEMBERED = ['record', 'configuration', 'instance'];

const writesOf = (world: SmallWorld) => world.calls.filter(call => WRITES.includes(call));
const options = (changes: RelayOptions = {}): RelayOptions => ({ settings: settingsWith(), properties: POOLED, ...changes });
/** The state of the one account. */
const stateOf = (world: SmallWorld) => ({ unit: world.accounts[0].parent.id, status: world.pool.records.get(world.accounts[0].id)?.status });
const AVAILABLE = { unit: UNITS.available, status: 'Available' };

/** An account that stood there before, with what Innovation Sandbox has of it. */
function brownfield(place: PlaceName, record?: SandboxRecord | string): SmallWorld {
  const world = new SmallWorld();
  world.addAccount(account(), PARENTS[place]);
  if (place in UNITS) {
    world.pool.place(world.accounts[0], place as keyof typeof UNITS);
  }
  if (record !== undefined) {
    world.pool.records.set(ACCOUNT_ID, typeof record === 'string' ? { status: record } : record);
  }
  return world;
}

describe('a registration that goes well', () => {
  test('ends in both systems, in the order that the design says', async () => {
    const world = new SmallWorld();
    const { middle, last } = await runRelay(world, options());
    expect(stateOf(world)).toEqual(AVAILABLE);
    expect(writesOf(world)).toEqual(['provision', 'tag', 'move', 'register']);
    expect(middle.polls).toBeGreaterThan(60);
    expect(last).toMatchObject({ polls: 1, data: { AccountId: world.accounts[0].id, SandboxStatus: 'Available', Warning: '' } });
    expect(world.accounts[0].tags).toEqual(expect.arrayContaining([
      { key: 'account-robot:owner', value: OWNER }, { key: 'account-robot:stack', value: 'pool-stack' }, { key: 'account-robot:version', value: '1.0.0' }, { key: 'team', value: 'pool' },
    ]));
  });

  test('costs no more calls than the budget has', async () => {
    const world = new SmallWorld();
    await runRelay(world, options());
    const remembered = REMEMBERED.reduce((sum, name) => sum + world.count(name) - 1, 0);
    // 'launch' stands for two calls, the hub account needs a role, and the role of the StackSet takes some polls to be there.
    expect(world.calls.length - remembered + 10).toBeLessThanOrEqual(150);
  });

  test('asks for two things at each poll of a cleaning', async () => {
    const world = new SmallWorld();
    await runOneLeg(world, 'Start', options());
    const polls: string[][] = [];
    await runOneLeg(world, 'Leg2', options({
      beforePoll: () => {
        polls.push([...world.calls]);
        world.calls.length = 0;
      },
    }));
    const waiting = polls.filter(calls => calls.includes('sandboxRecord') && !calls.includes('parent'));
    expect(waiting.length).toBeGreaterThan(15);
    for (const calls of waiting) {
      expect(calls.filter(call => !REMEMBERED.includes(call))).toEqual(['product', 'sandboxRecord']);
    }
  });

  test('is the same with 1.2', async () => {
    const world = new SmallWorld();
    world.pool.configuration = { version: 'v1.2.14', units: UNITS };
    await runRelay(world, options({ settings: settingsWith(SANDBOX_1_2) }));
    expect(stateOf(world)).toEqual(AVAILABLE);
  });

  test('deployed again, writes nothing', async () => {
    const world = new SmallWorld();
    await runRelay(world, options());
    const before = writesOf(world).length;
    const { last } = await runRelay(world, options({ requestType: 'Update', properties: { ...POOLED, Verify: '2' } }));
    expect(last.data).toMatchObject({ SandboxStatus: 'Available' });
    expect(writesOf(world)).toHaveLength(before);
  });

  test('counts its minutes of cleaning once', async () => {
    const world = new SmallWorld();
    const log: string[] = [];
    await runRelay(world, options({ log }));
    const metrics = log.map(line => JSON.parse(line)).filter(({ CleaningMinutes }) => CleaningMinutes !== undefined);
    expect(metrics).toHaveLength(1);
    expect(metrics[0].CleaningMinutes).toBeCloseTo(9, 0);
  });
});

describe('every half-done state', () => {
  test.each<[string, Mishap[], string[]]>([
    ['Identity Center refuses, twice', ['identity-center', 'identity-center'], ['register', 'register', 'register']],
    ['the event that starts the cleaning is lost', ['events'], ['register', 'retryCleanup']],
    ['the record can\'t be written', ['record'], ['register', 'move', 'register']],
    ['the answer is lost', ['lost'], ['register']],
    ['Organizations is too busy', ['throttled', 'throttled'], ['register', 'register', 'register']],
    ['all of it', ['throttled', 'record', 'identity-center', 'events'], ['register', 'register', 'move', 'register', 'register', 'retryCleanup']],
  ])('%s: Available in the same deployment', async (_, mishaps, writes) => {
    const world = new SmallWorld();
    world.pool.mishaps.push(...mishaps);
    const { last } = await runRelay(world, options());
    expect(last.error).toBeUndefined();
    expect(stateOf(world)).toEqual(AVAILABLE);
    expect(writesOf(world).slice(3)).toEqual(writes);
  });

  test.each<[Mishap, string]>([['schema', 'AR-SANDBOX-EMAIL-REFUSED'], ['administration', 'AR-SANDBOX-ADMINISTRATION-ACCOUNT']])(
    '%s: refused for good, and the account waits in Entry without a record', async (mishap, code) => {
      const world = new SmallWorld();
      world.pool.mishaps.push(mishap, mishap);
      const { middle, last } = await runRelay(world, options());
      expect(middle.error).toBeUndefined();
      expect(last.error?.message).toMatch(new RegExp(`^${code}: `));
      expect(stateOf(world)).toEqual({ unit: UNITS.entry, status: undefined });
      await runRelay(world, options());
      expect(stateOf(world)).toEqual(AVAILABLE);
    });

  test('an account that Innovation Sandbox runs in would be moved again by each deployment, so it says that deploying again is not safe', async () => {
    const world = new SmallWorld();
    world.pool.mishaps.push(...Array<Mishap>(3).fill('administration'));
    const { last } = await runRelay(world, options());
    expect(parseFailure(last.error!.message)).toMatchObject({ code: 'AR-SANDBOX-ADMINISTRATION-ACCOUNT', safeToDeployAgain: false });
    world.accounts[0].parent = PARENTS.holding;
    await runOneLeg(world, 'Leg2', options());
    expect(stateOf(world).unit).toBe(UNITS.entry);
  });

  test('a cleaning that fails for good is told with its execution, and verify heals it', async () => {
    const world = new SmallWorld();
    world.pool.cleaningFails.push(true);
    const { last } = await runRelay(world, options());
    expect(last.error?.message).toMatch(/^AR-SANDBOX-CLEANING-FAILED: .*execution-1/);
    expect(stateOf(world)).toEqual({ unit: UNITS.quarantine, status: 'Quarantine' });
    const record = world.pool.records.get(world.accounts[0].id)!;
    const cleaning = { ...record.cleaning, startedAt: at(-40).toISOString() };
    world.pool.records.set(world.accounts[0].id, { ...record, lastEditedAt: at(-30).toISOString(), cleaning });
    const again = await runRelay(world, options({ requestType: 'Update', properties: { ...POOLED, Verify: '2' } }));
    expect(again.last.error).toBeUndefined();
    expect(stateOf(world)).toEqual(AVAILABLE);
  });
});

describe('time that runs out', () => {
  test.each<[string, (world: SmallWorld) => void, string, object]>([
    ['the StackSet never arrives', world => {
      world.pool.stackSetMinutes = 10_000;
    }, 'AR-SANDBOX-STACKSET', { unit: UNITS.entry, status: undefined }],
    ['the cleaning takes hours', world => {
      world.pool.cleaningMinutes = 500;
    }, 'AR-STILL-CLEANING', { unit: UNITS.cleanUp, status: 'CleanUp' }],
    ['Identity Center always refuses', world => {
      world.pool.mishaps.push(...Array<Mishap>(200).fill('identity-center'));
    }, 'AR-SANDBOX-IDENTITY-CENTER', { unit: UNITS.entry, status: 'CleanUp' }],
    ['the record can never be written: never left without one in CleanUp', world => {
      world.pool.mishaps.push(...Array<Mishap>(400).fill('record'));
    }, 'AR-STILL-UNREGISTERED', { unit: UNITS.entry, status: undefined }],
  ])('%s', async (_, prepare, code, state) => {
    const world = new SmallWorld();
    prepare(world);
    const { start, middle, last } = await runRelay(world, options());
    expect([start.error, middle.error]).toEqual([undefined, undefined]);
    expect(last.error?.message).toMatch(new RegExp(`^${code}: `));
    expect(stateOf(world)).toEqual(state);
  });

  test('a registration that is repeated is not repeated at every poll', async () => {
    const world = new SmallWorld();
    world.pool.mishaps.push(...Array<Mishap>(200).fill('identity-center'));
    const { middle, last } = await runRelay(world, options());
    expect(world.count('register')).toBeLessThan((middle.polls + last.polls) * 0.6);
  });
});

describe('an existing account', () => {
  test.each<[PlaceName, string | undefined, string[]]>([
    ['root', undefined, ['tag', 'move', 'register']],
    ['holding', undefined, ['tag', 'move', 'register']],
    ['entry', undefined, ['tag', 'register']],
    ['entry', 'CleanUp', ['tag', 'register']],
    ['cleanUp', undefined, ['move', 'tag', 'register']],
    ['cleanUp', 'CleanUp', ['retryCleanup']],
    ['quarantine', 'Quarantine', ['retryCleanup']],
    ['exit', undefined, ['tag', 'move', 'register']],
    ['root', 'Quarantine', ['tag', 'move', 'register']],
  ])('is taken from %s with record %s', async (place, record, writes) => {
    const world = brownfield(place, record);
    const { last } = await runRelay(world, options({ properties: EXISTING }));
    expect(last.error).toBeUndefined();
    expect(stateOf(world)).toEqual(AVAILABLE);
    expect(writesOf(world).filter((call, index, all) => call !== all[index - 1])).toEqual(writes);
  });

  test.each<[PlaceName, string]>([
    ['available', 'Available'], ['active', 'Active'], ['frozen', 'Frozen'],
  ])('is adopted in %s without a write', async (place, status) => {
    const world = brownfield(place, status);
    const settings = settingsWith({ billingViewArn: VIEW, billingViewRequired: true });
    const { last } = await runRelay(world, options({ properties: EXISTING, settings }));
    expect(last.data).toMatchObject({ AccountId: ACCOUNT_ID, SandboxStatus: status });
    expect(writesOf(world)).toEqual([]);
  });

  test.each<[PlaceName]>([['foreign'], ['named']])('in a unit of others (%s) is not touched at all', async place => {
    const world = brownfield(place);
    const { start, middle, last } = await runRelay(world, options({ properties: EXISTING }));
    expect([start, middle].map(({ polls, error }) => ({ polls, error }))).toEqual([{ polls: 1, error: undefined }, { polls: 1, error: undefined }]);
    expect(last.error?.message).toMatch(/^AR-SANDBOX-FOREIGN-UNIT: /);
    expect(writesOf(world)).toEqual([]);
  });

  test('is taken from the one unit that is named beside it', async () => {
    const world = brownfield('named');
    await runRelay(world, options({ properties: { ...EXISTING, ExistingAccountParentId: PARENTS.named.id } }));
    expect(stateOf(world)).toEqual(AVAILABLE);
    const other = brownfield('foreign');
    const { last } = await runRelay(other, options({ properties: { ...EXISTING, ExistingAccountParentId: PARENTS.named.id } }));
    expect(last.error?.message).toMatch(/^AR-SANDBOX-FOREIGN-UNIT: /);
    expect(writesOf(other)).toEqual([]);
  });

  test('that is leased is not cleaned, wherever it was put', async () => {
    for (const place of ['root', 'holding', 'entry', 'cleanUp', 'quarantine', 'exit', 'available'] as const) {
      const world = brownfield(place, 'Active');
      const { last } = await runRelay(world, options({ properties: EXISTING }));
      expect(last.error?.message).toMatch(/^AR-SANDBOX-LEASED: /);
      expect(writesOf(world)).toEqual([]);
    }
  });

  test('keeps its own name and address, whoever is told', async () => {
    const world = brownfield('available', 'Available');
    const { last } = await runRelay(world, options({ properties: { ...EXISTING, AccountName: 'other', AccountEmail: '' } }));
    expect(last.data).toMatchObject({ AccountName: 'pool-010', AccountEmail: PROPERTIES.AccountEmail });
  });
});

describe('the billing view', () => {
  const settings = settingsWith({ billingViewArn: VIEW });

  test('gets the account before it is moved, once', async () => {
    const world = new SmallWorld();
    await runRelay(world, options({ settings }));
    expect(writesOf(world)).toEqual(['provision', 'tag', 'join', 'move', 'register']);
    expect(world.pool.billed).toEqual([world.accounts[0].id]);
  });

  test('that fails is a warning in log and output', async () => {
    const world = new SmallWorld();
    world.refusals.set('isMember', new RefusalError('billing:GetBillingView', 'AccessDeniedException: not yours'));
    const log: string[] = [];
    const { last } = await runRelay(world, options({ settings, log }));
    expect(stateOf(world)).toEqual(AVAILABLE);
    expect(last.data!.Warning).toContain(VIEW);
    expect(log.some(line => line.includes('billing-view-failed') && line.includes('not yours'))).toBe(true);
  });

  test('that fails with many words is a warning of five hundred signs: all attributes together have a limit', async () => {
    const world = new SmallWorld();
    world.refusals.set('isMember', new RefusalError('billing:GetBillingView', 'AccessDeniedException: not yours'));
    const { last } = await runRelay(world, options({ settings: settingsWith({ billingViewArn: `${VIEW}-${'x'.repeat(600)}` }) }));
    expect(last.data!.Warning).toHaveLength(500);
  });

  test('that can\'t be written is a warning as well', async () => {
    const world = new SmallWorld();
    world.refusals.set('join', new RefusalError('billing:UpdateBillingView', 'ServiceQuotaExceededException: full'));
    const { last } = await runRelay(world, options({ settings }));
    expect(last.data).toMatchObject({ SandboxStatus: 'Available', Warning: expect.stringContaining(VIEW) });
  });

  test('that is required keeps the account out of the pool', async () => {
    const world = new SmallWorld();
    world.refusals.set('join', new RefusalError('billing:UpdateBillingView', 'ServiceQuotaExceededException: full'));
    const { last } = await runRelay(world, options({ settings: settingsWith({ billingViewArn: VIEW, billingViewRequired: true }) }));
    expect(last.error?.message).toMatch(/^AR-SANDBOX-BILLING-VIEW: .*full/);
    expect(world.count('move')).toBe(0);
  });
});

describe('access that is refused', () => {
  const denied = (passing: boolean) => new AccessError('sts:AssumeRole', 'AR-SANDBOX-ROLE', { value: 'arn:role', sandbox: 'myisb' }, 'AccessDenied: no', passing);

  test('fails on the last leg alone, before anything is written', async () => {
    const world = brownfield('holding');
    world.refusals.set('sandboxRecord', denied(true));
    const { start, middle, last } = await runRelay(world, options({ properties: EXISTING }));
    expect([start.error, middle.error]).toEqual([undefined, undefined]);
    expect(last.error?.message).toMatch(/^AR-SANDBOX-ROLE: .*arn:role.*AWS says: AccessDenied: no/);
    expect(writesOf(world)).toEqual([]);
  });

  test('is waited for as long as it may be spreading', async () => {
    const world = brownfield('holding');
    world.minute = 1;
    world.refusals.set('sandboxRecord', denied(true));
    const { last } = await runRelay(world, options({
      properties: EXISTING,
      beforePoll: () => {
        if (world.minute >= 4) {
          world.refusals.delete('sandboxRecord');
        }
      },
    }));
    expect(last.error).toBeUndefined();
    expect(stateOf(world)).toEqual(AVAILABLE);
  });

  test('no answer is nothing but a wait, and called by its name in the end', async () => {
    const world = brownfield('holding');
    world.refusals.set('sandboxRecord', new UnansweredError('innovation-sandbox:GET /accounts', 'ECONNRESET'));
    const { middle, last } = await runRelay(world, options({ properties: EXISTING }));
    expect(middle.polls).toBeGreaterThan(90);
    expect(last.error?.message).toMatch(/^AR-SANDBOX-UNANSWERED: .*ECONNRESET/);
  });
});

describe('who else acts on it', () => {
  test('a move that comes too late is looked at again', async () => {
    const world = brownfield('holding');
    world.refusals.set('move', new TransientError('organizations:MoveAccount', 'SourceParentNotFoundException'));
    const { last } = await runRelay(world, options({
      properties: EXISTING,
      beforePoll: () => {
        if (world.count('move') > 0 && world.refusals.delete('move')) {
          world.pool.place(world.accounts[0], 'entry');
        }
      },
    }));
    expect(last.error).toBeUndefined();
    expect(stateOf(world)).toEqual(AVAILABLE);
  });

  test('another stack operation is the end of every write', async () => {
    const world = brownfield('holding');
    const last = await runOneLeg(world, 'Resource', options({
      properties: EXISTING,
      beforePoll: () => {
        world.stack = { status: 'UPDATE_IN_PROGRESS', lastUpdatedAt: at(20).toISOString() };
      },
    }));
    expect(last).toMatchObject({ leg: 'Resource', polls: 1 });
    expect(last.error).toBeUndefined();
    expect(writesOf(world)).toEqual([]);
  });

  test('a rollback asks nobody but the directory', async () => {
    const world = brownfield('holding');
    world.stack = { status: 'UPDATE_ROLLBACK_IN_PROGRESS' };
    const { last } = await runRelay(world, options({ properties: EXISTING, requestType: 'Update' }));
    expect(last.data).toMatchObject({ AccountId: ACCOUNT_ID, SandboxStatus: '' });
    expect(world.calls.filter(call => ['sandboxRecord', 'configuration', ...WRITES].includes(call))).toEqual([]);
  });

  test('a product that Control Tower calls tainted after the move doesn\'t keep the account from the pool', async () => {
    const world = new SmallWorld();
    await runRelay(world, options({
      beforePoll: () => {
        const product = world.products.get('pool-010');
        if (product !== undefined && world.accounts[0]?.parent.id === UNITS.cleanUp) {
          product.product = { ...product.product, status: 'TAINTED', statusMessage: 'moved' };
        }
      },
    }));
    expect(world.products.get('pool-010')!.product.status).toBe('TAINTED');
    expect(stateOf(world)).toEqual(AVAILABLE);
    const { last } = await runRelay(world, options());
    expect(last.data).toMatchObject({ SandboxStatus: 'Available' });
  });
});

test('no line of any log holds an address, an external id or a signed URL', async () => {
  const log: string[] = [];
  const settings = settingsWith({ billingViewArn: VIEW });
  for (const mishap of ['identity-center', 'schema', 'lost', 'record'] as const) {
    const world = new SmallWorld();
    world.pool.mishaps.push(mishap);
    world.refusals.set('join', new RefusalError('billing:UpdateBillingView', `no, says canary@example.com at ${CANARY}`));
    await runRelay(world, options({ settings, log }));
  }
  expect(log.length).toBeGreaterThan(100);
  expect(log.filter(line => /@|canary|X-Amz|0f1e2d3c/.test(line))).toEqual([]);
  expect(JSON.stringify(SANDBOX)).toContain('0f1e2d3c');
});
