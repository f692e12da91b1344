/** Reads the settings of the Innovation Sandboxes that a factory's functions are given. */

import type { Sandbox } from './model';
import { PoolAccountEnvironment, readSandboxes, UnreadableSandboxes } from '../../../src/contract';
import type { SandboxSettings } from '../../../src/contract';
import { AccountFailure } from '../../failures/errors';
import { failureOf } from '../../failures/failures';
import type { Failure } from '../../failures/failures';

/** Parses the variable. Throws AR-BAD-PROPERTY, naming what in it is wrong. */
export function parseSandboxes(json: string | undefined): Readonly<Record<string, SandboxSettings>> {
  try {
    return readSandboxes(json);
  } catch (error) {
    throw error instanceof UnreadableSandboxes ? bad(error.variable, error.value, error.expected) : error;
  }
}

/** The sandbox of that namespace, or a failure if the function knows none. */
export function sandboxOf(namespace: string, sandboxes: Readonly<Record<string, SandboxSettings>> = {}): Sandbox | { readonly kind: 'fail'; readonly failure: Failure } {
  return Object.hasOwn(sandboxes, namespace)
    ? { namespace, ...sandboxes[namespace] }
    : { kind: 'fail', failure: bad(`${PoolAccountEnvironment.SANDBOXES}.${namespace}`, 'missing', 'the settings of the sandbox that an account names').failure };
}

function bad(variable: string, value: string, expected: string): AccountFailure {
  return new AccountFailure(failureOf('AR-BAD-PROPERTY', { name: `environment variable ${variable}`, value, expected }));
}
