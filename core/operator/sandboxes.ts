/** Innovation Sandboxes as their organizational units show them. */

import type { SnapshotSandbox, SnapshotUnit } from './snapshot';
import type { PoolUnits } from '../registration/innovation-sandbox/model';

/** What the unit around a pool is called. */
const POOL_NAME = /^([a-zA-Z0-9]{3,8})_InnovationSandboxAccountPool$/;
/** What the units in it are called. */
const NAMES: Readonly<Record<Exclude<keyof PoolUnits, 'pool'>, string>> = {
  available: 'Available',
  active: 'Active',
  frozen: 'Frozen',
  cleanUp: 'CleanUp',
  quarantine: 'Quarantine',
  entry: 'Entry',
  exit: 'Exit',
};

/** Whether a unit is the one around a pool, by its name. */
export function isPool(name: string | undefined): boolean {
  return POOL_NAME.test(name ?? '');
}

/** Those whose pool has all its units. */
export function sandboxesByUnits(units: readonly SnapshotUnit[]): (SnapshotSandbox & { readonly units: PoolUnits })[] {
  return units.flatMap(pool => {
    const namespace = POOL_NAME.exec(pool.name ?? '')?.[1];
    const children = units.filter(({ parentId }) => parentId === pool.id);
    const ids = Object.entries(NAMES).map(([unit, wanted]) => [unit, children.find(({ name }) => name === wanted)?.id] as const);
    return namespace === undefined || ids.some(([, id]) => id === undefined) ? [] : [{
      namespace,
      version: '',
      units: { pool: pool.id, ...Object.fromEntries(ids) } as unknown as PoolUnits,
    }];
  });
}
