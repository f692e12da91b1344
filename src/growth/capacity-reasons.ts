/** Why what counts a pool is as it is, for the rules of AWS Solutions. */

import { EXECUTION_REASONS } from '../shared/execution-reasons';
import type { NagReason } from '../shared/nag-reasons';

/** The role that a pool is counted with. */
export const CAPACITY_REASONS: readonly NagReason[] = [
  ...EXECUTION_REASONS,
  { rule: 'AwsSolutions-IAM5', about: /^Resource::\*$/, reason: 'calls that read, and have no resources to name' },
  { rule: 'AwsSolutions-IAM5', about: /^Resource::[^*]*:stack\/[^*]+\/\*$/, reason: 'the ARN of a stack ends in an id that is new whenever the stack is; the name is that of the pool\'s stack' },
  { rule: 'AwsSolutions-IAM5', about: /:ou\/o-\*\/ou-\*$/, reason: 'the units of Innovation Sandbox are known only when it is asked' },
];
