import { CreateAccountFailureReason } from '@aws-sdk/client-organizations';
import { classify } from '../../../core/failures/classify';
import { AWS_TEXTS } from '../../../core/failures/failure-examples';
import { FAILURE_CODES } from '../../../core/failures/failure-table';

const EXAMPLES = FAILURE_CODES.flatMap(code => (AWS_TEXTS[code] ?? []).map(text => ({ code, text })));

test.each(EXAMPLES)('$code: recognises "$text"', ({ code, text }) => {
  const verdict = classify(text);
  switch (code) {
    case 'AR-STILL-BUSY':
      return expect(verdict.kind).toBe('busy');
    case 'AR-STILL-TRANSIENT':
      return expect(verdict.kind).toBe('transient');
    default:
      return expect(verdict).toMatchObject({ code });
  }
});

test.each([
  ['', 'unclassified'],
  ['something that nobody has seen', 'unclassified'],
  ['An error occurred. Try again later.', 'transient'],
  // Names the role of the next row as well: the race passes, the missing role doesn't.
  ['The AWSControlTowerStackSetRole is unable to assume the AWSControlTowerExecution role.', 'transient'],
  ["AWSControlTowerExecution role can't be assumed on the account.", 'permanent'],
  ['AWS Control Tower cannot create the IAM role aws-controltower-AdministratorExecutionRole because the role already exists', 'permanent'],
  ['ThrottlingException: Rate exceeded', 'transient'],
  ['AccessDeniedException: no identity-based policy allows the action', 'spreading'],
  ['AccessDeniedException: User: x is not authorized to perform: y with an explicit deny in a service control policy', 'permanent'],
  ['RegionDisabledException', 'young'],
  ['Region ap-east-2 is not ready', 'young'],
  ['Try again in a few minutes.', 'transient'],
  ['Please try again in 15 minutes.', 'transient'],
  ['A service control policy requires tags: explicit deny in a service control policy.', 'permanent'],
])('takes "%s" for %s', (text, kind) => expect(classify(text).kind).toBe(kind));

test.each([
  'The e-mail notification for the topic already exists.',
  'A confirmation email was sent to you; the account is already being set up.',
  'The email of the alternate contact is not set, and one exists in another account.',
])('takes "%s" for no word about the address of the account', text => expect(classify(text)).toEqual({ kind: 'unclassified' }));

test.each([
  'AWS Control Tower failed to create the SSO user because a user with this email address already exists in the directory.',
  'A user with the same e-mail already exists.',
])('takes "%s" for a user of IAM Identity Center, and not for an account', text => expect(classify(text)).toEqual({ kind: 'permanent', code: 'AR-SSO-USER-EXISTS' }));

