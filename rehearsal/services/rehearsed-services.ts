/**
 * The services of one rehearsal: those of the registry, started one after the other, each with what the ones before it offer.
 *
 * Everything happens synchronously, inside a call or inside an event of the clock.
 */

import type { OrganizationEvent } from './events';
import { LaggingReads } from './lagging';
import { authorizationsFor } from './permissions';
import type { ServicesState } from './registry';
import { SERVICES } from './registry';
import type { AnyDefinition, Operation, RunningService, ServiceContext, ServiceDefinition } from './service';
import { ServiceTime } from './service-time';
import type { TypeFacts } from '../cloudformation/known-properties';
import type { KnownType } from '../cloudformation/resource-type';
import type { ApiRequest, Authorization } from '../kernel/types';
import { UnknownToRehearsal } from '../kernel/types';
import type { Protocol } from '../kernel/wire';

/** What services are made from. */
export interface ServicesDependencies extends Omit<ServiceContext, 'time' | 'reads' | 'peer' | 'emit'> {
  /** Goes on where an earlier rehearsal ended. Accounts and products of the world are there already then. */
  readonly state?: ServicesState;
  readonly listener?: (event: OrganizationEvent) => void;
}

const DEFINITIONS: readonly AnyDefinition[] = SERVICES;

/** What is known of the types that resources are made of, by their names. */
export const KNOWN_TYPES: ReadonlyMap<string, { readonly facts: TypeFacts }> =
  new Map(DEFINITIONS.flatMap(({ resourceTypes }) => Object.entries(resourceTypes ?? {})));

/** The calls that are answered, as 'service:Operation'. */
export const KNOWN_CALLS: readonly string[] = DEFINITIONS.flatMap(({ prefix, operations }) => Object.keys(operations ?? {}).map(name => `${prefix}:${name}`));

/** The IAM actions that those calls need, as 'service:Action'. */
export const KNOWN_ACTIONS: readonly string[] = DEFINITIONS.flatMap(({ prefix, operations }) =>
  Object.entries(operations ?? {}).flatMap(([name, { may }]) => (may === 'free' ? [] : [`${prefix}:${may.action ?? name}`])));

/** What stacks made of the services, without the organization around it. */
export function madeByStacks(state: ServicesState): ServicesState {
  const saved: Readonly<Record<string, unknown>> = state;
  const all = DEFINITIONS.map(({ madeByStacks: part = (whole: unknown) => whole, name }) => [name, saved[name] && part(saved[name])] as const);
  return structuredClone(Object.fromEntries(all.filter(([, made]) => made !== undefined))) as ServicesState;
}

/** How the service with that IAM prefix is spoken to. */
export function protocolOf(prefix: string): Protocol | undefined {
  return DEFINITIONS.find(definition => definition.prefix === prefix)?.protocol;
}

export class RehearsedServices {
  private readonly running = new Map<string, RunningService>();

  constructor(private readonly deps: ServicesDependencies) {
    const { clock, listener } = deps;
    const time = new ServiceTime(clock);
    const began = time.now;
    const to: ServiceContext = {
      ...deps,
      time,
      reads: new LaggingReads({ clock, time, world: deps.world }),
      peer: definition => this.get(definition),
      emit: (kind, account, detail) => {
        if (time.now < began) {
          return;
        }
        listener?.({ at: time.secondsInto(time.now), kind, account, ...(detail !== undefined ? { detail } : {}) });
      },
    };
    const saved: Readonly<Record<string, unknown>> = structuredClone(deps.state ?? {});
    for (const definition of DEFINITIONS) {
      this.running.set(definition.name, definition.start(to, saved[definition.name]));
    }
    const services = [...this.running.values()];
    services.forEach(service => service.takeUp?.());
    time.catchUp();
    services.forEach(service => service.begin?.());
  }

  /** The running service of a folder. */
  public get<S extends object>(definition: ServiceDefinition<string, S>): S {
    const service = this.running.get(definition.name);
    if (!service) {
      throw new Error(`the service '${definition.name}' isn't started: it stands behind whoever asks for it in the registry, or not in it at all`);
    }
    return service as S;
  }

  /** What the caller must be allowed to do for this call. Throws {@link UnknownToRehearsal} for a call that nobody implements. */
  public authorizationsOf(request: ApiRequest): Authorization[] {
    const { operation: { may }, service } = this.operationOf(request);
    return may === 'free' ? [] : authorizationsFor(may, { request, service, partition: this.deps.partition });
  }

  /** Answers a call that was authorized already; what a service does in the caller's name is authorized by itself. */
  public handle(request: ApiRequest): unknown {
    const { operation, service } = this.operationOf(request);
    return operation.answer(service, request);
  }

  /** What CloudFormation can make of these services. */
  public resourceTypes(): ReadonlyMap<string, KnownType> {
    return new Map(DEFINITIONS.flatMap(({ name, resourceTypes }) =>
      Object.entries(resourceTypes ?? {}).map(([type, { facts, start }]) => [type, { facts, type: start(this.running.get(name)) }] as const)));
  }

  /** All that outlives the rehearsal, as plain JSON that is not touched afterwards. */
  public state(): ServicesState {
    const states = [...this.running].map(([name, { state }]) => [name, state] as const).filter(([, state]) => state !== undefined);
    // The registry's type says of each name what state it has; the loop can't.
    return structuredClone(Object.fromEntries(states)) as ServicesState;
  }

  private operationOf({ action, caller, service }: ApiRequest): { readonly operation: Operation<unknown>; readonly service: unknown } {
    const definition = DEFINITIONS.find(({ prefix }) => prefix === service);
    const operation = definition?.operations?.[action];
    if (!definition || !operation) {
      throw new UnknownToRehearsal(`${caller.label} called ${service}:${action}, which the rehearsal does not know; a call it can't answer must not look like a success, so the rehearsal ends here`);
    }
    return { operation, service: this.running.get(definition.name) };
  }
}
