/** What happens to accounts of the pool without our doing: leases, a separator, people, and the drift monitor. */

import { deleteRecord, putRecord, setStatus } from './records';
import type { SandboxContext } from './sandbox-context';
import type { SandboxStep } from './sandbox-state';
import { UNIT_NAMES, UNIT_OF_STATUS } from '../../world/sandbox-units';
import type { MoveMoment, SandboxUnit } from '../../world/world';
import type { MemberAccount } from '../organizations/organization-state';

type PoolUnit = Exclude<SandboxUnit, 'pool'>;
type Step<K extends SandboxStep['kind']> = Extract<SandboxStep, { kind: K }>;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** How often the drift monitor looks. */
const SCAN_MS = 6 * 60 * MINUTE;
/** Its scans begin within so long after their time. */
const SCAN_WINDOW_MS = 30 * MINUTE;

/** Plans what others do to an account that has just become Available. */
export function comeAvailable(sandbox: SandboxContext, account: MemberAccount): void {
  const { agenda, now, world } = sandbox;
  if (world.separatorTag !== undefined) {
    agenda.add({ at: now + SECOND, kind: 'separate', accountId: account.id });
  }
  const leased = sandbox.struckBy('account-leased', account);
  if (leased) {
    agenda.add({ at: now + leased.afterMinutes * MINUTE, kind: 'lease', accountId: account.id });
  }
  disturb(sandbox, account, 'available');
}

/** Lets someone move the account after this moment, if the world says so. */
export function disturb(sandbox: SandboxContext, account: MemberAccount, moment: MoveMoment): void {
  const fault = sandbox.struckBy('account-moved', account, ({ when }) => when === moment);
  if (fault) {
    sandbox.agenda.add({ at: sandbox.now + fault.afterMinutes * MINUTE, kind: 'move', accountId: account.id, to: fault.to });
  }
  const administered = sandbox.struckBy('administrator-acts', account, ({ when }) => when === moment);
  if (administered) {
    sandbox.agenda.add({ at: sandbox.now + administered.afterMinutes * MINUTE, kind: 'administer', accountId: account.id, action: administered.action });
  }
}

/** Someone gets the account. */
export function lease(sandbox: SandboxContext, { accountId }: Step<'lease'>): void {
  const [account, record] = [sandbox.account(accountId), sandbox.record(accountId)];
  if (!account || record?.status !== 'Available' || sandbox.unitOf(account.parentId) !== 'available') {
    return;
  }
  sandbox.move(account, 'active');
  setStatus(sandbox, record, 'Active');
  sandbox.to.emit('leased', account.name, accountId);
}

/** Quarantines an account without the separator's tag; the tag is good for one time. */
export function separate(sandbox: SandboxContext, { accountId }: Step<'separate'>): void {
  const [account, record, tag] = [sandbox.account(accountId), sandbox.record(accountId), sandbox.world.separatorTag];
  if (!account || !record || tag === undefined || sandbox.unitOf(account.parentId) !== 'available') {
    return;
  }
  if (tag in account.tags) {
    const { [tag]: _used, ...others } = account.tags;
    account.tags = others;
    return;
  }
  sandbox.move(account, 'quarantine');
  setStatus(sandbox, record, 'Quarantine');
  sandbox.to.emit('quarantined', account.name, `it has no tag '${tag}'`);
}

/** Someone moves an account, to an OU of the pool by its name or to any other by its id. */
export function moveByHand({ organizations, world }: SandboxContext, { accountId, to }: Step<'move'>): void {
  const account = organizations.state.accounts.find(({ id }) => id === accountId);
  const named = (Object.keys(UNIT_NAMES) as (keyof typeof UNIT_NAMES)[]).find(unit => UNIT_NAMES[unit] === to);
  const target = named === undefined ? to : world.organizationalUnits[named];
  if (account && account.parentId !== target) {
    organizations.move(account, target);
  }
}

/** The drift monitor's next scan, if it runs at all. */
export function planScan(sandbox: SandboxContext, first: boolean): void {
  const { agenda, now, to: { clock }, state, world } = sandbox;
  if (!world.driftMonitor || state.steps.some(({ kind }) => kind === 'scan')) {
    return;
  }
  const drawn = clock.draw('drift-scan', now);
  const after = first
    ? (world.firstDriftScanMinute !== undefined ? world.firstDriftScanMinute * MINUTE : Math.round(drawn * SCAN_MS))
    : SCAN_MS + Math.round((drawn - 0.5) * SCAN_WINDOW_MS);
  agenda.add({ at: now + after, kind: 'scan' });
}

/**
 * Looks at every account of the pool, as it stands in one of its seven OUs: their parent isn't looked into.
 *
 * One that isn't where its record says is noted. Was it noted the last time, it is quarantined, or its record is deleted if it is in none of the seven. One
 * without a record is quarantined at once, unless it is in Entry or Exit.
 */
export function scan(sandbox: SandboxContext): void {
  const { organizations, to } = sandbox;
  for (const account of organizations.state.accounts) {
    const unit = poolUnitOf(sandbox, account);
    const record = sandbox.record(account.id);
    if (record === undefined) {
      if (unit !== undefined && unit !== 'entry' && unit !== 'exit') {
        quarantine(sandbox, account, 'it has no record');
      }
    } else if (UNIT_OF_STATUS[record.status] === unit) {
      record.driftAtLastScan = false;
    } else if (!record.driftAtLastScan) {
      record.driftAtLastScan = true;
      to.emit('drift', account.name, driftText(record.status, unit));
    } else if (unit === undefined) {
      deleteRecord(sandbox, account.id);
      to.emit('drift', account.name, 'left the pool; its record is deleted');
    } else {
      quarantine(sandbox, account, driftText(record.status, unit));
    }
  }
  planScan(sandbox, false);
}

function poolUnitOf(sandbox: SandboxContext, { parentId }: MemberAccount): PoolUnit | undefined {
  const unit = sandbox.unitOf(parentId);
  return unit === 'pool' ? undefined : unit;
}

function quarantine(sandbox: SandboxContext, account: MemberAccount, why: string): void {
  const record = sandbox.record(account.id);
  sandbox.move(account, 'quarantine');
  if (record) {
    setStatus(sandbox, record, 'Quarantine');
  } else {
    putRecord(sandbox, account, 'Quarantine').driftAtLastScan = true;
  }
  sandbox.to.emit('quarantined', account.name, `drift: ${why}`);
}

function driftText(status: string, unit: PoolUnit | undefined): string {
  return `its record says ${status}, but it is in ${unit === undefined ? 'no OU of the pool' : UNIT_NAMES[unit]}`;
}
