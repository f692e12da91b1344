import type { Account, Tag } from '../../../../core/accounts/account';
import { claimByEvidence } from '../../../../core/vending/control-tower/evidence';
import type { Evidence } from '../../../../core/vending/control-tower/evidence';
import { account, at, desired, IN_ROOT, OF_ANOTHER, OURS } from '../../fixtures';

const MADE = { createdAt: at(11).toISOString() };
const joined = (minutes: number | undefined) => account({ joinedAt: minutes === undefined ? undefined : at(minutes).toISOString() });

/** What it is called if it isn't ours. */
function refusal(found: Account, evidence: Partial<Evidence> = {}, tags: readonly Tag[] = [], wanted = desired()): string | undefined {
  return claimByEvidence(wanted, found, { tags, parent: IN_ROOT }, { product: MADE, ...evidence })?.failure.code;
}

test.each<[string, number | undefined, Partial<Evidence>, 'ours' | 'not ours']>([
  ['joined after the product was made', 11.5, {}, 'ours'],
  ['joined a minute before, by clocks that need not agree', 10, {}, 'ours'],
  ['joined before the product was made', 9.99, {}, 'not ours'],
  ['doesn\'t tell when it joined', undefined, {}, 'not ours'],
  ['came of a product that doesn\'t tell when it was made', 11.5, { product: {} }, 'not ours'],
  ['is named by a creation, whenever it joined', 9, { namedBy: 'creation' }, 'ours'],
  ['is named by a record, and joined before', 9, { namedBy: 'record' }, 'not ours'],
  ['is named by a record, and doesn\'t tell when it joined', undefined, { namedBy: 'record' }, 'not ours'],
  ['is named by a record of a product that doesn\'t tell when it was made', 11.5, { namedBy: 'record', product: {} }, 'not ours'],
  ['is named by a record, where nothing tells any time', undefined, { namedBy: 'record', product: {} }, 'ours'],
  ['is named by nothing, where nothing tells any time', undefined, { product: {} }, 'not ours'],
])('an account of our name that %s is %s', (_, minutes, evidence, whose) => {
  expect(refusal(joined(minutes), evidence)).toBe(whose === 'ours' ? undefined : 'AR-EMAIL-IN-USE');
});

test('a tag of ours is proof, one of another is none, and a name is nothing by itself', () => {
  expect(refusal(joined(9), {}, OURS)).toBeUndefined();
  expect(refusal(joined(11.5), { namedBy: 'creation' }, OF_ANOTHER)).toBe('AR-NAME-NOT-OURS');
  expect(refusal(account({ name: 'payroll' }))).toBe('AR-EMAIL-IN-USE');
  expect(refusal(account({ invited: true }))).toBe('AR-EMAIL-IN-USE');
  expect(refusal({ ...account({ invited: true }), joinedAt: undefined }, { namedBy: 'record', product: {} })).toBe('AR-EMAIL-IN-USE');
});

test('who is told to take over takes any account of the name', () => {
  expect(refusal(joined(9), {}, OF_ANOTHER, desired({ adoptExisting: true }))).toBeUndefined();
  expect(refusal(account({ name: 'payroll' }), {}, [], desired({ adoptExisting: true }))).toBe('AR-EMAIL-IN-USE');
});
