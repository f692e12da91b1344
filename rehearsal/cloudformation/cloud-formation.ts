/** CloudFormation as the rest of the rehearsal sees it: deployments, answers of custom resources, reads, state. */

import type { AssemblyStack } from './assembly';
import { Assumptions } from './assumptions';
import type { DeploymentContext, StackResult } from './deployment';
import { Deployment } from './deployment';
import type { StackOutput } from './evaluate';
import { EvaluationFailure } from './evaluate';
import type { LoggedEvent } from './event-log';
import { EventLog } from './event-log';
import { generatedName, STACK_NAME_MAX, suffixOf, uuidOf } from './identifiers';
import { exporterOf, exportInUse, holderOf } from './neighbours';
import { NestedStacks } from './nested-stacks';
import { NESTED_STACK_TYPE } from './nested-templates';
import type { EventSubject } from './operation-context';
import { labelOfStack, placeInRoot } from './operation-context';
import type { Surroundings } from './ports';
import { ResourceWork } from './resource-work';
import type { StackCommand } from './stack-command';
import type { StackEvent } from './stack-events';
import { sourceOfRecord } from './stack-source';
import type { StackOperation, UpdateRequest } from './stack-update';
import { isRepeated, StackUpdate } from './stack-update';
import type { StackRecord, StacksState } from './stacks-state';
import type { Template } from './template';
import { UnknownToRehearsal } from '../kernel/types';

export type { DeclaredResource } from './declared-resources';
export type { StackResult } from './deployment';
export type { ResourceFailure } from './resource-change';
export type { StackEvent } from './stack-events';
export type { StackOperation, UpdateRequest } from './stack-update';
export type { StacksState } from './stacks-state';

/** What the engine is made of. */
export interface CloudFormationDependencies extends Surroundings {
  /** Rollbacks delete what they made, even where it is marked Retain. */
  readonly retainExceptOnCreate: boolean;
  /** Stacks of earlier rehearsals. */
  readonly state?: StacksState;
  readonly listener?: (event: StackEvent) => void;
  /** Is told of a stack right before its status or its times change. */
  readonly onStackChange?: (stack: StackRecord) => void;
}

/** What a user asks for. */
export interface StackOptions {
  readonly rollback: boolean;
  readonly command?: StackCommand;
  /** Logical ids that a rollback which failed is continued without. */
  readonly orphans?: readonly string[];
}

/** A stack, for reports. */
export interface StackView {
  readonly id: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly status: string;
  readonly reason?: string;
  readonly resources: ResourceView[];
}

/** A resource, for reports. */
export interface ResourceView {
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId?: string;
  readonly status: string;
  readonly reason?: string;
  /** When it got its status, as ISO 8601. */
  readonly changedAt?: string;
}

/** All stacks of all accounts. */
export class CloudFormation {
  private readonly work: ResourceWork;
  private readonly records: StackRecord[];
  private readonly assumptions = new Assumptions();
  private readonly deployments = new Set<Deployment>();
  private readonly updates = new Set<StackUpdate>();
  private readonly told: StackOperation[] = [];
  /** What stacks were last deployed from, by their ids. */
  private readonly sources = new Map<string, AssemblyStack>();
  private readonly nested: NestedStacks;
  private readonly log = new EventLog();

  constructor(private readonly deps: CloudFormationDependencies) {
    // A copy: the caller's state stays what it was.
    this.records = structuredClone(deps.state?.stacks ?? []);
    this.work = new ResourceWork(deps, (stack, logicalId, name) => holderOf(this.records, stack, logicalId, name), () => this.nested);
    this.nested = new NestedStacks(this.contextOfAll());
    for (const stack of this.records) {
      for (const record of Object.values(stack.resources)) {
        this.work.restore(stack, record, record.content);
      }
      for (const leftover of stack.leftovers) {
        this.work.restore(stack, leftover, leftover.content);
      }
    }
  }

