/** Why a function's role has policies of AWS's, for the rules of AWS Solutions. */

import type { NagReason } from './nag-reasons';

/** The end of a managed policy's ARN, whose partition may be a reference. */
export const managedPolicy = (name: string) => new RegExp(`^Policy::arn:[^/]+:iam::aws:policy/${name}$`);

export const EXECUTION_REASONS: readonly NagReason[] = [
  { rule: 'AwsSolutions-IAM4', about: managedPolicy('service-role/AWSLambdaBasicExecutionRole'), reason: 'lets the functions write their logs' },
  {
    rule: 'AwsSolutions-IAM4',
    about: managedPolicy('service-role/AWSLambdaVPCAccessExecutionRole'),
    reason: 'lets the functions attach network interfaces, which have no ids before they exist',
  },
];
