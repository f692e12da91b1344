import { ANNA, NOW, ORDER, OTTO, RULES } from './fixtures';
import type { AssignmentCommand, AssignmentFacts } from '../../../core/desk/decide-assignment';
import { decideAssignment } from '../../../core/desk/decide-assignment';
import type { DeskAccount, DeskRequest } from '../../../core/desk/model';
import { DESK } from '../../../core/desk/model';
import type { AccountState } from '../../../core/desk/states';
import { ACCOUNT_MOVES, ACCOUNT_STATES } from '../../../core/desk/states';

const ID = '111122223333';
const REQUEST: DeskRequest = {
  id: '01ka2b3c4-0123456789abcdef',
  order: ORDER,
  requester: 'iam:alice',
  origin: {},
  state: 'APPROVED',
  why: 'so',
  by: 'iam:anna',
  accountIds: [],
  since: NOW,
  changed: NOW,
  version: 3,
};
const HELD = { tenant: 'astro', since: NOW, by: 'iam:otto' };

function inState(state: AccountState, more: Partial<DeskAccount> = {}): DeskAccount {
  const has = state === 'ASSIGNED' || state === 'RETURNING' || state === 'QUARANTINED';
  return { id: ID, pool: 'teams', state, why: 'so', by: 'iam:otto', since: NOW, changed: NOW, version: 4, ...has && { assignment: HELD }, ...more };
}

const said = { id: ID, why: 'so', by: OTTO, origin: {} };
const COMMANDS: readonly AssignmentCommand[] = [
  { ...said, wants: 'announce', pool: 'teams' },
  { ...said, wants: 'create' },
  { ...said, wants: 'confirm', pool: 'teams' },
  { ...said, wants: 'assign', tenant: 'astro' },
  { ...said, wants: 'return', tenant: 'astro' },
  { ...said, wants: 'retire' },
  { ...said, wants: 'close' },
  { wants: 'restore', id: ID, evidence: { isAccessRevoked: true, left: [] } },
];
const [ANNOUNCE, , CONFIRM, ASSIGN, RETURN, , , RESTORE] = COMMANDS;

function decide(command: AssignmentCommand, facts: Partial<AssignmentFacts> = {}) {
  return decideAssignment(command, { rules: RULES, now: NOW, ...facts });
}

function codes(command: AssignmentCommand, facts: Partial<AssignmentFacts> = {}): string[] {
  const decision = decide(command, facts);
  return decision.kind === 'refused' ? decision.refusals.map(({ code }) => code) : [`-> ${decision.account.state}`];
}

test('each command from each state: what is in the table, and nothing else', () => {
  for (const command of COMMANDS) {
    for (const state of ACCOUNT_STATES) {
      const to = (ACCOUNT_MOVES[command.wants] as Partial<Record<AccountState, AccountState>>)[state];
      expect([command.wants, state, ...codes(command, { account: inState(state) })]).toEqual([command.wants, state, to === undefined ? 'AR-DESK-ACCOUNT-STATE' : `-> ${to}`]);
    }
  }
});

test('accounts that nobody has told of can be announced or confirmed, and nothing else', () => {
  expect(COMMANDS.map(command => codes(command)[0])).toEqual([
    '-> REQUESTED', 'AR-DESK-NO-ACCOUNT', '-> AVAILABLE', ...Array.from({ length: 5 }, () => 'AR-DESK-NO-ACCOUNT'),
  ]);
  expect(decide(CONFIRM)).toMatchObject({ account: { id: ID, pool: 'teams', version: 1 }, transitions: [{ pool: 'teams', number: 1, by: 'iam:otto' }] });
});

test('only operators do anything about accounts; the end of a return is the desk\'s own', () => {
  for (const command of COMMANDS.filter((one): one is Exclude<AssignmentCommand, { wants: 'restore' }> => one.wants !== 'restore')) {
    expect(codes({ ...command, by: ANNA }, { account: inState('AVAILABLE') })).toEqual(['AR-DESK-ROLE']);
  }
  expect(decide(RESTORE, { account: inState('RETURNING') })).toMatchObject({ account: { by: DESK } });
});

test('an account enters a pool of the desk\'s that has no sandbox, and stays in it', () => {
  expect(codes({ ...said, wants: 'confirm', pool: 'nowhere' })).toEqual(['AR-DESK-POOL']);
  expect(codes({ ...said, wants: 'confirm', pool: 'sandbox' })).toEqual(['AR-DESK-SANDBOX']);
  expect(codes({ ...said, wants: 'confirm', pool: 'research' })).toEqual(['AR-DESK-UNIT']);
  expect(codes(ANNOUNCE, { account: inState('REQUESTED', { pool: 'research' }) })).toEqual(['AR-DESK-OTHER-POOL']);
});

