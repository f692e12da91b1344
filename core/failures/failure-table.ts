/**
 * The table of failures: the sentences that tell a user what happened, with the way out, and what a failure means to decisions.
 *
 * Values in braces are filled in when a failure happens. `docs/errors.md` is generated from this table, so a code that is here is documented, and a code
 * that isn't can't be used. In a handler's folder it is a file of its own, read when the first failure is told: most runs of a function tell none.
 */

import { AS_IT_WAS, NOT_KNOWN, NOTHING_CREATED } from './failure-kind';
import type { FailureKind } from './failure-kind';
import { ORGANIZATIONS } from './organizations';
import { SURROUNDINGS } from './surroundings';

const NOT_REGISTERED = 'Where the last step left it; nothing was changed since.';

/** The rows, by code. */
export const KINDS = {
  'AR-EMAIL-IN-USE': {
    what: 'its e-mail address already belongs to an AWS account ({accountId}), and an address can be used once only.',
    fix: 'if it is an account of this organization, take it into the pool with existingAccountId, or take it over with adoptExisting: true if it has the same name; else choose another address.',
    where: NOTHING_CREATED,
    accountMayExist: true,
  },
  'AR-EMAIL-INVALID': {
    what: 'AWS Organizations refuses its e-mail address.',
    fix: 'choose an address that mail can be delivered to, and deploy again.',
    where: NOTHING_CREATED,
  },
  'AR-OU-NOT-REGISTERED': {
    what: 'the organizational unit {organizationalUnit} is not registered with Control Tower.',
    fix: 'register it in the Control Tower console (Organization, the unit, Actions, Register), or name a registered one as holdingOrganizationalUnitId, and deploy again.',
    where: NOTHING_CREATED,
    scope: 'organization',
  },
  'AR-OU-NOT-FOUND': {
    what: 'the organization has no organizational unit {organizationalUnit}.',
    fix: 'correct holdingOrganizationalUnitId to the id of a unit that is registered with Control Tower, and deploy again.',
    where: NOTHING_CREATED,
    scope: 'organization',
  },
  'AR-NAME-NOT-OURS': {
    what: 'a product or account of this name exists already and belongs to {owner}.',
    fix: 'choose another name, or remove it where it was made, or take it over with adoptExisting: true if its e-mail address is the same.',
    where: AS_IT_WAS,
  },
  'AR-NOT-ENROLLED': {
    what: 'account {accountId}, which is to be taken over, is not enrolled in Control Tower: {status}.',
    fix: "enrol it in the Control Tower console (Organization, the account, Actions, Enroll) and deploy again, or take it as it is with existingAccountId: '{accountId}' instead of adoptExisting.",
    where: AS_IT_WAS,
  },
  'AR-ACCOUNT-QUOTA': {
    what: 'the organization has reached its limit on the number of accounts.',
    fix: 'request an increase of the AWS Organizations quota "Default maximum number of accounts" (it is 10 at first), wait until it is granted, and deploy again.',
    where: NOTHING_CREATED,
    scope: 'organization',
  },
  'AR-QUOTA-TOO-SMALL': {
    what: 'the stack declares {coming}, and the organization, which has {present} of at most {quota}, has room for {room}.',
    wholeSentence: true,
    fix: 'request an increase of the AWS Organizations quota "Default maximum number of accounts" to at least {needed} in us-east-1 and wait until it is granted, or let the stack declare {most}; then deploy again.',
    where: NOTHING_CREATED,
  },
  'AR-NO-LAUNCH-PATH': {
    what: 'the role of the handlers has no launch path to the Account Factory product, {minutes} minutes after it was let in.',
    fix: "see in the portfolio 'AWS Control Tower Account Factory Portfolio' (Service Catalog, Portfolios, Access) whether the role is there, add it if somebody removed it (CloudFormation doesn't notice that), check that the landing zone needs no repair, and deploy again.",
    where: NOTHING_CREATED,
    scope: 'organization',
  },
  'AR-ACCESS-DENIED': {
    what: 'a permission is missing, {minutes} minutes after the role was made.',
    fix: 'give the role of the handlers the action that AWS names below (a permissions boundary may take it away), and deploy again.',
    where: NOT_KNOWN,
    accountMayExist: true,
    scope: 'organization',
  },
  'AR-LANDING-ZONE-NOT-READY': {
    what: 'the landing zone is not set up completely, and no account can be created before it is.',
    fix: 'finish or repair the landing zone in the Control Tower console (opening its first page is sometimes all it takes), and deploy again.',
    where: NOTHING_CREATED,
    scope: 'organization',
  },
  'AR-ACCOUNT-MOVED': {
    what: 'it stands outside the root and the holding organizational unit, and an account there is not ours to touch.',
    fix: 'move it back to the holding organizational unit, or have its enrolment repaired in the Control Tower console, and deploy again.',
    where: 'In another organizational unit than the factory put it.',
    accountMayExist: true,
  },
  'AR-EXECUTION-ROLE': {
    what: "Control Tower can't assume the role AWSControlTowerExecution in it, because the account is suspended or the role is gone.",
    fix: 'reopen the account or create the role in it again, trusting the management account, and deploy again.',
    where: NOT_KNOWN,
    accountMayExist: true,
  },
  'AR-VPC-DEPENDENCIES': {
    what: "Control Tower can't replace the VPC in it, because something uses the default VPC.",
    fix: 'delete the default VPC of the account with what depends on it, in every region that Control Tower governs, and deploy again.',
    where: NOT_KNOWN,
    accountMayExist: true,
  },
  'AR-ROLE-EXISTS': {
    what: 'a role that Control Tower wants to make in it exists already, left by an earlier enrolment.',
    fix: 'delete the role that AWS names below in the account, and deploy again.',
    where: NOT_KNOWN,
    accountMayExist: true,
  },
  'AR-CONFIG-EXISTS': {
    what: 'it has a Config recorder or delivery channel of its own, and Control Tower enrols no account that has.',
    fix: 'delete the Config recorder and the delivery channel in the account, in every governed region, and deploy again.',
    where: NOT_KNOWN,
    accountMayExist: true,
  },
  'AR-STS-REGION-DISABLED': {
    what: 'AWS STS is switched off in a region that Control Tower governs.',
    fix: 'activate the STS endpoint of the region in the account settings of IAM, in the management account and in this one, and deploy again.',
    where: NOT_KNOWN,
    accountMayExist: true,
  },
  'AR-SCP-REQUIRES-TAGS': {
    what: "a service control policy demands tags that Control Tower's own resources don't carry.",
    fix: 'exempt the role AWSControlTowerExecution from the policy, and deploy again.',
    where: NOT_KNOWN,
    accountMayExist: true,
    scope: 'organization',
  },
  'AR-SSO-USER-DISABLED': {
    what: 'the IAM Identity Center user that it is to be given to is disabled.',
    fix: 'enable the user in IAM Identity Center, or name another one as ssoUser, and deploy again.',
    where: NOT_KNOWN,
    accountMayExist: true,
  },
  'AR-ORGANIZATIONS-PERMISSIONS': {
    what: 'Control Tower was refused by AWS Organizations on behalf of the role of the handlers.',
    fix: 'check that the stack stands in the management account and that its role still has the Organizations permissions it was made with, and deploy again.',
    where: NOT_KNOWN,
    accountMayExist: true,
    scope: 'organization',
  },
  'AR-ACCOUNT-SUSPENDED': {
    what: 'AWS has suspended account {accountId}, seen on {value}.',
    fix: 'ask AWS Support why (an open bill, for instance) and have it reinstated, and deploy again; else remove it from the app and terminate its product in Service Catalog.',
    where: 'In the organization, but out of use.',
  },
  ...SURROUNDINGS,
  ...ORGANIZATIONS,
  'AR-ACCOUNT-NOT-FOUND': {
    what: 'account {accountId} is not in this organization.',
    fix: 'correct existingAccountId, or invite the account into the organization; if it is gone for good, remove it from the app and terminate its product, and declare a new one under another construct id.',
    where: 'Not in this organization.',
  },
  'AR-STILL-WAITING': {
    what: 'its time is up and no slot of the factory fell free; they are held by {value}.',
    fix: 'deploy again when fewer operations run, or raise the quota "Concurrent account operations" and concurrency with it.',
    where: 'Not requested yet, or as the last attempt left it.',
  },
  'AR-STILL-RUNNING': {
    what: 'its time is up and the factory is still at work on it.',
    fix: 'deploy again: the next deployment goes on with the running operation; if that never ends, see the product in Service Catalog.',
    where: 'Being created by Control Tower.',
  },
  'AR-STILL-BUSY': {
    what: 'its time is up and the factory refused every attempt because it was busy with other operations.',
    fix: 'deploy again when fewer operations run, or set concurrency below the quota if others use the factory too.',
    where: 'Not created yet, or its enrolment is not complete.',
  },
  'AR-STILL-TRANSIENT': {
    what: 'its time is up and AWS kept failing for reasons that usually pass.',
    fix: 'deploy again in a while; if AWS says the same then, ask AWS Support with its text.',
    where: 'Not created yet, or its enrolment is not complete.',
  },
  'AR-UNKNOWN-STATUS': {
    what: 'AWS reports the status {status}, where {expected} was expected.',
    fix: 'look at the product or account in the console and bring it into an orderly state; if the status is new to AWS, upgrade this library.',
    where: AS_IT_WAS,
  },
  'AR-RENAMED': {
    what: 'this resource stands for {value}, and neither the name nor the e-mail address nor the id of an account can change.',
    fix: 'restore the name, the e-mail address and existingAccountId, or declare a new account under a new construct id and remove this one, which keeps the old account.',
    where: AS_IT_WAS,
  },
  'AR-BAD-PROPERTY': {
    wholeSentence: true,
    what: '{name} is {value}, where {expected} was expected.',
    fix: 'correct the setting in the app, or in the template if it was edited, and deploy again.',
    where: AS_IT_WAS,
  },
  'AR-FACTORY-FAILED': {
    what: 'Control Tower failed with a text that is not known here.',
    fix: "remove the cause that AWS names below, and deploy again; if you don't know it, ask AWS Support with its text.",
    where: NOT_KNOWN,
    accountMayExist: true,
  },
  'AR-CALL-REFUSED': {
    what: 'AWS refused {value} for a reason that is not known here.',
    fix: "remove the cause that AWS names below, and deploy again; if you don't know it, ask AWS Support with its text.",
    where: AS_IT_WAS,
  },
  'AR-NOT-MANAGEMENT-ACCOUNT': {
    wholeSentence: true,
    what: 'the stack is deployed to account {accountId}, but accounts are created in the management account of an organization ({expected}).',
    fix: 'deploy the stack to the management account: set env.account of the stack and use credentials of that account.',
    where: NOTHING_CREATED,
  },
  'AR-IDENTITY-CENTER-OFF': {
    wholeSentence: true,
    what: 'IAM Identity Center is not enabled in {value}, and Account Factory gives each account to a user of it.',
    fix: 'enable IAM Identity Center in the home region of Control Tower, or have the landing zone leave access to accounts to you (accessManagement in its manifest), and deploy again.',
    where: NOTHING_CREATED,
  },
  'AR-WRONG-REGION': {
    wholeSentence: true,
    what: 'region {value} has no {expected}, so it is not the home region of Control Tower, or there is no landing zone.',
    fix: 'deploy the stack to the home region (env.region), which the Control Tower console names under Landing zone settings.',
    where: NOTHING_CREATED,
  },
  'AR-STACK-UNREADABLE': {
    what: "the state of the stack can't be read, and without it nothing can be started safely.",
    fix: 'give the role of the handlers cloudformation:DescribeStacks on the stack and its root, and deploy again.',
    where: AS_IT_WAS,
  },
  'AR-SANDBOX-NOT-FOUND': {
    what: "region {region} of the management account has no parameter {value}, so Innovation Sandbox '{sandbox}' can't be found.",
    fix: "correct the namespace, or set region of InnovationSandbox.fromNamespace() to the region that Innovation Sandbox's AccountPool stack stands in, and deploy again.",
    where: NOT_REGISTERED,
  },
  'AR-SANDBOX-CONFIGURATION': {
    what: "what Innovation Sandbox '{sandbox}' publishes of itself can't be understood: {value}, where {expected} was expected.",
    fix: 'repair the AccountPool stack of Innovation Sandbox; if its version is newer than this library, upgrade the library; and deploy again.',
    where: NOT_REGISTERED,
  },
  'AR-SANDBOX-TOO-OLD': {
    what: "Innovation Sandbox '{sandbox}' is version {value}, which accepts tokens that anybody can forge; registration needs 1.2 or later.",
    fix: 'upgrade Innovation Sandbox, best to 1.3 or later, name the access that fits it, and deploy again.',
    where: NOT_REGISTERED,
  },
  'AR-SANDBOX-ACCESS': {
    what: "Innovation Sandbox '{sandbox}' is version {value}, which is reached by {expected}, but the app says {status}.",
    fix: 'use {expected} as access of the sandbox, set up what it needs in the hub account, and deploy again.',
    where: NOT_REGISTERED,
  },
  'AR-SANDBOX-ROLE': {
    what: "role {value} in the hub account of Innovation Sandbox '{sandbox}' can't be assumed.",
    fix: 'check that the role exists, that it trusts the role of the handlers (AccountFactory.roleName) in this account, and that the external id is the one in its trust policy; AWS does not say which it is. Then deploy again.',
    where: NOT_REGISTERED,
  },
  'AR-SANDBOX-EXTERNAL-ID': {
    what: "role {value} in the hub account of Innovation Sandbox '{sandbox}' can't be assumed, and {expected}.",
    fix: 'set externalId of the access to the one in the trust policy of the role (for a machine client: the output M2MExternalId of its stack), and deploy again.',
    where: NOT_REGISTERED,
  },
  'AR-SANDBOX-HUB-DENIED': {
    what: "role {value} in the hub account of Innovation Sandbox '{sandbox}' may not make the call that registration needs.",
    fix: 'deploy the stack with SandboxHubAccess again for this namespace and generation, give the role the action that AWS names below, and deploy again.',
    where: NOT_REGISTERED,
  },
  'AR-SANDBOX-API-STALE': {
    what: "REST API {value} of Innovation Sandbox '{sandbox}' refuses the machine client, as it does after an upgrade has replaced the API.",
    fix: "update the machine client's stack in the hub account so that its role names the present API, correct apiId if the app names one (better: let it be read with apiIdRoleArn), and deploy again.",
    where: NOT_REGISTERED,
  },
  'AR-SANDBOX-CLIENT-ROLE': {
    what: "Innovation Sandbox '{sandbox}' doesn't take role {value} for a machine client that may register accounts.",
    fix: 'make the role by the template InnovationSandbox-M2mClient of Innovation Sandbox with Role Admin, pass its outputs to SandboxAccess.machineClient(), and deploy again.',
    where: NOT_REGISTERED,
  },
  'AR-SANDBOX-SECRET': {
    what: "the secret {value} in the hub account, which tokens for Innovation Sandbox '{sandbox}' are signed with, can't be read.",
    fix: 'give the hub role secretsmanager:GetSecretValue on the secret and kms:Decrypt on its key (SandboxHubAccess does; name jwtSecretKeyArn if the key has no alias), and deploy again.',
    where: NOT_REGISTERED,
  },
  'AR-SANDBOX-TOKEN': {
    what: "Innovation Sandbox '{sandbox}' refuses a token that was signed with its present secret.",
    fix: 'check that namespace and hub account belong together and that the secret was not changed by hand, and deploy again.',
    where: NOT_REGISTERED,
  },
  'AR-SANDBOX-FOREIGN-UNIT': {
    what: "account {accountId} stands in {organizationalUnit}, which is neither the root nor the holding unit nor one of Innovation Sandbox '{sandbox}'; registration would erase everything in it, so nothing was touched.",
    fix: 'if it is to be erased and pooled, move it to the holding unit, or name its unit as existingAccountParentId beside existingAccountId; else remove it from the app. Then deploy again.',
    where: AS_IT_WAS,
  },
  'AR-SANDBOX-LEASED': {
    what: "Innovation Sandbox '{sandbox}' has it as {status}, so somebody works in it, but it stands in {organizationalUnit}; a leased account is never cleaned.",
    fix: 'end the lease in Innovation Sandbox, or move the account back to the unit of its status, and deploy again.',
    where: AS_IT_WAS,
  },
  'AR-SANDBOX-EXITED': {
    what: "it was ejected from Innovation Sandbox '{sandbox}' and stands in its Exit unit.",
    fix: 'to erase it and take it back into the pool, declare it with existingAccountId, or move it to the holding unit; else remove it from the app. Then deploy again.',
    where: AS_IT_WAS,
  },
  'AR-SANDBOX-STACKSET': {
    what: 'StackSet {value} did not get to CURRENT in it ({status}), and without its role every cleaning fails.',
    fix: 'look at the operations of the StackSet in the management account, repair what keeps it from the account (automatic deployment to the pool unit must be on), and deploy again.',
    where: 'In the Entry unit of Innovation Sandbox, not registered yet.',
  },
  'AR-SANDBOX-IDENTITY-CENTER': {
    what: "its time is up and Innovation Sandbox '{sandbox}' rolled every registration back, as it does while IAM Identity Center refuses its assignments.",
    fix: 'wait until Control Tower and others are done with assignments for the account, check the logs of its accounts function, and deploy again.',
    where: 'In the Entry unit of Innovation Sandbox.',
  },
  'AR-SANDBOX-UNANSWERED': {
    what: "its time is up and Innovation Sandbox '{sandbox}' gave no usable answer.",
    fix: 'check that Innovation Sandbox works (the logs of its accounts function in the hub account, its WAF), and deploy again.',
    where: 'Where the last step left it.',
  },
  'AR-SANDBOX-EMAIL-REFUSED': {
    what: "Innovation Sandbox '{sandbox}' takes its name or its e-mail address for invalid.",
    fix: 'change name or address of the account in its account settings to a plain one (at most 50 characters, no unusual signs in the address), or take another account, and deploy again.',
    where: 'Moved back to the Entry unit of Innovation Sandbox, not registered.',
  },
  'AR-SANDBOX-ADMINISTRATION-ACCOUNT': {
    what: "account {accountId} is one that Innovation Sandbox '{sandbox}' itself runs in, and it registers no such account.",
    fix: 'correct existingAccountId to an account that may be erased, and deploy again.',
    where: 'Moved to the Entry unit of Innovation Sandbox, not registered; move it back.',
    safeToDeployAgain: false,
  },
  'AR-SANDBOX-REFUSED': {
    what: "Innovation Sandbox '{sandbox}' refuses to register account {accountId} (status {status}).",
    fix: 'remove the cause that it names below, and deploy again.',
    where: 'In the Entry unit of Innovation Sandbox, not registered.',
  },
  'AR-SANDBOX-CLEANING-FAILED': {
    what: "Innovation Sandbox '{sandbox}' could not clean it and put it into quarantine; see {value}.",
    fix: "look up in that execution what could not be deleted, add a filter for it to Innovation Sandbox's cleaning configuration (Control Tower's own stacks, StackSet-AWSControlTowerBP-*, are the usual ones), and deploy again with another value of verify: it is cleaned once more. If it failed at once, raise the hub account's quota of concurrently running builds of CodeBuild.",
    where: 'In the Quarantine unit of Innovation Sandbox.',
  },
  'AR-SANDBOX-MISMATCH': {
    what: "its time is up; it stands in {organizationalUnit}, and Innovation Sandbox '{sandbox}' has it as {status}.",
    fix: 'look at the account in Innovation Sandbox; moving it to its Entry unit, where nothing happens to it, and deploying again starts its registration anew, and everything in it will be erased.',
    where: NOT_REGISTERED,
  },
  'AR-SANDBOX-BILLING-VIEW': {
    what: 'it could not be added to the billing view {value}, without which it must not enter the pool.',
    fix: 'check the ARN, that the role of the handlers may read and update the view (a view of another account must be shared); or drop billingViewRequired. Then deploy again.',
    where: NOT_REGISTERED,
  },
  'AR-SANDBOX-BILLING-VIEW-FULL': {
    what: 'the billing view {value} holds as many accounts as a view can (200), and the account must not enter the pool without one.',
    fix: 'make one more custom billing view and name it as billingViewArn in another stack, which new accounts go to (a factory has one view for each Innovation Sandbox; accounts of a full view stay in it); or drop billingViewRequired and deploy again.',
    where: NOT_REGISTERED,
  },
  'AR-STILL-UNREGISTERED': {
    what: "its time is up before it was registered with Innovation Sandbox '{sandbox}'.",
    fix: 'deploy again: the next deployment goes on where this one stopped.',
    where: 'Where the last step left it.',
  },
  'AR-STILL-CLEANING': {
    what: "its time is up and Innovation Sandbox '{sandbox}' is still cleaning it.",
    fix: 'deploy again: the next deployment waits for the same cleaning, and after twelve hours, when that has ended without a word, begins a new one; if each of them hangs, see in its execution ({value}) what keeps it.',
    where: 'In the CleanUp unit of Innovation Sandbox.',
  },
} as const satisfies Record<string, FailureKind>;

/** All codes, in the table's order. */
export const FAILURE_CODES = Object.keys(KINDS) as (keyof typeof KINDS)[];
