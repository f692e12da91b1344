/** Follows a rehearsal account by account. Pure: each event makes a new view of what there was before. */

import type { Move, Step } from '../../rehearsal/accounts/steps';
import { moveOf, stepTaken } from '../../rehearsal/accounts/steps';
import { isOfStackItself } from '../../rehearsal/cloudformation/stack-events';
import type { Progress } from '../../rehearsal/rehearse';

/** In the user's words. `rest`: nothing is going on. */
export const STEPS = {
  queued: { text: 'waits for its turn', rest: true },
  gate: { text: 'waits for a free slot of the factory', rest: false },
  requested: { text: 'requested', rest: false },
  busy: { text: 'the factory was busy, will be asked again', rest: false },
  failing: { text: 'the attempt failed', rest: false },
  clearing: { text: 'the failed attempt is being removed', rest: false },
  creating: { text: 'is being created', rest: false },
  enrolling: { text: 'exists, is being enrolled', rest: false },
  available: { text: 'AVAILABLE', rest: true },
  made: { text: 'AVAILABLE in Control Tower, goes on to Innovation Sandbox', rest: false },
  entered: { text: 'moved to Innovation Sandbox, waits for its role', rest: false },
  registered: { text: 'registered', rest: false },
  unregistered: { text: 'the registration failed, will be tried again', rest: false },
  cleaning: { text: 'is being cleaned', rest: false },
  uncleaned: { text: 'the cleaning failed', rest: false },
  quarantined: { text: 'in quarantine', rest: false },
  pooled: { text: 'Available in the pool', rest: true },
  leased: { text: 'leased', rest: true },
  failed: { text: 'FAILED', rest: true },
} as const satisfies Readonly<Record<Step, { readonly text: string; readonly rest: boolean }>>;

/** What an account of a real organization may be besides, where no rehearsal stands between a deployment and its end. */
export const STANDSTILLS = {
  undone: { text: 'not there, and no deployment is under way', rest: true },
  decayed: { text: 'not as it was deployed', rest: true },
  unseen: { text: 'not known: what tells could not be read', rest: true },
} as const;

/** Whatever is shown of an account. */
export type ShownStep = Step | keyof typeof STANDSTILLS;

/** All of them in words. */
export const SHOWN: Readonly<Record<ShownStep, { readonly text: string; readonly rest: boolean }>> = { ...STEPS, ...STANDSTILLS };

/** One account's line. Times are seconds since the run began. */
export interface AccountProgress<S extends ShownStep = Step> {
  readonly name: string;
  readonly step: S;
  /** Whether it is to be registered with Innovation Sandbox. */
  readonly sandbox: boolean;
  /** When its turn came; null before that. */
  readonly startedAt: number | null;
  /** When it came to rest; null while something is going on. */
  readonly endedAt: number | null;
}

/** All accounts, in the order in which the app declares them, and the stacks under way. */
export interface ProgressView<S extends ShownStep = Step> {
  readonly now: number;
  readonly accounts: readonly AccountProgress<S>[];
  readonly stacks: Readonly<Record<string, string>>;
}

/** Before anything happened. */
export function firstView(accountNames: readonly string[]): ProgressView {
  return { now: 0, accounts: accountNames.map(name => ({ name, step: 'queued', sandbox: false, startedAt: null, endedAt: null })), stacks: {} };
}

/** The view after one more event. */
export function advance(view: ProgressView, progress: Progress): ProgressView {
  const now = { ...view, now: progress.at };
  if (progress.kind === 'clock') {
    return now;
  }
  const moved = moveOf(progress);
  if (moved) {
    return move(now, moved, progress.at);
  }
  return progress.kind === 'stack' && isOfStackItself(progress.event)
    ? { ...now, stacks: { ...now.stacks, [progress.event.stack]: progress.event.status } }
    : now;
}

function move(view: ProgressView, { account: name, step: reached, sandbox }: Move, at: number): ProgressView {
  return {
    ...view,
    accounts: view.accounts.map(before => {
      if (before.name !== name) {
        return before;
      }
      const account = { ...before, sandbox: sandbox ?? before.sandbox };
      const step = stepTaken(reached, account);
      return step === undefined ? account : { ...account, step, startedAt: account.startedAt ?? at, endedAt: STEPS[step].rest ? at : null };
    }),
  };
}
