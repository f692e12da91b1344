/**
 * The organization that a rehearsal takes place in: Service Catalog with Control Tower behind it, Organizations, Identity Center,
 * and the calls of Systems Manager and STS that the rehearsed code needs.
 *
 * Everything happens synchronously, inside a call or inside an event of the clock.
 */

import { Authorizer, OrganizationContext, OrganizationTime } from './context';
import { FACTORY_PRODUCT_NAME } from '../../src/contract';
import { AuthorizationFacts, ProductMaker } from './permissions';
import type { RoleDefinition } from '../iam/directory';
import type { Sessions } from '../iam/sessions';
import { ApiError, ApiRequest, Caller, Clock, Service, UnknownToRehearsal } from '../kernel/types';
import { FaultBook } from '../world/faults';
import { World } from '../world/world';
import { AccountFactory } from './control-tower/factory-floor';
import { Ledger } from './control-tower/factory-ledger';
import { Slots } from './control-tower/slots';
import { watchMove } from './control-tower/watch';
import { OrganizationEvent } from './events';
import { initialState, otherTeam, unitsOf } from './service-catalog/initial-catalog';
import { OrganizationsApi } from './organizations/organizations';
import { HttpAnswer } from './innovation-sandbox/answers';
import { InnovationSandbox, SandboxAccountSummary } from './innovation-sandbox/rehearsed-sandbox';
import { Catalog } from './service-catalog/catalog';
import { ProvisionedProducts } from './service-catalog/products';
import { ServiceCatalogApi } from './service-catalog/service-catalog';
import { handleSmallService, SMALL_SERVICE_CALLS } from './ssm/ssm';
import { AccountState, OrganizationState, ProductState } from './service-catalog/catalog-state';

export type { OrganizationEvent } from './events';
export type { SandboxAccountSummary } from './innovation-sandbox/rehearsed-sandbox';
export type { OrganizationState } from './service-catalog/catalog-state';

/** What an organization is made from. */
export interface OrganizationDependencies {
  readonly clock: Clock;
  readonly world: World;
  readonly faults: FaultBook;
  readonly iam: Authorizer;
  /** Where roles are kept; needed for a world with an Innovation Sandbox. */
  readonly roles?: { putRole(role: RoleDefinition): void };
  /** Who answers AssumeRole; needed for a world with an Innovation Sandbox. */
  readonly sessions?: Sessions;
  /** 'aws', 'aws-cn', ... */
  readonly partition: string;
  /** Goes on where an earlier rehearsal ended. Accounts and products of the world are there already then. */
  readonly state?: OrganizationState;
  readonly listener?: (event: OrganizationEvent) => void;
}

/** How the factory was used in this run. */
export interface FactoryReport {
  /** The most operations that it worked on at once, other people's included. */
  readonly peakOperations: number;
  /** Accepted requests of ours that it had no slot for. */
  readonly busyRejections: number;
  /** The part of the slots' time that was used between the first request and the last account that became AVAILABLE. */
  readonly utilisation: number;
}

export interface AccountSummary {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly organizationalUnitId: string;
  readonly organizationalUnitName: string;
  readonly status: string;
  readonly tags: Readonly<Record<string, string>>;
  /** What Control Tower made of a move out of its unit: drift, or that the account isn't its any more. */
  readonly controlTower?: 'moved' | 'unenrolled';
}

export interface ProductSummary {
  readonly name: string;
  /** 'TERMINATED' if it was there in this run and is no more. */
  readonly status: string;
  readonly accountId?: string;
  /** Requests to create or enroll that the factory accepted in this run. */
  readonly attempts: number;
  /** Seconds since this run began; null if before or never. */
  readonly requestedAt: number | null;
  readonly availableAt: number | null;
}

export class OrganizationServices implements Service, AuthorizationFacts {
  private readonly to: OrganizationContext;
  private readonly slots: Slots;
  private readonly ledger: Ledger;
  private readonly catalog: Catalog;
  private readonly provisioned: ProvisionedProducts;
  private readonly serviceCatalog: ServiceCatalogApi;
  private readonly organizations: OrganizationsApi;
  private readonly sandbox?: InnovationSandbox;

