/**
 * Whether a pool grows: one decision over what is counted, how its stack stands, what a person allows, and what was decided before.
 *
 * Whoever wants the pool larger (the tick, an alarm, a person, an answer) is answered by this function and by nothing else. It is total and keeps nothing: what
 * was refused is looked at again with the next call. The rules are in the order in which they stand here, and the first that has something to say decides:
 *
 *     the stack is settled, and its parameter is ours to read
 *     the last growth has come to its end: its outcome is noted, or its update is asked for once more
 *     two growths in a row failed: halt
 *     what is counted can be believed
 *     fewer are available or on their way than the low water, or a person wants a size
 *     cooldown, max, maxPerDay, the organization's quota
 *     above the threshold: the question, and its answer
 */

import { approvalFor } from './approval';
import type { AnswerEntry, EntryDraft, GrowthEntry, LedgerEntry, QuestionEntry } from './ledger';
import { addedInDay, failedInARow, isHalted, lastGrowth, lastQuestion, outcomeOf, roomInDayAt, standingHalt, stateOf } from './ledger';
import type { GrowthPolicy } from './policy';
import { COUNTS_LAG_MINUTES, COUNTS_MINUTES, RESUME_MINUTES } from './policy';
import type { PoolStack } from './pool-stack';
import { standingOf } from './pool-stack';
import type { GrowthCode, GrowthRefusal, GrowthValue } from './refusals';
import { momentText, refusalOf } from './refusals';
import type { PoolCounts, SandboxCounts } from '../capacity/counts';
import { minutesAfter } from '../clock';

/** All that a decision is made of. */
export interface GrowthCircumstances {
  readonly policy: GrowthPolicy;
  /** Undefined if nothing could be counted. */
  readonly counts?: PoolCounts;
  /** Null if there is no such stack. */
  readonly stack: PoolStack | null;
  readonly ledger: readonly LedgerEntry[];
  readonly now: Date;
  /** A size that a person wants, whatever is available. */
  readonly wanted?: { readonly to: number; readonly by: string };
}

/** Why nothing is done for now. */
export enum GrowthWait {
  /** As many are available or on their way as there should be. */
  ENOUGH = 'enough',
  /** An operation of the stack runs. */
  BUSY = 'busy',
  /** What was counted is older than what the stack has done. */
  COUNTS = 'counts',
  COOLDOWN = 'cooldown',
  /** A person has been asked. */
  ASKED = 'asked',
}

/** What is to be done. */
export type GrowthDecision =
  /** Write it down, then update the stack. */
  | { readonly kind: 'grow'; readonly draft: Omit<GrowthEntry, 'number' | 'at'> }
  /** The ledger has it, and the stack knows nothing of it: ask for the same update again. */
  | { readonly kind: 'resume'; readonly growth: GrowthEntry }
  | { readonly kind: 'ask'; readonly draft: Omit<QuestionEntry, 'number' | 'at'> }
  /** Write down what was seen, and decide anew. */
  | { readonly kind: 'note'; readonly draft: EntryDraft }
  | { readonly kind: 'wait'; readonly reason: GrowthWait; readonly text: string }
  | { readonly kind: 'refuse' | 'halt'; readonly refusal: GrowthRefusal };

/** Decides. */
export function decideGrowth(circumstances: GrowthCircumstances): GrowthDecision {
  const { policy, stack, ledger } = circumstances;
  if (stack === null) {
    return refuse(policy, 'AR-GROWTH-STACK', { status: 'not there', value: 'deploy the stack of the pool first' });
  }
  const standing = standingOf(stack);
  switch (standing.kind) {
    case 'busy': return wait(GrowthWait.BUSY, `stack ${policy.stackName} is ${stack.status}: one operation at a time`);
    case 'stuck': return refuse(policy, 'AR-GROWTH-STACK', { status: stack.status, value: standing.fix });
    case 'settled':
  }
  const size = Number(stack.size);
  if (!Number.isInteger(size) || size < 1) {
    return refuse(policy, 'AR-GROWTH-PARAMETER', { value: stack.size ?? 'missing', expected: `a size from ${policy.min} to ${policy.max}` });
  }
  return lastOne(circumstances, stack, size)
    ?? halted(policy, ledger)
    ?? decideSize(circumstances, stack, size);
}

