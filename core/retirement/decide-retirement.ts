/**
 * What is next for an account that is to be retired: one decision over the order, what is read, and now.
 *
 *     in the pool --(clean once, if in quarantine)--> eject --> Exit --> un-enrol --> root --> the unit that denies everything --> cool-off --> close
 *                                                                |  one in the organization at a time                  until closed, in the budget
 *                                                                |  never while the factory is busy
 *     taken back: Exit, root, that unit --> Entry --> register --> in the pool
 *
 * It is total and keeps nothing. What it leans on:
 *
 *  - Ejection has no lock and ends leases. So nothing is done to an account but by what was read of it within the second before.
 *  - Innovation Sandbox cleans only what it has a record of: an account that is to leave is clean before it does, or a person has let it go as it is.
 *  - Terminating the product of an account that stands in the pool takes it out of a unit in which it may be leased: so it is done from outside of the pool only.
 *  - An account with a live product is never closed: that blocks the landing zone.
 */

import { roomToClose } from './budget';
import { lastStep, timesOf } from './orders';
import type { Order, RetirementDraft } from './orders';
import { CLOSING_MINUTES, CLOSING_SHOWS_MINUTES, CLOSINGS_AT_ONCE, FRESH_MS, UNENROL_ATTEMPTS, UNENROL_REST_MINUTES, UNENROL_SHOWS_MINUTES } from './policy';
import type { RetirementPolicy } from './policy';
import { retirementRefusal } from './refusals';
import type { RetirementCode, RetirementRefusal, RetirementValue } from './refusals';
import { placeOfRetired } from './seen';
import type { RetirementLook, RetirementPlace, RetirementSeen, Whereabouts } from './seen';
import { minutesAfter } from '../clock';
import { momentText } from '../growth/refusals';
import type { PoolUnits, SandboxRecord } from '../registration/innovation-sandbox/model';

/** What a decision is made of. */
export interface RetirementSituation {
  readonly policy: RetirementPolicy;
  readonly order: Order;
  /** All orders of the pool, this one among them. */
  readonly orders: readonly Order[];
  readonly seen: RetirementSeen;
  readonly now: Date;
  /** The number of the entry that was written in this very run for the step that is to come: it hasn't been done yet. */
  readonly noted?: number;
}

/** What is done to the account. Each is written down before. */
export type RetirementAct =
  | { readonly step: 'clean' | 'eject' | 'register' }
  | { readonly step: 'unenrol'; readonly productId: string }
  | { readonly step: 'move' | 'return'; readonly from: string; readonly to: string }
  | { readonly step: 'close' };

/** What is next. */
export type RetirementDecision =
  | { readonly kind: 'look'; readonly at: RetirementLook }
  | { readonly kind: 'act'; readonly act: RetirementAct }
  /** Write it down, and decide anew. */
  | { readonly kind: 'note'; readonly draft: RetirementDraft }
  | { readonly kind: 'wait'; readonly text: string; readonly until?: Date }
  /** A person has to see to something. */
  | { readonly kind: 'held'; readonly refusal: RetirementRefusal }
  /** Nothing is left to be done. */
  | { readonly kind: 'rest' };

interface Row extends RetirementSituation {
  readonly whereabouts: Whereabouts;
  readonly units: PoolUnits | null;
  readonly place: RetirementPlace;
  readonly record: SandboxRecord | null;
}

/** Decides. */
export function decideRetirement(situation: RetirementSituation): RetirementDecision {
  const { order, seen, now } = situation;
  if (order.unreadable !== undefined) {
    return held(situation, 'AR-RETIRE-VERSION', { value: order.unreadable });
  }
  if (order.lapsed !== undefined || order.reached.gone !== undefined || order.reached.returned !== undefined) {
    return { kind: 'rest' };
  }
  const coolsUntil = coolOffEnd(situation);
  if (order.undone === undefined && coolsUntil !== undefined && now < coolsUntil) {
    return { kind: 'wait', text: `it cools off until ${momentText(coolsUntil)}, and is closed then`, until: coolsUntil };
  }
  const { whereabouts } = seen;
  if (whereabouts === undefined) {
    return { kind: 'look', at: 'whereabouts' };
  }
  const ended = endedInOrganization(situation, whereabouts);
  if (ended !== undefined) {
    return ended;
  }
  if (order.undone === undefined && order.reached[order.until] !== undefined) {
    return { kind: 'rest' };
  }
  if (seen.units === undefined) {
    return { kind: 'look', at: 'units' };
  }
  if (situation.policy.hasSandbox && seen.units === null) {
    return held(situation, 'AR-RETIRE-HELD', { value: 'Innovation Sandbox publishes no organizational units' });
  }
  if (whereabouts.parent === null) {
    return { kind: 'wait', text: 'the organization does not show where it stands' };
  }
  const place = placeOfRetired(whereabouts.parent, seen.units, situation.policy);
  const row: Row = { ...situation, whereabouts, units: seen.units, place, record: whereabouts.record };
  return order.undone !== undefined ? decideReturn(row) : decideWayOut(row);
}

