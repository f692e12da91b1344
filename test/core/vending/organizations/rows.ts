/** One account on the road through AWS Organizations, and one of everything that can be observed there. */

import type { Aim } from '../../../../core/accounts/attempt';
import type { Creation, MadeAccount, OrganizationsSettings, OrganizationsSituation } from '../../../../core/vending/organizations/model';
import { ACCOUNT_ID, account, at, attempt, HOLDING_UNIT, OWNER } from '../../fixtures';

export const SETTINGS: OrganizationsSettings = { concurrency: 2, roleName: 'Access', holdingOrganizationalUnitId: HOLDING_UNIT, enrolment: 'none' };

/** The time is up after an hour. */
export function moment(aim: Aim = 'confirmed', minutes = 30, changes: Partial<OrganizationsSituation> = {}): OrganizationsSituation {
  return { now: at(minutes), isOver: minutes >= 60, attempt: attempt(aim), settings: SETTINGS, ...changes };
}

/** Requested at 11 minutes, ended at 14. */
export function creation(state: string, changes: Partial<Creation> = {}): Creation {
  return {
    id: 'car-1',
    state,
    requestedAt: at(11).toISOString(),
    ...state === 'IN_PROGRESS' ? {} : { completedAt: at(14).toISOString() },
    ...state === 'SUCCEEDED' ? { accountId: ACCOUNT_ID } : {},
    ...changes,
  };
}

export const failedWith = (failureReason: string, changes: Partial<Creation> = {}) => creation('FAILED', { failureReason, ...changes });

export function made(changes: Partial<MadeAccount> = {}): MadeAccount {
  return { ...account(), owner: OWNER, ...changes };
}

