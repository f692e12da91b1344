/** Service Catalog itself: who sees the product, what searches show and when, and what is refused at once. */

import { UnknownToRehearsal } from '../../../../rehearsal/kernel/types';
import { callerOf, HOME, MANAGEMENT, refusalOf, TestOrganization } from '../../support/test-organization';

const LONG = 24 * 60;
const FACTORY = 'AWS Control Tower Account Factory';

describe('the product and its portfolio', () => {
  test('are found by name, without access to the portfolio', () => {
    const organization = new TestOrganization({ unassociated: true });
    const detail = organization.catalog('DescribeProductAsAdmin', { Name: FACTORY });
    const summary = detail.ProductViewDetail.ProductViewSummary;
    expect(summary).toMatchObject({ Name: FACTORY, Owner: 'AWS Control Tower', Type: 'CONTROL_TOWER_ACCOUNT', ProductId: expect.stringMatching(/^prod-[a-z0-9]{13}$/) });
    expect(detail.ProductViewDetail.ProductARN).toBe(`arn:aws:catalog:${HOME}:${MANAGEMENT}:product/${summary.ProductId}`);
    expect(organization.catalog('DescribeProductAsAdmin', { Id: summary.ProductId })).toEqual(detail);
    expect(organization.catalog('SearchProductsAsAdmin', { Filters: { FullTextSearch: ['account factory'] } }).ProductViewDetails).toEqual([detail.ProductViewDetail]);
    expect(organization.catalog('ListPortfolios').PortfolioDetails)
      .toMatchObject([{ DisplayName: `${FACTORY} Portfolio`, ProviderName: 'AWS Control Tower', Id: expect.stringMatching(/^port-[a-z0-9]{13}$/) }]);
    expect(organization.catalog('ListPortfoliosForProduct', { ProductId: summary.ProductId }).PortfolioDetails).toHaveLength(1);
  });

  test('are in the home region of the management account only', () => {
    const organization = new TestOrganization();
    const elsewhere = (action: string, input: object) => () => organization.call('servicecatalog', action, input, organization.caller, 'us-west-2');
    const member = (action: string, input: object) => () => organization.call('servicecatalog', action, input, callerOf('kick', 'Robot', '999988887777'));
    for (const place of [elsewhere, member]) {
      expect(place('ListPortfolios', {})()).toEqual({ PortfolioDetails: [] });
      expect(place('SearchProducts', {})().ProductViewSummaries).toEqual([]);
      expect(place('SearchProvisionedProducts', {})().ProvisionedProducts).toEqual([]);
      expect(refusalOf(place('DescribeProductAsAdmin', { Name: FACTORY })))
        .toEqual({ code: 'ResourceNotFoundException', message: `Product with name ${FACTORY} not found` });
      expect(refusalOf(place('ListLaunchPaths', { ProductId: organization.productId() })).code).toBe('ResourceNotFoundException');
      expect(refusalOf(place('ProvisionProduct', organization.request('pool-001'))).code).toBe('ResourceNotFoundException');
      expect(refusalOf(place('DescribeProvisionedProduct', { Name: 'pool-001' })).code).toBe('ResourceNotFoundException');
    }
  });

  test('have several versions of one name, of which the newest is active', () => {
    const organization = new TestOrganization();
    const { ProvisioningArtifactDetails: artifacts } = organization.catalog('ListProvisioningArtifacts', { ProductId: organization.productId() });
    expect(artifacts.map(({ Name }: any) => Name)).toEqual([FACTORY, FACTORY]);
    expect(artifacts.filter(({ Active }: any) => Active)).toEqual([artifacts[1]]);
    expect(refusalOf(() => organization.provision('pool-001', { ProvisioningArtifactId: undefined, ProvisioningArtifactName: FACTORY })).message)
      .toBe(`Multiple Provisioning Artifact with name ${FACTORY} found`);
    expect(refusalOf(() => organization.provision('pool-001', { ProvisioningArtifactId: artifacts[0].Id })).code).toBe('InvalidParametersException');
  });

  test('can\'t be launched while a version is being built', () => {
    const organization = new TestOrganization({ faults: [{ kind: 'artifact-rebuilt', fromMinute: 5, minutes: 3 }] });
    const before = organization.artifactId();
    organization.minutes(6);
    expect(organization.artifactId()).not.toBe(before);
    expect(refusalOf(() => organization.provision('pool-001')))
      .toEqual({ code: 'InvalidParametersException', message: 'Package is in state CREATING, but must be in state AVAILABLE' });
    organization.minutes(2);
    expect(organization.provision('pool-001').Status).toBe('CREATED');
  });
});

