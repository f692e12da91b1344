/** What goes wrong with accounts that AWS Organizations makes, and with their enrolment by a move. */

/** When something may happen, and how likely it is then. */
export interface Timed {
  /** Minutes of the run; from its beginning, if absent. */
  readonly fromMinute?: number;
  /** To its end, if absent. */
  readonly toMinute?: number;
  /** Certain, if absent. */
  readonly chance?: number;
}

/** Why AWS Organizations fails a request for an account: all that its model names. */
type CreateAccountFailure =
  | 'ACCOUNT_LIMIT_EXCEEDED' | 'EMAIL_ALREADY_EXISTS' | 'INVALID_ADDRESS' | 'INVALID_EMAIL' | 'CONCURRENT_ACCOUNT_MODIFICATION' | 'INTERNAL_FAILURE'
  | 'GOVCLOUD_ACCOUNT_ALREADY_EXISTS' | 'MISSING_BUSINESS_VALIDATION' | 'FAILED_BUSINESS_VALIDATION' | 'PENDING_BUSINESS_VALIDATION'
  | 'INVALID_IDENTITY_FOR_BUSINESS_VALIDATION' | 'UNKNOWN_BUSINESS_VALIDATION' | 'MISSING_PAYMENT_INSTRUMENT' | 'INVALID_PAYMENT_INSTRUMENT'
  | 'UPDATE_EXISTING_RESOURCE_POLICY_WITH_TAGS_NOT_SUPPORTED';

/** Something that goes wrong there. `account` is an account name in which `*` stands for anything; without it every account is meant. */
export type OrganizationsFault =
  | ({ readonly kind: 'create-account-fails'; readonly account?: string; readonly reason: CreateAccountFailure; readonly times?: number } & Timed)
  | { readonly kind: 'create-account-takes'; readonly account?: string; readonly minutes: number }
  | ({ readonly kind: 'enrolment-fails'; readonly account?: string; readonly times?: number } & Timed);