/** When it may be closed; undefined if it isn't to be, or hasn't come so far. */
export function coolOffEnd({ order, policy }: Pick<RetirementSituation, 'order' | 'policy'>): Date | undefined {
  return order.until === 'closed' && order.reached.unmanaged !== undefined && order.reached.closed === undefined
    ? minutesAfter(order.reached.unmanaged, policy.coolOffMinutes) : undefined;
}

/** What the state of the account says by itself. Undefined for one that is in use. */
function endedInOrganization(situation: RetirementSituation, { account }: Whereabouts): RetirementDecision | undefined {
  const { order } = situation;
  if (account === null) {
    return order.reached.closed !== undefined || lastStep(order, 'close') !== undefined
      ? { kind: 'note', draft: { kind: 'reached', order: order.number, stage: 'gone' } }
      : lapse(order, 'the account is not in the organization any more');
  }
  switch (account.status) {
    case 'ACTIVE':
      return order.reached.closed === undefined ? undefined : { kind: 'wait', text: 'it is in use again, although it was closed: somebody had it reopened' };
    case 'PENDING_CLOSURE':
      return { kind: 'wait', text: 'AWS is closing it' };
    case 'CLOSED':
      if (order.reached.closed !== undefined) {
        return { kind: 'rest' };
      }
      // Whoever closed it: its number and its address are burnt.
      return { kind: 'note', draft: { kind: 'reached', order: order.number, stage: 'closed' } };
    case 'SUSPENDED':
    case 'PENDING_ACTIVATION':
      return held(situation, 'AR-RETIRE-HELD', { value: `AWS says that it is ${account.status}` });
    default:
      return held(situation, 'AR-RETIRE-HELD', { value: `AWS says that it is ${account.status}, which this version does not know` });
  }
}

function decideWayOut(row: Row): RetirementDecision {
  const { order, place, record } = row;
  if (record !== null) {
    return order.reached.ejected === undefined && (place === 'pool' || place === 'entry') ? decideEjection(row, record) : heldByRecord(row, record);
  }
  switch (place) {
    case 'entry':
    case 'pool':
      // Its record follows a move, or was deleted before one.
      return order.reached.ejected !== undefined ? lapse(order, 'somebody moved it back into the pool')
        : held(row, 'AR-RETIRE-HELD', { value: 'it stands in a unit of Innovation Sandbox, which has no record of it' });
    case 'elsewhere':
      return held(row, 'AR-RETIRE-HELD', { value: `somebody moved it to ${row.whereabouts.parent!.name} (${row.whereabouts.parent!.id})` });
    case 'exit':
    case 'root':
    case 'holding':
    case 'retired':
      return order.reached.ejected === undefined
        ? { kind: 'note', draft: { kind: 'reached', order: order.number, stage: 'ejected' } }
        : decideUnmanaged(row);
  }
}

/** It has a record, and isn't where records are ejected from. */
function heldByRecord(row: Row, record: SandboxRecord): RetirementDecision {
  const { order, place } = row;
  if (order.reached.ejected === undefined) {
    return held(row, 'AR-RETIRE-HELD', { value: `Innovation Sandbox says ${record.status}, and it stands in ${row.whereabouts.parent!.name}` });
  }
  return place === 'pool' || place === 'entry' ? lapse(order, `somebody took it back into the pool: Innovation Sandbox says ${record.status}`)
    : { kind: 'wait', text: `Innovation Sandbox still says ${record.status}` };
}

