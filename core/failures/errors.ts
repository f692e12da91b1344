/**
 * The errors that cross the seams of the handlers. Callers branch on the class, never on the text. What an error came of stays attached as its cause, which no
 * log shows by itself: AWS quotes addresses.
 */

import type { Failure, FailureCode, FailureValues } from './failures';
import { maskText, renderFailure } from '../../src/contract';

/** AWS didn't answer, or asked to be asked again: nothing is known, and nothing is wrong with the account. */
export class TransientError extends Error {
  constructor(
    /** 'organizations:ListAccounts' */
    public readonly operation: string,
    /** AWS's own words. */
    public readonly text: string,
    options?: ErrorOptions,
  ) {
    super(`${operation} didn't get through: ${text}`, options);
    this.name = 'TransientError';
  }
}

/** AWS understood the call and refused it. */
export class RefusalError extends Error {
  constructor(
    /** 'servicecatalog:ProvisionProduct' */
    public readonly operation: string,
    /** The exception's name and message, as AWS words them. */
    public readonly text: string,
    options?: ErrorOptions,
  ) {
    super(`${operation} was refused: ${text}`, options);
    this.name = 'RefusalError';
  }
}

/** AWS or Innovation Sandbox refused us, and the adapter knows what that means. */
export class AccessError extends Error {
  constructor(
    /** 'sts:AssumeRole' */
    public readonly operation: string,
    /** What to tell the user. */
    public readonly code: FailureCode,
    public readonly values: FailureValues,
    /** Their own words. */
    public readonly text: string,
    /** Whether it may pass when IAM, a trust policy or a new secret has spread. */
    public readonly passing: boolean,
    options?: ErrorOptions,
  ) {
    super(`${operation} was refused: ${text}`, options);
    this.name = 'AccessError';
  }
}

/**
 * A typed failure on its way to CloudFormation. It has no stack: the reason has room for little, and the text says it all.
 *
 * Lambda logs whatever a function throws, its message and its fields: so all of them are masked, whoever filled them in.
 */
export class AccountFailure extends Error {
  public readonly failure: Failure;

  constructor(failure: Failure) {
    const masked = maskFailure(failure);
    super(renderFailure(masked));
    this.failure = masked;
    this.name = 'AccountFailure';
    this.stack = `${this.name}: ${failure.code}`;
  }
}

function maskFailure(failure: Failure): Failure {
  return {
    ...failure,
    what: maskText(failure.what),
    fix: maskText(failure.fix),
    where: maskText(failure.where),
    ...(failure.awsText === undefined ? {} : { awsText: maskText(failure.awsText) }),
  };
}

/** The code of a typed failure, for logs; undefined for whatever else was thrown. */
export function codeOf(error: unknown): FailureCode | undefined {
  return error instanceof AccountFailure ? error.failure.code : undefined;
}

/** For the default branch of a switch over a union of our own. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value ${JSON.stringify(value)}: a case is missing`);
}
