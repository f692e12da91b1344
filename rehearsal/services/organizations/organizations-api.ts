/** What AWS Organizations answers to calls. */

import type {
  Account,
  CloseAccountCommandOutput,
  CreateAccountCommandOutput,
  CreateAccountStatus,
  DescribeAccountCommandOutput,
  DescribeCreateAccountStatusCommandOutput,
  DescribeOrganizationCommandOutput,
  DescribeOrganizationalUnitCommandOutput,
  ListAccountsCommandOutput,
  ListAWSServiceAccessForOrganizationCommandOutput,
  ListCreateAccountStatusCommandOutput,
  ListOrganizationalUnitsForParentCommandOutput,
  ListParentsCommandOutput,
  ListRootsCommandOutput,
  ListTagsForResourceCommandOutput,
  MoveAccountCommandOutput,
  OrganizationalUnit,
  Root,
  TagResourceCommandOutput,
} from '@aws-sdk/client-organizations';
import type { AccountRequests } from './account-requests';
import type { CreationState, MemberAccount, OrganizationsState } from './organization-state';
import type { ApiRequest, Caller } from '../../kernel/types';
import { ApiError, UnknownToRehearsal } from '../../kernel/types';
import { pageOf, pageSize, tagList, tagMap } from '../paging';
import type { Answer } from '../sdk';
import type { ServiceContext } from '../service';

const PAGE = 20;
/** Control Tower enables these: its preventive controls are service control policies. */
const POLICY_TYPES: Root['PolicyTypes'] = [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }];
const MEMBER_REFUSAL = 'You don\'t have permissions to access this resource.';

const ACCOUNT_NAME = /^[\x20-\x7e]{1,50}$/;
const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

type Input = ApiRequest['input'];

/** What the answers are made from, and what the calls change. */
export interface Membership {
  readonly state: OrganizationsState;
  move(account: MemberAccount, destinationId: string): void;
}

export class OrganizationsApi {
  constructor(private readonly to: ServiceContext, private readonly membership: Membership, private readonly requests: AccountRequests) {}

  /** Most calls are the management account's alone. */
  public refuseMembers(caller: Caller): void {
    if (caller.accountId !== this.managementAccountId) {
      throw new ApiError('AccessDeniedException', MEMBER_REFUSAL);
    }
  }

  public listRoots(): Answer<ListRootsCommandOutput> {
    return { Roots: [{ Id: this.rootId, Arn: this.arn('root', this.rootId), Name: 'Root', PolicyTypes: POLICY_TYPES }] };
  }

  /** Control Tower turns on trusted access for itself, whatever its home; other services are nobody's business here. */
  public listServiceAccess(input: Input): Answer<ListAWSServiceAccessForOrganizationCommandOutput> {
    const { absentServices } = this.to.world.organization;
    const services = absentServices.includes('controltower') ? [] : ['controltower.amazonaws.com', 'member.org.stacksets.cloudformation.amazonaws.com'];
    const page = pageOf(services, input.NextToken, pageSize(input.MaxResults, PAGE, PAGE));
    const DateEnabled = new Date(this.state.createdAt);
    return { EnabledServicePrincipals: page.items.map(ServicePrincipal => ({ ServicePrincipal, DateEnabled })), NextToken: page.next };
  }

  public describeAccount(input: Input): Answer<DescribeAccountCommandOutput> {
    const account = this.to.reads.shown('describeAccount', String(input.AccountId), this.account(input.AccountId));
    return { Account: this.accountView(account ?? refuseAccount()) };
  }

  public describeUnit(input: Input): Answer<DescribeOrganizationalUnitCommandOutput> {
    return { OrganizationalUnit: this.unitView(input.OrganizationalUnitId) };
  }

  public listTags(input: Input): Answer<ListTagsForResourceCommandOutput> {
    const present = this.tagged(input.ResourceId);
    // Who doesn't show an account has no tags of it either.
    if (present && this.to.reads.shown('describeAccount', present.id, present) === null) {
      refuseTarget();
    }
    return { Tags: tagList(this.to.reads.shown('tags', String(input.ResourceId), present?.tags ?? {}) ?? {}) };
  }

