/** Polls that come twice or late, and functions that die: accounts get there all the same, and none is made twice. */

import { AccountOutcome } from '../../rehearsal/report';
import type { Rehearsed } from '../support/rehearse-app';
import { names, rehearseApp } from '../support/rehearse-app';
import { rehearseSandbox } from '../support/sandbox-app';

const statusOf = ({ report }: Rehearsed) => report.stacks[0].status;
const stateOf = ({ report }: Rehearsed) => [...new Set(report.accounts.map(({ state }) => state))];
const poolOf = ({ state }: Rehearsed) => state.services.organizations.accounts.filter(({ email }) => email.startsWith('aws+pool-'));
const polls = (run: Rehearsed) => run.log.filter(({ line }) => line.includes('"account-decision"')).length;

test('polls that all come twice: each account is there once', async () => {
  const calm = await rehearseSandbox({ app: names(2) });
  const doubled = await rehearseSandbox({ app: names(2), world: { faults: [{ kind: 'poll-delivered-twice', chance: 1 }] } });
  expect(statusOf(doubled)).toBe('CREATE_COMPLETE');
  expect(stateOf(doubled)).toEqual([AccountOutcome.AVAILABLE]);
  expect(poolOf(doubled)).toHaveLength(2);
  expect(polls(doubled)).toBeGreaterThan(1.5 * polls(calm));
});

test.each(['1', '2', '3'])('some polls that come twice, and some late: each account is there once (seed %s)', async seed => {
  const faults = [{ kind: 'poll-delivered-twice', chance: 0.3 }, { kind: 'poll-comes-late', minutes: 6, chance: 0.05 }];
  const run = await rehearseSandbox({ app: names(3), seed, world: { faults } });
  expect(statusOf(run)).toBe('CREATE_COMPLETE');
  expect(stateOf(run)).toEqual([AccountOutcome.AVAILABLE]);
  expect(poolOf(run)).toHaveLength(3);
});

test.each<[string, Record<string, unknown>]>([
  ['while it asks for an account', { after: 'servicecatalog:ProvisionProduct', fromMinute: 0, toMinute: 20 }],
  ['while it looks at one, a quarter of an hour later', { after: 'servicecatalog:DescribeProvisionedProduct', fromMinute: 15, toMinute: 16 }],
  ['while it tags one', { after: 'organizations:TagResource', times: 2 }],
  ['after one move of two', { after: 'organizations:MoveAccount', chance: 0.5 }],
])('a function that dies %s fails the deployment, and the next one finds every account', async (_, fault) => {
  const failed = await rehearseSandbox({ app: names(3), rollback: false, world: { faults: [{ kind: 'function-dies', ...fault }] } });
  expect(statusOf(failed)).toBe('CREATE_FAILED');
  const again = await rehearseSandbox({ app: names(3), rollback: false, state: failed.state });
  expect(statusOf(again)).toBe('UPDATE_COMPLETE');
  expect(stateOf(again)).toEqual([AccountOutcome.AVAILABLE]);
  expect(poolOf(again)).toHaveLength(3);
  expect(poolOf(again).map(({ id }) => id)).toEqual(expect.arrayContaining(poolOf(failed).map(({ id }) => id)));
});

test('a poll that comes after CloudFormation has given the leg up starts nothing: the deployment fails once, and the next one goes on', async () => {
  // The first poll of each leg is on time: CloudFormation waits an hour, and the second one comes after that.
  const faults = [{ kind: 'poll-comes-late', account: 'pool-001', minutes: 70, fromMinute: 0.5, times: 1 }];
  const late = await rehearseApp({ app: names(2), world: { faults } });
  expect(statusOf(late)).toBe('ROLLBACK_COMPLETE');
  expect(late.report.apiCalls['is-complete']?.['servicecatalog:TerminateProvisionedProduct']).toBeUndefined();
  const again = await rehearseApp({ app: names(2), state: late.state });
  expect(statusOf(again)).toBe('CREATE_COMPLETE');
  expect(poolOf(again)).toHaveLength(2);
  expect(poolOf(again)).toEqual(expect.arrayContaining(poolOf(late)));
});
