/** Why retirement is as it is, for the rules of AWS Solutions. */

import { EXECUTION_REASONS } from '../shared/execution-reasons';
import type { NagReason } from '../shared/nag-reasons';

/** The role that accounts are retired with. */
export const RETIREMENT_REASONS: readonly NagReason[] = [
  ...EXECUTION_REASONS,
  { rule: 'AwsSolutions-IAM5', about: /^Resource::\*$/, reason: 'calls that have no resources to name; what changes something is kept to the pool by the owner\'s tag, or denied' },
  { rule: 'AwsSolutions-IAM5', about: /:(account|ou|root|policy)\/o-\*\//, reason: 'ids of accounts, units and policies are known only when somebody asks; changes are kept to the pool by the owner\'s tag' },
  { rule: 'AwsSolutions-IAM5', about: /:parameter\/account-robot\/retired\/\*$/, reason: 'one parameter for each account, whose name is worked out from its owner\'s tag' },
  { rule: 'AwsSolutions-IAM5', about: /:stackset\/Isb-[^*]*:\*$/, reason: 'the ARN of a StackSet ends in an id that only its creation tells' },
];
