/** A change of one resource, whoever carries it out, and the operation that it is part of. */

import type { AssemblyStack } from './assembly';
import type { ResourceContent, ResourceRecord, StackRecord } from './stacks-state';

/** What became of a resource. */
export type WorkOutcome =
  | { readonly succeeded: true; readonly content: ResourceContent; readonly assumed?: string }
  | { readonly succeeded: false; readonly reason: string; readonly physicalId?: string };

/** Which resource of which stack. */
export interface Target {
  readonly stack: StackRecord;
  readonly record: ResourceRecord;
  /** Whether what isn't known may be assumed instead. */
  readonly mayBeAssumed: boolean;
  readonly assetDirectory: (key: string) => string | undefined;
  /** Of which it is part. Without one, nothing is given to nested stacks to do: they are taken back in another way. */
  readonly operation?: Operation;
}

/** An operation on a stack, as its nested stacks take part in it. */
export interface Operation {
  readonly source: AssemblyStack;
  readonly options: ChangeOptions;
  readonly log: OperationLog;
}

/** What a resource is to become. */
export interface Change {
  readonly properties: Record<string, unknown>;
  /** What the resource is now; undefined to create it. */
  readonly current?: ResourceContent;
}

/** Breaks off work; its outcome is never told then. */
export type Cancel = () => void;

/** Whether a resource stays when its stack is taken away. */
export type Keeps = (record: ResourceRecord) => boolean;

/** What the user wants of an operation. */
export interface ChangeOptions {
  readonly rollback: boolean;
  readonly retainExceptOnCreate: boolean;
}

/** A resource that failed by itself; those that were cancelled for it don't count. */
export interface ResourceFailure {
  /** In a nested stack behind the label of that: `Accounts/Account`. */
  readonly logicalId: string;
  readonly type: string;
  readonly reason: string;
  /** The properties that it failed with. */
  readonly properties: Readonly<Record<string, unknown>>;
}

/** What an operation and those of its nested stacks note. */
export interface OperationLog {
  readonly failures: ResourceFailure[];
  /** Logical ids that were created or updated, written as in {@link ResourceFailure}. */
  readonly changed: Set<string>;
}
