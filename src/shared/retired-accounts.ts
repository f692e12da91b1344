/** What the roles that make accounts have to do with those that are retired: they see which they are, and mark none. */

import type { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { NagReason } from './nag-reasons';
import { RETIRED_PARAMETERS, RETIRING_TAG } from '../contract';

/** Which accounts others leave alone, because they are retired. */
export function readRetiredStatement(stack: Stack): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'SeeRetired',
    actions: ['ssm:GetParameter'],
    resources: [stack.formatArn({ service: 'ssm', resource: 'parameter', resourceName: `${RETIRED_PARAMETERS.slice(1)}*` })],
  });
}

/** Why it is as it is, for the rules of AWS Solutions. */
export const READ_RETIRED_REASON: NagReason = {
  rule: 'AwsSolutions-IAM5',
  about: /:parameter\/account-robot\/retired\/\*$/,
  reason: 'any account may be retired; the call reads whether the one at hand is',
};

/** What keeps a role that tags accounts from marking one as about to be retired. */
export function neverMarkStatement(): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'NeverMarkRetiring',
    effect: iam.Effect.DENY,
    actions: ['organizations:TagResource'],
    resources: ['*'],
    conditions: { Null: { [`aws:RequestTag/${RETIRING_TAG}`]: 'false' } },
  });
}
