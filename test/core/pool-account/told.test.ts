/** What others are told of what an attempt did and came to: by cases, each from both sides. */

import type { DesiredAccount } from '../../../core/accounts/account';
import type { Attempt } from '../../../core/accounts/attempt';
import type { Done } from '../../../core/accounts/result';
import { failureOf } from '../../../core/failures/failures';
import type { PoolAccountTypes } from '../../../core/pool-account/stage';
import { toldOfDeed, toldOfFailure, toldOfGoal } from '../../../core/pool-account/told';
import { catalogued } from '../events/catalogued';
import { account, ACCOUNT_ID, at, attempt, desired, OF_ANOTHER, OWNER, SANDBOX, succeeded } from '../fixtures';

type Action = PoolAccountTypes['action'];
type Observed = PoolAccountTypes['observed'];

const SUBJECT = { stackName: 'pool-stack', owner: OWNER, accountName: 'pool-010' };
const ACCOUNT = { name: 'pool-010', id: ACCOUNT_ID };
const ORDERED = at(0).toISOString();
/** Of a creation of another order. */
const BEFORE = { createdAt: at(-60).toISOString(), updatedAt: at(-50).toISOString() };
/** The factory took from 11 to 25. */
const VENDED = ['AccountVended', { account: ACCOUNT, minutes: 14 }] as const;

interface Given {
  readonly desired?: Partial<DesiredAccount>;
  readonly attempt?: Partial<Attempt>;
  readonly observed?: Observed;
}

const teller = ({ desired: wanted, attempt: changes }: Given) => ({ subject: SUBJECT, desired: desired(wanted), attempt: attempt('confirmed', changes), at: at(30) });

/** Names and members of events, which are as the catalogue says. */
function said(events: Parameters<typeof catalogued>[0]) {
  return catalogued(events).map(({ detailType, detail: { version: _, id, stackName, at: when, ...members } }) => {
    expect([stackName, when]).toEqual(['pool-stack', at(30).toISOString()]);
    return [detailType, members];
  });
}

describe('a deed', () => {
  const told = (action: object, given: Given = {}, isKnown = false) =>
    said(toldOfDeed({ action: action as Action, observed: given.observed ?? { successRecord: succeeded() }, isKnown }, teller(given)));
  const move = { kind: 'move', accountId: ACCOUNT_ID };
  const register = { kind: 'register', accountId: ACCOUNT_ID, sandbox: SANDBOX };

  test('a request is told, of an account that has no id yet', () => {
    expect(told({ kind: 'provision' }, { observed: {} })).toEqual([['AccountRequested', { account: { name: 'pool-010' } }]]);
  });

  test('the first move tells that the account is made, and how long that took', () => {
    expect(told(move)).toEqual([VENDED]);
    const quick = succeeded({ updatedAt: at(11.5).toISOString() });
    expect(told(move, { observed: { successRecord: quick } })).toEqual([['AccountVended', { account: ACCOUNT, minutes: 0.5 }]]);
  });

  test.each<[string, object, Given]>([
    ['back to where it is safe', { ...move, retreat: true }, {}],
    ['of an account that is named by its id', move, { desired: { existingAccountId: ACCOUNT_ID } }],
    ['of an account that lives, for an update', move, { attempt: { mayRequest: false } }],
    ['of an account that the factory tells nothing of', move, { observed: {} }],
    ['of an account without a record', move, { observed: { successRecord: null } }],
    ['of an account that is taken over from somebody', move, { desired: { adoptExisting: true }, observed: { successRecord: succeeded(BEFORE) } }],
  ])('a move %s tells nothing', (_, action, given) => expect(told(action, given)).toEqual([]));

  test.each<[string, Given]>([
    ['one that might have been taken over, and was made for this order', { desired: { adoptExisting: true } }],
    ['one that an order before this one had begun', { observed: { successRecord: succeeded(BEFORE) } }],
  ])('a move of %s tells that it is made', (_, given) => {
    expect(told(move, given).map(([name]) => name)).toEqual(['AccountVended']);
  });

  test('a registration is told when it was accepted, and by the next look if it is known at once that nothing came of it', () => {
    expect(told(register)).toEqual([['AccountRegistered', { account: ACCOUNT, sandbox: 'myisb' }]]);
    expect(told(register, {}, true)).toEqual([]);
  });

  test('nothing else is told', () => {
    expect(told({ kind: 'tag', accountId: ACCOUNT_ID })).toEqual([]);
  });

  test('a registration for another order is another event', () => {
    const deed = { action: register as unknown as Action, observed: {}, isKnown: false };
    const idOf = (orderedAt: string) => toldOfDeed(deed, teller({ attempt: { orderedAt } }))[0].detail.id;
    expect(idOf(ORDERED)).toBe(idOf(ORDERED));
    expect(idOf(ORDERED)).not.toBe(idOf(at(1).toISOString()));
  });
});

