/** Random things that go wrong: each kind of fault that a world file knows, with values that can happen. */

import * as fc from 'fast-check';
import type { Shape } from './app';
import { addressOf, HOLDING_UNIT, OTHER_UNIT, ROOT } from './app';
import { FAILURE_TEXTS } from '../rehearsal/world/factory-texts';

/** An entry of `faults` in a world file. */
export type FaultEntry = Readonly<Record<string, unknown>> & { readonly kind: string };

/** Names that faults mean: of accounts that most plans declare, and all of them. */
const TARGET = fc.constantFrom('pool-001', 'pool-002', 'pool-051', 'pool-0*');
const SINGLE = fc.constantFrom('pool-001', 'pool-002', 'pool-051');
const STRANGER = fc.constantFrom('payroll', 'billing-team');
/** Most things stop by themselves: what never does is for the deployment to tell. */
const TIMES = fc.integer({ min: 1, max: 4 });
const MINUTES = fc.integer({ min: 0, max: 40 });

/** Calls of our functions, those that change something more often than the others. */
const WRITES = [
  'servicecatalog:ProvisionProduct', 'servicecatalog:UpdateProvisionedProduct', 'servicecatalog:TerminateProvisionedProduct',
  'organizations:TagResource', 'organizations:MoveAccount', 'states:StartExecution',
];
const READS = [
  'servicecatalog:SearchProvisionedProducts', 'servicecatalog:DescribeRecord', 'servicecatalog:DescribeProvisionedProduct',
  'servicecatalog:ListLaunchPaths', 'servicecatalog:ListRecordHistory', 'servicecatalog:ListProvisioningArtifacts',
  'organizations:ListAccounts', 'organizations:ListCreateAccountStatus', 'organizations:DescribeAccount', 'organizations:ListParents',
  'organizations:ListTagsForResource', 'cloudformation:DescribeStacks', 'cloudformation:ListStackResources', 'sts:GetCallerIdentity',
];
const SANDBOX_CALLS: Readonly<Record<Shape['registration'], readonly string[]>> = {
  none: [],
  1.3: ['execute-api:Invoke', 'sts:AssumeRole', 'ssm:GetParameter', 'cloudformation:DescribeStackInstance'],
  1.2: ['lambda:Invoke', 'sts:AssumeRole', 'ssm:GetParameter', 'secretsmanager:GetSecretValue', 'cloudformation:DescribeStackInstance'],
};

const PASSING = ['Rate exceeded', 'Try again later.', 'Internal failure. Please try again in a few minutes.', 'Something that nobody has seen before.'];

/** Any fault that makes sense where accounts are registered so. */
export function anyFault({ registration }: Pick<Shape, 'registration'>): fc.Arbitrary<FaultEntry> {
  return fc.oneof(...factory(), ...calls(SANDBOX_CALLS[registration]), ...people(registration), ...(registration === 'none' ? [] : sandbox(registration)));
}

function fault(kind: string, members: Readonly<Record<string, fc.Arbitrary<unknown>>>, requiredKeys?: readonly string[]): fc.Arbitrary<FaultEntry> {
  const keys = requiredKeys ?? Object.keys(members);
  return fc.record({ kind: fc.constant(kind), ...members } as Record<string, fc.Arbitrary<unknown>>, { requiredKeys: ['kind', ...keys] }) as fc.Arbitrary<FaultEntry>;
}

function factory(): fc.Arbitrary<FaultEntry>[] {
  return [
    fault('creation-fails', { account: TARGET, reason: fc.constantFrom(...Object.keys(FAILURE_TEXTS)), times: TIMES, fromMinute: MINUTES }, ['account', 'reason', 'times']),
    fault('creation-fails', { account: TARGET, message: fc.constantFrom(...PASSING), afterMinutes: fc.integer({ min: 0, max: 20 }), accountCreated: fc.boolean(), times: TIMES }),
    fault('busy', { account: TARGET, reason: fc.constantFrom('too-many-operations', 'another-execution', 'another-operation', 'organizations-busy'), times: TIMES }),
    fault('creation-takes', { account: SINGLE, minutes: fc.integer({ min: 1, max: 150 }) }),
    fault('artifact-rebuilt', { fromMinute: MINUTES, minutes: fc.integer({ min: 1, max: 30 }) }),
    fault('status-becomes', { account: SINGLE, status: fc.constantFrom('ERROR', 'TAINTED', 'PLAN_IN_PROGRESS', 'ARCHIVED'), afterMinutes: fc.integer({ min: 0, max: 30 }) }),
    fault('account-suspended', { account: SINGLE }),
    fault('removal-fails', { account: TARGET, message: fc.constantFrom(...PASSING), afterMinutes: fc.integer({ min: 1, max: 10 }), times: TIMES }),
    fault('update-fails', { account: TARGET, message: fc.constantFrom(...PASSING), afterMinutes: fc.integer({ min: 1, max: 10 }), times: TIMES }),
  ];
}

