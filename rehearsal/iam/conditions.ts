/**
 * The conditions of a policy statement.
 *
 * Every operator and key must hold; of the values behind a key one is enough. A key that the request doesn't carry fails
 * a condition, unless the operator is negated, ends in `IfExists`, or is `Null` itself. What isn't known here is an error
 * and never "allowed" or "denied": a rehearsal that guesses is worse than none.
 */

import type { Conditions } from './policy';
import { listOf } from './policy';
import { matchesArn, matchesWildcards } from './wildcards';
import { UnknownToRehearsal } from '../kernel/types';

/** What a request carries for conditions to look at. */
export type RequestContext = Readonly<Record<string, string>>;

type Comparison = (wanted: string, actual: string) => boolean;

const same: Comparison = (wanted, actual) => wanted === actual;
const sameIgnoringCase: Comparison = (wanted, actual) => wanted.toLowerCase() === actual.toLowerCase();

const OPERATORS: Readonly<Record<string, { readonly compare: Comparison; readonly negated?: boolean }>> = {
  StringEquals: { compare: same },
  StringNotEquals: { compare: same, negated: true },
  StringEqualsIgnoreCase: { compare: sameIgnoringCase },
  StringNotEqualsIgnoreCase: { compare: sameIgnoringCase, negated: true },
  StringLike: { compare: matchesWildcards },
  StringNotLike: { compare: matchesWildcards, negated: true },
  // IAM's documentation: ArnEquals and ArnLike behave identically.
  ArnEquals: { compare: matchesArn },
  ArnLike: { compare: matchesArn },
  ArnNotEquals: { compare: matchesArn, negated: true },
  ArnNotLike: { compare: matchesArn, negated: true },
  Bool: { compare: sameIgnoringCase },
};

/** Keys of all services that the rehearsal supplies, or knows to be absent from its calls. */
const KNOWN_GLOBAL_KEYS = /^aws:(principalarn|principalaccount|principaltype|principalisawsservice|requestedregion|securetransport|viaawsservice|requesttag\/.+)$/;

/** With it a request says that the tags of what it is about are those that it carries, be they none. */
export const RESOURCE_TAGS = 'aws:ResourceTag/';

/** Whether all conditions hold for the request. */
export function conditionsHold(conditions: Conditions | undefined, context: RequestContext): boolean {
  const values = new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]));
  return Object.entries(conditions ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => holds(operator, key, listOf(wanted).map(String), values)));
}

function holds(operator: string, key: string, wanted: readonly string[], values: ReadonlyMap<string, string>): boolean {
  const [, set, base, optional] = /^(?:(ForAnyValue|ForAllValues):)?(.*?)(IfExists)?$/.exec(operator)!;
  const tags = RESOURCE_TAGS.toLowerCase();
  const isKnown = (name: string) => KNOWN_GLOBAL_KEYS.test(name) || (name.startsWith(tags) && values.has(tags));
  if (key.toLowerCase().startsWith('aws:') && !isKnown(key.toLowerCase()) && !values.has(key.toLowerCase())) {
    throw new UnknownToRehearsal(`a policy has a condition on the key '${key}', which the rehearsal does not supply; remove the condition, or rehearse without that statement`);
  }
  const actual = values.get(key.toLowerCase());
  if (base === 'Null') {
    return wanted.some(value => (value.toLowerCase() === 'true') === (actual === undefined));
  }

  const known = OPERATORS[base];
  if (!known) {
    throw new UnknownToRehearsal(`a policy has the condition operator '${operator}' on '${key}', which the rehearsal does not know; it knows ${Object.keys(OPERATORS).join(', ')} and Null, with ForAnyValue, ForAllValues and IfExists`);
  }
  if (actual === undefined) {
    return optional !== undefined || set === 'ForAllValues' || (set === undefined && known.negated === true);
  }
  const found = wanted.some(value => known.compare(withoutVariables(value), actual));
  return known.negated ? !found : found;
}

/** Policy variables would have to be filled in before they are compared. */
function withoutVariables(value: string): string {
  if (value.includes('${')) {
    throw new UnknownToRehearsal(`a policy has the variable '${value}', and the rehearsal does not fill in policy variables; write the value out`);
  }
  return value;
}
