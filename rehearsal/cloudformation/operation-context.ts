/** What the operations on stacks share. */

import type { NestedWork } from './nested-work';
import type { Surroundings } from './ports';
import type { ResourceWork } from './resource-work';
import type { ResourceContent, StackRecord } from './stacks-state';

/** A resource as an event names it. */
export interface EventSubject {
  readonly logicalId: string;
  readonly type: string;
  readonly content: ResourceContent;
}

/** Clock, work and the listeners of one engine. */
export interface OperationContext {
  readonly surroundings: Surroundings;
  readonly work: ResourceWork;
  readonly nested: NestedWork;
  /** The stacks that are nested in one, at any depth. */
  nestedIn(root: StackRecord): readonly StackRecord[];
  /** ISO 8601. */
  date(): string;
  /** Told right before the times of a stack change; a change of its status tells by itself. */
  changing(stack: StackRecord): void;
  /** Sets the status of the stack and tells of it. */
  setStatus(stack: StackRecord, status: string, reason?: string): void;
  emitResource(stack: StackRecord, subject: EventSubject, status: string, reason?: string): void;
  /** Why a stack can't change or take away an export; undefined if nobody imports it. */
  exportInUse(stack: StackRecord, name: string, what: 'deleted' | 'updated'): string | undefined;
  /** Another stack that exports a value under that name. */
  exporterOf(stack: StackRecord, name: string): StackRecord | undefined;
  /** Notes that a resource is taken for granted. */
  assume(stack: StackRecord, logicalId: string, type: string, reason: string): void;
}

/** What messages and world files call a stack. */
export function labelOfStack({ name, nested }: Pick<StackRecord, 'name' | 'nested'>): string {
  return nested?.label ?? name;
}

/** What a resource is called in the report on the outermost stack: by its logical id, behind the label of a nested stack. */
export function placeInRoot(stack: Pick<StackRecord, 'nested'>, logicalId: string): string {
  const { nested } = stack;
  return nested === undefined ? logicalId : `${nested.label.slice(nested.label.indexOf('/') + 1)}/${logicalId}`;
}

/** Virtual seconds between two phases of an operation. */
export const PHASE_SECONDS = 2;

/** Lets a phase begin a little later than the one before ended, as CloudFormation does. */
export function nextPhase(context: OperationContext, stack: StackRecord, phase: string, action: () => void): void {
  context.surroundings.clock.after(PHASE_SECONDS, `${stack.id} ${phase}`, action);
}
