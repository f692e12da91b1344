/** What a request that failed means for the next one. */

import type { Creation, OrganizationsLook } from './model';
import type { Question } from './question';
import { verdictOf } from './reasons';
import { isRested, spanOf } from './timing';
import { isLeftover } from '../../accounts/attempt';
import { fail, look, wait } from '../../reconcile/decision';
import type { CommonReason, Fail, LookAt, Wait } from '../../reconcile/decision';
import { isAbsenceProven, scanSince } from '../control-tower/timing';

/** 'taken': the address has an account that shows. undefined: nothing stands in the way of another request. */
export function failedCreation(
  { desired, observed: { addressee }, situation: { attempt, now } }: Question<unknown>, creation: Creation,
): LookAt<OrganizationsLook> | Wait<CommonReason> | Fail | 'taken' | undefined {
  if (isLeftover({ createdAt: creation.requestedAt }, attempt) || !attempt.mayRequest) {
    return undefined;
  }
  const { failureReason: reason } = creation;
  const verdict = verdictOf(reason);
  switch (verdict.kind) {
    case 'busy':
    case 'transient':
      return isRested(creation, attempt, now) ? undefined : wait(verdict.kind, { text: reason });
    case 'permanent':
      return fail(verdict.code, { name: desired.name, status: reason ?? 'no reason' }, reason);
    case 'address': {
      const span = spanOf(creation);
      if (addressee === undefined) {
        return look({ at: 'addressee', notOlderThan: scanSince(span, now) });
      }
      if (addressee !== null) {
        return 'taken';
      }
      // Another request of ours may have brought it about, and not show yet.
      return isAbsenceProven(span, now) ? fail('AR-EMAIL-IN-USE', { name: desired.name, accountId: 'in no place that shows here' }, reason) : wait('creating', { text: reason });
    }
  }
}
