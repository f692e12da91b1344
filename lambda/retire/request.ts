/** Reads what the function is asked: a tick, or a person's command. Nothing of it is believed before it is looked at. */

import { UNTIL } from '../../core/retirement/policy';
import type { RetireRequest } from '../../src/contract';
import { ASKER_PATTERN } from '../../src/contract';

/** What can't be used, as a sentence. */
export interface Unusable {
  readonly problem: string;
}

/** Names of accounts, and their ids. */
const ACCOUNT_PATTERN = /^[\x20-\x7e]{1,50}$/;

/** The request, or what is wrong with it. */
export function requestOf(event: unknown): RetireRequest | Unusable {
  const fields: Readonly<Record<string, unknown>> = typeof event === 'object' && event !== null && !Array.isArray(event) ? event as Readonly<Record<string, unknown>> : {};
  const { ask, account, until, by, asItIs } = fields;
  if (ask === undefined || ask === 'look') {
    return { ask: 'look' };
  }
  if (ask === 'list') {
    return { ask };
  }
  if (ask !== 'plan' && ask !== 'retire' && ask !== 'undo') {
    return bad('ask', ask, 'one of look, list, plan, retire, undo');
  }
  if (typeof account !== 'string' || !ACCOUNT_PATTERN.test(account)) {
    return bad('account', account, 'the name or the id of an account');
  }
  if (ask !== 'plan' && (typeof by !== 'string' || !ASKER_PATTERN.test(by))) {
    return bad('by', by, 'the name of whoever asks, 1 to 128 characters');
  }
  if (ask === 'undo') {
    return { ask, account, by: String(by) };
  }
  if (typeof until !== 'string' || !(UNTIL as readonly string[]).includes(until)) {
    return bad('until', until, `one of ${UNTIL.join(', ')}`);
  }
  if (asItIs !== undefined && typeof asItIs !== 'boolean') {
    return bad('asItIs', asItIs, 'true or false');
  }
  const wanted = { account, until, ...asItIs === true && { asItIs: true } };
  return ask === 'plan' ? { ask, ...wanted } : { ask, ...wanted, by: String(by) };
}

function bad(name: string, value: unknown, expected: string): Unusable {
  return { problem: `'${name}' of the request is ${(JSON.stringify(value) ?? 'missing').slice(0, 100)}, where ${expected} was expected; ask with 'account-robot retire'` };
}
