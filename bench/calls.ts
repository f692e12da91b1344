/** What an account costs: calls of the handlers, and the bill for the deployment that made it. */

import type { Run } from './command';
import { callsOfHandlers } from './handler-calls';
import type { Measured } from './measured';
import { lookSeconds } from '../core/vending/control-tower/timing';
import type { Report } from '../rehearsal/report';

/** The creation time of this measurement, in minutes: the same for all, so that the number stands for itself. */
export const CREATION_MINUTES = 25;
/** Accounts and products of other teams in the organization. */
export const FOREIGN_ACCOUNTS = [10, 2900];
/** Accounts that are made for the measurement. */
export const CALLS_POOL = 10;

export interface CallsRow extends Measured {
  readonly foreignAccounts: number;
  /** Per account: by 'service:Action', of our own functions. */
  readonly handlers: Readonly<Record<string, number>>;
  readonly handlersTotal: number;
  /** Per account: of the Provider framework. */
  readonly framework: Readonly<Record<string, number>>;
  readonly cost: Cost;
}

/** US dollars per account. */
export interface Cost {
  readonly lambdaRequests: number;
  readonly lambdaDuration: number;
  readonly stateTransitions: number;
  readonly serviceCatalog: number;
  readonly total: number;
}

/** AWS's public price lists, US East (N. Virginia), without free tiers, in US dollars. */
export const PRICES = {
  /** AWS Lambda, requests: 0.20 per million. */
  lambdaRequest: 0.20 / 1e6,
  /** AWS Lambda, duration, x86, first tier: per GB-second. */
  gigabyteSecond: 0.0000166667,
  /** AWS Step Functions, standard workflows: 0.025 per thousand state transitions; a retry is one. */
  stateTransition: 0.025 / 1e3,
  /** AWS Service Catalog: per call, beyond the first thousand of a month. */
  serviceCatalogCall: 0.0007,
} as const;

/** How a look at the gate is counted: the function stays until the next one, for an account that is late a shorter time than for the others. */
const GATE_CALL = 'servicecatalog:SearchProvisionedProducts';
/** Rather too long than too short: what a poll with one or two calls to AWS is billed for, in seconds. */
const HANDLER_SECONDS = 1;
/** The framework's function waits for the handler. */
const FRAMEWORK_SECONDS = HANDLER_SECONDS + 0.3;
/** As the constructs set it, and the default of the Provider framework's functions. */
const HANDLER_GIGABYTES = 0.25;
const FRAMEWORK_GIGABYTES = 0.125;
/** An execution begins and ends with a transition, and has one for every poll. */
const TRANSITIONS_PER_EXECUTION = 2;

export function callsRow({ report }: Pick<Run, 'report'>, foreignAccounts: number, accounts: number): CallsRow {
  const handlers = added(['kick', 'is-complete'].map(caller => report.apiCalls[caller] ?? {}));
  return {
    foreignAccounts,
    handlers: perAccount(handlers, accounts),
    handlersTotal: callsOfHandlers(report) / accounts,
    framework: perAccount(report.apiCalls.framework ?? {}, accounts),
    cost: costOf(report, accounts),
  };
}

/** What AWS charges for the functions, the waiters and the calls of the deployment, per account. Logs come to less than a tenth of that and are left out. */
export function costOf({ apiCalls }: Pick<Report, 'apiCalls'>, accounts: number): Cost {
  // Each invocation of the framework's functions makes one call to ours.
  const invocations = apiCalls.framework?.['lambda:Invoke'] ?? 0;
  const executions = apiCalls.framework?.['states:StartExecution'] ?? 0;
  const polls = invocations - executions;
  const atGate = (apiCalls['is-complete']?.[GATE_CALL] ?? 0) * lookSeconds('begun');
  const gigabyteSeconds = invocations * (HANDLER_SECONDS * HANDLER_GIGABYTES + FRAMEWORK_SECONDS * FRAMEWORK_GIGABYTES)
    + atGate * (HANDLER_GIGABYTES + FRAMEWORK_GIGABYTES);
  const lambdaRequests = 2 * invocations * PRICES.lambdaRequest / accounts;
  const lambdaDuration = gigabyteSeconds * PRICES.gigabyteSecond / accounts;
  const stateTransitions = (polls + TRANSITIONS_PER_EXECUTION * executions) * PRICES.stateTransition / accounts;
  const catalogCalls = Object.values(apiCalls).flatMap(calls => Object.entries(calls))
    .reduce((sum, [call, times]) => (call.startsWith('servicecatalog:') ? sum + times : sum), 0);
  const serviceCatalog = catalogCalls * PRICES.serviceCatalogCall / accounts;
  const total = lambdaRequests + lambdaDuration + stateTransitions + serviceCatalog;
  return { lambdaRequests, lambdaDuration, stateTransitions, serviceCatalog, total };
}

function added(counts: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const [name, count] of counts.flatMap(Object.entries<number>)) {
    total[name] = (total[name] ?? 0) + count;
  }
  return total;
}

function perAccount(counts: Readonly<Record<string, number>>, accounts: number): Record<string, number> {
  return Object.fromEntries(Object.keys(counts).sort().map(name => [name, Math.round(100 * counts[name] / accounts) / 100]));
}