function decideEjection(row: Row, record: SandboxRecord): RetirementDecision {
  const { order, noted } = row;
  switch (record.status) {
    case 'Active':
    case 'Frozen':
      return lapse(order, `it was leased before it could be taken out of the pool: Innovation Sandbox says ${record.status}`);
    case 'CleanUp':
      return { kind: 'wait', text: 'it is being cleaned' };
    case 'Available':
      return row.whereabouts.parent!.id === row.units!.available
        ? act(row, { step: 'eject' })
        : { kind: 'wait', text: `Innovation Sandbox says Available, and it stands in ${row.whereabouts.parent!.name}` };
    case 'Quarantine': {
      if (order.asItIs) {
        return act(row, { step: 'eject' });
      }
      const cleanedAt = lastStep(order, 'clean', noted);
      if (cleanedAt === undefined) {
        return act(row, { step: 'clean' });
      }
      return record.lastEditedAt !== undefined && Date.parse(record.lastEditedAt) > cleanedAt.getTime()
        ? held(row, 'AR-RETIRE-UNCLEAN', {})
        : { kind: 'wait', text: 'another cleaning was asked for' };
    }
    default:
      return held(row, 'AR-RETIRE-HELD', { value: `Innovation Sandbox says ${record.status}, which this version does not know` });
  }
}

/** Out of the pool. The product goes first, whatever was reached before: somebody may have made another one. */
function decideUnmanaged(row: Row): RetirementDecision {
  const { order, place, policy, seen, now } = row;
  if (order.until === 'ejected') {
    return { kind: 'rest' };
  }
  if (seen.product === undefined) {
    return { kind: 'look', at: 'product' };
  }
  if (seen.product !== null) {
    return decideUnenrolment(row, seen.product);
  }
  if (place !== 'retired') {
    if (seen.unit === undefined) {
      return { kind: 'look', at: 'unit' };
    }
    switch (seen.unit) {
      case 'missing': return held(row, 'AR-RETIRE-UNIT', { value: policy.retiredUnitId });
      case 'open': return held(row, 'AR-RETIRE-UNIT-OPEN', { value: policy.retiredUnitId });
      case 'closed': return act(row, { step: 'move', from: row.whereabouts.parent!.id, to: policy.retiredUnitId });
    }
  }
  if (order.reached.unmanaged === undefined) {
    return { kind: 'note', draft: { kind: 'reached', order: order.number, stage: 'unmanaged' } };
  }
  if (order.until === 'unmanaged') {
    return { kind: 'rest' };
  }
  return decideClosing(row, now);
}

function decideUnenrolment(row: Row, product: NonNullable<RetirementSeen['product']>): RetirementDecision {
  const { order, orders, seen, now, noted } = row;
  const [begunAt, attempts] = [lastStep(order, 'unenrol', noted), timesOf(order, 'unenrol', noted)];
  switch (product.status) {
    case 'UNDER_CHANGE':
      return { kind: 'wait', text: 'Control Tower lets go of it' };
    case 'AVAILABLE':
    case 'TAINTED':
    case 'ERROR':
      break;
    default:
      return held(row, 'AR-RETIRE-HELD', { value: `its product ${product.name} is ${product.status}` });
  }
  if (begunAt !== undefined && minutesAfter(begunAt, UNENROL_SHOWS_MINUTES) > now) {
    return { kind: 'wait', text: 'Control Tower was asked to let go of it' };
  }
  const other = orders.find(candidate => candidate.number !== order.number && isUnenrolling(candidate, now));
  if (other !== undefined) {
    return { kind: 'wait', text: `Control Tower lets go of one account at a time, and ${other.account.name} is before it` };
  }
  if (attempts >= UNENROL_ATTEMPTS) {
    return held(row, 'AR-RETIRE-UNENROL', { count: String(attempts), value: product.statusMessage ?? `its product is ${product.status}` });
  }
  const again = begunAt && minutesAfter(begunAt, UNENROL_REST_MINUTES * attempts);
  if (again !== undefined && again > now) {
    return { kind: 'wait', text: `Control Tower has not let go of it (${product.statusMessage ?? product.status}), and is asked again at ${momentText(again)}`, until: again };
  }
  if (seen.atWork === undefined) {
    return { kind: 'look', at: 'atWork' };
  }
  const busy = seen.atWork.filter(name => name !== product.name);
  if (busy.length > 0) {
    return { kind: 'wait', text: `the factory is at work on ${busy.join(', ')}` };
  }
  return act(row, { step: 'unenrol', productId: product.id });
}

/** Whether an un-enrolment was asked for so recently that searches need not show it, and hasn't come to its end. Those that show are seen among what the factory is at work on. */
function isUnenrolling(order: Order, now: Date): boolean {
  const begunAt = lastStep(order, 'unenrol');
  return begunAt !== undefined && order.reached.unmanaged === undefined && minutesAfter(begunAt, UNENROL_SHOWS_MINUTES) > now;
}

