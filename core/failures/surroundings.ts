/** Rows of the table of failures whose cause lies around the account: in what AWS asks of its owner, in policies, in IAM Identity Center, in its age. */

import { AS_IT_WAS, NOT_KNOWN, NOTHING_CREATED } from './failure-kind';
import type { FailureKind } from './failure-kind';

export const SURROUNDINGS = {
  'AR-CREATIONS-TODAY': {
    what: 'the organization has created as many accounts as it may in one day.',
    fix: 'deploy again tomorrow.',
    where: NOTHING_CREATED,
    scope: 'organization',
  },
  'AR-PAYMENT': {
    what: 'AWS creates no account before the management account has a valid payment method and postal address.',
    fix: 'correct them in its billing and account settings, and deploy again.',
    where: NOTHING_CREATED,
    scope: 'organization',
  },
  'AR-BUSINESS-VALIDATION': {
    what: "the business validation of the management account's owner is missing, under way or failed.",
    fix: 'complete it as AWS has asked the owner to, or ask AWS Support, and deploy again.',
    where: NOTHING_CREATED,
    scope: 'organization',
  },
  'AR-SCP-DENIES': {
    what: 'a service control policy denies what is done in a member account.',
    fix: "exempt the role that AWS names below (AWSControlTowerExecution is Control Tower's) from the policy, and deploy again.",
    where: NOT_KNOWN,
    accountMayExist: true,
    scope: 'organization',
  },
  'AR-TAG-POLICY': {
    what: 'a tag policy of the organization refuses one of its tags.',
    fix: 'correct the tag that AWS names below in the app, or let the policy allow it (account-robot:* are our own), and deploy again.',
    where: AS_IT_WAS,
    accountMayExist: true,
  },
  'AR-SSO-USER-EXISTS': {
    what: 'IAM Identity Center has the address of ssoUser already, under another user name, so that Control Tower can neither find nor create the user.',
    fix: "give that user its address as user name, or name another address as ssoUser, and deploy again; the account's own address is fine.",
    where: NOT_KNOWN,
    accountMayExist: true,
    scope: 'organization',
  },
  'AR-IDENTITY-SOURCE': {
    what: 'the users of IAM Identity Center come from an external identity provider, and Control Tower can create none there.',
    fix: 'create the user there, wait until IAM Identity Center shows it, name its address as ssoUser, and deploy again; if Control Tower insists, make the Identity Center directory the source.',
    where: NOT_KNOWN,
    accountMayExist: true,
    scope: 'organization',
  },
  'AR-ACCOUNT-NOT-READY': {
    what: 'AWS has not fully activated it yet, and nothing can be set up in it before.',
    fix: 'deploy again in an hour; if AWS says the same then, have AWS Support complete the activation.',
    where: NOT_KNOWN,
    accountMayExist: true,
  },
  'AR-ACCOUNT-CLOSED': {
    what: 'account {accountId} is {status}, seen on {value}.',
    fix: 'reopen it through AWS Support within 90 days of its closing; else remove it from the app, terminate its product, if any, and declare a new one under another name and address: an address can be used once only.',
    where: 'In the organization, but out of use.',
  },
} as const satisfies Record<string, FailureKind>;
