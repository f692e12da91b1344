/** What legs do when their stack operation is over: nothing any more. */

import { mutations, PROPERTIES, runOneLeg, runRelay } from './relay';
import { SmallWorld } from './small-world';
import { TransientError } from '../../../core/failures/errors';
import { account, at, BUSY, RACE } from '../../core/fixtures';

const EMAIL = PROPERTIES.AccountEmail;

describe('the fence', () => {
  const cancelled = { status: 'ROLLBACK_IN_PROGRESS' };

  test.each<[string, (world: SmallWorld) => void]>([
    ['a request', () => undefined],
    ['a removal', world => world.script.push({ minutes: 0.4, text: BUSY })],
    ['an update', world => world.script.push({ minutes: 0.4, text: RACE, accountCreated: true })],
  ])('keeps a waiter whose operation was cancelled from %s', async (_, prepare) => {
    const world = new SmallWorld();
    prepare(world);
    const prepared = world.script.length > 0;
    let before = 0;
    const run = await runOneLeg(world, 'Leg2', {
      beforePoll: (_leg, poll) => {
        if (poll === (prepared ? 2 : 1)) {
          world.stack = cancelled;
          before = mutations(world).length;
        }
      },
    });
    expect(run).toMatchObject({ leg: 'Leg2' });
    expect(run.error).toBeUndefined();
    expect(mutations(world)).toHaveLength(before);
  });

  test('keeps a cancelled waiter from tagging', async () => {
    const world = new SmallWorld();
    world.addAccount(account());
    await runOneLeg(world, 'Resource', { properties: { ExistingAccountId: '111122223333' }, beforePoll: () => { world.stack = cancelled; } });
    expect(mutations(world)).toEqual([]);
  });

  test('another update of the same stack is another epoch', async () => {
    const world = new SmallWorld();
    world.stack = { status: 'UPDATE_IN_PROGRESS', lastUpdatedAt: at(0).toISOString() };
    await runOneLeg(world, 'Start', { beforePoll: () => { world.stack = { status: 'UPDATE_IN_PROGRESS', lastUpdatedAt: at(9).toISOString() }; } });
    expect(mutations(world)).toEqual([]);
  });

  test('says in the log which operation the leg belongs to, and which one runs: nothing else explains why it stopped', async () => {
    const world = new SmallWorld();
    const log: string[] = [];
    await runOneLeg(world, 'Start', {
      log,
      beforePoll: () => { world.stack = { status: 'UPDATE_IN_PROGRESS', lastUpdatedAt: at(9).toISOString() }; },
    });
    const notice = log.map(line => JSON.parse(line) as Record<string, string>).find(record => record.notice === 'another-stack-operation');
    expect(notice?.leg).toMatch(/^CREATE_IN_PROGRESS\b.*never$/);
    expect(notice?.stack).toMatch(/^UPDATE_IN_PROGRESS\b.*2026-01-05T08:09:00\.000Z$/);
  });
});

describe('a failure', () => {
  const suspended = () => {
    const world = new SmallWorld();
    world.addAccount({ ...account(), status: 'SUSPENDED' });
    return world;
  };
  const properties = { ExistingAccountId: account().id };
  const over = { status: 'UPDATE_ROLLBACK_IN_PROGRESS', lastUpdatedAt: at(9).toISOString() };

  test('of an update is told when a rollback would have shown by then', async () => {
    const { polls, error } = await runOneLeg(suspended(), 'Resource', { requestType: 'Update', properties });
    expect(error?.message).toMatch(/^AR-ACCOUNT-/);
    expect(polls).toBe(4);
  });

  test('of a creation is told at once: no rollback creates anything', async () => {
    const { polls, error } = await runOneLeg(suspended(), 'Resource', { properties });
    expect(error?.message).toMatch(/^AR-ACCOUNT-/);
    expect(polls).toBe(1);
  });

  test('isn\'t told where the operation turns out to be a rollback: a leg that fails would leave it stuck', async () => {
    const world = suspended();
    const { error, data } = await runOneLeg(world, 'Resource', { requestType: 'Update', properties, beforePoll: () => { world.stack = over; } });
    expect(error).toBeUndefined();
    expect(data).toMatchObject({ AccountId: account().id });
  });

  test('is told where the stack can\'t be read', async () => {
    const world = suspended();
    const { error } = await runOneLeg(world, 'Resource', {
      properties,
      beforePoll: () => { world.refusals.set('operation', new TransientError('cloudformation:DescribeStacks', 'Rate exceeded')); },
    });
    expect(error?.message).toMatch(/^AR-ACCOUNT-/);
  });
});

