/** An engine whose functions are plain functions of the test, over a clock that only moves when the test says so. */

import { deliversTwice } from '../../../../rehearsal/accounts/account-faults';
import { CUSTOM_TYPES } from '../../../../rehearsal/accounts/custom-types';
import { outcomeOf } from '../../../../rehearsal/accounts/declared-accounts';
import type { DeclaredAccount, StackOutcome } from '../../../../rehearsal/accounts/rows';
import type { AssemblyStack } from '../../../../rehearsal/cloudformation/assembly';
import type { StackEvent, StackResult, StacksState } from '../../../../rehearsal/cloudformation/cloud-formation';
import { CloudFormation } from '../../../../rehearsal/cloudformation/cloud-formation';
import type { GivenValues } from '../../../../rehearsal/cloudformation/given-values';
import { NO_VALUES } from '../../../../rehearsal/cloudformation/given-values';
import { needsOf } from '../../../../rehearsal/cloudformation/needs';
import type { NestedTemplate, NestedTemplates } from '../../../../rehearsal/cloudformation/nested-templates';
import type { Needs } from '../../../../rehearsal/cloudformation/relevance';
import { NO_NEEDS } from '../../../../rehearsal/cloudformation/relevance';
import type { StackCommand } from '../../../../rehearsal/cloudformation/stack-command';
import type { Template, TemplateResource } from '../../../../rehearsal/cloudformation/template';
import { IamDirectory } from '../../../../rehearsal/iam/directory';
import type { FunctionDefinition, FunctionHost, InvocationOutcome } from '../../../../rehearsal/kernel/function-host';
import type { Caller } from '../../../../rehearsal/kernel/types';
import { RoleRights } from '../../../../rehearsal/services/cloudformation/role-rights';
import { lambda } from '../../../../rehearsal/services/lambda/lambda';
import { KNOWN_TYPES } from '../../../../rehearsal/services/rehearsed-services';
import { PORTFOLIO_ASSOCIATION_FACTS, PortfolioAssociationType } from '../../../../rehearsal/services/service-catalog/portfolio-association';
import { stepFunctions } from '../../../../rehearsal/services/step-functions/step-functions';
import { FaultBook } from '../../../../rehearsal/world/faults';
import type { Fault } from '../../../../rehearsal/world/world';
import { TestClock } from '../../support/test-clock';
import { testWorld } from '../../support/test-organization';
import { TestServices } from '../../support/test-services';

export const TARGET = { account: '111122223333', region: 'eu-west-1' };

/** What a custom resource's function was sent. */
export interface Sent {
  readonly at: number;
  readonly event: any;
}

/** What the function answers, and when; undefined for never. */
export type Behaviour = (event: any) => Answer | undefined;

export interface Answer {
  /** Seconds; a minute unless said otherwise. */
  readonly after?: number;
  readonly status?: string;
  readonly reason?: string;
  readonly physicalId?: string;
  readonly data?: object;
}

/** An invocation's outcome and how long it took; for functions that aren't the framework's onEvent. */
export type FunctionBehaviour = (event: any) => { outcome: InvocationOutcome; seconds: number };

class FakeHost implements FunctionHost {
  public readonly functions = new Map<string, FunctionDefinition>();

  constructor(private readonly bench: Bench) {}

  public define(fn: FunctionDefinition): void {
    this.functions.set(fn.arn, fn);
  }

  public remove(arn: string): void {
    this.functions.delete(arn);
  }

  public has(arn: string): boolean {
    return this.functions.has(arn);
  }

  public invoke(arn: string, event: unknown, done: (outcome: InvocationOutcome) => void): void {
    const fn = this.functions.get(arn);
    if (fn === undefined) {
      throw new Error(`there is no function ${arn}`);
    }
    this.bench.run(fn, event, done);
  }
}

export interface BenchOptions {
  readonly faults?: Fault[];
  readonly retainExceptOnCreate?: boolean;
  readonly given?: Partial<GivenValues>;
  readonly state?: StacksState;
  readonly seed?: string;
  readonly start?: Date;
}

export interface DeployOptions {
  readonly rollback?: boolean;
  readonly command?: StackCommand;
  readonly orphans?: readonly string[];
  readonly name?: string;
  readonly assets?: Map<string, string>;
  readonly bytes?: number;
  readonly nested?: NestedTemplates;
}

