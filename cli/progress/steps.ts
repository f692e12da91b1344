/** Follows a rehearsal account by account. Pure: each event makes a new view of what there was before. */

import type { StackEvent } from '../../rehearsal/cloudformation/cloud-formation';
import { isOfStackItself } from '../../rehearsal/cloudformation/stack-events';
import type { Progress } from '../../rehearsal/rehearse';
import type { OrganizationEvent } from '../../rehearsal/services/events';
import { LAST_LEG, POOL_ACCOUNT_TYPE, PoolAccountProperty, START_LEG } from '../../src/contract';

/** Where an account is on its way. */
export type Step = keyof typeof STEPS;

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
} as const;

/** How a move into the pool ends. */
const ENTRY = 'Entry';

/** One account's line. Times are seconds since the run began. */
export interface AccountProgress {
  readonly name: string;
  readonly step: Step;
  /** Whether it is to be registered with Innovation Sandbox. */
  readonly sandbox: boolean;
  /** When its turn came; null before that. */
  readonly startedAt: number | null;
  /** When it came to rest; null while something is going on. */
  readonly endedAt: number | null;
}

/** All accounts, in the order in which the app declares them, and the stacks under way. */
export interface ProgressView {
  readonly now: number;
  readonly accounts: readonly AccountProgress[];
  readonly stacks: Readonly<Record<string, string>>;
}

/** Before anything happened. */
export function firstView(accountNames: readonly string[]): ProgressView {
  return { now: 0, accounts: accountNames.map(name => ({ name, step: 'queued', sandbox: false, startedAt: null, endedAt: null })), stacks: {} };
}

/** The view after one more event. */
export function advance(view: ProgressView, progress: Progress): ProgressView {
  const now = { ...view, now: progress.at };
  switch (progress.kind) {
    case 'clock':
      return now;
    case 'organization':
      return move(now, progress.event.account, stepOfOrganization(progress.event), progress.at);
    case 'stack': {
      const { event } = progress;
      if (isOfStackItself(event)) {
        return { ...now, stacks: { ...now.stacks, [event.stack]: event.status } };
      }
      return event.type === POOL_ACCOUNT_TYPE ? moveByLeg(now, event) : now;
    }
  }
}

function moveByLeg(view: ProgressView, event: StackEvent): ProgressView {
  const name = String(event.properties?.[PoolAccountProperty.ACCOUNT_NAME]);
  const sandbox = event.properties?.[PoolAccountProperty.SANDBOX_NAMESPACE] !== undefined;
  const informed = { ...view, accounts: view.accounts.map(account => account.name === name ? { ...account, sandbox } : account) };
  return move(informed, name, stepOfLeg(event), event.at);
}

function move(view: ProgressView, name: string, step: Step | undefined, at: number): ProgressView {
  if (step === undefined) {
    return view;
  }
  return {
    ...view,
    accounts: view.accounts.map(account => {
      // The last leg begins long after the account was asked for: only the first may say that it waits.
      if (account.name !== name || (step === 'gate' && account.step !== 'queued')) {
        return account;
      }
      // What ends the way of an account that is only vended is a stop on the way of one that goes on to Innovation Sandbox.
      const reached = step === 'available' && account.sandbox ? 'made' : step;
      return { ...account, step: reached, startedAt: account.startedAt ?? at, endedAt: STEPS[reached].rest ? at : null };
    }),
  };
}

function stepOfOrganization({ kind, detail }: OrganizationEvent): Step | undefined {
  switch (kind) {
    case 'provision-accepted':
    case 'update-accepted': return 'requested';
    case 'busy': return 'busy';
    case 'creating': return 'creating';
    case 'account-created': return 'enrolling';
    case 'available': return 'available';
    case 'failed': return 'failing';
    case 'terminate-accepted': return 'clearing';
    case 'moved': return detail?.endsWith(ENTRY) ? 'entered' : undefined;
    case 'registered': return 'registered';
    case 'registration-failed': return 'unregistered';
    case 'cleaning': return 'cleaning';
    case 'cleaning-failed': return 'uncleaned';
    case 'quarantined': return 'quarantined';
    case 'sandbox-available': return 'pooled';
    case 'leased': return 'leased';
    case 'drift':
    case 'control-tower-drift':
    case 'unenrolled':
    case 'terminated':
    case 'by-hand':
    case 'tagged': return undefined;
  }
}

function stepOfLeg(event: StackEvent): Step | undefined {
  const leg = event.properties?.[PoolAccountProperty.LEG] as unknown;
  if (leg === START_LEG && /^(CREATE|UPDATE)_IN_PROGRESS$/.test(event.status)) {
    return 'gate';
  }
  if (leg === LAST_LEG && /^(CREATE|UPDATE)_COMPLETE$/.test(event.status)) {
    return event.properties?.[PoolAccountProperty.SANDBOX_NAMESPACE] === undefined ? 'available' : 'pooled';
  }
  return leg === LAST_LEG && /^(CREATE|UPDATE)_FAILED$/.test(event.status) && !/cancell?ed/i.test(event.reason ?? '') ? 'failed' : undefined;
}
