/** AWS Organizations: its calls, and what other services do in it. */

import { AccountRequests } from './account-requests';
import type { CreationRefusal, MemberAccount, OrganizationsState } from './organization-state';
import { initialOrganization, joinOrganization, refusalOf, resumedOrganization } from './organization-state';
import { tellMoved } from './organization-trail';
import { OrganizationsApi } from './organizations-api';
import { AWS_JSON } from '../../kernel/protocols';
import type { ApiRequest } from '../../kernel/types';
import { drawAccountId, drawId } from '../identifiers';
import type { AuthorizedCall, Permission } from '../permissions';
import { ANYTHING, requestTags } from '../permissions';
import type { Operation, RunningService, ServiceContext } from '../service';
import { defineService } from '../service';

/** The account has just come to another parent. */
export type MoveListener = (account: MemberAccount, from: string, to: string) => void;

export class OrganizationsService implements RunningService {
  public readonly state: OrganizationsState;
  public readonly api: OrganizationsApi;
  private readonly requests: AccountRequests;
  private readonly listeners: MoveListener[] = [];

  constructor(public readonly to: ServiceContext, saved: OrganizationsState | undefined) {
    this.state = saved ? resumedOrganization(saved, to.world) : initialOrganization(to.clock, to.world);
    this.requests = new AccountRequests(to, this.state);
    this.api = new OrganizationsApi(to, this, this.requests);
  }

  public takeUp(): void {
    this.requests.takeUp();
  }

  /** The account with that id. */
  public account(accountId: string | undefined): MemberAccount | undefined {
    return accountId === undefined ? undefined : this.state.accounts.find(({ id }) => id === accountId);
  }

  /** The name of the root or of a unit. */
  public nameOf(parentId: string): string {
    return parentId === this.to.world.organization.rootId ? 'Root' : this.state.units.find(({ id }) => id === parentId)?.name ?? parentId;
  }

  /** Whether a parent is that unit, or in it or further below. */
  public isBelow(parentId: string, unitId: string): boolean {
    const { units } = this.state;
    let here: string | undefined = parentId;
    for (let steps = 0; here !== undefined && steps <= units.length; steps++) {
      if (here === unitId) {
        return true;
      }
      const above: string = here;
      here = units.find(({ id }) => id === above)?.parentId;
    }
    return false;
  }

  /** Lets `listener` know of every account that is moved, whoever moved it. */
  public onMoved(listener: MoveListener): void {
    this.listeners.push(listener);
  }

  /** Moves an account, and lets everybody know who keeps an eye on it. `silent`: the progress doesn't tell of it. */
  public move(account: MemberAccount, destinationId: string, silent = false): void {
    const from = account.parentId;
    if (from === destinationId) {
      return;
    }
    this.to.reads.note('parents', account.id, from);
    account.parentId = destinationId;
    if (!silent) {
      this.to.emit('moved', account.name, `${this.nameOf(from)} to ${this.nameOf(destinationId)}`);
    }
    this.listeners.forEach(listener => listener(account, from, destinationId));
    tellMoved(this.to, account.id, from, destinationId);
  }

  /** Why an account with this address can't be created now. */
  public refusalOf(email: string): CreationRefusal | undefined {
    return refusalOf(this.state, this.to.world.organization.accountQuota, email);
  }

  /** Notes a request to create an account; it has failed already where `refusal` says why. */
  public openCreation(id: string, accountName: string, refusal?: CreationRefusal): void {
    const { now } = this.to.time;
    this.to.reads.note('creations', id, null);
    this.state.creations.push({
      id,
      accountName,
      state: refusal ? 'FAILED' : 'IN_PROGRESS',
      requestedAt: now,
      ...(refusal ? { completedAt: now, failureReason: refusal } : {}),
    });
  }

  /** An account has come into the organization. */
  public join(account: MemberAccount): void {
    joinOrganization(this.to, this.state, account);
  }

  /** Changes what an account is called, or whether it is in use. */
  public change(account: MemberAccount, changes: Partial<Pick<MemberAccount, 'name' | 'status' | 'closedAt'>>): void {
    for (const read of ['listAccounts', 'describeAccount'] as const) {
      this.to.reads.note(read, account.id, account);
    }
    Object.assign(account, changes);
  }

  /** Somebody closes an account; false if AWS refuses, because the quota of closures is used up. */
  public close(account: MemberAccount): boolean {
    const isClosed = this.requests.takeClosure(account);
    if (isClosed) {
      this.change(account, { status: 'SUSPENDED', closedAt: this.to.time.now });
    }
    return isClosed;
  }

