/** What surrounds the factory: the organization, the portfolios as their administrator sees them, and IAM Identity Center. */

import { DescribeOrganizationCommand } from '@aws-sdk/client-organizations';
import type { OrganizationsClient } from '@aws-sdk/client-organizations';
import { DescribeProductAsAdminCommand, ListPortfoliosForProductCommand } from '@aws-sdk/client-service-catalog';
import type { ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { ListInstancesCommand } from '@aws-sdk/client-sso-admin';
import type { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { STSClient } from '@aws-sdk/client-sts';
import type { AccessManagement } from './access-management';
import type { LandingZonePort, Portfolio } from '../../core/checks/find-factory';
import type { Clock } from '../../core/clock';
import { RefusalError } from '../../core/failures/errors';
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
  constructor(
    private readonly clients: LandingZoneClients,
    private readonly access: Pick<AccessManagement, 'isSelfManaged'>,
    private readonly clock: Pick<Clock, 'sleep'>,
  ) {}

  public async accountId(): Promise<string> {
    const answer = await patiently(async () => calling('sts:GetCallerIdentity', async () => this.clients.sts.send(new GetCallerIdentityCommand({}))), this.clock.sleep);
    return answer.Account ?? '';
  }

  public async managementAccountId(): Promise<string | undefined> {
    const answer = await patiently(async () => callingOrNull('organizations:DescribeOrganization', ['AWSOrganizationsNotInUseException'], async () =>
      this.clients.organizations.send(new DescribeOrganizationCommand({}))), this.clock.sleep);
    return answer?.Organization?.MasterAccountId;
  }

  public async productId(name: string): Promise<string | undefined> {
    const answer = await patiently(async () => callingOrNull('servicecatalog:DescribeProductAsAdmin', ['ResourceNotFoundException'], async () =>
      this.clients.serviceCatalog.send(new DescribeProductAsAdminCommand({ Name: name }))), this.clock.sleep);
    return answer?.ProductViewDetail?.ProductViewSummary?.ProductId;
  }

  public async portfoliosOf(productId: string): Promise<Portfolio[]> {
    const portfolios: Portfolio[] = [];
    let pageToken: string | undefined;
    do {
      const page = await patiently(async () => calling('servicecatalog:ListPortfoliosForProduct', async () =>
        this.clients.serviceCatalog.send(new ListPortfoliosForProductCommand({ ProductId: productId, PageToken: pageToken }))), this.clock.sleep);
      portfolios.push(...(page.PortfolioDetails ?? []).map(({ Id, DisplayName, ProviderName }) => ({ id: Id ?? '', name: DisplayName, provider: ProviderName })));
      pageToken = page.NextPageToken;
    } while (pageToken);
    return portfolios;
  }

  public async hasIdentityCenter(): Promise<boolean> {
    const answer = await patiently(async () => calling('sso:ListInstances', async () =>
      this.clients.identityCenter.send(new ListInstancesCommand({}))), this.clock.sleep);
    return (answer.Instances ?? []).length > 0;
  }

  public async isAccessSelfManaged(): Promise<boolean> {
    try {
      return await patiently(async () => this.access.isSelfManaged(), this.clock.sleep);
    } catch (error) {
      // Whoever may not know has found out less than that Identity Center is missing.
      if (error instanceof RefusalError) {
        return false;
      }
      throw error;
    }
  }
}
