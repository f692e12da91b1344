/** Updates and terminations: how a product gets out of ERROR, and what it costs a healthy account. */

import type { Fault, WorldProduct } from '../../../../rehearsal/world/world';
import { HOLDING_UNIT, HOLDING_VALUE, MANAGEMENT, refusalOf, TestOrganization } from '../../support/test-organization';

const LONG = 24 * 60;
const failing = (accountCreated: boolean, times?: number): Fault => ({ kind: 'creation-fails', account: 'pool-001', message: 'it broke', afterMinutes: 12, accountCreated, times });
const healthy: WorldProduct = { name: 'pool-001', status: 'AVAILABLE', accountId: '444455556666', succeededOnce: true, tags: { 'account-robot:owner': 'x' } };
const account = { id: '444455556666', name: 'pool-001', email: 'aws+pool-001@example.com', parentId: HOLDING_UNIT, status: 'ACTIVE', tags: {} } as const;

describe('updating a product in ERROR', () => {
  test('enrolls the account that came of the first attempt, and creates no other', () => {
    const organization = new TestOrganization({ faults: [failing(true, 1)] });
    organization.provision('pool-001');
    organization.minutes(LONG);
    const [, orphan] = organization.services.accounts();

    const record = organization.update('pool-001');
    expect(record).toMatchObject({ RecordType: 'UPDATE_PROVISIONED_PRODUCT', Status: 'CREATED' });
    expect(organization.product('pool-001').StatusMessage).toBeUndefined();
    organization.minutes(LONG);

    expect(organization.product('pool-001')).toMatchObject({
      Status: 'AVAILABLE',
      LastRecordId: record.RecordId,
      LastSuccessfulProvisioningRecordId: record.RecordId,
    });
    expect(organization.services.accounts()).toEqual([expect.anything(), { ...orphan, organizationalUnitId: HOLDING_UNIT, organizationalUnitName: 'Pool' }]);
    expect(organization.services.products()).toMatchObject([{ name: 'pool-001', attempts: 2, accountId: orphan.id }]);
  });

  test('creates the account if the first attempt got to none', () => {
    const organization = new TestOrganization({ faults: [failing(false, 1)] });
    organization.provision('pool-001');
    organization.minutes(LONG);
    organization.update('pool-001');
    organization.minutes(LONG);
    expect(organization.product('pool-001').Status).toBe('AVAILABLE');
    expect(organization.services.accounts()).toHaveLength(2);
  });

  test('leaves it in ERROR when it fails again', () => {
    const organization = new TestOrganization({ faults: [failing(true)] });
    organization.provision('pool-001');
    organization.minutes(LONG);
    organization.update('pool-001');
    organization.minutes(LONG);
    expect(organization.product('pool-001')).toMatchObject({ Status: 'ERROR', StatusMessage: 'it broke' });
    expect(organization.services.accounts()).toHaveLength(2);
  });
});

describe('updating a product that was AVAILABLE once', () => {
  test('taints it when it fails, and keeps the last successful record', () => {
    const organization = new TestOrganization({ organization: { products: [healthy], accounts: [account] }, faults: [failing(true, 1)] });
    const before = organization.product('pool-001').LastSuccessfulProvisioningRecordId;
    organization.update('pool-001');
    organization.minutes(LONG);
    expect(organization.product('pool-001')).toMatchObject({ Status: 'TAINTED', LastSuccessfulProvisioningRecordId: before });
    expect(organization.record(before).RecordOutputs).toContainEqual(expect.objectContaining({ OutputKey: 'AccountId', OutputValue: account.id }));

    organization.update('pool-001');
    organization.minutes(LONG);
    expect(organization.product('pool-001').Status).toBe('AVAILABLE');
  });

  test('pulls the account into the unit of the parameters, wherever it was moved', () => {
    const organization = new TestOrganization({ organization: { products: [healthy], accounts: [account] } });
    organization.organizations('MoveAccount', { AccountId: account.id, SourceParentId: HOLDING_UNIT, DestinationParentId: 'ou-abcd-33334444' });
    organization.update('pool-001', { ManagedOrganizationalUnit: HOLDING_VALUE });
    organization.minutes(LONG);
    expect(organization.organizations('ListParents', { ChildId: account.id }).Parents).toEqual([{ Id: HOLDING_UNIT, Type: 'ORGANIZATIONAL_UNIT' }]);
  });

  test.each(['AccountName', 'AccountEmail'])('fails when %s is another one', key => {
    const organization = new TestOrganization({ organization: { products: [healthy], accounts: [account] } });
    organization.update('pool-001', { [key]: 'other@example.com' });
    organization.minutes(LONG);
    expect(organization.product('pool-001')).toMatchObject({ Status: 'TAINTED', StatusMessage: expect.stringContaining(key) });
  });

  test('fails for a suspended account', () => {
    const organization = new TestOrganization({ organization: { products: [healthy], accounts: [{ ...account, status: 'SUSPENDED' }] } });
    organization.update('pool-001');
    organization.minutes(LONG);
    expect(organization.product('pool-001').StatusMessage).toBe('AWSControlTowerExecution role can\'t be assumed on the account.');
  });

  test('is refused while another operation runs', () => {
    const organization = new TestOrganization();
    organization.provision('pool-001');
    expect(refusalOf(() => organization.update('pool-001')).code).toBe('InvalidParametersException');
    expect(refusalOf(() => organization.terminate('pool-001')).code).toBe('InvalidParametersException');
  });
});

