/** Rows of the table of failures that only accounts meet which AWS Organizations makes, without Account Factory. */

import { NOT_KNOWN, NOTHING_CREATED } from './failure-kind';
import type { FailureKind } from './failure-kind';

export const ORGANIZATIONS = {
  'AR-CREATION-FAILED': {
    what: 'AWS Organizations failed to create it for a reason that is not known here ({status}).',
    fix: 'ask AWS Support what the reason means, remove its cause, and deploy again.',
    where: NOTHING_CREATED,
  },
  'AR-CREATION-WAITING': {
    what: 'its time is up and it was never its turn: as many accounts as may be were being created, by {value}.',
    fix: 'deploy again when others are done, or raise concurrency, up to the five that AWS Organizations creates at a time.',
    where: 'Not requested yet.',
  },
  'AR-CREATION-RUNNING': {
    what: 'its time is up and AWS Organizations is still creating it.',
    fix: 'deploy again: the next deployment goes on with the same request; if that never ends, ask AWS Support.',
    where: 'Being created by AWS Organizations.',
    accountMayExist: true,
  },
  'AR-AUTO-ENROLMENT-OFF': {
    what: 'it is to be enrolled in Control Tower by the move to its unit, and no move enrols an account: {status}.',
    fix: 'turn on automatic enrolment in the settings of the landing zone (version 3.1 or later) and register the holding unit with Control Tower, or leave out enrolment; then deploy again.',
    where: NOTHING_CREATED,
    scope: 'organization',
  },
  'AR-ENROLMENT-FAILED': {
    what: 'Control Tower failed to enrol account {accountId}.',
    fix: 'look at the account in the Control Tower console, remove the cause that it names, have the organizational unit registered again there, and deploy again.',
    where: NOT_KNOWN,
    accountMayExist: true,
  },
  'AR-ENROLMENT-RUNNING': {
    what: 'its time is up and Control Tower has not enrolled account {accountId} yet.',
    fix: 'deploy again in a while; if nothing happens, look at the account in the Control Tower console and have its organizational unit registered again there.',
    where: NOT_KNOWN,
    accountMayExist: true,
  },
} as const satisfies Record<string, FailureKind>;
