/** What surrounds the factory: the organization, the portfolios as their administrator sees them, and IAM Identity Center. */

import { DescribeOrganizationCommand } from '@aws-sdk/client-organizations';
import type { OrganizationsClient } from '@aws-sdk/client-organizations';
import { DescribeProductAsAdminCommand, ListPortfoliosCommand, ListPortfoliosForProductCommand } from '@aws-sdk/client-service-catalog';
import type { PortfolioDetail, ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { ListInstancesCommand } from '@aws-sdk/client-sso-admin';
import type { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { STSClient } from '@aws-sdk/client-sts';
import type { LandingZonePort } from '../../core/checks/find-factory';
import type { Clock } from '../../core/clock';
import { calling, callingOrNull } from '../shared/errors';
import { patiently } from '../shared/patience';

/** The clients that are needed. */
export interface LandingZoneClients {
  readonly serviceCatalog: ServiceCatalogClient;
  readonly organizations: OrganizationsClient;
  readonly identityCenter: SSOAdminClient;
  readonly sts: STSClient;
}

/** The landing zone as found in this account and region. */
export class AwsLandingZone implements LandingZonePort {
  constructor(private readonly clients: LandingZoneClients, private readonly clock: Pick<Clock, 'sleep'>) {}

  async accountId(): Promise<string> {
    const answer = await patiently(async () => calling('sts:GetCallerIdentity', async () => this.clients.sts.send(new GetCallerIdentityCommand({}))), this.clock.sleep);
    return answer.Account ?? '';
  }

  async managementAccountId(): Promise<string | undefined> {
    const answer = await patiently(async () => callingOrNull('organizations:DescribeOrganization', ['AWSOrganizationsNotInUseException'], async () =>
      this.clients.organizations.send(new DescribeOrganizationCommand({}))), this.clock.sleep);
    return answer?.Organization?.MasterAccountId;
  }

  async portfolioId(name: string): Promise<string | undefined> {
    const portfolios = await this.pages(async (pageToken) => calling('servicecatalog:ListPortfolios', async () =>
      this.clients.serviceCatalog.send(new ListPortfoliosCommand({ PageToken: pageToken }))));
    return portfolios.find((portfolio) => portfolio.DisplayName === name)?.Id;
  }

  async productId(name: string): Promise<string | undefined> {
    const answer = await patiently(async () => callingOrNull('servicecatalog:DescribeProductAsAdmin', ['ResourceNotFoundException'], async () =>
      this.clients.serviceCatalog.send(new DescribeProductAsAdminCommand({ Name: name }))), this.clock.sleep);
    return answer?.ProductViewDetail?.ProductViewSummary?.ProductId;
  }

  async portfoliosOf(productId: string): Promise<string[]> {
    const portfolios = await this.pages(async (pageToken) => calling('servicecatalog:ListPortfoliosForProduct', async () =>
      this.clients.serviceCatalog.send(new ListPortfoliosForProductCommand({ ProductId: productId, PageToken: pageToken }))));
    return portfolios.map((portfolio) => portfolio.Id ?? '');
  }

  async hasIdentityCenter(): Promise<boolean> {
    const answer = await patiently(async () => calling('sso:ListInstances', async () =>
      this.clients.identityCenter.send(new ListInstancesCommand({}))), this.clock.sleep);
    return (answer.Instances ?? []).length > 0;
  }

  private async pages(read: (pageToken: string | undefined) => Promise<PortfolioPage>): Promise<PortfolioDetail[]> {
    const portfolios: PortfolioDetail[] = [];
    let pageToken: string | undefined;
    do {
      const page = await patiently(async () => read(pageToken), this.clock.sleep);
      portfolios.push(...page.PortfolioDetails ?? []);
      pageToken = page.NextPageToken;
    } while (pageToken);
    return portfolios;
  }
}

interface PortfolioPage {
  readonly PortfolioDetails?: PortfolioDetail[];
  readonly NextPageToken?: string;
}
