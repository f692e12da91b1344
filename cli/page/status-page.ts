/** How a pool stands, as one page: a pure function of its status. It looks like the page of a rehearsal, and everything on it is real. */

import { documentText } from './document';
import { failureGroups } from './failures';
import { failuresSection } from './failures-section';
import type { Markup } from './markup';
import { markup } from './markup';
import { axisOf } from './timeline';
import type { LineAccount } from './timeline-section';
import { timelineSection } from './timeline-section';
import type { Unseen } from '../../core/operator/snapshot';
import { isFine } from '../../core/operator/status/count';
import type { PoolStatus, StatusAccount } from '../../core/operator/status/model';
import { AccountOutcome } from '../../rehearsal/report';
import type { Fact } from '../figures';
import { holderWords, slotWords, stackWords, stepWords, totalWords } from '../operator/status-words';

/** The page as it is written to a file. */
export function statusPage(status: PoolStatus, unseen: readonly Unseen[]): string {
  const beginning = beginningOf(status);
  const accounts = status.accounts.map(account => lineOf(account, beginning));
  const groups = failureGroups({ accounts, stacks: [] });
  const decayed = status.accounts.filter(({ decay }) => decay.length > 0);
  const axis = axisOf({ virtualSeconds: secondsBetween(beginning, status.takenAt), accounts, factory: { slotsInUse: [] } });
  return documentText({
    title: `Status: ${totalWords(status)}`,
    kicker: `Status of a pool at ${shownTime(status.takenAt)}`,
    sentence: totalWords(status),
    ok: isFine(status),
    facts: facts(status),
    links: [
      ['timeline', 'Timeline'],
      ...(groups.length === 0 ? [] : [['failures', 'Failures'] as const]),
      ...(decayed.length === 0 ? [] : [['decayed', 'Not as deployed'] as const]),
      ['slots', 'Slots'],
      ...(unseen.length === 0 ? [] : [['unseen', 'Not seen'] as const]),
    ],
    sections: [
      timelineSection({ accounts, stacks: status.stacks.map(stack => ({ name: stack.name, status: stackWords(stack) })) }, axis),
      failuresSection(groups, status.stacks.map(stack => (stack.running ? { ...stack, reason: null } : stack))),
      decaySection(decayed),
      slotSection(status),
      unseenSection(unseen),
    ],
    footer: `Made by account-robot status, from what AWS showed at ${shownTime(status.takenAt)}. Times are minutes since ${shownTime(beginning)}; what AWS tells no time of is drawn where it was seen. Of e-mail addresses only domains are shown.`,
  }, axis);
}

/** 2026-01-05 08:35 UTC */
function shownTime(time: string): string {
  return `${time.slice(0, 16).replace('T', ' ')} UTC`;
}

function slotsInUse(status: PoolStatus): string {
  return slotWords({ ...status, slots: { ...status.slots, holders: [] } });
}

function facts(status: PoolStatus): Fact[] {
  return [
    ['Organization', `${status.organizationId ?? 'unknown'}, read by ${status.accountId} in ${status.region}`],
    ...status.stacks.map((stack): Fact => [`Stack ${stack.name}`, stackWords(stack)]),
    // Who holds them stands in a section of its own.
    ['Slots', slotsInUse(status)],
  ];
}

/** When the first operation began of those that accounts have taken part in. */
function beginningOf({ accounts, stacks, takenAt }: PoolStatus): string {
  const begun = [...accounts, ...stacks.filter(({ running }) => running)].flatMap(({ startedAt }) => startedAt ?? []);
  return begun.sort()[0] ?? takenAt;
}

function secondsBetween(from: string, to: string): number {
  return Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000));
}

function lineOf(account: StatusAccount, beginning: string): LineAccount {
  const { name, stack, accountId, unit, sandboxStatus, error, steps, endedAt, says, decay } = account;
  return {
    name,
    stack,
    state: outcomeOf(account),
    words: stepWords(account),
    accountId,
    organizationalUnit: unit,
    sandboxStatus,
    error,
    steps: steps.map(({ at, ...step }) => ({ at: secondsBetween(beginning, at), ...step })),
    readyAt: endedAt === null || !account.isDeployed ? null : secondsBetween(beginning, endedAt),
    attempts: steps.filter(({ step }) => step === 'requested').length,
    notes: [...(error === null && says !== null ? [`AWS said: ${says}`] : []), ...decay.map(({ what }) => what)],
  };
}

function outcomeOf({ step, decay, isDeployed }: StatusAccount): AccountOutcome {
  if (decay.length > 0) {
    return AccountOutcome.INTERRUPTED;
  }
  switch (step) {
    case 'available':
    case 'pooled':
    case 'leased':
      return AccountOutcome.AVAILABLE;
    case 'failed':
      return AccountOutcome.FAILED;
    case 'decayed':
      return AccountOutcome.INTERRUPTED;
    case 'queued':
    case 'gate':
    case 'undone':
    case 'unseen':
      return AccountOutcome.WAITING;
    case 'requested':
    case 'busy':
    case 'failing':
    case 'clearing':
    case 'creating':
    case 'enrolling':
      return AccountOutcome.CREATING;
    case 'made':
    case 'entered':
    case 'registered':
    case 'quarantined':
    case 'cleaning':
      return isDeployed ? AccountOutcome.AVAILABLE : AccountOutcome.REGISTERING;
  }
}

function decaySection(accounts: readonly StatusAccount[]): Markup | undefined {
  return accounts.length === 0 ? undefined : markup`<section id="decayed" aria-labelledby="decayed-h">
<h2 id="decayed-h">Not as deployed</h2>
${accounts.map(({ name, decay }) => markup`<article class="failure"><h3>${name}</h3>${decay.map(({ what, fix }) => markup`<p>${what}</p><p><b>Fix:</b> ${fix}</p>`)}</article>`)}
</section>`;
}

function slotSection(status: PoolStatus): Markup {
  const { holders } = status.slots;
  return markup`<section id="slots" aria-labelledby="slots-h">
<h2 id="slots-h">Slots</h2>
<p>${slotsInUse(status)}</p>
${holders.length === 0 ? undefined : markup`<ul>${holders.map(holder => markup`<li>${holderWords(holder, status.takenAt)}</li>`)}</ul>`}
</section>`;
}

function unseenSection(unseen: readonly Unseen[]): Markup | undefined {
  return unseen.length === 0 ? undefined : markup`<section id="unseen" aria-labelledby="unseen-h">
<h2 id="unseen-h">Not seen</h2>
<ul>${unseen.map(({ call, part, kind, text }) => markup`<li>${kind === 'left-out' ? text : `${call} ${kind === 'denied' ? 'was denied' : 'failed'}, so ${part} is missing: ${text}`}</li>`)}</ul>
</section>`;
}
