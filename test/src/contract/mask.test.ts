import { maskText, withoutEmails } from '../../../src/contract';

test('masks e-mail addresses wherever they stand in a text', () => {
  expect(maskText("the address 'aws+a@example.com' of (b@example.com), [c@sub.example.com], d|e{f}@example.com.")).not.toContain('@');
  expect(maskText('taken: pool@exämple.com')).toBe('taken: <e-mail>');
  expect(maskText('EMAIL_ALREADY_EXISTS: a@localhost')).toBe('EMAIL_ALREADY_EXISTS: <e-mail>');
});

test('masks web addresses, because a pre-signed one is a secret', () => {
  expect(maskText('PUT https://bucket.s3.amazonaws.com/key?X-Amz-Signature=abc failed')).toBe('PUT <url> failed');
});

test.each([
  'User: arn:aws:sts::111122223333:assumed-role/Robot/kick is not authorized to perform: x:Y',
  'UPDATE_IN_PROGRESS/2026-11-27T10:00:00.000Z|UPDATE_ROLLBACK_IN_PROGRESS/never',
])('leaves %s alone', text => expect(maskText(text)).toBe(text));

test('whoever knows the addresses is shown their domains', () => {
  const text = "the address 'aws+a@example.com' is taken, see https://example.com; not b@example.com.";
  expect(withoutEmails(text)).toBe("the address '***@example.com' is taken, see https://example.com; not ***@example.com.");
});
