/**
 * What is known of a value while the app is synthesized.
 *
 * Two kinds of values are not: tokens, which CloudFormation fills in, and look-ups of the first synthesis. The CDK answers those with a stand-in, notes what
 * to look up, and synthesizes again with the answer. A first synthesis that refuses the stand-in never comes to a second one.
 */

import { createHash } from 'node:crypto';
import { Lazy, Token } from 'aws-cdk-lib';

/** What the CDK says in place of a parameter that it hasn't looked up yet. Whoever uses it may have changed its case, or put it into a longer text. */
const STAND_IN = /dummy-value-for-/i;

/** Whether a value is one of the CDK's stand-ins, which no template that is deployed has in it. */
export function isStandIn(value: unknown): boolean {
  return typeof value === 'string' && STAND_IN.test(value);
}

/** Whether a value is what it will be when it is deployed. */
export function isKnown(value: unknown): boolean {
  return !Token.isUnresolved(value) && !isStandIn(value);
}

/** For properties of the CDK's own constructs that take no stand-in, but a token. */
export function asToken(value: string): string {
  return isStandIn(value) ? Lazy.string({ produce: () => value }) : value;
}

/** A short text of letters and digits in place of a stand-in: for what can be no token, because other names are made of it. */
export function asWord(value: string): string {
  return isStandIn(value) ? createHash('sha256').update(value).digest('hex').slice(0, 8) : value;
}
