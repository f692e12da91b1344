/** The table of accounts of Innovation Sandbox. */

import type { SandboxContext } from './sandbox-context';
import type { CleaningState, SandboxRecord } from './sandbox-state';
import type { SandboxStatus } from '../../world/world';
import type { MemberAccount } from '../organizations/organization-state';

/** Notes that the record of an account is about to change: the API may go on showing it as it is for a while. */
export function noteRecord(sandbox: SandboxContext, accountId: string): void {
  sandbox.to.reads.note('sandboxRecords', keyOf(sandbox, accountId), sandbox.record(accountId) ?? null);
  sandbox.listeners.forEach(heard => heard());
}

/** The record of an account as the API shows it now. */
export function shownRecord(sandbox: SandboxContext, accountId: string): SandboxRecord | undefined {
  return sandbox.to.reads.shown('sandboxRecords', keyOf(sandbox, accountId), sandbox.record(accountId)) ?? undefined;
}

function keyOf({ world: { namespace } }: SandboxContext, accountId: string): string {
  return `${namespace} ${accountId}`;
}

/** Writes a new record, whether or not there was one. */
export function putRecord(sandbox: SandboxContext, { id, name, email }: MemberAccount, status: SandboxStatus): SandboxRecord {
  const { now, state } = sandbox;
  noteRecord(sandbox, id);
  const record: SandboxRecord = { accountId: id, name, email, status, driftAtLastScan: false, createdAt: now, editedAt: now };
  state.records = [...state.records.filter(({ accountId }) => accountId !== id), record];
  return record;
}

export function setStatus(sandbox: SandboxContext, record: SandboxRecord, status: SandboxStatus): void {
  noteRecord(sandbox, record.accountId);
  record.status = status;
  record.editedAt = sandbox.now;
}

export function deleteRecord(sandbox: SandboxContext, accountId: string): void {
  const { state } = sandbox;
  noteRecord(sandbox, accountId);
  state.records = state.records.filter(record => record.accountId !== accountId);
}

/** A record as the API shows it. */
export function recordView(sandbox: SandboxContext, record: SandboxRecord): Record<string, unknown> {
  const { accountId, name, email, status, driftAtLastScan, createdAt, editedAt, cleaning, lastCleanedAt } = record;
  const latest = sandbox.isAtLeast(1, 3);
  return {
    awsAccountId: accountId,
    email,
    name,
    ...(cleaning && !latest ? {
      cleanupExecutionContext: { stateMachineExecutionArn: cleaning.executionArn, stateMachineExecutionStartTime: iso(cleaning.startedAt) },
    } : {}),
    ...(cleaning && latest ? {
      activeCleanup: { status: phaseOf(cleaning, sandbox.now), executionArn: cleaning.executionArn, startedAt: iso(cleaning.startedAt) },
    } : {}),
    ...(lastCleanedAt !== undefined && latest ? { lastCleanupCompletedAt: iso(lastCleanedAt) } : {}),
    driftAtLastScan,
    status,
    meta: { schemaVersion: latest ? 2 : 1, createdTime: iso(createdAt), lastEditTime: iso(editedAt) },
  };
}

/** Moments at which a cleaning of 1.3 goes over to its next phase, as parts of the time until the account is clean. */
const PHASES: readonly (readonly [number, string])[] = [[0.02, 'INITIALIZING'], [0.08, 'REVOKING_ACCESS'], [0.5, 'NUKE_PHASE_1'], [0.9, 'NUKE_PHASE_2']];

function phaseOf({ startedAt, nukesFrom = startedAt, nukedAt, ending, ended }: CleaningState, now: number): string {
  if (ended) {
    return ending === 'fails' || ending === 'times-out' ? 'FAILED' : 'COMPLETED';
  }
  if (ending !== 'times-out' && now >= nukedAt) {
    return 'COOLING_DOWN';
  }
  const part = (now - nukesFrom) / (nukedAt - nukesFrom);
  return PHASES.find(([until]) => part < until)?.[1] ?? 'VALIDATING';
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
