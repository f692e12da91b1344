/** The Innovation Sandboxes of a world, the names of their OUs, and which belongs to which status. */

import type { SandboxStatus, SandboxUnit, World, WorldLease, WorldSandbox } from './world';

/** All of them, the first one first. */
export function sandboxesIn({ sandbox, furtherSandboxes }: Pick<World, 'sandbox' | 'furtherSandboxes'>): readonly WorldSandbox[] {
  return [...(sandbox ? [sandbox] : []), ...furtherSandboxes];
}

/** The leases that are asked for of one of them: what names none is meant for the first. */
export function leasesOf({ leases = [], sandbox }: Pick<World, 'leases' | 'sandbox'>, { namespace: own }: WorldSandbox): readonly WorldLease[] {
  return leases.filter(({ namespace = sandbox?.namespace }) => namespace === own);
}

/** The ids of the OUs of all of them. */
export function sandboxUnitIds(world: Pick<World, 'sandbox' | 'furtherSandboxes'>): readonly string[] {
  return sandboxesIn(world).flatMap(({ organizationalUnits }) => Object.values(organizationalUnits));
}

/** The OUs below the pool, by the names that they have in AWS Organizations. */
export const UNIT_NAMES: Readonly<Record<Exclude<SandboxUnit, 'pool'>, string>> = {
  available: 'Available',
  active: 'Active',
  cleanUp: 'CleanUp',
  quarantine: 'Quarantine',
  entry: 'Entry',
  exit: 'Exit',
  frozen: 'Frozen',
};

/** Where an account with that status belongs. */
export const UNIT_OF_STATUS: Readonly<Record<SandboxStatus, SandboxUnit>> = {
  Available: 'available',
  Active: 'active',
  CleanUp: 'cleanUp',
  Quarantine: 'quarantine',
  Frozen: 'frozen',
};
