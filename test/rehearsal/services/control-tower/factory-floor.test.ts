/** From an accepted request to an AVAILABLE account, and what can come between. */

import { HOLDING_UNIT, refusalOf, TestOrganization } from '../../support/test-organization';

const LONG = 24 * 60;

describe('creating an account', () => {
  test('is accepted at once and works on in the background', () => {
    const organization = new TestOrganization();

    const record = organization.provision('pool-001');

    expect(record).toMatchObject({
      Status: 'CREATED',
      RecordType: 'PROVISION_PRODUCT',
      ProvisionedProductName: 'pool-001',
      ProvisionedProductType: 'CONTROL_TOWER_ACCOUNT',
      ProductId: organization.productId(),
      RecordErrors: [],
      RecordTags: [{ Key: 'account-robot:owner', Value: 'Stack/pool-001' }],
    });
    expect(record.RecordId).toMatch(/^rec-[a-z0-9]{13}$/);
    expect(record.ProvisionedProductId).toMatch(/^pp-[a-z0-9]{13}$/);
    expect(record.PathId).toMatch(/^lpv2-[a-z0-9]{13}$/);
    expect(record.CreatedTime).toBe(Date.parse('2026-01-05T08:00:00Z') / 1000);
    expect(organization.product('pool-001')).toMatchObject({ Status: 'UNDER_CHANGE', LastRecordId: record.RecordId });
    expect(organization.product('pool-001').LastSuccessfulProvisioningRecordId).toBeUndefined();

    organization.clock.advance(10);
    expect(organization.record(record.RecordId).RecordDetail.Status).toBe('IN_PROGRESS');
    expect(organization.organizations('ListCreateAccountStatus', { States: ['IN_PROGRESS'] }).CreateAccountStatuses).toEqual([]);
  });

  test('makes the account some minutes in, and enrolls it at the end', () => {
    const organization = new TestOrganization();
    const { RecordId } = organization.provision('pool-001');

    organization.clock.advance(85);
    const [coming] = organization.organizations('ListCreateAccountStatus', { States: ['IN_PROGRESS'] }).CreateAccountStatuses;
    expect(coming).toMatchObject({ AccountName: 'pool-001', State: 'IN_PROGRESS' });
    expect(coming.Id).toMatch(/^car-[a-z0-9]{32}$/);

    organization.minutes(5);
    const status = organization.organizations('DescribeCreateAccountStatus', { CreateAccountRequestId: coming.Id }).CreateAccountStatus;
    expect(status).toMatchObject({ State: 'SUCCEEDED', AccountId: expect.stringMatching(/^\d{12}$/) });
    expect(organization.organizations('ListParents', { ChildId: status.AccountId }).Parents).toEqual([{ Id: 'r-abcd', Type: 'ROOT' }]);
    expect(organization.product('pool-001').Status).toBe('UNDER_CHANGE');

    organization.minutes(60);
    const { RecordDetail, RecordOutputs } = organization.record(RecordId);
    expect(RecordDetail.Status).toBe('SUCCEEDED');
    expect(RecordDetail.UpdatedTime).toBeGreaterThan(RecordDetail.CreatedTime);
    expect(Object.fromEntries(RecordOutputs.map((output: any) => [output.OutputKey, output.OutputValue]))).toEqual({
      AccountId: status.AccountId,
      AccountEmail: 'aws+pool-001@example.com',
      SSOUserEmail: 'pool@example.com',
      SSOUserPortal: expect.stringMatching(/^https:\/\/d-[a-z0-9]+\.awsapps\.com\/start$/),
    });
    expect(organization.product('pool-001')).toMatchObject({ Status: 'AVAILABLE', LastSuccessfulProvisioningRecordId: RecordId });
    expect(organization.services.accounts()).toContainEqual({
      id: status.AccountId,
      name: 'pool-001',
      email: 'aws+pool-001@example.com',
      organizationalUnitId: HOLDING_UNIT,
      organizationalUnitName: 'Pool',
      status: 'ACTIVE',
      tags: { 'account-robot:owner': 'Stack/pool-001' },
    });
    expect(organization.events.map(({ kind }) => kind)).toEqual(['provision-accepted', 'creating', 'account-created', 'available']);
  });

  test('takes what is drawn for this seed, account and attempt, within the bounds, around the median', () => {
    const durations = Array.from({ length: 200 }, (_, index) => {
      const organization = new TestOrganization({ seed: `seed-${index}` });
      organization.provision('pool-001');
      organization.minutes(LONG);
      return organization.services.products()[0].availableAt! / 60;
    }).sort((a, b) => a - b);

    expect(durations[0]).toBeGreaterThanOrEqual(10);
    expect(durations[199]).toBeLessThanOrEqual(60);
    expect(durations[100]).toBeGreaterThan(22);
    expect(durations[100]).toBeLessThan(26);
    // One sigma of a lognormal with 0.32 is a factor of 1.38.
    expect(durations[168] / durations[100]).toBeGreaterThan(1.25);
    expect(durations[168] / durations[100]).toBeLessThan(1.5);
  });

  test('is the same whoever else is created with it', () => {
    const alone = new TestOrganization();
    alone.provision('pool-002');
    alone.minutes(LONG);
    const together = new TestOrganization();
    together.provision('pool-001');
    together.provision('pool-002');
    together.minutes(LONG);

    const find = ({ services }: TestOrganization) => services.products().find(({ name }) => name === 'pool-002');
    expect(find(together)!.availableAt).toBe(find(alone)!.availableAt);
  });

  test('takes as long as a fault says', () => {
    const organization = new TestOrganization({ faults: [{ kind: 'creation-takes', account: 'pool-00*', minutes: 55 }] });
    organization.provision('pool-001');
    organization.minutes(LONG);
    expect(organization.services.products()[0]).toMatchObject({ requestedAt: 0, availableAt: 55 * 60, attempts: 1 });
  });

  test('gives the same record for the same token, and refuses another product of the name', () => {
    const organization = new TestOrganization();
    const first = organization.provision('pool-001', { ProvisionToken: 'once' });
    organization.minutes(1);
    expect(organization.provision('pool-001', { ProvisionToken: 'once' }).RecordId).toBe(first.RecordId);
    expect(refusalOf(() => organization.provision('pool-001', { ProvisionToken: 'twice' })))
      .toEqual({ code: 'InvalidParametersException', message: 'A stack named pool-001 already exists.' });
    organization.minutes(LONG);
    expect(organization.services.accounts()).toHaveLength(2);
  });
});

