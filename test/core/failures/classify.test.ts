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