function decideClosing(row: Row, now: Date): RetirementDecision {
  const { order, orders, policy, seen, noted } = row;
  if (!policy.mayClose) {
    return held(row, 'AR-RETIRE-NO-CLOSING', {});
  }
  const askedAt = lastStep(order, 'close', noted);
  // Asked, and not refused: it shows in a moment, or the call never got through.
  const isAsked = askedAt !== undefined && (order.budgetAt === undefined || order.budgetAt < askedAt);
  if (isAsked && minutesAfter(askedAt, CLOSING_SHOWS_MINUTES) > now) {
    return { kind: 'wait', text: 'AWS was asked to close it' };
  }
  const closing = orders.filter(other => other.number !== order.number && isClosing(other, now)).length;
  if (closing >= CLOSINGS_AT_ONCE) {
    return { kind: 'wait', text: `AWS closes ${CLOSINGS_AT_ONCE} accounts at a time` };
  }
  if (seen.members === undefined) {
    return { kind: 'look', at: 'members' };
  }
  const { at, budget, used } = roomToClose(orders, seen.members, now, noted);
  if (at !== undefined && !isAsked) {
    return { kind: 'wait', text: `the organization may close ${budget} accounts in 30 days, of which ${used} of ours are known to be used up: it is closed after ${momentText(at)}`, until: at };
  }
  return act(row, { step: 'close' });
}

/** Whether AWS may still be closing it: that takes minutes, and shows when somebody looks. */
function isClosing(order: Order, now: Date): boolean {
  const askedAt = lastStep(order, 'close');
  return askedAt !== undefined && order.reached.closed === undefined && (order.budgetAt === undefined || order.budgetAt < askedAt)
    && minutesAfter(askedAt, CLOSING_MINUTES) > now;
}

/** Taken back. */
function decideReturn(row: Row): RetirementDecision {
  const { order, place, policy, seen, units, record, whereabouts } = row;
  const returned: RetirementDecision = { kind: 'note', draft: { kind: 'reached', order: order.number, stage: 'returned' } };
  if (record !== null) {
    return place === 'pool' ? returned : { kind: 'wait', text: `Innovation Sandbox says ${record.status}, and it stands in ${whereabouts.parent!.name}` };
  }
  switch (place) {
    case 'pool':
      return { kind: 'wait', text: 'Innovation Sandbox has no record of it yet' };
    case 'elsewhere':
      // Whoever moved it there has it.
      return returned;
    case 'entry': {
      if (seen.instance === undefined) {
        return { kind: 'look', at: 'instance' };
      }
      return seen.instance?.status === 'CURRENT' ? act(row, { step: 'register' })
        : { kind: 'wait', text: 'the role with which Innovation Sandbox cleans is not in it yet' };
    }
    case 'exit':
    case 'root':
    case 'holding':
    case 'retired': {
      if (seen.product === undefined) {
        return { kind: 'look', at: 'product' };
      }
      if (seen.product?.status === 'UNDER_CHANGE') {
        return { kind: 'wait', text: 'Control Tower is at work on it' };
      }
      if (units !== null) {
        return act(row, { step: 'return', from: whereabouts.parent!.id, to: units.entry });
      }
      return place === 'holding' || policy.holdingUnitId === undefined ? returned
        : act(row, { step: 'return', from: whereabouts.parent!.id, to: policy.holdingUnitId });
    }
  }
}

/** The act, if what it rests on was read just now. */
function act({ now, seen, whereabouts }: Row, deed: RetirementAct): RetirementDecision {
  const isOld = (readAt: Date) => now.getTime() - readAt.getTime() > FRESH_MS;
  if (isOld(whereabouts.readAt)) {
    return { kind: 'look', at: 'whereabouts' };
  }
  return seen.productAt !== undefined && isOld(seen.productAt) ? { kind: 'look', at: 'product' } : { kind: 'act', act: deed };
}

function lapse(order: Order, why: string): RetirementDecision {
  return { kind: 'note', draft: { kind: 'lapse', order: order.number, why } };
}

function held(
  { order, policy }: RetirementSituation, code: RetirementCode, values: { readonly [value in RetirementValue]?: string },
): RetirementDecision {
  const { pool, stackName: stack } = policy;
  return { kind: 'held', refusal: retirementRefusal(code, { name: order.account.name, pool, stack, ...values }) };
}
