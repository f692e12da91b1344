/** What the rows of the table look at. */

import type { OrganizationsObserved, OrganizationsSituation } from './model';
import type { DesiredAccount } from '../../accounts/account';
import type { NextStage } from '../control-tower/decide-account';

/** One account, and all that is known when something is decided about it. */
export interface Question<D> {
  readonly desired: DesiredAccount;
  readonly observed: OrganizationsObserved;
  readonly situation: OrganizationsSituation;
  /** undefined for an account that is vended only. */
  readonly next: NextStage<D> | undefined;
}