describe('a rollback', () => {
  test('starts nothing and never fails, whatever the account is like', async () => {
    const world = new SmallWorld();
    world.stack = { status: 'UPDATE_ROLLBACK_IN_PROGRESS' };
    const { start, middle, last } = await runRelay(world, { requestType: 'Update' });
    expect([start, middle, last].map(({ polls, error }) => ({ polls, error }))).toEqual(Array(3).fill({ polls: 1, error: undefined }));
    expect(last.data).toEqual({ AccountId: '', AccountName: 'pool-010', AccountEmail: EMAIL, SandboxStatus: '', Warning: '' });
    expect(mutations(world)).toEqual([]);
  });

  test('still says what others read of an account that exists', async () => {
    const world = new SmallWorld();
    await runRelay(world);
    world.stack = { status: 'UPDATE_ROLLBACK_IN_PROGRESS' };
    const { last } = await runRelay(world, { requestType: 'Update' });
    expect(last.data).toMatchObject({ AccountId: world.accounts[0].id });
  });

  test('waits for an answer, so that what reads the account is not changed to nothing', async () => {
    const world = new SmallWorld();
    await runRelay(world);
    world.stack = { status: 'UPDATE_ROLLBACK_IN_PROGRESS' };
    world.refusals.set('product', new TransientError('servicecatalog:DescribeProvisionedProduct', 'ThrottlingException: Rate exceeded'));
    const { polls, data } = await runOneLeg(world, 'Resource', { requestType: 'Update', beforePoll: (_, poll) => {
      if (poll === 3) {
        world.refusals.clear();
      }
    } });
    expect(polls).toBe(3);
    expect(data).toMatchObject({ AccountId: world.accounts[0].id });
  });

  test('says what others read of an account whose product was damaged since', async () => {
    const world = new SmallWorld();
    await runRelay(world);
    const damaged = world.products.get('pool-010')!;
    damaged.product = { ...damaged.product, status: 'UNDER_CHANGE' };
    world.stack = { status: 'UPDATE_ROLLBACK_IN_PROGRESS' };
    const { data } = await runOneLeg(world, 'Resource', { requestType: 'Update' });
    expect(data).toMatchObject({ AccountId: world.accounts[0].id });
  });

  test('says of an account that was named by its id what the deployment said', async () => {
    const world = new SmallWorld();
    world.addAccount({ id: '444455556666', name: 'theirs', email: 'theirs@example.com', status: 'ACTIVE' });
    const properties = { AccountEmail: undefined, ExistingAccountId: '444455556666' };
    const { data } = await runOneLeg(world, 'Resource', { properties });
    world.stack = { status: 'UPDATE_ROLLBACK_IN_PROGRESS' };
    const rolledBack = await runOneLeg(world, 'Resource', { properties, requestType: 'Update' });
    expect(rolledBack.data).toEqual(data);
  });

  test('does not fail if AWS refuses everything', async () => {
    const world = new SmallWorld();
    world.stack = { status: 'UPDATE_ROLLBACK_IN_PROGRESS' };
    world.refusals.set('product', new TypeError('a bug'));
    const { last } = await runRelay(world, { requestType: 'Update' });
    expect(last.data).toMatchObject({ AccountId: '' });
  });
});
