/**
 * Nested stacks as CloudFormation runs them: each is a stack of its own, and its operations are those of the resource that stands for it.
 *
 *     resource created -> CREATE_IN_PROGRESS -+-> CREATE_COMPLETE
 *                                             +-> CREATE_FAILED, and the rollback of the stack around it deletes it
 *     resource updated -> UPDATE_IN_PROGRESS -+-> UPDATE_COMPLETE_CLEANUP_IN_PROGRESS, which waits for the cleanup of the stack around it
 *                                             +-> UPDATE_ROLLBACK_IN_PROGRESS, which the rollback of the stack around it waits for
 *     resource deleted -> DELETE_IN_PROGRESS
 *
 * It is never replaced.
 */

import type { AssemblyStack } from './assembly';
import { cleanUpUpdate } from './cleanup';
import { deleteStack } from './deletion';
import type { DeployableContext } from './deployable';
import { Deployable } from './deployable';
import { EvaluationFailure } from './evaluate';
import { labelOf } from './needs';
import { passedTo } from './nested-properties';
import type { NestedWork, RollbackManner } from './nested-work';
import { isNestedStack, whenAll } from './nested-work';
import type { OperationContext } from './operation-context';
import { labelOfStack, nextPhase } from './operation-context';
import type { Cancel, Change, Keeps, Operation, WorkOutcome } from './resource-change';
import { cleanUpRollback, rollBackUpdate } from './rollback';
import { StackChange } from './stack-change';
import type { ResourceContent, ResourceRecord, StackRecord } from './stacks-state';
import { Refusal } from './template';

/** What nested stacks need of the engine. */
export interface NestedContext extends OperationContext, DeployableContext {
  /** The stack with that id. */
  find(id: string | undefined): StackRecord | undefined;
  /** A nested stack that CloudFormation doesn't know yet. */
  draftNested(parent: StackRecord, logicalId: string, label: string): StackRecord;
  /** Makes a draft known. */
  add(stack: StackRecord): void;
}

const MINUTE_SECONDS = 60;
const PENDING = 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS';
const ROLLING_BACK = 'UPDATE_ROLLBACK_IN_PROGRESS';
const ROLLED_BACK = 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS';

/** All of them. */
export class NestedStacks implements NestedWork {
  /** As they were last deployed in this rehearsal, by the ids of their stacks. */
  private readonly deployables = new Map<string, Deployable>();
  /** Who waits for the rollback of a nested stack, by its id. */
  private readonly waiting = new Map<string, (() => void)[]>();

  private readonly context: NestedContext;

  constructor(context: Omit<NestedContext, 'nested'>) {
    this.context = { ...context, nested: this };
  }

  /** What a nested stack was last deployed as. */
  public deployableOf(stack: StackRecord): Deployable | undefined {
    return this.deployables.get(stack.id);
  }

  public put(parent: StackRecord, record: ResourceRecord, operation: Operation, change: Change, done: (outcome: WorkOutcome) => void): Cancel {
    let cancel: Cancel | undefined;
    let isCancelled = false;
    nextPhase(this.context, parent, `asks for ${record.logicalId}`, () => {
      if (!isCancelled) {
        cancel = this.begin(parent, record, operation, change, outcome => {
          if (!isCancelled) {
            done(outcome);
          }
        });
      }
    });
    return () => {
      isCancelled = true;
      cancel?.();
    };
  }

  public remove(
    parent: StackRecord, logicalId: string, { physicalId }: ResourceContent, keeps: Keeps | undefined, done: (outcome: WorkOutcome) => void,
  ): Cancel {
    let isCancelled = false;
    const content: ResourceContent = { physicalId, properties: {}, attributes: {} };
    nextPhase(this.context, parent, `asks to delete ${logicalId}`, () => {
      const stack = this.context.find(physicalId);
      // CloudFormation may have refused to begin with it, or it is gone already.
      if (stack === undefined || stack.deletedAt !== undefined) {
        finish({ succeeded: true, content });
        return;
      }
      deleteStack(this.context, stack, () => finish(stack.deletedAt !== undefined
        ? { succeeded: true, content }
        : { succeeded: false, physicalId, reason: `Embedded stack ${stack.id} was not successfully deleted: ${stack.reason ?? ''}` }), keeps);
    });
    const finish = (outcome: WorkOutcome) => {
      if (!isCancelled) {
        done(outcome);
      }
    };
    return () => { isCancelled = true; };
  }

  public rollBack(_: StackRecord, record: ResourceRecord, manner: RollbackManner, done: (failure?: string) => void): void {
    const stack = this.context.find(record.content.physicalId);
    if (stack === undefined) {
      done();
      return;
    }
    const ended = () => done(stack.status === 'UPDATE_ROLLBACK_FAILED'
      ? `Embedded stack ${stack.id} was not successfully updated. Currently in ${stack.status} with reason: ${stack.reason ?? ''}`
      : undefined);
    switch (stack.status) {
      case ROLLING_BACK:
        this.waiting.set(stack.id, [...this.waiting.get(stack.id) ?? [], ended]);
        return;
      case PENDING:
      case 'UPDATE_FAILED':
        rollBackUpdate(this.context, stack, manner, '', ended);
        return;
      case 'UPDATE_ROLLBACK_FAILED':
        if (manner.resumes) {
          rollBackUpdate(this.context, stack, manner, '', ended);
          return;
        }
        ended();
        return;
      default:
        ended();
    }
  }

  public beginRollback(stack: StackRecord, retainExceptOnCreate: boolean, reason: string): void {
    rollBackUpdate(this.context, stack, { retainExceptOnCreate, resumes: false }, reason, () => {
      const waiting = this.waiting.get(stack.id) ?? [];
      this.waiting.delete(stack.id);
      waiting.forEach(ended => ended());
    });
  }