  /** Does to a stack what the CDK's command would, `cdk deploy` unless another one is named; `done` is called as an event of the clock. */
  public deploy(
    stack: AssemblyStack, target: { account: string; region: string }, options: StackOptions, done: (result: StackResult) => void,
  ): void {
    const deployment = new Deployment(
      this.contextFor(target),
      stack,
      { command: 'deploy', orphans: [], ...options, retainExceptOnCreate: this.deps.retainExceptOnCreate },
      result => {
        this.deployments.delete(deployment);
        const current = this.namesakes(stack.name, target).find(({ deletedAt }) => deletedAt === undefined);
        if (current !== undefined) {
          this.sources.set(current.id, stack);
        }
        done(result);
      },
    );
    this.deployments.add(deployment);
    deployment.start();
  }

  /**
   * Updates a stack that is there, as UpdateStack does. Throws `Refusal` in AWS's words where nothing begins.
   * @param by as reports name the one who asks
   */
  public update(id: string, request: UpdateRequest, by: string): void {
    const stack = this.records.find(record => record.id === id)!;
    if (isRepeated(stack, request)) {
      return;
    }
    const before = this.sources.get(id) ?? sourceOfRecord(stack, this.records, this.work);
    const update = new StackUpdate(this.contextFor(stack), stack, before, request);
    const operation = { stack: stack.name, by, startedAt: this.deps.clock.now, parameters: update.changes() };
    const index = this.told.push(operation) - 1;
    this.updates.add(update);
    update.start(result => {
      this.updates.delete(update);
      this.told[index] = { ...operation, ended: { at: this.deps.clock.now, result } };
    });
  }

  /** Notes that something of a stack is taken for granted. */
  public assume(id: string, reason: string): void {
    const stack = this.records.find(record => record.id === id)!;
    this.assumptions.add(labelOfStack(stack), labelOfStack(stack), NESTED_STACK_TYPE, reason);
  }

  /** Updates that somebody asked for directly, in the order in which they began. */
  public operations(): readonly StackOperation[] {
    return this.told;
  }

  /** How many of them have not ended. */
  public get updating(): number {
    return this.updates.size;
  }

  /** Takes what was PUT to the URL of a custom resource's request. */
  public respond(pathAndQuery: string, body: unknown): void {
    this.work.custom.respond(pathAndQuery, body);
  }

  /** The user cancels what is being done to a stack: it is rolled back. Nothing changes if it is too late, or too early, for that. */
  public cancel(stackName: string): void {
    for (const operation of [...this.deployments, ...this.updates]) {
      if (operation.isOf(stackName)) {
        operation.cancel();
      }
    }
  }

  /** Somebody deletes a stack that is being deployed. Answers with AWS's words if CloudFormation doesn't let them. */
  public delete(stackName: string): string | undefined {
    const deployment = [...this.deployments].find(candidate => candidate.isOf(stackName));
    return deployment === undefined ? `Stack with id ${stackName} does not exist` : deployment.delete();
  }

  /** The stacks of an account in a Region: the one that is meant by its name or its ARN, or all that are there. A deleted one goes by its ARN only. */
  public describe(account: string, region: string, wanted: string | undefined): readonly StackRecord[] {
    return this.records.filter(stack => stack.account === account && stack.region === region
      && (stack.id === wanted || (stack.deletedAt === undefined && (wanted === undefined || stack.name === wanted))));
  }

  /** What is there of a stack's resources, and how each stands. */
  public resourcesOf(id: string): ResourceView[] {
    return viewsOf(this.records.find(stack => stack.id === id)?.resources ?? {});
  }

  /** What happened to a stack during this rehearsal, the newest first. */
  public eventsOf(id: string): readonly LoggedEvent[] {
    return this.log.of(id);
  }

  /** The template that a stack was last deployed with: the one before, while that is rolled back. */
  public templateOf(id: string): Template | undefined {
    const stack = this.records.find(candidate => candidate.id === id);
    return stack?.former !== undefined && stack.status.startsWith('UPDATE_ROLLBACK') ? stack.former.template : stack?.template;
  }

