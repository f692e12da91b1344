/** The names of Innovation Sandbox's OUs, and which belongs to which status. */

import type { SandboxStatus, SandboxUnit } from './world';

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