/** What the last growth still asks for. The stack is settled. */
function lastOne({ policy, ledger, now }: GrowthCircumstances, stack: PoolStack, size: number): GrowthDecision | undefined {
  const growth = lastGrowth(ledger);
  if (growth === undefined || outcomeOf(ledger, growth) !== undefined) {
    return undefined;
  }
  if (size === growth.to) {
    // Accounts that cool down are made and clean: no cause that a next growth would meet, and nothing for a person to remove.
    const failed = stack.failedAccounts.filter(account => !growth.failedBefore.includes(account) && !stack.coolingDown?.includes(account));
    return { kind: 'note', draft: { kind: 'outcome', growth: growth.number, failed } };
  }
  // The stack was settled when the growth was decided: what began since then is that update, undone, or somebody's own.
  const isUntouched = stack.operationAt <= growth.at && size === growth.from && growth.to <= policy.max;
  return isUntouched && minutesAfter(growth.at, RESUME_MINUTES) > now
    ? { kind: 'resume', growth }
    : { kind: 'note', draft: { kind: 'outcome', growth: growth.number, failed: [], isLost: true } };
}

function halted(policy: GrowthPolicy, ledger: readonly LedgerEntry[]): GrowthDecision | undefined {
  if (!isHalted(ledger)) {
    return undefined;
  }
  const growths = standingHalt(ledger)?.growths ?? failedInARow(ledger);
  if (standingHalt(ledger) === undefined) {
    return { kind: 'note', draft: { kind: 'halt', growths } };
  }
  return { kind: 'halt', refusal: haltOf(policy, ledger, growths) };
}

/** What people are told of a halt. */
export function haltOf(policy: GrowthPolicy, ledger: readonly LedgerEntry[], growths: readonly number[]): GrowthRefusal {
  const failed = ledger.flatMap(entry => entry.kind === 'outcome' && growths.includes(entry.growth) ? entry.failed : []);
  return refusal(policy, 'AR-GROWTH-HALTED', { count: String(growths.length), value: failed.join(', ') || 'see the ledger' });
}

function decideSize(circumstances: GrowthCircumstances, stack: PoolStack, size: number): GrowthDecision {
  const { policy, counts, ledger, now } = circumstances;
  const granted = grantedSize(ledger, size, now);
  const wanted = granted ?? circumstances.wanted;
  if (wanted !== undefined && wanted.to <= size) {
    return refuse(policy, 'AR-GROWTH-SMALLER', { size: String(size), value: String(wanted.to) });
  }
  if (counts?.sandbox === undefined || counts.inFlight === undefined) {
    return refuse(policy, 'AR-GROWTH-BLIND', { value: counts?.sandbox === undefined ? 'how many accounts are available' : 'how many accounts are on their way' });
  }
  if (minutesAfter(counts.at, COUNTS_MINUTES) < now) {
    return wait(GrowthWait.COUNTS, `the last counts are from ${momentText(counts.at)}`);
  }
  const level = levelOf(counts.sandbox, counts.inFlight);
  if (wanted === undefined && level.effective >= policy.lowWater) {
    return wait(GrowthWait.ENOUGH, `${level.text}: not below ${policy.lowWater}`);
  }
  const hasChanged = stack.changedAt !== undefined && minutesAfter(stack.changedAt, COUNTS_LAG_MINUTES) > counts.at;
  if (hasChanged || (counts.declared !== undefined && counts.declared !== size)) {
    return wait(GrowthWait.COUNTS, 'what is counted may be older than what the stack has done last');
  }
  const growth = lastGrowth(ledger);
  const rested = growth && minutesAfter(growth.at, policy.cooldownMinutes);
  if (rested !== undefined && rested > now) {
    return wait(GrowthWait.COOLDOWN, `the last growth was decided at ${momentText(growth!.at)}: the next one not before ${momentText(rested)}`);
  }
  const why = granted !== undefined ? `${granted.by} approved it`
    : wanted !== undefined ? `${wanted.by} asked for it`
      : `${level.text}: fewer than ${policy.lowWater}`;
  const room = withinCeilings(circumstances, counts, stack, size, wanted?.to);
  if (typeof room !== 'number') {
    return { kind: 'refuse', refusal: room };
  }
  const approval = approvalFor({ policy, ledger, now, size, to: room, isWanted: wanted !== undefined, isGranted: granted !== undefined });
  switch (approval.kind) {
    case 'free': return {
      kind: 'grow',
      draft: {
        kind: 'growth',
        from: size,
        to: approval.to,
        by: granted !== undefined ? 'approval' : wanted !== undefined ? 'hand' : 'low-water',
        why,
        failedBefore: stack.failedAccounts,
        ...granted && { answer: granted.answer.number },
      },
    };
    case 'ask': return { kind: 'ask', draft: { kind: 'question', from: size, to: approval.to, why } };
    case 'asked': return wait(GrowthWait.ASKED, approval.text);
    case 'denied': return { kind: 'refuse', refusal: approval.refusal };
  }
}

