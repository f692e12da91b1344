/** What holds for everything that a registration can meet, likely or not: through the whole decision, from the product to the pool. */

import * as fc from 'fast-check';
import type { DesiredAccount } from '../../../core/accounts/account';
import type { Aim } from '../../../core/accounts/attempt';
import { decidePoolAccount } from '../../../core/pool-account/decide-pool-account';
import type { PoolAccountDecision as Decision, PoolAccountObserved as Observed, PoolAccountSituation as Moment } from '../../../core/pool-account/decide-pool-account';
import type { SandboxRecord } from '../../../core/registration/innovation-sandbox/model';
import { OWNER_TAG } from '../../../src/contract';
import { ACCOUNT_ID, at, HOLDING_UNIT, OF_ANOTHER, OURS, OWNER, product, SANDBOX, SANDBOX_1_2, stepFor, succeeded, UNITS } from '../fixtures';
import { isWrite, momentOf, NAMED_UNIT, PARENTS, TAGGED, wish } from '../registration-fixtures';

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 16 });
const orNone = <T>(arbitrary: fc.Arbitrary<T>) => maybe(fc.option(arbitrary, { nil: null, freq: 4 }));
const time = fc.integer({ min: -1500, max: 60 }).map(minutes => at(minutes).toISOString());
const VIEW = 'arn:aws:billing::111122223333:billingview/custom-1';

const records: fc.Arbitrary<SandboxRecord> = fc.record({
  status: fc.oneof({ weight: 9, arbitrary: fc.constantFrom('Available', 'Active', 'CleanUp', 'Quarantine', 'Frozen') }, { weight: 1, arbitrary: fc.string() }),
  lastEditedAt: maybe(time),
  cleaning: maybe(fc.record({ phase: maybe(fc.constantFrom('INITIALIZING', 'COOLING_DOWN', 'COMPLETED', 'FAILED', 'what')), execution: maybe(fc.constant('arn')), startedAt: maybe(time) })),
  cleanedAt: maybe(time),
});

const anything: fc.Arbitrary<Observed> = fc.record({
  product: maybe(fc.constantFrom(product('AVAILABLE'), product('AVAILABLE'), product('TAINTED', { lastSuccessfulProvisioningRecordId: 'rec-1' }))),
  record: maybe(fc.constant(succeeded())),
  successRecord: maybe(fc.constant(succeeded())),
  gate: maybe(fc.constant({ holders: [] })),
  creation: maybe(fc.constant(null)),
  account: orNone(fc.record({
    id: fc.constant(ACCOUNT_ID),
    name: fc.constant('pool-010'),
    email: fc.constant('aws+pool-010@example.com'),
    status: fc.constantFrom('ACTIVE', 'ACTIVE', 'ACTIVE', 'SUSPENDED'),
  })),
  tags: maybe(fc.constantFrom([], OURS, TAGGED, TAGGED, TAGGED, TAGGED, OF_ANOTHER)),
  parent: maybe(fc.constantFrom(...Object.values(PARENTS), ...Array<typeof PARENTS.entry>(5).fill(PARENTS.entry), PARENTS.cleanUp, PARENTS.cleanUp)),
  pool: orNone(fc.constantFrom({ version: 'v1.3.3', units: UNITS }, { version: 'v1.3.3', units: UNITS }, { version: 'v1.2.14', units: UNITS }, { version: 'v1.1.8' }, { version: '' })),
  sandboxRecord: orNone(records),
  stackSetInstance: orNone(fc.record({ status: fc.constantFrom('CURRENT', 'CURRENT', 'OUTDATED', 'INOPERABLE') })),
  billing: maybe(fc.constantFrom({ kind: 'member' as const }, { kind: 'absent' as const }, { kind: 'full' as const }, { kind: 'failed' as const, text: 'no', passing: true })),
  answer: fc.option(fc.record({ status: fc.constantFrom(0, 400, 409, 429, 500), text: fc.string() }), { nil: undefined, freq: 1 }),
});

/** Every other time both systems say the same, as they nearly always do. */
const observations: fc.Arbitrary<Observed> = fc.tuple(anything, fc.boolean()).map(([observed, agree]) => {
  const status = observed.parent?.name;
  return agree && observed.sandboxRecord && status !== undefined ? { ...observed, sandboxRecord: { ...observed.sandboxRecord, status } } : observed;
});

const wishes = fc.constantFrom<Partial<DesiredAccount>>(
  {}, {}, { adoptExisting: true }, { existingAccountId: ACCOUNT_ID }, { existingAccountId: ACCOUNT_ID, existingAccountParentId: NAMED_UNIT }, { sandbox: 'other1' },
).map(wish);

const moments: fc.Arbitrary<Moment> = fc.tuple(
  fc.constantFrom<Aim>('reached', 'confirmed', 'confirmed'), fc.integer({ min: 10, max: 70 }), fc.constantFrom(SANDBOX, SANDBOX, SANDBOX_1_2),
  fc.constantFrom({}, { billingViewArn: VIEW }, { billingViewArn: VIEW, billingViewRequired: true }),
).map(([role, minutes, sandbox, billing]) => momentOf(role, minutes, { ...sandbox, ...billing }));

