/**
 * What a text of AWS means.
 *
 * Account Factory reports as text what other services report as exceptions, and AWS rewords it at times: patterns match the stable part. The order
 * matters, the first match counts: what is surely permanent first, the vague "try again later" last.
 */

import type { FailureCode } from './failures';

/** What to make of a text. */
export type Verdict =
  /** Another operation was in the way; the account was not even begun. */
  | { readonly kind: 'busy' }
  /** Likely to pass by itself. */
  | { readonly kind: 'transient' }
  /** IAM and the portfolio association take minutes to spread: passing at first, permanent later. */
  | { readonly kind: 'spreading'; readonly code: FailureCode }
  /** A new account isn't at once what it will be: passing while it is young, permanent later. */
  | { readonly kind: 'young'; readonly code: FailureCode }
  | { readonly kind: 'permanent'; readonly code: FailureCode }
  /** No text that is known. */
  | { readonly kind: 'unclassified' };

const BUSY: Verdict = { kind: 'busy' };
const TRANSIENT: Verdict = { kind: 'transient' };
const spreading = (code: FailureCode): Verdict => ({ kind: 'spreading', code });
const young = (code: FailureCode): Verdict => ({ kind: 'young', code });
const permanent = (code: FailureCode): Verdict => ({ kind: 'permanent', code });

const PATTERNS: readonly (readonly [RegExp, Verdict])[] = [
  [/organizational unit .*is not enrolled in AWS Control Tower/i, permanent('AR-OU-NOT-REGISTERED')],
  [/OrganizationalUnitNotFoundException|organizational unit that doesn't exist/i, permanent('AR-OU-NOT-FOUND')],
  [/AccountNotFoundException|ChildNotFoundException|TargetNotFoundException/, permanent('AR-ACCOUNT-NOT-FOUND')],
  [/limit on the number of accounts|ACCOUNT_LIMIT_EXCEEDED|ACCOUNT_NUMBER_LIMIT_EXCEEDED/i, permanent('AR-ACCOUNT-QUOTA')],
  [/accounts\b.*\b(in one|in a|per) day\b|daily (limit|quota)/i, permanent('AR-CREATIONS-TODAY')],
  // An address that IAM Identity Center has is no address of an account: whoever means a user says so.
  [/\buser with (that|this|the same) e-?mail|(Identity Center|SSO|identity store) user\b.*\balready exists/i, permanent('AR-SSO-USER-EXISTS')],
  [/INVALID_EMAIL|e-?mail address (you provided )?is (not valid|invalid)/i, permanent('AR-EMAIL-INVALID')],
  [/(EMAIL|GOVCLOUD_ACCOUNT)_ALREADY_EXISTS|account with (that|this|the same) e-?mail|e-?mail( address)?( \S+@\S+)? (is )?already (in use|used|exists|associated|taken)/i, permanent('AR-EMAIL-IN-USE')],
  [/PAYMENT_INSTRUMENT|INVALID_ADDRESS|valid payment method/i, permanent('AR-PAYMENT')],
  [/BUSINESS_VALIDATION|business (license )?validation/i, permanent('AR-BUSINESS-VALIDATION')],
  // A reason for which no account was created, though AWS tells nowhere what it means.
  [/RESOURCE_POLICY_WITH_TAGS_NOT_SUPPORTED/, permanent('AR-FACTORY-FAILED')],
  [/TAG_POLICY_VIOLATION|tag polic(y|ies)\b.*\b(not|non-?)/i, permanent('AR-TAG-POLICY')],
  [/landing zone is set up completely|create a landing zone first|assume the '?AWSControlTowerAdmin'? role/i, permanent('AR-LANDING-ZONE-NOT-READY')],
  [/moved (to a new|from) organizational unit/i, permanent('AR-ACCOUNT-MOVED')],
  [/AWSControlTowerStackSetRole is unable to assume/i, TRANSIENT],
  [/AWSControlTowerExecution role can.?(t|not) be assumed/i, permanent('AR-EXECUTION-ROLE')],
  [/could not baseline VPC/i, permanent('AR-VPC-DEPENDENCIES')],
  [/cannot create the IAM role .*already exists/i, permanent('AR-ROLE-EXISTS')],
  [/(configuration recorder|delivery channel)\b.*\bexist/i, permanent('AR-CONFIG-EXISTS')],
  [/RegionDisabledException|STS is not activated in this region|Region \S+ is not (yet )?(ready|enabled|opted in)/i, young('AR-STS-REGION-DISABLED')],
  [/STS is (disabled|not (enabled|active))/i, permanent('AR-STS-REGION-DISABLED')],
  [/(service control policy|\bSCPs?\b).*\b(requires?|required)\b.*\btags?\b/i, permanent('AR-SCP-REQUIRES-TAGS')],
  [/deny in a service control policy/i, permanent('AR-SCP-DENIES')],
  [/directory as an identity source|external identity provider/i, permanent('AR-IDENTITY-SOURCE')],
  [/identity provider\b.*\b(not (yet )?(ready|exist|available|found)|does(n't| not) exist)|needs a subscription|SubscriptionRequired|OptInRequired/i, young('AR-ACCOUNT-NOT-READY')],
  [/(Identity Center|SSO) user\b.*\bdisabled/i, permanent('AR-SSO-USER-DISABLED')],
  [/insufficient permissions to perform AWS Organizations/i, permanent('AR-ORGANIZATIONS-PERMISSIONS')],
  [/Product with name .* not found/i, permanent('AR-WRONG-REGION')],

  [/another (AWS Control Tower )?(execution|operation|request) .*in progress|another operation on this account/i, BUSY],
  [/maximum of \d+ concurrent account operations/i, BUSY],
  [/ACCOUNT_CREATION_RATE_LIMIT_EXCEEDED/, BUSY],
  [/another request is already in progress|ResourceInUseException|\bConflictException|CONCURRENT_ACCOUNT_MODIFICATION/i, BUSY],

  [/Package is in state CREATING/i, TRANSIENT],
  [/No launch paths? found|profile does not exist|does not exist or access was denied/i, spreading('AR-NO-LAUNCH-PATH')],
  [/does not have access to the AWS Control Tower Account Factory portfolio/i, spreading('AR-NO-LAUNCH-PATH')],
  [/is not authorized to perform|AccessDenied|UnauthorizedOperation/i, spreading('AR-ACCESS-DENIED')],
  // The name is locked by a product that a look by name doesn't show yet, or doesn't show us at all.
  [/stack named .* already exists|DuplicateResourceException/i, spreading('AR-NAME-NOT-OURS')],

  [/Throttl|Rate exceeded|TooManyRequests|INTERNAL_FAILURE|InternalFailure|Internal ?Server|internal error|Service ?Unavailable/i, TRANSIENT],
  [/activation of acc\w+ \S+ (is )?not complete|is not (yet )?activated|takes? longer than (usual|expected)/i, TRANSIENT],
  [/try again (later|soon|in (a|an|one|\d+|a few|some) (minute|hour)s?)/i, TRANSIENT],
];

/** What a text of AWS, from a record or an exception, means. Total: a text that isn't known is 'unclassified'. */
export function classify(text: string): Verdict {
  const found = PATTERNS.find(([pattern]) => pattern.test(text));
  return found === undefined ? { kind: 'unclassified' } : found[1];
}
