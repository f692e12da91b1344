/** What the check of the account quota reads: the quota, the accounts, and whether the stack is being rolled back. */

import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { OrganizationsClient } from '@aws-sdk/client-organizations';
import { ListServiceQuotasCommand } from '@aws-sdk/client-service-quotas';
import type { ServiceQuota, ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import type { QuotaPort } from '../../core/checks/account-quota';
import type { Clock } from '../../core/clock';
import { isRollback } from '../../core/stacks/stack-operation';
import { ACCOUNT_QUOTA_CODE, ACCOUNT_QUOTA_NAME, QUOTA_SERVICE } from '../../src/contract';
import { CloudFormationStacks } from '../cloudformation/stacks';
import { listAccounts } from '../organizations/list-accounts';
import { calling } from '../shared/errors';
import { patientlyUntil } from '../shared/patience';
import type { Patience } from '../shared/patience';

/** The clients that are needed. */
export interface QuotaClients {
  /** In the region that tells the quotas; undefined where there is none. */
  readonly serviceQuotas: ServiceQuotasClient | undefined;
  readonly organizations: OrganizationsClient;
  readonly cloudFormation: CloudFormationClient;
}

/** The organization as its quotas and its accounts tell of it. */
export class AwsAccountQuota implements QuotaPort {
  constructor(private readonly clients: QuotaClients, private readonly clock: Clock) {}

  public async accountQuota(until: Date): Promise<number | undefined> {
    const { serviceQuotas } = this.clients;
    if (serviceQuotas === undefined) {
      return undefined;
    }
    return readAccountQuota(serviceQuotas, this.patience(until));
  }

  public async accountEmails(until: Date): Promise<string[]> {
    const accounts = await listAccounts(this.clients.organizations, this.patience(until));
    return accounts.map(({ email }) => email);
  }

  public async isRollingBack(stackId: string, until: Date): Promise<boolean> {
    const stacks = new CloudFormationStacks(this.clients.cloudFormation);
    const { epoch } = await this.patience(until)(async () => stacks.operation(stackId));
    return isRollback(epoch);
  }

  private patience(until: Date): Patience {
    return patientlyUntil(until, this.clock.now, this.clock.sleep);
  }
}

/** The quota on the accounts of the organization; undefined if AWS has none of that name. `patience` surrounds the call for each page. */
export async function readAccountQuota(client: ServiceQuotasClient, patience: Patience = async call => call()): Promise<number | undefined> {
  const quotas: ServiceQuota[] = [];
  let nextToken: string | undefined;
  do {
    const page = await patience(async () => calling('servicequotas:ListServiceQuotas', async () =>
      client.send(new ListServiceQuotasCommand({ ServiceCode: QUOTA_SERVICE, NextToken: nextToken }))));
    quotas.push(...page.Quotas ?? []);
    nextToken = page.NextToken;
  } while (nextToken);
  const named = quotas.find(({ QuotaName }) => QuotaName === ACCOUNT_QUOTA_NAME);
  return (named ?? quotas.find(({ QuotaCode }) => QuotaCode === ACCOUNT_QUOTA_CODE))?.Value;
}
