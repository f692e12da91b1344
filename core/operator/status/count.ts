/** What a status comes to. Pure. */

import type { PoolStatus, StatusAccount } from './model';

/** Accounts by what becomes of them. Each counts once. */
export interface StatusCounts {
  /** There, as they were deployed. */
  readonly ready: number;
  readonly onTheirWay: number;
  /** Their turn has not come. */
  readonly waiting: number;
  readonly failed: number;
  /** There when they were deployed, and not as they were any more. */
  readonly decayed: number;
  /** Neither there nor on their way, and no deployment runs. */
  readonly undone: number;
  readonly unseen: number;
}

/** Counts. */
export function countsOf(accounts: readonly StatusAccount[]): StatusCounts {
  const kinds = accounts.map(kindOf);
  const of = (kind: keyof StatusCounts) => kinds.filter(each => each === kind).length;
  return {
    ready: of('ready'),
    onTheirWay: of('onTheirWay'),
    waiting: of('waiting'),
    failed: of('failed'),
    decayed: of('decayed'),
    undone: of('undone'),
    unseen: of('unseen'),
  };
}

function kindOf({ step, decay, isDeployed }: StatusAccount): keyof StatusCounts {
  if (decay.length > 0) {
    return 'decayed';
  }
  switch (step) {
    case 'failed':
    case 'undone':
    case 'unseen':
    case 'decayed':
      return step;
    case 'queued':
      return 'waiting';
    case 'available':
    case 'pooled':
    case 'leased':
      return 'ready';
    case 'gate':
    case 'requested':
    case 'busy':
    case 'failing':
    case 'clearing':
    case 'creating':
    case 'enrolling':
    case 'made':
    case 'entered':
    case 'registered':
    case 'quarantined':
    // A deployed account is cleaned after each lease.
    case 'cleaning':
      return isDeployed ? 'ready' : 'onTheirWay';
  }
}

/** Whether nobody has to do anything: no account failed or decayed, and no operation ended otherwise than it should. */
export function isFine({ accounts, stacks }: PoolStatus): boolean {
  const { failed, decayed, undone } = countsOf(accounts);
  return failed + decayed + undone === 0 && stacks.every(({ status, running }) => running || /^(CREATE|UPDATE|IMPORT)_COMPLETE$/.test(status));
}
