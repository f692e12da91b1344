/** Reads the factory's settings out of the environment of the functions. */

import type { PoolAccountSettings } from '../../core/pool-account/decide-pool-account';
import { parseSandboxes } from '../../core/registration/innovation-sandbox/sandboxes';
import { isConcurrency, MAX_CONCURRENCY, PERSON_NAME_PATTERN, PoolAccountEnvironment, UNIT_ID_PATTERN, USER_EMAIL_PATTERN } from '../../src/contract';
import { badVariable, requireEnv } from '../shared/environment';
import type { Environment } from '../shared/environment';

const PERSON_NAME = '1 to 128 characters';

/** Parses the environment of the pool-account functions. */
export function parseEnvironment(environment: Environment): PoolAccountSettings {
  const concurrency = requireEnv(environment, PoolAccountEnvironment.CONCURRENCY);
  if (!/^[0-9]+$/.test(concurrency) || !isConcurrency(Number(concurrency))) {
    throw badVariable(PoolAccountEnvironment.CONCURRENCY, `'${concurrency}'`, `a whole number from 1 to ${MAX_CONCURRENCY}`);
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
    throw badVariable(name, `'${value}'`, expected);
  }
  return value;
}
