import { ALICE, ANNA, actor, NOW, ORDER, OTTO, RULES } from './fixtures';
import { decideRequest } from '../../../core/desk/decide-request';
import type { RequestCommand } from '../../../core/desk/decide-request';
import type { DeskRequest, RequestOrder } from '../../../core/desk/model';
import { DESK } from '../../../core/desk/model';
import type { DeskRules } from '../../../core/desk/rules';
import type { RequestState } from '../../../core/desk/states';
import { REQUEST_MOVES, REQUEST_STATES } from '../../../core/desk/states';
import { requestOf } from '../../../core/desk/told';

const ID = '01ka2b3c4-0123456789abcdef';

const submit = (order: Partial<RequestOrder> = {}, by = ALICE): RequestCommand => ({ wants: 'submit', id: ID, order: { ...ORDER, ...order }, by, origin: { ticket: 'OPS-7', commit: 'abc1234' } });

function decide(command: RequestCommand, request?: DeskRequest, rules: Partial<DeskRules> = {}, now = NOW) {
  return decideRequest(command, { request, rules: { ...RULES, ...rules }, now });
}

function codes(command: RequestCommand, request?: DeskRequest, rules: Partial<DeskRules> = {}, now = NOW): string[] {
  const decision = decide(command, request, rules, now);
  return decision.kind === 'refused' ? decision.refusals.map(({ code, place }) => place === undefined ? code : `${code} ${place}`) : [`-> ${decision.request.state}`];
}

const inState = (state: RequestState): DeskRequest => ({
  id: ID,
  order: ORDER,
  requester: ALICE.person,
  origin: {},
  state,
  why: 'so',
  by: ALICE.person,
  accountIds: [],
  since: NOW,
  changed: NOW,
  version: 3,
});
const say = (wants: 'approve' | 'reject' | 'cancel' | 'fail', by = ANNA): RequestCommand => ({ wants, id: ID, why: 'so', by, origin: {} });

test('a request is submitted and asks for approval: who, when, what, why, and from which ticket and commit stands in its log', () => {
  const decision = decide(submit());
  expect(decision).toEqual({
    kind: 'changes',
    request: {
      id: ID,
      order: ORDER,
      requester: 'iam:alice',
      origin: { ticket: 'OPS-7', commit: 'abc1234' },
      state: 'PENDING_APPROVAL',
      why: 'an approver decides',
      by: DESK,
      accountIds: [],
      since: NOW,
      changed: NOW,
      version: 2,
    },
    transitions: [
      {
        of: 'request',
        id: ID,
        number: 1,
        at: NOW,
        by: 'iam:alice',
        why: 'Spectra',
        action: 'submit',
        from: undefined,
        to: 'SUBMITTED',
        order: ORDER,
        origin: { ticket: 'OPS-7', commit: 'abc1234' },
      },
      { of: 'request', id: ID, number: 2, at: NOW, by: DESK, why: 'an approver decides', action: 'ask-approval', from: 'SUBMITTED', to: 'PENDING_APPROVAL', origin: {} },
    ],
    counters: [
      { scope: 'person', of: 'iam:alice', by: 2, most: 6 },
      { scope: 'team', of: 'space', by: 2, most: 10 },
      { scope: 'day', of: '2026-11-28', by: 2, most: 40 },
    ],
  });
});

test.each<[count: number, below: number, state: string]>([
  [1, 2, 'APPROVED'], [2, 2, 'PENDING_APPROVAL'], [1, 1, 'PENDING_APPROVAL'], [1, 0, 'PENDING_APPROVAL'], [5, 6, 'APPROVED'],
])('%d accounts are approved by the rules below %d: %s', (count, autoApprovalBelow, state) => {
  expect(codes(submit({ count }), undefined, { autoApprovalBelow })).toEqual([`-> ${state}`]);
});

test('what the rules approve has the rules as its approver', () => {
  expect(decide(submit({ count: 1 }))).toMatchObject({ request: { approver: DESK, why: 'fewer than 2 accounts need no approver' } });
});

test('without ceilings nothing is counted against one', () => {
  expect(decide(submit(), undefined, { ceilings: {} })).toMatchObject({ counters: [{ scope: 'person', by: 2 }, { scope: 'team', by: 2 }, { scope: 'day', by: 2 }] });
  expect(JSON.stringify(decide(submit(), undefined, { ceilings: {} }))).not.toContain('most');
});

