/**
 * One `cdk deploy` of one stack, with what the command does around the stack operation itself: it deletes a stack whose
 * creation was rolled back, and rolls a stack back first that an earlier `--no-rollback` left in the middle.
 */

import type { AssemblyStack } from './assembly';
import { Deployable, DeployableContext } from './deployable';
import { EvaluationFailure } from './evaluate';
import { nextPhase, OperationContext } from './operation-context';
import { removalOf, removeAll, STRICT, isRetained } from './removal';
import { assetKey } from '../services/lambda/lambda-function';
import { rollBack } from './rollback';
import { OperationFailure, OperationOptions, StackOperation } from './stack-change';
import type { StackRecord } from './stacks-state';
import { Refusal } from './template';
import { POOL_ACCOUNT_TYPE, PoolAccountAttribute, PoolAccountProperty, LAST_LEG } from '../../src/contract';
import { UnknownToRehearsal } from '../kernel/types';

/** How a deployment ended. */
export interface StackResult {
  readonly name: string;
  /** The stack's status, or 'REFUSED': CloudFormation did not begin anything. */
  readonly status: string;
  readonly reason?: string;
  /** The resources that failed by themselves, in the order in which they did. */
  readonly failures: StackFailure[];
  readonly accounts: StackAccount[];
}

/** A resource that failed. */
export interface StackFailure {
  readonly logicalId: string;
  readonly type: string;
  readonly reason: string;
  readonly accountName?: string;
}

/** An account that the stack declares, as its last leg tells. */
export interface StackAccount {
  readonly name: string;
  readonly email: string;
  readonly logicalId: string;
  readonly accountId: string | null;
  /** The account that was to be taken into the pool, instead of one that is created. */
  readonly existingAccountId?: string;
  /** Namespace of the Innovation Sandbox that it is registered with. */
  readonly sandbox?: string;
  /** Whether this deployment made or changed the last leg. */
  readonly changed: boolean;
}

/** What a deployment needs of the engine. */
export interface DeploymentContext extends OperationContext, DeployableContext {
  /** The stack of that name that is there now. */
  current(source: AssemblyStack): StackRecord | undefined;
  /** A stack that CloudFormation doesn't know yet. */
  draft(source: AssemblyStack): StackRecord;
  /** Makes a draft known. */
  add(stack: StackRecord): void;
  /** ISO 8601. */
  date(): string;
}

/** Where {@link StackResult.status} says that nothing began. */
export const REFUSED = 'REFUSED';

/** Runs one deployment to its end. */
export class Deployment {
  private stack?: StackRecord;
  private operation?: StackOperation;
  private deployable?: Deployable;
  /** Account ids by logical id, kept even where a rollback makes the stack forget the resource. */
  private readonly accountIds = new Map<string, string>();

  constructor(
    private readonly context: DeploymentContext,
    private readonly source: AssemblyStack,
    private readonly options: OperationOptions,
    private readonly done: (result: StackResult) => void,
  ) {}

  /** Begins; `done` is called later, as an event of the clock. */
  start(): void {
    const existing = this.context.current(this.source);
    this.stack = existing ?? this.context.draft(this.source);
    nextPhase(this.context, this.stack, 'is deployed', () => this.refusing(() => {
      if (existing === undefined) this.create();
      else this.continue(existing);
    }));
  }

  /** The user cancels. False when there is nothing to cancel. */
  cancel(): boolean {
    return this.operation?.cancel() ?? false;
  }

  /** Whether this deployment is about that stack. */
  isOf(stackName: string): boolean {
    return this.stack?.name === stackName || this.stack?.id === stackName;
  }

  /** An attribute of an account became known. */
  noteAccount(logicalId: string, accountId: string): void {
    this.accountIds.set(logicalId, accountId);
  }

