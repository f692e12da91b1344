/** What is wrong with a setting, and what to do about it, by the rules of the contract. Every check takes a plain value; tokens are the callers' business. */

import {
  ACCOUNT_ID_PATTERN,
  ACCOUNT_NAME_MAX,
  ACCOUNT_NAME_PATTERN,
  EMAIL_MAX,
  EMAIL_MIN,
  EMAIL_PATTERN,
  emailFault,
  isConcurrency,
  isReservedTag,
  MAX_CONCURRENCY,
  PERSON_NAME_PATTERN,
  TAG_KEY_PATTERN,
  TAG_PREFIX,
  TAG_VALUE_PATTERN,
  UNIT_ID_PATTERN,
  USER_EMAIL_PATTERN,
} from '../contract';
import type { Problem } from '../shared/user-error';
import { show } from '../shared/user-error';

/** The placeholder for the account's name in an e-mail pattern. */
export const NAME_PLACEHOLDER = '{name}';

/** The longest that an account may take: a day. Longer ones are seconds taken for minutes. */
export const MAX_TIMEOUT_MINUTES = 24 * 60;

/** Name of the account, which is the name of its provisioned product too. */
export function accountNameProblem(name: string): Problem | undefined {
  if (ACCOUNT_NAME_PATTERN.test(name)) {
    return undefined;
  }
  const fitting = name.replace(/[^a-zA-Z0-9._-]+/g, '-').replace(/^[^a-zA-Z0-9]+/, '').slice(0, ACCOUNT_NAME_MAX).replace(/-+$/, '');
  return {
    expected: `1 to ${ACCOUNT_NAME_MAX} letters, digits, '.', '_' or '-' and begin with a letter or digit`,
    fix: fitting === '' ? "set 'accountName', which defaults to the construct id"
      : `${show(fitting)} would do, as 'accountName' or as construct id${/ /.test(name) ? "; an account that has this name already keeps it if you take it by its 'existingAccountId'" : ''}`,
  };
}

const EMAIL_FORM: Problem = {
  expected: "an e-mail address of letters, digits and . _ + - with no dot in front and a domain behind the '@' whose parts neither begin nor end with a hyphen",
  fix: `write an address like "aws+pool-001@example.com" or a pattern like "aws+${NAME_PLACEHOLDER}@example.com"`,
};

/** E-mail address of an account. */
export function accountEmailProblem(email: string): Problem | undefined {
  switch (emailFault(email)) {
    case undefined: return undefined;
    case 'case': return { expected: 'lower case', fix: `write ${show(email.toLowerCase())}` };
    case 'form': return EMAIL_FORM;
    case 'length': return {
      expected: `${EMAIL_MIN} to ${EMAIL_MAX} characters long`,
      fix: email.length > EMAIL_MAX
        ? `it has ${email.length}; shorten the account name or the address`
        : `it has ${email.length}; write an address like "aws+pool-001@example.com"`,
    };
  }
}

/** E-mail address of an IAM Identity Center user: Control Tower's own rule. */
export function ssoEmailProblem(email: string): Problem | undefined {
  return USER_EMAIL_PATTERN.test(email) ? undefined : {
    expected: 'an e-mail address',
    fix: 'write one like "pool@example.com"',
  };
}

/** Pattern of e-mail addresses: an address in which `{name}` stands for the account's name. */
export function emailPatternProblem(pattern: string): Problem | undefined {
  const unknown = pattern.replaceAll(NAME_PLACEHOLDER, '').match(/\{[^}]*\}?/);
  if (unknown) {
    return { expected: `an address whose only placeholder is ${NAME_PLACEHOLDER}`, fix: `replace ${show(unknown[0])} by ${NAME_PLACEHOLDER}` };
  }
  const withoutNames = pattern.replaceAll(NAME_PLACEHOLDER, 'n');
  if (withoutNames !== withoutNames.toLowerCase()) {
    return { expected: 'lower case', fix: `write ${show(pattern.toLowerCase())}` };
  }
  return EMAIL_PATTERN.test(withoutNames) ? undefined : EMAIL_FORM;
}

/** The e-mail address that a pattern gives an account. */
export function emailFromPattern(pattern: string, lowerCasedName: string): string {
  return pattern.replaceAll(NAME_PLACEHOLDER, lowerCasedName);
}

/** Id of an organizational unit. */
export function organizationalUnitIdProblem(id: string): Problem | undefined {
  if (UNIT_ID_PATTERN.test(id)) {
    return undefined;
  }
  return {
    expected: 'the id of an organizational unit, like "ou-abcd-11112222"',
    fix: /^r-/.test(id)
      ? 'this is a root: create an organizational unit below it and register it with Control Tower'
      : "look it up in Control Tower's console under Organization; the unit must be registered there",
  };
}

/** Id of an account. */
export function accountIdProblem(id: string): Problem | undefined {
  return ACCOUNT_ID_PATTERN.test(id) ? undefined : {
    expected: 'the twelve digits of an account id',
    fix: 'write it as a string, with its leading zeros and without hyphens',
  };
}

/** An existing account that is to enter the pool. The stack of the factory stands in the management account, which must never enter it. */
export function managementAccountProblem(id: string, stackAccount: string): Problem | undefined {
  return id !== stackAccount ? undefined : {
    expected: 'a member account, and not the management account that the stack is deployed to',
    fix: 'name an account that may be handed out to users',
  };
}

/** Account operations at a time. */
export function concurrencyProblem(concurrency: number): Problem | undefined {
  return isConcurrency(concurrency) ? undefined : {
    expected: `a whole number from 1 to ${MAX_CONCURRENCY}`,
    fix: 'use your quota "Concurrent account operations", or remove the setting to create one account after another',
  };
}

/** How long an account may take. */
export function timeoutProblem(minutes: number): Problem | undefined {
  return Number.isFinite(minutes) && minutes >= 1 && minutes <= MAX_TIMEOUT_MINUTES ? undefined : {
    expected: `1 to ${MAX_TIMEOUT_MINUTES} minutes`,
    fix: 'remove the setting to use the default',
  };
}

/** One of the names of the IAM Identity Center user. */
export function personNameProblem(name: string): Problem | undefined {
  return PERSON_NAME_PATTERN.test(name) ? undefined : {
    expected: '1 to 128 characters long',
    fix: 'any name does, Control Tower insists on one',
  };
}

/** Key of an account's tag. */
export function tagKeyProblem(key: string): Problem | undefined {
  if (isReservedTag(key)) {
    return { expected: 'a key of your own', fix: `those that begin with '${TAG_PREFIX}' mark whose account it is; use another key` };
  }
  return TAG_KEY_PATTERN.test(key) ? undefined : {
    expected: "1 to 128 letters, digits, spaces or _ . : / = + - @ and not begin with 'aws:'",
    fix: 'use another key, or exclude the resource type Custom::PoolAccount from this tag',
  };
}

/** Value of an account's tag. */
export function tagValueProblem(value: string): Problem | undefined {
  return TAG_VALUE_PATTERN.test(value) ? undefined : {
    expected: 'up to 256 letters, digits, spaces or _ . : / = + - @',
    fix: 'use another value, or exclude the resource type Custom::PoolAccount from this tag',
  };
}
