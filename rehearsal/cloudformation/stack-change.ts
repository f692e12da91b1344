/**
 * One creation or update of a stack, from the first resource to the end of cleanup or rollback.
 *
 *     provision -+-> all succeeded -> cleanup -> *_COMPLETE
 *                +-> a failure, rollback on  -> cancel what is in flight -> roll back -> *ROLLBACK_COMPLETE
 *                +-> a failure, rollback off -> other paths end -> CREATE_FAILED / UPDATE_FAILED, kept for a retry
 *
 * Everything that a rollback or a retry needs stands in the stack's record, so that it may happen in a later rehearsal.
 */

import { cleanUpUpdate } from './cleanup';
import type { Deployable, Desired } from './deployable';
import { EvaluationFailure } from './evaluate';
import { isNestedStack } from './nested-work';
import type { OperationContext } from './operation-context';
import { nextPhase, placeInRoot } from './operation-context';
import { isRetained } from './removal';
import type { Cancel, Change, ChangeOptions, OperationLog } from './resource-change';
import { rollBack } from './rollback';
import type { Finished } from './schedule';
import { Schedule } from './schedule';
import type { ExportRecord, ResourceContent, ResourceRecord, StackRecord } from './stacks-state';
import { canonical } from './template';

interface InFlight {
  readonly cancel: Cancel;
  readonly finished: Finished;
}

/** Brings a stack to what a deployable wants. */
export class StackChange {
  /** Why the stack was rolled back; its last status doesn't tell. */
  public rollbackReason?: string;
  private readonly inFlight = new Map<string, InFlight>();
  private readonly creating: boolean;
  private readonly schedule: Schedule;
  private cancelledByUser = false;
  private cancelReason?: string;
  /** What follows where the stack is given up. */
  private abandoned?: () => void;
  private provisioning = true;
  private failed = false;

  constructor(
    private readonly context: OperationContext,
    private readonly stack: StackRecord,
    private readonly deployable: Deployable,
    private readonly options: ChangeOptions,
    private readonly log: OperationLog,
    /** For a nested stack, when all is known that the stack around it waits for: what is still to be taken back or cleaned up then is done beside it. */
    private readonly done: () => void,
  ) {
    this.creating = stack.status === 'CREATE_IN_PROGRESS';
    this.schedule = new Schedule(deployable.graph, (logicalId, finished) => this.provision(logicalId, finished), () => this.provisioned());
  }

  /** Begins; the stack is already CREATE_IN_PROGRESS or UPDATE_IN_PROGRESS. */
  public run(): void {
    nextPhase(this.context, this.stack, 'begins', () => this.schedule.run());
  }

  /** The user cancels, or else the reason is told: whatever was asked about rollback, the stack is rolled back. False when it is too late for that. */
  public cancel(reason?: string): boolean {
    if (!this.provisioning) {
      return false;
    }
    this.cancelledByUser = true;
    this.cancelReason = reason;
    this.cancelInFlight();
    return true;
  }

  /** The stack is to be deleted instead: nothing goes on, and `then` follows. False when it is too late for that. */
  public abandon(then: () => void): boolean {
    if (!this.provisioning) {
      return false;
    }
    this.abandoned = then;
    this.cancelInFlight();
    return true;
  }

  private provision(logicalId: string, finished: Finished): void {
    const declaration = this.deployable.declaration(logicalId);
    const existing = this.stack.resources[logicalId];
    let desired: Desired;
    try {
      desired = this.deployable.desired(logicalId);
    } catch (error) {
      if (!(error instanceof EvaluationFailure)) {
        throw error;
      }
      const record = existing ?? this.newRecord(logicalId, { properties: {} });
      if (existing !== undefined) {
        existing.previous ??= existing.content;
      }
      this.fail(record, existing === undefined ? 'CREATE_FAILED' : 'UPDATE_FAILED', error.message, {});
      finished(false);
      return;
    }
    if (desired.assumed !== undefined) {
      this.context.assume(this.stack, logicalId, declaration.Type, desired.assumed);
    }
    desired.granted.forEach(reason => this.context.assume(this.stack, logicalId, declaration.Type, reason));
    if (existing !== undefined && this.deployable.isUpToDate(logicalId, desired)) {
      this.describe(existing);
      finished(true);
    } else if (existing === undefined) {
      this.create(this.newRecord(logicalId, desired), desired, finished);
    } else if (existing.status === 'UPDATE_FAILED' || !existing.status.endsWith('_FAILED')) {
      this.update(existing, desired, finished);
    } else {
      this.createAgain(existing, desired, finished);
    }
  }

  private newRecord(logicalId: string, desired: Pick<Desired, 'properties' | 'assumed'>): ResourceRecord {
    const record: ResourceRecord = {
      logicalId,
      type: this.deployable.declaration(logicalId).Type,
      status: 'CREATE_IN_PROGRESS',
      content: { physicalId: undefined, properties: desired.properties, attributes: {} },
      isNew: true,
      assumed: desired.assumed !== undefined,
      dependsOn: [],
      generation: 0,
    };
    this.describe(record);
    this.stack.resources[logicalId] = record;
    return record;
  }

