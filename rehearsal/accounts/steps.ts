/** The steps of an account's way, and what each event of a rehearsal means to the account that it happens to. Pure. */

import { POOL_ACCOUNT_TYPE, PoolAccountProperty, LAST_LEG, START_LEG } from '../../src/contract';
import type { StackEvent } from '../cloudformation/cloud-formation';
import type { OrganizationEvent } from '../services/events';

/** Where an account is on its way. */
export type Step =
  /** Its turn has not come. */
  | 'queued'
  /** It waits for a free slot of the factory. */
  | 'gate'
  | 'requested'
  /** The factory had no slot for it after all. */
  | 'busy'
  | 'failing'
  /** A failed attempt is removed. */
  | 'clearing'
  | 'creating'
  /** It exists in AWS Organizations, and Control Tower takes it into its care. */
  | 'enrolling'
  /** All that was asked for, as it goes into no pool. */
  | 'available'
  /** AVAILABLE in Control Tower, and on its way to Innovation Sandbox. */
  | 'made'
  /** In Innovation Sandbox's unit Entry. */
  | 'entered'
  | 'registered'
  /** The registration failed. */
  | 'unregistered'
  | 'cleaning'
  /** The cleaning failed. */
  | 'uncleaned'
  | 'quarantined'
  /** Available in the pool. */
  | 'pooled'
  | 'leased'
  /** Given up. */
  | 'failed';

/** A step as the report tells it: it lasts until the next one. */
export interface ReportStep {
  /** Seconds since the run began. */
  readonly at: number;
  readonly step: Step;
  /** AWS's words, where something went wrong. */
  readonly says: string | null;
}

/** Something that happened to a stack or in the organization. */
export type Happening =
  | { readonly kind: 'stack'; readonly event: StackEvent }
  | { readonly kind: 'organization'; readonly event: OrganizationEvent };

/** What an event means to an account. */
export interface Move {
  readonly account: string;
  /** Undefined where it stays as it is. */
  readonly step: Step | undefined;
  /** Whether it is to be registered with Innovation Sandbox; undefined where the event doesn't tell. */
  readonly sandbox?: boolean;
}

/** How a move into the pool ends. */
const ENTRY = 'Entry';

/** What happened to which account; undefined if to none. */
export function moveOf(happening: Happening): Move | undefined {
  if (happening.kind === 'organization') {
    return { account: happening.event.account, step: stepOfOrganization(happening.event) };
  }
  const { event } = happening;
  return event.type === POOL_ACCOUNT_TYPE
    ? {
      account: String(event.properties?.[PoolAccountProperty.ACCOUNT_NAME]),
      step: stepOfLeg(event),
      sandbox: event.properties?.[PoolAccountProperty.SANDBOX_NAMESPACE] !== undefined,
    }
    : undefined;
}

/** The step that an account takes; undefined if it stays where it stands. */
export function stepTaken(step: Step | undefined, standing: { readonly step: Step; readonly sandbox: boolean }): Step | undefined {
  // The last leg begins long after the account was asked for: only the first may say that it waits.
  if (step === 'gate' && standing.step !== 'queued') {
    return undefined;
  }
  // What ends the way of an account that is only vended is a stop on the way of one that goes on to Innovation Sandbox.
  return step === 'available' && standing.sandbox ? 'made' : step;
}

/** The ways of all accounts, step by step. */
export class Ways {
  private readonly ways = new Map<string, { sandbox: boolean; readonly steps: ReportStep[] }>();

  public take(happening: Happening): void {
    const move = moveOf(happening);
    if (!move) {
      return;
    }
    const way = this.ways.get(move.account) ?? { sandbox: false, steps: [] };
    this.ways.set(move.account, way);
    way.sandbox = move.sandbox ?? way.sandbox;
    const before = way.steps.at(-1)?.step ?? 'queued';
    const step = stepTaken(move.step, { step: before, sandbox: way.sandbox });
    if (step !== undefined && step !== before) {
      way.steps.push({ at: Math.round(happening.event.at), step, says: wordsOf(happening) });
    }
  }

  /** By the account's name. */
  public steps(): Readonly<Record<string, readonly ReportStep[]>> {
    return Object.fromEntries([...this.ways].map(([name, { steps }]) => [name, steps]));
  }
}

function wordsOf(happening: Happening): string | null {
  if (happening.kind === 'stack') {
    return null;
  }
  switch (happening.event.kind) {
    case 'failed':
    case 'registration-failed':
    case 'cleaning-failed':
    case 'quarantined': return happening.event.detail ?? null;
    default: return null;
  }
}

function stepOfOrganization({ kind, detail }: OrganizationEvent): Step | undefined {
  switch (kind) {
    case 'provision-accepted':
    case 'update-accepted': return 'requested';
    case 'busy': return 'busy';
    case 'creating':
    case 'create-accepted': return 'creating';
    case 'account-created': return 'enrolling';
    case 'account-made':
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
    case 'enrolled':
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
