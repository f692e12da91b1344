import { classify } from '../../../core/failures/classify';
import { AWS_TEXTS } from '../../../core/failures/failure-examples';
import { FAILURE_CODES } from '../../../core/failures/failures';

const EXAMPLES = FAILURE_CODES.flatMap((code) => (AWS_TEXTS[code] ?? []).map((text) => ({ code, text })));

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
  ['AccessDeniedException: explicit deny in a service control policy', 'spreading'],
  ['A service control policy requires tags: explicit deny in a service control policy.', 'permanent'],
])('takes "%s" for %s', (text, kind) => expect(classify(text).kind).toBe(kind));

test('what may be spreading is exactly access and names', () => {
  const codes = EXAMPLES.filter(({ text }) => classify(text).kind === 'spreading').map(({ code }) => code);
  expect([...new Set(codes)].sort()).toEqual(['AR-ACCESS-DENIED', 'AR-NAME-NOT-OURS', 'AR-NO-LAUNCH-PATH']);
});
