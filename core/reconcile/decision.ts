/** What every stage can decide besides its own actions and results. */

import { failureOf } from '../failures/failures';
import type { Failure, FailureCode, FailureValues } from '../failures/failures';

/** One more look is needed before anything can be decided. */
export interface LookAt<Look> {
  readonly kind: 'look';
  readonly look: Look;
}

/** Why any account may have to wait: it comes into being; somebody else is at work; AWS fails for what passes; access is spreading. */
export type CommonReason = 'creating' | 'busy' | 'transient' | 'spreading';

/** Nothing to do but look again later. */
export interface Wait<Reason extends string = string> {
  readonly kind: 'wait';
  readonly reason: Reason;
  /** Whether the factory has taken the account up and shows it at the gate. */
  readonly atWork?: boolean;
  /** Who holds the slots that it waits for. */
  readonly holders?: readonly string[];
  /** What AWS said. */
  readonly text?: string;
  /** What it will be called if it doesn't pass. */
  readonly code?: FailureCode;
  /** The same, filled in. */
  readonly failure?: Failure;
}

/** It can't be done. */
export interface Fail {
  readonly kind: 'fail';
  readonly failure: Failure;
}

/** One more look, please. */
export function look<Look>(at: Look): LookAt<Look> {
  return { kind: 'look', look: at };
}

/** Nothing to do now. */
export function wait<Reason extends string>(reason: Reason, more: Omit<Wait<Reason>, 'kind' | 'reason'> = {}): Wait<Reason> {
  return { kind: 'wait', reason, ...more };
}

/** A permanent failure. */
export function fail(code: FailureCode, values: FailureValues, awsText?: string): Fail {
  return { kind: 'fail', failure: failureOf(code, values, awsText) };
}