describe('terminating', () => {
  test('a product without account frees its name within a minute or two', () => {
    const organization = new TestOrganization({ faults: [failing(false, 1)] });
    organization.provision('pool-001');
    organization.minutes(LONG);
    const { RecordId, Status } = organization.terminate('pool-001');
    expect(Status).toBe('CREATED');
    expect(organization.product('pool-001').Status).toBe('UNDER_CHANGE');

    organization.minutes(2);
    expect(refusalOf(() => organization.product('pool-001')).code).toBe('ResourceNotFoundException');
    expect(organization.record(RecordId).RecordDetail).toMatchObject({ Status: 'SUCCEEDED', RecordType: 'TERMINATE_PROVISIONED_PRODUCT' });
    expect(organization.services.products()).toMatchObject([{ name: 'pool-001', status: 'TERMINATED', attempts: 1 }]);

    organization.provision('pool-001');
    organization.minutes(LONG);
    expect(organization.product('pool-001').Status).toBe('AVAILABLE');
  });

  test('an account of a failed product goes to the root, which can be enrolled again only after its role was made again', () => {
    const organization = new TestOrganization({ faults: [failing(true, 1)] });
    organization.provision('pool-001');
    organization.minutes(LONG);
    organization.terminate('pool-001');
    organization.minutes(20);
    expect(organization.services.accounts()[1]).toMatchObject({ name: 'pool-001', organizationalUnitName: 'Root', status: 'ACTIVE' });

    organization.provision('pool-001');
    organization.minutes(LONG);
    expect(organization.product('pool-001').StatusMessage).toContain('AWSControlTowerExecution role can\'t be assumed');
  });

  test('a removal that fails leaves its product TAINTED, and its record without tags', () => {
    const fault = { kind: 'removal-fails', message: 'Rate exceeded', afterMinutes: 2, times: 1 } as const;
    const organization = new TestOrganization({ faults: [failing(false, 1), fault] });
    organization.provision('pool-001');
    organization.minutes(LONG);
    const { RecordId } = organization.terminate('pool-001');
    organization.minutes(20);
    expect(organization.product('pool-001')).toMatchObject({ Status: 'TAINTED', StatusMessage: 'Rate exceeded', LastRecordId: RecordId });
    expect(organization.record(RecordId).RecordDetail).toMatchObject({ Status: 'FAILED', RecordTags: [] });

    organization.terminate('pool-001');
    organization.minutes(20);
    expect(refusalOf(() => organization.product('pool-001')).code).toBe('ResourceNotFoundException');
  });

  test('an update fails where creations don\'t', () => {
    const organization = new TestOrganization({ faults: [failing(true, 1), { kind: 'update-fails', message: 'flux', afterMinutes: 3, times: 1 }] });
    organization.provision('pool-001');
    organization.minutes(LONG);
    organization.update('pool-001');
    organization.minutes(20);
    expect(organization.product('pool-001').StatusMessage).toBe('flux');
    organization.update('pool-001');
    organization.minutes(LONG);
    expect(organization.product('pool-001').Status).toBe('AVAILABLE');
  });

  test('a healthy product takes its account out of Control Tower', () => {
    const organization = new TestOrganization({ organization: { products: [healthy], accounts: [account] } });
    organization.terminate('pool-001');
    organization.minutes(2);
    expect(organization.product('pool-001').Status).toBe('UNDER_CHANGE');
    organization.minutes(18);
    expect(organization.services.accounts().find(({ id }) => id === account.id)).toMatchObject({ organizationalUnitId: 'r-abcd', status: 'ACTIVE' });
    expect(organization.events.map(({ kind }) => kind)).toEqual(['terminate-accepted', 'terminated']);
  });

  test('two accounts at a time fails for the second, which stays enrolled', () => {
    const second = { ...account, id: '777788889999', name: 'pool-002', email: 'aws+pool-002@example.com' };
    const organization = new TestOrganization({
      organization: { accounts: [account, second], products: [healthy, { ...healthy, name: 'pool-002', accountId: second.id }] },
    });
    organization.terminate('pool-001');
    organization.terminate('pool-002');
    organization.minutes(20);
    const left = organization.services.products();
    expect(left).toHaveLength(1);
    expect(left[0].status).toBe('TAINTED');
    expect(organization.product(left[0].name).StatusMessage).toMatch(/another AWS Control Tower operation is in progress/);
    expect(organization.services.accounts().find(({ name }) => name === left[0].name)!.organizationalUnitId).toBe(HOLDING_UNIT);
  });

  test('holds no slot of the factory', () => {
    const organization = new TestOrganization({ factory: { concurrency: 1 }, organization: { products: [healthy], accounts: [account] } });
    organization.terminate('pool-001');
    organization.provision('pool-002');
    organization.minutes(LONG);
    expect(organization.product('pool-002').Status).toBe('AVAILABLE');
  });

  test('gives the same record for the same token while it runs', () => {
    const organization = new TestOrganization({ organization: { products: [healthy], accounts: [account] } });
    const request = { ProvisionedProductName: 'pool-001', TerminateToken: 'once' };
    const first = organization.catalog('TerminateProvisionedProduct', request).RecordDetail;
    organization.minutes(1);
    expect(organization.catalog('TerminateProvisionedProduct', request).RecordDetail.RecordId).toBe(first.RecordId);
    organization.minutes(20);
    expect(refusalOf(() => organization.catalog('TerminateProvisionedProduct', request)).code).toBe('ResourceNotFoundException');
  });
});

