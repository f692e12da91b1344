/** The AWS Organizations API. */

import { OrganizationContext } from '../context';
import { epochSeconds, pageOf, pageSize, tagList, tagMap } from '../paging';
import { AccountState, CreationState } from '../service-catalog/catalog-state';
import { ApiError, ApiRequest, UnknownToRehearsal } from '../../kernel/types';

const PAGE = 20;
const MEMBER_REFUSAL = 'You don\'t have permissions to access this resource.';

type Input = ApiRequest['input'];

export class OrganizationsApi {
  private readonly operations: Readonly<Record<string, (input: Input) => unknown>> = {
    DescribeOrganization: () => this.describeOrganization(),
    ListRoots: () => ({ Roots: [{ Id: this.rootId, Arn: this.arn('root', this.rootId), Name: 'Root', PolicyTypes: [] }] }),
    ListAccounts: (input) => this.listAccounts(this.to.state.accounts, input),
    ListAccountsForParent: (input) => this.listAccountsForParent(input),
    DescribeAccount: (input) => ({ Account: this.accountView(this.account(input.AccountId)) }),
    ListParents: (input) => this.listParents(input),
    ListOrganizationalUnitsForParent: (input) => this.listUnitsForParent(input),
    DescribeOrganizationalUnit: (input) => ({ OrganizationalUnit: this.unitView(input.OrganizationalUnitId) }),
    ListCreateAccountStatus: (input) => this.listCreations(input),
    DescribeCreateAccountStatus: (input) => ({ CreateAccountStatus: this.describeCreation(input) }),
    ListTagsForResource: (input) => ({ Tags: tagList(this.tagged(input.ResourceId)?.tags ?? {}) }),
    TagResource: (input) => this.tagResource(input),
    MoveAccount: (input) => this.moveAccount(input),
  };

  constructor(private readonly to: OrganizationContext) {}

  /** The operations that this service answers. */
  get known(): string[] {
    return Object.keys(this.operations);
  }

  /** Answers one call. */
  handle(request: ApiRequest): unknown {
    const operation = this.operations[request.action];
    if (!operation) {
      throw new UnknownToRehearsal(`${request.caller.label} called organizations:${request.action}, which the rehearsal does not know; it knows ${this.known.join(', ')}`);
    }
    if (request.caller.accountId !== this.managementAccountId && request.action !== 'DescribeOrganization') {
      throw new ApiError('AccessDeniedException', MEMBER_REFUSAL);
    }
    return operation(request.input);
  }

  private get managementAccountId(): string {
    return this.to.world.organization.managementAccountId;
  }

  private get rootId(): string {
    return this.to.world.organization.rootId;
  }

  private arn(type: string, id: string): string {
    return `arn:${this.to.partition}:organizations::${this.managementAccountId}:${type}/${this.to.state.catalog.organizationId}/${id}`;
  }

