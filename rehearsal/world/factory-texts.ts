/**
 * What Account Factory says when an operation fails, by a short name that a world file can use.
 *
 * `observed` texts were reported by users or stand in AWS's documentation; an ellipsis in the report is filled in here.
 * `inferred` texts are ours: AWS publishes the cause but not its words, so only their stable part should be relied on.
 */

/** How sure a text is. */
export type Confidence = 'observed' | 'inferred';

/** One way in which an operation of the factory ends. */
export interface FactoryText {
  /** The status message of the product. `{ou}` stands for the name of the organizational unit, `{quota}` for the operations at a time. */
  readonly text: string;
  readonly confidence: Confidence;
  /** Minutes from the request to the failure, unless the world file says otherwise. */
  readonly afterMinutes: number;
  /** Whether the account exists by then. */
  readonly accountCreated: boolean;
  /** Whether the same request may well succeed later: in a world file such a failure happens once, any other every time. */
  readonly passing: boolean;
  /** What it means, for the documentation of the world file. */
  readonly meaning: string;
}

/** Names for the fault `creation-fails`. */
export type FailureReason = keyof typeof FAILURE_TEXTS;

/** Names for the fault `busy`: the factory accepts a request and says only then that it has no slot. */
export type BusyReason = keyof typeof BUSY_TEXTS;

export const BUSY_TEXTS = {
  'too-many-operations': {
    text: 'ResourceInUseException: Account Factory cannot complete an operation on this account, because the allowed maximum of {quota} concurrent account operations is exceeded. Try again later.',
    confidence: 'observed',
    meaning: 'the quota "Concurrent account operations" is used up',
  },
  'another-execution': {
    text: 'ResourceInUseException  Account Factory cannot create this enrolled account right now, because another execution is in progress. Try again later.',
    confidence: 'observed',
    meaning: 'another account is being created',
  },
  'another-operation': {
    text: 'ResourceInUseException  Account Factory cannot complete an operation on this account, because another AWS Control Tower operation is in progress. Try again later.',
    confidence: 'observed',
    meaning: 'Control Tower itself is being changed, or an account is being removed',
  },
  'organizations-busy': {
    text: 'TooManyRequestsException  AWS Organizations can\'t complete your request because another request is already in progress. Try again later.',
    confidence: 'inferred',
    meaning: 'AWS Organizations is at work on another account',
  },
} as const satisfies Record<string, Pick<FactoryText, 'text' | 'confidence' | 'meaning'>>;

