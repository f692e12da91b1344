/** The types of the accounts' properties, for whom no compiler checks them. */

import type { AccountOptions } from './account-options';
import type { AccountPoolProps } from './account-pool-props';
import type { PoolAccountProps } from './pool-account-props';
import type { PropTypes } from '../shared/props';
import { DURATION, NUMBER, NUMBERS, objectOf, objectWith, TEXT, TEXTS_BY_NAME, TRUTH } from '../shared/props';

const ACCOUNT_OPTIONS: PropTypes<AccountOptions> = {
  source: objectWith('bindAccount', 'an account source', 'make one by AccountSource.organizations(...) or new AccountFactory(...), or leave it out to use the factory that the accounts of the stack share'),
  accountEmail: TEXT,
  sandbox: objectWith('_bind', 'an InnovationSandbox', 'make one by InnovationSandbox.fromNamespace(...)'),
  adoptExisting: TRUTH,
  verify: TEXT,
  timeout: DURATION,
};

/** Those of a `PoolAccount`. */
export const POOL_ACCOUNT_PROPS: PropTypes<PoolAccountProps> = {
  ...ACCOUNT_OPTIONS,
  accountName: TEXT,
  existingAccountId: TEXT,
  existingAccountParentId: TEXT,
};

/** Those of an `AccountPool`. */
export const ACCOUNT_POOL_PROPS: PropTypes<AccountPoolProps> = {
  ...ACCOUNT_OPTIONS,
  size: NUMBER,
  elasticSize: objectOf('an object of numbers', 'write it like { min: 5, max: 40 }'),
  maxSize: NUMBER,
  namePrefix: TEXT,
  digits: NUMBER,
  firstNumber: NUMBER,
  skipNumbers: NUMBERS,
  tags: TEXTS_BY_NAME,
};