  private describeOrganization(): unknown {
    const id = this.to.state.catalog.organizationId;
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

  private listAccounts(accounts: readonly AccountState[], input: Input): unknown {
    const page = pageOf(accounts, input.NextToken, pageSize(input.MaxResults, PAGE, PAGE));
    return { Accounts: page.items.map((account) => this.accountView(account)), NextToken: page.next };
  }

  private listAccountsForParent(input: Input): unknown {
    this.requireParent(input.ParentId);
    return this.listAccounts(this.to.state.accounts.filter(({ parentId }) => parentId === input.ParentId), input);
  }

  private listParents(input: Input): unknown {
    const child = this.to.state.accounts.find(({ id }) => id === input.ChildId) ?? this.to.state.units.find(({ id }) => id === input.ChildId);
    if (!child) {
      throw new ApiError('ChildNotFoundException', 'You specified a child that doesn\'t exist.');
    }
    return { Parents: [{ Id: child.parentId, Type: child.parentId === this.rootId ? 'ROOT' : 'ORGANIZATIONAL_UNIT' }] };
  }

  private listUnitsForParent(input: Input): unknown {
    this.requireParent(input.ParentId);
    const units = this.to.state.units.filter(({ parentId }) => parentId === input.ParentId);
    const page = pageOf(units, input.NextToken, pageSize(input.MaxResults, PAGE, PAGE));
    return { OrganizationalUnits: page.items.map(({ id }) => this.unitView(id)), NextToken: page.next };
  }

  private listCreations(input: Input): unknown {
    const states: string[] | undefined = input.States;
    const newestFirst = this.to.state.creations.filter(({ state }) => !states || states.includes(state)).reverse();
    const page = pageOf(newestFirst, input.NextToken, pageSize(input.MaxResults, PAGE, PAGE));
    return { CreateAccountStatuses: page.items.map(creationView), NextToken: page.next };
  }

  private describeCreation(input: Input): unknown {
    const creation = this.to.state.creations.find(({ id }) => id === input.CreateAccountRequestId);
    if (!creation) {
      throw new ApiError('CreateAccountStatusNotFoundException', 'You specified a create account request ID that doesn\'t exist.');
    }
    return creationView(creation);
  }

  private tagResource(input: Input): unknown {
    const account = this.tagged(input.ResourceId);
    if (!account) {
      throw new UnknownToRehearsal(`organizations:TagResource was called on ${input.ResourceId}, and the rehearsal keeps tags of accounts only; tag accounts, by their twelve digits`);
    }
    account.tags = { ...account.tags, ...tagMap(input.Tags) };
    this.to.emit('tagged', account.name, account.id);
    return {};
  }

  private moveAccount(input: Input): unknown {
    const account = this.account(input.AccountId);
    if (!this.isParent(input.DestinationParentId)) {
      throw new ApiError('DestinationParentNotFoundException', 'You can\'t find the destination container (a root or OU) with the ParentId that you specified.');
    }
    if (account.parentId !== input.SourceParentId) {
      throw new ApiError('SourceParentNotFoundException', 'You can\'t find a source root or OU with the ParentId that you specified.');
    }
    this.to.move(account, input.DestinationParentId);
    return {};
  }

  private account(id: unknown): AccountState {
    const account = this.to.state.accounts.find((candidate) => candidate.id === id);
    if (!account) {
      throw new ApiError('AccountNotFoundException', 'You specified an account that doesn\'t exist.');
    }
    return account;
  }

  /** The account whose tags are meant; undefined for a root or a unit, which have none here. */
  private tagged(resourceId: unknown): AccountState | undefined {
    const account = this.to.state.accounts.find(({ id }) => id === resourceId);
    if (!account && !this.isParent(resourceId)) {
      throw new ApiError('TargetNotFoundException', 'You specified a target that doesn\'t exist.');
    }
    return account;
  }

  private isParent(id: unknown): boolean {
    return id === this.rootId || this.to.state.units.some((unit) => unit.id === id);
  }

  private requireParent(id: unknown): void {
    if (!this.isParent(id)) {
      throw new ApiError('ParentNotFoundException', 'You specified a root or OU that doesn\'t exist.');
    }
  }

  private unitView(id: unknown): unknown {
    const unit = this.to.state.units.find((candidate) => candidate.id === id);
    if (!unit) {
      throw new ApiError('OrganizationalUnitNotFoundException', 'You specified an organizational unit that doesn\'t exist.');
    }
    return { Id: unit.id, Arn: this.arn('ou', unit.id), Name: unit.name };
  }

  private accountView(account: AccountState): unknown {
    return {
      Id: account.id,
      Arn: this.arn('account', account.id),
      Email: account.email,
      Name: account.name,
      Status: account.status,
      State: account.status,
      JoinedMethod: account.id === this.managementAccountId ? 'INVITED' : 'CREATED',
      JoinedTimestamp: epochSeconds(account.joinedAt),
    };
  }
}

function creationView(creation: CreationState): unknown {
  return {
    Id: creation.id,
    AccountName: creation.accountName,
    State: creation.state,
    RequestedTimestamp: epochSeconds(creation.requestedAt),
    CompletedTimestamp: creation.completedAt === undefined ? undefined : epochSeconds(creation.completedAt),
    AccountId: creation.accountId,
    FailureReason: creation.failureReason,
  };
}
