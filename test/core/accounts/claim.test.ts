import { describePlace, unusable } from '../../../core/accounts/claim';
import { account, ACCOUNT_ID, at, desired, ELSEWHERE, IN_ROOT, whole } from '../fixtures';

test('a place is told as far as it is known', () => {
  expect(describePlace(account(), undefined)).toBe(`${ACCOUNT_ID}, ACTIVE.`);
  expect(describePlace(account(), IN_ROOT)).toBe(`${ACCOUNT_ID}, ACTIVE, in the root of the organization.`);
  expect(describePlace(account(), ELSEWHERE)).toBe(`${ACCOUNT_ID}, ACTIVE, in Active (ou-abcd-99999999).`);
});

test.each([
  ['SUSPENDED', 'AR-ACCOUNT-SUSPENDED'], ['PENDING_CLOSURE', 'AR-ACCOUNT-CLOSED'], ['CLOSED', 'AR-ACCOUNT-CLOSED'], ['PENDING_ACTIVATION', 'AR-ACCOUNT-NOT-READY'], ['FROZEN', 'AR-UNKNOWN-STATUS'],
])('an account that is %s is out of use: %s', (status, code) => {
  expect(whole(unusable(desired(), account({ status }), at(0))!)).toMatchObject({ failure: { code } });
});

test('one that is out of use is told with the day on which that was seen', () => {
  expect(unusable(desired(), account({ status: 'CLOSED' }), at(0))).toMatchObject({ failure: { what: expect.stringMatching(/ is CLOSED, seen on 2026-01-05\.$/) } });
  expect(unusable(desired(), account(), at(0))).toBeUndefined();
});