test('an account of a pool that has a sandbox by now is not assigned', () => {
  const rules = { ...RULES, pools: RULES.pools.map(pool => ({ ...pool, hasSandbox: true })) };
  expect(codes(ASSIGN, { account: inState('AVAILABLE'), rules })).toEqual(['AR-DESK-SANDBOX']);
});

describe('for a request', () => {
  const FOR: AssignmentCommand = { ...said, wants: 'assign' };

  test('account and request change together, and the account says for whom it counts', () => {
    expect(decide(FOR, { account: inState('AVAILABLE'), request: REQUEST })).toMatchObject({
      account: { state: 'ASSIGNED', assignment: { tenant: 'astro', by: 'iam:otto', since: NOW, request: { id: REQUEST.id, requester: 'iam:alice', team: 'space' } } },
      request: { state: 'PROVISIONING', accountIds: [ID], version: 5 },
      transitions: [{ of: 'account', action: 'assign' }, { of: 'request', action: 'provision' }, { of: 'request', action: 'take', accountId: ID }],
      counters: [],
    });
  });

  test('the last of its accounts fulfils it', () => {
    const request = { ...REQUEST, state: 'PROVISIONING' as const, accountIds: ['999988887777'] };
    expect(decide(FOR, { account: inState('AVAILABLE'), request })).toMatchObject({
      request: { state: 'FULFILLED', accountIds: ['999988887777', ID], by: DESK },
      transitions: [{}, { action: 'take' }, { action: 'fulfil', by: DESK }],
    });
  });

  test.each<[what: string, request: Partial<DeskRequest>, code: string]>([
    ['has all of its accounts', { accountIds: ['1', '2'], state: 'FULFILLED' }, 'AR-DESK-REQUEST-FULL'],
    ['waits for approval', { state: 'PENDING_APPROVAL' }, 'AR-DESK-REQUEST-STATE'],
    ['was cancelled', { state: 'CANCELLED' }, 'AR-DESK-REQUEST-STATE'],
    ['is for another pool', { order: { ...ORDER, pool: 'research' } }, 'AR-DESK-OTHER-POOL'],
  ])('nothing is assigned if it %s', (_, request, code) => {
    expect(codes(FOR, { account: inState('AVAILABLE'), request: { ...REQUEST, ...request } })).toEqual([code]);
  });

  test('an account that is not free changes no request', () => {
    expect(decide(FOR, { account: inState('RETURNING'), request: REQUEST })).toMatchObject({ kind: 'refused', refusals: [{ code: 'AR-DESK-ACCOUNT-STATE' }] });
  });

  test('another tenant than the request\'s is a mistake', () => {
    expect(codes({ ...said, wants: 'assign', tenant: 'bio' }, { account: inState('AVAILABLE'), request: REQUEST })).toEqual(['AR-DESK-MEMBER']);
  });

  test('neither tenant nor request is one too', () => {
    expect(codes(FOR, { account: inState('AVAILABLE') })).toEqual(['AR-DESK-MEMBER']);
  });
});

describe('a return', () => {
  test('names the tenant that has it', () => {
    expect(codes({ ...said, wants: 'return', tenant: 'bio' }, { account: inState('ASSIGNED') })).toEqual(['AR-DESK-TENANT']);
  });

  test('gives back what counted for a request, once', () => {
    const account = inState('ASSIGNED', { assignment: { ...HELD, request: { id: REQUEST.id, requester: 'iam:alice', team: 'space' } } });
    expect(decide(RETURN, { account })).toMatchObject({ counters: [{ scope: 'person', of: 'iam:alice', by: -1 }, { scope: 'team', of: 'space', by: -1 }] });
    expect(decide(RETURN, { account: inState('ASSIGNED') })).toMatchObject({ counters: [] });
  });

  test.each<[what: string, isAccessRevoked: boolean, left: string[], state: string, why: string]>([
    ['closed and empty', true, [], 'AVAILABLE', 'nobody can sign in any more, and it was found empty'],
    ['still open', false, [], 'QUARANTINED', 'its former holders can still sign in'],
    ['not empty', true, ['bucket a', 'role b'], 'QUARANTINED', 'left in it: bucket a, role b'],
    ['neither', false, ['bucket a'], 'QUARANTINED', 'its former holders can still sign in; left in it: bucket a'],
  ])('that is %s', (_, isAccessRevoked, left, state, why) => {
    expect(decide({ wants: 'restore', id: ID, evidence: { isAccessRevoked, left } }, { account: inState('RETURNING') })).toMatchObject({ account: { state, why } });
  });

  test('forgets its tenant when it is over, and not before', () => {
    expect(decide(RESTORE, { account: inState('RETURNING') })).not.toHaveProperty('account.assignment');
    expect(decide(RETURN, { account: inState('ASSIGNED') })).toMatchObject({ account: { assignment: HELD } });
    expect(decide({ wants: 'restore', id: ID, evidence: { isAccessRevoked: false, left: [] } }, { account: inState('RETURNING') })).toMatchObject({ account: { assignment: HELD } });
  });
});
