/**
 * What a service's folder says of itself. The registry names the folders; nothing else in the rehearsal knows one.
 *
 * A folder may be a service that is called (it has a prefix, a protocol and operations), one that CloudFormation makes resources of, one that works
 * behind others, or all of these.
 */

import type { OrganizationEventKind } from './events';
import type { LaggingReads } from './lagging';
import type { Permission } from './permissions';
import type { RoleRegister, StackReader } from './ports';
import type { ServiceTime } from './service-time';
import type { TypeFacts } from '../cloudformation/known-properties';
import type { ResourceType } from '../cloudformation/resource-type';
import type { FunctionHost } from '../kernel/function-host';
import type { SessionRegister } from '../kernel/session';
import type { ApiRequest, Clock } from '../kernel/types';
import type { Protocol } from '../kernel/wire';
import type { FaultBook } from '../world/faults';
import type { World } from '../world/world';

/** One operation of a service: what it must be allowed to do, and what it answers. */
export interface Operation<S> {
  /** 'free' for a call that every caller may make. */
  readonly may: Permission<S> | 'free';
  readonly answer: (service: S, request: ApiRequest) => unknown;
}

export type Operations<S> = Readonly<Record<string, Operation<S>>>;

/** What a service at work in one rehearsal may have for whoever handles all of them alike. */
export interface RunningService {
  /** What outlives the rehearsal, as plain JSON; undefined for a service that has nothing to remember. */
  readonly state?: unknown;
  /** Takes up what an earlier rehearsal left, or what the world has in progress. What was due before this run happens right after. */
  takeUp?(): void;
  /** Lets begin what belongs to this run. */
  begin?(): void;
}

/** The state of a running service. */
export type StateOf<S> = S extends { readonly state: infer State } ? State : undefined;

/** What the rest of the rehearsal gives to its services. */
export interface ServiceContext {
  readonly clock: Clock;
  readonly time: ServiceTime;
  readonly world: World;
  readonly faults: FaultBook;
  /** What an event that functions are called with is about, by the name that faults know. */
  readonly subjectOf: (event: unknown) => string | undefined;
  /** Whether a function with that environment is one that the rehearsal runs for whatever AWS would. */
  readonly rehearses: (environment: Readonly<Record<string, string>>) => boolean;
  /** What reads show of what has just changed. */
  readonly reads: LaggingReads;
  readonly iam: RoleRegister;
  readonly sessions: SessionRegister;
  readonly host: FunctionHost;
  readonly partition: string;
  /** The stacks of the rehearsed accounts, once the engine is there. */
  readonly stacks: () => StackReader;
  /** A service that stands before this one in the registry. */
  peer<S extends object>(definition: ServiceDefinition<string, S>): S;
  /** Tells the listener what happened to an account, unless it happened before this run. */
  emit(kind: OrganizationEventKind, account: string, detail?: string): void;
}

/** A service's folder. */
export interface ServiceDefinition<Name extends string, S extends object> {
  /** By which its state goes in a state file. */
  readonly name: Name;
  /** Of its actions in IAM, which is also the name that its requests are signed for. */
  readonly prefix?: string;
  readonly protocol?: Protocol;
  readonly operations?: Operations<S>;
  /** The types of its resources in templates: what is known of each, and how the service makes resources of it. */
  readonly resourceTypes?: Readonly<Record<string, { readonly facts: TypeFacts; readonly start: (service: S) => ResourceType }>>;
  /** @param saved what an earlier rehearsal left, for the service to go on with */
  readonly start: (to: ServiceContext, saved: StateOf<S> | undefined) => S;
}

/** Any service's folder, for whoever handles all of them alike. */
export type AnyDefinition = ServiceDefinition<string, any>;

/** Has the compiler fit the parts of a definition together. */
export function defineService<Name extends string, S extends object>(definition: ServiceDefinition<Name, S>): ServiceDefinition<Name, S> {
  return definition;
}