describe('the goal', () => {
  const told = (given: Given = {}, done: Partial<Done> = {}) =>
    said(toldOfGoal({ account: account(), ...done } as Done, given.observed ?? { successRecord: succeeded() }, teller(given)));
  const cleaned = (started: number, ended: number) => ({ status: 'Available', cleaning: { startedAt: at(started).toISOString() }, cleanedAt: at(ended).toISOString() });
  const update = { mayRequest: false };

  test('of an account that is vended only tells that it is made, and available', () => {
    expect(told()).toEqual([VENDED, ['AccountAvailable', { account: ACCOUNT }]]);
  });

  test('of an account for a sandbox tells that it is available there, with what is to be known', () => {
    expect(told({ desired: { sandbox: 'myisb' } }, { sandboxStatus: 'Available', warning: 'the billing view is full' })).toEqual([
      ['AccountAvailable', { account: ACCOUNT, sandbox: 'myisb', sandboxStatus: 'Available', warning: 'the billing view is full' }],
    ]);
  });

  test.each<[string, Observed]>([
    ['without a record', { sandboxRecord: null }],
    ['that nobody has looked at', {}],
    ['that was cleaned before the order', { sandboxRecord: cleaned(-30, -20) }],
    ['of whose cleaning nothing is known', { sandboxRecord: { status: 'Available' } }],
  ])('tells nothing of an account that an update found there, %s', (_, observed) => {
    expect(told({ desired: { sandbox: 'myisb' }, attempt: update, observed })).toEqual([]);
  });

  test('tells of an account that an update had cleaned', () => {
    expect(told({ desired: { sandbox: 'myisb' }, attempt: update, observed: { sandboxRecord: cleaned(5, 15) } }, { sandboxStatus: 'Available' })).toEqual([
      ['AccountAvailable', { account: ACCOUNT, sandbox: 'myisb', sandboxStatus: 'Available' }],
    ]);
  });

  test('tells of a new account whether it was cleaned or not', () => {
    for (const sandboxRecord of [undefined, null, cleaned(-30, -20), cleaned(5, 15)]) {
      expect(told({ desired: { sandbox: 'myisb' }, observed: { sandboxRecord } })).toHaveLength(1);
    }
  });
});

describe('a failure', () => {
  const FAILURE = failureOf('AR-EMAIL-IN-USE', { name: 'pool-010' }, 'taken');
  const told = (given: Given = {}) => said(toldOfFailure(FAILURE, given.observed ?? {}, teller(given)));
  const failedWith = (id?: string) => {
    const { code, what, fix, where, safeToDeployAgain } = FAILURE;
    return [['AccountFailed', { account: { name: 'pool-010', ...id !== undefined && { id } }, code, what, fix, where, safeToDeployAgain, awsText: 'taken' }]];
  };

  test.each<[string, Given, string | undefined]>([
    ['is told with the id of an account that is ours', { observed: { successRecord: succeeded() } }, ACCOUNT_ID],
    ['is told without an id where there is none', {}, undefined],
    ['is told without an id where no record is', { observed: { successRecord: null } }, undefined],
    ['is told without the id of an account that is another\'s', { observed: { successRecord: succeeded({ tags: OF_ANOTHER }) } }, undefined],
    ['is told without the id of an account that is nobody\'s', { observed: { successRecord: succeeded({ tags: [] }) } }, undefined],
    ['is told with the id that the app names', { desired: { existingAccountId: '444455556666' } }, '444455556666'],
    ['is told with the id that the app names, whatever the factory says', { desired: { existingAccountId: '444455556666' }, observed: { successRecord: succeeded() } }, '444455556666'],
  ])('%s', (_, given, id) => expect(told(given)).toEqual(failedWith(id)));

  test('of another order is another event', () => {
    const idOf = (orderedAt: string) => toldOfFailure(FAILURE, {}, teller({ attempt: { orderedAt } }))[0].detail.id;
    expect(idOf(ORDERED)).not.toBe(idOf(at(1).toISOString()));
  });
});
