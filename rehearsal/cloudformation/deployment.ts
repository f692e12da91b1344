/**
 * One `cdk deploy` of one stack, with what the command does around the stack operation itself: it deletes a stack whose
 * creation was rolled back, and rolls a stack back first that an earlier `--no-rollback` left in the middle. And one `cdk rollback`
 * or `cdk destroy` of a stack.
 */

import type { AssemblyStack } from './assembly';
import type { DeclaredContext, DeclaredResource } from './declared-resources';
import { declaredResources } from './declared-resources';
import { deleteStack, isDeletable, undeletable } from './deletion';
import { Deployable } from './deployable';
import { EvaluationFailure } from './evaluate';
import type { NestedContext } from './nested-stacks';
import { isNestedStack } from './nested-work';
import { nextPhase, placeInRoot } from './operation-context';
import type { ChangeOptions, OperationLog, ResourceFailure } from './resource-change';
import { continueRollback, orphanName, rollBack } from './rollback';
import { StackChange } from './stack-change';
import type { StackCommand } from './stack-command';
import { NO_UPDATES, NOT_DEPLOYED, REFUSED, SKIPPED } from './stack-command';
import { actIn, roleOf } from './stack-role';
import type { ResourceRecord, StackRecord } from './stacks-state';
import { Refusal } from './template';

/** How a deployment ended. */
export interface StackResult {
  readonly name: string;
  /** The stack's status, or one of those in stack-command.ts. */
  readonly status: string;
  readonly reason?: string;
  /** The resources that failed by themselves, in the order in which they did. */
  readonly failures: ResourceFailure[];
  /** All that the template and those nested in it declare and that is run by a function. */
  readonly customResources: DeclaredResource[];
}

/** What a deployment needs of the engine. */
export interface DeploymentContext extends NestedContext, DeclaredContext {
  /** The stack of that name that is there now. */
  current(source: AssemblyStack): StackRecord | undefined;
  /** A stack that CloudFormation doesn't know yet. */
  draft(source: AssemblyStack): StackRecord;
}

/** What a user asks of a deployment. */
export interface DeploymentOptions extends ChangeOptions {
  readonly command: StackCommand;
  /** Logical ids that a rollback which failed is continued without, as `cdk rollback --orphan` says. */
  readonly orphans: readonly string[];
}

/** The CDK's command has this set for every rollback that it asks for. */
const RETAIN_EXCEPT_ON_CREATE = true;

/** Runs one deployment to its end. */
export class Deployment {
  private stack?: StackRecord;
  private operation?: StackChange;
  private deployable?: Deployable;
  /** The command asks for a deployment with rollback where something is replaced. */
  private rollback: boolean;
  /** What a rollback could not restore or delete, where nothing else was asked for. */
  private readonly failedToReturn: ResourceFailure[] = [];
  private readonly log: OperationLog = { failures: [], changed: new Set() };
  /** Attributes by logical id, as they became known in this deployment. */
  private readonly told = new Map<string, Readonly<Record<string, unknown>>>();

  constructor(
    private readonly context: DeploymentContext,
    private readonly source: AssemblyStack,
    private readonly options: DeploymentOptions,
    private readonly done: (result: StackResult) => void,
  ) {
    this.rollback = options.rollback;
  }

  /** Begins; `done` is called later, as an event of the clock. */
  public start(): void {
    const existing = this.context.current(this.source);
    this.stack = existing ?? this.context.draft(this.source);
    nextPhase(this.context, this.stack, 'is deployed', () => this.refusing(() => {
      if (existing !== undefined) {
        this.refreshCode(existing);
      }
      if (this.options.command !== 'deploy') {
        this.takeAway(existing, this.options.command);
      } else if (Object.keys(this.source.template.Resources ?? {}).length === 0) {
        this.skip(existing);
      } else if (existing === undefined) {
        this.create();
      } else {
        this.continue(existing);
      }
    }));
  }

  private skip(stack: StackRecord | undefined): void {
    if (stack === undefined) {
      this.end(SKIPPED, 'The stack has no resources.');
      return;
    }
    deleteStack(this.context, stack, () => {
      if (stack.deletedAt === undefined) {
        this.end(stack.status, stack.reason);
      } else {
        this.end(SKIPPED, 'The stack has no resources, so the one that was there is deleted.');
      }
    });
  }