function calls(more: readonly string[]): fc.Arbitrary<FaultEntry>[] {
  const action = fc.oneof(fc.constantFrom(...WRITES, ...more), fc.constantFrom(...READS));
  const refusal = fc.constantFrom(
    ['ThrottlingException', 'Rate exceeded'],
    ['ServiceUnavailable', 'The service is unavailable.'],
    ['InternalFailure', 'Internal error.'],
    ['RequestTimeoutException', 'The request timed out.'],
  );
  return [
    fc.tuple(action, TARGET, refusal, fc.integer({ min: 1, max: 30 }), MINUTES)
      .map(([name, account, [code, message], times, fromMinute]) => ({ kind: 'call-fails', action: name, account, code, message, times, fromMinute })),
    fault('lost-response', { action, account: TARGET, times: TIMES }),
    fault('function-dies', { after: action, account: TARGET, times: TIMES }),
    fault('kick-delivered-twice', { account: TARGET, times: TIMES }),
    fault('poll-delivered-twice', { account: TARGET, times: TIMES }),
    fault('poll-comes-late', { account: TARGET, minutes: fc.integer({ min: 1, max: 20 }), times: TIMES }),
    fault('rate-limited', { action, perMinute: fc.integer({ min: 1, max: 20 }), fromMinute: MINUTES }),
    fc.tuple(fc.constantFrom('organizations', 'servicecatalog', 'cloudformation', 'sts', 'states'), MINUTES, fc.integer({ min: 1, max: 25 }))
      .map(([service, fromMinute, minutes]) => ({ kind: 'outage', service, fromMinute, toMinute: fromMinute + minutes })),
  ];
}

function people(registration: Shape['registration']): fc.Arbitrary<FaultEntry>[] {
  const minute = fc.integer({ min: 0, max: 45 });
  const after = fc.constantFrom('requested', 'created', 'failed', 'available');
  const moment = fc.oneof(fc.record({ minute }), fc.record({ minute, after, of: SINGLE }));
  const act = (kind: string, members: Readonly<Record<string, fc.Arbitrary<unknown>>>) =>
    fc.tuple(fault(kind, members), moment).map(([entry, time]) => ({ ...entry, ...time }));
  return [
    fc.tuple(SINGLE, fc.boolean(), fc.boolean(), fc.constantFrom(ROOT, HOLDING_UNIT, OTHER_UNIT), fc.boolean(), moment)
      .map(([name, ourName, ourAddress, parentId, invited, time]) => {
        const [called, email] = [ourName ? name : 'squatter', ourAddress ? addressOf(name) : 'squatter@example.com'];
        return { kind: 'account-appears', name: called, email, parentId, invited, tags: { team: 'others' }, ...time };
      }),
    act('account-changes', { account: SINGLE, change: fc.constantFrom('closed', 'suspended') }),
    act('account-changes', { account: fc.oneof(SINGLE, STRANGER), change: fc.constant('moved'), to: fc.constantFrom(ROOT, HOLDING_UNIT, OTHER_UNIT) }),
    act('account-changes', { account: SINGLE, change: fc.constant('renamed'), to: fc.constantFrom('renamed', 'pool-900') }),
    act('account-changes', {
      account: fc.oneof(SINGLE, STRANGER),
      change: fc.constantFrom('tagged', 'untagged'),
      tags: fc.constantFrom({ 'account-robot:owner': 'others' }, { team: 'others' }),
    }),
    act('association-removed', { backAfterMinutes: fc.integer({ min: 1, max: 60 }) }),
    ...(registration === 'none' ? [act('product-removed', { account: SINGLE })] : []),
  ];
}

function sandbox(registration: Exclude<Shape['registration'], 'none'>): fc.Arbitrary<FaultEntry>[] {
  const when = fc.constantFrom('in-entry', 'registered', 'available');
  return [
    fault('registration-fails', {
      account: TARGET,
      times: TIMES,
      reason: fc.constantFrom('access-denied', 'concurrent-modification', 'too-many-requests', 'record-throttled', 'record-unavailable', 'identity-center', 'event', 'record-refused', 'validation'),
    }),
    fault('cleaning-fails', { account: TARGET, times: TIMES }),
    fault('cleaning-takes', { account: SINGLE, minutes: fc.integer({ min: 1, max: 200 }) }),
    fault('cleaning-times-out', { account: SINGLE, times: fc.constant(1) }),
    fault('cleanup-event-lost', { account: SINGLE, times: fc.constant(1) }),
    fault('stack-set-takes', { account: SINGLE, minutes: fc.integer({ min: 1, max: 90 }) }),
    fault('stack-set-fails', { account: TARGET, message: fc.constant('Account gate check failed'), times: TIMES }),
    fault('parameter-unusable', { problem: fc.constantFrom('missing', 'not-json', 'incomplete'), times: TIMES }),
    fault('account-leased', { account: SINGLE, afterMinutes: fc.integer({ min: 0, max: 30 }), times: fc.constant(1) }),
    fault('account-moved', { account: SINGLE, when, afterMinutes: fc.integer({ min: 0, max: 10 }), to: fc.constantFrom('Frozen', 'Exit', 'Entry', 'Quarantine', OTHER_UNIT), times: fc.constant(1) }),
    fault('administrator-acts', {
      account: SINGLE,
      when,
      afterMinutes: fc.integer({ min: 0, max: 10 }),
      times: fc.constant(1),
      action: fc.constantFrom('register', 'eject', ...(registration === '1.3' ? ['quarantine'] : [])),
    }),
    ...(registration === '1.2' ? [fault('secret-rotated', { moment: fc.constantFrom('before-read', 'after-read'), times: TIMES })] : []),
    ...(registration === '1.3' ? [fault('api-replaced', { afterMinutes: MINUTES, machineClientUpdated: fc.boolean() })] : []),
  ];
}
