import { event } from './relay';
import { SmallWorld } from './small-world';
import { SILENT } from '../../../core/events/tell';
import { RefusalError } from '../../../core/failures/errors';
import { openLeg } from '../../../lambda/pool-account/open-leg';
import { physicalIdOf } from '../../../lambda/pool-account/physical-id';
import { runLeg } from '../../../lambda/pool-account/run-leg';
import type { ProviderEvent } from '../../../lambda/shared/provider-events';
import { at, desired } from '../../core/fixtures';

const ID = physicalIdOf(desired());

function kick(world: SmallWorld, change: Partial<ProviderEvent> = {}) {
  return openLeg({ ...event('Start'), ...change }, world.ports.stacks, world.clock);
}

test('opens a leg with its deadline and the epoch of the stack operation, and starts nothing', async () => {
  const world = new SmallWorld();
  await expect(kick(world)).resolves.toEqual({
    PhysicalResourceId: ID,
    Leg: { startedAt: at(10).toISOString(), deadline: at(65).toISOString(), deploymentStartedAt: at(0).toISOString(), epoch: 'CREATE_IN_PROGRESS/never' },
  });
  expect(world.calls).toEqual(['operation']);
});

test.each([[-20], [6], [180]])('a leg is opened by AWS\'s clock, where ours is off by %d minutes until AWS has answered', async minutes => {
  const world = new SmallWorld();
  const clock = { ...world.clock, now: () => at(world.calls.length === 0 ? world.minute + minutes : world.minute) };
  await expect(openLeg(event('Start'), world.ports.stacks, clock)).resolves.toMatchObject({
    Leg: { startedAt: at(10).toISOString(), deadline: at(65).toISOString() },
  });
});

test('gives the same answer when it is called twice', async () => {
  const world = new SmallWorld();
  expect(await kick(world)).toEqual(await kick(world));
});

test('an update keeps the id that it was given', async () => {
  await expect(kick(new SmallWorld(), { RequestType: 'Update', PhysicalResourceId: ID })).resolves.toMatchObject({ PhysicalResourceId: ID });
});

test.each<[string, object, RegExp]>([
  ['name', { AccountName: 'pool-011' }, /^AR-RENAMED: account 'pool-011': this resource stands for account 'pool-010'/],
  ['address', { AccountEmail: 'other@example.com' }, /^AR-RENAMED: account 'pool-010': this resource stands for 'pool-010' with another e-mail address or existingAccountId,/],
  ['account', { ExistingAccountId: '444455556666' }, /^AR-RENAMED: account 'pool-010': this resource stands for 'pool-010' with another e-mail address or existingAccountId,/],
])('refuses another %s', async (_, change, message) => {
  const { ResourceProperties } = event('Start');
  await expect(kick(new SmallWorld(), { RequestType: 'Update', PhysicalResourceId: ID, ResourceProperties: { ...ResourceProperties, ...change } })).rejects.toThrow(message);
});