  private takeAway(stack: StackRecord | undefined, command: 'rollback' | 'destroy'): void {
    if (stack === undefined) {
      this.end(NOT_DEPLOYED, `There is no stack ${this.source.name}.`);
    } else if (command === 'destroy') {
      deleteStack(this.context, stack, () => this.end(stack.status, stack.reason));
    } else {
      this.takeBack(stack);
    }
  }

  /** As `cdk rollback` does: a stack that nothing has to be taken back of is left as it is. */
  private takeBack(stack: StackRecord): void {
    const settled = () => {
      for (const { within, record } of this.failedRecords(stack)) {
        const { logicalId, type, reason, content: { properties } } = record;
        if (reason !== undefined) {
          this.failedToReturn.push({ logicalId: placeInRoot(within, logicalId), type, reason, properties });
        }
      }
      this.end(stack.status, stack.reason);
    };
    switch (stack.status) {
      case 'CREATE_FAILED':
      case 'UPDATE_FAILED':
        this.refuseOrphans(stack, []);
        rollBack(this.context, stack, RETAIN_EXCEPT_ON_CREATE, 'User Initiated', settled);
        return;
      case 'UPDATE_ROLLBACK_FAILED':
        this.refuseOrphans(stack, this.failedRecords(stack)
          .filter(({ record: { status, previous } }) => status === 'UPDATE_FAILED' && previous !== undefined)
          .map(({ within, record }) => orphanName(within, record)));
        continueRollback(this.context, stack, this.options.orphans, settled);
        return;
      case 'ROLLBACK_FAILED':
        this.end(stack.status, `Stack ${stack.name} failed creation and rollback. This state cannot be rolled back. You can recreate this stack by running 'cdk deploy'.`);
        return;
      default:
        this.end(stack.status, `Stack ${stack.name} does not need a rollback: ${stack.status}`);
    }
  }

  /** What failed in a stack and in those nested in it. A nested stack failed for what is in it, if it is there. */
  private failedRecords(stack: StackRecord): { readonly within: StackRecord; readonly record: ResourceRecord }[] {
    const there = [stack, ...this.context.nestedIn(stack)].filter(({ deletedAt }) => deletedAt === undefined);
    return there.flatMap(within => Object.values(within.resources)
      .filter(record => record.status.endsWith('_FAILED') && !(isNestedStack(record) && this.context.find(record.content.physicalId) !== undefined))
      .map(record => ({ within, record })));
  }

  /** AWS skips only what a rollback failed to restore. */
  private refuseOrphans({ name }: StackRecord, skippable: readonly string[]): void {
    const others = this.options.orphans.filter(logicalId => !skippable.includes(logicalId));
    if (others.length > 0) {
      throw new Refusal(`The resources [${others.join(', ')}] of stack ${name} can't be skipped: a rollback failed to restore ${skippable.length === 0 ? 'none' : `[${skippable.join(', ')}]`}, and only such ones can be`);
    }
  }

  /** The user cancels. False when there is nothing to cancel. */
  public cancel(): boolean {
    return this.operation?.cancel() ?? false;
  }

  /** Somebody deletes the stack, if CloudFormation lets them: then that is how this deployment ends. Answers with AWS's words otherwise. */
  public delete(): string | undefined {
    const { stack, operation } = this;
    if (stack === undefined || operation === undefined) {
      return `Stack with id ${this.source.name} does not exist`;
    }
    const deleted = () => deleteStack(this.context, stack, () => this.end(stack.status, stack.reason ?? 'User Initiated'));
    return isDeletable(stack.status) && operation.abandon(deleted) ? undefined : undeletable(stack);
  }

  /** Whether this deployment is about that stack. */
  public isOf(stackName: string): boolean {
    return this.stack?.name === stackName || this.stack?.id === stackName;
  }

  /** Attributes of a resource became known. */
  public noteAttributes(logicalId: string, attributes: Readonly<Record<string, unknown>>): void {
    this.told.set(logicalId, { ...this.told.get(logicalId), ...attributes });
  }

