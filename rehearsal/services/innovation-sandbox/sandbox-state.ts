/** Innovation Sandbox as plain JSON: what of it outlives a rehearsal. All times are epoch milliseconds of virtual time. */

import type { AdministratorAction, SandboxStatus } from '../../world/world';

export interface SandboxState {
  /** Whose it is; absent in what an earlier release wrote, when there was one only. */
  namespace?: string;
  records: SandboxRecord[];
  /** What is to come, at its moment. */
  steps: SandboxStep[];
  /** Cleanings begun so far, by account id: a draw is keyed by their number. */
  readonly cleanings: Record<string, number>;
  /** Until then the queue behind the cleaner, which does one thing at a time, is at work. */
  queueBusyUntil: number;
  /** What the accounts function last read of the secret that tokens are signed with. */
  knownSecret?: { readonly value: string; readonly readAt: number };
  api: ApiState;
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
  /** When the nuke begins, for one that has to wait for its turn. */
  readonly nukesFrom?: number;
  /** Whether not even the queue had room for it. */
  readonly turnedAway?: boolean;
  /** When the nuke ends. */
  readonly nukedAt: number;
  /** When the whole of it ends, cooldown included. */
  readonly endsAt: number;
  readonly ending: 'succeeds' | 'fails' | 'times-out' | 'succeeds-unheard';
  ended: boolean;
}

export interface ApiState {
  /** What the world said when the id was last taken from it. */
  worldId: string;
  id: string;
  /** The id that the policy of the machine client's role names. */
  machineClientId: string;
}

/** Something that happens at its moment. */
export type SandboxStep = { readonly at: number } & (
  | { readonly kind: 'complete-registration'; readonly accountId: string }
  | { readonly kind: 'begin-cleaning'; readonly accountId: string }
  | { readonly kind: 'end-cleaning'; readonly accountId: string; readonly executionArn: string }
  /** The queue has got to the outcome of a cleaning. */
  | { readonly kind: 'settle'; readonly accountId: string; readonly succeeded: boolean }
  | { readonly kind: 'write-record'; readonly accountId: string; readonly status: SandboxStatus }
  | { readonly kind: 'separate'; readonly accountId: string }
  | { readonly kind: 'lease'; readonly accountId: string }
  | { readonly kind: 'end-lease'; readonly accountId: string }
  | { readonly kind: 'move'; readonly accountId: string; readonly to: string }
  | { readonly kind: 'administer'; readonly accountId: string; readonly action: AdministratorAction }
  | { readonly kind: 'scan' }
  | { readonly kind: 'replace-api'; readonly machineClientUpdated: boolean }
);
