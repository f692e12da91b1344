/** Reads the factory's settings out of the environment of the functions. */

import { AccountFailure } from '../../core/failures/errors';
import { failureOf } from '../../core/failures/failures';
import type { PoolAccountSettings } from '../../core/pool-account/decide-pool-account';
import { parseSandboxes } from '../../core/registration/innovation-sandbox/sandboxes';
import { isConcurrency, MAX_CONCURRENCY, PERSON_NAME_PATTERN, PoolAccountEnvironment, UNIT_ID_PATTERN, USER_EMAIL_PATTERN } from '../../src/contract';

const PERSON_NAME = '1 to 128 characters';

/** The environment of a function. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The value of a variable that must be there. The message names it. */
export function requireEnv(environment: Environment, name: string): string {
  const value = environment[name];
  if (value === undefined || value === '') {
    throw bad(name, 'missing', 'a value');
  }
  return value;
}

/** Parses the environment of the pool-account functions. */
export function parseEnvironment(environment: Environment): PoolAccountSettings {
  const concurrency = requireEnv(environment, PoolAccountEnvironment.CONCURRENCY);
  if (!/^[0-9]+$/.test(concurrency) || !isConcurrency(Number(concurrency))) {
    throw bad(PoolAccountEnvironment.CONCURRENCY, `'${concurrency}'`, `a whole number from 1 to ${MAX_CONCURRENCY}`);
  }
  const packageVersion = environment[PoolAccountEnvironment.PACKAGE_VERSION];
  return {
    productId: requireEnv(environment, PoolAccountEnvironment.PRODUCT_ID),
    holdingOrganizationalUnitId: matching(environment, PoolAccountEnvironment.HOLDING_ORGANIZATIONAL_UNIT_ID, UNIT_ID_PATTERN, 'the id of an organizational unit (ou-abcd-11112222)'),
    ssoUser: {
      email: matching(environment, PoolAccountEnvironment.SSO_USER_EMAIL, USER_EMAIL_PATTERN, 'an e-mail address'),
      firstName: matching(environment, PoolAccountEnvironment.SSO_USER_FIRST_NAME, PERSON_NAME_PATTERN, PERSON_NAME),
      lastName: matching(environment, PoolAccountEnvironment.SSO_USER_LAST_NAME, PERSON_NAME_PATTERN, PERSON_NAME),
    },
    concurrency: Number(concurrency),
    sandboxes: parseSandboxes(environment[PoolAccountEnvironment.SANDBOXES]),
    ...(packageVersion === undefined || packageVersion === '' ? {} : { packageVersion }),
  };
}

function matching(environment: Environment, name: PoolAccountEnvironment, pattern: RegExp, expected: string): string {
  const value = requireEnv(environment, name);
  if (!pattern.test(value)) {
    throw bad(name, `'${value}'`, expected);
  }
  return value;
}

function bad(name: string, value: string, expected: string): AccountFailure {
  return new AccountFailure(failureOf('AR-BAD-PROPERTY', { name: `environment variable ${name}`, value, expected }));
}
