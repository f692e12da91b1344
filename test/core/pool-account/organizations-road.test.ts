/** Which request an account of the second road came of, as far as that was seen: it is what others are told of it by. */

import { organizationsRoad } from '../../../core/pool-account/organizations-road';
import type { RoadTypes } from '../../../core/pool-account/road';
import type { OrganizationsObserved } from '../../../core/vending/organizations/model';
import { ACCOUNT_ID, at, OWNER, SETTINGS as POOL_SETTINGS } from '../fixtures';
import { creation, failedWith, made, SETTINGS } from '../vending/organizations/rows';

// It asks no port for it.
const road = organizationsRoad({ ...POOL_SETTINGS, ...SETTINGS }, {} as Parameters<typeof organizationsRoad>[1]);
const seen = (observed: OrganizationsObserved) => observed as RoadTypes['observed'];
const OTHER_ID = '444455556666';
const MAKING = { record: 'car-1', createdAt: at(11).toISOString(), updatedAt: at(14).toISOString(), accountId: ACCOUNT_ID, owner: OWNER };

test.each<[string, OrganizationsObserved]>([
  ['the request that succeeded', { creations: [creation('SUCCEEDED')], made: [made()] }],
  ['the one that succeeded after others', { creations: [creation('IN_PROGRESS', { id: 'car-3' }), failedWith('INTERNAL_FAILURE', { id: 'car-2' }), creation('SUCCEEDED')], made: [made()] }],
  ['the one whose account has an owner', {
    creations: [creation('SUCCEEDED', { id: 'car-3', accountId: OTHER_ID }), creation('SUCCEEDED', { id: 'car-2', accountId: OTHER_ID }), creation('SUCCEEDED')],
    made: [null, made({ id: OTHER_ID, owner: null }), made()],
  }],
])('an account came of %s', async (_, observed) => {
  expect(road.making(seen(observed))).toEqual(MAKING);
  await expect(road.lastAccountId(seen(observed))).resolves.toBe(ACCOUNT_ID);
});

test('a request without an end took no time', () => {
  expect(road.making(seen({ creations: [creation('SUCCEEDED', { completedAt: undefined })], made: [made()] }))).toEqual({ ...MAKING, updatedAt: MAKING.createdAt });
});

test.each<[string, OrganizationsObserved]>([
  ['nobody has looked', {}],
  ['nobody has looked at the account', { creations: [creation('SUCCEEDED')] }],
  ['the account does not show', { creations: [creation('SUCCEEDED')], made: [null] }],
  ['the account is nobody\'s', { creations: [creation('SUCCEEDED')], made: [made({ owner: null })] }],
  ['none succeeded', { creations: [creation('IN_PROGRESS'), failedWith('INTERNAL_FAILURE')], made: [] }],
])('where %s, it came of none', async (_, observed) => {
  expect(road.making(seen(observed))).toBeUndefined();
  await expect(road.lastAccountId(seen(observed))).resolves.toBeUndefined();
});
