/**
 * Why AWS Organizations fails a request, and what each reason means.
 *
 * The reasons are typed by AWS, unlike the texts of Account Factory: the list is theirs, complete, and one that isn't in it is told with its own name.
 */

import type { FailureCode } from '../../failures/failures';

/** All reasons that the service's model names. */
export const CREATION_REASONS = [
  'ACCOUNT_LIMIT_EXCEEDED',
  'EMAIL_ALREADY_EXISTS',
  'INVALID_ADDRESS',
  'INVALID_EMAIL',
  'CONCURRENT_ACCOUNT_MODIFICATION',
  'INTERNAL_FAILURE',
  'GOVCLOUD_ACCOUNT_ALREADY_EXISTS',
  'MISSING_BUSINESS_VALIDATION',
  'FAILED_BUSINESS_VALIDATION',
  'PENDING_BUSINESS_VALIDATION',
  'INVALID_IDENTITY_FOR_BUSINESS_VALIDATION',
  'UNKNOWN_BUSINESS_VALIDATION',
  'MISSING_PAYMENT_INSTRUMENT',
  'INVALID_PAYMENT_INSTRUMENT',
  'UPDATE_EXISTING_RESOURCE_POLICY_WITH_TAGS_NOT_SUPPORTED',
] as const;

/** One of them. */
export type CreationReason = (typeof CREATION_REASONS)[number];

/** What a failed request means: it may be made again, its address has an account, or it can't be. */
export type CreationVerdict =
  | { readonly kind: 'busy' | 'transient' }
  | { readonly kind: 'address' }
  | { readonly kind: 'permanent'; readonly code: FailureCode };

const permanent = (code: FailureCode): CreationVerdict => ({ kind: 'permanent', code });

const VERDICTS: Readonly<Record<CreationReason, CreationVerdict>> = {
  ACCOUNT_LIMIT_EXCEEDED: permanent('AR-ACCOUNT-QUOTA'),
  EMAIL_ALREADY_EXISTS: { kind: 'address' },
  INVALID_ADDRESS: permanent('AR-PAYMENT'),
  INVALID_EMAIL: permanent('AR-EMAIL-INVALID'),
  CONCURRENT_ACCOUNT_MODIFICATION: { kind: 'busy' },
  INTERNAL_FAILURE: { kind: 'transient' },
  // Of a twin in the other partition, whose address counts there as it does here.
  GOVCLOUD_ACCOUNT_ALREADY_EXISTS: { kind: 'address' },
  MISSING_BUSINESS_VALIDATION: permanent('AR-BUSINESS-VALIDATION'),
  FAILED_BUSINESS_VALIDATION: permanent('AR-BUSINESS-VALIDATION'),
  PENDING_BUSINESS_VALIDATION: permanent('AR-BUSINESS-VALIDATION'),
  INVALID_IDENTITY_FOR_BUSINESS_VALIDATION: permanent('AR-BUSINESS-VALIDATION'),
  UNKNOWN_BUSINESS_VALIDATION: permanent('AR-BUSINESS-VALIDATION'),
  MISSING_PAYMENT_INSTRUMENT: permanent('AR-PAYMENT'),
  INVALID_PAYMENT_INSTRUMENT: permanent('AR-PAYMENT'),
  // AWS names it and tells nowhere what it means.
  UPDATE_EXISTING_RESOURCE_POLICY_WITH_TAGS_NOT_SUPPORTED: permanent('AR-CREATION-FAILED'),
};

/** What a reason means. Total. */
export function verdictOf(reason: string | undefined): CreationVerdict {
  return reason !== undefined && Object.hasOwn(VERDICTS, reason) ? VERDICTS[reason as CreationReason] : permanent('AR-CREATION-FAILED');
}
