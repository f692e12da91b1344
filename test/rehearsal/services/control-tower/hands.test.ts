import type { Fault } from '../../../../rehearsal/world/world';
import { HOLDING_UNIT, TestOrganization } from '../../support/test-organization';

const LONG = 120;
const other = { id: '444455556666', name: 'other', email: 'other@example.com', parentId: 'r-abcd', status: 'ACTIVE', tags: { a: '1', b: '2' } } as const;
const after = (faults: readonly Fault[], minutes: number) => {
  const organization = new TestOrganization({ organization: { accounts: [other] }, faults });
  organization.minutes(minutes);
  return organization.services.accounts()[1];
};

test.each<[Extract<Fault, { kind: 'account-changes' }>['change'], Partial<Extract<Fault, { kind: 'account-changes' }>>, object]>([
  ['closed', {}, { status: 'SUSPENDED' }],
  ['suspended', {}, { status: 'SUSPENDED' }],
  ['moved', { to: HOLDING_UNIT }, { organizationalUnitId: HOLDING_UNIT }],
  ['renamed', { to: 'new' }, { name: 'new' }],
  ['tagged', { tags: { c: '3' } }, { tags: { a: '1', b: '2', c: '3' } }],
  ['untagged', { tags: { a: 'any' } }, { tags: { b: '2' } }],
])('an account is %s at its minute, and not before', (change, parts, expected) => {
  const faults: Fault[] = [{ kind: 'account-changes', account: 'oth*', change, tags: {}, minute: 5, ...parts }];
  expect(after(faults, 4.9)).toMatchObject({ name: 'other', status: 'ACTIVE', organizationalUnitId: 'r-abcd', tags: other.tags });
  expect(after(faults, 5)).toMatchObject(expected);
});

test('an account appears after something happened to a product, unless its address is taken by then', () => {
  const appears = { kind: 'account-appears', name: 'payroll', parentId: 'r-abcd', tags: {}, executionRole: true, invited: false, minute: 2, after: 'requested', of: 'pool-*' } as const;
  const organization = new TestOrganization({ faults: [{ ...appears, email: 'payroll@example.com' }, { ...appears, name: 'late', email: 'aws+pool-001@example.com', after: 'available' }] });
  organization.minutes(LONG);
  expect(organization.services.accounts()).toHaveLength(1);
  organization.provision('pool-001');
  organization.minutes(2);
  expect(organization.services.accounts()).toMatchObject([{}, { name: 'payroll' }]);
  expect(organization.organizations('ListCreateAccountStatus').CreateAccountStatuses).toContainEqual(expect.objectContaining({ AccountName: 'payroll', State: 'SUCCEEDED' }));
  organization.minutes(LONG);
  expect(organization.services.accounts().map(({ name }) => name)).toEqual(['Management', 'payroll', 'pool-001']);
});

test('a product is removed by hand, and its account is un-enrolled', () => {
  const organization = new TestOrganization({ faults: [{ kind: 'product-removed', account: 'pool-001', minute: 1, after: 'available' }] });
  organization.provision('pool-001');
  organization.minutes(LONG);
  expect(organization.services.products()).toMatchObject([{ name: 'pool-001', status: 'TERMINATED' }]);
  expect(organization.services.accounts()).toMatchObject([{}, { name: 'pool-001', organizationalUnitId: 'r-abcd' }]);
});
