/** The promises about accounts, in whole worlds: the decision looks at what it asks for, until it is made. */

import * as fc from 'fast-check';
import type { DesiredAccount } from '../../../core/accounts/account';
import type { PoolAccountObserved as Observed, PoolAccountSituation as Moment } from '../../../core/pool-account/decide-pool-account';
import { OWNER_TAG } from '../../../src/contract';
import { account as anAccount, HOLDING_UNIT, OURS, OWNER, stepFor, UNITS } from '../fixtures';
import { isWrite, NAMED_UNIT, PARENTS, POOL, wish } from '../registration-fixtures';
import { settle } from '../settle';
import type { Settled } from '../settle';
import { moments, registrationWorlds, vendingWorlds, wishes, worlds } from '../worlds';

interface Case {
  readonly decision: Settled;
  readonly observed: Observed;
  readonly world: Observed;
  readonly wanted: DesiredAccount;
  readonly when: Moment;
}

/** Holds the check against every decision that is met; `drawn`: in which worlds. */
function always(check: (found: Case) => void, drawn = worlds, numRuns = 4000): void {
  fc.assert(fc.property(drawn, wishes, moments, (world, wanted, when) => {
    check({ ...settle(wanted, world, when), world, wanted, when });
  }), { numRuns });
}

const ownerIn = (tags: Observed['tags']) => tags?.find(({ key }) => key === OWNER_TAG)?.value;
const minutesSince = (time: string, { now }: Moment) => (now.getTime() - Date.parse(time)) / 60_000;
/** The account that a creation of our name has brought about, and that has our address. */
const createdFor = ({ observed, wanted }: Case) => observed.creation?.state === 'SUCCEEDED'
  ? observed.created?.find(one => one?.email === wanted.email) : undefined;

test('every decision of both stages is met in these worlds', () => {
  const met: Record<string, number> = {};
  // A seed of its own: that is true of nearly every seed, and not of each.
  fc.assert(fc.property(worlds, wishes, moments, (world, wanted, when) => {
    const { kind } = settle(wanted, world, when).decision;
    met[kind] = (met[kind] ?? 0) + 1;
  }), { numRuns: 8000, seed: 20260105 });
  const kinds = ['provision', 'update', 'terminate', 'tag', 'bill', 'move', 'register', 'clean', 'done', 'advance', 'wait', 'fail'];
  expect(kinds.filter(kind => (met[kind] ?? 0) < 20).map(kind => `${kind} ${met[kind] ?? 0}`)).toEqual([]);
});

test('decisions are total: whatever there is to see, looking ends, nothing is looked at twice, and something is decided', () => {
  fc.assert(fc.property(worlds, wishes, moments, (world, wanted, when) => {
    const { decision, looks } = settle(wanted, world, when);
    // A known account is looked at by its id where it was looked for by its address: the same thing, in another place.
    expect(new Set(looks.map(({ at: place }) => place)).size).toBe(looks.length);
    expect(stepFor(decision, wanted, when).kind).toMatch(/^(act|wait|result|fail|overdue)$/);
  }), { numRuns: 4000 });
});

test('a product that once succeeded is never terminated, nor one whose creation SUCCEEDED', () => {
  always(found => {
    const { decision, observed, world, wanted } = found;
    if (decision.kind === 'terminate') {
      expect(world.product!.lastSuccessfulProvisioningRecordId).toBeUndefined();
      expect(createdFor(found)).toBeUndefined();
      expect(observed.creation).not.toBeUndefined();
      expect(observed.creation?.state).not.toBe('IN_PROGRESS');
      expect(observed.created ?? []).not.toContain(null);
      expect(world.account?.email === wanted.email).toBe(false);
    }
  }, vendingWorlds);
});

test('nothing is terminated before its absence is proven, and what isn\'t ours never', () => {
  always(({ decision, observed, when }) => {
    if (decision.kind === 'terminate') {
      const { createdAt, updatedAt, tags } = observed.record!;
      expect(ownerIn(tags) ?? observed.owner).toBe(OWNER);
      expect(minutesSince(updatedAt, when)).toBeGreaterThanOrEqual(2);
      expect(minutesSince(updatedAt, when) >= 5 || minutesSince(createdAt, when) >= 10).toBe(true);
    }
  }, vendingWorlds);
});

