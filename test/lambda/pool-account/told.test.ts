/** What others are told of accounts that are lived through, leg by leg. Each event is held to the catalogue by the relay itself. */

import { event, PROPERTIES, runOneLeg, runRelay } from './relay';
import type { RelayOptions } from './relay';
import { SmallWorld } from './small-world';
import type { DomainEvent } from '../../../core/events/event';
import { AccountFailure } from '../../../core/failures/errors';
import { failureOf } from '../../../core/failures/failures';
import { openLeg } from '../../../lambda/pool-account/open-leg';
import { tellingWhatIsWrong } from '../../../lambda/pool-account/tell-failure';
import { ACCOUNT_ID, account, at, BUSY, ELSEWHERE, UNITS } from '../../core/fixtures';
import { PARENTS, settingsWith } from '../../core/registration-fixtures';

const POOLED = { SandboxNamespace: 'myisb', Tags: [{ Key: 'team', Value: 'pool' }] };

/** A relay and what others were told of it. */
async function live(world: SmallWorld, options: RelayOptions = {}): Promise<DomainEvent[]> {
  const told: DomainEvent[] = [];
  await runRelay(world, { settings: settingsWith(), told, ...options });
  return told;
}
/** The stack is updated. */
function order(world: SmallWorld): void {
  world.orderedAt = world.minute;
  world.stack = { status: 'UPDATE_IN_PROGRESS', lastUpdatedAt: at(world.minute).toISOString() };
}
const names = (told: readonly DomainEvent[]) => told.map(({ detailType }) => detailType);
const ids = (told: readonly DomainEvent[]) => told.map(({ detail: { id } }) => id);

test('an account for a sandbox: requested, vended, registered, available, each once', async () => {
  const world = new SmallWorld();
  const told = await live(world, { properties: POOLED });
  expect(names(told)).toEqual(['AccountRequested', 'AccountVended', 'AccountRegistered', 'AccountAvailable']);
  const [requested, vended, registered, available] = told.map(({ detail }) => detail);
  const { id } = world.accounts[0];
  expect(requested).toMatchObject({ stackName: 'pool-stack', account: { name: 'pool-010' } });
  expect(vended).toMatchObject({ account: { name: 'pool-010', id }, minutes: 25 });
  expect(registered).toMatchObject({ account: { name: 'pool-010', id }, sandbox: 'myisb' });
  expect(available).toMatchObject({ account: { name: 'pool-010', id }, sandbox: 'myisb', sandboxStatus: 'Available' });
  expect([vended, registered, available].map(({ at: when }) => when)).toEqual([vended, registered, available].map(({ at: when }) => when).sort());
});

test('an account that is vended only: requested, and at the end vended and available', async () => {
  const told = await live(new SmallWorld());
  expect(names(told)).toEqual(['AccountRequested', 'AccountVended', 'AccountAvailable']);
  expect(told[2].detail).not.toHaveProperty('sandbox');
});

test('an update that finds the account at its goal tells nothing', async () => {
  const world = new SmallWorld();
  await live(world, { properties: POOLED });
  order(world);
  expect(await live(world, { properties: { ...POOLED, Verify: '2026-12' }, requestType: 'Update' })).toEqual([]);
});

test('an update that has an account cleaned out of quarantine tells that it is available again', async () => {
  const world = new SmallWorld();
  const [, , , first] = await live(world, { properties: POOLED });
  const made = world.accounts[0];
  world.pool.place(made, 'quarantine');
  world.pool.records.set(made.id, { status: 'Quarantine', lastEditedAt: at(world.minute - 30).toISOString() });
  order(world);
  const told: DomainEvent[] = [];
  await runOneLeg(world, 'Resource', {
    settings: settingsWith(),
    told,
    requestType: 'Update',
    properties: { ...POOLED, Verify: '2026-12' },
  });
  expect(names(told)).toEqual(['AccountAvailable']);
  expect(told[0].detail.id).not.toBe(first.detail.id);
});

test('an account that exists already is never vended', async () => {
  const world = new SmallWorld();
  world.addAccount(account(), PARENTS.holding);
  expect(names(await live(world, { properties: { ...POOLED, ExistingAccountId: ACCOUNT_ID } }))).toEqual(['AccountRegistered', 'AccountAvailable']);
});

test('one that is taken over was vended for somebody else', async () => {
  const world = new SmallWorld();
  await live(world);
  for (const [id, record] of world.records) {
    world.records.set(id, { ...record, createdAt: at(-100).toISOString(), updatedAt: at(-75).toISOString() });
  }
  const told = await live(world, { properties: { Owner: 'other-stack/pool-010', AdoptExisting: 'true' } });
  expect(names(told)).toEqual(['AccountAvailable']);
});

