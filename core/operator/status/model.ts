/** What `status` tells: how a pool stands at one moment. Times are ISO 8601, by AWS's clock. */

import type { ReportError } from '../../../src/contract';

/** Where an account is on its way, as far as reads show it. The words are those of a rehearsal; the last three are of real organizations alone. */
export type StatusStep =
  | 'queued' | 'gate' | 'requested' | 'busy' | 'failing' | 'clearing' | 'creating' | 'enrolling' | 'available' | 'made' | 'entered' | 'registered'
  | 'cleaning' | 'quarantined' | 'pooled' | 'leased' | 'failed'
  /** It is neither there nor on its way, and no deployment runs. */
  | 'undone'
  /** It was there when it was deployed, and isn't any more, or isn't where it belongs. */
  | 'decayed'
  /** The reads that would tell were refused. */
  | 'unseen';

/** A moment of an account's way. */
export interface WayStep {
  readonly at: string;
  readonly step: StatusStep;
  /** AWS's words, where something went wrong. */
  readonly says: string | null;
}

/** What became of an account since it was deployed. */
export type DecayKind =
  /** Not in the organization any more. */
  | 'gone'
  /** Closed, suspended, or about to be. */
  | 'closed'
  | 'quarantined'
  /** Taken out of the pool by Innovation Sandbox. */
  | 'ejected'
  /** Stands in a unit that isn't of the pool. */
  | 'moved'
  | 'renamed'
  /** Has another e-mail address. */
  | 'readdressed'
  /** Its product was terminated: Control Tower doesn't care for it any more. */
  | 'unenrolled'
  /** Its product is TAINTED or in ERROR. */
  | 'tainted'
  /** In a unit of the pool, and Innovation Sandbox has no record of it, or another status than the unit stands for. */
  | 'unrecorded';

export interface Decay {
  readonly kind: DecayKind;
  /** One sentence, without a full stop. */
  readonly what: string;
  readonly fix: string;
}

export interface StatusAccount {
  readonly stack: string;
  readonly name: string;
  readonly accountId: string | null;
  readonly step: StatusStep;
  /** Whether its stack holds it, complete. */
  readonly isDeployed: boolean;
  /** When its turn came in the operation that runs or ran last; null for an account that had no part in it. */
  readonly startedAt: string | null;
  /** When it came to rest in that operation; null while something is going on, and for one that had no part. */
  readonly endedAt: string | null;
  /** From one to the other, or to now. */
  readonly minutes: number | null;
  /** The name of the unit that it stands in, or its id. */
  readonly unit: string | null;
  /** The Innovation Sandbox that it belongs to; null if it is vended only. */
  readonly sandbox: string | null;
  /** What its record says where that was read, else what the unit stands for. */
  readonly sandboxStatus: string | null;
  /** What failed, as the table of failures says it. */
  readonly error: ReportError | null;
  /** What AWS said last of an attempt that failed and goes on. */
  readonly says: string | null;
  readonly decay: readonly Decay[];
  readonly steps: readonly WayStep[];
}

export interface StatusStack {
  readonly name: string;
  /** CloudFormation's; 'absent' for one that isn't there. */
  readonly status: string;
  readonly reason: string | null;
  /** Whether an operation runs. */
  readonly running: boolean;
  /** When the operation that runs or ran last began. */
  readonly startedAt: string | null;
  readonly minutes: number | null;
}

export interface SlotHolder {
  readonly kind: 'product' | 'enrolment';
  /** The name of a product, or the id of an account or unit that is enrolled. */
  readonly name: string;
  /** The owner that its tag names, or the role that asked for it; null if nothing tells. */
  readonly by: string | null;
  readonly ours: boolean;
  readonly since: string | null;
}

export interface StatusSlots {
  /** How many operations the factory carries out at a time; null if the quota couldn't be read. */
  readonly quota: number | null;
  /** null if neither products nor enrolments could be read. */
  readonly used: number | null;
  readonly holders: readonly SlotHolder[];
  /** The operation on the landing zone, while which the factory is busy. */
  readonly landingZone: string | null;
}

export interface PoolStatus {
  readonly takenAt: string;
  readonly organizationId: string | null;
  readonly accountId: string;
  readonly region: string;
  readonly stacks: readonly StatusStack[];
  readonly accounts: readonly StatusAccount[];
  readonly slots: StatusSlots;
}