/** All that a test of the engine needs. */
export class Bench {
  public readonly clock: TestClock;
  public readonly iam = new IamDirectory();
  public readonly host = new FakeHost(this);
  public readonly events: StackEvent[] = [];
  /** Requests that the onEvent function received. */
  public readonly sent: Sent[] = [];
  public readonly associations: string[] = [];
  /** How onEvent behaves: it answers SUCCESS after a minute unless a test says otherwise. */
  public readonly onEvent: { behaviour: Behaviour } = { behaviour: () => ({}) };
  /** How other functions behave, by the handler's name. */
  public readonly functions: Record<string, FunctionBehaviour> = {};
  public readonly services: TestServices;
  public readonly cloudFormation: CloudFormation;
  private needs: ReadonlyMap<string, Needs> = new Map();

  constructor(options: BenchOptions = {}) {
    this.clock = new TestClock(options.seed, options.start);
    const faults = new FaultBook(options.faults ?? [], this.clock);
    const world = testWorld();
    this.services = new TestServices({
      clock: this.clock,
      world,
      faults,
      iam: this.iam,
      partition: 'aws',
      host: this.host,
      stacks: () => this.cloudFormation,
    });
    const associations = new PortfolioAssociationType({
      associatePrincipal: (portfolioId, principal) => { this.associations.push(`+${portfolioId} ${principal}`); },
      disassociatePrincipal: (portfolioId, principal) => { this.associations.push(`-${portfolioId} ${principal}`); },
    });
    this.cloudFormation = new CloudFormation({
      clock: this.clock,
      functions: {
        has: arn => this.host.has(arn),
        invoke: (arn, event, done) => this.services.get(lambda).functions.invoke(arn, event, done),
        throttles: arn => this.services.get(lambda).functions.throttles(arn),
        requireCode: arn => this.services.get(lambda).functions.requireCode(arn),
      },
      rights: new RoleRights(this.iam, 'aws'),
      types: new Map([...this.services.resourceTypes(), ['AWS::ServiceCatalog::PortfolioPrincipalAssociation', { facts: PORTFOLIO_ASSOCIATION_FACTS, type: associations }]]),
      customTypes: CUSTOM_TYPES,
      needs: stack => this.needs.get(stack) ?? NO_NEEDS,
      isAbsent: () => false,
      given: { ...NO_VALUES, ...options.given },
      deliversTwice: request => deliversTwice(faults, request),
      partition: 'aws',
      responseUrlHost: 'cloudformation-custom-resource-response-euwest1.s3.eu-west-1.amazonaws.com',
      retainExceptOnCreate: options.retainExceptOnCreate ?? false,
      state: options.state,
      listener: event => this.events.push(event),
    });
  }

  /** Lets onEvent behave otherwise from now on. */
  public set behaviour(behaviour: Behaviour) {
    this.onEvent.behaviour = behaviour;
  }

  /** Deploys and lets time run to the end of the deployment. */
  public deploy(template: Template, options: DeployOptions = {}): DeployResult {
    const result = this.begin(template, options);
    this.clock.run(() => result.value !== undefined);
    if (result.value === undefined) {
      throw new Error('the deployment never ended');
    }
    return result.value;
  }

  /** Deploys without letting time run. */
  public begin(template: Template, options: DeployOptions = {}): { value?: DeployResult } {
    const result: { value?: DeployResult } = {};
    const { rollback = true, command = 'deploy', orphans = [] } = options;
    const stack = stackOf(template, options);
    this.needs = needsOf([stack], { customTypes: CUSTOM_TYPES, types: KNOWN_TYPES });
    this.cloudFormation.deploy(stack, TARGET, { rollback, command, orphans }, value => { result.value = withAccounts(value); });
    return result;
  }

  public run(fn: FunctionDefinition, event: any, done: (outcome: InvocationOutcome) => void): void {
    const other = this.functions[fn.handler];
    if (other !== undefined) {
      const { outcome, seconds } = other(event);
      this.clock.after(seconds, 'function ends', () => done(outcome));
      return;
    }
    this.sent.push({ at: this.clock.now, event });
    const answer = this.onEvent.behaviour(event);
    this.clock.after(1, 'function ends', () => done({ payload: undefined }));
    if (answer === undefined) {
      return;
    }
    this.clock.after(answer.after ?? 60, `answer ${event.LogicalResourceId}`, () => this.answer(event, {
      Status: answer.status ?? 'SUCCESS',
      Reason: answer.reason ?? answer.status ?? 'SUCCESS',
      PhysicalResourceId: answer.physicalId ?? event.PhysicalResourceId ?? `id-of-${event.LogicalResourceId}`,
      Data: answer.data ?? {},
    }));
  }

