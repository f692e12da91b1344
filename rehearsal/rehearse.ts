/** One rehearsal from beginning to end: the parts are put together, the stacks deployed, the report made. */

import { AccountCallFaults, deliversTwice } from './accounts/account-faults';
import { accountOf, isOurs, labelOf } from './accounts/account-functions';
import { afterUpdates } from './accounts/after-updates';
import { CUSTOM_TYPES } from './accounts/custom-types';
import { outcomeOf } from './accounts/declared-accounts';
import { membersOf } from './accounts/members';
import { Ways } from './accounts/steps';
import type { Assembly } from './cloudformation/assembly';
import type { StackEvent } from './cloudformation/cloud-formation';
import { CloudFormation } from './cloudformation/cloud-formation';
import { needsOf } from './cloudformation/needs';
import { NO_NEEDS } from './cloudformation/relevance';
import { Deployments } from './deployments';
import { IamDirectory } from './iam/directory';
import { Dispatcher } from './kernel/dispatcher';
import { Endpoint } from './kernel/endpoint';
import { VISITOR, visitorOf } from './kernel/front-door';
import type { FunctionDefinition, LogLine } from './kernel/function-host';
import { Functions } from './kernel/function-host';
import { Kernel } from './kernel/kernel';
import type { ApiRequest } from './kernel/types';
import { VirtualClock } from './kernel/virtual-clock';
import type { Report } from './report';
import { buildReport } from './report';
import type { OpenDoor, ServeOptions } from './served';
import { passTime, serveUntil } from './served';
import { chatbot } from './services/chatbot/chatbot';
import { cloudFormation as stackService } from './services/cloudformation/cloudformation';
import { RoleRights } from './services/cloudformation/role-rights';
import { cloudWatch } from './services/cloudwatch/cloudwatch';
import { logs } from './services/cloudwatch-logs/cloudwatch-logs';
import { controlTower } from './services/control-tower/control-tower';
import { deliveries } from './services/deliveries/deliveries';
import { eventBridge } from './services/eventbridge/eventbridge';
import type { OrganizationEvent } from './services/events';
import { innovationSandbox } from './services/innovation-sandbox/innovation-sandbox';
import { lambda } from './services/lambda/lambda';
import { protocolOf, RehearsedServices } from './services/rehearsed-services';
import { sns } from './services/sns/sns';
import { stepFunctions } from './services/step-functions/step-functions';
import type { RehearsalState } from './state-file';
import { STATE_VERSION } from './state-file';
import { isAbsentType } from './world/absent-services';
import { FaultBook } from './world/faults';
import type { Fault, World } from './world/world';
import { partitionOf } from '../src/contract';

/** When the first rehearsal on a state begins. Fixed, so that equal seeds give equal reports on every day. */
const FIRST_DAY = Date.parse('2026-01-05T08:00:00Z');
/** The host that custom resources answer to. Nothing is ever sent there: functions connect to the endpoint instead. */
const RESPONSE_HOST = 'cloudformation-custom-resource-response.s3.amazonaws.com';

export type { LogLine } from './kernel/function-host';

export interface RehearsalOptions {
  readonly assembly: Assembly;
  readonly world: World;
  /** Goes on where an earlier rehearsal ended. */
  readonly state?: RehearsalState;
  readonly seed: string;
  /** What CloudFormation does when a resource fails: roll back, or keep what succeeded (`cdk deploy --no-rollback`). */
  readonly rollback: boolean;
  readonly onProgress?: (event: Progress) => void;
  /** Hears each line of the functions' logs before whatever happened because of it, and all of them also where the rehearsal breaks off. */
  readonly onLog?: (line: LogLine) => void;
  /** Hears whose code runs from now on, if any, and at which virtual second. */
  readonly onWork?: (fn: FunctionDefinition | undefined, at: number) => void;
  readonly witness?: Witness;
}

/** Sees more than a user does: for programs that hold the functions to account. Only in the thread of the rehearsal itself. */
export interface Witness {
  /** Right before a call is carried out, with the organization as it is at that moment. `subject` is the account that the function is at work on. */
  onCall?(call: ApiRequest, subject: string | undefined, services: RehearsedServices): void;
  /** A fault happens. */
  onStruck?(fault: Fault): void;
}

/** Something happened. `at` is in virtual seconds since the run began. */
export type Progress = { readonly at: number } & (
  | { readonly kind: 'stack'; readonly event: StackEvent }
  | { readonly kind: 'organization'; readonly event: OrganizationEvent }
  | { readonly kind: 'clock' }
);

