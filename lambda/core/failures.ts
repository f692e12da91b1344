/**
 * The one table of failures: what a user can be told, with the way out.
 *
 * Values in braces are filled in when a failure happens. `docs/errors.md` is generated from this table, so a code that is here is documented, and a code
 * that isn't can't be used.
 */

import type { FailureParts } from './failure-text';

export { FAILURE_TEXT_MAX, parseFailure, renderFailure } from './failure-text';

/** One kind of failure. */
export interface FailureKind {
  /** What happened, as one sentence with the value. */
  readonly what: string;
  readonly fix: string;
  /** Where the account is, unless it was looked up. */
  readonly where: string;
  /** Whether deploying again, with or without the fix, does no harm. */
  readonly safeToDeployAgain: boolean;
  /** Whether an account may have come into being before it failed, so that it pays to look for it. */
  readonly accountMayExist: boolean;
  /** Examples of AWS's own texts that it is recognised by; none if it is found by looking. */
  readonly awsTexts: readonly string[];
}

const NOTHING_CREATED = 'No account was created.';
const NOT_KNOWN = 'Not known; look for {name} in AWS Organizations.';
const AS_IT_WAS = 'Untouched, where it was.';

/** What can be filled into the sentences of a failure. */
export type FailureValue = 'name' | 'email' | 'accountId' | 'owner' | 'place' | 'status' | 'value' | 'expected' | 'organizationalUnit' | 'minutes';

