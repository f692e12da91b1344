/** The stack of a pool, as growth sees it: whether it is settled, how large the pool is, and what of it failed. */

/** What is read of the stack. */
export interface PoolStack {
  /** UPDATE_COMPLETE */
  readonly status: string;
  /** The value of the pool's parameter; undefined if the stack has none of that name. */
  readonly size?: string;
  /** When its last operation began, or it was made. */
  readonly operationAt: Date;
  /** When something of it changed last; undefined while an operation runs. */
  readonly changedAt?: Date;
  /** Accounts that failed, by their names, or by their logical ids where CloudFormation knows no name. */
  readonly failedAccounts: readonly string[];
  /** Those of them that failed for nothing but their time: they cool down, and will be Available without anybody's doing. */
  readonly coolingDown?: readonly string[];
  /** Logical ids of whatever else failed. */
  readonly otherFailures: readonly string[];
}

/** What an update is asked to be. */
export interface GrowthUpdate {
  readonly parameter: string;
  readonly size: number;
  /** The same for the same entry of the ledger, so that a doubled call is one update. */
  readonly token: string;
}

/** The stack of one pool. Throws a TransientError if CloudFormation didn't answer, and a RefusalError if it said no. */
export interface PoolStackPort {
  /** Null if there is no such stack. */
  read(): Promise<PoolStack | null>;
  /** Changes the one parameter and nothing else. 'busy': another operation was faster. */
  grow(update: GrowthUpdate): Promise<'begun' | 'busy'>;
}

/** How a stack stands. */
export type Standing =
  | { readonly kind: 'settled' }
  /** An operation runs, ours or somebody's. */
  | { readonly kind: 'busy' }
  /** Nothing but a person brings it on. `fix` says how. */
  | { readonly kind: 'stuck'; readonly fix: string };

const DEPLOY = 'deploy the stack of the pool until it is complete';

/** How a stack with this status stands. */
export function standingOf({ status, otherFailures }: Pick<PoolStack, 'status' | 'otherFailures'>): Standing {
  switch (status) {
    case 'CREATE_COMPLETE':
    case 'UPDATE_COMPLETE':
    case 'UPDATE_ROLLBACK_COMPLETE':
    case 'IMPORT_COMPLETE':
    case 'IMPORT_ROLLBACK_COMPLETE':
      return { kind: 'settled' };
    case 'UPDATE_FAILED':
      return otherFailures.length === 0 ? { kind: 'settled' } : { kind: 'stuck', fix: `repair ${otherFailures.join(', ')}, which failed beside the accounts, and ${DEPLOY}` };
    case 'CREATE_IN_PROGRESS':
    case 'UPDATE_IN_PROGRESS':
    case 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS':
    case 'ROLLBACK_IN_PROGRESS':
    case 'UPDATE_ROLLBACK_IN_PROGRESS':
    case 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS':
    case 'IMPORT_IN_PROGRESS':
    case 'IMPORT_ROLLBACK_IN_PROGRESS':
      return { kind: 'busy' };
    case 'UPDATE_ROLLBACK_FAILED':
    case 'IMPORT_ROLLBACK_FAILED':
      return { kind: 'stuck', fix: `continue the rollback in the CloudFormation console (Stack actions, Continue update rollback), and ${DEPLOY}` };
    case 'CREATE_FAILED':
    case 'REVIEW_IN_PROGRESS':
      return { kind: 'stuck', fix: DEPLOY };
    case 'ROLLBACK_COMPLETE':
    case 'ROLLBACK_FAILED':
    case 'DELETE_IN_PROGRESS':
    case 'DELETE_FAILED':
    case 'DELETE_COMPLETE':
      return { kind: 'stuck', fix: 'deploy the pool anew, or remove its growth with it' };
    default:
      return { kind: 'stuck', fix: 'look at the stack in the CloudFormation console; if the status is new to AWS, upgrade this library' };
  }
}