export interface RehearsalResult {
  readonly report: Report;
  readonly state: RehearsalState;
  /** What the functions wrote to their logs, in virtual time. */
  readonly log: readonly LogLine[];
}

/** Serves the organization to programs outside, from the end of its deployment on or from a moment of it. */
export interface Visit {
  readonly serve: ServeOptions;
  /** The door is open; with the result, where the deployment has ended. */
  readonly onOpen: (door: OpenDoor, result: RehearsalResult | undefined) => void;
  /** When to close it. */
  readonly closed: Promise<unknown>;
}

/** How often visitors called what. */
export interface VisitorCalls {
  readonly calls: Readonly<Record<string, number>>;
}

/**
 * Deploys the stacks of an assembly into an organization that exists only here.
 *
 * @throws {UnknownToRehearsal} when the app does something that the rehearsal can't imitate
 */
export async function rehearse(options: RehearsalOptions): Promise<RehearsalResult> {
  const { result } = await run(options);
  return result!;
}

/** The same, with visitors; tells what they called when the door is closed. */
export async function serve(options: RehearsalOptions, visit: Visit): Promise<VisitorCalls> {
  const { calls } = await run(options, visit);
  return { calls };
}

/** There is no result where visitors came before the deployment had ended. */
async function run(options: RehearsalOptions, visit?: Visit): Promise<VisitorCalls & { readonly result?: RehearsalResult }> {
  const { world, seed, state } = options;
  const startsAt = state ? state.clock + world.deployment.pauseMinutes * 60_000 : FIRST_DAY;
  const clock = new VirtualClock(seed, startsAt);
  const partition = partitionOf(world.organization.homeRegion);
  const faults = new FaultBook(world.faults, clock, fault => options.witness?.onStruck?.(fault));
  const events: StackEvent[] = [];
  const ways = new Ways();
  const endpoint = new Endpoint(partition, clock, labelOf);
  let onInvoke: (fn: FunctionDefinition) => void = () => {};
  let onLine: (fn: FunctionDefinition, line: string) => void = () => {};
  const functions = endpoint.open(network => new Functions(clock, network, seed, {
    subjectOf: accountOf,
    onInvoke: fn => onInvoke(fn),
    onLine: (fn, line) => onLine(fn, line),
    onWork: options.onWork,
    aheadMs: world.deployment.functionClockSeconds * 1000,
  }));
  let logged = 0;
  const tellLog = () => {
    for (; logged < functions.log.length; logged++) {
      options.onLog?.(functions.log[logged]);
    }
  };
  const tell = (event: Progress) => {
    tellLog();
    if (event.kind !== 'clock') {
      ways.take(event);
    }
    options.onProgress?.(event);
  };
  try {
    const iam = new IamDirectory(world.organization);
    const services: RehearsedServices = new RehearsedServices({
      clock,
      world,
      faults,
      iam,
      subjectOf: accountOf,
      rehearses: isOurs,
      partition,
      host: functions,
      sessions: endpoint,
      stacks: () => cloudFormation,
      state: state?.services,
      listener: event => tell({ at: event.at, kind: 'organization', event }),
    });
    onInvoke = fn => services.get(logs).writes(fn);
    onLine = (fn, line) => services.get(cloudWatch).take(fn, line);
    const { functions: functionType } = services.get(lambda);
    const { machines } = services.get(stepFunctions);
    const types = services.resourceTypes();
    const needs = needsOf(options.assembly.stacks, { customTypes: CUSTOM_TYPES, types });
    const cloudFormation: CloudFormation = new CloudFormation({
      clock,
      functions: {
        has: arn => functions.has(arn),
        invoke: (arn, event, done) => functionType.invoke(arn, event, done),
        throttles: arn => functionType.throttles(arn),
        requireCode: arn => functionType.requireCode(arn),
      },
      rights: new RoleRights(iam, partition),
      types,
      given: world.values,
      customTypes: CUSTOM_TYPES,
      needs: stack => needs.get(stack) ?? NO_NEEDS,
      isAbsent: (type, region) => region === world.organization.homeRegion && isAbsentType(type, world.organization.absentServices),
      deliversTwice: request => deliversTwice(faults, request),
      partition,
      responseUrlHost: RESPONSE_HOST,
      retainExceptOnCreate: world.deployment.retainExceptOnCreate,
      state: state?.stacks,
      onStackChange: stack => services.get(stackService).noteStack(stack),
      listener: event => {
        events.push(event);
        tell({ at: event.at, kind: 'stack', event });
      },
    });
    const dispatcher = new Dispatcher({
      clock,
      endpoint: { sessionOf: key => endpoint.sessionOf(key) ?? (visit && visitorOf(key, partition)) },
      functions,
      protocolOf,
      authorizationsOf: request => services.authorizationsOf(request),
      authorize: (caller, { action, resource, context }) => iam.authorize(caller, action, resource, context),
      handle: request => services.handle(request),
      respond: (url, body) => cloudFormation.respond(url, body),
      faults: new AccountCallFaults(faults, functions, clock),
      observe: (call, instance) => options.witness?.onCall?.(call, functions.subjectAt(instance), services),
    });
    const kernel = new Kernel(clock, functions, endpoint, held => {
      tell({ at: clock.now, kind: 'clock' });
      dispatcher.serve(held);
    });

    const deployment = new Deployments({ stacks: options.assembly.stacks, world, rollback: options.rollback }, cloudFormation);
    const untilSeconds = (visit?.serve.untilMinutes ?? Infinity) * 60;
    const begins = untilSeconds > 0;
    if (begins) {
      deployment.begin();
    }
    if (world.deployment.cancelAfterMinutes !== undefined) {
      clock.after(world.deployment.cancelAfterMinutes * 60, 'cancel', () => deployment.cancel());
    }
    if (world.deployment.deleteAfterMinutes !== undefined) {
      clock.after(world.deployment.deleteAfterMinutes * 60, 'delete', () => deployment.delete());
    }
    const isStopped = () => (clock.nextAt ?? Infinity) > untilSeconds;
    if (begins) {
      await kernel.run(() => deployment.ended || isStopped());
    }
    const ended = begins && deployment.ended;
    const virtualSeconds = clock.now;
    // Waiters of cancelled resources run on in AWS, too, and so do updates that functions asked for: whatever they still do belongs to this rehearsal.
    if (ended) {
      await passTime(kernel, clock, (world.deployment.afterwardsMinutes ?? 0) * 60);
      await kernel.run(() => machines.runningExecutions() === 0 && functions.running === 0 && cloudFormation.updating === 0);
    } else {
      // At the moment itself, what others begin then is under way.
      await kernel.run(isStopped);
      clock.passTo(untilSeconds);
    }

    const report = !ended ? undefined : buildReport({
      seed,
      virtualSeconds,
      stacks: deployment.results().map(outcomeOf),
      stacksAtTheEnd: deployment.results().map(result => outcomeOf(afterUpdates(result, cloudFormation.operations()))),
      operations: cloudFormation.operations(),
      busEvents: services.get(eventBridge).report(),
      deliveries: services.get(deliveries).report(),
      messages: services.get(sns).messages(),
      chat: services.get(chatbot).report(),
      leases: services.get(innovationSandbox).leases(),
      alarms: services.get(cloudWatch).report().alarms,
      metrics: world.deployment.afterwardsMinutes === undefined ? [] : services.get(cloudWatch).report().metrics,
      events,
      accounts: membersOf(services),
      products: services.get(controlTower).products(),
      sandboxAccounts: services.get(innovationSandbox).accounts(),
      steps: ways.steps(),
      faults: faults.report(),
      factory: services.get(controlTower).factoryReport(),
      apiCalls: Object.fromEntries([...dispatcher.calls].map(([label, calls]) => [label, Object.fromEntries(calls)])),
      iam: iam.report(),
      assumed: cloudFormation.assumed(),
    });
    const result: RehearsalResult | undefined = report && {
      report,
      state: { version: STATE_VERSION, clock: clock.date.getTime(), services: services.state(), stacks: cloudFormation.state() },
      log: functions.log,
    };
    if (visit) {
      const { managementAccountId, homeRegion } = world.organization;
      await serveUntil({ clock, kernel, dispatch: held => dispatcher.serve(held) }, visit.serve, url => visit.onOpen(
        { url, managementAccountId, homeRegion, ended, ...(begins ? { at: clock.now } : {}) }, result), visit.closed);
    }
    return { calls: Object.fromEntries(dispatcher.calls.get(VISITOR) ?? []), ...(result ? { result } : {}) };
  } finally {
    functions.close();
    tellLog();
  }
}
