/** Reads the properties of a leg, once and strictly: what isn't understood would otherwise be ignored silently. */

import type { LegRole } from './leg';
import { roleOf } from './leg';
import type { DesiredAccount, Tag } from '../../core/accounts/account';
import { AccountFailure } from '../../core/failures/errors';
import { failureOf } from '../../core/failures/failures';
import {
  ACCOUNT_ID_PATTERN,
  ACCOUNT_NAME_MAX,
  ACCOUNT_NAME_PATTERN,
  EMAIL_MAX,
  EMAIL_MIN,
  emailFault,
  isReservedTag,
  LAST_LEG,
  LEG_PATTERN,
  MAX_TAGS,
  PoolAccountProperty,
  SANDBOX_NAMESPACE_PATTERN,
  START_LEG,
  TAG_KEY_PATTERN,
  TAG_PREFIX,
  TAG_VALUE_PATTERN,
  UNIT_ID_PATTERN,
} from '../../src/contract';

/** A leg's properties, typed. */
export interface LegProperties {
  readonly leg: string;
  readonly role: LegRole;
  readonly desired: DesiredAccount;
}

/** CloudFormation's own. */
const FOREIGN_KEYS = ['ServiceToken', 'ServiceTimeout'];

/** Parses the properties of a leg. Throws AR-BAD-PROPERTY, naming property, value and what was expected. */
export function parseProperties(raw: Readonly<Record<string, unknown>>): LegProperties {
  const known: string[] = [...Object.values(PoolAccountProperty), ...FOREIGN_KEYS];
  const unknown = Object.keys(raw).find(key => !known.includes(key));
  if (unknown !== undefined) {
    throw bad(unknown, 'present', `one of ${Object.values(PoolAccountProperty).join(', ')}`);
  }
  const leg = matching(raw, PoolAccountProperty.LEG, LEG_PATTERN, `'${START_LEG}', 'Leg2' and so on, or '${LAST_LEG}'`);
  const existingAccountId = optional(raw, PoolAccountProperty.EXISTING_ACCOUNT_ID);
  if (existingAccountId !== undefined && !ACCOUNT_ID_PATTERN.test(existingAccountId)) {
    throw bad(PoolAccountProperty.EXISTING_ACCOUNT_ID, existingAccountId, 'an account id of twelve digits');
  }
  const existingAccountParentId = optional(raw, PoolAccountProperty.EXISTING_ACCOUNT_PARENT_ID);
  if (existingAccountParentId !== undefined && (existingAccountId === undefined || !UNIT_ID_PATTERN.test(existingAccountParentId))) {
    throw bad(PoolAccountProperty.EXISTING_ACCOUNT_PARENT_ID, `'${existingAccountParentId}'`,
      `the id of an organizational unit (ou-abcd-11112222), beside ${PoolAccountProperty.EXISTING_ACCOUNT_ID}`);
  }
  const sandbox = optional(raw, PoolAccountProperty.SANDBOX_NAMESPACE);
  if (sandbox !== undefined && !SANDBOX_NAMESPACE_PATTERN.test(sandbox)) {
    throw bad(PoolAccountProperty.SANDBOX_NAMESPACE, `'${sandbox}'`, '3 to 8 letters and digits');
  }
  optional(raw, PoolAccountProperty.VERIFY);
  return {
    leg,
    role: roleOf(leg),
    desired: {
      name: matching(raw, PoolAccountProperty.ACCOUNT_NAME, ACCOUNT_NAME_PATTERN, `1 to ${ACCOUNT_NAME_MAX} letters, digits and any of ._- with a letter or digit first`),
      email: parseEmail(raw, existingAccountId !== undefined),
      owner: matching(raw, PoolAccountProperty.OWNER, /^.{1,256}$/, 'a text of 1 to 256 characters'),
      adoptExisting: parseBoolean(raw, PoolAccountProperty.ADOPT_EXISTING),
      ...(existingAccountId === undefined ? {} : { existingAccountId }),
      ...(existingAccountParentId === undefined ? {} : { existingAccountParentId }),
      ...(sandbox === undefined ? {} : { sandbox }),
      tags: parseTags(raw[PoolAccountProperty.TAGS]),
    },
  };
}

function parseEmail(raw: Readonly<Record<string, unknown>>, mayBeAbsent: boolean): string {
  const email = optional(raw, PoolAccountProperty.ACCOUNT_EMAIL);
  if (email === undefined && mayBeAbsent) {
    return '';
  }
  if (email === undefined) {
    throw bad(PoolAccountProperty.ACCOUNT_EMAIL, 'missing', 'an e-mail address');
  }
  const fault = emailFault(email);
  if (fault !== undefined) {
    throw bad(PoolAccountProperty.ACCOUNT_EMAIL, `'${email}'`, fault === 'case'
      ? 'lower case'
      : `an e-mail address of ${EMAIL_MIN} to ${EMAIL_MAX} characters`);
  }
  return email;
}

function parseBoolean(raw: Readonly<Record<string, unknown>>, key: PoolAccountProperty): boolean {
  const value = optional(raw, key) ?? 'false';
  if (value !== 'true' && value !== 'false') {
    throw bad(key, `'${value}'`, "'true' or 'false'");
  }
  return value === 'true';
}

function parseTags(raw: unknown): Tag[] {
  if (raw === undefined) {
    return [];
  }
  if (!Array.isArray(raw) || raw.length > MAX_TAGS) {
    throw bad(PoolAccountProperty.TAGS, Array.isArray(raw) ? `${raw.length} tags` : typeof raw, `a list of {Key, Value}, ${MAX_TAGS} at most,`);
  }
  return raw.map((tag: { Key?: unknown; Value?: unknown } | null) => {
    const key = tag?.Key;
    const value = tag?.Value;
    if (typeof key !== 'string' || typeof value !== 'string' || !TAG_KEY_PATTERN.test(key) || !TAG_VALUE_PATTERN.test(value) || isReservedTag(key)) {
      throw bad(PoolAccountProperty.TAGS, JSON.stringify(tag), `{Key, Value} of at most 128 and 256 letters, digits, spaces or _ . : / = + - @, no key that begins with '${TAG_PREFIX}' or 'aws:'`);
    }
    return { key, value };
  });
}

/** CloudFormation makes a string of every scalar. An empty one counts as absent. */
function optional(raw: Readonly<Record<string, unknown>>, key: PoolAccountProperty): string | undefined {
  const value = raw[key];
  if (value === undefined || value === '') {
    return undefined;
  }
  if (typeof value !== 'string') {
    throw bad(key, `of type ${typeof value}`, 'a text');
  }
  return value;
}

function matching(raw: Readonly<Record<string, unknown>>, key: PoolAccountProperty, pattern: RegExp, expected: string): string {
  const value = optional(raw, key);
  if (value === undefined || !pattern.test(value)) {
    throw bad(key, value === undefined ? 'missing' : `'${value}'`, expected);
  }
  return value;
}

function bad(property: string, value: string, expected: string): AccountFailure {
  return new AccountFailure(failureOf('AR-BAD-PROPERTY', { name: `property '${property}'`, value, expected }));
}