  /** Tags of the request are another permission: they are asked on the account that is to be. */
  public createAccount({ caller, input, region }: ApiRequest): Answer<CreateAccountCommandOutput> {
    const [name, email, tags] = [String(input.AccountName ?? ''), String(input.Email ?? ''), tagMap(input.Tags)];
    if (!ACCOUNT_NAME.test(name)) {
      throw invalidInput('AccountName', name, 'must have 1 to 50 printable ASCII characters');
    }
    if (email.length < 6 || email.length > 64 || !ADDRESS.test(email)) {
      throw invalidInput('Email', email, 'must be an address of 6 to 64 characters');
    }
    if (Object.keys(tags).length > 0) {
      const context = Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:RequestTag/${key}`, value]));
      this.to.iam.authorize(caller, 'organizations:TagResource', this.arn('account', '*'), { 'aws:RequestedRegion': region, ...context });
    }
    this.refuseTags(tags);
    const id = this.requests.create({ name, email, tags });
    return { CreateAccountStatus: creationView(this.state.creations.find(creation => creation.id === id)!) };
  }

  public closeAccount(input: Input): Answer<CloseAccountCommandOutput> {
    this.requests.close(this.account(input.AccountId));
    return {};
  }

  public listAccounts(input: Input): Answer<ListAccountsCommandOutput> {
    return this.pageOfAccounts(this.to.reads.listed('listAccounts', this.state.accounts), input);
  }

  private get state(): OrganizationsState {
    return this.membership.state;
  }

  private get managementAccountId(): string {
    return this.to.world.organization.managementAccountId;
  }

  private get rootId(): string {
    return this.to.world.organization.rootId;
  }

  private arn(type: string, id: string): string {
    return `arn:${this.to.partition}:organizations::${this.managementAccountId}:${type}/${this.state.id}/${id}`;
  }

  public describeOrganization(): Answer<DescribeOrganizationCommandOutput> {
    const id = this.state.id;
    return {
      Organization: {
        Id: id,
        Arn: `arn:${this.to.partition}:organizations::${this.managementAccountId}:organization/${id}`,
        FeatureSet: 'ALL',
        MasterAccountArn: this.arn('account', this.managementAccountId),
        MasterAccountId: this.managementAccountId,
        MasterAccountEmail: this.account(this.managementAccountId).email,
        AvailablePolicyTypes: [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }],
      },
    };
  }

  private pageOfAccounts(accounts: readonly MemberAccount[], input: Input): Answer<ListAccountsCommandOutput> {
    const page = pageOf(accounts, input.NextToken, pageSize(input.MaxResults, PAGE, PAGE));
    return { Accounts: page.items.map(account => this.accountView(account)), NextToken: page.next };
  }

  public listAccountsForParent(input: Input): Answer<ListAccountsCommandOutput> {
    this.requireParent(input.ParentId);
    const { reads } = this.to;
    // One that is new is in no list yet, and one that was moved is where it was before.
    const there = this.state.accounts.filter(({ id, parentId }) =>
      reads.shown('listAccounts', id, id) !== null && reads.shown('parents', id, parentId) === input.ParentId);
    return this.pageOfAccounts(there, input);
  }

  public listParents(input: Input): Answer<ListParentsCommandOutput> {
    const child = this.state.accounts.find(({ id }) => id === input.ChildId) ?? this.state.units.find(({ id }) => id === input.ChildId);
    if (!child) {
      refuseChild();
    }
    const parentId = this.to.reads.shown('parents', child.id, child.parentId) ?? refuseChild();
    return { Parents: [{ Id: parentId, Type: parentId === this.rootId ? 'ROOT' : 'ORGANIZATIONAL_UNIT' }] };
  }

  public listUnitsForParent(input: Input): Answer<ListOrganizationalUnitsForParentCommandOutput> {
    this.requireParent(input.ParentId);
    const units = this.state.units.filter(({ parentId }) => parentId === input.ParentId);
    const page = pageOf(units, input.NextToken, pageSize(input.MaxResults, PAGE, PAGE));
    return { OrganizationalUnits: page.items.map(({ id }) => this.unitView(id)), NextToken: page.next };
  }

  public listCreations(input: Input): Answer<ListCreateAccountStatusCommandOutput> {
    const states: string[] | undefined = input.States;
    const newestFirst = this.to.reads.listed('creations', this.state.creations).filter(({ state }) => !states || states.includes(state)).reverse();
    const page = pageOf(newestFirst, input.NextToken, pageSize(input.MaxResults, PAGE, PAGE));
    return { CreateAccountStatuses: page.items.map(creationView), NextToken: page.next };
  }

  public describeCreation(input: Input): Answer<DescribeCreateAccountStatusCommandOutput> {
    const present = this.state.creations.find(({ id }) => id === input.CreateAccountRequestId);
    const creation = present && this.to.reads.shown('creations', present.id, present);
    if (!creation) {
      throw new ApiError('CreateAccountStatusNotFoundException', 'You specified a create account request ID that doesn\'t exist.');
    }
    return { CreateAccountStatus: creationView(creation) };
  }

  public tagResource(input: Input): Answer<TagResourceCommandOutput> {
    const account = this.tagged(input.ResourceId);
    if (!account) {
      throw new UnknownToRehearsal(`organizations:TagResource was called on ${input.ResourceId}, and the rehearsal keeps tags of accounts only; tag accounts, by their twelve digits`);
    }
    this.refuseTags(tagMap(input.Tags));
    this.to.reads.note('tags', account.id, account.tags);
    account.tags = { ...account.tags, ...tagMap(input.Tags) };
    this.to.emit('tagged', account.name, account.id);
    return {};
  }

  /** Innovation Sandbox moves accounts by this call too, and words its own answers by the refusals. */
  public moveAccount(input: Input): Answer<MoveAccountCommandOutput> {
    const account = this.account(input.AccountId);
    if (!this.isParent(input.SourceParentId)) {
      throw new ApiError('SourceParentNotFoundException', 'You can\'t find a source root or OU with the ParentId that you specified.');
    }
    if (!this.isParent(input.DestinationParentId)) {
      throw new ApiError('DestinationParentNotFoundException', 'You can\'t find the destination container (a root or OU) with the ParentId that you specified.');
    }
    if (account.parentId === input.DestinationParentId) {
      throw new ApiError('DuplicateAccountException', 'That account is already present in the specified destination.');
    }
    // AWS documents no refusal for it. Innovation Sandbox takes this one for an account that isn't where it was expected.
    if (account.parentId !== input.SourceParentId) {
      refuseAccount();
    }
    this.membership.move(account, input.DestinationParentId);
    return {};
  }

  /** Tag policies are enforced on the tags that a call brings. */
  private refuseTags(tags: Record<string, string>): void {
    const broken = this.to.world.organization.tagPolicies.find(({ key, values }) => tags[key] !== undefined && !values.includes(tags[key]));
    if (broken) {
      throw new ApiError('ConstraintViolationException', `The tag policy does not allow the specified value for the following tag key: '${broken.key}'.`, 400, { Reason: 'TAG_POLICY_VIOLATION' });
    }
  }

  private account(id: unknown): MemberAccount {
    return this.state.accounts.find(candidate => candidate.id === id) ?? refuseAccount();
  }

  /** The account whose tags are meant; undefined for a root or a unit, which have none here. */
  private tagged(resourceId: unknown): MemberAccount | undefined {
    const account = this.state.accounts.find(({ id }) => id === resourceId);
    if (!account && !this.isParent(resourceId)) {
      refuseTarget();
    }
    return account;
  }

  private isParent(id: unknown): boolean {
    return id === this.rootId || this.state.units.some(unit => unit.id === id);
  }

  private requireParent(id: unknown): void {
    if (!this.isParent(id)) {
      throw new ApiError('ParentNotFoundException', 'You specified a root or OU that doesn\'t exist.');
    }
  }

  private unitView(id: unknown): OrganizationalUnit {
    const unit = this.state.units.find(candidate => candidate.id === id);
    if (!unit) {
      throw new ApiError('OrganizationalUnitNotFoundException', 'You specified an organizational unit that doesn\'t exist.');
    }
    return { Id: unit.id, Arn: this.arn('ou', unit.id), Name: unit.name, Path: this.pathOf(unit.id) };
  }

  /** The ids from the organization down to a root, a unit or an account in one, with a slash behind each. */
  private pathOf(parentId: string, accountId?: string): string {
    const path = accountId === undefined ? [] : [accountId];
    for (let here: string | undefined = parentId; here !== undefined && here !== this.rootId && path.length <= this.state.units.length + 1;) {
      path.unshift(here);
      const above: string = here;
      here = this.state.units.find(({ id }) => id === above)?.parentId;
    }
    return `${[this.state.id, this.rootId, ...path].join('/')}/`;
  }

  private accountView(account: MemberAccount): Account {
    return {
      Id: account.id,
      Arn: this.arn('account', account.id),
      Email: account.email,
      Name: account.name,
      // AWS has retired Status. Where an earlier version closed the account, its state says SUSPENDED.
      State: account.closedAt === undefined ? account.status : 'CLOSED',
      Paths: [this.pathOf(account.parentId, account.id)],
      JoinedMethod: account.id === this.managementAccountId || account.invited ? 'INVITED' : 'CREATED',
      JoinedTimestamp: new Date(account.joinedAt),
    };
  }
}

function refuseAccount(): never {
  throw new ApiError('AccountNotFoundException', 'You specified an account that doesn\'t exist.');
}

function refuseChild(): never {
  throw new ApiError('ChildNotFoundException', 'You specified a child that doesn\'t exist.');
}

function refuseTarget(): never {
  throw new ApiError('TargetNotFoundException', 'You specified a target that doesn\'t exist.');
}

function creationView(creation: CreationState): CreateAccountStatus {
  return {
    Id: creation.id,
    AccountName: creation.accountName,
    State: creation.state,
    RequestedTimestamp: new Date(creation.requestedAt),
    CompletedTimestamp: creation.completedAt === undefined ? undefined : new Date(creation.completedAt),
    AccountId: creation.accountId,
    FailureReason: creation.failureReason,
  };
}

function invalidInput(member: string, value: string, rule: string): ApiError {
  return new ApiError('InvalidInputException', `You specified an invalid value: '${value}' at '${member}' ${rule}.`, 400, { Reason: 'INVALID_PATTERN' });
}