/** The same failures in the words that AWS varies: with and without a hyphen, a plural, a half-sentence. */
test.each([
  ['A user with this email already exists.', 'AR-SSO-USER-EXISTS'],
  ['The email address is invalid.', 'AR-EMAIL-INVALID'],
  ['The e-mail address you provided is not valid.', 'AR-EMAIL-INVALID'],
  ['There is an account with the same email.', 'AR-EMAIL-IN-USE'],
  ['There is an account with the same e-mail.', 'AR-EMAIL-IN-USE'],
  ['This email is already taken.', 'AR-EMAIL-IN-USE'],
  ['This e-mail address already exists.', 'AR-EMAIL-IN-USE'],
  ['The email address pool@example.com is already used.', 'AR-EMAIL-IN-USE'],
  ['The email pool@example.com already exists.', 'AR-EMAIL-IN-USE'],
  ['A business validation is missing.', 'AR-BUSINESS-VALIDATION'],
  ['A business license validation is missing.', 'AR-BUSINESS-VALIDATION'],
  ['The tag policies make the value noncompliant.', 'AR-TAG-POLICY'],
  ['The tag policy doesn\'t allow it: it is non-compliant.', 'AR-TAG-POLICY'],
  ['It can\'t assume the AWSControlTowerAdmin role.', 'AR-LANDING-ZONE-NOT-READY'],
  ['It can\'t assume the \'AWSControlTowerAdmin\' role.', 'AR-LANDING-ZONE-NOT-READY'],
  ['The AWSControlTowerExecution role cannot be assumed.', 'AR-EXECUTION-ROLE'],
  ['The AWSControlTowerExecution role cant be assumed.', 'AR-EXECUTION-ROLE'],
  ['An SCP of the organization requires all tags to be there.', 'AR-SCP-REQUIRES-TAGS'],
  ['By SCPs it is required that a tag is there.', 'AR-SCP-REQUIRES-TAGS'],
  ['Service control policies require: the service control policy X, which tags must require, that is to require the right tag.', 'AR-SCP-REQUIRES-TAGS'],
  ['another operation is in progress', 'busy'],
  ['another AWS Control Tower execution of this kind is in progress', 'busy'],
  ['You have reached the maximum of 10 concurrent account operations.', 'busy'],
  ['No launch path found', 'AR-NO-LAUNCH-PATH'],
  ['No launch paths found', 'AR-NO-LAUNCH-PATH'],
  ['InternalServerException', 'transient'],
  ['Internal Server Error', 'transient'],
  ['ServiceUnavailable', 'transient'],
  ['Service Unavailable', 'transient'],
  ['The activation of account 111122223333 is not complete.', 'transient'],
  ['The activation of account 111122223333 not complete.', 'transient'],
  ['It takes longer than usual.', 'transient'],
  ['It may take longer than expected.', 'transient'],
  ['Try again in a minute.', 'transient'],
  ['Try again in 3 hours.', 'transient'],
])('"%s" is known: %s', (text, known) => {
  const verdict = classify(text);
  expect('code' in verdict ? verdict.code : verdict.kind).toBe(known);
});

/** Typed by the model, and compared with it: a reason that AWS adds compiles no more, and fails. */
const REASONS: Record<CreateAccountFailureReason, string> = {
  ACCOUNT_LIMIT_EXCEEDED: 'AR-ACCOUNT-QUOTA',
  CONCURRENT_ACCOUNT_MODIFICATION: 'busy',
  EMAIL_ALREADY_EXISTS: 'AR-EMAIL-IN-USE',
  FAILED_BUSINESS_VALIDATION: 'AR-BUSINESS-VALIDATION',
  GOVCLOUD_ACCOUNT_ALREADY_EXISTS: 'AR-EMAIL-IN-USE',
  INTERNAL_FAILURE: 'transient',
  INVALID_ADDRESS: 'AR-PAYMENT',
  INVALID_EMAIL: 'AR-EMAIL-INVALID',
  INVALID_IDENTITY_FOR_BUSINESS_VALIDATION: 'AR-BUSINESS-VALIDATION',
  INVALID_PAYMENT_INSTRUMENT: 'AR-PAYMENT',
  MISSING_BUSINESS_VALIDATION: 'AR-BUSINESS-VALIDATION',
  MISSING_PAYMENT_INSTRUMENT: 'AR-PAYMENT',
  PENDING_BUSINESS_VALIDATION: 'AR-BUSINESS-VALIDATION',
  UNKNOWN_BUSINESS_VALIDATION: 'AR-BUSINESS-VALIDATION',
  UPDATE_EXISTING_RESOURCE_POLICY_WITH_TAGS_NOT_SUPPORTED: 'AR-FACTORY-FAILED',
};

test.each(Object.values(CreateAccountFailureReason))('knows why AWS Organizations creates no account: %s', reason => {
  const verdict = classify(`AWS Control Tower failed to create your account: ${reason}.`);
  expect('code' in verdict ? verdict.code : verdict.kind).toBe(REASONS[reason]);
});

test('what may be spreading is exactly access and names', () => {
  const codes = EXAMPLES.filter(({ text }) => classify(text).kind === 'spreading').map(({ code }) => code);
  expect([...new Set(codes)].sort()).toEqual(['AR-ACCESS-DENIED', 'AR-NAME-NOT-OURS', 'AR-NO-LAUNCH-PATH']);
});
