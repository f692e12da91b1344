/** What the check of the account quota reads: the quota, the accounts, and whether the stack is being rolled back. */

import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { OrganizationsClient } from '@aws-sdk/client-organizations';
import { ListServiceQuotasCommand } from '@aws-sdk/client-service-quotas';
import type { ServiceQuota, ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { sleep, systemClock } from '../../lambda/shared/clock';
import { CloudFormationStacks } from '../cloudformation/stacks';
import { calling } from '../shared/errors';
import { listAccounts } from '../organizations/list-accounts';
import { patientlyUntil } from '../shared/patience';
import { ACCOUNT_QUOTA_CODE, ACCOUNT_QUOTA_NAME, QUOTA_SERVICE } from '../../src/contract';
import type { QuotaPort } from '../../core/checks/account-quota';
import { isRollback } from '../../core/stacks/stack-operation';

/** The clients that are needed. */
export interface QuotaClients {
  /** In the region that tells the quotas; undefined where there is none. */
  readonly serviceQuotas: ServiceQuotasClient | undefined;
  readonly organizations: OrganizationsClient;
  readonly cloudFormation: CloudFormationClient;
}

/** The organization as its quotas and its accounts tell of it. */
export class AwsAccountQuota implements QuotaPort {
  constructor(private readonly clients: QuotaClients) {}

  async accountQuota(until: Date): Promise<number | undefined> {
    const { serviceQuotas } = this.clients;
    if (serviceQuotas === undefined) {
      return undefined;
    }
    const patience = patientlyUntil(until, systemClock, sleep);
    const quotas: ServiceQuota[] = [];
    let nextToken: string | undefined;
    do {
      const page = await patience(async () => calling('servicequotas:ListServiceQuotas', async () =>
        serviceQuotas.send(new ListServiceQuotasCommand({ ServiceCode: QUOTA_SERVICE, NextToken: nextToken }))));
      quotas.push(...page.Quotas ?? []);
      nextToken = page.NextToken;
    } while (nextToken);
    const named = quotas.find(({ QuotaName }) => QuotaName === ACCOUNT_QUOTA_NAME);
    return (named ?? quotas.find(({ QuotaCode }) => QuotaCode === ACCOUNT_QUOTA_CODE))?.Value;
  }

  async accountEmails(until: Date): Promise<string[]> {
    const accounts = await listAccounts(this.clients.organizations, patientlyUntil(until, systemClock, sleep));
    return accounts.map(({ email }) => email);
  }

  async isRollingBack(stackId: string, until: Date): Promise<boolean> {
    const stacks = new CloudFormationStacks(this.clients.cloudFormation);
    const { epoch } = await patientlyUntil(until, systemClock, sleep)(async () => stacks.operation(stackId));
    return isRollback(epoch);
  }
}
