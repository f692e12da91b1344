/** An organization of its own for each test, and the few calls that most of them make. */

import { TestClock } from './test-clock';
import { EVERYBODY, TestServices } from './test-services';
import { NO_VALUES } from '../../../rehearsal/cloudformation/given-values';
import { toJson } from '../../../rehearsal/kernel/protocols';
import type { Caller } from '../../../rehearsal/kernel/types';
import { ApiError } from '../../../rehearsal/kernel/types';
import type { OrganizationEvent } from '../../../rehearsal/services/events';
import type { RoleRegister } from '../../../rehearsal/services/ports';
import type { ServicesState } from '../../../rehearsal/services/registry';
import { FaultBook } from '../../../rehearsal/world/faults';
import type { Fault, World, WorldFactory, WorldOrganization, WorldSandbox } from '../../../rehearsal/world/world';

export const MANAGEMENT = '111122223333';
export const HOME = 'eu-west-1';
export const HOLDING_UNIT = 'ou-abcd-11112222';
export const HOLDING_VALUE = `Pool (${HOLDING_UNIT})`;

export interface WorldParts {
  readonly organization?: Partial<WorldOrganization>;
  readonly factory?: Partial<WorldFactory>;
  readonly lag?: Partial<World['lag']>;
  readonly operations?: World['operations'];
  readonly sandbox?: WorldSandbox;
  readonly furtherSandboxes?: World['furtherSandboxes'];
  readonly faults?: readonly Fault[];
}

const NO_LAG: World['lag'] = {
  listAccounts: 0,
  describeAccount: 0,
  creations: 0,
  tags: 0,
  parents: 0,
  products: 0,
  records: 0,
  sandboxRecords: 0,
  stacks: 0,
  tables: 0,
  drawn: false,
};

/** A small world in which nothing goes wrong and nothing is delayed, unless `parts` say so. */
export function testWorld(parts: WorldParts = {}): World {
  return {
    organization: {
      managementAccountId: MANAGEMENT,
      homeRegion: HOME,
      rootId: 'r-abcd',
      accountQuota: 100,
      createAccountMinutes: 3,
      closeAccountMinutes: 5,
      recentClosures: 0,
      identityCenter: true,
      accessManagement: 'control-tower',
      identitySource: 'directory',
      identityCenterUsers: [],
      costAllocationTags: [],
      deniedActions: [],
      absentServices: [],
      tagPolicies: [],
      landingZone: 'ready',
      landingZoneVersion: '3.3',
      landingZoneDrift: 'IN_SYNC',
      quotaRequests: [],
      autoEnrollment: false,
      enrolmentMinutes: 8,
      organizationalUnits: [
        { id: HOLDING_UNIT, name: 'Pool', parentId: 'r-abcd', registered: true },
        { id: 'ou-abcd-33334444', name: 'Unregistered', parentId: 'r-abcd', registered: false },
      ],
      accounts: [],
      products: [],
      foreignAccounts: 0,
      ...parts.organization,
    },
    factory: {
      concurrency: 5,
      creationMinutes: { median: 24, sigma: 0.32, minimum: 10, maximum: 60 },
      busyAfterSeconds: 20,
      listingDelaySeconds: 0,
      associationDelaySeconds: 0,
      accessDenied: 'record',
      secondLaunchPath: false,
      portfolioName: 'AWS Control Tower Account Factory Portfolio',
      namesakePortfolio: false,
      recordTags: 'creation',
      ...parts.factory,
    },
    lag: { ...NO_LAG, ...parts.lag },
    operations: parts.operations ?? [],
    deployment: { stackConcurrency: 1, retainExceptOnCreate: false, pauseMinutes: 5, command: 'deploy', orphans: [], functionClockSeconds: 0 },
    values: NO_VALUES,
    ...(parts.sandbox ? { sandbox: parts.sandbox } : {}),
    furtherSandboxes: parts.furtherSandboxes ?? [],
    faults: parts.faults ?? [],
  };
}

export function callerOf(label: string, role = 'Robot', accountId = MANAGEMENT): Caller {
  return {
    roleArn: `arn:aws:iam::${accountId}:role/${role}`,
    sessionArn: `arn:aws:sts::${accountId}:assumed-role/${role}/${label}`,
    accountId,
    label,
  };
}

export interface TestOrganizationOptions extends WorldParts {
  readonly seed?: string;
  readonly state?: ServicesState;
  readonly start?: Date;
  /** Actions of the factory's caller list that its caller lacks. */
  readonly lacking?: readonly string[];
  /** Leave the caller's role out of the portfolio. */
  readonly unassociated?: boolean;
  /** Is told what units deny. */
  readonly controlUnits?: RoleRegister['controlUnits'];
}

/** The services on a clock of their own, called without any wire. */
export class TestOrganization {
  public readonly clock: TestClock;
  public readonly services: TestServices;
  public readonly events: OrganizationEvent[] = [];
  public readonly iam: RoleRegister;
  public readonly caller = callerOf('is-complete');
  /** What was asked for in the caller's name. */
  public readonly asked: string[] = [];