export const FAILURE_TEXTS = {
  'email-in-use': {
    text: 'AWS Control Tower failed to create your account: EMAIL_ALREADY_EXISTS. The account could not be created because another AWS account with that email address already exists.',
    confidence: 'inferred',
    afterMinutes: 2,
    accountCreated: false,
    passing: false,
    meaning: 'an account somewhere in AWS has the e-mail address, perhaps outside the organization',
  },
  'invalid-email': {
    text: 'AWS Control Tower failed to create your account: INVALID_EMAIL. The account could not be created because the email address is not valid.',
    confidence: 'inferred',
    afterMinutes: 2,
    accountCreated: false,
    passing: false,
    meaning: 'AWS Organizations refuses the e-mail address',
  },
  'ou-not-registered': {
    text: 'InvalidParametersException  The parent organizational unit \'{ou}\' is not enrolled in AWS Control Tower.',
    confidence: 'observed',
    afterMinutes: 0.5,
    accountCreated: false,
    passing: false,
    meaning: 'the organizational unit is not registered with Control Tower, or is spelled in another form than Name (ou-id)',
  },
  'account-quota': {
    text: 'AWS Control Tower cannot create an account because you have reached the limit on the number of accounts in your organization',
    confidence: 'observed',
    afterMinutes: 1,
    accountCreated: false,
    passing: false,
    meaning: 'the organization is full',
  },
  'landing-zone-not-ready': {
    text: 'AWS Control Tower cannot create accounts until your landing zone is set up completely.',
    confidence: 'observed',
    afterMinutes: 0.5,
    accountCreated: false,
    passing: false,
    meaning: 'the landing zone is being set up, updated or repaired',
  },
  'execution-role-race': {
    text: 'AWS Control Tower cannot deploy the required stack set. The AWSControlTowerStackSetRole is unable to assume the AWSControlTowerExecution role.',
    confidence: 'observed',
    afterMinutes: 8,
    accountCreated: true,
    passing: true,
    meaning: 'the role in the new account could not be used yet',
  },
  'execution-role-missing': {
    text: 'AWSControlTowerExecution role can\'t be assumed on the account.',
    confidence: 'observed',
    afterMinutes: 8,
    accountCreated: true,
    passing: false,
    meaning: 'the account is suspended, or the role was removed from it',
  },
  'account-moved': {
    text: 'AWS Control Tower detects that your enrolled account has been moved to a new organizational unit.',
    confidence: 'observed',
    afterMinutes: 8,
    accountCreated: true,
    passing: false,
    meaning: 'someone moved the account while it was being enrolled',
  },
  'role-exists': {
    text: 'AWS Control Tower cannot create the IAM role aws-controltower-AdministratorExecutionRole because the role already exists',
    confidence: 'observed',
    afterMinutes: 15,
    accountCreated: true,
    passing: false,
    meaning: 'leftovers of an earlier enrolment are in the account',
  },
  'config-recorder-exists': {
    text: 'AWS Control Tower cannot enroll the account because an AWS Config configuration recorder or delivery channel already exists.',
    confidence: 'inferred',
    afterMinutes: 12,
    accountCreated: true,
    passing: false,
    meaning: 'AWS Config was set up in the account already',
  },
  'default-vpc': {
    text: 'AWS Control Tower could not baseline VPC in the managed account because of existing resource dependencies',
    confidence: 'observed',
    afterMinutes: 18,
    accountCreated: true,
    passing: false,
    meaning: 'the default VPC of the account is in use',
  },
  'sts-region-disabled': {
    text: 'AWS Control Tower cannot enroll the account because AWS STS is disabled in the home Region.',
    confidence: 'inferred',
    afterMinutes: 8,
    accountCreated: true,
    passing: false,
    meaning: 'AWS STS is switched off in a Region that Control Tower governs',
  },
  'scp-requires-tags': {
    text: 'AWS Control Tower cannot create a required resource because a service control policy requires tags: explicit deny in a service control policy.',
    confidence: 'inferred',
    afterMinutes: 10,
    accountCreated: true,
    passing: false,
    meaning: 'a service control policy demands tags that Control Tower does not set',
  },
  'identity-center-user-disabled': {
    text: 'AWS Control Tower cannot assign the IAM Identity Center user to the account because the user is disabled.',
    confidence: 'inferred',
    afterMinutes: 20,
    accountCreated: true,
    passing: false,
    meaning: 'the SSO user of the factory is disabled in IAM Identity Center',
  },
  'organizations-access': {
    text: 'You have insufficient permissions to perform AWS Organizations API actions',
    confidence: 'observed',
    afterMinutes: 1,
    accountCreated: false,
    passing: false,
    meaning: 'the caller lacks permissions for AWS Organizations',
  },
  'internal-failure': {
    text: 'AWS Control Tower failed to create your account: INTERNAL_FAILURE. The account could not be created because of an internal failure. Try again later.',
    confidence: 'inferred',
    afterMinutes: 10,
    accountCreated: false,
    passing: true,
    meaning: 'something failed inside AWS',
  },
  'activation-incomplete': {
    text: 'AWS Control Tower cannot complete the operation because activation of account 444455556666 not complete. Try again in one hour. If this error persists, contact AWS Support.',
    confidence: 'observed',
    afterMinutes: 7,
    accountCreated: true,
    passing: true,
    meaning: 'AWS has not activated the new account yet',
  },
  'identity-provider-not-ready': {
    text: 'AWS Control Tower cannot enroll the account because the identity provider AWSSSO_0123456789abcdef_DO_NOT_DELETE is not ready in the account.',
    confidence: 'inferred',
    afterMinutes: 7,
    accountCreated: true,
    passing: true,
    meaning: 'IAM Identity Center has not reached the new account yet',
  },
  'region-not-ready': {
    text: 'RegionDisabledException  STS is not activated in this region for account:444455556666. Your account administrator can activate STS in this region using the IAM Console.',
    confidence: 'observed',
    afterMinutes: 7,
    accountCreated: true,
    passing: true,
    meaning: 'a Region is not ready in the new account yet',
  },
  'subscription-missing': {
    text: 'SubscriptionRequiredException  The AWS Access Key Id needs a subscription for the service',
    confidence: 'observed',
    afterMinutes: 7,
    accountCreated: true,
    passing: true,
    meaning: 'a service does not know the new account yet',
  },
  'service-not-activated': {
    text: 'AWS Control Tower cannot enroll the account because the service AWS Config is not activated in the account yet.',
    confidence: 'inferred',
    afterMinutes: 7,
    accountCreated: true,
    passing: true,
    meaning: 'a service is not activated in the new account yet',
  },
  'takes-longer': {
    text: 'AWS Control Tower is still creating the account. This takes longer than usual.',
    confidence: 'inferred',
    afterMinutes: 20,
    accountCreated: true,
    passing: true,
    meaning: 'Control Tower gave up waiting for another service',
  },
  'try-again-soon': {
    text: 'AWS Control Tower cannot complete the operation right now. Try again in a few minutes.',
    confidence: 'inferred',
    afterMinutes: 5,
    accountCreated: true,
    passing: true,
    meaning: 'Control Tower asks for another attempt',
  },
  'creations-today': {
    text: 'ConstraintViolationException  You attempted to exceed the number of accounts that you can create in one day.',
    confidence: 'observed',
    afterMinutes: 1,
    accountCreated: false,
    passing: false,
    meaning: 'the organization has created as many accounts as it may in a day',
  },
  'payment-instrument': {
    text: 'AWS Control Tower failed to create your account: MISSING_PAYMENT_INSTRUMENT. You must configure the management account with a valid payment method, such as a credit card.',
    confidence: 'inferred',
    afterMinutes: 1,
    accountCreated: false,
    passing: false,
    meaning: 'the management account has no valid payment method',
  },
  'business-validation': {
    text: 'AWS Control Tower failed to create your account: PENDING_BUSINESS_VALIDATION. The AWS account that owns your organization is still in the process of completing business license validation.',
    confidence: 'inferred',
    afterMinutes: 1,
    accountCreated: false,
    passing: false,
    meaning: 'AWS asks the owner of the organization for a business license',
  },
  'identity-center-user-exists': {
    text: 'AWS Control Tower failed to create the IAM Identity Center user because a user with that email address already exists.',
    confidence: 'inferred',
    afterMinutes: 16,
    accountCreated: true,
    passing: false,
    meaning: 'a user of IAM Identity Center has the address of the SSO user, under another user name',
  },
  'identity-provider-external': {
    text: 'AWS Control Tower could not enroll your account for the following reason: AWS Control Tower requires that you configure an IAM Identity Center directory as an identity source for your management account.',
    confidence: 'observed',
    afterMinutes: 3,
    accountCreated: true,
    passing: false,
    meaning: 'the users of IAM Identity Center come from an external identity provider',
  },
  'scp-denies': {
    text: 'User: arn:aws:sts::444455556666:assumed-role/AWSControlTowerExecution/enroll is not authorized to perform: config:PutConfigurationRecorder on resource: * with an explicit deny in a service control policy',
    confidence: 'observed',
    afterMinutes: 9,
    accountCreated: true,
    passing: false,
    meaning: 'a service control policy denies something inside the new account',
  },
  'moved-from-unit': {
    text: 'AWS Control Tower has detected that your member account \'pool-001 (444455556666)\' has been moved from organizational unit \'Pool (ou-abcd-11112222)\' to \'Core (ou-abcd-33334444)\'.',
    confidence: 'observed',
    afterMinutes: 8,
    accountCreated: true,
    passing: false,
    meaning: 'someone moved the account, in the words of the notification',
  },
  'control-tower-role': {
    text: 'ValidationException  AWS Control Tower could not complete the operation because it could not assume the \'AWSControlTowerAdmin\' role. Check the configuration for this role and try again.',
    confidence: 'observed',
    afterMinutes: 0.5,
    accountCreated: false,
    passing: false,
    meaning: 'Control Tower\'s own role was removed or changed',
  },
} as const satisfies Record<string, FactoryText>;

/** Replaces the placeholders of a text. */
export function fillIn(text: string, values: { readonly ou: string; readonly quota: number }): string {
  return text.replaceAll('{ou}', values.ou).replaceAll('{quota}', String(values.quota));
}
