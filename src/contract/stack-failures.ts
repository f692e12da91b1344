/** Failures that no code of ours words, because none was asked: what CloudFormation, Lambda and the Provider framework say instead. */

import type { FailureParts } from './failure-form';

/** A failure that is known by what a stack says of it. */
export interface StackFailureKind extends Omit<FailureParts, 'code' | 'awsText'> {
  /** Recognises AWS's words. */
  readonly pattern: RegExp;
  /** Such words. */
  readonly example: string;
}

/** By its code. */
export const STACK_FAILURES = {
  'AR-INVOKE-THROTTLED': {
    pattern: /^(TooManyRequestsException|ThrottlingException): /,
    example: 'TooManyRequestsException: Rate Exceeded.',
    what: 'Lambda had no room to run a function of the stack, and kept refusing it.',
    fix: 'free some of the Lambda quota "Concurrent executions" of the account and region, or raise it (a new account has as few as ten), and deploy again.',
    where: 'As the last step left it.',
    safeToDeployAgain: true,
  },
  'AR-FUNCTION-ENDED': {
    pattern: /\bError: (Runtime exited\b|Task timed out\b)|^\S+ \S+ Task timed out after /,
    example: 'RequestId: 6f2a1c1e-5b0e-4f0a-9d3e-0c6b4f6f1a55 Error: Runtime exited with error: signal: killed',
    what: 'Lambda ended a function of the stack while it was at work.',
    fix: 'deploy again: the next deployment looks where the account is, and goes on from there; if it happens again, see the log of the function that the stack names, and whether its memory or timeout was changed.',
    where: 'As the last step left it.',
    safeToDeployAgain: true,
  },
  'AR-NO-ANSWER': {
    pattern: /^CloudFormation did not receive a response from your Custom Resource/,
    example: 'CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId [6f2a1c1e-5b0e-4f0a-9d3e-0c6b4f6f1a55].',
    what: 'CloudFormation waited for an answer to a resource of the stack until the time of that resource was up, and none came.',
    fix: 'deploy again: the next deployment looks where the account is, and goes on from there; if it happens again, see the logs of the functions of the provider that the stack names: they may not run at all, or have no way to CloudFormation (a VPC without a route to Amazon S3, a key that their role may not use).',
    where: 'As the last step left it.',
    safeToDeployAgain: true,
  },
  'AR-SERVICE-UNAVAILABLE': {
    pattern: /^(ServiceUnavailable(Exception)?|ServiceException|Internal(Service|Server)(Exception|Error)|Internal(Failure|Error)|RequestTimeout(Exception)?|TimeoutError): /,
    example: 'ServiceException: An error occurred and the request cannot be processed.',
    what: 'AWS could not run a function or a waiter of the stack, and kept failing.',
    fix: 'wait until the AWS Health Dashboard shows AWS Lambda and AWS Step Functions in order in this region, and deploy again.',
    where: 'As the last step left it.',
    safeToDeployAgain: true,
  },
  'AR-SERVICE-TOKEN': {
    pattern: /^Modifying service token is not allowed/,
    example: 'Modifying service token is not allowed.',
    what: 'CloudFormation lets no account that is deployed change its source.',
    fix: 'give the AccountFactory its former construct id and place; or remove the account from the app, deploy, and declare it again with the new source: it is kept meanwhile, and found by its name.',
    where: 'Untouched, where it was.',
    safeToDeployAgain: true,
  },
} as const satisfies Record<string, StackFailureKind>;

/** A code of these. */
export type StackFailureCode = keyof typeof STACK_FAILURES;

/** All codes, in the table's order. A function, so that bundles without it have nothing of the table. */
export function stackFailureCodes(): StackFailureCode[] {
  return Object.keys(STACK_FAILURES) as StackFailureCode[];
}

/** The failure that AWS's words stand for; undefined for words that are not known. */
export function stackFailureOf(text: string): FailureParts | undefined {
  const code = stackFailureCodes().find(candidate => STACK_FAILURES[candidate].pattern.test(text));
  if (code === undefined) {
    return undefined;
  }
  const { what, fix, where, safeToDeployAgain } = STACK_FAILURES[code];
  return { code, what, fix, where, safeToDeployAgain, awsText: text };
}
