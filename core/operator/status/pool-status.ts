/** How a pool stands, from a snapshot alone. Pure. */

import { decayOf, statusOfPlace } from './decay';
import type { Evidence } from './evidence';
import { evidenceOf } from './evidence';
import { failureOfLegs, failureOfProduct, wordsOf } from './failure';
import type { PoolStatus, StatusAccount, StatusStack } from './model';
import { slotsOf } from './slots';
import { isAtRest, isDeployed, stepOf } from './step';
import { operationStart, wayOf } from './way';
import { isBusy } from '../difference';
import type { Snapshot, SnapshotStack } from '../snapshot';

const MINUTE = 60_000;

/** Of all stacks in the snapshot. */
export function poolStatus(snapshot: Snapshot): PoolStatus {
  const { takenAt, organization, caller, stacks } = snapshot;
  return {
    takenAt,
    organizationId: organization?.id ?? null,
    accountId: caller.accountId,
    region: caller.region,
    stacks: stacks.map(stack => stackOf(stack, takenAt)),
    accounts: evidenceOf(snapshot).map(evidence => accountOf(evidence, snapshot)),
    slots: slotsOf(snapshot),
  };
}

function stackOf(stack: SnapshotStack, now: string): StatusStack {
  const { name, status, reason = null } = stack;
  const running = isBusy(status);
  const startedAt = operationStart({ stack }) ?? null;
  return { name, status, reason, running, startedAt, minutes: running ? minutesBetween(startedAt, now) : null };
}

function accountOf(evidence: Evidence, snapshot: Snapshot): StatusAccount {
  const { stack, declared, account, product, where, place, record } = evidence;
  const now = snapshot.takenAt;
  const failure = failureOfLegs(evidence);
  const seen = stepOf(evidence, snapshot);
  const decay = failure === null ? decayOf(evidence, snapshot) : [];
  // A name is another one, and the account is where it was.
  const isLost = decay.some(({ kind }) => !['quarantined', 'renamed', 'readdressed', 'tainted', 'unrecorded'].includes(kind));
  const step = failure !== null ? 'failed' : isLost ? 'decayed' : seen;
  const steps = wayOf(evidence, step, now);
  const startedAt = steps[0]?.at ?? null;
  const isOver = isAtRest(step) || isDeployed(evidence);
  const endedAt = !isOver || startedAt === null ? null : restOf(evidence) ?? steps.at(-1)!.at;
  return {
    stack: stack.name,
    name: declared.name === '' ? declared.logicalId : declared.name,
    accountId: account?.id ?? product?.accountId ?? declared.existingAccountId ?? null,
    step,
    isDeployed: isDeployed(evidence),
    startedAt,
    endedAt,
    minutes: minutesBetween(startedAt, endedAt ?? now),
    unit: where ?? null,
    sandbox: declared.sandbox ?? null,
    sandboxStatus: declared.sandbox === undefined ? null : record?.status ?? statusOfPlace(place),
    error: failure ?? (isDeployed(evidence) ? null : failureOfProduct(evidence)),
    says: failure === null && !isDeployed(evidence) ? wordsOf(evidence) ?? null : null,
    decay,
    steps,
  };
}

/** When the last leg came to its end in the last operation. */
function restOf({ last: { events } }: Evidence): string | undefined {
  return events.filter(({ status }) => /_(COMPLETE|FAILED)$/.test(status)).at(-1)?.happenedAt;
}

function minutesBetween(from: string | null, to: string): number | null {
  return from === null ? null : Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / MINUTE));
}