test('a leg that is driven once more tells the same, with the same ids', async () => {
  const world = new SmallWorld();
  const told = await live(world, { properties: POOLED });
  const again: DomainEvent[] = [];
  await runOneLeg(world, 'Resource', { settings: settingsWith(), properties: POOLED, told: again });
  expect(names(again)).toEqual(['AccountAvailable']);
  expect(ids(again)).toEqual([told[3].detail.id]);
});

test('a request that failed and is made anew is another request', async () => {
  const world = new SmallWorld();
  world.script.push({ minutes: 0.4, text: BUSY });
  const told = await live(world);
  expect(names(told)).toEqual(['AccountRequested', 'AccountRequested', 'AccountVended', 'AccountAvailable']);
  expect(new Set(ids(told)).size).toBe(4);
});

test('an account that fails is told by the last leg alone, with code, fix and where it is', async () => {
  const world = new SmallWorld();
  world.addAccount(account({ name: 'other', email: PROPERTIES.AccountEmail }), ELSEWHERE);
  const told = await live(world, { properties: POOLED });
  expect(names(told)).toEqual(['AccountFailed']);
  expect(told[0].detail).toMatchObject({
    account: { name: 'pool-010' },
    code: 'AR-EMAIL-IN-USE',
    what: expect.stringContaining('pool-010'),
    fix: expect.stringMatching(/\w/),
    where: expect.stringMatching(/\w/),
    safeToDeployAgain: true,
  });
});

test('a failure tells the id of an account that is known', async () => {
  const world = new SmallWorld();
  world.pool.cleaningFails.push(true);
  const told = await live(world, { properties: POOLED });
  expect(names(told)).toEqual(['AccountRequested', 'AccountVended', 'AccountRegistered', 'AccountFailed']);
  expect(told[3].detail).toMatchObject({ account: { id: world.accounts[0].id } });
  expect(world.accounts[0].parent.id).toBe(UNITS.quarantine);
});

test('what the template says wrong is told before there is anything to look at', async () => {
  const value = 'JANE@example.com';
  const unreadable = () => { throw new AccountFailure(failureOf('AR-BAD-PROPERTY', { name: 'environment variable X', value, expected: 'a number' })); };
  // Properties are what kick sees first; here the settings of the factory are what can't be read.
  const world = new SmallWorld();
  const told: DomainEvent[] = [];
  for (const leg of ['Start', 'Leg2', 'Resource']) {
    await runOneLeg(world, leg, { told, properties: POOLED, unreadable });
  }
  expect(new Set(names(told))).toEqual(new Set(['AccountFailed']));
  // Each leg that meets it tells the same.
  expect(new Set(ids(told)).size).toBe(1);
  expect(told[0].detail).toMatchObject({ code: 'AR-BAD-PROPERTY', account: { name: 'pool-010' } });
});

test('so is what kick refuses, and a request that comes twice is told as one', async () => {
  const told: DomainEvent[] = [];
  const world = new SmallWorld();
  const received = { ...event('Resource', { requestType: 'Update', properties: { AccountName: 'pool-011' } }), PhysicalResourceId: 'pool-010/0123456789ab' };
  const context = { events: { send: async (some: readonly DomainEvent[]) => void told.push(...some) }, clock: world.clock };
  for (let times = 0; times < 2; times++) {
    await expect(tellingWhatIsWrong(received, 'request', context, async () => openLeg(received, world.ports.stacks, world.clock))).rejects.toThrow(/^AR-RENAMED/);
  }
  expect(names(told)).toEqual(['AccountFailed', 'AccountFailed']);
  expect(ids(told)[0]).toBe(ids(told)[1]);
});

test('what is no failure of an account is thrown on, and nobody is told', async () => {
  const told: DomainEvent[] = [];
  const context = { events: { send: async (some: readonly DomainEvent[]) => void told.push(...some) }, clock: new SmallWorld().clock };
  await expect(tellingWhatIsWrong(event('Start'), 'request', context, () => { throw new Error('a bug'); })).rejects.toThrow('a bug');
  expect(told).toEqual([]);
});

test('a rollback tells nothing', async () => {
  const world = new SmallWorld();
  world.stack = { status: 'ROLLBACK_IN_PROGRESS', lastUpdatedAt: at(1).toISOString() };
  expect(await live(world, { properties: POOLED })).toEqual([]);
});
