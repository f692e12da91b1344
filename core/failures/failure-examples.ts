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
    'The account could not be created because another AWS account with that email address already exists.',
    'GOVCLOUD_ACCOUNT_ALREADY_EXISTS',
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
  'AR-LANDING-ZONE-NOT-READY': [
    'AWS Control Tower cannot create accounts until your landing zone is set up completely.',
    'AWS Control Tower cannot complete the operation, because you must create a landing zone first.',
    "AWS Control Tower could not complete the operation because it could not assume the 'AWSControlTowerAdmin' role. Check the configuration for this role and try again.",
  ],
  'AR-ACCOUNT-MOVED': [
    'AWS Control Tower detects that your enrolled account has been moved to a new organizational unit.',
    "AWS Control Tower has detected that your member account 'pool-010 (444455556666)' has been moved from organizational unit 'Pool (ou-abcd-11112222)' to 'Core (ou-abcd-33334444)'.",
  ],
  'AR-EXECUTION-ROLE': ["AWSControlTowerExecution role can't be assumed on the account."],
  'AR-VPC-DEPENDENCIES': ['AWS Control Tower could not baseline VPC in the managed account because of existing resource dependencies.'],
  'AR-ROLE-EXISTS': ['AWS Control Tower cannot create the IAM role aws-controltower-ForwardSnsNotificationRole because the role already exists.'],
  'AR-CONFIG-EXISTS': [
    'AWS Control Tower cannot enroll the account because an AWS Config configuration recorder already exists.',
    'AWS Control Tower cannot enroll the account because an AWS Config delivery channel already exists.',
  ],
  'AR-STS-REGION-DISABLED': [
    'AWS Control Tower cannot enroll the account because AWS STS is disabled in the Region eu-central-1.',
    'STS is not activated in this region for account:444455556666. Your account administrator can activate STS in this region using the IAM Console.',
  ],
  'AR-SCP-REQUIRES-TAGS': ['AWS Control Tower cannot enroll the account because a service control policy (SCP) requires tags on resources.'],
  'AR-SSO-USER-DISABLED': ['AWS Control Tower failed because the IAM Identity Center user is disabled.'],
  'AR-ORGANIZATIONS-PERMISSIONS': ['You have insufficient permissions to perform AWS Organizations API actions.'],
  'AR-CREATIONS-TODAY': ['ConstraintViolationException: You attempted to exceed the number of accounts that you can create in one day.'],
  'AR-PAYMENT': ['MISSING_PAYMENT_INSTRUMENT', 'INVALID_PAYMENT_INSTRUMENT', 'INVALID_ADDRESS', 'You must configure the management account with a valid payment method, such as a credit card.'],
  'AR-BUSINESS-VALIDATION': ['PENDING_BUSINESS_VALIDATION', 'The AWS account that owns your organization failed to receive business license validation.'],
  'AR-SCP-DENIES': ['User: arn:aws:sts::444455556666:assumed-role/AWSControlTowerExecution/enroll is not authorized to perform: config:PutConfigurationRecorder with an explicit deny in a service control policy'],
  'AR-TAG-POLICY': [
    'ConstraintViolationException: You failed to meet the tag policy requirements. (TAG_POLICY_VIOLATION)',
    "The tag policy does not allow the specified value for the following tag key: 'team'.",
  ],
  'AR-SSO-USER-EXISTS': [
    'AWS Control Tower failed to create the IAM Identity Center user because a user with that email address already exists.',
    'AWS Control Tower failed because the SSO user pool already exists under another e-mail address.',
  ],
  'AR-IDENTITY-SOURCE': ['AWS Control Tower requires that you configure an IAM Identity Center directory as an identity source for your management account.'],
  'AR-ACCOUNT-NOT-READY': [
    'AWS Control Tower cannot enroll the account because the identity provider AWSSSO_0123456789abcdef_DO_NOT_DELETE is not ready in the account.',
    'The AWS Access Key Id needs a subscription for the service',
  ],
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
    'AWS Control Tower cannot complete the operation because activation of account 444455556666 not complete. Try again in one hour. If this error persists, contact AWS Support.',
    'The service AWS Config is not activated in the account yet.',
    'The creation of the account takes longer than usual.',
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
