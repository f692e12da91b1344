/** What holds for everything that can be observed, likely or not. */

import * as fc from 'fast-check';
import type { DesiredAccount } from '../../../../core/accounts/account';
import type { Aim } from '../../../../core/accounts/attempt';
import { decidePoolAccount } from '../../../../core/pool-account/decide-pool-account';
import type { PoolAccountDecision as Decision, PoolAccountObserved as Observed, PoolAccountSituation as Moment } from '../../../../core/pool-account/decide-pool-account';
import { OWNER_TAG } from '../../../../src/contract';
import { ACCOUNT_ID, at, BUSY, DENIED, ELSEWHERE, HOLDING_UNIT, IN_HOLDING_UNIT, IN_ROOT, moment, OF_ANOTHER, OURS, OWNER, RACE, stepFor } from '../../fixtures';

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 6 });
const orNone = <T>(arbitrary: fc.Arbitrary<T>) => maybe(fc.option(arbitrary, { nil: null, freq: 4 }));
const minute = fc.integer({ min: -200, max: 90 });
const tags = fc.constantFrom([], OURS, OF_ANOTHER);

const products = fc.record({
  id: fc.constant('pp-1'),
  name: fc.constant('pool-010'),
  type: fc.constantFrom(undefined, 'CONTROL_TOWER_ACCOUNT', 'CONTROL_TOWER_ACCOUNT', 'CFN_STACK'),
  status: fc.oneof(fc.constantFrom('AVAILABLE', 'UNDER_CHANGE', 'ERROR', 'ERROR', 'ERROR', 'TAINTED', 'PLAN_IN_PROGRESS'), fc.string()),
  statusMessage: fc.constantFrom(undefined, BUSY, 'text'),
  createdAt: maybe(minute.map(minutes => at(minutes).toISOString())),
  lastRecordId: fc.constantFrom('rec-1', undefined),
  lastProvisioningRecordId: fc.constantFrom('rec-1', undefined),
  lastSuccessfulProvisioningRecordId: fc.constantFrom(undefined, 'rec-1', 'rec-0'),
});

const records = fc.record({
  id: fc.constantFrom('rec-1', 'rec-0'),
  status: fc.oneof(fc.constantFrom('CREATED', 'IN_PROGRESS', 'IN_PROGRESS_IN_ERROR', 'SUCCEEDED', 'FAILED', 'FAILED', 'FAILED', 'FAILED'), fc.string()),
  type: fc.oneof(fc.constantFrom('PROVISION_PRODUCT', 'UPDATE_PROVISIONED_PRODUCT', 'TERMINATE_PROVISIONED_PRODUCT'), fc.string()),
  createdAt: minute.map(minutes => at(minutes).toISOString()),
  updatedAt: minute.map(minutes => at(minutes).toISOString()),
  errors: fc.array(fc.oneof(fc.constantFrom(BUSY, RACE, DENIED, 'No launch paths found', 'EMAIL_ALREADY_EXISTS'), fc.string()), { maxLength: 2 }),
  outputs: fc.constantFrom<Record<string, string>>({}, { AccountId: ACCOUNT_ID }, { AccountId: ACCOUNT_ID, AccountEmail: 'aws+pool-010@example.com' }),
  tags,
});

const accounts = fc.record({
  id: fc.constant(ACCOUNT_ID),
  name: fc.constantFrom('pool-010', 'finance'),
  email: fc.constantFrom('aws+pool-010@example.com', 'x@example.com'),
  status: fc.oneof(fc.constantFrom('ACTIVE', 'ACTIVE', 'ACTIVE', 'SUSPENDED', 'PENDING_CLOSURE', 'PENDING_ACTIVATION'), fc.string()),
  joinedAt: maybe(minute.map(minutes => at(minutes).toISOString())),
  invited: fc.constantFrom(undefined, undefined, true),
});

const observations: fc.Arbitrary<Observed> = fc.record({
  product: orNone(products),
  record: orNone(records),
  successRecord: orNone(records),
  gate: maybe(fc.record({ holders: fc.array(fc.constantFrom('pool-010', 'other-1', 'other-2'), { maxLength: 3 }) })),
  creation: orNone(fc.record({ state: fc.constantFrom('IN_PROGRESS', 'SUCCEEDED'), accountIds: fc.constant([ACCOUNT_ID]) })),
  created: maybe(fc.array(fc.option(accounts, { nil: null, freq: 4 }), { minLength: 1, maxLength: 2 })),
  owner: orNone(fc.constantFrom(OWNER, 'other-stack/pool-010')),
  namesakes: maybe(fc.array(accounts, { maxLength: 1 })),
  enrolment: orNone(products),
  unseen: fc.constantFrom(undefined, undefined, undefined, true),
  account: orNone(accounts),
  parent: maybe(fc.constantFrom(IN_ROOT, IN_HOLDING_UNIT, ELSEWHERE)),
  tags: maybe(tags),
});

const wishes: fc.Arbitrary<DesiredAccount> = fc.record({
  name: fc.constant('pool-010'),
  email: fc.constant('aws+pool-010@example.com'),
  owner: fc.constant(OWNER),
  adoptExisting: fc.boolean(),
  tags: fc.constant([]),
}).chain(wish => fc.constantFrom<DesiredAccount>(wish, wish, wish, { ...wish, existingAccountId: ACCOUNT_ID }));

const moments: fc.Arbitrary<Moment> = fc.tuple(fc.constantFrom<Aim>('begun', 'reached', 'confirmed'), fc.integer({ min: 10, max: 70 }))
  .map(([role, minutes]) => moment(role, minutes));

type Check = (decision: Decision, observed: Observed, desired: DesiredAccount, when: Moment) => void;

