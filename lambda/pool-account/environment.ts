/** Reads the factory's settings out of the environment of the functions. */

import { AccountFailure } from '../../core/failures/errors';
import { failureOf } from '../../core/failures/failures';
import type { PoolAccountSettings } from '../../core/pool-account/decide-pool-account';
import { parseSandboxes } from '../../core/registration/innovation-sandbox/sandboxes';
import { MAX_CONCURRENCY, PoolAccountEnvironment } from '../../src/contract';

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
  if (!/^[0-9]+$/.test(concurrency) || Number(concurrency) < 1 || Number(concurrency) > MAX_CONCURRENCY) {
    throw bad(PoolAccountEnvironment.CONCURRENCY, `'${concurrency}'`, `a whole number from 1 to ${MAX_CONCURRENCY}`);
  }
  const packageVersion = environment[PoolAccountEnvironment.PACKAGE_VERSION];
  return {
    productId: requireEnv(environment, PoolAccountEnvironment.PRODUCT_ID),
    holdingOrganizationalUnitId: requireEnv(environment, PoolAccountEnvironment.HOLDING_ORGANIZATIONAL_UNIT_ID),
    ssoUser: {
      email: requireEnv(environment, PoolAccountEnvironment.SSO_USER_EMAIL),
      firstName: requireEnv(environment, PoolAccountEnvironment.SSO_USER_FIRST_NAME),
      lastName: requireEnv(environment, PoolAccountEnvironment.SSO_USER_LAST_NAME),
    },
    concurrency: Number(concurrency),
    sandboxes: parseSandboxes(environment[PoolAccountEnvironment.SANDBOXES]),
    ...(packageVersion === undefined || packageVersion === '' ? {} : { packageVersion }),
  };
}

function bad(name: string, value: string, expected: string): AccountFailure {
  return new AccountFailure(failureOf('AR-BAD-PROPERTY', { name: `environment variable ${name}`, value, expected }));
}