  private continue(stack: StackRecord): void {
    switch (stack.status) {
      case 'CREATE_COMPLETE':
      case 'UPDATE_COMPLETE':
      case 'UPDATE_ROLLBACK_COMPLETE':
        this.refreshCode(stack);
        this.deployable = new Deployable(this.source, stack, this.context);
        if (this.deployable.differs()) this.update(stack);
        else this.end(stack.status, 'No updates are to be performed.');
        return;
      case 'CREATE_FAILED':
      case 'UPDATE_FAILED':
        this.refreshCode(stack);
        if (this.options.rollback) {
          rollBack(this.context, stack, this.options.retainExceptOnCreate, 'Rollback requested by user.', () => this.refusing(() => this.continue(stack)));
        } else {
          this.deployable = new Deployable(this.source, stack, this.context);
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

  /** A stack whose creation was rolled back can only be deleted. */
  private replace(old: StackRecord): void {
    this.context.setStatus(old, 'DELETE_IN_PROGRESS');
    const removals = Object.values(old.resources).map(record => removalOf(record, isRetained(record.deletionPolicy)));
    nextPhase(this.context, old, 'is deleted', () => removeAll(this.context, old, removals, STRICT, failed => {
      if (failed.length > 0) {
        this.context.setStatus(old, 'DELETE_FAILED', `The following resource(s) failed to delete: [${failed.join(', ')}].`);
        this.end(old.status, old.reason);
        return;
      }
      old.deletedAt = this.context.date();
      this.context.setStatus(old, 'DELETE_COMPLETE');
      this.stack = this.context.draft(this.source);
      this.refusing(() => this.create());
    }));
  }

  private create(): void {
    const stack = this.stack!;
    this.deployable = new Deployable(this.source, stack, this.context);
    this.context.add(stack);
    this.begin(stack, 'CREATE_IN_PROGRESS');
  }

  private update(stack: StackRecord): void {
    stack.updatedAt = this.context.date();
    this.begin(stack, 'UPDATE_IN_PROGRESS');
  }

  private begin(stack: StackRecord, status: string): void {
    stack.rollbackDisabled = !this.options.rollback;
    stack.tags = { ...this.source.tags };
    this.context.setStatus(stack, status, 'User Initiated');
    this.operation = new StackOperation(this.context, stack, this.deployable!, this.options, () => {
      this.end(stack.status, stack.reason ?? this.operation?.rollbackReason);
    });
    this.operation.run();
  }

  /** An assembly that was synthesized elsewhere brings the same code at another place. */
  private refreshCode(stack: StackRecord): void {
    for (const record of Object.values(stack.resources)) {
      const key = assetKey(record.content.properties);
      const codeDirectory = key === undefined ? undefined : this.source.assets.get(key);
      if (record.type !== 'AWS::Lambda::Function' || record.assumed || codeDirectory === undefined) continue;
      record.content = { ...record.content, codeDirectory };
      this.context.work.restore(stack, record, record.content);
    }
  }

  private refusing(action: () => void): void {
    try {
      action();
    } catch (error) {
      if (!(error instanceof Refusal) && !(error instanceof EvaluationFailure)) throw error;
      this.end(REFUSED, error.message);
    }
  }

  private end(status: string, reason: string | undefined): void {
    this.done({
      name: this.source.name,
      status,
      ...reason === undefined ? {} : { reason },
      failures: (this.operation?.failures ?? []).map(failureOf),
      accounts: this.accounts(),
    });
  }

  private accounts(): StackAccount[] {
    const accounts: StackAccount[] = [];
    for (const [logicalId, resource] of Object.entries(this.source.template.Resources ?? {})) {
      if (resource.Type !== POOL_ACCOUNT_TYPE || resource.Properties?.[PoolAccountProperty.LEG] !== LAST_LEG) continue;
      const properties = this.propertiesOf(logicalId);
      const [existing, sandbox] = [properties[PoolAccountProperty.EXISTING_ACCOUNT_ID], properties[PoolAccountProperty.SANDBOX_NAMESPACE]];
      accounts.push({
        name: String(properties[PoolAccountProperty.ACCOUNT_NAME]),
        email: String(properties[PoolAccountProperty.ACCOUNT_EMAIL]),
        logicalId,
        accountId: this.accountIds.get(logicalId) ?? this.knownAccountId(logicalId),
        ...existing === undefined ? {} : { existingAccountId: String(existing) },
        ...sandbox === undefined ? {} : { sandbox: String(sandbox) },
        changed: this.operation?.changed.has(logicalId) ?? false,
      });
    }
    return accounts;
  }

  private knownAccountId(logicalId: string): string | null {
    const value = this.stack?.resources[logicalId]?.content.attributes[PoolAccountAttribute.ACCOUNT_ID];
    return value === undefined ? null : String(value);
  }

  /** Resolved where that is possible: a leg that never began may name what isn't there. */
  private propertiesOf(logicalId: string): Readonly<Record<string, unknown>> {
    const declared = this.source.template.Resources![logicalId].Properties ?? {};
    const record = this.stack?.resources[logicalId];
    if (record !== undefined) return record.content.properties;
    try {
      return this.deployable?.desired(logicalId).properties ?? declared;
    } catch (error) {
      if (error instanceof EvaluationFailure || error instanceof UnknownToRehearsal) return declared;
      throw error;
    }
  }
}

function failureOf({ logicalId, type, reason, properties }: OperationFailure): StackFailure {
  const name = properties[PoolAccountProperty.ACCOUNT_NAME];
  return { logicalId, type, reason, ...type === POOL_ACCOUNT_TYPE && name !== undefined ? { accountName: String(name) } : {} };
}
