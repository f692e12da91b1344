import { ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { ServiceCatalogFactory } from '../../../aws/service-catalog/factory';
import { RefusalError, TransientError } from '../../../core/failures/errors';
import type { Reply } from '../loopback';
import { refusal, withLoopback } from '../loopback';

interface Sent {
  readonly operations: () => string[];
  readonly inputs: () => any[];
  /** Lets time pass, in minutes. */
  readonly pass: (minutes: number) => void;
}

type Use = (factory: ServiceCatalogFactory, sent: Sent) => Promise<void>;

async function answering(replies: Reply[], use: Use): Promise<void> {
  await withLoopback(replies, async loopback => {
    const client = new ServiceCatalogClient(loopback.config);
    let minutes = 0;
    const factory = new ServiceCatalogFactory(client, () => new Date(minutes * 60_000));
    await use(factory, { operations: () => loopback.operations, inputs: () => loopback.inputs, pass: more => (minutes += more) });
    client.destroy();
  });
}

const PARAMETERS = {
  accountName: 'pool-010',
  accountEmail: 'aws+pool-010@example.com',
  managedOrganizationalUnit: 'Holding (ou-abcd-11112222)',
  ssoUserEmail: 'pool@example.com',
  ssoUserFirstName: 'Pool',
  ssoUserLastName: 'Account',
};
const SENT_PARAMETERS = [
  { Key: 'AccountName', Value: 'pool-010' },
  { Key: 'AccountEmail', Value: 'aws+pool-010@example.com' },
  { Key: 'ManagedOrganizationalUnit', Value: 'Holding (ou-abcd-11112222)' },
  { Key: 'SSOUserEmail', Value: 'pool@example.com' },
  { Key: 'SSOUserFirstName', Value: 'Pool' },
  { Key: 'SSOUserLastName', Value: 'Account' },
];
const LAUNCH = { pathId: 'lpv2-1', artifactId: 'pa-1' };

test('finds a product by its name', () => answering([{
  ProvisionedProductDetail: {
    Id: 'pp-1',
    Name: 'pool-010',
    Type: 'CONTROL_TOWER_ACCOUNT',
    Status: 'TAINTED',
    StatusMessage: 'text',
    LastRecordId: 'rec-2',
    LastProvisioningRecordId: 'rec-2',
    LastSuccessfulProvisioningRecordId: 'rec-1',
    CreatedTime: 1767600000,
  },
}], async (factory, sent) => {
  await expect(factory.product('pool-010')).resolves.toEqual({
    id: 'pp-1',
    name: 'pool-010',
    type: 'CONTROL_TOWER_ACCOUNT',
    status: 'TAINTED',
    statusMessage: 'text',
    createdAt: '2026-01-05T08:00:00.000Z',
    lastRecordId: 'rec-2',
    lastProvisioningRecordId: 'rec-2',
    lastSuccessfulProvisioningRecordId: 'rec-1',
  });
  expect(sent.operations()).toEqual(['DescribeProvisionedProduct']);
  expect(sent.inputs()).toEqual([{ Name: 'pool-010' }]);
}));

test('a product that does not exist is none', () => answering([refusal('ResourceNotFoundException', 'Provisioned product not found')], async factory => {
  await expect(factory.product('pool-010')).resolves.toBeNull();
}));

test('reads a record with its errors, outputs and tags', () => answering([{
  RecordDetail: {
    RecordId: 'rec-1',
    Status: 'FAILED',
    RecordType: 'PROVISION_PRODUCT',
    CreatedTime: 1767600000,
    UpdatedTime: 1767600060.5,
    RecordErrors: [{ Code: 'InternalFailure', Description: 'ResourceInUseException  busy' }, { Code: 'Bare' }],
    RecordTags: [{ Key: 'account-robot:owner', Value: 's/p' }],
  },
  RecordOutputs: [{ OutputKey: 'AccountId', OutputValue: '111122223333', Description: 'Managed Account Id' }],
}], async (factory, sent) => {
  await expect(factory.record('rec-1')).resolves.toEqual({
    id: 'rec-1',
    status: 'FAILED',
    type: 'PROVISION_PRODUCT',
    createdAt: '2026-01-05T08:00:00.000Z',
    updatedAt: '2026-01-05T08:01:00.500Z',
    errors: ['ResourceInUseException  busy', 'Bare'],
    outputs: { AccountId: '111122223333' },
    tags: [{ key: 'account-robot:owner', value: 's/p' }],
  });
  expect(sent.inputs()).toEqual([{ Id: 'rec-1' }]);
}));

test('a record that is not to be read yet is none', () => answering([refusal('ResourceNotFoundException', 'no record')], async factory => {
  await expect(factory.record('rec-1')).resolves.toBeNull();
}));

const HISTORY = { AccessLevelFilter: { Key: 'Account', Value: 'self' }, SearchFilter: { Key: 'provisionedproduct', Value: 'pp-1' } };
const owned = (owner: string) => [{ Key: 'team', Value: 'x' }, { Key: 'account-robot:owner', Value: owner }];

test('the owner is the one that a record of the product names, on any page', () => answering([
  { RecordDetails: [{ RecordId: 'rec-3' }, { RecordId: 'rec-2', RecordTags: [] }], NextPageToken: 'two' }, { RecordDetails: [{ RecordId: 'rec-1', RecordTags: owned('s/p') }] },
], async (factory, sent) => {
  await expect(factory.owner('pp-1')).resolves.toBe('s/p');
  expect(sent.operations()).toEqual(['ListRecordHistory', 'ListRecordHistory']);
  expect(sent.inputs()).toEqual([HISTORY, { ...HISTORY, PageToken: 'two' }]);
}));

test.each<[string, object, string | null]>([
  ['the one of the product\'s own tags', { Tags: owned('s/q') }, 's/q'],
  ['nobody', { Tags: [] }, null],
])('where no record names an owner it is %s', (_, product, expected) => answering([
  { RecordDetails: [{ RecordId: 'rec-1' }] }, { ProvisionedProducts: [{ Id: 'pp-1', ...product }] },
], async (factory, sent) => {
  await expect(factory.owner('pp-1')).resolves.toBe(expected);
  expect(sent.inputs()[1]).toMatchObject({ Filters: { SearchQuery: ['id:pp-1'] } });
}));

test.each<[string, object[], object | null]>([
  ['the one that is AVAILABLE', [{ Id: 'pp-1', Name: 'a', Type: 'CONTROL_TOWER_ACCOUNT', Status: 'TAINTED' }, { Id: 'pp-2', Name: 'b', Type: 'CONTROL_TOWER_ACCOUNT', Status: 'AVAILABLE' }], { id: 'pp-2', name: 'b', status: 'AVAILABLE' }],
  ['the one that there is', [{ Id: 'pp-1', Name: 'a', Type: 'CONTROL_TOWER_ACCOUNT', Status: 'TAINTED' }], { id: 'pp-1', name: 'a', status: 'TAINTED' }],
  ['none of another type', [{ Id: 'pp-1', Name: 'a', Type: 'CFN_STACK', Status: 'AVAILABLE' }], null],
  ['none', [], null],
])('of the products that stand for an account it takes %s', (_, ProvisionedProducts, expected) => answering([{ ProvisionedProducts }], async (factory, sent) => {
  const found = await factory.enrolment('111122223333');
  expect(found).toEqual(expected === null ? null : expect.objectContaining(expected));
  expect(sent.inputs()).toMatchObject([{ AccessLevelFilter: { Key: 'Account', Value: 'self' }, Filters: { SearchQuery: ['physicalId:111122223333'] } }]);
}));

test('the gate counts the account operations of everybody, on all pages', () => answering([
  { ProvisionedProducts: [{ Name: 'a', Type: 'CONTROL_TOWER_ACCOUNT' }, { Name: 'bucket', Type: 'CFN_STACK' }], NextPageToken: 'two' },
  { ProvisionedProducts: [{ Name: 'b', Type: 'CONTROL_TOWER_ACCOUNT' }] },
], async (factory, sent) => {
  await expect(factory.gate()).resolves.toEqual({ holders: ['a', 'b'] });
  expect(sent.inputs()).toEqual([
    { AccessLevelFilter: { Key: 'Account', Value: 'self' }, Filters: { SearchQuery: ['status:UNDER_CHANGE'] }, PageSize: 100 },
    { AccessLevelFilter: { Key: 'Account', Value: 'self' }, Filters: { SearchQuery: ['status:UNDER_CHANGE'] }, PageSize: 100, PageToken: 'two' },
  ]);
}));

test("launches by Control Tower's own path and by the version that is the default", () => answering([
  { LaunchPathSummaries: [{ Id: 'lpv2-2', Name: 'Own Portfolio' }, { Id: 'lpv2-1', Name: 'AWS Control Tower Account Factory Portfolio' }] },
  { ProvisioningArtifactDetails: [{ Id: 'pa-0', Active: false }, { Id: 'pa-9', Active: true, Guidance: 'DEPRECATED' }, { Id: 'pa-1', Active: true, Guidance: 'DEFAULT' }] },
], async (factory, sent) => {
  await expect(factory.launch('prod-1')).resolves.toEqual(LAUNCH);
  expect(sent.operations()).toEqual(['ListLaunchPaths', 'ListProvisioningArtifacts']);
  expect(sent.inputs()).toEqual([{ ProductId: 'prod-1' }, { ProductId: 'prod-1' }]);
}));

test('of two versions that are the default, the newer is launched', () => answering([
  { LaunchPathSummaries: [{ Id: 'lpv2-1', Name: 'x' }] },
  {
    ProvisioningArtifactDetails: [
      { Id: 'pa-0', Active: true, Guidance: 'DEFAULT', CreatedTime: 1767000000 },
      { Id: 'pa-1', Active: true, Guidance: 'DEFAULT', CreatedTime: 1767600000 },
      { Id: 'pa-9', Active: true, Guidance: 'DEPRECATED', CreatedTime: 1767700000 },
    ],
  },
], async factory => {
  await expect(factory.launch('prod-1')).resolves.toEqual(LAUNCH);
}));

test('without a default, the first active version will do', () => answering([
  { LaunchPathSummaries: [{ Id: 'lpv2-1', Name: 'x' }] }, { ProvisioningArtifactDetails: [{ Id: 'pa-0', Active: false }, { Id: 'pa-1', Active: true }] },
], async factory => {
  await expect(factory.launch('prod-1')).resolves.toEqual(LAUNCH);
}));

test('no launch path is a refusal in the words of AWS', () => answering([{ LaunchPathSummaries: [] }], async factory => {
  await expect(factory.launch('prod-1')).rejects.toThrow(/No launch paths found for resource: prod-1/);
}));

test('a version that is being replaced passes', () => answering([{ LaunchPathSummaries: [{ Id: 'lpv2-1' }] }, { ProvisioningArtifactDetails: [] }], async factory => {
  await expect(factory.launch('prod-1')).rejects.toThrow(TransientError);
}));

test('requests an account with all six parameters, token and tags', () => answering([{ RecordDetail: { RecordId: 'rec-1', CreatedTime: 1767600000 } }], async (factory, sent) => {
  const request = { productId: 'prod-1', productName: 'pool-010', token: 'token', launch: LAUNCH, parameters: PARAMETERS, tags: [{ key: 'k', value: 'v' }] };
  await expect(factory.provision(request)).resolves.toEqual({ recordId: 'rec-1', createdAt: '2026-01-05T08:00:00.000Z' });
  expect(sent.operations()).toEqual(['ProvisionProduct']);
  expect(sent.inputs()).toEqual([{
    ProductId: 'prod-1',
    ProvisioningArtifactId: 'pa-1',
    PathId: 'lpv2-1',
    ProvisionedProductName: 'pool-010',
    ProvisionToken: 'token',
    ProvisioningParameters: SENT_PARAMETERS,
    Tags: [{ Key: 'k', Value: 'v' }],
  }]);
}));

test('retries an enrolment with all six parameters and token', () => answering([{ RecordDetail: { RecordId: 'rec-2' } }], async (factory, sent) => {
  await factory.update({ productId: 'prod-1', provisionedProductId: 'pp-1', token: 'token', launch: LAUNCH, parameters: PARAMETERS });
  expect(sent.operations()).toEqual(['UpdateProvisionedProduct']);
  expect(sent.inputs()).toEqual([{
    ProvisionedProductId: 'pp-1',
    ProductId: 'prod-1',
    ProvisioningArtifactId: 'pa-1',
    PathId: 'lpv2-1',
    UpdateToken: 'token',
    ProvisioningParameters: SENT_PARAMETERS,
  }]);
}));

test('terminates without ignoring errors and without retaining anything', () => answering([{ RecordDetail: { RecordId: 'rec-3' } }], async (factory, sent) => {
  await factory.terminate('pp-1', 'token');
  expect(sent.operations()).toEqual(['TerminateProvisionedProduct']);
  expect(sent.inputs()).toEqual([{ ProvisionedProductId: 'pp-1', TerminateToken: 'token' }]);
}));

test.each<[string, Reply]>([
  ['throttling', refusal('ThrottlingException', 'Rate exceeded')],
  ['a failure inside AWS', refusal('InternalFailure', 'internal', 500)],
  ['an unavailable service', { status: 503, body: {} }],
  ['a connection that is cut', 'cut'],
])('%s passes', (_, reply) => answering([reply], async factory => {
  await expect(factory.product('pool-010')).rejects.toThrow(TransientError);
}));

test('a refusal keeps operation, exception and text, to the letter', () => answering([
  refusal('InvalidParametersException', 'A stack named pool-010 already exists.'),
], async factory => {
  const thrown = await factory.terminate('pp-1', 't').catch(error => error);
  expect(thrown).toBeInstanceOf(RefusalError);
  expect(thrown).toMatchObject({ operation: 'servicecatalog:TerminateProvisionedProduct', text: 'InvalidParametersException: A stack named pool-010 already exists.' });
}));

describe('a product that was AVAILABLE a moment ago', () => {
  const available = { ProvisionedProductDetail: { Id: 'pp-1', Name: 'pool-010', Type: 'CONTROL_TOWER_ACCOUNT', Status: 'AVAILABLE' } };
  const tainted = { ProvisionedProductDetail: { ...available.ProvisionedProductDetail, Status: 'TAINTED' } };

  test('is taken to be so for some minutes', () => answering([available, tainted], async (factory, { pass, operations }) => {
    await expect(factory.product('pool-010')).resolves.toMatchObject({ status: 'AVAILABLE' });
    pass(3.9);
    await expect(factory.product('pool-010')).resolves.toMatchObject({ status: 'AVAILABLE' });
    expect(operations()).toHaveLength(1);
    pass(0.2);
    await expect(factory.product('pool-010')).resolves.toMatchObject({ status: 'TAINTED' });
    expect(operations()).toHaveLength(2);
  }));

  test.each<[string, (factory: ServiceCatalogFactory) => Promise<unknown>]>([
    ['updates one', async factory => factory.update({ productId: 'prod-1', provisionedProductId: 'pp-1', token: 'token', launch: LAUNCH, parameters: PARAMETERS })],
    ['removes one', async factory => factory.terminate('pp-2', 'token')],
  ])('is looked at again after a request that %s', (_, change) => answering([available, { RecordDetail: { RecordId: 'rec-1' } }, tainted], async factory => {
    await factory.product('pool-010');
    await change(factory);
    await expect(factory.product('pool-010')).resolves.toMatchObject({ status: 'TAINTED' });
  }));

  test('says nothing about another one, and nothing else is remembered', () => answering([available, tainted, available], async factory => {
    await factory.product('pool-010');
    await expect(factory.product('pool-011')).resolves.toMatchObject({ status: 'TAINTED' });
    await expect(factory.product('pool-011')).resolves.toMatchObject({ status: 'AVAILABLE' });
  }));
});

describe('a record of success', () => {
  const success = (id: string) => ({ RecordDetail: { RecordId: id, Status: 'SUCCEEDED', RecordType: 'PROVISION_PRODUCT' }, RecordOutputs: [{ OutputKey: 'AccountId', OutputValue: '111122223333' }] });

  test('is read once, as long as there is room for it: the records of five hundred accounts are kept', () => {
    const ids = Array.from({ length: 501 }, (_, index) => `rec-${index}`);
    return answering([...ids.map(success), success('rec-500')], async (factory, { operations }) => {
      for (const id of ids) {
        await factory.record(id);
      }
      await factory.record('rec-0');
      await factory.record('rec-499');
      expect(operations()).toHaveLength(501);
      await factory.record('rec-500');
      expect(operations()).toHaveLength(502);
    });
  });

  test('is read again until it names the account', () => answering([{ ...success('rec-1'), RecordOutputs: [] }, success('rec-1')], async factory => {
    await expect(factory.record('rec-1')).resolves.toMatchObject({ outputs: {} });
    await expect(factory.record('rec-1')).resolves.toMatchObject({ outputs: { AccountId: '111122223333' } });
  }));
});
