/**
 * Examples of the texts that failures are recognised by. A failure that isn't here is found by looking at the account.
 *
 * For docs/errors.md and for tests: no function needs them, so they stand apart from the table that is bundled.
 */

import type { FailureCode } from './failures';

/** Texts of AWS and of Control Tower, all of which `classify` knows. */
export const AWS_TEXTS: { readonly [code in FailureCode]?: readonly string[] } = {
  'AR-EMAIL-IN-USE': [
    'AWS Control Tower cannot create an account because the email address is already in use by another AWS account.',
    'EMAIL_ALREADY_EXISTS',
  ],
  'AR-EMAIL-INVALID': ['AWS Control Tower failed to create your account: INVALID_EMAIL. The account could not be created because the email address is not valid.'],
  'AR-OU-NOT-REGISTERED': ["InvalidParametersException  The parent organizational unit 'Pool' is not enrolled in AWS Control Tower."],
  'AR-OU-NOT-FOUND': ["OrganizationalUnitNotFoundException: You specified an organizational unit that doesn't exist."],
  'AR-NAME-NOT-OURS': [
    'InvalidParametersException: A stack named pool-010 already exists.',
    'DuplicateResourceException: The specified resource is a duplicate.',
  ],
  'AR-ACCOUNT-QUOTA': [
    'AWS Control Tower cannot create an account because you have reached the limit on the number of accounts in your organization.',
    'ACCOUNT_LIMIT_EXCEEDED',
  ],
  'AR-NO-LAUNCH-PATH': [
    'ResourceNotFoundException: No launch paths found for resource: prod-abcdefghijklm',
    'InvalidParametersException: profile does not exist',
    'Product with name AWS Control Tower Account Factory does not exist or access was denied.',
    'Your AWS IAM identity does not have access to the AWS Control Tower Account Factory portfolio.',
  ],
  'AR-ACCESS-DENIED': [
    'AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/Robot/kick is not authorized to perform: controltower:CreateManagedAccount because no identity-based policy allows the controltower:CreateManagedAccount action',
    'AccessDeniedException User: arn:aws:sts::111122223333:assumed-role/Robot/kick is not authorized to perform: sso:DescribeRegisteredRegions',
  ],
  'AR-LANDING-ZONE-NOT-READY': ['AWS Control Tower cannot create accounts until your landing zone is set up completely.'],
  'AR-ACCOUNT-MOVED': ['AWS Control Tower detects that your enrolled account has been moved to a new organizational unit.'],
  'AR-EXECUTION-ROLE': ["AWSControlTowerExecution role can't be assumed on the account."],
  'AR-VPC-DEPENDENCIES': ['AWS Control Tower could not baseline VPC in the managed account because of existing resource dependencies.'],
  'AR-ROLE-EXISTS': ['AWS Control Tower cannot create the IAM role aws-controltower-ForwardSnsNotificationRole because the role already exists.'],
  'AR-CONFIG-EXISTS': [
    'AWS Control Tower cannot enroll the account because an AWS Config configuration recorder already exists.',
    'AWS Control Tower cannot enroll the account because an AWS Config delivery channel already exists.',
  ],
  'AR-STS-REGION-DISABLED': ['AWS Control Tower cannot enroll the account because AWS STS is disabled in the Region eu-central-1.'],
  'AR-SCP-REQUIRES-TAGS': ['AWS Control Tower cannot enroll the account because a service control policy (SCP) requires tags on resources.'],
  'AR-SSO-USER-DISABLED': ['AWS Control Tower failed because the IAM Identity Center user is disabled.'],
  'AR-ORGANIZATIONS-PERMISSIONS': ['You have insufficient permissions to perform AWS Organizations API actions.'],
  'AR-ACCOUNT-NOT-FOUND': ["AccountNotFoundException: You specified an account that doesn't exist."],
  'AR-STILL-BUSY': [
    'ResourceInUseException  Account Factory cannot create this enrolled account right now, because another execution is in progress. Try again later.',
    'ResourceInUseException  Account Factory cannot complete an operation on this account, because another AWS Control Tower operation is in progress. Try again later.',
    'ResourceInUseException: Account Factory cannot complete an operation on this account, because the allowed maximum of 5 concurrent account operations is exceeded. Try again later.',
    'TooManyRequestsException: another request is already in progress',
    'ConflictException: another operation on this account is in progress',
    'CONCURRENT_ACCOUNT_MODIFICATION',
  ],
  'AR-STILL-TRANSIENT': [
    'Package is in state CREATING, but must be in state AVAILABLE',
    'AWS Control Tower cannot deploy the required stack set. The AWSControlTowerStackSetRole is unable to assume the AWSControlTowerExecution role.',
    'ThrottlingException: Rate exceeded',
    'INTERNAL_FAILURE',
  ],
  'AR-WRONG-REGION': ['Product with name AWS Control Tower Account Factory not found'],
};

/** Texts of Innovation Sandbox and of what guards it, which mean something in its answers only. */
export const SANDBOX_TEXTS: { readonly [code in FailureCode]?: readonly string[] } = {
  'AR-SANDBOX-ROLE': ['AccessDenied: User: arn:aws:sts::111122223333:assumed-role/AccountRobot-pool/is-complete is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::444455556666:role/AccountRobot-myisb-hub'],
  'AR-SANDBOX-API-STALE': ['{"message":"Forbidden"}', 'User: arn:aws:sts::444455556666:assumed-role/myisb-isb-m2m-admin-robot/account-robot is not authorized to perform: execute-api:Invoke'],
  'AR-SANDBOX-CLIENT-ROLE': ['No valid ISB role on M2M caller.'],
  'AR-SANDBOX-TOKEN': ['Invalid bearer token.'],
  'AR-SANDBOX-IDENTITY-CENTER': ['An unexpected error occurred.'],
  'AR-SANDBOX-EMAIL-REFUSED': ['Invalid Request.'],
  'AR-SANDBOX-ADMINISTRATION-ACCOUNT': ['Account is an ISB administration account. Aborting registration.'],
};

/** All texts of a failure. */
export function examplesOf(code: FailureCode): readonly string[] {
  return [...AWS_TEXTS[code] ?? [], ...SANDBOX_TEXTS[code] ?? []];
}
