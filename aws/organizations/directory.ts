/** AWS Organizations: the directory of accounts. */

import {
  DescribeAccountCommand,
  DescribeOrganizationalUnitCommand,
  ListCreateAccountStatusCommand,
  ListParentsCommand,
  ListTagsForResourceCommand,
  MoveAccountCommand,
  TagResourceCommand,
} from '@aws-sdk/client-organizations';
import type { OrganizationsClient } from '@aws-sdk/client-organizations';
import { accountOf, listAccounts } from './list-accounts';
import type { Account, AccountCreation, Parent, Tag } from '../../core/accounts/account';
import type { DirectoryPort } from '../../core/accounts/directory';
import { TransientError } from '../../core/failures/errors';
import { calling, callingOrNull, isNamed } from '../shared/errors';

/** The account stands somewhere else than it was seen a moment ago. AWS doesn't document which of these it says then. */
const MOVED_MEANWHILE = ['AccountNotFoundException', 'SourceParentNotFoundException', 'DuplicateAccountException'];

/** The accounts as they were at one moment. */
interface Scan {
  readonly beganAt: Date;
  readonly accounts: readonly Account[];
  readonly byEmail: ReadonlyMap<string, Account>;
}

/**
 * The directory. It remembers its last scan of the organization as long as the function stays warm, because a scan of a large organization takes a hundred
 * calls and all accounts of a pool ask for the same one.
 */
export class OrganizationsDirectory implements DirectoryPort {
  private scan: Scan | undefined;
  private readonly unitNames = new Map<string, string>();

  constructor(private readonly client: OrganizationsClient, private readonly now: () => Date) {}

  public async accountById(accountId: string): Promise<Account | null> {
    const answer = await callingOrNull('organizations:DescribeAccount', ['AccountNotFoundException'], async () =>
      this.client.send(new DescribeAccountCommand({ AccountId: accountId })));
    return answer?.Account === undefined ? null : accountOf(answer.Account);
  }

  public async accountByEmail(email: string, notOlderThan: Date): Promise<Account | null> {
    return (await this.scanSince(notOlderThan)).byEmail.get(email.toLowerCase()) ?? null;
  }

  public async accountsByName(name: string, notOlderThan: Date): Promise<Account[]> {
    return (await this.scanSince(notOlderThan)).accounts.filter(account => account.name === name);
  }

  public async creation(accountName: string, since: Date, until: Date): Promise<AccountCreation | null> {
    let nextToken: string | undefined;
    let isRunning = false;
    const accountIds: string[] = [];
    do {
      const page = await calling('organizations:ListCreateAccountStatus', async () =>
        this.client.send(new ListCreateAccountStatusCommand({ States: ['IN_PROGRESS', 'SUCCEEDED'], NextToken: nextToken })));
      for (const status of page.CreateAccountStatuses ?? []) {
        if (status.AccountName !== accountName) {
          continue;
        }
        if (status.State === 'IN_PROGRESS') {
          isRunning = true;
        } else if (isWithin(status.RequestedTimestamp, since, until) && status.AccountId !== undefined) {
          accountIds.push(status.AccountId);
        }
      }
      nextToken = page.NextToken;
    } while (nextToken);
    return isRunning || accountIds.length > 0 ? { state: isRunning ? 'IN_PROGRESS' : 'SUCCEEDED', accountIds } : null;
  }

  public async parent(accountId: string): Promise<Parent | null> {
    const answer = await callingOrNull('organizations:ListParents', ['ChildNotFoundException'], async () =>
      this.client.send(new ListParentsCommand({ ChildId: accountId })));
    const parent = answer?.Parents?.[0];
    if (parent?.Id === undefined) {
      return null;
    }
    return parent.Type === 'ROOT'
      ? { id: parent.Id, name: 'Root', isRoot: true }
      : { id: parent.Id, name: await this.knownUnitName(parent.Id), isRoot: false };
  }

  /** For the reader's eyes only, so that one asking is enough. */
  private async knownUnitName(organizationalUnitId: string): Promise<string> {
    const name = this.unitNames.get(organizationalUnitId) ?? await this.organizationalUnitName(organizationalUnitId);
    this.unitNames.set(organizationalUnitId, name);
    return name;
  }

  public async organizationalUnitName(organizationalUnitId: string): Promise<string> {
    const answer = await calling('organizations:DescribeOrganizationalUnit', async () =>
      this.client.send(new DescribeOrganizationalUnitCommand({ OrganizationalUnitId: organizationalUnitId })));
    return answer.OrganizationalUnit?.Name ?? organizationalUnitId;
  }

  public async tags(accountId: string): Promise<Tag[] | null> {
    const tags: Tag[] = [];
    let nextToken: string | undefined;
    do {
      const page = await callingOrNull('organizations:ListTagsForResource', ['TargetNotFoundException'], async () =>
        this.client.send(new ListTagsForResourceCommand({ ResourceId: accountId, NextToken: nextToken })));
      if (page === null) {
        return null;
      }
      tags.push(...(page.Tags ?? []).map(tag => ({ key: tag.Key ?? '', value: tag.Value ?? '' })));
      nextToken = page.NextToken;
    } while (nextToken);
    return tags;
  }

  public async tag(accountId: string, tags: readonly Tag[]): Promise<void> {
    await calling('organizations:TagResource', async () => this.client.send(new TagResourceCommand({
      ResourceId: accountId,
      Tags: tags.map(tag => ({ Key: tag.key, Value: tag.value })),
    })));
  }

  public async move(accountId: string, fromId: string, toId: string): Promise<void> {
    await calling('organizations:MoveAccount', async () => {
      try {
        await this.client.send(new MoveAccountCommand({ AccountId: accountId, SourceParentId: fromId, DestinationParentId: toId }));
      } catch (exception) {
        throw isNamed(exception, ...MOVED_MEANWHILE) ? new TransientError('organizations:MoveAccount', String(exception), { cause: exception }) : exception;
      }
    });
  }

  private async scanSince(notOlderThan: Date): Promise<Scan> {
    if (this.scan === undefined || this.scan.beganAt.getTime() <= notOlderThan.getTime()) {
      this.scan = await this.scanOrganization();
    }
    return this.scan;
  }

  private async scanOrganization(): Promise<Scan> {
    const beganAt = this.now();
    const accounts = await listAccounts(this.client);
    return { beganAt, accounts, byEmail: new Map(accounts.map(account => [account.email.toLowerCase(), account])) };
  }
}

/** What AWS tells no moment of counts. */
function isWithin(moment: Date | undefined, since: Date, until: Date): boolean {
  return moment === undefined || (moment >= since && moment <= until);
}
