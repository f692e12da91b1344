/** When what happened to an account in the last operation, as far as AWS tells. Pure. */

import type { Evidence, LegEvidence } from './evidence';
import type { StatusStep, WayStep } from './model';
import { classify } from '../../failures/classify';
import type { SnapshotRecord } from '../snapshot';

/** When the operation that runs or ran last began. */
export function operationStart({ stack }: Pick<Evidence, 'stack'>): string | undefined {
  return stack.updatedAt ?? stack.createdAt;
}

/** The moments that are known, oldest first; the last one is `step`, where the account stands now. */
export function wayOf(evidence: Evidence, step: StatusStep, now: string): WayStep[] {
  const began = turnOf(evidence);
  if (began === undefined) {
    return [];
  }
  const { product, account, declared, last } = evidence;
  const done = timeOf(last, /^(CREATE|UPDATE)_COMPLETE$/);
  const failed = timeOf(last, /_FAILED$/);
  const moments: WayStep[] = [
    { at: began, step: 'gate', says: null },
    ...(product?.history === undefined
      ? product?.createdAt === undefined ? [] : [{ at: product.createdAt, step: 'requested' as const, says: null }]
      : product.history.flatMap(record => ofRecord(record, declared.sandbox))),
    ...(account?.joinedAt === undefined || declared.existingAccountId !== undefined ? [] : [{ at: account.joinedAt, step: 'enrolling' as const, says: null }]),
    ...(done === undefined ? [] : [{ at: done, step: declared.sandbox === undefined ? 'available' as const : 'pooled' as const, says: null }]),
    ...(failed === undefined || step !== 'failed' ? [] : [{ at: failed, step, says: null }]),
  ];
  const known = moments.filter(({ at }) => at >= began && at <= now).sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
  // What is seen now and has no time of its own has come about since the last that has one.
  return known.at(-1)?.step === step || step === 'decayed' ? known : [...known, { at: now, step, says: null }];
}

/** When its turn came: the first leg began in the last operation. */
function turnOf({ start, legs, ...evidence }: Evidence): string | undefined {
  const began = operationStart(evidence);
  const first = [start, ...legs].flatMap(leg => leg?.events[0]?.happenedAt ?? [])[0];
  if (first !== undefined) {
    return first;
  }
  // Without events there is the time of the first leg's last change, which is its beginning while it is at work.
  return evidence.resources.map(({ changedAt }) => changedAt).find(at => at !== undefined && began !== undefined && at >= began);
}

function timeOf({ events }: LegEvidence, status: RegExp): string | undefined {
  return events.filter(event => status.test(event.status)).at(-1)?.happenedAt;
}

function ofRecord({ type, status, createdAt, updatedAt, errors }: SnapshotRecord, sandbox: string | undefined): WayStep[] {
  const begun: WayStep[] = createdAt === undefined ? [] : [{ at: createdAt, step: type === 'TERMINATE_PROVISIONED_PRODUCT' ? 'clearing' : 'requested', says: null }];
  if (updatedAt === undefined || type === 'TERMINATE_PROVISIONED_PRODUCT') {
    return begun;
  }
  switch (status) {
    case 'SUCCEEDED':
      return [...begun, { at: updatedAt, step: sandbox === undefined ? 'available' : 'made', says: null }];
    case 'FAILED': {
      const says = errors.at(-1) ?? '';
      return [...begun, { at: updatedAt, step: classify(says).kind === 'busy' ? 'busy' : 'failing', says: says === '' ? null : says }];
    }
    default:
      return begun;
  }
}