describe('the association of a role with the portfolio', () => {
  const noPath = (organization: TestOrganization) => ({
    code: 'ResourceNotFoundException',
    message: `No launch paths found for resource: ${organization.productId()}`,
  });

  test('is needed to see and to launch the product', () => {
    const organization = new TestOrganization({ unassociated: true });
    expect(organization.catalog('SearchProducts').ProductViewSummaries).toEqual([]);
    expect(refusalOf(() => organization.catalog('ListLaunchPaths', { ProductId: organization.productId() }))).toEqual(noPath(organization));
    expect(refusalOf(() => organization.provision('pool-001'))).toEqual(noPath(organization));
    expect(refusalOf(() => organization.catalog('DescribeProduct', { Name: FACTORY })).code).toBe('ResourceNotFoundException');
  });

  test('works after a while, and ends at once', () => {
    const organization = new TestOrganization({ factory: { associationDelaySeconds: 90 } });
    organization.clock.advance(89);
    expect(refusalOf(() => organization.provision('pool-001'))).toEqual(noPath(organization));
    organization.clock.advance(1);
    expect(organization.catalog('SearchProducts').ProductViewSummaries).toHaveLength(1);
    expect(organization.catalog('ListLaunchPaths', { ProductId: organization.productId() }).LaunchPathSummaries)
      .toMatchObject([{ Name: `${FACTORY} Portfolio`, ConstraintSummaries: [] }]);

    organization.services.disassociatePrincipal(organization.portfolioId(), organization.caller.roleArn);
    expect(refusalOf(() => organization.provision('pool-001'))).toEqual(noPath(organization));
  });

  test('is not renewed by making it again', () => {
    const organization = new TestOrganization({ factory: { associationDelaySeconds: 90 } });
    organization.clock.advance(60);
    organization.services.associatePrincipal(organization.portfolioId(), organization.caller.roleArn);
    organization.clock.advance(30);
    expect(organization.provision('pool-001').Status).toBe('CREATED');
  });

  test('may be a pattern', () => {
    const organization = new TestOrganization({ unassociated: true });
    organization.services.associatePrincipal(organization.portfolioId(), 'arn:aws:iam:::role/Ro*');
    expect(organization.provision('pool-001').Status).toBe('CREATED');
    expect(refusalOf(() => organization.catalog('ListLaunchPaths', { ProductId: organization.productId() }, callerOf('kick', 'Other'))))
      .toEqual(noPath(organization));
  });

  test('fails for a portfolio that doesn\'t exist', () => {
    expect(refusalOf(() => new TestOrganization().services.associatePrincipal('port-unknown', 'arn')).code).toBe('ResourceNotFoundException');
  });

  test('gives two paths where the product is in two portfolios, and one has to be chosen', () => {
    const organization = new TestOrganization({ factory: { secondLaunchPath: true } });
    const paths = organization.catalog('ListLaunchPaths', { ProductId: organization.productId() }).LaunchPathSummaries;
    expect(paths).toHaveLength(2);
    expect(organization.catalog('ListPortfoliosForProduct', { ProductId: organization.productId() }).PortfolioDetails).toHaveLength(2);
    expect(refusalOf(() => organization.provision('pool-001'))).toEqual({
      code: 'InvalidParametersException',
      message: 'More than one launch path ids exist. Please specify the launch path id',
    });
    expect(organization.provision('pool-001', { PathId: paths[0].Id }).PathId).toBe(paths[0].Id);
  });
});

