import { legWindow } from './relay';
import { failureOf } from '../../../core/failures/failures';
import type { PoolAccountTypes } from '../../../core/pool-account/stage';
import type { Settled as AnySettled } from '../../../core/reconcile/stage';
import { decideLeg } from '../../../lambda/pool-account/decide-leg';
import { attemptOf } from '../../../lambda/pool-account/leg';
import type { LegRole } from '../../../lambda/pool-account/leg';
import { account, ACCOUNT_ID, desired, moment, stepFor } from '../../core/fixtures';

type Settled = AnySettled<PoolAccountTypes>;

const FAILURE = failureOf('AR-EMAIL-INVALID', { name: 'pool-010' });
const FAIL: Settled = { kind: 'fail', failure: FAILURE };
const PROVISION: Settled = { kind: 'provision' };
const UPDATE: Settled = { kind: 'update', productId: 'pp-1', recordId: 'rec-1', claim: { accountId: ACCOUNT_ID, tags: [] } };
const DONE: Settled = { kind: 'done', account: account(), missing: { accountId: ACCOUNT_ID, tags: [] } };
const AT_WORK: Settled = { kind: 'wait', reason: 'creating', atWork: true };
const before = 59.99;
const deadline = 60;

function step(role: LegRole, decision: Settled, minutes = before) {
  const { aim } = attemptOf(legWindow(), role, { isUpdate: false, isVerification: false });
  return decideLeg(stepFor(decision, desired(), moment(aim, minutes)), role);
}

test('the first leg is done as soon as the factory is at work', () => {
  expect(step('start', AT_WORK)).toEqual({ kind: 'complete' });
  expect(step('start', { ...AT_WORK, atWork: false })).toEqual({ kind: 'not-yet' });
  expect(step('last', AT_WORK)).toEqual({ kind: 'not-yet' });
});

test('a permanent error of an account is handed over until the last leg fails with it', () => {
  expect(step('start', FAIL)).toEqual({ kind: 'complete' });
  expect(step('middle', FAIL)).toEqual({ kind: 'complete' });
  expect(step('last', FAIL)).toEqual({ kind: 'fail', failure: FAILURE });
});

test('what every account would meet is told by the first leg', () => {
  const failure = failureOf('AR-LANDING-ZONE-NOT-READY', { name: 'pool-010' });
  expect(step('start', { kind: 'fail', failure })).toEqual({ kind: 'fail', failure });
  expect(step('middle', { kind: 'fail', failure })).toEqual({ kind: 'complete' });
});

test('an account that is there ends every leg, and only the last one returns it', () => {
  expect(step('middle', { kind: 'advance' })).toEqual({ kind: 'complete' });
  expect(step('middle', DONE)).toEqual({ kind: 'complete' });
  expect(step('last', DONE)).toMatchObject({ kind: 'complete', done: DONE });
  expect(step('last', DONE, deadline)).toMatchObject({ kind: 'complete', done: DONE });
});

test.each<LegRole>(['start', 'middle', 'last'])('the %s leg acts until its deadline', role => {
  expect(step(role, PROVISION)).toEqual({ kind: 'act' });
  expect(step(role, UPDATE)).toEqual({ kind: 'act' });
});

test.each<LegRole>(['start', 'middle'])('the %s leg hands over at its deadline', role => {
  for (const decision of [PROVISION, UPDATE, { kind: 'wait', reason: 'gate' } as const]) {
    expect(step(role, decision, deadline)).toEqual({ kind: 'complete' });
  }
});

test.each<[Settled, string]>([
  [{ kind: 'wait', reason: 'gate', holders: ['a', 'b'] }, 'AR-STILL-WAITING'],
  [{ kind: 'wait', reason: 'creating' }, 'AR-STILL-RUNNING'],
  [{ kind: 'wait', reason: 'busy' }, 'AR-STILL-BUSY'],
  [{ kind: 'wait', reason: 'transient' }, 'AR-STILL-TRANSIENT'],
  [{ kind: 'wait', reason: 'spreading', code: 'AR-NO-LAUNCH-PATH' }, 'AR-NO-LAUNCH-PATH'],
  [PROVISION, 'AR-STILL-WAITING'],
  [UPDATE, 'AR-STILL-BUSY'],
  [{ kind: 'terminate', productId: 'pp-1', recordId: 'rec-1' }, 'AR-STILL-BUSY'],
])('the last leg fails at its deadline, %j, with a resumable error', (decision, code) => {
  expect(step('last', decision, deadline)).toMatchObject({ kind: 'fail', failure: { code, safeToDeployAgain: true } });
});

test('says who held the slots', () => {
  expect(step('last', { kind: 'wait', reason: 'gate', holders: ['a', 'b'] }, deadline)).toMatchObject({ failure: { what: expect.stringContaining('a, b') } });
});
