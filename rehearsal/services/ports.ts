/** What services need of the rest of the rehearsal. */

import type { UpdateRequest } from '../cloudformation/stack-update';
import type { RoleDefinition } from '../iam/directory';
import type { PolicyDocument } from '../iam/policy';
import type { Caller } from '../kernel/types';

/** Whether callers may do what is done in their name. */
export interface Authorizer {
  authorize(caller: Caller, action: string, resource: string, context?: Readonly<Record<string, string>>): void;
}

/** Stacks, as far as their own service tells of them. */
export interface StackReader {
  /** Those of an account in a Region. `wanted` is a name or an ARN; without it all that are there. */
  describe(account: string, region: string, wanted: string | undefined): readonly StackDescription[];
  /** The template of the stack with that id, as CloudFormation has it. */
  templateOf(id: string): object | undefined;
  /** The resources of the stack with that id. */
  resourcesOf(id: string): readonly StackResourceDescription[];
  /** What happened to the stack with that id, the newest first. */
  eventsOf(id: string): readonly StackEventDescription[];
  /** Begins to update the stack with that id. Throws what CloudFormation refuses. */
  update(id: string, request: UpdateRequest, by: string): void;
  /** Somebody cancels the operation of the stack with that id. Nothing changes if it is too late, or too early, for that. */
  cancel(id: string): void;
  /** Notes that something is taken for granted. */
  assume(id: string, reason: string): void;
}

/** What can be read of something that happened to a stack. */
export interface StackEventDescription {
  readonly at: Date;
  readonly logicalId: string;
  readonly physicalId?: string;
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
}

/** What can be read of a stack's resource. */
export interface StackResourceDescription {
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId?: string;
  readonly status: string;
  readonly reason?: string;
  readonly changedAt?: string;
}

/** What can be read of a stack. Dates are ISO 8601. */
export interface StackDescription {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly reason?: string;
  readonly createdAt: string;
  readonly updatedAt?: string;
  readonly deletedAt?: string;
  readonly rollbackDisabled: boolean;
  readonly roleArn?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly parameters?: Readonly<Record<string, string>>;
  /** Its outputs, where the stack has come to its end; of some nobody knows the value. */
  readonly outputValues?: Readonly<Record<string, { readonly value?: unknown; readonly unknown?: unknown }>>;
  /** What it was deployed with, as far as its parameters and outputs are declared there. */
  readonly template?: {
    readonly Parameters?: Readonly<Record<string, { readonly NoEcho?: unknown }>>;
    readonly Outputs?: Readonly<Record<string, unknown>>;
  };
  /** Where it is nested, by the ids of the stack around it and of the outermost one. */
  readonly nested?: { readonly parentId: string; readonly rootId: string };
}

/** The roles and policies of the rehearsed accounts. */
export interface RoleRegister extends Authorizer {
  /** Whether a role may do that; where nobody knows it may. It counts as no use of it. */
  permits(roleArn: string, action: string, resource: string, context?: Readonly<Record<string, string>>): boolean;
  /** Whether a policy allows that, as a bound; where nobody knows its text it does. */
  allowsBy(policyArn: string, action: string, resource: string, context?: Readonly<Record<string, string>>): boolean;
  /** Whether a role is allowed anything at all of a service; where nobody knows it is. */
  allowsAny(roleArn: string, service: string): boolean;
  /** Whether the text of a policy is at hand. */
  knowsPolicy(arn: string): boolean;
  putRole(role: RoleDefinition): void;
  removeRole(name: string): void;
  role(arn: string): RoleDefinition | undefined;
  putPolicy(id: string, policy: { readonly roleNames: readonly string[]; readonly document: PolicyDocument }): void;
  removePolicy(id: string): void;
}
