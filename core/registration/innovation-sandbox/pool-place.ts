/** Where an account stands, seen from a pool. */

import type { PoolUnits } from './model';
import type { DesiredAccount, Parent } from '../../accounts/account';

/** A unit of the pool, a place that an account may come from, or anywhere else. */
export type Place =
  | 'root' | 'holding'
  /** The unit that the user named as existingAccountParentId. */
  | 'named'
  | 'entry' | 'cleanUp' | 'available' | 'active' | 'frozen' | 'quarantine' | 'exit'
  /** In the pool's own unit, beside its children. */
  | 'pool'
  | 'foreign';

const UNITS = ['entry', 'cleanUp', 'available', 'active', 'frozen', 'quarantine', 'exit', 'pool'] as const satisfies readonly (keyof PoolUnits & Place)[];

/** The place. A unit of the pool counts as such, even if the app calls it the holding unit. */
export function placeOf(parent: Parent, units: PoolUnits, desired: DesiredAccount, holdingUnitId: string): Place {
  const unit = UNITS.find(candidate => units[candidate] === parent.id);
  if (unit !== undefined) {
    return unit;
  }
  if (parent.isRoot) {
    return 'root';
  }
  if (parent.id === holdingUnitId) {
    return 'holding';
  }
  return desired.existingAccountId !== undefined && parent.id === desired.existingAccountParentId ? 'named' : 'foreign';
}

/** Whether Innovation Sandbox already has the account. */
export function isPooled(place: Place): boolean {
  return place !== 'root' && place !== 'holding' && place !== 'named' && place !== 'foreign';
}
