/** What the engine needs of the rest of the rehearsal. */

import type { GivenValues } from './given-values';
import type { Needs } from './relevance';
import type { KnownType } from './resource-type';
import type { InvocationOutcome } from '../kernel/function-host';
import type { Clock } from '../kernel/types';

/** Runs the functions of custom resources. */
export interface FunctionRunner {
  has(arn: string): boolean;
  /** `done` is called as an event of the clock. Throws if there is no such function. */
  invoke(arn: string, event: unknown, done: (outcome: InvocationOutcome) => void): void;
  /** Whether Lambda has no execution left for one more event now. */
  throttles(arn: string): boolean;
  /** Throws UnusableInput when a function that is about to be called has lost its code. */
  requireCode(arn: string): void;
}

/** A request to a custom resource, for whoever wants it delivered twice. */
export interface DeliveredRequest {
  readonly resourceType: string;
  readonly requestType: 'Create' | 'Update' | 'Delete';
  readonly properties: Readonly<Record<string, unknown>>;
}

/** What the role of a stack's operation may do: without one, or where nobody knows the role, everything. */
export interface OperationRights {
  /** Why the operation may not call a function, in AWS's words. */
  refusalToInvoke(stack: RoleHolder, functionArn: string): string | undefined;
  /** Why it may not read a parameter of Systems Manager. */
  refusalToRead(stack: RoleHolder, parameter: string): string | undefined;
  /** Why it may not make, change or delete a resource of that type. */
  refusalToChange(stack: RoleHolder, type: string): string | undefined;
}

/** A stack, as far as it is acted for in a role. */
export interface RoleHolder {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly roleArn?: string;
}

/** Everything outside the engine that it acts on. */
export interface Surroundings {
  readonly clock: Clock;
  readonly functions: FunctionRunner;
  readonly rights: OperationRights;
  /** The types that are really made, by their names. */
  readonly types: ReadonlyMap<string, KnownType>;
  /** Custom resources whose functions are run for real: what they stand on must be known exactly. */
  readonly customTypes: ReadonlySet<string>;
  /** Whether Lambda delivers the event of a request once more. */
  readonly deliversTwice: (request: DeliveredRequest) => boolean;
  /** What other stacks have to do with one, by its name or, nested, by its label. */
  readonly needs: (stack: string) => Needs;
  /** Whether CloudFormation doesn't know a type in a Region, because the service isn't there. */
  readonly isAbsent: (type: string, region: string) => boolean;
  /** Values that only AWS knows. */
  readonly given: GivenValues;
  readonly partition: string;
  /** The host name of the URLs that custom resources answer to. */
  readonly responseUrlHost: string;
}