type Check = (decision: Decision, observed: Observed, wanted: DesiredAccount, when: Moment) => void;

function always(check: Check, parameters: fc.Parameters<unknown> = {}): void {
  const property = fc.property(wishes, observations, moments, (wanted, observed, when) => {
    check(decidePoolAccount(wanted, observed, when), observed, wanted, when);
  });
  fc.assert(property, { ...parameters, numRuns: 4000 });
}

const SAFE_PLACES: readonly string[] = [HOLDING_UNIT, 'r-abcd', ...Object.values(UNITS)];
const touches = (decision: Decision) => isWrite(decision) && decision.kind !== 'provision' && decision.kind !== 'terminate';

test('always decides, and never asks for what it has seen', () => {
  always((decision, observed) => {
    expect(decision.kind).toBeDefined();
    if (decision.kind === 'look') {
      expect(observed[decision.look.at]).toBeUndefined();
    }
  });
});

test('meets every decision of a registration', () => {
  const met = new Set<string>();
  // A seed of its own: that every decision is met within so many runs is true of nearly every seed, and not of each (not of 1244).
  always(decision => {
    met.add(decision.kind);
  }, { seed: 20260105 });
  expect([...met]).toEqual(expect.arrayContaining(['look', 'wait', 'fail', 'done', 'advance', 'tag', 'bill', 'move', 'register', 'clean']));
});

test('never writes to an account outside root, holding unit and pool, but for the one unit that the user named with its id', () => {
  always((decision, observed, wanted) => {
    if (touches(decision) && !SAFE_PLACES.includes(observed.parent!.id)) {
      expect(observed.parent!.id).toBe(NAMED_UNIT);
      expect(wanted).toMatchObject({ existingAccountId: ACCOUNT_ID, existingAccountParentId: NAMED_UNIT });
    }
  });
});

test('never moves, registers or cleans a leased account', () => {
  always((decision, observed) => {
    if (['move', 'register', 'clean'].includes(decision.kind)) {
      expect(['Active', 'Frozen']).not.toContain(observed.sandboxRecord?.status);
    }
  });
});

test('never takes an account out of Available, Active or Frozen, and out of CleanUp only to Entry and without a record', () => {
  always((decision, observed) => {
    if (decision.kind === 'move') {
      expect(decision.to.id).toBe(UNITS.entry);
      expect([UNITS.available, UNITS.active, UNITS.frozen, UNITS.quarantine, UNITS.pool, UNITS.entry]).not.toContain(decision.from.id);
      if (decision.from.id === UNITS.cleanUp) {
        expect(observed.sandboxRecord).toBeNull();
      }
      expect(decision.retreat).toBe(decision.from.id === UNITS.cleanUp);
    }
  });
});

test('registers in Entry only, with the role of the StackSet there, and never twice for one answer', () => {
  always((decision, observed) => {
    if (decision.kind === 'register') {
      expect(observed.parent!.id).toBe(UNITS.entry);
      expect(observed.stackSetInstance?.status).toBe('CURRENT');
      expect(observed.answer).toBeUndefined();
    }
  });
});

test('never writes before the account is known to be in use and not another\'s', () => {
  always((decision, observed, wanted) => {
    if (touches(decision)) {
      expect(observed.account).toMatchObject({ status: 'ACTIVE' });
      const owner = observed.tags!.find(({ key }) => key === OWNER_TAG)?.value;
      expect(wanted.adoptExisting || [OWNER, undefined].includes(owner)).toBe(true);
    }
  });
});

test('never touches anything through an Innovation Sandbox whose version doesn\'t fit the access', () => {
  always((decision, observed, _wanted, when) => {
    if (['register', 'clean', 'move', 'done'].includes(decision.kind)) {
      const generation = observed.pool!.version.startsWith('v1.3') ? 'machine-client' : 'signed-invoke';
      expect(when.settings.sandboxes!.myisb.access.kind).toBe(generation);
    }
  });
});

test('is done only where both systems say so, and adopts without a write', () => {
  always((decision, observed) => {
    if (decision.kind === 'done') {
      const unit = Object.entries(UNITS).find(([, id]) => id === observed.parent!.id)![0];
      expect(observed.sandboxRecord!.status.toLowerCase()).toBe(unit);
      expect(decision.sandboxStatus).toBe(observed.sandboxRecord!.status);
      if (!observed.tags!.some(({ value }) => value === OWNER)) {
        expect(decision.missing.tags).toEqual([]);
      }
    }
  });
});

test('a step always follows, and when the time is up nothing is begun but the way back to Entry', () => {
  always((decision, _observed, wanted, when) => {
    if (decision.kind === 'look') {
      return;
    }
    const step = stepFor(decision, wanted, when);
    if (step.kind === 'fail' || step.kind === 'overdue') {
      expect(step.failure.what).not.toContain('unknown');
      expect(step.failure.fix).not.toContain('unknown');
    }
    if (when.isOver && step.kind === 'act') {
      expect(step.action).toMatchObject({ kind: 'move', retreat: true });
    }
  });
});
