import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { STSClient } from '@aws-sdk/client-sts';
import { AwsLandingZone } from '../../../aws/control-tower/landing-zone';
import { RefusalError } from '../../../core/failures/errors';
import { sleep } from '../../../lambda/shared/clock';
import type { Loopback, Reply } from '../loopback';
import { refusal, withLoopback } from '../loopback';

async function answering(replies: Reply[], use: (landingZone: AwsLandingZone, loopback: Loopback) => Promise<void>): Promise<void> {
  await withLoopback(replies, async loopback => {
    const clients = {
      serviceCatalog: new ServiceCatalogClient(loopback.config),
      organizations: new OrganizationsClient(loopback.config),
      identityCenter: new SSOAdminClient(loopback.config),
      sts: new STSClient(loopback.config),
    };
    await use(new AwsLandingZone(clients, { isSelfManaged: async () => true }, { sleep }), loopback);
    Object.values(clients).forEach(client => client.destroy());
  });
}

test('asks STS whose account it is', () => answering([
  '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>',
], async (landingZone, loopback) => {
  await expect(landingZone.accountId()).resolves.toBe('111122223333');
  expect(loopback.operations).toEqual(['GetCallerIdentity']);
}));

test("reads the organization's management account", () => answering([{ Organization: { MasterAccountId: '111122223333' } }], async (landingZone, loopback) => {
  await expect(landingZone.managementAccountId()).resolves.toBe('111122223333');
  expect(loopback.operations).toEqual(['DescribeOrganization']);
}));

test('an account without organization has none', () => answering([refusal('AWSOrganizationsNotInUseException', 'x')], async landingZone => {
  await expect(landingZone.managementAccountId()).resolves.toBeUndefined();
}));

test('finds a product by its name', () => answering([{ ProductViewDetail: { ProductViewSummary: { ProductId: 'prod-1' } } }], async (landingZone, loopback) => {
  await expect(landingZone.productId('Wanted')).resolves.toBe('prod-1');
  expect(loopback.received).toEqual([{ operation: 'DescribeProductAsAdmin', input: { Name: 'Wanted' } }]);
}));

test('a product that is not here is none', () => answering([refusal('ResourceNotFoundException', 'x')], async landingZone => {
  await expect(landingZone.productId('Wanted')).resolves.toBeUndefined();
}));

test("lists a product's portfolios, page by page", () => answering([
  { PortfolioDetails: [{ Id: 'port-1', DisplayName: 'Own', ProviderName: 'Team' }], NextPageToken: 'two' }, { PortfolioDetails: [{ Id: 'port-2' }] },
], async (landingZone, loopback) => {
  await expect(landingZone.portfoliosOf('prod-1')).resolves.toEqual([{ id: 'port-1', name: 'Own', provider: 'Team' }, { id: 'port-2' }]);
  expect(loopback.received.map(({ operation, input }) => ({ operation, input }))).toEqual([
    { operation: 'ListPortfoliosForProduct', input: { ProductId: 'prod-1' } }, { operation: 'ListPortfoliosForProduct', input: { ProductId: 'prod-1', PageToken: 'two' } },
  ]);
}));

test.each<[string, object, boolean]>([['is on', { Instances: [{ InstanceArn: 'arn:aws:sso:::instance/x' }] }, true], ['is off', { Instances: [] }, false]])(
  'sees that Identity Center %s', (_, reply, expected) => answering([reply], async (landingZone, loopback) => {
    await expect(landingZone.hasIdentityCenter()).resolves.toBe(expected);
    expect(loopback.operations).toEqual(['ListInstances']);
  }));

test('other refusals are told as they are', () => answering([refusal('InvalidParametersException', 'x')], async landingZone => {
  await expect(landingZone.productId('Wanted')).rejects.toThrow(RefusalError);
}));

describe('access that is self-managed', () => {
  const found = (isSelfManaged: () => Promise<boolean>) =>
    new AwsLandingZone({} as never, { isSelfManaged }, { sleep: async () => undefined }).isAccessSelfManaged();

  test('is as the landing zone says', async () => {
    expect([await found(async () => true), await found(async () => false)]).toEqual([true, false]);
  });

  test('is not what who may not ask takes for granted', async () => {
    await expect(found(async () => { throw new RefusalError('controltower:GetLandingZone', 'no'); })).resolves.toBe(false);
    await expect(found(async () => { throw new TypeError('a bug'); })).rejects.toThrow('a bug');
  });
});
