import { HOLDING_UNIT, refusalOf, TestOrganization } from '../support/test-organization';

const LONG = 120;
const listed = (organization: TestOrganization) => organization.organizations('ListAccounts').Accounts.map(({ Name }: any) => Name);

test('listings go on without a new account for as long as the world says, and describing it likewise', () => {
  const organization = new TestOrganization({ lag: { listAccounts: 300, describeAccount: 60, parents: 60 } });
  organization.organizations('CreateAccount', { AccountName: 'one', Email: 'one@example.com' });
  while (organization.services.accounts().length === 1) {
    organization.minutes(0.1);
  }
  const AccountId = organization.services.accounts()[1].id;
  expect(refusalOf(() => organization.organizations('DescribeAccount', { AccountId })).code).toBe('AccountNotFoundException');
  expect(refusalOf(() => organization.organizations('ListParents', { ChildId: AccountId })).code).toBe('ChildNotFoundException');

  organization.minutes(1.1);
  expect(organization.organizations('DescribeAccount', { AccountId }).Account.Name).toBe('one');
  expect(organization.organizations('ListParents', { ChildId: AccountId }).Parents).toHaveLength(1);
  expect(listed(organization)).toEqual(['Management']);

  organization.minutes(4);
  expect(listed(organization)).toEqual(['Management', 'one']);
});

test('tags, parents and creations show what was there before', () => {
  const account = { id: '444455556666', name: 'one', email: 'one@example.com', parentId: 'r-abcd', status: 'ACTIVE', tags: { team: 'a' } } as const;
  const organization = new TestOrganization({ organization: { accounts: [account] }, lag: { tags: 120, parents: 120, creations: 120 } });
  const seen = () => [
    organization.organizations('ListTagsForResource', { ResourceId: account.id }).Tags[0].Value,
    organization.organizations('ListParents', { ChildId: account.id }).Parents[0].Id,
    organization.organizations('ListCreateAccountStatus').CreateAccountStatuses.length,
  ];
  organization.organizations('TagResource', { ResourceId: account.id, Tags: [{ Key: 'team', Value: 'b' }] });
  organization.organizations('MoveAccount', { AccountId: account.id, SourceParentId: 'r-abcd', DestinationParentId: HOLDING_UNIT });
  organization.organizations('CreateAccount', { AccountName: 'two', Email: 'two@example.com' });
  organization.minutes(1.9);
  expect(seen()).toEqual(['a', 'r-abcd', 0]);
  organization.minutes(0.2);
  expect(seen()).toEqual(['b', HOLDING_UNIT, 1]);
});

test('a product and its record can be asked for before they show', () => {
  const organization = new TestOrganization({ lag: { products: 30, records: 60 } });
  const { RecordId } = organization.provision('pool-001');
  expect(refusalOf(() => organization.product('pool-001')).code).toBe('ResourceNotFoundException');
  expect(refusalOf(() => organization.record(RecordId)).code).toBe('ResourceNotFoundException');
  organization.minutes(0.6);
  expect(organization.product('pool-001').Status).toBe('UNDER_CHANGE');
  organization.minutes(LONG);
  expect(organization.record(RecordId).RecordDetail.Status).toBe('SUCCEEDED');
});

test('drawn times are up to what the world says, and the same for the same seed', () => {
  const shownAfter = (seed: string) => {
    const organization = new TestOrganization({ seed, lag: { products: 600, drawn: true } });
    organization.provision('pool-001');
    for (let seconds = 0; seconds <= 600; seconds += 5) {
      if (organization.services.products().length > 0 && !isHidden(organization)) {
        return seconds;
      }
      organization.minutes(5 / 60);
    }
    throw new Error('never shown');
  };
  const times = ['1', '2', '3', '4'].map(shownAfter);
  expect(new Set(times).size).toBeGreaterThan(2);
  expect(['1', '2', '3', '4'].map(shownAfter)).toEqual(times);
});

function isHidden(organization: TestOrganization): boolean {
  try {
    organization.product('pool-001');
    return false;
  } catch {
    return true;
  }
}
