/** A rehearsal's report as bars on one axis of time. Pure. */

import type { Report } from '../../rehearsal/report';
import { AccountOutcome } from '../../rehearsal/report';
import type { ShownStep } from '../progress/steps';

/** What a bar shows. Several steps of an account are one phase of its way. */
export type Phase = 'queued' | 'waiting' | 'creating' | 'trouble' | 'registering' | 'cleaning' | 'ready' | 'failed';

/** In the user's words, in the order of an account's way. */
export const PHASES: Readonly<Record<Phase, string>> = {
  queued: 'not its turn yet',
  waiting: 'waits for a slot',
  creating: 'in the factory',
  trouble: 'trouble',
  registering: 'moved and registered',
  cleaning: 'is cleaned',
  ready: 'Available',
  failed: 'given up',
};

/** From when to when an account was in a phase, in seconds since the run began. */
export interface Bar {
  readonly phase: Phase;
  readonly from: number;
  readonly to: number;
}

/** The axis: from 0 to `seconds`, with a tick at each of `ticks`. */
export interface Axis {
  readonly seconds: number;
  /** Seconds between two ticks. */
  readonly tick: number;
  readonly ticks: readonly number[];
}

/** No axis has more ticks. */
const TICKS_MAX = 12;
/** Minutes between two ticks. */
const TICK_MINUTES = [1, 2, 5, 10, 15, 20, 30, 60, 120, 180, 240, 360, 720, 1440, 2880, 10080];

/** A step of an account's way: it lasts until the next one. */
export interface LineStep {
  readonly at: number;
  readonly step: ShownStep;
  readonly says: string | null;
}

/** What bars are drawn of. */
export interface Way {
  readonly state: AccountOutcome;
  readonly error: object | null;
  readonly steps: readonly LineStep[];
}

/** The axis for all that the report tells of. */
export function axisOf({ virtualSeconds, accounts, factory }: Pick<Report, 'virtualSeconds'> & { readonly accounts: readonly Pick<Way, 'steps'>[]; readonly factory: Pick<Report['factory'], 'slotsInUse'> }): Axis {
  const last = [...accounts.map(({ steps }) => steps.at(-1)), factory.slotsInUse.at(-1)].map(moment => moment?.at ?? 0);
  const seconds = Math.max(60, virtualSeconds, ...last);
  const minutes = TICK_MINUTES.find(candidate => seconds / 60 / candidate <= TICKS_MAX) ?? Math.ceil(seconds / 60 / TICKS_MAX);
  const tick = minutes * 60;
  return { seconds, tick, ticks: Array.from({ length: Math.floor(seconds / tick) + 1 }, (_, index) => index * tick) };
}

/** The bars of an account, without a gap from the first to the end of the axis. */
export function barsOf(account: Way, axis: Axis): Bar[] {
  const { steps } = account;
  if (steps.length === 0) {
    return [{ phase: account.state === AccountOutcome.AVAILABLE ? 'ready' : account.error === null ? 'queued' : 'failed', from: 0, to: axis.seconds }];
  }
  const bars: Bar[] = steps.map(({ at, step }, index) => ({ phase: phaseOf(step), from: at, to: steps[index + 1]?.at ?? axis.seconds }));
  const before: Bar[] = beginsHere(steps[0]) ? [{ phase: 'queued', from: 0, to: steps[0].at }] : [];
  return [...before, ...bars].reduce<Bar[]>((joined, bar) => {
    const last = joined.at(-1);
    return last?.phase === bar.phase ? [...joined.slice(0, -1), { ...last, to: bar.to }] : [...joined, bar];
  }, []);
}

/** Whether an account's way begins with that step: others go on from an earlier run. */
function beginsHere({ at, step }: LineStep): boolean {
  return at > 0 && (step === 'gate' || step === 'requested' || step === 'failed');
}

function phaseOf(step: ShownStep): Phase {
  switch (step) {
    case 'unseen':
    case 'undone':
    case 'queued': return 'queued';
    case 'gate': return 'waiting';
    case 'requested':
    case 'creating':
    case 'enrolling': return 'creating';
    case 'busy':
    case 'failing':
    case 'clearing':
    case 'unregistered':
    case 'uncleaned':
    case 'decayed':
    case 'quarantined': return 'trouble';
    case 'made':
    case 'entered':
    case 'registered': return 'registering';
    case 'cleaning': return 'cleaning';
    case 'available':
    case 'pooled':
    case 'leased': return 'ready';
    case 'failed': return 'failed';
  }
}

/** So many slots in use from when to when. */
export interface SlotBar {
  readonly used: number;
  readonly from: number;
  readonly to: number;
}

/** The use of the factory's slots, without a gap. */
export function slotBars({ slotsInUse }: Report['factory'], axis: Axis): SlotBar[] {
  return slotsInUse.map(({ at, used }, index) => ({ used, from: at, to: slotsInUse[index + 1]?.at ?? axis.seconds }));
}

/** How long how many slots were in use, in seconds, by their number. */
export function slotSeconds(bars: readonly SlotBar[]): { readonly used: number; readonly seconds: number }[] {
  const sums = new Map<number, number>();
  bars.forEach(({ used, from, to }) => sums.set(used, (sums.get(used) ?? 0) + to - from));
  return [...sums].map(([used, seconds]) => ({ used, seconds })).sort((one, other) => one.used - other.used);
}
