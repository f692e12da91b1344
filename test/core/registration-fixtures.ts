/** Accounts on their way into a pool: everything that a registration looks at, as one would find it. */

import { account, HOLDING_UNIT, moment, OURS, SANDBOX, SETTINGS, UNITS } from './fixtures';
import type { DesiredAccount, Parent } from '../../core/accounts/account';
import type { Aim } from '../../core/accounts/attempt';
import type { PoolAccountDecision, PoolAccountObserved, PoolAccountSettings, PoolAccountSituation } from '../../core/pool-account/decide-pool-account';
import type { PoolConfiguration, Sandbox, SandboxRecord } from '../../core/registration/innovation-sandbox/model';

export const POOL: PoolConfiguration = { version: 'v1.3.3', units: UNITS };
export const NAMED_UNIT = 'ou-abcd-workload';
export const PARENTS = {
  root: { id: 'r-abcd', name: 'Root', isRoot: true },
  holding: { id: HOLDING_UNIT, name: 'Holding', isRoot: false },
  named: { id: NAMED_UNIT, name: 'Workload', isRoot: false },
  foreign: { id: 'ou-abcd-finance0', name: 'Finance', isRoot: false },
  pool: { id: UNITS.pool, name: 'Pool', isRoot: false },
  entry: { id: UNITS.entry, name: 'Entry', isRoot: false },
  cleanUp: { id: UNITS.cleanUp, name: 'CleanUp', isRoot: false },
  available: { id: UNITS.available, name: 'Available', isRoot: false },
  active: { id: UNITS.active, name: 'Active', isRoot: false },
  frozen: { id: UNITS.frozen, name: 'Frozen', isRoot: false },
  quarantine: { id: UNITS.quarantine, name: 'Quarantine', isRoot: false },
  exit: { id: UNITS.exit, name: 'Exit', isRoot: false },
} as const satisfies Record<string, Parent>;
export type PlaceName = keyof typeof PARENTS;

/** All tags are there, as after a first pass. */
export const TAGGED = [...OURS, { key: 'account-robot:stack', value: 'pool-stack' }, { key: 'account-robot:version', value: '0.9.0' }];

/** Settings that know one sandbox. */
export function settingsWith(sandbox: Partial<Sandbox> = {}): PoolAccountSettings {
  const { namespace, ...settings } = { ...SANDBOX, ...sandbox };
  return { ...SETTINGS, sandboxes: { [namespace]: settings }, packageVersion: '1.0.0' };
}

export function momentOf(aim: Aim = 'confirmed', minutes = 30, sandbox: Partial<Sandbox> = {}): PoolAccountSituation {
  return moment(aim, minutes, { settings: settingsWith(sandbox), stackName: 'pool-stack' });
}

export function wish(changes: Partial<DesiredAccount> = {}): DesiredAccount {
  return {
    name: 'pool-010',
    email: 'aws+pool-010@example.com',
    owner: 'pool-stack/pool-010',
    adoptExisting: false,
    tags: [{ key: 'team', value: 'pool' }],
    sandbox: SANDBOX.namespace,
    ...changes,
  };
}

/** An account in a place, with what Innovation Sandbox has of it; everything else is in order. */
export function standing(place: PlaceName, record: SandboxRecord | string | null, changes: Partial<PoolAccountObserved> = {}): PoolAccountObserved {
  return {
    account: account(),
    tags: TAGGED,
    parent: PARENTS[place],
    pool: POOL,
    sandboxRecord: typeof record === 'string' ? { status: record } : record,
    stackSetInstance: { status: 'CURRENT' },
    ...changes,
  };
}

/** Which decisions change something. */
export function isWrite(decision: PoolAccountDecision): boolean {
  return ['tag', 'bill', 'move', 'register', 'clean', 'provision', 'update', 'terminate'].includes(decision.kind)
    || (decision.kind === 'done' && decision.missing.tags.length > 0);
}