  /** What a template says of a resource beside its properties holds without an update. */
  private describe(record: ResourceRecord): void {
    record.dependsOn = this.deployable.graph.get(record.logicalId)!;
    record.deletionPolicy = this.deployable.policy(record.logicalId, 'DeletionPolicy');
    record.updateReplacePolicy = this.deployable.policy(record.logicalId, 'UpdateReplacePolicy');
  }

  private create(record: ResourceRecord, desired: Desired, finished: Finished): void {
    record.status = 'CREATE_IN_PROGRESS';
    delete record.reason;
    this.put(record, { properties: desired.properties }, 'CREATE', finished);
  }

  /** A resource whose creation failed has no last stable state: it is deleted, even if it is to be retained, and made anew. */
  private createAgain(record: ResourceRecord, desired: Desired, finished: Finished): void {
    record.status = 'DELETE_IN_PROGRESS';
    this.context.emitResource(this.stack, record, record.status);
    const cancel = this.context.work.remove(this.stack, record, record.content, outcome => {
      this.inFlight.delete(record.logicalId);
      if (!outcome.succeeded) {
        this.fail(record, 'DELETE_FAILED', outcome.reason, record.content.properties);
        finished(false);
        return;
      }
      this.context.emitResource(this.stack, record, 'DELETE_COMPLETE');
      record.content = { physicalId: undefined, properties: desired.properties, attributes: {} };
      record.assumed = desired.assumed !== undefined;
      this.describe(record);
      this.create(record, desired, finished);
    });
    this.inFlight.set(record.logicalId, { cancel, finished });
  }

  private update(record: ResourceRecord, desired: Desired, finished: Finished): void {
    const stable = record.status === 'UPDATE_FAILED' && record.previous !== undefined ? record.previous : record.content;
    const current: ResourceContent = { ...record.content, properties: stable.properties };
    record.previous ??= record.content;
    record.status = 'UPDATE_IN_PROGRESS';
    delete record.reason;
    record.assumed = desired.assumed !== undefined;
    // Until it has succeeded it keeps its attributes, and a rollback knows what was tried.
    record.content = { ...record.content, properties: desired.properties };
    this.put(record, { properties: desired.properties, current }, 'UPDATE', finished);
  }

  private put(record: ResourceRecord, change: Change, verb: 'CREATE' | 'UPDATE', finished: Finished): void {
    const { logicalId } = record;
    this.log.changed.add(placeInRoot(this.stack, logicalId));
    this.context.emitResource(this.stack, record, record.status);
    const target = {
      stack: this.stack,
      record,
      mayBeAssumed: this.deployable.mayBeAssumed(logicalId),
      assetDirectory: (key: string) => this.deployable.source.assets.get(key),
      operation: { source: this.deployable.source, options: this.options, log: this.log },
    };
    const failuresBefore = this.log.failures.length;
    const cancel = this.context.work.put(target, change, outcome => {
      this.inFlight.delete(logicalId);
      if (!outcome.succeeded) {
        if (verb === 'CREATE') {
          record.content = { ...record.content, physicalId: outcome.physicalId };
        }
        this.fail(record, `${verb}_FAILED`, outcome.reason, change.properties, this.isToldInside(record, failuresBefore));
        finished(false);
        return;
      }
      if (outcome.assumed !== undefined) {
        record.assumed = true;
        this.context.assume(this.stack, logicalId, record.type, outcome.assumed);
      }
      if (change.current !== undefined && outcome.content.physicalId !== change.current.physicalId && !isNestedStack(record)) {
        this.leaveOver(record, change.current);
      }
      record.content = outcome.content;
      record.status = `${verb}_COMPLETE`;
      this.describe(record);
      this.context.emitResource(this.stack, record, record.status);
      finished(true);
    });
    this.inFlight.set(logicalId, { cancel, finished });
  }

  /** After a replacement the old one is deleted in the cleanup, unless it is to be kept. */
  private leaveOver(record: ResourceRecord, old: ResourceContent): void {
    if (isRetained(this.deployable.policy(record.logicalId, 'UpdateReplacePolicy'))) {
      return;
    }
    this.stack.leftovers.push({ logicalId: record.logicalId, type: record.type, assumed: record.assumed, content: old });
  }

  /** Whether what failed in a nested stack says why that one did. */
  private isToldInside(record: ResourceRecord, failuresBefore: number): boolean {
    const place = `${placeInRoot(this.stack, this.deployable.source.nested?.get(record.logicalId)?.label ?? record.logicalId)}/`;
    return isNestedStack(record) && this.log.failures.slice(failuresBefore).some(({ logicalId }) => logicalId.startsWith(place));
  }

  private fail(record: ResourceRecord, status: string, reason: string, properties: Record<string, unknown>, isTold = false): void {
    record.status = status;
    record.reason = reason;
    this.failed = true;
    if (!isTold) {
      this.log.failures.push({ logicalId: placeInRoot(this.stack, record.logicalId), type: record.type, reason, properties });
    }
    this.context.emitResource(this.stack, record, status, reason);
    if (this.options.rollback) {
      nextPhase(this.context, this.stack, 'is given up', () => this.cancelInFlight());
    }
  }

