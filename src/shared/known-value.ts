/**
 * What is known of a value while the app is synthesized.
 *
 * Two kinds of values are not: tokens, which CloudFormation fills in, and look-ups of the first synthesis. The CDK answers those with a stand-in, notes what
 * to look up, and synthesizes again with the answer. A first synthesis that refuses the stand-in never comes to a second one.
 */

import { createHash } from 'node:crypto';
import { Token } from 'aws-cdk-lib';

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

/**
 * The value, or in place of a stand-in a sample that fits: for what is taken apart, or named in places whose form the CDK checks itself.
 *
 * The newest CDK holds the first template to the rules of CloudFormation like any other, and a stand-in is no ARN.
 */
export function orSample(value: string, sample: string): string {
  return isStandIn(value) ? sample : value;
}

/** The value, or a short word in place of a stand-in, another one for each: for what other names are made of. */
export function orWord(value: string): string {
  return orSample(value, createHash('sha256').update(value).digest('hex').slice(0, 8));
}

/** A role that fits. */
export const SAMPLE_ROLE_ARN = 'arn:aws:iam::123456789012:role/looked-up';
