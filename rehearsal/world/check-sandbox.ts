/** What a JSON Schema can't say about the Innovation Sandbox of a world file. */

import { shown } from './check-schema';
import { UNIT_NAMES } from './sandbox-units';
import type { World } from './world';
import type { Path } from './yaml-source';

/** Ends with the sentence that begins with the place. */
type Fail = (path: Path, text: string) => never;

/** How the fault `account-moved` may name the units below the pool. */
const POOL_UNITS = Object.values(UNIT_NAMES);

/** Calls `fail` for the first contradiction. `world` has every default filled in. */
export function checkSandbox(world: World, fail: Fail): void {
  checkMoves(world, fail);
  const { organization, sandbox } = world;
  if (!sandbox) {
    return;
  }
  const units = new Map(organization.organizationalUnits.map(({ id }, index) => [id, `organization.organizationalUnits[${index}]`]));
  for (const [unit, id] of Object.entries(sandbox.organizationalUnits)) {
    const path = ['sandbox', 'organizationalUnits', unit];
    const twin = units.get(id);
    if (twin !== undefined) {
      fail(path, `is ${shown(id)}, the id of ${twin} too; give each unit an id of its own`);
    }
    units.set(id, path.join('.'));
    const root = `ou-${organization.rootId.slice(2)}-`;
    if (!id.startsWith(root)) {
      fail(path, `is ${shown(id)}, but the units of root ${organization.rootId} have ids that begin with ${root}; change the id or organization.rootId`);
    }
  }
  const known = new Set(organization.accounts.map(({ id }) => id));
  const seen = new Set<string>();
  sandbox.accounts.forEach(({ id, cleaning, status }, index) => {
    const path = ['sandbox', 'accounts', index];
    if (!known.has(id)) {
      fail([...path, 'id'], `is ${shown(id)}, which isn't among organization.accounts; add the account there`);
    }
    if (seen.has(id)) {
      fail([...path, 'id'], `is ${shown(id)}, which another entry has already; an account has one record`);
    }
    seen.add(id);
    if (cleaning && status !== 'CleanUp') {
      fail([...path, 'cleaning'], 'is true, but only an account with the status CleanUp is being cleaned; change one of the two');
    }
  });
  const { median, spread } = sandbox.cleaningMinutes;
  if (spread >= median) {
    fail(['sandbox', 'cleaningMinutes', 'spread'], `is ${spread}, but must be less than the median of ${median}`);
  }
}

function checkMoves({ faults, organization, sandbox }: World, fail: Fail): void {
  const ids = [organization.rootId, ...organization.organizationalUnits.map(({ id }) => id), ...Object.values(sandbox?.organizationalUnits ?? {})];
  const targets = [...ids, ...POOL_UNITS];
  faults.forEach((fault, index) => {
    if (fault.kind === 'account-moved' && !targets.includes(fault.to)) {
      fail(['faults', index, 'to'], `is ${shown(fault.to)}, which is no organizational unit of this world; it can be the id of one, or ${POOL_UNITS.join(', ')}`);
    }
  });
}
