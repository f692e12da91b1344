/** Who holds the factory's slots. Pure. */

import type { SlotHolder, StatusSlots } from './model';
import { OWNER_TAG, withoutEmails } from '../../../src/contract';
import type { Snapshot, SnapshotProduct } from '../snapshot';

/** Each product under change holds one, and each enrolment that no product stands for. */
export function slotsOf({ products, enrolling, quotas, landingZone }: Snapshot): StatusSlots {
  const changing = (products ?? []).filter(({ status }) => status === 'UNDER_CHANGE');
  const known = new Set(changing.map(({ accountId }) => accountId));
  const beside = (enrolling ?? []).filter(({ targetId }) => /^\d{12}$/.test(targetId) && !known.has(targetId));
  // A product tells its account when it is done: until then the account is enrolled under no name that is known.
  const unnamed = changing.filter(({ accountId }) => accountId === undefined).length;
  const holders = [
    ...changing.map(holderOf),
    ...beside.slice(Math.min(unnamed, beside.length)).map(({ targetId }): SlotHolder => ({ kind: 'enrolment', name: targetId, by: null, ours: false, since: null })),
  ];
  const operation = landingZone?.operation;
  return {
    quota: quotas.concurrency?.value ?? null,
    used: products === undefined && enrolling === undefined ? null : holders.length,
    holders,
    landingZone: operation ? `${operation.type ?? 'an operation of an unknown type'}${operation.startedAt === undefined ? '' : `, since ${operation.startedAt}`}` : null,
  };
}

function holderOf({ name, tags, madeBy, history }: SnapshotProduct): SlotHolder {
  const owner = tags[OWNER_TAG];
  return {
    kind: 'product',
    name,
    by: owner ?? (madeBy === undefined ? null : principalOf(madeBy)),
    ours: owner !== undefined,
    since: history?.at(-1)?.createdAt ?? null,
  };
}

/** The role of a session, and no session's name, which is a person's as a rule. */
function principalOf(arn: string): string {
  const [, role = arn] = /:assumed-role\/([^/]+)/.exec(arn) ?? [];
  return withoutEmails(role);
}