test('no product is terminated that may stand for an account of our name with another address', () => {
  always(({ decision, observed, when }) => {
    const madeAt = observed.product?.createdAt ?? observed.record?.createdAt;
    if (decision.kind === 'terminate' && Date.parse(madeAt!) < Date.parse(when.attempt.orderedAt)) {
      const joinedSince = [...observed.namesakes!, ...observed.created ?? []].filter(account => account !== null
        && !['SUSPENDED', 'CLOSED'].includes(account.status) && account.invited !== true
        && (account.joinedAt === undefined || Date.parse(account.joinedAt) >= Date.parse(madeAt!) - 60_000));
      expect(joinedSince).toEqual([]);
    }
  }, vendingWorlds);
});

test('nothing is provisioned over a living account, nor over a product, nor by an update', () => {
  always(({ decision, world, wanted, when }) => {
    if (decision.kind === 'provision') {
      expect(world.product).toBeNull();
      expect(world.account?.email === wanted.email).toBe(false);
      expect(when.attempt.mayRequest).toBe(true);
      expect(wanted.existingAccountId).toBeUndefined();
    }
  }, vendingWorlds);
});

test('no operation is begun past the gate, out of turn, or inside the back-off of one that failed', () => {
  always(({ decision, observed, wanted, when }) => {
    if (decision.kind === 'provision' || decision.kind === 'update' || decision.kind === 'terminate') {
      const holders = observed.gate!.holders.filter(holder => decision.kind !== 'provision' || holder !== wanted.name);
      expect(holders.length).toBeLessThan(when.settings.concurrency);
      if (when.attempt.takesTurns) {
        const { index, length } = observed.line!;
        expect(Math.floor(when.now.getTime() / 40_000) % length).toBe(index);
      }
    }
    const { record } = observed;
    if ((decision.kind === 'update' || decision.kind === 'terminate') && Date.parse(record!.createdAt) >= Date.parse(when.attempt.orderedAt)) {
      expect(minutesSince(record!.updatedAt, when)).toBeGreaterThanOrEqual(1);
      // What can't be otherwise the next time isn't tried again.
      expect(record!.errors.join()).not.toContain('EMAIL_ALREADY_EXISTS');
    }
  }, vendingWorlds);
});

test('no account is written to without evidence that it is ours', () => {
  always(found => {
    const { decision, observed, wanted } = found;
    if (!isWrite(decision) || ['provision', 'terminate'].includes(decision.kind)) {
      return;
    }
    const account = (decision.kind === 'update' ? createdFor(found) : undefined) ?? observed.account;
    if (decision.kind === 'update' && !account) {
      // Nothing shows: the request itself is made once more, and nothing is written.
      expect(decision.claim).toBeUndefined();
      return;
    }
    expect(account!.status).toBe('ACTIVE');
    const owner = ownerIn(observed.tags);
    if (owner === OWNER) {
      return;
    }
    if (wanted.adoptExisting) {
      expect(wanted.existingAccountId !== undefined || account!.name === wanted.name).toBe(true);
      return;
    }
    expect(owner).toBeUndefined();
    if (wanted.existingAccountId !== undefined) {
      expect(account!.id).toBe(wanted.existingAccountId);
      return;
    }
    const madeAt = observed.product!.createdAt ?? (decision.kind === 'update' ? observed.record!.createdAt : undefined);
    const isOfName = account!.name === wanted.name && account!.invited !== true
      && (account!.joinedAt === undefined || madeAt === undefined || Date.parse(account!.joinedAt) >= Date.parse(madeAt) - 60_000);
    expect(isOfName || createdFor(found) !== undefined).toBe(true);
  });
});

test('an account is claimed before it is enrolled again, and stands in root or holding unit', () => {
  always(({ decision, observed }) => {
    if (decision.kind === 'update' && (decision.claim !== undefined || observed.account)) {
      expect(observed.parent!.isRoot || observed.parent!.id === HOLDING_UNIT).toBe(true);
      const claimed = [...(observed.tags ?? []).filter(({ key }) => !decision.claim!.tags.some(tag => tag.key === key)), ...decision.claim!.tags];
      expect(claimed).toEqual(expect.arrayContaining(OURS));
    }
  }, vendingWorlds);
});