describe('what Control Tower finds wrong', () => {
  function failureOf(options: ConstructorParameters<typeof TestOrganization>[0], parameters: Record<string, string | undefined> = {}) {
    const organization = new TestOrganization(options);
    const { RecordId } = organization.provision('pool-001', {}, parameters);
    organization.minutes(LONG);
    const { RecordDetail } = organization.record(RecordId);
    const product = organization.product('pool-001');
    expect(RecordDetail.Status).toBe('FAILED');
    expect(product.Status).toBe('ERROR');
    return { organization, RecordDetail, message: product.StatusMessage as string };
  }

  test.each([
    ['Pool'], [HOLDING_UNIT], [`Root/Pool (${HOLDING_UNIT})`], ['Unregistered (ou-abcd-33334444)'], ['Pool (ou-abcd-99999999)'],
  ])('fails in the record for the organizational unit %p', unit => {
    const { RecordDetail, message, organization } = failureOf({}, { ManagedOrganizationalUnit: unit });
    expect(message).toBe(`InvalidParametersException  The parent organizational unit '${unit}' is not enrolled in AWS Control Tower.`);
    expect(RecordDetail.RecordErrors).toEqual([{ Code: 'InvalidParametersException', Description: message }]);
    expect(organization.services.accounts()).toHaveLength(1);
  });

  test.each(['AccountName', 'AccountEmail', 'ManagedOrganizationalUnit', 'SSOUserEmail', 'SSOUserFirstName', 'SSOUserLastName'])(
    'fails in the record without the parameter %s', key => {
      expect(failureOf({}, { [key]: undefined }).message).toBe(`InvalidParametersException  Parameters: [${key}] must have values`);
    });

  test('fails when the organization is full, and says so in CreateAccount too', () => {
    const { message, organization } = failureOf({ organization: { accountQuota: 1 } });
    expect(message).toBe('AWS Control Tower cannot create an account because you have reached the limit on the number of accounts in your organization');
    expect(organization.organizations('ListCreateAccountStatus', { States: ['FAILED'] }).CreateAccountStatuses)
      .toMatchObject([{ AccountName: 'pool-001', FailureReason: 'ACCOUNT_LIMIT_EXCEEDED' }]);
  });

  test('counts accounts that are being created towards the limit', () => {
    const organization = new TestOrganization({ organization: { accountQuota: 2 } });
    organization.provision('pool-001');
    organization.provision('pool-002');
    organization.minutes(LONG);
    expect(organization.services.products().map(({ status }) => status).sort()).toEqual(['AVAILABLE', 'ERROR']);
  });

  test('fails when AWS Organizations takes the address for none', () => {
    const organization = new TestOrganization();
    organization.provision('pool-001', {}, { AccountEmail: 'pool@mail.-example.com' });
    organization.minutes(LONG);
    expect(organization.product('pool-001').StatusMessage).toContain('INVALID_EMAIL');
    expect(organization.services.accounts()).toHaveLength(1);
  });

  const taken = { id: '444455556666', name: 'other', email: 'AWS+pool-001@example.com', parentId: 'r-abcd', status: 'ACTIVE', tags: {} } as const;

  test('enrolls the account that has the e-mail address, in whatever case, by whatever name', () => {
    const organization = new TestOrganization({ organization: { accounts: [taken] } });
    const { RecordId } = organization.provision('pool-001');
    organization.minutes(LONG);
    expect(organization.record(RecordId).RecordOutputs).toContainEqual(expect.objectContaining({ OutputKey: 'AccountId', OutputValue: taken.id }));
    expect(organization.services.accounts()).toMatchObject([{}, { id: taken.id, organizationalUnitId: HOLDING_UNIT, tags: {} }]);
  });

  test.each([
    ['is in another unit', { parentId: 'ou-abcd-33334444' }, 'EMAIL_ALREADY_EXISTS'],
    ['is closed', { status: 'SUSPENDED' }, 'EMAIL_ALREADY_EXISTS'],
    ['lacks the role to enroll it with', { executionRole: false }, 'AWSControlTowerExecution role can\'t be assumed'],
  ] as const)('fails when the account with the e-mail address %s', (_, changes, text) => {
    expect(failureOf({ organization: { accounts: [{ ...taken, ...changes }] } }).message).toContain(text);
  });

  test('fails while the landing zone is being set up', () => {
    expect(failureOf({ organization: { landingZone: 'setting-up' } }).message)
      .toBe('AWS Control Tower cannot create accounts until your landing zone is set up completely.');
  });

  test('fails without Identity Center', () => {
    expect(failureOf({ organization: { identityCenter: false } }).message).toMatch(/IAM Identity Center is not enabled/);
  });

  test('fails with the text and at the time that a fault gives, with an account or without', () => {
    const fault = { kind: 'creation-fails', account: 'pool-001', message: 'AWSControlTowerExecution role can\'t be assumed on the account.', afterMinutes: 20 } as const;
    const without = failureOf({ faults: [{ ...fault, accountCreated: false }] });
    expect(without.message).toBe(fault.message);
    expect(without.RecordDetail.UpdatedTime - without.RecordDetail.CreatedTime).toBe(20 * 60);
    expect(without.organization.services.accounts()).toHaveLength(1);

    const withAccount = failureOf({ faults: [{ ...fault, accountCreated: true }] });
    expect(withAccount.organization.services.accounts()[1]).toMatchObject({ name: 'pool-001', organizationalUnitId: 'r-abcd' });
    const [attributes] = withAccount.organization.catalog('SearchProvisionedProducts').ProvisionedProducts;
    expect(attributes.PhysicalId).toBeUndefined();
  });

  test('shows IN_PROGRESS_IN_ERROR before it fails', () => {
    const organization = new TestOrganization({
      faults: [{ kind: 'creation-fails', message: 'no', afterMinutes: 10, accountCreated: false }],
    });
    const { RecordId } = organization.provision('pool-001');
    organization.minutes(9.75);
    expect(organization.record(RecordId).RecordDetail.Status).toBe('IN_PROGRESS_IN_ERROR');
    expect(organization.product('pool-001').Status).toBe('UNDER_CHANGE');
  });

  test('keeps a fault for an attempt that gets as far as to work', () => {
    const organization = new TestOrganization({
      factory: { concurrency: 1 },
      faults: [{ kind: 'creation-fails', account: 'pool-002', message: 'no', afterMinutes: 5, accountCreated: false, times: 1 }],
    });
    organization.provision('pool-001');
    organization.provision('pool-002');
    organization.minutes(LONG);
    expect(organization.product('pool-002').StatusMessage).toMatch(/^ResourceInUseException/);
    organization.update('pool-002');
    organization.minutes(LONG);
    expect(organization.product('pool-002').StatusMessage).toBe('no');
  });
});

describe('what happens to a product and its account from outside', () => {
  test('a status can become anything', () => {
    const organization = new TestOrganization({ faults: [{ kind: 'status-becomes', account: 'pool-001', status: 'QUARANTINED', afterMinutes: 2 }] });
    organization.provision('pool-001');
    organization.minutes(3);
    expect(organization.product('pool-001').Status).toBe('QUARANTINED');
  });

  test('an account can be suspended: as soon as it is enrolled, or before the run', () => {
    const organization = new TestOrganization({ faults: [{ kind: 'account-suspended', account: 'pool-*' }] });
    organization.provision('pool-001');
    organization.minutes(LONG);
    expect(organization.product('pool-001').Status).toBe('AVAILABLE');
    expect(organization.services.accounts()[1].status).toBe('SUSPENDED');
  });
});
