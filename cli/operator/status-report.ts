/** A status for programs. Its form is in status.schema.json. Pure. */

import type { Unseen } from '../../core/operator/snapshot';
import type { StatusCounts } from '../../core/operator/status/count';
import { countsOf } from '../../core/operator/status/count';
import type { PoolStatus } from '../../core/operator/status/model';

/** The version of the form. */
export const STATUS_VERSION = 1;

export interface StatusReport extends PoolStatus {
  readonly version: typeof STATUS_VERSION;
  readonly counts: StatusCounts;
  readonly unseen: readonly Unseen[];
}

/** The report. */
export function statusReport(status: PoolStatus, unseen: readonly Unseen[]): StatusReport {
  return { version: STATUS_VERSION, counts: countsOf(status.accounts), ...status, unseen };
}
