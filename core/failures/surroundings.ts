/** Rows of the table of failures whose cause lies around the account: in what AWS asks of its owner, in policies, in IAM Identity Center, in its age. */

import { AS_IT_WAS, NOT_KNOWN, NOTHING_CREATED } from './failure-kind';
import type { FailureKind } from './failure-kind';

export const SURROUNDINGS = {
  'AR-CREATIONS-TODAY': {
    what: 'the organization has created as many accounts as it may in one day.',
    fix: 'deploy again tomorrow.',
    where: NOTHING_CREATED,
  },
  'AR-PAYMENT': {
    what: 'AWS creates no account for the organization, because the payment method or the postal address of its management account is missing or not valid.',
    fix: 'correct them in the management account (Billing, Payment preferences; Account, Contact information), and deploy again.',
    where: NOTHING_CREATED,
  },
  'AR-BUSINESS-VALIDATION': {
    what: 'the business validation that AWS asks of the owner of the management account is missing, under way or failed.',
    fix: 'complete it as AWS tells the owner of the management account, or ask AWS Support with the text below, and deploy again.',
    where: NOTHING_CREATED,
  },
  'AR-SCP-DENIES': {
    what: 'a service control policy denies what is done in a member account.',
    fix: 'exempt the role that AWS names below from the policy (AWSControlTowerExecution, where Control Tower is at work in the new account), and deploy again.',
    where: NOT_KNOWN,
    accountMayExist: true,
  },
  'AR-TAG-POLICY': {
    what: 'a tag policy of the organization refuses one of its tags.',
    fix: 'correct the tag that AWS names below in the app, or let the policy allow it (account-robot:* are our own), and deploy again.',
    where: AS_IT_WAS,
    accountMayExist: true,
  },
  'AR-SSO-USER-EXISTS': {
    what: 'IAM Identity Center has a user of the address of ssoUser already, under another user name, so that Control Tower can neither find nor create it.',
    fix: "give that user its address as user name, delete it if nobody needs it, or name another address as ssoUser, and deploy again; the account's own address is fine.",
    where: NOT_KNOWN,
    accountMayExist: true,
  },
  'AR-IDENTITY-SOURCE': {
    what: 'the users of IAM Identity Center come from an external identity provider, and Control Tower can create none there.',
    fix: 'create the user in the identity provider, wait until it shows in IAM Identity Center, name its address as ssoUser, and deploy again; if Control Tower insists, make the Identity Center directory the identity source.',
    where: NOT_KNOWN,
    accountMayExist: true,
  },
  'AR-ACCOUNT-NOT-READY': {
    what: 'AWS has not fully activated it yet, and nothing can be set up in it before.',
    fix: "deploy again in an hour; if AWS says the same then, ask AWS Support to complete the account's activation.",
    where: NOT_KNOWN,
    accountMayExist: true,
  },
} as const satisfies Record<string, FailureKind>;
