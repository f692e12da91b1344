/**
 * Reads what a stack says about a resource that failed.
 *
 * Our handlers fail in the form of src/contract/failure-form.ts, which CloudFormation and the Provider framework wrap into words of their own:
 *
 *     Received response status [FAILED] from custom resource. Message returned: AR-CODE: what happened. ...
 *
 *     Logs: /aws/lambda/...
 *
 * What else CloudFormation and Lambda say is known by its words, or told as it stands, without the stack trace behind it.
 */

import { parseFailure } from './failure-form';
import { stackFailureOf } from './stack-failures';

/** Why something failed, and the way out. */
export interface ReportError {
  /** A code of docs/errors.md; 'UNEXPECTED' if the reason isn't one of ours. */
  readonly code: string;
  readonly what: string;
  readonly fix: string;
  /** Where the account is now; null if the reason doesn't say. */
  readonly where: string | null;
  /** Whether deploying again does no harm; null if the reason doesn't say. */
  readonly safeToDeployAgain: boolean | null;
  /** AWS's own words. */
  readonly awsSays: string | null;
}

/** What CloudFormation puts before the words of a custom resource. */
const WRAPPING = /^Received response status \[FAILED\] from custom resource\. Message returned: /;

/** The reason of a failed resource in parts. */
export function readFailure(reason: string): ReportError {
  const words = reason.replace(WRAPPING, '').split(/\n\n|\n\s+at /)[0].replace(/\s+/g, ' ').trim();
  const failure = parseFailure(reason) ?? stackFailureOf(words);
  if (failure) {
    const { code, what, fix, where, safeToDeployAgain, awsText } = failure;
    return { code, what, fix, where, safeToDeployAgain, awsSays: awsText?.trim() ?? null };
  }
  return {
    code: 'UNEXPECTED',
    what: words || 'the stack gives no reason',
    fix: 'remove the cause that the reason names, and deploy again; if it names none, look at the events of the stack',
    where: null,
    safeToDeployAgain: null,
    awsSays: null,
  };
}

/** A resource that failed only because another one did. */
export function isCancellation(reason: string): boolean {
  return /^Resource (creation|update|deletion) cancell?ed/i.test(reason);
}