describe('an order', () => {
  test.each<[what: string, order: Partial<RequestOrder>, found: string[], rules?: Partial<DeskRules>]>([
    ['of a pool that is not there', { pool: 'nowhere' }, ['AR-DESK-POOL pool']],
    ['of a pool with a sandbox', { pool: 'sandbox' }, ['AR-DESK-SANDBOX pool']],
    ['of a unit that requests may not have', { pool: 'research' }, ['AR-DESK-UNIT pool']],
    ['of any unit, if none are named', { pool: 'research' }, ['-> PENDING_APPROVAL'], { units: undefined }],
    ['of too many', { count: 6 }, ['AR-DESK-COUNT count']],
    ['of as many as may be', { count: 5 }, ['-> PENDING_APPROVAL']],
    ['with a cost centre of another form', { costCentre: 'CC-12345' }, ['AR-DESK-COST-CENTRE costCentre']],
    ['with a cost centre behind a line of its own', { costCentre: 'CC-1234\nCC-1234' }, ['AR-DESK-COST-CENTRE costCentre']],
    ['with any cost centre, if none has a form', { costCentre: 'x' }, ['-> PENDING_APPROVAL'], { costCentrePattern: undefined }],
    ['with alternatives, each of which is the whole', { costCentre: 'Ax' }, ['AR-DESK-COST-CENTRE costCentre'], { costCentrePattern: 'A|B' }],
    ['from a template that is not there', { template: 'app' }, ['AR-DESK-TEMPLATE template']],
    ['from a version that is not there', { template: 'web', templateVersion: 3 }, ['AR-DESK-TEMPLATE template']],
    ['of a version of nothing', { templateVersion: 1 }, ['AR-DESK-TEMPLATE templateVersion']],
    ['without a mandatory parameter', { template: 'web' }, ['AR-DESK-PARAMETER parameters.stage']],
    ['with a value that is not allowed', { template: 'web', parameters: { stage: 'test' } }, ['AR-DESK-PARAMETER parameters.stage']],
    ['with a value that is too long', { template: 'web', parameters: { stage: 'dev', size: 'smaller' } }, ['AR-DESK-PARAMETER parameters.size']],
    ['with a parameter that is none', { template: 'web', parameters: { stage: 'dev', x: 'y' } }, ['AR-DESK-PARAMETER parameters.x']],
    ['with a parameter of a later version', { template: 'web', templateVersion: 1, parameters: { stage: 'dev', size: 's' } }, ['AR-DESK-PARAMETER parameters.size']],
    ['with what every object has by nature', { template: 'web', parameters: { stage: 'dev', constructor: 'x' } }, ['AR-DESK-PARAMETER parameters.constructor']],
    ['with parameters and no template', { parameters: { stage: 'dev' } }, ['AR-DESK-PARAMETER parameters.stage']],
    ['that is all wrong: everything is told at once', { pool: 'x', count: 9, costCentre: '', template: 'web', tags: { 'aws:x': 'y' } },
      ['AR-DESK-POOL pool', 'AR-DESK-COUNT count', 'AR-DESK-COST-CENTRE costCentre', 'AR-DESK-PARAMETER parameters.stage', 'AR-DESK-TAG tags.aws:x']],
  ])('%s', (...[, order, found, rules]) => {
    expect(codes(submit(order), undefined, rules)).toEqual(found);
  });

  test('is completed from the newest version of its template', () => {
    expect(decide(submit({ template: 'web', parameters: { stage: 'dev' } }))).toMatchObject({
      request: { order: { template: 'web', templateVersion: 2, parameters: { stage: 'dev', size: 'small' } } },
    });
  });
});

test('only requesters submit', () => {
  expect(codes(submit({}, OTTO))).toEqual(['AR-DESK-ROLE']);
  expect(codes(submit({}, actor('nobody')))).toEqual(['AR-DESK-ROLE']);
});

