/** Accounts that are retired, as a deployment meets them, and what becomes of one of which nobody can tell. */

import { mutations, runOneLeg, runRelay } from './relay';
import { SmallWorld } from './small-world';
import { RefusalError, TransientError } from '../../../core/failures/errors';
import { ACCOUNT_ID } from '../../core/fixtures';

const THROTTLED = new TransientError('ssm:GetParameter', 'ThrottlingException: Rate exceeded');
const DENIED = new RefusalError('ssm:GetParameter', 'AccessDeniedException: not authorized to perform ssm:GetParameter');
/** In a world whose next creation can't succeed. */
function failing(): SmallWorld {
  const world = new SmallWorld();
  world.refusals.set('provision', new RefusalError('servicecatalog:ProvisionProduct', 'ValidationException: new rule'));
  return world;
}

test('nothing is done to an account that is retired, and that is no failure', async () => {
  const world = new SmallWorld();
  world.mark = { accountId: ACCOUNT_ID, since: '2026-01-01T00:00:00.000Z', until: 'closed' };
  const { start, last } = await runRelay(world);
  expect([start.error, last.error]).toEqual([undefined, undefined]);
  expect(last.data).toMatchObject({ AccountId: ACCOUNT_ID, Warning: expect.stringContaining('is being retired until it is closed') });
  expect(mutations(world)).toEqual([]);
});

test('where nobody can tell for a while, it is waited', async () => {
  const world = new SmallWorld();
  world.refusals.set('mark', THROTTLED);
  const { polls, error } = await runOneLeg(world, 'Start', { beforePoll: (_, poll) => {
    if (poll === 10) {
      world.refusals.clear();
    }
  } });
  expect([polls, error]).toEqual([11, undefined]);
});

test('where nobody can tell to the end, the failure has a code', async () => {
  const world = new SmallWorld();
  world.refusals.set('mark', THROTTLED);
  const { last } = await runRelay(world);
  expect(last.error?.message).toMatch(/^AR-STILL-[A-Z]+: account 'pool-010'/);
  expect(mutations(world)).toEqual([]);
});

test.each([['may tell', DENIED], ['can tell in time', THROTTLED]])('where nobody %s, a failure is told as it is', async (_, error) => {
  const world = failing();
  // The fence still can: it is asked before a failure is known.
  const { last } = await runRelay(world, { beforePoll: leg => {
    if (leg === 'Resource') {
      world.refusals.set('mark', error);
    }
  } });
  expect(last.error?.message).toMatch(/^AR-[A-Z-]+: account 'pool-010'/);
});

test('a role that may not read the marks fails with a code, and changes nothing', async () => {
  const world = new SmallWorld();
  world.refusals.set('mark', DENIED);
  const { last } = await runRelay(world);
  expect(last.error?.message).toMatch(/^AR-[A-Z-]+: .*AccessDeniedException: not authorized to perform ssm:GetParameter/);
  expect(mutations(world)).toEqual([]);
});
