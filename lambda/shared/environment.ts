/** Variables that a function must find in its environment. */

import { AccountFailure } from '../../core/failures/errors';
import { failureOf } from '../../core/failures/failures';

/** The environment of a function. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The value of a variable that must be there. The message names it. */
export function requireEnv(environment: Environment, name: string): string {
  const value = environment[name];
  if (value === undefined || value === '') {
    throw badVariable(name, 'missing', 'a value');
  }
  return value;
}

/** What a function fails with whose variable isn't what it must be. */
export function badVariable(name: string, value: string, expected: string): AccountFailure {
  return new AccountFailure(failureOf('AR-BAD-PROPERTY', { name: `environment variable ${name}`, value, expected }));
}