const KINDS = {
  'AR-EMAIL-IN-USE': {
    what: "account '{name}': the e-mail address {email} already belongs to an AWS account ({accountId}), and an address can be used once only.",
    fix: 'if it is an account of this organization, take it into the pool with existingAccountId, or take it over with adoptExisting: true if it has the same name; else choose another address.',
    where: NOTHING_CREATED,
    safeToDeployAgain: true,
    accountMayExist: true,
    awsTexts: [
      'AWS Control Tower cannot create an account because the email address is already in use by another AWS account.',
      'EMAIL_ALREADY_EXISTS',
    ],
  },
  'AR-EMAIL-INVALID': {
    what: "account '{name}': AWS Organizations refuses the e-mail address {email}.",
    fix: 'choose an address that mail can be delivered to, and deploy again.',
    where: NOTHING_CREATED,
    safeToDeployAgain: true,
    accountMayExist: false,
    awsTexts: ['AWS Control Tower failed to create your account: INVALID_EMAIL. The account could not be created because the email address is not valid.'],
  },
  'AR-OU-NOT-REGISTERED': {
    what: "account '{name}': the organizational unit {organizationalUnit} is not registered with Control Tower.",
    fix: 'register it in the Control Tower console (Organization, the unit, Actions, Register), or name a registered one as holdingOrganizationalUnitId, and deploy again.',
    where: NOTHING_CREATED,
    safeToDeployAgain: true,
    accountMayExist: false,
    awsTexts: ["InvalidParametersException  The parent organizational unit 'Pool' is not enrolled in AWS Control Tower."],
  },
  'AR-OU-NOT-FOUND': {
    what: "account '{name}': the organization has no organizational unit {organizationalUnit}.",
    fix: 'correct holdingOrganizationalUnitId to the id of a unit that is registered with Control Tower, and deploy again.',
    where: NOTHING_CREATED,
    safeToDeployAgain: true,
    accountMayExist: false,
    awsTexts: ["OrganizationalUnitNotFoundException: You specified an organizational unit that doesn't exist."],
  },
  'AR-NAME-NOT-OURS': {
    what: "account '{name}': a product or account of this name exists already and belongs to {owner}.",
    fix: 'choose another name, or remove it where it was made, or take it over with adoptExisting: true if its e-mail address is the same.',
    where: AS_IT_WAS,
    safeToDeployAgain: true,
    accountMayExist: false,
    awsTexts: [
      'InvalidParametersException: A stack named pool-010 already exists.',
      'DuplicateResourceException: The specified resource is a duplicate.',
    ],
  },
  'AR-ACCOUNT-QUOTA': {
    what: "account '{name}': the organization has reached its limit on the number of accounts.",
    fix: 'request an increase of the AWS Organizations quota "Default maximum number of accounts" (it is 10 at first), wait until it is granted, and deploy again.',
    where: NOTHING_CREATED,
    safeToDeployAgain: true,
    accountMayExist: false,
    awsTexts: [
      'AWS Control Tower cannot create an account because you have reached the limit on the number of accounts in your organization.',
      'ACCOUNT_LIMIT_EXCEEDED',
    ],
  },
  'AR-NO-LAUNCH-PATH': {
    what: "account '{name}': the role of the handlers has no launch path to the Account Factory product, {minutes} minutes after it was let in.",
    fix: "check that the role is associated with the portfolio 'AWS Control Tower Account Factory Portfolio' and that the landing zone needs no repair, and deploy again.",
    where: NOTHING_CREATED,
    safeToDeployAgain: true,
    accountMayExist: false,
    awsTexts: [
      'ResourceNotFoundException: No launch paths found for resource: prod-abcdefghijklm',
      'InvalidParametersException: profile does not exist',
      'Product with name AWS Control Tower Account Factory does not exist or access was denied.',
      'Your AWS IAM identity does not have access to the AWS Control Tower Account Factory portfolio.',
    ],
  },
  'AR-ACCESS-DENIED': {
    what: "account '{name}': a permission is missing, {minutes} minutes after the role was made.",
    fix: 'give the role of the handlers the action that AWS names below (a service control policy or a permissions boundary may take it away), and deploy again.',
    where: NOT_KNOWN,
    safeToDeployAgain: true,
    accountMayExist: true,
    awsTexts: [
      'AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/Robot/kick is not authorized to perform: controltower:CreateManagedAccount because no identity-based policy allows the controltower:CreateManagedAccount action',
      'AccessDeniedException User: arn:aws:sts::111122223333:assumed-role/Robot/kick is not authorized to perform: sso:DescribeRegisteredRegions',
    ],
  },
  'AR-LANDING-ZONE-NOT-READY': {
    what: "account '{name}': the landing zone is not set up completely, and no account can be created before it is.",
    fix: 'finish or repair the landing zone in the Control Tower console (opening its first page is sometimes all it takes), and deploy again.',
    where: NOTHING_CREATED,
    safeToDeployAgain: true,
    accountMayExist: false,
    awsTexts: ['AWS Control Tower cannot create accounts until your landing zone is set up completely.'],
  },
  'AR-ACCOUNT-MOVED': {
    what: "account '{name}': it stands outside the root and the holding organizational unit, and an account there is not ours to touch.",
    fix: 'move it back to the holding organizational unit, or have its enrolment repaired in the Control Tower console, and deploy again.',
    where: 'In another organizational unit than the factory put it.',
    safeToDeployAgain: true,
    accountMayExist: true,
    awsTexts: ['AWS Control Tower detects that your enrolled account has been moved to a new organizational unit.'],
  },
  'AR-EXECUTION-ROLE': {
    what: "account '{name}': Control Tower can't assume the role AWSControlTowerExecution in it, because the account is suspended or the role is gone.",
    fix: 'reopen the account or create the role in it again, trusting the management account, and deploy again.',
    where: NOT_KNOWN,
    safeToDeployAgain: true,
    accountMayExist: true,
    awsTexts: ["AWSControlTowerExecution role can't be assumed on the account."],
  },
  'AR-VPC-DEPENDENCIES': {
    what: "account '{name}': Control Tower can't replace the VPC in it, because something uses the default VPC.",
    fix: 'delete the default VPC of the account with what depends on it, in every region that Control Tower governs, and deploy again.',
    where: NOT_KNOWN,
    safeToDeployAgain: true,
    accountMayExist: true,
    awsTexts: ['AWS Control Tower could not baseline VPC in the managed account because of existing resource dependencies.'],
  },
  'AR-ROLE-EXISTS': {
    what: "account '{name}': a role that Control Tower wants to make in it exists already, left by an earlier enrolment.",
    fix: 'delete the role that AWS names below in the account, and deploy again.',
    where: NOT_KNOWN,
    safeToDeployAgain: true,
    accountMayExist: true,
    awsTexts: ['AWS Control Tower cannot create the IAM role aws-controltower-ForwardSnsNotificationRole because the role already exists.'],
  },
  'AR-CONFIG-EXISTS': {
    what: "account '{name}': it has a Config recorder or delivery channel of its own, and Control Tower enrols no account that has.",
    fix: 'delete the Config recorder and the delivery channel in the account, in every governed region, and deploy again.',
    where: NOT_KNOWN,
    safeToDeployAgain: true,
    accountMayExist: true,
    awsTexts: [
      'AWS Control Tower cannot enroll the account because an AWS Config configuration recorder already exists.',
      'AWS Control Tower cannot enroll the account because an AWS Config delivery channel already exists.',
    ],
  },
  'AR-STS-REGION-DISABLED': {
    what: "account '{name}': AWS STS is switched off in a region that Control Tower governs.",
    fix: 'activate the STS endpoint of the region in the account settings of IAM, in the management account and in this one, and deploy again.',
    where: NOT_KNOWN,
    safeToDeployAgain: true,
    accountMayExist: true,
    awsTexts: ['AWS Control Tower cannot enroll the account because AWS STS is disabled in the Region eu-central-1.'],
  },
  'AR-SCP-REQUIRES-TAGS': {
    what: "account '{name}': a service control policy demands tags that Control Tower's own resources don't carry.",
    fix: 'exempt the role AWSControlTowerExecution from the policy, and deploy again.',
    where: NOT_KNOWN,
    safeToDeployAgain: true,
    accountMayExist: true,
    awsTexts: ['AWS Control Tower cannot enroll the account because a service control policy (SCP) requires tags on resources.'],
  },
  'AR-SSO-USER-DISABLED': {
    what: "account '{name}': the IAM Identity Center user that it is to be given to is disabled.",
    fix: 'enable the user in IAM Identity Center, or name another one as ssoUser, and deploy again.',
    where: NOT_KNOWN,
    safeToDeployAgain: true,
    accountMayExist: true,
    awsTexts: ['AWS Control Tower failed because the IAM Identity Center user is disabled.'],
  },
  'AR-ORGANIZATIONS-PERMISSIONS': {
    what: "account '{name}': Control Tower was refused by AWS Organizations on behalf of the role of the handlers.",
    fix: 'check that the stack stands in the management account and that its role still has the Organizations permissions it was made with, and deploy again.',
    where: NOT_KNOWN,
    safeToDeployAgain: true,
    accountMayExist: true,
    awsTexts: ['You have insufficient permissions to perform AWS Organizations API actions.'],
  },
  'AR-ACCOUNT-SUSPENDED': {
    what: "account '{name}': account {accountId} is {status}, seen on {value}.",
    fix: 'reopen it through AWS Support within 90 days of its closing, or remove it from the app and terminate its product in Service Catalog.',
    where: 'In the organization, but out of use.',
    safeToDeployAgain: true,
    accountMayExist: false,
    awsTexts: [],
  },
  'AR-ACCOUNT-NOT-FOUND': {
    what: "account '{name}': account {accountId} is not in this organization.",
    fix: 'correct existingAccountId, or invite the account into the organization; if it was closed for good, remove it from the app and terminate its product.',
    where: 'Not in this organization.',
    safeToDeployAgain: true,
    accountMayExist: false,
    awsTexts: ["AccountNotFoundException: You specified an account that doesn't exist."],
  },
  'AR-STILL-WAITING': {
    what: "account '{name}': its time is up and no slot of the factory fell free; they are held by {value}.",
    fix: 'deploy again when fewer operations run, or raise the quota "Concurrent account operations" and concurrency with it.',
    where: 'Not requested yet, or as the last attempt left it.',
    safeToDeployAgain: true,
    accountMayExist: false,
    awsTexts: [],
  },
  'AR-STILL-RUNNING': {
    what: "account '{name}': its time is up and the factory is still at work on it.",
    fix: 'deploy again: the next deployment goes on with the running operation; if that never ends, see the product in Service Catalog.',
    where: 'Being created by Control Tower.',
    safeToDeployAgain: true,
    accountMayExist: false,
    awsTexts: [],
  },
  'AR-STILL-BUSY': {
    what: "account '{name}': its time is up and the factory refused every attempt because it was busy with other operations.",
    fix: 'deploy again when fewer operations run, or set concurrency below the quota if others use the factory too.',
    where: 'Not created yet, or its enrolment is not complete.',
    safeToDeployAgain: true,
    accountMayExist: false,
    awsTexts: [
      'ResourceInUseException  Account Factory cannot create this enrolled account right now, because another execution is in progress. Try again later.',
      'ResourceInUseException  Account Factory cannot complete an operation on this account, because another AWS Control Tower operation is in progress. Try again later.',
      'ResourceInUseException: Account Factory cannot complete an operation on this account, because the allowed maximum of 5 concurrent account operations is exceeded. Try again later.',
      'TooManyRequestsException: another request is already in progress',
      'ConflictException: another operation on this account is in progress',
      'CONCURRENT_ACCOUNT_MODIFICATION',
    ],
  },
  'AR-STILL-TRANSIENT': {
    what: "account '{name}': its time is up and AWS kept failing for reasons that usually pass.",
    fix: 'deploy again in a while; if AWS says the same then, ask AWS Support with its text.',
    where: 'Not created yet, or its enrolment is not complete.',
    safeToDeployAgain: true,
    accountMayExist: false,
    awsTexts: [
      'Package is in state CREATING, but must be in state AVAILABLE',
      'AWS Control Tower cannot deploy the required stack set. The AWSControlTowerStackSetRole is unable to assume the AWSControlTowerExecution role.',
      'ThrottlingException: Rate exceeded',
      'INTERNAL_FAILURE',
    ],
  },
  'AR-UNKNOWN-STATUS': {
    what: "account '{name}': AWS reports the status {status}, where {expected} was expected.",
    fix: 'look at the product or account in the console and bring it into an orderly state; if the status is new to AWS, upgrade this library.',
    where: AS_IT_WAS,
    safeToDeployAgain: true,
    accountMayExist: false,
    awsTexts: [],
  },
  'AR-RENAMED': {
    what: "account '{name}': this resource stands for {value}, and neither the name nor the e-mail address of an account can change.",
    fix: 'restore the name and the e-mail address, or declare a new account under a new construct id and remove this one, which keeps the old account.',
    where: AS_IT_WAS,
    safeToDeployAgain: true,
    accountMayExist: false,
    awsTexts: [],
  },
  'AR-BAD-PROPERTY': {
    what: '{name} is {value}, where {expected} was expected.',
    fix: 'correct the setting in the app, or in the template if it was edited, and deploy again.',
    where: AS_IT_WAS,
    safeToDeployAgain: true,
    accountMayExist: false,
    awsTexts: [],
  },
  'AR-FACTORY-FAILED': {
    what: "account '{name}': Control Tower failed with a text that is not known here.",
    fix: "remove the cause that AWS names below, and deploy again; if you don't know it, ask AWS Support with its text.",
    where: NOT_KNOWN,
    safeToDeployAgain: true,
    accountMayExist: true,
    awsTexts: [],
  },
  'AR-CALL-REFUSED': {
    what: "account '{name}': AWS refused {value} for a reason that is not known here.",
    fix: "remove the cause that AWS names below, and deploy again; if you don't know it, ask AWS Support with its text.",
    where: AS_IT_WAS,
    safeToDeployAgain: true,
    accountMayExist: false,
    awsTexts: [],
  },
  'AR-NOT-MANAGEMENT-ACCOUNT': {
    what: 'the stack is deployed to account {accountId}, but accounts are created in the management account of an organization ({expected}).',
    fix: 'deploy the stack to the management account: set env.account of the stack and use credentials of that account.',
    where: NOTHING_CREATED,
    safeToDeployAgain: true,
    accountMayExist: false,
    awsTexts: [],
  },
  'AR-IDENTITY-CENTER-OFF': {
    what: 'IAM Identity Center is not enabled in {value}, and Account Factory gives each account to a user of it.',
    fix: 'enable IAM Identity Center in the home region of Control Tower, and deploy again.',
    where: NOTHING_CREATED,
    safeToDeployAgain: true,
    accountMayExist: false,
    awsTexts: [],
  },
  'AR-WRONG-REGION': {
    what: 'region {value} has no {expected}, so it is not the home region of Control Tower, or there is no landing zone.',
    fix: 'deploy the stack to the home region (env.region), which the Control Tower console names under Landing zone settings.',
    where: NOTHING_CREATED,
    safeToDeployAgain: true,
    accountMayExist: false,
    awsTexts: ['Product with name AWS Control Tower Account Factory not found'],
  },
  'AR-STACK-UNREADABLE': {
    what: "account '{name}': the state of the stack can't be read, and without it nothing can be started safely.",
    fix: 'give the role of the handlers cloudformation:DescribeStacks on the stack and its root, and deploy again.',
    where: AS_IT_WAS,
    safeToDeployAgain: true,
    accountMayExist: false,
    awsTexts: [],
  },
} as const satisfies Record<string, FailureKind>;

/** A stable code: users and alarms may rely on it. */
export type FailureCode = keyof typeof KINDS;

/** The table, by code. */
export const FAILURES: Readonly<Record<FailureCode, FailureKind>> = KINDS;

/** All codes, in the table's order. */
export const FAILURE_CODES = Object.keys(KINDS) as FailureCode[];

/** A failure with its values filled in. */
export interface Failure extends FailureParts {
  readonly code: FailureCode;
}

/** Values for the sentences; a value that isn't given reads "unknown". */
export type FailureValues = { readonly [value in FailureValue]?: string };

/** Fills in a failure. `awsText` is kept as AWS words it. A `place`, if given, says where the account is instead of the table's sentence. */
export function failureOf(code: FailureCode, values: FailureValues, awsText?: string): Failure {
  const kind = FAILURES[code];
  const fill = (template: string) => template.replace(/\{(\w+)\}/g, (_, key: FailureValue) => values[key] ?? 'unknown');
  return {
    code,
    what: fill(kind.what),
    fix: fill(kind.fix),
    where: values.place ?? fill(kind.where),
    safeToDeployAgain: kind.safeToDeployAgain,
    ...(awsText === undefined || awsText.trim() === '' ? {} : { awsText }),
  };
}