describe('an organization that was there before', () => {
  test('has its accounts and products, and as many of other teams', () => {
    const organization = new TestOrganization({ organization: { products: [healthy], accounts: [account], foreignAccounts: 30 } });
    expect(organization.services.accounts()).toHaveLength(32);
    expect(organization.services.accounts()[0]).toMatchObject({ id: MANAGEMENT, organizationalUnitName: 'Root' });
    expect(new Set(organization.services.accounts().map(({ id }) => id)).size).toBe(32);
    expect(organization.services.products().filter(({ status }) => status === 'AVAILABLE')).toHaveLength(31);
    expect(organization.services.products()[0]).toEqual({
      name: 'pool-001',
      status: 'AVAILABLE',
      accountId: account.id,
      attempts: 0,
      requestedAt: null,
      availableAt: null,
    });
  });

  test('shows the record that a product in ERROR failed with, from before the run', () => {
    const organization = new TestOrganization({
      organization: { products: [{ name: 'left-over', status: 'ERROR', statusMessage: 'ResourceInUseException  Try again later.', succeededOnce: false, tags: { a: 'b' } }] },
    });
    const product = organization.product('left-over');
    expect(product).toMatchObject({ Status: 'ERROR', StatusMessage: 'ResourceInUseException  Try again later.' });
    expect(product.LastSuccessfulProvisioningRecordId).toBeUndefined();
    const { RecordDetail } = organization.record(product.LastRecordId);
    expect(RecordDetail).toMatchObject({ Status: 'FAILED', RecordErrors: [{ Code: 'ResourceInUseException' }], RecordTags: [{ Key: 'a', Value: 'b' }] });
    expect(RecordDetail.CreatedTime).toBeLessThan(organization.clock.date.getTime() / 1000);
  });

  test('brings a product UNDER_CHANGE to its end, and counts its slot', () => {
    const organization = new TestOrganization({
      factory: { concurrency: 1 },
      organization: { products: [{ name: 'running', status: 'UNDER_CHANGE', succeededOnce: false, tags: {} }] },
      faults: [{ kind: 'creation-takes', account: 'running', minutes: 30 }],
    });
    organization.provision('pool-001');
    organization.minutes(24);
    expect(organization.product('running').Status).toBe('UNDER_CHANGE');
    organization.minutes(2);
    expect(organization.product('running').Status).toBe('AVAILABLE');
    expect(organization.product('pool-001').StatusMessage).toMatch(/ResourceInUseException/);
    expect(organization.services.factoryReport().peakOperations).toBe(1);
  });
});