function always(check: Check): void {
  const property = fc.property(wishes, observations, moments, (desired, observed, when) => {
    check(decidePoolAccount(desired, observed, when), observed, desired, when);
  });
  fc.assert(property, { numRuns: 3000 });
}

test('always decides, and never asks for what it has seen', () => {
  always((decision, observed) => {
    expect(decision.kind).toBeDefined();
    if (decision.kind === 'look') {
      expect(observed[decision.look.at]).toBeUndefined();
    }
  });
});

test('never terminates a product that was once successful, nor one of which an account came', () => {
  always((decision, observed) => {
    if (decision.kind === 'terminate') {
      expect(['ERROR', 'TAINTED']).toContain(observed.product?.status);
      expect(observed.product?.lastSuccessfulProvisioningRecordId).toBeUndefined();
      expect(observed.account ?? null).toBeNull();
      expect(observed.creation?.state).not.toBe('IN_PROGRESS');
    }
  });
});

test('removes only what is surely ours and surely without an account: absence is no proof for some minutes', () => {
  always((decision, observed, desired, when) => {
    if (decision.kind === 'terminate') {
      expect(observed.record!.tags.find(({ key }) => key === OWNER_TAG)?.value ?? observed.owner).toBe(OWNER);
      expect(when.now.getTime() - Date.parse(observed.record!.updatedAt)).toBeGreaterThanOrEqual(2 * 60_000);
      expect(when.now.getTime() - Date.parse(observed.record!.createdAt)).toBeGreaterThanOrEqual(5 * 60_000);
      expect(observed.creation).not.toBeUndefined();
      if (observed.creation !== null) {
        expect(observed.created).not.toContain(null);
        expect(observed.created!.map(account => account!.email)).not.toContain(desired.email);
      }
    }
  });
});

test('an account is written to only with evidence, never for its address alone', () => {
  always((decision, observed, desired) => {
    const [claimed, account] = decision.kind === 'update' ? [decision.claim?.accountId, observed.created?.find(one => one?.email === desired.email) ?? observed.account]
      : decision.kind === 'done' && desired.existingAccountId === undefined ? [decision.account.id, decision.account] : [undefined, undefined];
    if (claimed === undefined || observed.tags?.some(({ key, value }) => key === OWNER_TAG && value === OWNER)) {
      return;
    }
    if (desired.adoptExisting) {
      expect(account!.name).toBe(desired.name);
      return;
    }
    expect(observed.tags!.some(({ key }) => key === OWNER_TAG)).toBe(false);
    const madeAt = observed.product!.createdAt ?? (decision.kind === 'update' ? observed.record!.createdAt : undefined);
    const isOfName = account!.name === desired.name && account!.invited !== true
      && (account!.joinedAt === undefined || madeAt === undefined || Date.parse(account!.joinedAt) >= Date.parse(madeAt) - 60_000);
    const isCreated = observed.creation?.state === 'SUCCEEDED' && observed.created?.some(one => one?.email === desired.email);
    expect(isOfName || isCreated).toBe(true);
  });
});

test('never requests an account while a product of its name or an account of its address exists', () => {
  always((decision, observed, desired, when) => {
    if (decision.kind === 'provision') {
      expect(observed.product).toBeNull();
      expect(observed.account).toBeNull();
      // There is no product of its name, so a search that shows one shows what is gone.
      expect(observed.gate!.holders.filter(holder => holder !== desired.name).length).toBeLessThan(when.settings.concurrency);
    }
  });
});

test('never updates an account outside the root and the holding unit, nor one that is out of use', () => {
  always((decision, observed) => {
    if (decision.kind === 'update') {
      if (decision.claim === undefined) {
        expect(observed).toMatchObject({ account: null, record: { type: 'PROVISION_PRODUCT' } });
        return;
      }
      expect(observed.parent!.isRoot || observed.parent!.id === HOLDING_UNIT).toBe(true);
      expect(observed.account).toMatchObject({ status: 'ACTIVE' });
      expect(decision.claim.accountId).toBe(observed.account!.id);
    }
  });
});

test('never starts an operation past the gate, nor one on an account that was named by its id', () => {
  always((decision, observed, desired, when) => {
    if (['provision', 'update', 'terminate'].includes(decision.kind)) {
      const holders = observed.gate!.holders.filter(holder => decision.kind !== 'provision' || holder !== desired.name);
      expect(holders.length).toBeLessThan(when.settings.concurrency);
      expect(desired.existingAccountId).toBeUndefined();
    }
  });
});

test('never touches what another owner made, unless told to take it over', () => {
  always((decision, observed, desired) => {
    const owners = [observed.record?.tags, observed.tags].map(all => all?.find(tag => tag.key === OWNER_TAG)?.value);
    if ((decision.kind === 'update' || decision.kind === 'terminate') && !desired.adoptExisting) {
      expect(owners[0] ?? OWNER).toBe(OWNER);
    }
    if ((decision.kind === 'update' || decision.kind === 'done') && !desired.adoptExisting) {
      expect(owners[1] ?? OWNER).toBe(OWNER);
    }
  });
});

test('only who confirms is done, and only with an account in use', () => {
  always((decision, _observed, _desired, when) => {
    if (decision.kind === 'done') {
      expect(when.attempt.aim).toBe('confirmed');
      expect(decision.account.status).toBe('ACTIVE');
    }
  });
});

test('a step always follows, and nothing is begun when the time is up', () => {
  always((decision, _observed, desired, when) => {
    if (decision.kind === 'look') {
      return;
    }
    const step = stepFor(decision, desired, when);
    if (when.isOver) {
      expect(['result', 'fail', 'overdue']).toContain(step.kind);
    }
    if (step.kind === 'result' && step.result.kind === 'done') {
      expect(when.attempt.aim).toBe('confirmed');
    }
  });
});
