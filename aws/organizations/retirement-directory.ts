/** AWS Organizations, as retirement looks at it: accounts, units, their policies, and accounts that nobody retires. */

import { DescribeOrganizationCommand, DescribePolicyCommand, ListPoliciesForTargetCommand } from '@aws-sdk/client-organizations';
import type { OrganizationsClient, PolicySummary } from '@aws-sdk/client-organizations';
import type { OrganizationsDirectory } from './directory';
import { listAccounts } from './list-accounts';
import type { Account, Parent, Tag } from '../../core/accounts/account';
import type { RetirementDirectory } from '../../core/retirement/ports';
import { callControlTower } from '../control-tower/control-tower-api';
import type { ControlTowerContext } from '../control-tower/control-tower-api';
import { calling, callingOrNull } from '../shared/errors';

const SCP = 'SERVICE_CONTROL_POLICY';
/** How long the accounts that nobody retires are believed. */
const GUARDED_MS = 15 * 60_000;

/** What is needed besides the client. */
export interface RetirementDirectoryContext {
  readonly client: OrganizationsClient;
  /** How one account is looked at and moved. */
  readonly directory: Pick<OrganizationsDirectory, 'accountById' | 'parent' | 'tags' | 'move'>;
  readonly controlTower: ControlTowerContext;
  /** The hub account of the pool's Innovation Sandbox. */
  readonly hubAccountId?: string;
}

interface LandingZones {
  readonly landingZones?: readonly { readonly arn?: string }[];
}

interface LandingZone {
  readonly landingZone?: { readonly manifest?: unknown };
}

/** The directory. */
export class AwsRetirementDirectory implements RetirementDirectory {
  private known?: { readonly readAt: number; readonly guarded: Readonly<Record<string, string>> };

  constructor(private readonly context: RetirementDirectoryContext) {}

  public async accounts(): Promise<readonly Account[]> {
    return listAccounts(this.context.client);
  }

  public async accountById(accountId: string): Promise<Account | null> {
    return this.context.directory.accountById(accountId);
  }

  public async parent(accountId: string): Promise<Parent | null> {
    return this.context.directory.parent(accountId);
  }

  public async tags(accountId: string): Promise<readonly Tag[] | null> {
    return this.context.directory.tags(accountId);
  }

  public async move(accountId: string, fromId: string, toId: string): Promise<void> {
    return this.context.directory.move(accountId, fromId, toId);
  }

  public async unit(unitId: string): Promise<'closed' | 'open' | 'missing'> {
    let nextToken: string | undefined;
    do {
      const page = await callingOrNull('organizations:ListPoliciesForTarget', ['TargetNotFoundException'], async () =>
        this.context.client.send(new ListPoliciesForTargetCommand({ TargetId: unitId, Filter: SCP, NextToken: nextToken })));
      if (page === null) {
        return 'missing';
      }
      for (const policy of page.Policies ?? []) {
        if (await this.deniesEverything(policy)) {
          return 'closed';
        }
      }
      nextToken = page.NextToken;
    } while (nextToken);
    return 'open';
  }

  public async guarded(): Promise<Readonly<Record<string, string>>> {
    const now = this.context.controlTower.now().getTime();
    if (this.known === undefined || now - this.known.readAt >= GUARDED_MS) {
      this.known = { readAt: now, guarded: { ...await this.controlTowersOwn(), ...this.hub(), ...await this.management() } };
    }
    return this.known.guarded;
  }

  private async management(): Promise<Record<string, string>> {
    const { Organization } = await calling('organizations:DescribeOrganization', async () => this.context.client.send(new DescribeOrganizationCommand({})));
    return Organization?.MasterAccountId === undefined ? {} : { [Organization.MasterAccountId]: 'the management account of the organization' };
  }

  private hub(): Record<string, string> {
    const { hubAccountId } = this.context;
    return hubAccountId === undefined ? {} : { [hubAccountId]: 'the hub account of Innovation Sandbox' };
  }

  /** Whatever accounts the manifest of the landing zone names, in any of its versions. */
  private async controlTowersOwn(): Promise<Record<string, string>> {
    const { landingZones = [] } = await callControlTower<LandingZones>(this.context.controlTower, 'ListLandingZones', {});
    const arn = landingZones[0]?.arn;
    if (arn === undefined) {
      return {};
    }
    const { landingZone } = await callControlTower<LandingZone>(this.context.controlTower, 'GetLandingZone', { landingZoneIdentifier: arn });
    return Object.fromEntries(accountIdsIn(landingZone?.manifest).map(id => [id, "one of Control Tower's own accounts"]));
  }

  private async deniesEverything({ Id, AwsManaged }: PolicySummary): Promise<boolean> {
    if (AwsManaged === true) {
      return false;
    }
    const { Policy } = await calling('organizations:DescribePolicy', async () => this.context.client.send(new DescribePolicyCommand({ PolicyId: Id })));
    return isDenyAll(Policy?.Content ?? '');
  }
}

/** Whether the text of a policy has a statement that denies everything to everybody. One with a condition denies some things, or some people. */
export function isDenyAll(content: string): boolean {
  let policy: { readonly Statement?: unknown };
  try {
    policy = Object(JSON.parse(content)) as typeof policy;
  } catch {
    return false;
  }
  const all = (value: unknown) => (Array.isArray(value) ? value as unknown[] : [value]).some(entry => entry === '*');
  return [policy.Statement].flat().map(statement => Object(statement) as Readonly<Record<string, unknown>>)
    .some(({ Effect, Action, Resource, Condition }) => Effect === 'Deny' && all(Action) && all(Resource) && Condition === undefined);
}

function accountIdsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, member]) =>
    key === 'accountId' && typeof member === 'string' && /^[0-9]{12}$/.test(member) ? [member] : accountIdsIn(member));
}