  private cancelInFlight(): void {
    if (!this.provisioning) {
      return;
    }
    const broken = [...this.inFlight];
    this.inFlight.clear();
    for (const [logicalId, { cancel }] of broken) {
      cancel();
      const record = this.stack.resources[logicalId];
      const verb = record.status.startsWith('UPDATE') ? 'UPDATE' : 'CREATE';
      record.status = `${verb}_FAILED`;
      record.reason = `Resource ${verb === 'UPDATE' ? 'update' : 'creation'} cancelled`;
      this.context.emitResource(this.stack, record, record.status, record.reason);
    }
    this.schedule.halt();
    for (const [, { finished }] of broken) {
      finished(false);
    }
  }

  /** Nothing runs and nothing can start any more. */
  private provisioned(): void {
    this.provisioning = false;
    if (this.abandoned !== undefined) {
      nextPhase(this.context, this.stack, 'is given up', this.abandoned);
    } else if (!this.failed && !this.cancelledByUser) {
      nextPhase(this.context, this.stack, 'is provisioned', () => this.complete());
    } else if (this.options.rollback || this.cancelledByUser) {
      this.takeBack();
    } else {
      this.keep(this.blame().trim());
    }
  }

  private takeBack(): void {
    const { nested } = this.stack;
    if (nested !== undefined && this.creating) {
      // The stack that it is nested in deletes it.
      this.keep(this.cancelReason ?? this.blame().trim());
      return;
    }
    const reason = `${this.blame()}${this.creating || this.cancelledByUser ? 'Rollback requested by user.' : ''}`.trim();
    this.rollbackReason = reason;
    if (nested === undefined) {
      nextPhase(this.context, this.stack, 'is rolled back', () => rollBack(this.context, this.stack, this.options.retainExceptOnCreate, reason, this.done));
    } else {
      this.beginRollback(reason);
    }
  }

  /** Takes a nested stack back while the one around it hears that it failed. */
  private beginRollback(reason: string): void {
    this.context.nested.beginRollback(this.stack, this.options.retainExceptOnCreate, reason);
    this.done();
  }

  /** Nothing is taken back, or not by the stack itself. */
  private keep(reason: string): void {
    this.context.setStatus(this.stack, this.creating ? 'CREATE_FAILED' : 'UPDATE_FAILED', reason);
    this.done();
  }

  private blame(): string {
    const failed = (status: string) => Object.values(this.stack.resources).filter(record => record.status === status).map(record => record.logicalId);
    const [created, updated] = [failed('CREATE_FAILED'), failed('UPDATE_FAILED')];
    return (created.length > 0 ? `The following resource(s) failed to create: [${created.join(', ')}]. ` : '')
      + (updated.length > 0 ? `The following resource(s) failed to update: [${updated.join(', ')}]. ` : '');
  }

  /** Why CloudFormation takes a change back after all of its resources succeeded. */
  private refusalOfExports(exports: Readonly<Record<string, ExportRecord>>): string | undefined {
    for (const [name, before] of Object.entries(this.stack.exports)) {
      const refusal = name in exports && canonical(exports[name]) === canonical(before)
        ? undefined
        : this.context.exportInUse(this.stack, name, name in exports ? 'updated' : 'deleted');
      if (refusal !== undefined) {
        return refusal;
      }
    }
    for (const name of Object.keys(exports)) {
      const other = this.context.exporterOf(this.stack, name);
      if (other !== undefined) {
        return `Export with name ${name} is already exported by stack ${other.name}`;
      }
    }
    return undefined;
  }

  private complete(): void {
    const exports = this.deployable.exports();
    const refusal = this.refusalOfExports(exports);
    if (refusal !== undefined && this.options.rollback && this.stack.nested === undefined) {
      this.rollbackReason = refusal;
      rollBack(this.context, this.stack, this.options.retainExceptOnCreate, refusal, this.done);
      return;
    }
    if (refusal !== undefined && this.options.rollback && !this.creating) {
      this.beginRollback(refusal);
      return;
    }
    if (refusal !== undefined) {
      this.keep(refusal);
      return;
    }
    const { outputs, exports: exported, outputValues, imports, pending } = this.stack;
    this.stack.outputs = this.deployable.outputsAsDeclared();
    this.stack.exports = exports;
    this.stack.outputValues = this.deployable.outputValues();
    this.stack.imports = this.deployable.imports();
    delete this.stack.former;
    if (this.creating) {
      for (const record of Object.values(this.stack.resources)) {
        delete record.previous;
        record.isNew = false;
      }
      this.stack.stable = true;
      this.context.setStatus(this.stack, 'CREATE_COMPLETE');
      this.done();
      return;
    }
    const obsolete = Object.keys(this.stack.resources).filter(logicalId => !this.deployable.graph.has(logicalId));
    this.context.setStatus(this.stack, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
    if (this.stack.nested === undefined) {
      cleanUpUpdate(this.context, this.stack, obsolete, this.done);
    } else {
      this.stack.pending = { before: pending?.before ?? { outputs, exports: exported, outputValues, imports }, obsolete };
      this.done();
    }
  }
}
