/**
 * By what a consumer sees a double: the same thing told again has the same id, whenever and in whatever words, and another thing has another one.
 */

import { accountAvailable, accountFailed, accountRegistered, accountRequested, accountVended } from '../../../core/events/account-events';
import type { DomainEvent } from '../../../core/events/event';
import { eventOf } from '../../../core/events/event';
import { approvalAnswered, approvalAsked, growthDecided, growthHalted, growthRefused } from '../../../core/events/growth-events';
import { failureOf } from '../../../core/failures/failures';
import { KNOWN, MOMENT } from '../../../scripts/events/samples';
import { PoolEvent } from '../../../src/contract';
import { at } from '../fixtures';

const LATER = at(9);
const LATER_KNOWN = { ...KNOWN, at: LATER };
const OTHER_ID = { ...KNOWN, accountId: '111122224444' };
const OTHER_NAME = { ...MOMENT, subject: { ...MOMENT.subject, accountName: 'pool-011' } };
const OTHER_OWNER = { ...MOMENT, subject: { ...MOMENT.subject, owner: 'pool-stack/Pool/pool-011' } };
const POOL = { subject: { stackName: 'pool-stack', pool: 'Pool' }, at: at(3) };
const LATER_POOL = { ...POOL, at: LATER };
const NEXT_DAY_POOL = { ...POOL, at: at(24 * 60) };
const GROWTH = { from: 3, to: 6, entry: 4, by: 'low-water', reason: 'few are left.' } as const;
const TROUBLE = { code: 'AR-GROWTH-QUOTA', what: 'full.', fix: 'wait.' };
const APPROVAL = { approvalId: 'a-1', from: 3, to: 9, reason: 'few are left.', expiresAt: at(1443) };
const FAILURE = failureOf('AR-EMAIL-IN-USE', { name: 'pool-010' }, 'taken');
const OTHER_CODE = failureOf('AR-RENAMED', { name: 'pool-010' });
const ORDER = at(0).toISOString();

interface Told {
  readonly first: DomainEvent;
  /** The same thing, told another time and in other words. */
  readonly again: readonly DomainEvent[];
  readonly others: readonly DomainEvent[];
}

/** Made anew for each test. */
const told = (): Record<PoolEvent, Told> => ({
  [PoolEvent.ACCOUNT_REQUESTED]: {
    first: accountRequested(MOMENT),
    again: [],
    // Asked again, after a creation that failed, it is another request.
    others: [accountRequested({ ...MOMENT, at: LATER }), accountRequested(OTHER_NAME), accountRequested(OTHER_OWNER)],
  },
  [PoolEvent.ACCOUNT_VENDED]: {
    first: accountVended(KNOWN, { record: 'rec-1', minutes: 24 }),
    again: [accountVended(LATER_KNOWN, { record: 'rec-1' })],
    others: [accountVended(KNOWN, { record: 'rec-2', minutes: 24 }), accountVended(OTHER_ID, { record: 'rec-1', minutes: 24 })],
  },
  [PoolEvent.ACCOUNT_REGISTERED]: {
    first: accountRegistered(KNOWN, { sandbox: 'myisb', order: ORDER }),
    again: [accountRegistered(LATER_KNOWN, { sandbox: 'myisb', order: ORDER })],
    others: [
      accountRegistered(KNOWN, { sandbox: 'other', order: ORDER }), accountRegistered(KNOWN, { sandbox: 'myisb', order: at(1).toISOString() }),
      accountRegistered(OTHER_ID, { sandbox: 'myisb', order: ORDER }),
    ],
  },
  [PoolEvent.ACCOUNT_AVAILABLE]: {
    first: accountAvailable(KNOWN, { sandbox: 'myisb' }, ORDER),
    again: [accountAvailable(LATER_KNOWN, { warning: 'something' }, ORDER)],
    others: [accountAvailable(KNOWN, { sandbox: 'myisb' }, at(1).toISOString()), accountAvailable(OTHER_ID, { sandbox: 'myisb' }, ORDER)],
  },
  [PoolEvent.ACCOUNT_FAILED]: {
    first: accountFailed(KNOWN, FAILURE, ORDER),
    again: [accountFailed({ ...MOMENT, at: LATER }, { ...FAILURE, awsText: 'other words' }, ORDER)],
    others: [
      accountFailed(KNOWN, FAILURE, at(1).toISOString()), accountFailed(KNOWN, OTHER_CODE, ORDER), accountFailed(OTHER_NAME, FAILURE, ORDER),
      accountFailed(OTHER_OWNER, FAILURE, ORDER),
    ],
  },
  [PoolEvent.GROWTH_DECIDED]: {
    first: growthDecided(POOL, GROWTH),
    again: [growthDecided(LATER_POOL, { ...GROWTH, reason: 'other words' })],
    others: [growthDecided(POOL, { ...GROWTH, entry: 5 })],
  },
  [PoolEvent.GROWTH_REFUSED]: {
    first: growthRefused(POOL, TROUBLE),
    // Once a day for each code.
    again: [growthRefused(LATER_POOL, { ...TROUBLE, what: 'other words' })],
    others: [growthRefused(NEXT_DAY_POOL, TROUBLE), growthRefused(POOL, { ...TROUBLE, code: 'AR-GROWTH-MAX' })],
  },
  [PoolEvent.GROWTH_HALTED]: {
    first: growthHalted(POOL, { ...TROUBLE, entry: 5 }),
    again: [growthHalted(LATER_POOL, { ...TROUBLE, what: 'other words', entry: 5 })],
    others: [growthHalted(POOL, { ...TROUBLE, entry: 6 })],
  },
  [PoolEvent.APPROVAL_ASKED]: {
    first: approvalAsked(POOL, APPROVAL),
    again: [approvalAsked(LATER_POOL, { ...APPROVAL, reason: 'other words' })],
    others: [approvalAsked(POOL, { ...APPROVAL, approvalId: 'a-2' })],
  },
  [PoolEvent.APPROVAL_ANSWERED]: {
    first: approvalAnswered(POOL, APPROVAL, 'denied'),
    again: [approvalAnswered(LATER_POOL, APPROVAL, 'denied')],
    others: [approvalAnswered(POOL, APPROVAL, 'approved'), approvalAnswered(POOL, { ...APPROVAL, approvalId: 'a-2' }, 'denied')],
  },
});