  /** The stacks that are there. */
  public stacks(): StackView[] {
    return this.records.filter(stack => stack.deletedAt === undefined).map(({ id, name, account, region, status, reason, resources }) => ({
      id,
      name,
      account,
      region,
      status,
      reason,
      resources: viewsOf(resources),
    }));
  }

  /** What was taken for granted, a line for each type of each stack. */
  public assumed(): string[] {
    return this.assumptions.lines();
  }

  /** Everything that the next rehearsal needs to go on, as plain JSON. */
  public state(): StacksState {
    return JSON.parse(JSON.stringify({ stacks: this.records })) as StacksState;
  }

  private contextFor(target: { account: string; region: string }): DeploymentContext {
    return {
      ...this.contextOfAll(),
      nested: this.nested,
      current: source => this.namesakes(source.name, target).find(stack => stack.deletedAt === undefined),
      draft: source => this.draft(source.name, target),
    };
  }

  private contextOfAll(): Omit<DeploymentContext, 'current' | 'draft' | 'nested'> {
    const { clock, partition } = this.deps;
    return {
      surroundings: this.deps,
      work: this.work,
      partition,
      relevance: this.deps,
      needs: stack => this.deps.needs(stack),
      isAbsent: (type, region) => this.deps.isAbsent(type, region),
      given: this.deps.given,
      date: () => clock.date.toISOString(),
      changing: stack => this.deps.onStackChange?.(stack),
      setStatus: (stack, status, reason) => this.setStatus(stack, status, reason),
      emitResource: (stack, subject, status, reason) => this.emitResource(stack, subject, status, reason),
      assume: (stack, logicalId, type, reason) => this.assumptions.add(labelOfStack(stack), logicalId, type, reason),
      importValue: (stack, name, place) => this.importValue(stack, name, place),
      stackOutput: (stack, output, place) => this.stackOutput(stack, output, place),
      nestedOutput: (id, attribute, place) => this.nestedOutput(id, attribute, place),
      exportInUse: (stack, name, what) => exportInUse(this.records, stack, name, what),
      exporterOf: (stack, name) => exporterOf(this.records.filter(other => other !== stack), stack, name),
      add: stack => { this.records.push(stack); },
      find: id => this.records.find(stack => stack.id === id),
      nestedIn: root => this.records.filter(({ nested }) => nested?.rootId === root.id),
      deployableOf: stack => this.nested.deployableOf(stack),
      draftNested: (parent, logicalId, label) => this.draftNested(parent, logicalId, label),
    };
  }

  private namesakes(name: string, target: { account: string; region: string }): StackRecord[] {
    return this.records.filter(stack => stack.name === name && stack.account === target.account && stack.region === target.region);
  }

  private draft(name: string, target: { account: string; region: string }): StackRecord {
    const { clock, partition } = this.deps;
    const incarnation = this.namesakes(name, target).length;
    const uuid = uuidOf(target.account, target.region, name, incarnation);
    return {
      id: `arn:${partition}:cloudformation:${target.region}:${target.account}:stack/${name}/${uuid}`,
      name,
      account: target.account,
      region: target.region,
      incarnation,
      status: 'REVIEW_IN_PROGRESS',
      createdAt: clock.date.toISOString(),
      stable: false,
      rollbackDisabled: false,
      tags: {},
      resources: {},
      leftovers: [],
      outputs: '',
      exports: {},
      requests: 0,
    };
  }

  /** A stack that is nested gets another name whenever it is made anew. */
  private draftNested(parent: StackRecord, logicalId: string, label: string): StackRecord {
    const { account, region } = parent;
    const nameOf = (generation: number) => generatedName(parent.name, logicalId, suffixOf(parent.id, logicalId, generation), STACK_NAME_MAX);
    let generation = 0;
    while (this.namesakes(nameOf(generation), parent).length > 0) {
      generation += 1;
    }
    return {
      ...this.draft(nameOf(generation), { account, region }),
      ...parent.roleArn === undefined ? {} : { roleArn: parent.roleArn },
      nested: { parentId: parent.id, rootId: parent.nested?.rootId ?? parent.id, label },
    };
  }