  constructor(options: TestOrganizationOptions = {}) {
    const world = testWorld(options);
    this.clock = new TestClock(options.seed, options.start);
    this.iam = {
      ...EVERYBODY,
      ...options.controlUnits && { controlUnits: options.controlUnits },
      authorize: (caller, action) => {
        this.asked.push(action);
        if (options.lacking?.includes(action)) {
          throw new ApiError('AccessDeniedException', `User: ${caller.sessionArn} is not authorized to perform: ${action}`);
        }
      },
    };
    this.services = new TestServices({
      clock: this.clock,
      world,
      faults: new FaultBook(world.faults, this.clock),
      iam: this.iam,
      partition: 'aws',
      state: options.state,
      listener: event => this.events.push(event),
    });
    if (!options.unassociated) {
      this.services.associatePrincipal(this.portfolioId(), this.caller.roleArn);
    }
  }

  public call(service: string, action: string, input: Record<string, any> = {}, caller = this.caller, region = HOME): any {
    return JSON.parse(toJson(this.services.handle({ service, action, region, caller, input })));
  }

  public catalog(action: string, input: Record<string, any> = {}, caller = this.caller): any {
    return this.call('servicecatalog', action, input, caller);
  }

  public organizations(action: string, input: Record<string, any> = {}): any {
    return this.call('organizations', action, input);
  }

  public portfolioId(): string {
    return this.catalog('ListPortfolios').PortfolioDetails[0].Id;
  }

  public productId(): string {
    return this.catalog('DescribeProductAsAdmin', { Name: 'AWS Control Tower Account Factory' }).ProductViewDetail.ProductViewSummary.ProductId;
  }

  /** Asks for an account the way the handlers do, and returns the record. */
  public provision(name: string, input: Record<string, any> = {}, parameters: Record<string, string | undefined> = {}): any {
    return this.catalog('ProvisionProduct', { ...this.request(name, parameters), ...input }).RecordDetail;
  }

  /** A complete ProvisionProduct request. */
  public request(name: string, parameters: Record<string, string | undefined> = {}): Record<string, any> {
    const ProductId = this.productId();
    const values: Record<string, string | undefined> = {
      AccountName: name,
      AccountEmail: `aws+${name}@example.com`,
      ManagedOrganizationalUnit: HOLDING_VALUE,
      SSOUserEmail: 'pool@example.com',
      SSOUserFirstName: 'Pool',
      SSOUserLastName: 'Account',
      ...parameters,
    };
    return {
      ProductId,
      ProvisioningArtifactId: this.artifactId(ProductId),
      ProvisionedProductName: name,
      ProvisionToken: `token-${name}-${this.clock.date.getTime()}`,
      ProvisioningParameters: Object.entries(values).filter(([, Value]) => Value !== undefined).map(([Key, Value]) => ({ Key, Value })),
      Tags: [{ Key: 'account-robot:owner', Value: `Stack/${name}` }],
    };
  }

  public artifactId(productId = this.productId()): string {
    return this.catalog('ListProvisioningArtifacts', { ProductId: productId }).ProvisioningArtifactDetails.find((artifact: any) => artifact.Active).Id;
  }

  public update(name: string, parameters: Record<string, string> = {}): any {
    return this.catalog('UpdateProvisionedProduct', {
      ProvisionedProductName: name,
      ProvisioningArtifactId: this.artifactId(),
      UpdateToken: `update-${name}-${this.clock.date.getTime()}`,
      ProvisioningParameters: ['AccountName', 'AccountEmail', 'ManagedOrganizationalUnit', 'SSOUserEmail', 'SSOUserFirstName', 'SSOUserLastName']
        .map(Key => (parameters[Key] === undefined ? { Key, UsePreviousValue: true } : { Key, Value: parameters[Key] })),
    }).RecordDetail;
  }

  public terminate(name: string): any {
    return this.catalog('TerminateProvisionedProduct', {
      ProvisionedProductName: name,
      TerminateToken: `terminate-${name}-${this.clock.date.getTime()}`,
    }).RecordDetail;
  }

  public product(name: string): any {
    return this.catalog('DescribeProvisionedProduct', { Name: name }).ProvisionedProductDetail;
  }

  public record(id: string): any {
    return this.catalog('DescribeRecord', { Id: id });
  }

  /** Lets virtual time pass. */
  public minutes(minutes: number): void {
    this.clock.advance(minutes * 60);
  }
}

/** The AWS error that `call` ends with. */
export function refusalOf(call: () => unknown): { code: string; message: string } {
  try {
    call();
  } catch (error) {
    if (error instanceof ApiError) {
      return { code: error.code, message: error.message };
    }
    throw error;
  }
  throw new Error('the call succeeded');
}
