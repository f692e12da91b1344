/** What is read of an account that is to be retired, and of what surrounds it. A member that is undefined has not been looked at; null means looked, and there is none. */

import type { Account, Parent, Tag } from '../accounts/account';
import type { PoolUnits, SandboxRecord, StackSetInstance } from '../registration/innovation-sandbox/model';

/** The account's product in Service Catalog. */
export interface RetiringProduct {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly statusMessage?: string;
}

/** Where an account is, and whether somebody has it: read together, and right before anything is done. */
export interface Whereabouts {
  /** When the first of these was read. */
  readonly readAt: Date;
  /** null: the organization doesn't show it. */
  readonly account: Account | null;
  readonly parent: Parent | null;
  /** null: Innovation Sandbox has no record of it, or the pool has no sandbox. */
  readonly record: SandboxRecord | null;
}

/** What is known so far. */
export interface RetirementSeen {
  readonly whereabouts?: Whereabouts;
  /** null: Innovation Sandbox publishes no units, or the pool has no sandbox. */
  readonly units?: PoolUnits | null;
  readonly product?: RetiringProduct | null;
  /** When that was read. */
  readonly productAt?: Date;
  /** Names of products that the factory is at work on, whoever asked. */
  readonly atWork?: readonly string[];
  readonly instance?: StackSetInstance | null;
  /** Member accounts of the organization. */
  readonly members?: number;
  /** Whether the unit of retired accounts denies everything; 'missing' if there is no such unit. */
  readonly unit?: 'closed' | 'open' | 'missing';
  readonly tags?: readonly Tag[];
}

/** One more thing to look at. */
export type RetirementLook = Exclude<keyof RetirementSeen, 'productAt'>;

/** A place of an account, as retirement sees it. */
export type RetirementPlace = 'pool' | 'entry' | 'exit' | 'root' | 'holding' | 'retired' | 'elsewhere';

/** Where it stands. */
export function placeOfRetired(
  parent: Parent, units: PoolUnits | null, { retiredUnitId, holdingUnitId }: { readonly retiredUnitId: string; readonly holdingUnitId?: string },
): RetirementPlace {
  if (parent.id === retiredUnitId) {
    return 'retired';
  }
  if (units !== null && parent.id === units.entry) {
    return 'entry';
  }
  if (units !== null && parent.id === units.exit) {
    return 'exit';
  }
  if (units !== null && Object.values(units).includes(parent.id)) {
    return 'pool';
  }
  return parent.isRoot ? 'root' : parent.id === holdingUnitId ? 'holding' : 'elsewhere';
}
