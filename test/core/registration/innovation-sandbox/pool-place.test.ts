import type { DesiredAccount } from '../../../../core/accounts/account';
import { isInPool } from '../../../../core/registration/innovation-sandbox/decide-registration';
import type { RegistrationObserved } from '../../../../core/registration/innovation-sandbox/model';
import { isPooled, placeOf } from '../../../../core/registration/innovation-sandbox/pool-place';
import type { Place } from '../../../../core/registration/innovation-sandbox/pool-place';
import { ACCOUNT_ID, HOLDING_UNIT, UNITS } from '../../fixtures';
import { momentOf, NAMED_UNIT, PARENTS, POOL, wish } from '../../registration-fixtures';

const EXISTING = { existingAccountId: ACCOUNT_ID, existingAccountParentId: NAMED_UNIT };

test.each<[keyof typeof PARENTS, Place, boolean, typeof EXISTING?]>([
  ['root', 'root', false],
  ['holding', 'holding', false],
  ['named', 'foreign', false],
  ['named', 'named', false, EXISTING],
  ['foreign', 'foreign', false, EXISTING],
  ['pool', 'pool', true],
  ['entry', 'entry', true],
  ['cleanUp', 'cleanUp', true],
  ['available', 'available', true],
  ['active', 'active', true],
  ['frozen', 'frozen', true],
  ['quarantine', 'quarantine', true],
  ['exit', 'exit', true],
])('who stands in %s is in %s, and whether that is in the pool: %s', (parent, place, pooled, changes = undefined) => {
  expect(placeOf(PARENTS[parent], UNITS, wish(changes), HOLDING_UNIT)).toBe(place);
  expect(isPooled(place)).toBe(pooled);
});

describe('whether an account has come into the pool', () => {
  const isIn = (observed: RegistrationObserved, wanted = wish()) => isInPool(wanted, ACCOUNT_ID, observed, momentOf());

  test('shows by the pool and by where the account stands, looked at one after the other', () => {
    expect(isIn({})).toMatchObject({ kind: 'look', look: { at: 'pool', sandbox: { namespace: 'myisb' } } });
    expect(isIn({ pool: POOL })).toEqual({ kind: 'look', look: { at: 'parent', accountId: ACCOUNT_ID } });
    expect(isIn({ pool: POOL, parent: PARENTS.available })).toBe(true);
    expect(isIn({ pool: POOL, parent: PARENTS.holding })).toBe(false);
  });

  test.each<[string, RegistrationObserved, Partial<DesiredAccount>?]>([
    ['there is no such sandbox', { pool: POOL, parent: PARENTS.available }, { sandbox: 'other1' }],
    ['it names none', { pool: POOL, parent: PARENTS.available }, { sandbox: undefined }],
    ['the pool isn\'t there', { pool: null, parent: PARENTS.available }],
    ['the pool tells no units', { pool: { version: 'v1.1.0' }, parent: PARENTS.available }],
  ])('is denied where %s', (_, observed, changes = {}) => expect(isIn(observed, wish(changes))).toBe(false));
});