  /** PUTs a body to the event's URL. */
  public answer(event: any, body: object): void {
    const url = new URL(event.ResponseURL);
    const { StackId, RequestId, LogicalResourceId } = event;
    this.cloudFormation.respond(url.pathname + url.search, { StackId, RequestId, LogicalResourceId, ...body });
  }

  /** 'Create A', 'Delete B' ... in the order in which they were sent. */
  public requests(): string[] {
    return this.sent.map(({ event }) => `${event.RequestType} ${event.LogicalResourceId}`);
  }

  /** The statuses that a resource or the stack went through. */
  public statuses(logicalId: string): string[] {
    return this.events.filter(event => event.logicalId === logicalId).map(event => event.status);
  }

  /** Waiters that are still at work. */
  public runningExecutions(): number {
    return this.services.get(stepFunctions).machines.runningExecutions();
  }

  public caller(): Caller {
    const sessionArn = 'arn:aws:sts::111122223333:assumed-role/R/s';
    return { roleArn: 'arn:aws:iam::111122223333:role/R', sessionArn, accountId: TARGET.account, label: 'test' };
  }

  public describe(stackName?: string): any[] {
    const input = stackName === undefined ? {} : { StackName: stackName };
    const answer: any = this.services.handle({
      service: 'cloudformation',
      action: 'DescribeStacks',
      region: TARGET.region,
      caller: this.caller(),
      input,
    });
    // Dates as the query protocol writes them.
    return JSON.parse(JSON.stringify(answer.Stacks));
  }
}

/** What became of a deployment, with what the report reads from it. */
export interface DeployResult extends Omit<StackResult, 'failures'>, Pick<StackOutcome, 'failures'> {
  readonly accounts: (DeclaredAccount & { readonly changed: boolean })[];
}

export function withAccounts(result: StackResult): DeployResult {
  const { accounts, failures } = outcomeOf(result);
  const changedOf = (logicalId: string) => result.customResources.find(resource => resource.logicalId === logicalId)!.changed;
  return { ...result, failures, accounts: accounts.map(account => ({ ...account, changed: changedOf(account.logicalId) })) };
}

/** A stack of an assembly around a template. */
export function stackOf(template: Template, { name = 'Pool', assets = new Map(), bytes: templateBytes, nested }: DeployOptions = {}): AssemblyStack {
  return { artifactId: name, name, displayName: name, template, templateBytes, dependencies: [], assets, tags: {}, nested };
}

/** A provider of custom resources: a role and the function that everything is sent to. */
export const PROVIDER: Record<string, TemplateResource> = {
  Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: ['lambda.amazonaws.com', 'states.amazonaws.com'] } }] } } },
  OnEvent: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Code: { ZipFile: 'exports.onEvent = async () => ({});' },
      Handler: 'index.onEvent',
      Runtime: 'nodejs24.x',
      Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
    },
  },
};

/** A leg of an account. */
export function leg(name: string, more: Partial<TemplateResource> & { properties?: Record<string, unknown> } = {}): TemplateResource {
  const { properties, ...attributes } = more;
  return {
    Type: 'Custom::PoolAccount',
    Properties: {
      ServiceToken: { 'Fn::GetAtt': ['OnEvent', 'Arn'] },
      Leg: 'Resource',
      AccountName: name,
      AccountEmail: `${name}@example.com`,
      ...properties,
    },
    ...attributes,
  };
}

/** The provider with these resources. */
export function templateOf(resources: Record<string, TemplateResource>, more: Partial<Template> = {}): Template {
  return { ...more, Resources: { ...PROVIDER, ...resources } };
}

/** A stack nested in another one, with those nested in it. */
export function nestedIn(label: string, template: Template, nested: NestedTemplates = new Map()): NestedTemplate {
  return { label, template, templateBytes: Buffer.byteLength(JSON.stringify(template), 'utf8'), nested };
}

/** The resource that nests a stack; its URL tells versions of the template apart. */
export function nesting(version: string, more: Partial<TemplateResource> & { readonly properties?: Record<string, unknown> } = {}): TemplateResource {
  const { properties, ...attributes } = more;
  return { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: `https://s3.example.com/assets/${version}.json`, ...properties }, ...attributes };
}
