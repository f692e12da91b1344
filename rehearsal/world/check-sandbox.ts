/** What a JSON Schema can't say about the Innovation Sandbox of a world file. */

import { shown } from './check-schema';
import { sandboxesIn, sandboxUnitIds, UNIT_NAMES } from './sandbox-units';
import type { World, WorldSandbox } from './world';
import type { Path } from './yaml-source';
import { pathText } from './yaml-source';

/** Ends with the sentence that begins with the place. */
type Fail = (path: Path, text: string) => never;

/** How the fault `account-moved` may name the units below the pool. */
const POOL_UNITS = Object.values(UNIT_NAMES);

/** Calls `fail` for the first contradiction. `world` has every default filled in. */
export function checkSandboxes(world: World, fail: Fail): void {
  checkMoves(world, fail);
  checkLeases(world, fail);
  const taken: Taken = {
    units: new Map(world.organization.organizationalUnits.map(({ id }, index) => [id, `organization.organizationalUnits[${index}]`])),
    accounts: new Map(),
    names: new Map(),
  };
  if (world.sandbox) {
    checkSandbox(world, world.sandbox, ['sandbox'], taken, fail);
  }
  world.furtherSandboxes.forEach((sandbox, index) => checkSandbox(world, sandbox, ['furtherSandboxes', index], taken, fail));
}

function checkLeases(world: World, fail: Fail): void {
  const namespaces = sandboxesIn(world).map(({ namespace }) => namespace);
  (world.leases ?? []).forEach(({ namespace }, index) => {
    if (namespaces.length === 0) {
      fail(['leases', index], 'takes accounts of an Innovation Sandbox, and the world has none; describe it (sandbox), or leave the leases out');
    }
    if (namespace !== undefined && !namespaces.includes(namespace)) {
      fail(['leases', index, 'namespace'], `is ${shown(namespace)}, which no Innovation Sandbox of the world has; there is ${namespaces.join(', ')}`);
    }
  });
}

/** Whose is what of which there is one in the whole world, by its value: as a text of the path. */
interface Taken {
  readonly units: Map<string, string>;
  readonly accounts: Map<string, string>;
  /** Namespaces, ids of APIs, and billing views. */
  readonly names: Map<string, string>;
}

function checkSandbox({ organization }: World, sandbox: WorldSandbox, at: Path, { units, accounts, names }: Taken, fail: Fail): void {
  const { apiId, billingViews, cleaningMinutes: { median, spread }, namespace } = sandbox;
  const unique: readonly (readonly [Path, string, string])[] = [
    [[...at, 'namespace'], namespace, 'give each Innovation Sandbox a namespace of its own'],
    [[...at, 'apiId'], apiId, 'give each Innovation Sandbox an API of its own'],
    ...billingViews.map(({ arn }, index): readonly [Path, string, string] => [[...at, 'billingViews', index, 'arn'], arn, 'describe each billing view once']),
  ];
  for (const [path, value, advice] of unique) {
    const twin = names.get(value);
    if (twin !== undefined) {
      fail(path, `is ${shown(value)}, and so is ${twin}; ${advice}`);
    }
    names.set(value, pathText(path));
  }
  for (const [unit, id] of Object.entries(sandbox.organizationalUnits)) {
    const path = [...at, 'organizationalUnits', unit];
    const twin = units.get(id);
    if (twin !== undefined) {
      fail(path, `is ${shown(id)}, the id of ${twin} too; give each unit an id of its own`);
    }
    units.set(id, pathText(path));
    const root = `ou-${organization.rootId.slice(2)}-`;
    if (!id.startsWith(root)) {
      fail(path, `is ${shown(id)}, but the units of root ${organization.rootId} have ids that begin with ${root}; change the id or organization.rootId`);
    }
  }
  const known = new Set(organization.accounts.map(({ id }) => id));
  sandbox.accounts.forEach(({ id, cleaning, status }, index) => {
    const path = [...at, 'accounts', index];
    if (!known.has(id)) {
      fail([...path, 'id'], `is ${shown(id)}, which isn't among organization.accounts; add the account there`);
    }
    if (accounts.has(id)) {
      fail([...path, 'id'], `is ${shown(id)}, which another entry has already (${accounts.get(id)}); an account has one record`);
    }
    accounts.set(id, pathText(path));
    if (cleaning && status !== 'CleanUp') {
      fail([...path, 'cleaning'], 'is true, but only an account with the status CleanUp is being cleaned; change one of the two');
    }
  });
  if (spread >= median) {
    fail([...at, 'cleaningMinutes', 'spread'], `is ${spread}, but must be less than the median of ${median}`);
  }
}

function checkMoves(world: World, fail: Fail): void {
  const { faults, organization } = world;
  const targets = [organization.rootId, ...organization.organizationalUnits.map(({ id }) => id), ...sandboxUnitIds(world), ...POOL_UNITS];
  faults.forEach((fault, index) => {
    if (fault.kind === 'account-moved' && !targets.includes(fault.to)) {
      fail(['faults', index, 'to'], `is ${shown(fault.to)}, which is no organizational unit of this world; it can be the id of one, or ${POOL_UNITS.join(', ')}`);
    }
  });
}
