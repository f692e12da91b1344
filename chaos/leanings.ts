/** What plans are bent towards, on top of whatever else goes wrong in them: an organization that is unkind in one respect shows sooner what is wrong in that one. */

import * as fc from 'fast-check';
import { addressOf, HOLDING_UNIT, ROOT } from './app';
import type { Declared, Shape } from './app';
import type { FaultEntry } from './faults';
import type { Hours } from './growing/hours';

/** A part of a deployment that is settled. */
export interface Bent {
  /** Before all others: the first fault that fits is the one that happens. */
  readonly faults?: readonly FaultEntry[];
  readonly lag?: Readonly<Record<string, unknown>>;
  readonly cancelAfterMinutes?: number;
  readonly declared?: Declared;
  /** What comes behind it, where a pool grows by itself. */
  readonly hours?: Hours;
}

/** A direction. */
export interface Leaning {
  readonly shape?: Partial<Shape>;
  /** Drawn for each deployment. */
  readonly deployment: fc.Arbitrary<Bent>;
}

const PASSING = 'Internal failure. Please try again in a few minutes.';
/** Seconds. */
const LATE = fc.constantFrom(200, 300, 600);

/** Nobody is registered, so that what happens in the factory is all that happens. */
const FACTORY_ALONE = { placement: 'one stack', registration: 'none' } as const;
const SEVERAL = { sizes: [3, 1], costCentre: 'a', verify: '1' } as const;

/** Deployments are cancelled between an attempt that failed and the next one. The factory stands apart: a rollback takes its functions away where it doesn't. */
export const CANCELLED: Leaning = {
  shape: { ...FACTORY_ALONE, placement: 'factory apart' },
  deployment: fc.record({
    afterMinutes: fc.integer({ min: 0, max: 2 }),
    cancelAfterMinutes: fc.integer({ min: 4, max: 7 }),
    accountCreated: fc.boolean(),
  }).map(({ accountCreated, afterMinutes, cancelAfterMinutes }) => ({
    faults: [{ kind: 'creation-fails', account: 'pool-0*', message: PASSING, afterMinutes, accountCreated, times: 9 }],
    lag: { listAccounts: 0, creations: 0 },
    cancelAfterMinutes,
  })),
};

/** More accounts come to the gate than may pass. */
export const CROWDED: Leaning = {
  shape: { ...FACTORY_ALONE, concurrency: 1 },
  deployment: fc.constant({ declared: SEVERAL }),
};

/** Somebody makes or invites an account with our address, after we have asked for ours. */
export const SQUATTED: Leaning = {
  shape: FACTORY_ALONE,
  deployment: fc.record({
    ourName: fc.boolean(),
    invited: fc.boolean(),
    parentId: fc.constantFrom(ROOT, HOLDING_UNIT),
    minute: fc.integer({ min: 0, max: 6 }),
  }).map(({ invited, minute, ourName, parentId }) => ({
    faults: [
      { kind: 'creation-fails', account: 'pool-001', message: PASSING, afterMinutes: minute + 4, accountCreated: false, times: 1 },
      {
        kind: 'account-appears',
        name: ourName ? 'pool-001' : 'squatter',
        email: addressOf('pool-001'),
        parentId,
        invited: invited || !ourName,
        tags: { team: 'others' },
        minute,
        after: 'requested',
        of: 'pool-001',
      },
    ],
  })),
};

const failing = (afterMinutes: number): FaultEntry =>
  ({ kind: 'creation-fails', account: 'pool-001', message: PASSING, afterMinutes, accountCreated: true, times: 1 });
const brief = fc.integer({ min: 0, max: 8 });

/** Creations fail when the account is there, and nothing shows it for a while. */
export const SHOWN_LATE: Leaning = {
  shape: FACTORY_ALONE,
  deployment: fc.tuple(brief, LATE, LATE).map(([minutes, listAccounts, creations]) =>
    ({ faults: [failing(minutes)], lag: { listAccounts, creations } })),
};

/** Creations fail when the account is there, and the list of accounts shows it last. */
export const LISTED_LATE: Leaning = {
  shape: FACTORY_ALONE,
  deployment: brief.map(minutes => ({ faults: [failing(minutes)], lag: { listAccounts: 900 } })),
};

/** All of them. */
export const LEANINGS: readonly Leaning[] = [CANCELLED, CROWDED, SQUATTED, SHOWN_LATE, LISTED_LATE];