  constructor(deps: OrganizationDependencies) {
    const { clock, faults, iam, listener, partition, world } = deps;
    const time = new OrganizationTime(clock);
    const began = time.now;
    const state = deps.state ? resumedState(deps.state, world) : initialState(clock, world, partition);
    this.to = {
      clock,
      time,
      world,
      faults,
      iam,
      partition,
      state,
      sessions: deps.sessions ?? NO_SESSIONS,
      putRole: (role) => deps.roles?.putRole(role),
      parameterValue: (accountId, region, name) => this.sandbox?.parameterValue(accountId, region, name),
      move: (account, destinationId, silent) => this.move(account, destinationId, silent),
      emit: (kind, account, detail) => {
        if (time.now < began) return;
        listener?.({ at: time.secondsInto(time.now), kind, account, ...(detail !== undefined ? { detail } : {}) });
      },
    };
    this.slots = new Slots(this.to);
    this.ledger = new Ledger(began);
    this.catalog = new Catalog(this.to);
    this.provisioned = new ProvisionedProducts(this.to);
    const factory = new AccountFactory(this.to, this.slots, this.ledger);
    this.serviceCatalog = new ServiceCatalogApi(this.to, this.catalog, this.provisioned, factory);
    this.organizations = new OrganizationsApi(this.to);
    const sandboxIsNew = state.sandbox === undefined;
    this.sandbox = world.sandbox && new InnovationSandbox(this.to, world.sandbox);

    if (deps.state) factory.resume();
    else this.adoptRunning(factory);
    this.sandbox?.start(sandboxIsNew);
    time.catchUp();
    state.accounts.forEach((account) => factory.suspend(account));
    state.products.forEach((product) => factory.disturb(product, began));
    this.slots.start();
    this.catalog.start();
  }

  /** The calls that are answered, as 'service:Operation'. */
  get known(): string[] {
    return [
      ...this.serviceCatalog.known.map((name) => `servicecatalog:${name}`),
      ...this.organizations.known.map((name) => `organizations:${name}`),
      ...SMALL_SERVICE_CALLS,
      ...SANDBOX_CALLS,
    ];
  }

  get organizationId(): string {
    return this.to.state.catalog.organizationId;
  }

  get managementAccountId(): string {
    return this.to.world.organization.managementAccountId;
  }

  /** Answers a call that was authorized already; what Account Factory does in the caller's name is authorized here. */
  handle(request: ApiRequest): unknown {
    switch (request.service) {
      case 'servicecatalog': return this.serviceCatalog.handle(request);
      case 'organizations': return this.organizations.handle(request);
      case 'ssm':
      case 'sts':
      case 'sso':
      case 'servicequotas': return handleSmallService(this.to, request);
      case 'execute-api':
      case 'secretsmanager':
      case 'billing':
      case 'cloudformation': return this.sandbox ? this.sandbox.handle(request) : refuseWithoutSandbox(request);
      default: throw new UnknownToRehearsal(`${request.caller.label} called ${request.service}:${request.action}, and the rehearsed organization has no service '${request.service}'`);
    }
  }

  productIdOf(name: string): string | undefined {
    return name === FACTORY_PRODUCT_NAME ? this.to.state.catalog.productId : undefined;
  }

  makerOf({ input }: ApiRequest): ProductMaker | undefined {
    const product = this.provisioned.find(input.ProvisionedProductId ?? input.Id, input.ProvisionedProductName ?? input.Name);
    return product?.maker ?? this.provisioned.record(input.Id)?.maker;
  }

  apiOwner(apiId: unknown, region: string): string | undefined {
    return this.sandbox?.apiOwner(apiId, region);
  }

  secretArn(id: string, accountId: string, region: string): string | undefined {
    return this.sandbox?.secretArn(id, accountId, region);
  }

  stackSetId(name: string): string | undefined {
    return this.sandbox?.stackSetId(name);
  }

  /** A function that is part of the rehearsed organization and not of a rehearsed stack. */
  functionAt(nameOrArn: string, caller: Caller, region: string): ((event: unknown, caller: Caller) => HttpAnswer) | undefined {
    return this.sandbox?.functionAt(nameOrArn, caller, region);
  }

  /** Lets a role launch the factory's product, after the world's delay. */
  associatePrincipal(portfolioId: string, principalArn: string): void {
    this.catalog.associatePrincipal(portfolioId, principalArn);
  }

  /** Takes that away again. */
  disassociatePrincipal(portfolioId: string, principalArn: string): void {
    this.catalog.disassociatePrincipal(portfolioId, principalArn);
  }

  /** All of it, as plain JSON that is not touched afterwards. */
  state(): OrganizationState {
    return structuredClone(this.to.state);
  }

  factoryReport(): FactoryReport {
    const { busyRejections, firstRequestAt, lastAvailableAt } = this.ledger;
    const utilisation = firstRequestAt === undefined || lastAvailableAt === undefined ? 0 : this.slots.utilisation(firstRequestAt, lastAvailableAt);
    return { peakOperations: this.slots.peak, busyRejections, utilisation };
  }