  private setStatus(stack: StackRecord, status: string, reason?: string): void {
    this.deps.onStackChange?.(stack);
    stack.status = status;
    if (reason) {
      stack.reason = reason;
    } else {
      delete stack.reason;
    }
    const { id, name } = stack;
    this.log.add(id, { at: this.deps.clock.date, logicalId: name, physicalId: id, type: NESTED_STACK_TYPE, status, reason: stack.reason });
    this.emit({ stack: labelOfStack(stack), logicalId: labelOfStack(stack), type: NESTED_STACK_TYPE, status, reason: stack.reason });
  }

  private emitResource(stack: StackRecord, { logicalId, type, content }: EventSubject, status: string, reason?: string): void {
    const isCustom = this.work.isCustom(type);
    const record = stack.resources[logicalId];
    if (record) {
      record.changedAt = this.deps.clock.date.toISOString();
    }
    if (isCustom) {
      for (const operation of [...this.deployments, ...this.updates]) {
        if (operation.isOf(stack.nested?.rootId ?? stack.id)) {
          operation.noteAttributes(placeInRoot(stack, logicalId), content.attributes);
        }
      }
    }
    this.log.add(stack.id, { at: this.deps.clock.date, logicalId, physicalId: content.physicalId, type, status, reason });
    this.emit({ stack: labelOfStack(stack), logicalId, type, status, reason, ...isCustom ? { properties: content.properties } : {} });
  }

  private emit(event: Omit<StackEvent, 'at'>): void {
    this.deps.listener?.({ at: this.deps.clock.now, ...event });
  }

  private importValue(importer: StackRecord, name: string, place: string): unknown {
    const exporter = exporterOf(this.records, importer, name);
    const given = this.deps.given.exports[name];
    if (given !== undefined && (exporter === undefined || exporter.exports[name].unknown !== undefined)) {
      return given;
    }
    if (exporter === undefined) {
      throw new EvaluationFailure(`No export named ${name} found.`);
    }
    const exported = exporter.exports[name];
    if (exported.unknown !== undefined) {
      throw new UnknownToRehearsal(`${place} imports '${name}' from the stack '${exporter.name}', and that value is not known: ${exported.unknown} Or say the value itself (values.exports).`);
    }
    return exported.value;
  }

  private nestedOutput(id: string | undefined, attribute: string, place: string): never {
    const [, name] = /^Outputs\.(.+)$/.exec(attribute) ?? [];
    const stack = this.records.find(record => record.id === id);
    const output = name === undefined ? undefined : stack?.outputValues?.[name];
    if (stack !== undefined && output?.unknown !== undefined) {
      throw new UnknownToRehearsal(`${place} reads the output '${name}' of the nested stack '${labelOfStack(stack)}', and that value is not known: ${output.unknown}`);
    }
    throw new EvaluationFailure(name === undefined
      ? `Template error: a nested stack has no attribute ${attribute}, only Outputs.NAME`
      : `Output '${name}' not found in stack '${id ?? ''}'`);
  }

  private stackOutput(reader: StackRecord, { stackName, outputName, region, account = reader.account }: StackOutput, place: string): unknown {
    const [stack] = this.describe(account, region, stackName);
    const output = stack?.outputValues?.[outputName];
    if (output === undefined) {
      throw new EvaluationFailure(stack === undefined ? `Stack ${stackName} does not exist in ${region}` : `Output ${outputName} of stack ${stackName} does not exist`);
    }
    if (output.unknown !== undefined) {
      throw new UnknownToRehearsal(`${place} reads the output '${outputName}' of the stack '${stackName}', and that value is not known: ${output.unknown}`);
    }
    return output.value;
  }
}

function viewsOf(resources: StackRecord['resources']): ResourceView[] {
  return Object.values(resources).map(record => ({
    logicalId: record.logicalId,
    type: record.type,
    physicalId: record.content.physicalId,
    status: record.status,
    reason: record.reason,
    changedAt: record.changedAt,
  }));
}