test('no account is moved from a unit outside root, holding unit, CleanUp, the unit that the user named, and Exit for an account that is named by its id', () => {
  always(({ decision, observed, wanted }) => {
    if (decision.kind !== 'move') {
      return;
    }
    const isNamed = wanted.existingAccountId !== undefined;
    const allowed = [
      PARENTS.root.id, HOLDING_UNIT, UNITS.cleanUp, ...(isNamed ? [UNITS.exit] : []),
      ...(wanted.existingAccountParentId === undefined ? [] : [NAMED_UNIT]),
    ];
    expect(allowed).toContain(decision.from.id);
    expect(decision.from.id).toBe(observed.parent!.id);
    expect(decision.to.id).toBe(UNITS.entry);
    if (decision.from.id === UNITS.cleanUp) {
      expect(observed.sandboxRecord).toBeNull();
    }
  }, registrationWorlds);
});

test('an account that somebody has leased is neither moved nor registered nor cleaned', () => {
  always(({ decision, world }) => {
    if (['move', 'register', 'clean'].includes(decision.kind)) {
      expect(['Active', 'Frozen']).not.toContain(world.sandboxRecord?.status);
    }
  }, registrationWorlds);
});

test('an unregistered account is brought back from CleanUp, however late it is', () => {
  always(({ decision, wanted, when }) => {
    if (decision.kind === 'move') {
      const isBack = decision.from.id === UNITS.cleanUp;
      expect(decision.retreat).toBe(isBack);
      expect(stepFor(decision, wanted, { ...when, isOver: true }).kind).toBe(isBack ? 'act' : 'overdue');
    }
  }, registrationWorlds);
});

test('a quarantine is ended only where it may be', () => {
  always(({ decision, world, when }) => {
    if (decision.kind === 'clean' && world.sandboxRecord?.status === 'Quarantine') {
      expect(when.attempt.mayLeaveQuarantine).toBe(true);
    }
  }, registrationWorlds);
});

test('progress is made whenever it is possible: what waits for long, waits for something that is under way', () => {
  const LATER = 20 * 60;
  always(({ decision, world, wanted, when }) => {
    if (decision.kind !== 'wait') {
      return;
    }
    // Turns come round within minutes; whose turn it is has tests of its own.
    const later: Moment = {
      ...when,
      now: new Date(when.now.getTime() + LATER * 60_000),
      isOver: false,
      attempt: { ...when.attempt, takesTurns: false },
    };
    const { decision: then } = settle(wanted, world, later);
    if (then.kind !== 'wait') {
      return;
    }
    const { product, record, creation, gate, account, parent, sandboxRecord, stackSetInstance, billing } = world;
    const isUnderWay: Readonly<Record<string, boolean>> = {
      gate: gate!.holders.length >= when.settings.concurrency,
      creating: product?.status === 'UNDER_CHANGE' || ['CREATED', 'IN_PROGRESS', 'IN_PROGRESS_IN_ERROR'].includes(record!.status)
        || creation?.state === 'IN_PROGRESS' || world.created!.includes(null)
        || [account, ...world.created!].some(one => one?.status === 'PENDING_ACTIVATION'),
      busy: product?.status === 'UNDER_CHANGE',
      stackset: stackSetInstance?.status !== 'CURRENT',
      registering: parent!.id === UNITS.cleanUp && sandboxRecord === null,
      settling: sandboxRecord?.status !== parent!.name,
      // A cleaning whose beginning nobody knows may be any age.
      cleaning: sandboxRecord?.cleaning !== undefined && sandboxRecord.cleaning.startedAt === undefined,
      billing: billing?.kind === 'failed',
    };
    expect([then.reason, isUnderWay[then.reason]]).toEqual([then.reason, true]);
  });
});

test('an account in order goes on at once, wherever it stands on its way', () => {
  const places = fc.constantFrom(PARENTS.holding, PARENTS.root, PARENTS.entry, PARENTS.available);
  const inOrder = fc.tuple(registrationWorlds, places).map(([world, parent]): Observed => ({
    ...world,
    product: { ...world.product!, type: 'CONTROL_TOWER_ACCOUNT', status: 'AVAILABLE' },
    account: anAccount(),
    tags: OURS,
    pool: POOL,
    stackSetInstance: { status: 'CURRENT' },
    billing: { kind: 'member' },
    parent,
    sandboxRecord: parent === PARENTS.available ? { status: 'Available' } : null,
  }));
  fc.assert(fc.property(inOrder, moments, (world, when) => {
    fc.pre(when.settings.sandboxes!.myisb.access.kind === 'machine-client');
    expect(settle(wish(), world, when).decision.kind).toMatch(/^(tag|bill|move|register|done|advance)$/);
  }), { numRuns: 300 });
});
