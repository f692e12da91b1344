import { AccessError, TransientError } from '../../../../core/failures/errors';
import { failureOf } from '../../../../core/failures/failures';
import { wait } from '../../../../core/reconcile/decision';
import { UnansweredError } from '../../../../core/registration/innovation-sandbox/errors';
import type { RegistrationAction, RegistrationObserved, RegistrationReason } from '../../../../core/registration/innovation-sandbox/model';
import {
  isOfRegistration,
  meaningOfRegistrationError,
  overdueRegistration,
  stayForRegistration,
} from '../../../../core/registration/innovation-sandbox/stage';
import { ACCOUNT_ID, at, attempt, IN_HOLDING_UNIT, IN_ROOT, SANDBOX, whole } from '../../fixtures';
import { wish } from '../../registration-fixtures';

const UNLESS = failureOf('AR-STILL-CLEANING', { name: 'pool-010', sandbox: SANDBOX.namespace, value: 'arn' });
const MOVE = { kind: 'move', accountId: ACCOUNT_ID, from: IN_ROOT, to: IN_HOLDING_UNIT, retreat: false } as const;
const TAG = { kind: 'tag', missing: { accountId: ACCOUNT_ID, tags: [] } } as const;
const BILL = { kind: 'bill', viewArn: 'arn', accountId: ACCOUNT_ID } as const;
const REGISTER = { kind: 'register', sandbox: SANDBOX, accountId: ACCOUNT_ID, unless: UNLESS } as const;

const meaningOf = (error: Error, minutes = 30, existing = {}) => meaningOfRegistrationError(error, wish(existing), attempt('begun'), at(minutes));

test('an error says what it is', () => expect(String(new UnansweredError('x:Y', 'no'))).toBe("UnansweredError: x:Y didn't get through: no"));

test('an answer that Innovation Sandbox owes is told by the kind of the error, whatever the operation is called', () => {
  expect(meaningOf(new UnansweredError('lambda:InvokeFunction', 'no answer'))).toEqual({ kind: 'wait', reason: 'sandbox', text: 'no answer' });
  expect(meaningOf(new TransientError('innovation-sandbox:GET /accounts', 'no answer'))).toBeUndefined();
});

test('what keeps us from Innovation Sandbox may be spreading at first, if it can pass at all, and is told with what its adapter knows', () => {
  const refused = (passing: boolean) => new AccessError('sts:AssumeRole', 'AR-SANDBOX-HUB-DENIED', { value: 'the role' }, 'AccessDenied: no', passing);
  const failure = failureOf('AR-SANDBOX-HUB-DENIED', { name: 'pool-010', sandbox: SANDBOX.namespace, value: 'the role' }, 'AccessDenied: no');
  expect(meaningOf(refused(true), 14.9)).toEqual(wait('spreading', { text: 'AccessDenied: no', failure }));
  expect(meaningOf(refused(true), 15)).toEqual({ kind: 'fail', failure });
  expect(meaningOf(refused(false), 14.9)).toEqual({ kind: 'fail', failure });
});

describe('when the time is up', () => {
  test.each<[RegistrationAction | { kind: 'wait'; reason: Exclude<RegistrationReason, 'creating' | 'busy' | 'transient' | 'spreading'> }, string | undefined]>([
    [TAG, 'AR-STILL-UNREGISTERED'],
    [BILL, 'AR-STILL-UNREGISTERED'],
    [MOVE, 'AR-STILL-UNREGISTERED'],
    [{ ...MOVE, retreat: true }, undefined],
    [REGISTER, 'AR-STILL-CLEANING'],
    [{ ...REGISTER, kind: 'clean' }, 'AR-STILL-CLEANING'],
    [{ kind: 'wait', reason: 'sandbox' }, 'AR-SANDBOX-UNANSWERED'],
  ])('%j is called %s', (decision, code) => {
    const failure = overdueRegistration(decision, wish());
    expect(failure?.code).toBe(code);
    expect(failure?.what ?? 'pool-010 in myisb').toMatch(/pool-010.*myisb/);
    whole({ failure });
  });

  test('a wait that has a failure of its own is called by that, with the last words', () => {
    expect(overdueRegistration({ kind: 'wait', reason: 'cleaning', failure: UNLESS, text: 'NUKE_PHASE_1' }, wish())).toEqual({ ...UNLESS, awsText: 'NUKE_PHASE_1' });
  });
});

test.each<[{ kind: string; reason?: string }, boolean]>([
  ...['tag', 'bill', 'move', 'register', 'clean'].map((kind): [{ kind: string }, boolean] => [{ kind }, true]),
  ...['sandbox', 'stackset', 'registering', 'cleaning', 'settling', 'billing'].map((reason): [{ kind: string; reason: string }, boolean] => [{ kind: 'wait', reason }, true]),
  ...['creating', 'busy', 'transient', 'spreading', 'gate'].map((reason): [{ kind: string; reason: string }, boolean] => [{ kind: 'wait', reason }, false]),
  ...['provision', 'update', 'terminate', 'done', ''].map((kind): [{ kind: string }, boolean] => [{ kind }, false]),
])('whether %j is a registration\'s own: %s', (decision, own) => expect(isOfRegistration(decision)).toBe(own));

describe('an account in CleanUp without a record', () => {
  const stayNow = () => stayForRegistration({ kind: 'wait', reason: 'registering' }, () => at(30))!;
  const observed: RegistrationObserved = { parent: IN_ROOT, sandboxRecord: null, pool: null };

  test('is stayed for until a registration must be over, however late it is', () => {
    expect(stayNow()).toMatchObject({ seconds: 15, most: 105, evenIfOver: true });
  });

  test('is looked at anew, by what may change, and since when it is so is kept', () => {
    const first = stayNow().believed(observed);
    expect(first).toEqual({ pool: null, parent: undefined, sandboxRecord: undefined, unrecordedSince: at(30).toISOString() });
    expect(stayNow().believed({ ...observed, unrecordedSince: at(29).toISOString() })).toMatchObject({ unrecordedSince: at(29).toISOString() });
    expect(stayNow().remembered!(first)).toEqual({ unrecordedSince: at(30).toISOString() });
  });

  test('is all that is stayed for', () => {
    for (const reason of ['cleaning', 'settling', undefined]) {
      expect(stayForRegistration({ kind: 'wait', reason }, () => at(30))).toBeUndefined();
    }
  });
});
