/** Why the roles, functions and the waiter of a factory are as they are, for the rules of AWS Solutions. */

import { END_USER_POLICY } from './permissions';
import { EXECUTION_REASONS, managedPolicy } from '../../shared/execution-reasons';
import type { NagReason } from '../../shared/nag-reasons';
import { READ_RETIRED_REASON } from '../../shared/retired-accounts';

/** What the CDK's Provider framework makes. */
export const PROVIDER_REASONS: readonly NagReason[] = [
  ...EXECUTION_REASONS,
  { rule: 'AwsSolutions-L1', reason: 'the runtime of the Provider framework is chosen by the CDK, and older versions of it choose an older one' },
  { rule: 'AwsSolutions-IAM5', about: /^Resource::<[A-Za-z0-9]+\.Arn>:\*$/, reason: 'the Provider framework may invoke any version of the functions it is given, and no other' },
  { rule: 'AwsSolutions-SF1', reason: 'the events hold pre-signed URLs, which do not belong into logs' },
  { rule: 'AwsSolutions-SF2', reason: 'the state machine is made by the CDK and polls one function' },
];

const STACKS: NagReason = {
  rule: 'AwsSolutions-IAM5',
  about: /^Resource::[^*]*:stack\/\*$/,
  reason: 'any stack of this account may declare accounts; the calls read the state of the one that does',
};

/** The role of the look-up. */
export const LOOK_UP_REASONS: readonly NagReason[] = [
  ...EXECUTION_REASONS,
  { rule: 'AwsSolutions-IAM5', about: /^Resource::\*$/, reason: 'calls that read; the id of the product is what they find out, and lists have no resources to name' },
  STACKS,
];

/** The role of the factory. */
export const FACTORY_REASONS: readonly NagReason[] = [
  ...EXECUTION_REASONS,
  { rule: 'AwsSolutions-IAM4', about: managedPolicy(END_USER_POLICY), reason: 'AWS documents this policy as what a role needs that launches accounts from Account Factory' },
  {
    rule: 'AwsSolutions-IAM5',
    about: /^Resource::\*$/,
    reason: 'calls without resource-level permissions, and the documented list of what Account Factory calls as its caller',
  },
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
