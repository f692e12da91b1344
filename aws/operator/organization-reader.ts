/** The organization: its accounts, its units, and requests for accounts that are running. */

import {
  DescribeOrganizationCommand,
  ListAccountsCommand,
  ListAWSServiceAccessForOrganizationCommand,
  ListCreateAccountStatusCommand,
  ListOrganizationalUnitsForParentCommand,
  ListRootsCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-organizations';
import type { OrganizationsClient } from '@aws-sdk/client-organizations';
import { iso, pages, present, tagsOf } from './looks';
import { isPool } from '../../core/operator/sandboxes';
import type { SnapshotAccount, SnapshotCreation, SnapshotOrganization, SnapshotUnit } from '../../core/operator/snapshot';
import { accountOf } from '../organizations/list-accounts';
import { calling, callingOrNull } from '../shared/errors';

/** As much as AWS Organizations gives at a time. */
const PAGE = 20;
const CONTROL_TOWER = 'controltower.amazonaws.com';

export class OrganizationReader {
  constructor(private readonly client: OrganizationsClient) {}

  /** null for an account that is in no organization. */
  public async organization(): Promise<Pick<SnapshotOrganization, 'id' | 'managementAccountId'> | null> {
    const answer = await callingOrNull('organizations:DescribeOrganization', ['AWSOrganizationsNotInUseException'], async () =>
      this.client.send(new DescribeOrganizationCommand({})));
    const organization = answer?.Organization;
    return organization === undefined ? null : { id: organization.Id ?? '', managementAccountId: organization.MasterAccountId ?? '' };
  }

  public async rootId(): Promise<string | undefined> {
    const answer = await calling('organizations:ListRoots', async () => this.client.send(new ListRootsCommand({})));
    return answer.Roots?.[0]?.Id;
  }

  /** All accounts, each with its parent as its path tells it, and the units on those paths. */
  public async accounts(): Promise<{ readonly accounts: SnapshotAccount[]; readonly units: SnapshotUnit[] }> {
    const units = new Map<string, SnapshotUnit>();
    const all = await pages(async token => {
      const answer = await calling('organizations:ListAccounts', async () =>
        this.client.send(new ListAccountsCommand({ NextToken: token, MaxResults: PAGE })));
      return { items: answer.Accounts, next: answer.NextToken };
    });
    const accounts = all.map((account): SnapshotAccount => {
      // o-org/r-root/ou-above/ou-below/account/
      const path = (account.Paths?.[0] ?? '').split('/').filter(part => /^(r|ou)-/.test(part));
      path.forEach((id, index) => {
        if (index > 0) {
          units.set(id, { id, parentId: path[index - 1] });
        }
      });
      const { id, name, email, status, joinedAt, invited = false } = accountOf(account);
      return present({ id, name, email, state: status, parentId: path.at(-1), joinedAt, invited });
    });
    return { accounts, units: [...units.values()] };
  }

  /** Units from the root down in at most so many calls: those first that are known to have others in them. */
  public async units(rootId: string, mostCalls: number, parents: ReadonlySet<string>): Promise<SnapshotUnit[]> {
    const found: SnapshotUnit[] = [];
    let calls = 0;
    const sooner = [rootId];
    const later: string[] = [];
    for (let parentId = sooner.shift(); parentId !== undefined && calls < mostCalls; parentId = sooner.shift() ?? later.shift()) {
      let token: string | undefined;
      do {
        calls++;
        const answer: { OrganizationalUnits?: { Id?: string; Name?: string }[]; NextToken?: string } = await calling(
          'organizations:ListOrganizationalUnitsForParent', async () =>
            this.client.send(new ListOrganizationalUnitsForParentCommand({ ParentId: parentId, NextToken: token, MaxResults: PAGE })));
        for (const { Id: id = '', Name: name } of answer.OrganizationalUnits ?? []) {
          found.push(present({ id, name, parentId }));
          (parents.has(id) || isPool(name) ? sooner : later).push(id);
        }
        token = answer.NextToken;
      } while (token !== undefined && calls < mostCalls);
    }
    return found;
  }

  public async creations(): Promise<SnapshotCreation[]> {
    const all = await pages(async token => {
      const answer = await calling('organizations:ListCreateAccountStatus', async () =>
        this.client.send(new ListCreateAccountStatusCommand({ States: ['IN_PROGRESS'], NextToken: token, MaxResults: PAGE })));
      return { items: answer.CreateAccountStatuses, next: answer.NextToken };
    });
    return all.map(({ Id: id = '', AccountName: accountName = '', RequestedTimestamp: at }) => present({ id, accountName, requestedAt: iso(at) }));
  }

  public async tags(accountId: string): Promise<Record<string, string>> {
    const all = await pages(async token => {
      const answer = await calling('organizations:ListTagsForResource', async () =>
        this.client.send(new ListTagsForResourceCommand({ ResourceId: accountId, NextToken: token })));
      return { items: answer.Tags, next: answer.NextToken };
    });
    return tagsOf(all);
  }

  /** Whether the organization has a landing zone somewhere: Control Tower has access to it. */
  public async usesControlTower(): Promise<boolean> {
    const services = await pages(async token => {
      const answer = await calling('organizations:ListAWSServiceAccessForOrganization', async () =>
        this.client.send(new ListAWSServiceAccessForOrganizationCommand({ NextToken: token })));
      return { items: answer.EnabledServicePrincipals, next: answer.NextToken };
    });
    return services.some(({ ServicePrincipal }) => ServicePrincipal === CONTROL_TOWER);
  }
}