describe('an answer', () => {
  test('is an approver\'s, who is not the requester, however many roles it has', () => {
    const own = { ...inState('PENDING_APPROVAL'), requester: ANNA.person };
    expect(codes(say('approve'), inState('PENDING_APPROVAL'))).toEqual(['-> APPROVED']);
    expect(codes(say('reject'), inState('PENDING_APPROVAL'))).toEqual(['-> REJECTED']);
    expect(codes(say('approve'), own)).toEqual(['AR-DESK-OWN']);
    expect(codes(say('reject'), own)).toEqual(['AR-DESK-OWN']);
    expect(codes(say('approve', OTTO), inState('PENDING_APPROVAL'))).toEqual(['AR-DESK-ROLE']);
    expect(decide(say('approve'), inState('PENDING_APPROVAL'))).toMatchObject({ request: { approver: 'iam:anna', version: 4 } });
  });

  test('comes in time', () => {
    const after = (days: number) => new Date(NOW.getTime() + days * 86_400_000);
    expect(codes(say('approve'), inState('PENDING_APPROVAL'), {}, after(13.99))).toEqual(['-> APPROVED']);
    expect(codes(say('approve'), inState('PENDING_APPROVAL'), {}, after(14))).toEqual(['AR-DESK-LATE']);
    expect(codes({ wants: 'expire', id: ID }, inState('PENDING_APPROVAL'), {}, after(14))).toEqual(['-> EXPIRED']);
    expect(codes({ wants: 'expire', id: ID }, inState('PENDING_APPROVAL'), {}, after(13.99))).toEqual(['AR-DESK-REQUEST-STATE']);
    expect(codes({ wants: 'expire', id: ID }, inState('APPROVED'), {}, after(15))).toEqual(['AR-DESK-REQUEST-STATE']);
  });

  test('gives back what counted, if it is a no', () => {
    const back = [{ scope: 'person', of: 'iam:alice', by: -2 }, { scope: 'team', of: 'space', by: -2 }];
    expect(decide(say('reject'), inState('PENDING_APPROVAL'))).toMatchObject({ counters: back });
    expect(decide(say('approve'), inState('PENDING_APPROVAL'))).toMatchObject({ counters: [] });
    expect(decide(say('fail', OTTO), { ...inState('PROVISIONING'), accountIds: ['111122223333'] })).toMatchObject({ counters: back.map(one => ({ ...one, by: -1 })) });
  });
});

test('a request is cancelled by its requester or an operator, until accounts are provided', () => {
  expect(codes(say('cancel', ALICE), inState('PENDING_APPROVAL'))).toEqual(['-> CANCELLED']);
  expect(codes(say('cancel', OTTO), inState('APPROVED'))).toEqual(['-> CANCELLED']);
  expect(codes(say('cancel', actor('bob', 'Requester')), inState('APPROVED'))).toEqual(['AR-DESK-NOT-YOURS']);
  expect(codes(say('cancel', actor('alice')), inState('APPROVED'))).toEqual(['AR-DESK-NOT-YOURS']);
  expect(codes(say('cancel', ALICE), inState('PROVISIONING'))).toEqual(['AR-DESK-REQUEST-STATE']);
});

test('each command from each state: what is in the table, and nothing else', () => {
  const commands: Record<string, RequestCommand> = { approve: say('approve'), reject: say('reject'), cancel: say('cancel', ALICE), fail: say('fail', OTTO), submit: submit() };
  for (const [action, command] of Object.entries(commands)) {
    for (const state of REQUEST_STATES) {
      const to = (REQUEST_MOVES[action as 'approve'] as Partial<Record<RequestState, RequestState>>)[state];
      // Between a submission and what the rules make of it nobody comes.
      const expected = to === undefined || state === 'SUBMITTED' ? 'AR-DESK-REQUEST-STATE' : `-> ${to}`;
      expect([action, state, ...codes(command, inState(state))]).toEqual([action, state, expected]);
    }
  }
});

test('what was decided twice says who decided, when, and what to do', () => {
  expect(decide(say('approve'), { ...inState('REJECTED'), by: 'iam:carl' })).toEqual({
    kind: 'refused',
    refusals: [{
      code: 'AR-DESK-REQUEST-STATE',
      what: `request ${ID} is REJECTED since 2026-11-28T09:00:00.000Z, by iam:carl, and can't be approved any more.`,
      fix: 'read why, and request again what can be approved.',
    }],
  });
});

test('nothing is decided of a request that is not there', () => {
  expect(codes(say('approve'))).toEqual(['AR-DESK-NO-REQUEST']);
});

test('a clock that is behind does not turn the log around', () => {
  const decision = decide(say('approve'), inState('PENDING_APPROVAL'), {}, new Date(NOW.getTime() - 60_000));
  expect(decision).toMatchObject({ transitions: [{ at: NOW }], request: { changed: NOW } });
});

test('a log that lacks an entry, or was changed, is not believed', () => {
  const decision = decide(submit());
  const [first, second] = decision.kind === 'changes' ? decision.transitions : [];
  expect(requestOf([first, second])).toMatchObject({ state: 'PENDING_APPROVAL' });
  expect(() => requestOf([second])).toThrow('does not follow nothing');
  expect(() => requestOf([first, { ...second, number: 3 }])).toThrow('the log lacks an entry');
  expect(() => requestOf([first, { ...second, to: 'FULFILLED' }])).toThrow('does not follow 1');
  expect(() => requestOf([{ ...first, order: undefined }])).toThrow('has no order');
});