describe('another address of an account of the same name', () => {
  const { ResourceProperties } = event('Start');
  const other = { ...ResourceProperties, AccountEmail: 'other@example.com' };
  const update = (leg: string, former: object = ResourceProperties) => kick(new SmallWorld(), {
    RequestType: 'Update',
    PhysicalResourceId: ID,
    ResourceProperties: { ...other, Leg: leg },
    OldResourceProperties: { ...former, Leg: leg },
  });

  test.each(['Start', 'Leg2'])('is taken by leg %s: there may be no account yet', async leg => {
    const answer = await update(leg);
    expect(answer.PhysicalResourceId).toMatch(/^pool-010\//);
    expect(answer.PhysicalResourceId).not.toBe(ID);
  });

  test('is refused by the last leg, which stands for an account that exists', async () => {
    await expect(update('Resource')).rejects.toThrow(/^AR-RENAMED: /);
  });

  test('is refused by every leg if something else changes too', async () => {
    await expect(update('Start', { ...ResourceProperties, AccountName: 'pool-011' })).rejects.toThrow(/^AR-RENAMED: /);
    await expect(update('Start', { ...ResourceProperties, ExistingAccountId: '444455556666' })).rejects.toThrow(/^AR-RENAMED: /);
  });
});

test('refuses another existing account', async () => {
  const properties = (ExistingAccountId: string) => ({ ResourceProperties: { ...event('Start').ResourceProperties, ExistingAccountId } });
  const { PhysicalResourceId } = await kick(new SmallWorld(), properties('444455556666'));
  const again = { RequestType: 'Update' as const, PhysicalResourceId };
  await expect(kick(new SmallWorld(), { ...again, ...properties('444455556666') })).resolves.toMatchObject({ PhysicalResourceId });
  await expect(kick(new SmallWorld(), { ...again, ...properties('444455557777') })).rejects.toThrow(/^AR-RENAMED: /);
});

test('a rollback of a rename is not refused: the properties are the old ones, and they were good', async () => {
  const world = new SmallWorld();
  world.stack = { status: 'UPDATE_ROLLBACK_IN_PROGRESS', lastUpdatedAt: at(1).toISOString() };
  const answer = await kick(world, { RequestType: 'Update', PhysicalResourceId: 'something/else', ResourceProperties: {} });
  expect(answer).toMatchObject({ PhysicalResourceId: 'something/else', Leg: { epoch: expect.stringContaining('ROLLBACK') } });
});

test.each([ID, '0f0f0f0f-request-id', 'pool-stack-Pool010-1ABC', undefined])('a deletion of %s is answered without a look, and complete at once', async PhysicalResourceId => {
  const world = new SmallWorld();
  const change = { RequestType: 'Delete' as const, PhysicalResourceId, ResourceProperties: {} };
  await expect(kick(world, change)).resolves.toEqual({ PhysicalResourceId });
  const road = () => { throw new Error('not needed'); };
  const log = { notice: () => undefined, metrics: () => undefined, counts: () => undefined };
  await expect(runLeg({ ...event('Start'), ...change }, { ports: world.ports, road, clock: world.clock, log, events: SILENT })).resolves.toEqual({ IsComplete: true });
  expect(world.calls).toEqual([]);
});

describe('a stack that is still shown as it was before', () => {
  const before = (status: string) => ({ status, lastUpdatedAt: at(1).toISOString() });

  test.each([
    'REVIEW_IN_PROGRESS', 'UPDATE_ROLLBACK_COMPLETE', 'CREATE_COMPLETE', 'UPDATE_FAILED', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
  ])('as %s is looked at again, until it shows the operation', async status => {
    const world = new SmallWorld();
    world.stack = before(status);
    let looks = 0;
    const stacks = { operation: async (id: string) => {
      looks += 1;
      world.stack = looks === 4 ? { status: 'UPDATE_IN_PROGRESS', lastUpdatedAt: at(9).toISOString() } : world.stack;
      return world.ports.stacks.operation(id);
    } };
    const answer = await openLeg(event('Start'), stacks, world.clock);
    expect(answer.Leg?.epoch).toBe(`UPDATE_IN_PROGRESS/${at(9).toISOString()}`);
    expect(looks).toBe(4);
  });

  test('for longer than any read may lag opens no leg: its epoch would stand for something else', async () => {
    const world = new SmallWorld();
    world.stack = before('UPDATE_ROLLBACK_COMPLETE');
    await expect(kick(world)).rejects.toThrow(/^AR-STACK-UNREADABLE: account 'pool-010'.*AWS says: .*still shown as UPDATE_ROLLBACK_COMPLETE/);
  });
});

test('refuses bad input', async () => {
  await expect(kick(new SmallWorld(), { ResourceProperties: { Leg: 'Start' } })).rejects.toThrow(/^AR-BAD-PROPERTY: /);
});

test('does not go on without an epoch', async () => {
  const world = new SmallWorld();
  world.refusals.set('operation', new RefusalError('cloudformation:DescribeStacks', 'AccessDenied: no'));
  await expect(kick(world)).rejects.toThrow(/^AR-STACK-UNREADABLE: account 'pool-010'.*AWS says: .*AccessDenied: no/);
});