describe('provisioned products', () => {
  const search = (organization: TestOrganization, ...queries: string[]) => organization.catalog('SearchProvisionedProducts', {
    Filters: { SearchQuery: queries },
    AccessLevelFilter: { Key: 'Account', Value: 'self' },
  });

  test('show in searches some seconds after they changed, and never backwards', () => {
    const organization = new TestOrganization({ factory: { listingDelaySeconds: 60 } });
    const seen: string[] = [];
    organization.provision('pool-001');
    organization.clock.advance(0);
    expect(search(organization, 'name:pool-001').ProvisionedProducts).toEqual([]);
    for (let second = 0; second < 2 * 3600; second += 5) {
      const status = search(organization, 'name:pool-001').ProvisionedProducts[0]?.Status ?? 'none';
      if (status !== seen.at(-1)) {
        seen.push(status);
      }
      organization.clock.advance(5);
    }
    expect(seen).toEqual(['none', 'UNDER_CHANGE', 'AVAILABLE']);

    organization.terminate('pool-001');
    organization.minutes(LONG);
    expect(search(organization).TotalResultsCount).toBe(0);
    expect(organization.product.bind(organization, 'pool-001')).toThrow(/not found/);
  });

  test('are found by name, status, type and account', () => {
    const organization = new TestOrganization();
    organization.provision('pool-001');
    organization.minutes(LONG);
    organization.provision('pool-002');
    const names = (...queries: string[]) => search(organization, ...queries).ProvisionedProducts.map(({ Name }: any) => Name);
    const accountId = organization.services.accounts()[1].id;
    expect(names('name:pool-002')).toEqual(['pool-002']);
    expect(names('status:UNDER_CHANGE')).toEqual(['pool-002']);
    expect(names('type:CONTROL_TOWER_ACCOUNT')).toEqual(['pool-001', 'pool-002']);
    expect(names('type:CONTROL_TOWER_ACCOUNT', 'status:AVAILABLE')).toEqual(['pool-001']);
    expect(names(`physicalId:${accountId}`)).toEqual(['pool-001']);
    expect(search(organization, 'name:pool-001').ProvisionedProducts[0]).toMatchObject({
      PhysicalId: accountId,
      UserArn: organization.caller.roleArn,
      UserArnSession: organization.caller.sessionArn,
      Tags: [{ Key: 'account-robot:owner', Value: 'Stack/pool-001' }],
      ProductName: FACTORY,
    });
    expect(() => names('colour:blue')).toThrow(UnknownToRehearsal);
  });

  test('come in pages', () => {
    const organization = new TestOrganization({ organization: { foreignAccounts: 45 } });
    const names: string[] = [];
    let PageToken: string | undefined;
    let pages = 0;
    do {
      const page = organization.catalog('SearchProvisionedProducts', { PageToken, AccessLevelFilter: { Key: 'Account', Value: 'self' } });
      names.push(...page.ProvisionedProducts.map(({ Name }: any) => Name));
      PageToken = page.NextPageToken;
      pages += 1;
    } while (PageToken);
    expect(pages).toBe(3);
    expect(new Set(names).size).toBe(45);
    expect(refusalOf(() => organization.catalog('SearchProvisionedProducts', { PageToken: 'nonsense' })).code).toBe('InvalidInputException');
  });

  test('are one\'s own where no level is asked for', () => {
    const organization = new TestOrganization();
    organization.provision('pool-001');
    const count = (label: string, role: string, level?: string) => organization.catalog('SearchProvisionedProducts', {
      AccessLevelFilter: level && { Key: level, Value: 'self' },
    }, callerOf(label, role)).TotalResultsCount;
    expect(count('is-complete', 'Robot')).toBe(1);
    expect(count('kick', 'Robot')).toBe(0);
    expect(count('kick', 'Robot', 'Role')).toBe(1);
    expect(count('kick', 'Other', 'Role')).toBe(0);
    expect(count('kick', 'Other', 'Account')).toBe(1);
  });

  test('have a history of records, newest first', () => {
    const organization = new TestOrganization();
    const first = organization.provision('pool-001');
    organization.minutes(LONG);
    const second = organization.update('pool-001');
    const { RecordDetails } = organization.catalog('ListRecordHistory', { SearchFilter: { Key: 'provisionedproduct', Value: first.ProvisionedProductId } });
    expect(RecordDetails.map(({ RecordId }: any) => RecordId)).toEqual([second.RecordId, first.RecordId]);
  });

  test('are described by name or by id, but by one of them', () => {
    const organization = new TestOrganization();
    const { ProvisionedProductId } = organization.provision('pool-001');
    expect(organization.catalog('DescribeProvisionedProduct', { Id: ProvisionedProductId }).ProvisionedProductDetail).toEqual(organization.product('pool-001'));
    expect(organization.product('pool-001').Arn).toBe(`arn:aws:servicecatalog:${HOME}:${MANAGEMENT}:stack/pool-001/${ProvisionedProductId}`);
    expect(refusalOf(() => organization.catalog('DescribeProvisionedProduct', { Id: ProvisionedProductId, Name: 'pool-001' })).code).toBe('InvalidParametersException');
    expect(refusalOf(() => organization.record('rec-unknown')).code).toBe('ResourceNotFoundException');
  });
});

test('a name that no product can have is refused', () => {
  expect(refusalOf(() => new TestOrganization().provision('pool 1')).code).toBe('InvalidParametersException');
});

test.each([
  ['servicecatalog', 'CopyProduct'], ['organizations', 'LeaveOrganization'], ['sso', 'DeleteInstance'], ['s3', 'GetObject'],
])('%s:%s is unknown, and never a silent success', (service, action) => {
  expect(() => new TestOrganization().call(service, action)).toThrow(new RegExp(`is-complete called ${service}:${action}`));
  expect(() => new TestOrganization().call(service, action)).toThrow(UnknownToRehearsal);
});
