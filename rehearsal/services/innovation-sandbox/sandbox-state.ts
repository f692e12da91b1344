/** Innovation Sandbox as plain JSON: what of it outlives a rehearsal. All times are epoch milliseconds of virtual time. */

import { SandboxStatus } from '../../world/world';

export interface SandboxState {
  records: SandboxRecord[];
  /** Of the StackSet that puts a role into each account below the pool. */
  instances: StackInstanceState[];
  /** What is to come, at its moment. */
  steps: SandboxStep[];
  /** Cleanings begun so far, by account id: a draw is keyed by their number. */
  readonly cleanings: Record<string, number>;
  /** Until then the queue behind the cleaner, which does one thing at a time, is at work. */
  queueBusyUntil: number;
  readonly secret: SecretState;
  api: ApiState;
  billingViews: BillingViewState[];
}

/** What Innovation Sandbox knows of an account. */
export interface SandboxRecord {
  readonly accountId: string;
  readonly name: string;
  readonly email: string;
  status: SandboxStatus;
  driftAtLastScan: boolean;
  readonly createdAt: number;
  editedAt: number;
  /** The last cleaning that got as far as the record. */
  cleaning?: CleaningState;
  lastCleanedAt?: number;
}

export interface CleaningState {
  readonly executionArn: string;
  readonly startedAt: number;
  /** When the nuke ends. */
  readonly nukedAt: number;
  /** When the whole of it ends, cooldown included. */
  readonly endsAt: number;
  readonly ending: 'succeeds' | 'fails' | 'times-out' | 'succeeds-unheard';
  ended: boolean;
}

export interface StackInstanceState {
  readonly accountId: string;
  /** Until then there is none. */
  readonly visibleFrom: number;
  /** From then on it is CURRENT, or has failed. */
  readonly settledFrom: number;
  readonly failure?: string;
}

export interface SecretState {
  value: string;
  version: number;
  rotatedAt: number;
  /** What the accounts function last read. */
  cached?: { readonly value: string; readonly readAt: number };
}

export interface ApiState {
  /** What the world said when the id was last taken from it. */
  worldId: string;
  id: string;
  /** The id that the policy of the machine client's role names. */
  machineClientId: string;
}

export interface BillingViewState {
  readonly arn: string;
  filter: BillingFilter;
  updatedAt: number;
  /** Writes of the competing writer that are still to come. */
  competing: number;
}

/** `Expression` of the Billing API. */
export interface BillingFilter {
  dimensions?: { readonly key: string; readonly values: readonly string[] };
  [key: string]: unknown;
}

/** Something that happens at its moment. */
export type SandboxStep = { readonly at: number } & (
  | { readonly kind: 'begin-cleaning'; readonly accountId: string }
  | { readonly kind: 'end-cleaning'; readonly accountId: string; readonly executionArn: string }
  /** The queue has got to the outcome of a cleaning. */
  | { readonly kind: 'settle'; readonly accountId: string; readonly succeeded: boolean }
  | { readonly kind: 'write-record'; readonly accountId: string; readonly status: SandboxStatus }
  | { readonly kind: 'separate'; readonly accountId: string }
  | { readonly kind: 'lease'; readonly accountId: string }
  | { readonly kind: 'move'; readonly accountId: string; readonly to: string }
  | { readonly kind: 'scan' }
  | { readonly kind: 'rotate-secret' }
  | { readonly kind: 'replace-api'; readonly machineClientUpdated: boolean }
  | { readonly kind: 'compete-read'; readonly arn: string }
  | { readonly kind: 'compete-write'; readonly arn: string; readonly filter: BillingFilter }
);