  /** Somebody writes or removes tags of an account. */
  public retag(account: MemberAccount, tags: Record<string, string>): void {
    this.to.reads.note('tags', account.id, account.tags);
    account.tags = tags;
  }

  /** Notes that somebody's request to create an account has just succeeded. */
  public noteCreation(accountName: string, accountId: string): void {
    const { clock, reads, time: { now } } = this.to;
    const { creations } = this.state;
    const id = drawId(clock, 'car-', 32, 'by-hand', accountId);
    reads.note('creations', id, null);
    creations.push({ id, accountName, state: 'SUCCEEDED', requestedAt: now - 60_000, completedAt: now, accountId });
  }

  /** The account of a request comes into being, in the root. */
  public completeCreation(creationId: string | undefined, account: Pick<MemberAccount, 'name' | 'email' | 'tags'>): MemberAccount {
    const { clock, time, world } = this.to;
    const { accounts, creations } = this.state;
    const created: MemberAccount = {
      id: drawAccountId(clock, account.name, new Set(accounts.map(({ id }) => id))),
      name: account.name,
      email: account.email,
      parentId: world.organization.rootId,
      status: 'ACTIVE',
      tags: account.tags,
      joinedAt: time.now,
    };
    this.join(created);
    const creation = creations.find(({ id }) => id === creationId)!;
    this.to.reads.note('creations', creation.id, creation);
    Object.assign(creation, { state: 'SUCCEEDED', completedAt: time.now, accountId: created.id });
    return created;
  }
}

type Call = AuthorizedCall<OrganizationsService>;

const arnOf = ({ partition, service }: Call, id: unknown): string => {
  const type = /^\d{12}$/.test(String(id)) ? 'account' : String(id).startsWith('r-') ? 'root' : 'ou';
  return `arn:${partition}:organizations::${service.to.world.organization.managementAccountId}:${type}/${service.state.id}/${String(id)}`;
};
/** An action on the things whose ids the request has as these members. */
const on = (...members: string[]): Permission<OrganizationsService> =>
  ({ resources: call => members.map(member => arnOf(call, call.request.input[member])) });

const operation = (
  may: Permission<OrganizationsService>, answer: (api: OrganizationsApi, input: ApiRequest['input']) => unknown, isForMembers = false,
): Operation<OrganizationsService> => ({
  may,
  answer: ({ api }, request) => {
    if (!isForMembers) {
      api.refuseMembers(request.caller);
    }
    return answer(api, request.input);
  },
});

export const organizations = defineService({
  name: 'organizations',
  prefix: 'organizations',
  protocol: AWS_JSON,
  start: (to, saved: OrganizationsState | undefined) => new OrganizationsService(to, saved),
  madeByStacks: () => undefined,
  operations: {
    DescribeOrganization: operation(ANYTHING, api => api.describeOrganization(), true),
    ListAWSServiceAccessForOrganization: operation(ANYTHING, (api, input) => api.listServiceAccess(input)),
    ListRoots: operation(ANYTHING, api => api.listRoots()),
    ListAccounts: operation(ANYTHING, (api, input) => api.listAccounts(input)),
    ListAccountsForParent: operation(on('ParentId'), (api, input) => api.listAccountsForParent(input)),
    DescribeAccount: operation(on('AccountId'), (api, input) => api.describeAccount(input)),
    ListParents: operation(on('ChildId'), (api, input) => api.listParents(input)),
    ListOrganizationalUnitsForParent: operation(on('ParentId'), (api, input) => api.listUnitsForParent(input)),
    DescribeOrganizationalUnit: operation(on('OrganizationalUnitId'), (api, input) => api.describeUnit(input)),
    ListCreateAccountStatus: operation(ANYTHING, (api, input) => api.listCreations(input)),
    CreateAccount: {
      may: { ...ANYTHING, context: requestTags },
      answer: ({ api }, request) => {
        api.refuseMembers(request.caller);
        return api.createAccount(request);
      },
    },
    CloseAccount: operation(on('AccountId'), (api, input) => api.closeAccount(input)),
    DescribeCreateAccountStatus: operation(ANYTHING, (api, input) => api.describeCreation(input)),
    ListTagsForResource: operation(on('ResourceId'), (api, input) => api.listTags(input)),
    TagResource: operation({ ...on('ResourceId'), context: requestTags }, (api, input) => api.tagResource(input)),
    MoveAccount: operation(on('AccountId', 'SourceParentId', 'DestinationParentId'), (api, input) => api.moveAccount(input)),
  },
});
