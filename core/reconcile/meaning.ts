/** What errors and waits mean for an account. */

import { fail, wait } from './decision';
import type { CommonReason, Fail, Wait } from './decision';
import { classify } from '../failures/classify';
import { RefusalError, TransientError } from '../failures/errors';
import { failureOf } from '../failures/failures';
import type { Failure, FailureCode, FailureValues } from '../failures/failures';

/**
 * A wait if it passes, a failure if it doesn't. Errors that are no port's are rethrown: they are bugs, or bad input. `values` fill in the failure, `isSpreading`
 * says whether what grants us access may still be on its way.
 */
export function meaningOfError(error: unknown, isSpreading: boolean, values: FailureValues): Wait<CommonReason> | Fail {
  if (error instanceof TransientError) {
    return wait('transient', { text: error.text });
  }
  if (!(error instanceof RefusalError)) {
    throw error;
  }
  const verdict = classify(error.text);
  if (verdict.kind === 'busy' || verdict.kind === 'transient') {
    return wait(verdict.kind, { text: error.text });
  }
  const code = verdict.kind === 'unclassified' ? 'AR-CALL-REFUSED' : verdict.code;
  if (verdict.kind === 'spreading' && isSpreading) {
    return wait('spreading', { text: error.text, code });
  }
  return fail(code, { ...values, value: error.operation }, error.text);
}

/** What a wait is called when there is no more time for it: its own failure, or the one of that code. */
export function failureOfWait(waiting: Wait, code: FailureCode, values: FailureValues): Failure {
  const { failure, text } = waiting;
  if (failure === undefined) {
    return failureOf(code, values, text);
  }
  return failure.awsText !== undefined || text === undefined || text.trim() === '' ? failure : { ...failure, awsText: text };
}
