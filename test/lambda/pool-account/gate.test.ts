/** The factory's gate: who stands there, when it is looked at, and who takes a slot that falls free. */

import { mutations, PROPERTIES, runOneLeg, runRelay } from './relay';
import { SmallWorld } from './small-world';
import type { AccountParameters } from '../../../core/vending/control-tower/ports';
import { at, BUSY, OURS } from '../../core/fixtures';

const EMAIL = PROPERTIES.AccountEmail;

describe('the gate', () => {
  test('is waited at, and taken at the first slot', async () => {
    const world = new SmallWorld();
    world.outsiders = ['a', 'b'];
    const { polls } = await runOneLeg(world, 'Start', { beforePoll: (_, poll) => {
      if (poll === 20) {
        world.outsiders = ['a'];
      }
    } });
    expect(polls).toBe(21);
    expect(world.count('accountByEmail')).toBe(1);
  });

  test('is handed over at the deadline, and waited out by the next leg', async () => {
    const world = new SmallWorld();
    world.outsiders = ['a', 'b'];
    const start = await runOneLeg(world, 'Start');
    expect(start.error).toBeUndefined();
    expect(world.minute).toBeGreaterThanOrEqual(65);
    expect(world.minute).toBeLessThan(66);
    await runOneLeg(world, 'Leg2', { beforePoll: () => {
      if (world.minute >= 90) {
        world.outsiders = [];
      }
    } });
    expect((await runOneLeg(world, 'Resource')).data).toBeDefined();
  });

  test('is looked at every twelve seconds for a minute and a half, and then left to the next poll', async () => {
    const world = new SmallWorld();
    world.outsiders = ['a', 'b'];
    let minute = 0;
    await runOneLeg(world, 'Start', { beforePoll: (_, poll) => {
      if (poll === 2) {
        minute = world.minute; world.outsiders = [];
      }
    } });
    // Eight looks and the half minute between two polls.
    expect(minute).toBeCloseTo(10 + 8 * 0.2 + 0.5);
    expect(world.count('product')).toBeLessThanOrEqual(4);
  });

  test('shows a slot that falls free while a poll stands there', async () => {
    const world = new SmallWorld();
    world.outsiders = ['a', 'b'];
    world.in(0.7, () => { world.outsiders = ['a']; });
    const { polls } = await runOneLeg(world, 'Start');
    expect(polls).toBe(2);
    expect(Date.parse([...world.records.values()][0].createdAt)).toBeCloseTo(at(10.8).getTime());
  });

  test('shows it sooner to an account whose first leg is over', async () => {
    const world = new SmallWorld();
    world.outsiders = ['a', 'b'];
    world.in(0.7, () => { world.outsiders = ['a']; });
    await runOneLeg(world, 'Leg2');
    // It fell free after 42 seconds: whoever looks every twelve seconds sees that after 48, and this account after 44.
    expect(Date.parse([...world.records.values()][0].createdAt)).toBeCloseTo(at(10 + 44 / 60).getTime());
  });

  test('when it opens, everything is looked at anew', async () => {
    const world = new SmallWorld();
    world.outsiders = ['a', 'b'];
    world.in(0.7, () => {
      world.outsiders = [];
      void world.ports.factory.provision({
        productId: 'prod',
        productName: 'pool-010',
        token: 'of an earlier poll',
        launch: { pathId: 'path', artifactId: 'artifact' },
        parameters: { accountName: 'pool-010', accountEmail: EMAIL } as AccountParameters,
        tags: [...OURS],
      });
    });
    await runOneLeg(world, 'Start');
    expect(mutations(world)).toEqual(['provision']);
  });

  test('takes the slot that the removal of its failed product frees, before anybody else does', async () => {
    const world = new SmallWorld();
    world.outsiders = ['a'];
    world.script.push({ minutes: 0.4, text: BUSY });
    const { terminate } = world.ports.factory;
    Object.assign(world.ports.factory, {
      terminate: async (id: string, token: string) => {
        await terminate(id, token);
        world.in(0.4, () => { world.outsiders = ['a', 'b']; });
      },
    });
    await runOneLeg(world, 'Start');
    // The second request within ten minutes brings back the answer to the first, and is made once more.
    expect(mutations(world)).toEqual(['provision', 'terminate', 'provision', 'provision']);
    expect(world.products.get('pool-010')?.product.status).toBe('UNDER_CHANGE');
  });

  test('is left alone when the stack operation ended meanwhile', async () => {
    const world = new SmallWorld();
    world.outsiders = ['a', 'b'];
    world.in(0.7, () => {
      world.outsiders = [];
      world.stack = { status: 'ROLLBACK_IN_PROGRESS' };
    });
    await runOneLeg(world, 'Start');
    expect(mutations(world)).toEqual([]);
  });

  test('fails the last leg if it never opens, and says who holds it', async () => {
    const world = new SmallWorld();
    world.outsiders = ['a', 'b'];
    const { start, middle, last } = await runRelay(world);
    expect([start.error, middle.error]).toEqual([undefined, undefined]);
    expect(last.error?.message).toMatch(/^AR-STILL-WAITING: .*a, b/);
    expect(mutations(world)).toEqual([]);
  });
});