describe.each(Object.values(PoolEvent))('%s', detailType => {
  const idOf = ({ detail }: DomainEvent) => detail.id;

  test('told again has its id', () => {
    const { first, again } = told()[detailType];
    expect([first, ...again].map(event => event.detailType)).toEqual(Array(1 + again.length).fill(detailType));
    expect(again.map(idOf)).toEqual(again.map(() => first.detail.id));
  });

  test('of something else has another one', () => {
    const { first, others } = told()[detailType];
    expect(new Set([first, ...others].map(idOf)).size).toBe(1 + others.length);
  });
});

test('what happens to two pools has two ids', () => {
  const subjects = [POOL.subject, { ...POOL.subject, pool: 'Other' }, { ...POOL.subject, stackName: 'other-stack' }];
  expect(new Set(subjects.map(subject => growthDecided({ ...POOL, subject }, GROWTH).detail.id)).size).toBe(3);
});

test('ids stay what they are with the next version, which tells again what the one before it has told', () => {
  const alone = accountRequested({ subject: { stackName: 'pool-stack', owner: 'pool-stack/pool-010', accountName: 'pool-010' }, at: at(3) });
  expect(alone.detail).not.toHaveProperty('pool');
  expect(alone.detail.id).toBe('f2cfc7a09d1e31d07952918056d0fec2');
  expect(told()[PoolEvent.GROWTH_DECIDED].first.detail.id).toBe('bcb187a93bceb7d7caa3f7f0b3f77edf');
});

test('whatever a detail is made of, no address is in it, and what is not known has no member', () => {
  const { detail } = eventOf(PoolEvent.ACCOUNT_FAILED, { stackName: 'pool-stack' }, {
    at: at(3),
    evidence: ['one'],
    members: { list: ['ask jane@example.com', 7, { deep: 'https://signed.example.com/?X-Amz-Signature=1', gone: undefined }], none: null, yes: true, gone: undefined },
  });
  expect(detail).toEqual({
    version: 1,
    id: detail.id,
    stackName: 'pool-stack',
    at: at(3).toISOString(),
    list: ['ask <e-mail>', 7, { deep: '<url>' }],
    none: null,
    yes: true,
  });
  expect(Object.keys(detail)).not.toContain('gone');
});
