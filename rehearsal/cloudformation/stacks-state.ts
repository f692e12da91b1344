/** Stacks as plain JSON: what the engine works on, and what the next rehearsal goes on from. */

import type { Template } from './template';

/** All stacks that were ever deployed, deleted ones included: AWS still describes those by their ARN. */
export interface StacksState {
  readonly stacks: StackRecord[];
}

/** One stack. */
export interface StackRecord {
  /** The ARN. */
  readonly id: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** How many stacks of this name there were before it: a stack that is created anew has another id. */
  readonly incarnation: number;
  status: string;
  reason?: string;
  /** Dates are ISO 8601. */
  readonly createdAt: string;
  updatedAt?: string;
  deletedAt?: string;
  /** Whether an operation ever completed: before that, a rollback is one of the creation. */
  stable: boolean;
  rollbackDisabled: boolean;
  tags: Record<string, string>;
  /** The role that CloudFormation acts in; absent where nobody named one. A nested stack has that of the stack around it. */
  roleArn?: string;
  /** The requests that operations were asked for with, by the tokens that they bore. */
  tokens?: Record<string, string>;
  /** The template of the operation under way, or of the last one; absent in a stack that an older release deployed. */
  template?: Template;
  /** Resources by logical id. */
  resources: Record<string, ResourceRecord>;
  /** Physical resources that nothing refers to any more and that the cleanup deletes. */
  leftovers: Leftover[];
  /** Values of its parameters; absent in a stack that an older release deployed. A nested stack has those that it is passed each time. */
  parameters?: Record<string, string>;
  /** Both before the operation that has not completed: what a rollback goes back to. */
  former?: Pick<StackRecord, 'template' | 'parameters'>;
  /** The template's Outputs as last deployed, to tell whether they change. */
  outputs: string;
  exports: Record<string, ExportRecord>;
  /** Values of all outputs by their names; absent in a stack that an older release deployed. */
  outputValues?: Record<string, ExportRecord>;
  /** Names of what it imports; absent as above. */
  imports?: string[];
  /** Named resources that were to be kept when the stack let go of them. */
  retained?: RetainedResource[];
  /** Requests sent to custom resources so far. */
  requests: number;
  /** Where it is nested; absent in a stack of its own. */
  readonly nested?: NestedPlace;
  /** An update of a nested stack that is complete but for its cleanup, which waits for the one that it is nested in. */
  pending?: PendingUpdate;
}

/** The values of the parameters of all stacks of their own that are there, by `Stack:Parameter`. */
export function deployedParameters({ stacks }: StacksState): Record<string, string> {
  return Object.fromEntries(stacks.filter(({ deletedAt, nested }) => deletedAt === undefined && nested === undefined)
    .flatMap(({ name, parameters = {} }) => Object.entries(parameters).map(([parameter, value]) => [`${name}:${parameter}`, value])));
}

/** Where a stack is nested. */
export interface NestedPlace {
  readonly parentId: string;
  /** Of the outermost one. */
  readonly rootId: string;
  /** What messages and world files call it: `Pool/Accounts`. */
  readonly label: string;
}

/** What an update of a nested stack leaves to be done or undone. */
export interface PendingUpdate {
  /** As it was before. */
  readonly before: Pick<StackRecord, 'outputs' | 'exports' | 'outputValues' | 'imports'>;
  /** Logical ids that the new template doesn't have. */
  readonly obsolete: readonly string[];
}

/** An exported value, or why the rehearsal doesn't know it; that matters only when another stack imports it. */
export type ExportRecord =
  | { readonly value: unknown; readonly unknown?: undefined }
  | { readonly unknown: string };

/** What a resource is at one time: what a rollback goes back to. */
export interface ResourceContent {
  readonly physicalId: string | undefined;
  /** Resolved properties; as declared for a resource that is only assumed. */
  readonly properties: Record<string, unknown>;
  readonly attributes: Record<string, unknown>;
  /** Where the code of a function was found. */
  readonly codeDirectory?: string;
}

/** A resource of a stack. */
export interface ResourceRecord {
  readonly logicalId: string;
  readonly type: string;
  status: string;
  reason?: string;
  /** When it got its status; absent where an older release deployed. */
  changedAt?: string;
  /** Of the operation under way, or of the last one that succeeded. */
  content: ResourceContent;
  /** The last stable content, as long as the stack has not completed the operation that changes the resource. */
  previous?: ResourceContent;
  /** Made by an operation that has not completed. */
  isNew: boolean;
  /** Whether the rehearsal takes it for granted: nothing of it was evaluated. */
  assumed: boolean;
  dependsOn: readonly string[];
  deletionPolicy?: string;
  updateReplacePolicy?: string;
  /** Physical ids generated so far: a replacement needs another name. */
  generation: number;
  /** The id of the last request that did not succeed: CloudFormation uses it again when the deployment is retried. */
  failedRequestId?: string;
}

/** A physical resource to be deleted in the cleanup. */
export interface Leftover {
  readonly logicalId: string;
  readonly type: string;
  readonly assumed: boolean;
  readonly content: ResourceContent;
}

/** A resource that no stack has any more and that was to be kept: its name is taken. */
export interface RetainedResource {
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
}