  accounts(): AccountSummary[] {
    const { state, world } = this.to;
    const names = new Map([[world.organization.rootId, 'Root'], ...state.units.map(({ id, name }) => [id, name] as const)]);
    return state.accounts.map(({ id, name, email, parentId, status, tags, controlTower }) => ({
      id,
      name,
      email,
      organizationalUnitId: parentId,
      organizationalUnitName: names.get(parentId) ?? parentId,
      status,
      tags: { ...tags },
      ...(controlTower !== undefined ? { controlTower } : {}),
    }));
  }

  /** The accounts that Innovation Sandbox has records of; none where there is no Innovation Sandbox. */
  sandboxAccounts(): SandboxAccountSummary[] {
    return this.sandbox?.accounts() ?? [];
  }

  products(): ProductSummary[] {
    const { state, time } = this.to;
    const seconds = (at: number | undefined) => (at === undefined ? null : time.secondsInto(at));
    const present = new Map<string, Pick<ProductState, 'status' | 'accountId'>>(state.products.map((product) => [product.name, product]));
    const names = [...present.keys(), ...[...this.ledger.entries.keys()].filter((name) => !present.has(name))];
    return names.map((name) => {
      const { status, accountId } = present.get(name) ?? { status: 'TERMINATED' };
      const entry = this.ledger.entries.get(name);
      return {
        name,
        status,
        ...(accountId !== undefined ? { accountId } : {}),
        attempts: entry?.attempts ?? 0,
        requestedAt: seconds(entry?.requestedAt),
        availableAt: seconds(entry?.availableAt),
      };
    });
  }

  private move(account: AccountState, destinationId: string, silent = false): void {
    const { state, world } = this.to;
    const from = account.parentId;
    if (from === destinationId) return;
    const nameOf = (id: string) => (id === world.organization.rootId ? 'Root' : state.units.find((unit) => unit.id === id)?.name ?? id);
    account.parentId = destinationId;
    if (!silent) this.to.emit('moved', account.name, `${nameOf(from)} to ${nameOf(destinationId)}`);
    watchMove(this.to, account);
    this.sandbox?.moved(account, from, destinationId);
  }

  /** Products that the world shows UNDER_CHANGE come to an end like any other. */
  private adoptRunning(factory: AccountFactory): void {
    const { partition, state, world } = this.to;
    const maker = otherTeam(world.organization, partition);
    for (const product of state.products.filter(({ status }) => status === 'UNDER_CHANGE')) {
      const record = state.records.find(({ id }) => id === product.lastRecordId)!;
      factory.adopt(product, record, { ...maker, label: 'other-team' });
    }
  }
}

/** The units are the world's, so that a world file can register one between two rehearsals; the rest is as it was left. */
function resumedState(saved: OrganizationState, world: World): OrganizationState {
  const state = structuredClone(saved);
  const units = unitsOf(world);
  state.units = [...units, ...state.units.filter(({ id }) => !units.some((unit) => unit.id === id))];
  // Other people's operations belong to a run: the next world says which ones there are then.
  for (const product of state.products.filter(({ foreign }) => foreign)) {
    product.status = 'AVAILABLE';
    product.foreign = false;
    state.listings.find(({ productId }) => productId === product.id)!.versions = [{ visibleFrom: 0, view: { ...product } }];
  }
  return state;
}

/** The calls that Innovation Sandbox answers, besides parameters and the StackSet. */
const SANDBOX_CALLS: readonly string[] = ['execute-api:Invoke', 'secretsmanager:GetSecretValue', 'billing:GetBillingView', 'billing:UpdateBillingView'];

const NO_SESSIONS: Sessions = {
  assume: ({ caller }) => { throw new UnknownToRehearsal(`${caller.label} called sts:AssumeRole, and no roles are rehearsed here`); },
};

/** What AWS answers where there is no Innovation Sandbox. */
function refuseWithoutSandbox({ action, input, service }: ApiRequest): never {
  switch (service) {
    case 'execute-api': throw new ApiError('ForbiddenException', 'Forbidden', 403);
    case 'secretsmanager': throw new ApiError('ResourceNotFoundException', 'Secrets Manager can\'t find the specified secret.');
    case 'billing': throw new ApiError('ResourceNotFoundException', `Billing view ${String(input.arn)} was not found`);
    case 'cloudformation': throw new ApiError('StackSetNotFoundException', `StackSet ${String(input.StackSetName)} not found`, 404);
    default: throw new UnknownToRehearsal(`${service}:${action} was called, which is no call of Innovation Sandbox`);
  }
}
