/** AWS Organizations, as it is counted: who stands in a unit, and for how many accounts there is room. */

import { ListAccountsForParentCommand } from '@aws-sdk/client-organizations';
import type { OrganizationsClient } from '@aws-sdk/client-organizations';
import type { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { readAccountQuota } from './account-quota';
import type { Account } from '../../core/accounts/account';
import type { CapacityPorts, OrganizationRoom } from '../../core/capacity/ports';
import { accountOf, listAccounts } from '../organizations/list-accounts';
import { calling } from '../shared/errors';

/** How long the quota and the number of accounts are believed: a scan of a large organization takes hundreds of calls, and the check of a deployment has the last word. */
const ROOM_MS = 14 * 60_000;

/** The clients that are needed. */
export interface OrganizationClients {
  readonly organizations: OrganizationsClient;
  /** In the region that tells the quotas; undefined where there is none. */
  readonly serviceQuotas: ServiceQuotasClient | undefined;
}

type OrganizationPort = CapacityPorts['organization'];

/** The organization. */
export class OrganizationCounts implements OrganizationPort {
  private known: { readonly readAt: number; readonly room: OrganizationRoom } | undefined;

  constructor(private readonly clients: OrganizationClients, private readonly now: () => Date) {}

  public async accountsIn(unitId: string): Promise<Account[]> {
    const accounts: Account[] = [];
    let nextToken: string | undefined;
    do {
      const page = await calling('organizations:ListAccountsForParent', async () =>
        this.clients.organizations.send(new ListAccountsForParentCommand({ ParentId: unitId, NextToken: nextToken })));
      accounts.push(...(page.Accounts ?? []).map(accountOf));
      nextToken = page.NextToken;
    } while (nextToken);
    return accounts;
  }

  public async room(): Promise<OrganizationRoom> {
    if (this.known === undefined || this.now().getTime() - this.known.readAt >= ROOM_MS) {
      const readAt = this.now().getTime();
      this.known = { readAt, room: await this.readRoom() };
    }
    return this.known.room;
  }

  private async readRoom(): Promise<OrganizationRoom> {
    const { serviceQuotas, organizations } = this.clients;
    const quota = serviceQuotas && await readAccountQuota(serviceQuotas);
    // A scan says nothing without the quota.
    return quota === undefined ? { accounts: 0 } : { quota, accounts: (await listAccounts(organizations)).length };
  }
}