  public cleanUp(parent: StackRecord, retainExceptOnCreate: boolean, done: () => void): void {
    const pieces = Object.values(parent.resources).filter(isNestedStack).flatMap(({ content }): ((cleaned: () => void) => void)[] => {
      const stack = this.context.find(content.physicalId);
      switch (stack?.status) {
        case PENDING: return [cleaned => cleanUpUpdate(this.context, stack, stack.pending?.obsolete ?? [], cleaned)];
        case ROLLED_BACK: return [cleaned => cleanUpRollback(this.context, stack, retainExceptOnCreate, cleaned)];
        default: return [];
      }
    });
    if (pieces.length === 0) {
      done();
    } else {
      whenAll(pieces, done);
    }
  }

  private begin(
    parent: StackRecord, record: ResourceRecord, operation: Operation, { properties, current }: Change, done: (outcome: WorkOutcome) => void,
  ): Cancel {
    const source = nestedSource(operation.source, parent, record);
    const { existing, stack } = this.stackOf(parent, record, source);
    const refused = (reason: string) => {
      done({ succeeded: false, reason, physicalId: existing?.id });
      return () => undefined;
    };
    let deployable: Deployable;
    try {
      deployable = new Deployable({ ...source, ...passedTo(properties) }, stack, this.context);
      this.deployables.set(stack.id, deployable);
      if (existing !== undefined && /^(CREATE|UPDATE|UPDATE_ROLLBACK)_COMPLETE$/.test(existing.status) && !deployable.differs()) {
        done({ succeeded: true, content: contentOf(existing, properties) });
        return () => undefined;
      }
    } catch (error) {
      if (error instanceof Refusal || error instanceof EvaluationFailure) {
        return refused(error.message);
      }
      throw error;
    }
    if (this.context.find(stack.id) === undefined) {
      this.context.add(stack);
    }
    record.content = { ...record.content, physicalId: stack.id };
    this.start(parent, stack, properties, operation, existing !== undefined);
    let isOver = false;
    const finish = (outcome: WorkOutcome) => {
      if (!isOver) {
        isOver = true;
        done(outcome);
      }
    };
    const change = new StackChange(this.context, stack, deployable, operation.options, operation.log, () => finish(outcomeOf(stack, properties)));
    change.run();
    const limit = current === undefined ? Number(properties.TimeoutInMinutes) : Number.NaN;
    if (limit > 0) {
      this.context.surroundings.clock.after(limit * MINUTE_SECONDS, `${stack.id} times out`, () => {
        if (!isOver) {
          change.cancel('Stack creation time exceeded the specified timeout.');
        }
      });
    }
    return () => {
      isOver = true;
      change.cancel();
    };
  }

  /** The stack that a resource stands for. One that was only assumed so far, when nothing in it mattered, is taken to be there with nothing in it. */
  private stackOf(
    parent: StackRecord, { logicalId, content, isNew }: ResourceRecord, { name: label }: AssemblyStack,
  ): { readonly existing?: StackRecord; readonly stack: StackRecord } {
    const known = this.context.find(content.physicalId);
    if (known !== undefined && known.deletedAt === undefined) {
      return { existing: known, stack: known };
    }
    const draft = this.context.draftNested(parent, logicalId, label);
    if (content.physicalId === undefined || isNew) {
      return { stack: draft };
    }
    draft.stable = true;
    draft.status = 'CREATE_COMPLETE';
    return { existing: draft, stack: draft };
  }

  private start(
    parent: StackRecord, stack: StackRecord, properties: Readonly<Record<string, unknown>>, { options }: Operation, isUpdate: boolean,
  ): void {
    if (isUpdate) {
      this.context.changing(stack);
      stack.updatedAt = this.context.date();
    }
    stack.rollbackDisabled = !options.rollback;
    const own = Array.isArray(properties.Tags) ? properties.Tags as { Key?: unknown; Value?: unknown }[] : [];
    stack.tags = { ...parent.tags, ...Object.fromEntries(own.map(({ Key, Value }) => [String(Key), String(Value)])) };
    this.context.setStatus(stack, isUpdate ? 'UPDATE_IN_PROGRESS' : 'CREATE_IN_PROGRESS');
  }
}

/** The stack that a resource nests, as if it were one of the assembly; its name is its label. */
export function nestedSource(source: AssemblyStack, parent: StackRecord, { logicalId }: Pick<ResourceRecord, 'logicalId'>): AssemblyStack {
  const { label, template, templateBytes, nested } = source.nested!.get(logicalId)!;
  return { ...source, name: labelOf(labelOfStack(parent), { label }), template, templateBytes, nested, parameters: {} };
}

function contentOf(stack: StackRecord, properties: Record<string, unknown>): ResourceContent {
  const known = Object.entries(stack.outputValues ?? {}).flatMap(([name, output]) => (output.unknown === undefined ? [[`Outputs.${name}`, output.value]] : []));
  return { physicalId: stack.id, properties, attributes: Object.fromEntries(known) as Record<string, unknown> };
}

function outcomeOf(stack: StackRecord, properties: Record<string, unknown>): WorkOutcome {
  const { id, status, reason = '' } = stack;
  switch (status) {
    case 'CREATE_COMPLETE':
    case PENDING:
      return { succeeded: true, content: contentOf(stack, properties) };
    case 'CREATE_FAILED':
      return { succeeded: false, physicalId: id, reason: `Embedded stack ${id} was not successfully created: ${reason}` };
    default:
      return { succeeded: false, physicalId: id, reason: `Embedded stack ${id} was not successfully updated. Currently in ${status} with reason: ${reason}` };
  }
}