  private continue(stack: StackRecord): void {
    switch (stack.status) {
      case 'CREATE_COMPLETE':
      case 'UPDATE_COMPLETE':
      case 'UPDATE_ROLLBACK_COMPLETE':
        this.deployable = new Deployable(this.source, stack, this.context);
        if (this.deployable.differs()) {
          this.rollback ||= this.replaces(this.deployable, stack);
          this.update(stack);
        } else {
          this.end(stack.status, NO_UPDATES);
        }
        return;
      case 'CREATE_FAILED':
      case 'UPDATE_FAILED':
        this.deployable = this.rollback ? undefined : new Deployable(this.source, stack, this.context);
        this.rollback ||= this.deployable !== undefined && this.replaces(this.deployable, stack);
        if (this.rollback) {
          rollBack(this.context, stack, RETAIN_EXCEPT_ON_CREATE, 'User Initiated', () => this.refusing(() => this.continue(stack)));
        } else {
          this.update(stack);
        }
        return;
      case 'ROLLBACK_COMPLETE':
      case 'ROLLBACK_FAILED':
        this.replace(stack);
        return;
      default:
        throw new Refusal(`Stack:${stack.id} is in ${stack.status} state and can not be updated.`);
    }
  }

  /** Whether something is replaced, which the command doesn't do without rollback: it asks, and is taken to be told to go on with rollback. */
  private replaces(deployable: Deployable, stack: StackRecord): boolean {
    const replaced = [...deployable.graph.keys()].filter(logicalId => {
      const record = stack.resources[logicalId];
      try {
        return record !== undefined && !record.status.endsWith('_FAILED') && !record.assumed
          && this.context.work.replaces(record.type, { properties: deployable.desired(logicalId).properties, current: record.content });
      } catch (error) {
        // What can't be told yet, CloudFormation can't tell either.
        if (error instanceof EvaluationFailure) {
          return false;
        }
        throw error;
      }
    });
    for (const logicalId of replaced) {
      this.context.assume(stack, logicalId, stack.resources[logicalId].type,
        'it is replaced, and without rollback the command of the CDK asks first: somebody says yes, and the stack is deployed with rollback');
    }
    return replaced.length > 0;
  }

  /** A stack whose creation was rolled back can only be deleted. */
  private replace(old: StackRecord): void {
    deleteStack(this.context, old, () => {
      if (old.deletedAt === undefined) {
        this.end(old.status, old.reason);
        return;
      }
      this.stack = this.context.draft(this.source);
      this.refusing(() => this.create());
    });
  }

  private create(): void {
    const stack = this.stack!;
    this.deployable = new Deployable(this.source, stack, this.context);
    this.context.add(stack);
    this.begin(stack, 'CREATE_IN_PROGRESS');
  }

  private update(stack: StackRecord): void {
    this.context.changing(stack);
    stack.updatedAt = this.context.date();
    this.begin(stack, 'UPDATE_IN_PROGRESS');
  }

  private begin(stack: StackRecord, status: string): void {
    stack.rollbackDisabled = !this.rollback;
    stack.tags = { ...this.source.tags };
    actIn(this.context, stack, roleOf(this.source, stack, this.context.partition));
    stack.former ??= { template: stack.template, parameters: stack.parameters };
    stack.template = this.source.template;
    stack.parameters = this.deployable!.parameterValues();
    this.context.setStatus(stack, status, 'User Initiated');
    this.deployable!.untoldRules.forEach((reason, name) => this.context.assume(stack, name, 'Rule', `taken to hold, as nobody can tell: ${reason}`));
    this.operation = new StackChange(this.context, stack, this.deployable!, { ...this.options, rollback: this.rollback }, this.log, () => {
      this.end(stack.status, stack.reason ?? this.operation?.rollbackReason);
    });
    this.operation.run();
  }

  /** An assembly that was synthesized elsewhere brings the same code at another place. */
  private refreshCode(stack: StackRecord): void {
    for (const made of [stack, ...this.context.nestedIn(stack)]) {
      for (const record of Object.values(made.resources)) {
        const key = this.context.work.assetKey(record);
        const codeDirectory = key === undefined ? undefined : this.source.assets.get(key);
        if (codeDirectory === undefined) {
          continue;
        }
        record.content = { ...record.content, codeDirectory };
        this.context.work.restore(made, record, record.content);
      }
    }
  }

  private refusing(action: () => void): void {
    try {
      action();
    } catch (error) {
      if (!(error instanceof Refusal) && !(error instanceof EvaluationFailure)) {
        throw error;
      }
      this.end(REFUSED, error.message);
    }
  }

  private end(status: string, reason: string | undefined): void {
    this.done({
      name: this.source.name,
      status,
      ...reason === undefined ? {} : { reason },
      failures: [...this.log.failures, ...this.failedToReturn],
      customResources: declaredResources(this.context, this.source, this.stack, this.deployable, { told: this.told, changed: this.log.changed }),
    });
  }
}
