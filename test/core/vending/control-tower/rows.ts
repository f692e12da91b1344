/** Tables of what is observed and what is decided on it. */

import type { DesiredAccount } from '../../../../core/accounts/account';
import type { Aim } from '../../../../core/accounts/attempt';
import { decidePoolAccount } from '../../../../core/pool-account/decide-pool-account';
import type { PoolAccountDecision as Decision, PoolAccountObserved as Observed, PoolAccountSituation as Moment } from '../../../../core/pool-account/decide-pool-account';
import { desired, moment, whole } from '../../fixtures';

/** One observation and what is decided on it. */
export interface Row {
  readonly row: string;
  readonly observed: Observed;
  readonly wanted?: Partial<DesiredAccount>;
  readonly aim?: Aim;
  readonly when?: Moment;
  readonly expected: unknown;
}

/** What is decided. */
export function decide({ observed, wanted, aim = 'confirmed', when }: Row): Decision {
  return whole(decidePoolAccount(desired(wanted), observed, when ?? moment(aim)));
}

export const failing = (code: string, more: object = {}) => expect.objectContaining({ kind: 'fail', failure: expect.objectContaining({ code, ...more }) });
export const waiting = (reason: string, more: object = {}) => expect.objectContaining({ kind: 'wait', reason, ...more });
export const looking = (more: object) => ({ kind: 'look', look: expect.objectContaining(more) });
