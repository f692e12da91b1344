/** Requests to AWS Organizations to create accounts. */

import { CreateAccountCommand, DescribeAccountCommand, ListCreateAccountStatusCommand, ListTagsForResourceCommand } from '@aws-sdk/client-organizations';
import type { CreateAccountState, CreateAccountStatus, OrganizationsClient } from '@aws-sdk/client-organizations';
import { accountOf } from './list-accounts';
import type { Tag } from '../../core/accounts/account';
import { ownerOf } from '../../core/accounts/ownership';
import type { Creation, MadeAccount } from '../../core/vending/organizations/model';
import type { CreateRequest, CreationsPort } from '../../core/vending/organizations/ports';
import { calling, callingOrNull } from '../shared/errors';

/** Accounts kept at a time: a pool's worth. */
const KEPT_MAX = 1000;

/**
 * The requests. What succeeded and has an owner never changes, so it is remembered as long as the function stays warm: each poll of a registration asks for it, and
 * a list of all that was ever asked for takes many calls.
 */
export class OrganizationsCreations implements CreationsPort {
  /** By the name of the account. */
  private readonly succeeded = new Map<string, Creation>();
  private readonly owned = new Map<string, MadeAccount>();

  constructor(private readonly client: OrganizationsClient) {}

  public async ofName(name: string): Promise<{ creations: readonly Creation[]; running?: readonly string[] }> {
    const known = this.succeeded.get(name);
    if (known !== undefined && this.owned.has(known.accountId!)) {
      return { creations: [known] };
    }
    const inProgress = await this.list(['IN_PROGRESS']);
    const running = inProgress.map(({ AccountName }) => AccountName ?? '');
    const own = inProgress.filter(({ AccountName }) => AccountName === name);
    if (own.length > 0) {
      return { creations: own.map(creationOf), running };
    }
    const ended = (await this.list(['SUCCEEDED', 'FAILED'])).filter(({ AccountName }) => AccountName === name).map(creationOf);
    return { creations: ended.sort((one, other) => other.requestedAt.localeCompare(one.requestedAt)), running };
  }

  public async running(): Promise<readonly string[]> {
    return (await this.list(['IN_PROGRESS'])).map(({ AccountName }) => AccountName ?? '');
  }

  public async made(accountId: string): Promise<MadeAccount | null> {
    const known = this.owned.get(accountId);
    if (known !== undefined) {
      return known;
    }
    const answer = await callingOrNull('organizations:DescribeAccount', ['AccountNotFoundException'], async () =>
      this.client.send(new DescribeAccountCommand({ AccountId: accountId })));
    const tags = answer?.Account === undefined ? null : await this.tags(accountId);
    if (answer?.Account === undefined || tags === null) {
      return null;
    }
    const made = { ...accountOf(answer.Account), owner: ownerOf(tags) ?? null };
    if (made.owner !== null && this.owned.size < KEPT_MAX) {
      this.owned.set(accountId, made);
    }
    return made;
  }

  public async create({ name, email, roleName, tags }: CreateRequest): Promise<void> {
    await calling('organizations:CreateAccount', async () => this.client.send(new CreateAccountCommand({
      AccountName: name,
      Email: email,
      RoleName: roleName,
      Tags: tags.map(({ key, value }) => ({ Key: key, Value: value })),
    })));
  }

  private async tags(accountId: string): Promise<Tag[] | null> {
    const tags: Tag[] = [];
    let nextToken: string | undefined;
    do {
      const page = await callingOrNull('organizations:ListTagsForResource', ['TargetNotFoundException'], async () =>
        this.client.send(new ListTagsForResourceCommand({ ResourceId: accountId, NextToken: nextToken })));
      if (page === null) {
        return null;
      }
      tags.push(...(page.Tags ?? []).map(({ Key = '', Value = '' }) => ({ key: Key, value: Value })));
      nextToken = page.NextToken;
    } while (nextToken);
    return tags;
  }

  private async list(States: CreateAccountState[]): Promise<CreateAccountStatus[]> {
    const found: CreateAccountStatus[] = [];
    let nextToken: string | undefined;
    do {
      const page = await calling('organizations:ListCreateAccountStatus', async () =>
        this.client.send(new ListCreateAccountStatusCommand({ States, NextToken: nextToken })));
      found.push(...page.CreateAccountStatuses ?? []);
      nextToken = page.NextToken;
    } while (nextToken);
    this.remember(found);
    return found;
  }

  /** Of two that succeeded under one name none is remembered: which one is whose has to be looked at. */
  private remember(found: readonly CreateAccountStatus[]): void {
    for (const status of found.filter(({ State, AccountId, AccountName }) => State === 'SUCCEEDED' && AccountId !== undefined && AccountName !== undefined)) {
      const name = status.AccountName!;
      const twins = found.filter(({ State, AccountName }) => State === 'SUCCEEDED' && AccountName === name).length;
      if (twins === 1 && this.succeeded.size < KEPT_MAX) {
        this.succeeded.set(name, creationOf(status));
      } else {
        this.succeeded.delete(name);
      }
    }
  }
}

function creationOf({ Id, State, RequestedTimestamp, CompletedTimestamp, AccountId, FailureReason }: CreateAccountStatus): Creation {
  return {
    id: Id ?? '',
    state: State ?? 'no state',
    requestedAt: (RequestedTimestamp ?? new Date(0)).toISOString(),
    ...CompletedTimestamp === undefined ? {} : { completedAt: CompletedTimestamp.toISOString() },
    ...AccountId === undefined ? {} : { accountId: AccountId },
    ...FailureReason === undefined ? {} : { failureReason: FailureReason },
  };
}