/** What a lease finds, now or without another growth. Who cools down stands among those that are cleaned, if it isn't told apart: then all of these may. */
function levelOf({ available, cleanUp, coolingDown }: SandboxCounts, inFlight: number): { readonly effective: number; readonly text: string } {
  const resting = coolingDown ?? cleanUp;
  return {
    effective: available + resting + inFlight,
    text: `${available} available, ${resting} ${coolingDown === undefined ? 'being cleaned or cooling down' : 'cooling down'} and ${inFlight} on their way`,
  };
}

/** The size that a person has said yes to, as long as the yes counts and the pool hasn't come there otherwise. */
function grantedSize(ledger: readonly LedgerEntry[], size: number, now: Date): { to: number; by: string; answer: AnswerEntry } | undefined {
  const question = lastQuestion(ledger);
  const state = question && stateOf(ledger, question, now);
  return state?.kind === 'granted' && question!.to > size ? { to: question!.to, by: state.answer.by, answer: state.answer } : undefined;
}

/** The size that the ceilings leave: that which is wanted whole, or else as much of a step as there is room for. */
function withinCeilings(
  { policy, ledger, now }: GrowthCircumstances,
  { quotaLeft, inFlight = 0 }: PoolCounts,
  { failedAccounts }: PoolStack,
  size: number,
  wanted: number | undefined,
): number | GrowthRefusal {
  const { max, maxPerDay, step } = policy;
  const more = wanted === undefined ? 1 : wanted - size;
  if (size + more > max) {
    const value = wanted === undefined ? 'it is as large as it may be' : `${wanted} were asked for`;
    return refusal(policy, 'AR-GROWTH-MAX', { size: String(size), expected: String(max), value });
  }
  const added = addedInDay(ledger, now);
  if (added + more > maxPerDay) {
    const value = wanted === undefined ? 'no more fit into the day' : `${more} more were asked for`;
    return refusal(policy, 'AR-GROWTH-DAY', { count: String(added), expected: String(maxPerDay), time: momentText(roomInDayAt(ledger, now)), value });
  }
  if (quotaLeft === undefined) {
    return refusal(policy, 'AR-GROWTH-BLIND', { value: "how many accounts the organization's quota leaves room for" });
  }
  // Those on their way may not be in the organization yet, and an update tries the failed ones again.
  const room = quotaLeft - inFlight - failedAccounts.length;
  if (room < more) {
    return refusal(policy, 'AR-GROWTH-QUOTA', { room: String(Math.max(room, 0)), needed: String(more) });
  }
  return wanted ?? Math.min(size + step, max, size + maxPerDay - added, size + room);
}

function wait(reason: GrowthWait, text: string): GrowthDecision {
  return { kind: 'wait', reason, text };
}

function refuse(policy: GrowthPolicy, code: GrowthCode, values: { readonly [value in GrowthValue]?: string }): GrowthDecision {
  return { kind: 'refuse', refusal: refusal(policy, code, values) };
}

function refusal(policy: GrowthPolicy, code: GrowthCode, values: { readonly [value in GrowthValue]?: string }): GrowthRefusal {
  const { stackName, pool, parameter } = policy;
  return refusalOf(code, { stack: stackName, pool, parameter, ...values });
}
