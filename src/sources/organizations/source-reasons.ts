/** Why the roles of the source are as they are, for the rules of AWS Solutions. */

import { EXECUTION_REASONS } from '../../shared/execution-reasons';
import type { NagReason } from '../../shared/nag-reasons';
import { READ_RETIRED_REASON } from '../../shared/retired-accounts';

const STACKS: NagReason = {
  rule: 'AwsSolutions-IAM5',
  about: /^Resource::[^*]*:stack\/\*$/,
  reason: 'any stack of this account may declare accounts; the calls read the state of the one that does',
};

/** The role of the check of the account quota. */
export const QUOTA_REASONS: readonly NagReason[] = [
  ...EXECUTION_REASONS,
  { rule: 'AwsSolutions-IAM5', about: /^Resource::\*$/, reason: 'calls that read, and lists have no resources to name' },
  STACKS,
];

/** The role of the source. */
export const ORGANIZATIONS_REASONS: readonly NagReason[] = [
  ...EXECUTION_REASONS,
  { rule: 'AwsSolutions-IAM5', about: /^Resource::\*$/, reason: 'calls without resource-level permissions: an account that is to be has no id' },
  STACKS,
  { rule: 'AwsSolutions-IAM5', about: /:account\/o-\*\/\*$/, reason: 'accounts have no ids before they exist; they are tagged, and moved into the pool' },
  {
    rule: 'AwsSolutions-IAM5',
    about: /:ou\/o-\*\/ou-\*$/,
    reason: 'messages name the unit that an account was found in, whichever it is; the units of Innovation Sandbox are known only when it is asked',
  },
  READ_RETIRED_REASON,
  { rule: 'AwsSolutions-IAM5', about: /:root\/o-\*\/r-\*$/, reason: 'an organization has one root, from which accounts are moved into the pool' },
  {
    rule: 'AwsSolutions-IAM5',
    about: /:stackset\/Isb-[A-Za-z0-9]+-SandboxAccountResources:\*$/,
    reason: 'the ARN of a StackSet ends in an id that is new whenever the StackSet is',
  },
];
