/** What a rehearsal came to: one JSON document, the same byte for byte for the same seed. Its form is in report.schema.json. */

import { outcomeOf } from './accounts/declared-accounts';
import type { ReportAccount, RowInput, StackOutcome } from './accounts/rows';
import { rowOf } from './accounts/rows';
import type { StackOperation } from './cloudformation/cloud-formation';
import type { StackCommand } from './cloudformation/stack-command';
import { isDeployed, NOT_DEPLOYED } from './cloudformation/stack-command';
import type { ReportNotification } from './services/chatbot/chatbot';
import type { ReportAlarm } from './services/cloudwatch/alarms';
import type { ReportMetric } from './services/cloudwatch/metrics';
import type { SlotUse } from './services/control-tower/slots';
import type { ReportDelivery } from './services/deliveries/delivery-report';
import type { ReportEvents } from './services/eventbridge/event-ledger';
import type { SandboxLeases } from './services/innovation-sandbox/rehearsed-sandbox';
import type { ReportMessage } from './services/sns/sns';
import type { FaultOutcome } from './world/faults';
import type { ReportError } from '../src/contract';
import { isCancellation, readFailure } from '../src/contract';

export type { ReportError } from '../src/contract';
export { AccountOutcome } from './accounts/rows';
export type { ReportAccount, SandboxOutcome } from './accounts/rows';
export type { ReportStep, Step } from './accounts/steps';

/** The version of the report's form. */
export const REPORT_VERSION = 1;

/** The report. All times are seconds since this run began, null for what happened before it or never. */
export interface Report {
  readonly version: typeof REPORT_VERSION;
  readonly seed: string;
  readonly stacks: readonly ReportStack[];
  /** How long the deployment takes. */
  readonly virtualSeconds: number;
  readonly accounts: readonly ReportAccount[];
  /** Updates of stacks that functions or visitors asked for, in the order in which they began; absent if there was none. */
  readonly operations?: readonly ReportOperation[];
  /** What was put on event buses, added up; absent if there was nothing. */
  readonly events?: readonly ReportEvents[];
  /** What rules, schedules, alarms and topics sent, and to whom, added up; absent if there was nothing. */
  readonly deliveries?: readonly ReportDelivery[];
  /** Messages that would have been sent; absent if there was none. */
  readonly messages?: readonly ReportMessage[];
  /** What chats would have shown, and who pressed which button; absent if there was nothing. */
  readonly chat?: readonly ReportNotification[];
  /** What functions emitted, added up; absent where the rehearsal didn't go on after its deployment. */
  readonly metrics?: readonly ReportMetric[];
  /** How alarms changed, in order; absent if none did. */
  readonly alarms?: readonly ReportAlarm[];
  /** Leases of Innovation Sandboxes, and what their accounts were doing; absent where the world has none. */
  readonly leases?: readonly SandboxLeases[];
  readonly factory: ReportFactory;
  /** What the world file says that goes wrong, in its order, and how often it did. */
  readonly faults: readonly FaultOutcome[];
  /** Calls by caller and 'service:Action'. */
  readonly apiCalls: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** 'caller service:Action', sorted. */
  readonly iam: { readonly granted: readonly string[]; readonly used: readonly string[]; readonly denied: readonly string[] };
  /** What the rehearsal took for granted. */
  readonly assumed: readonly string[];
}

export interface ReportStack {
  readonly name: string;
  /** CloudFormation's status. */
  readonly status: string;
  readonly reason: string | null;
  /** What failed and is no account of the report: other resources, and an account under a name that it can't have. */
  readonly failures: readonly { readonly logicalId: string; readonly type: string; readonly error: ReportError }[];
}

/** An UpdateStack. */
export interface ReportOperation {
  readonly stack: string;
  /** Who asked for it, as in `apiCalls`. */
  readonly by: string;
  readonly startedAt: number;
  /** Null while it goes on. */
  readonly endedAt: number | null;
  readonly status: string | null;
  readonly reason: string | null;
  /** The parameters that got another value. */
  readonly parameters: Readonly<Record<string, { readonly from: string | null; readonly to: string | null }>>;
  /** What failed: an account by its name, another resource by its logical id. */
  readonly failures: readonly { readonly subject: string; readonly error: ReportError }[];
}

export interface ReportFactory {
  /** The most operations that held a slot at one time. */
  readonly peakOperations: number;
  /** Requests that the factory accepted and then refused because it was busy. */
  readonly busyRejections: number;
  /** Busy slot seconds by available ones, from the first request to the last AVAILABLE. */
  readonly utilisation: number;
  /** How many operations the factory carries out at a time. */
  readonly slots: number;
  /** Slots in use, other people's included, from each second on at which the number changes. */
  readonly slotsInUse: readonly SlotUse[];
}

/** What the parts of a rehearsal know at its end. */
export interface ReportInput extends RowInput {
  readonly seed: string;
  readonly virtualSeconds: number;
  /** In the order of deployment. */
  readonly stacks: readonly StackOutcome[];
  /** The same after the updates that followed. */
  readonly stacksAtTheEnd?: readonly StackOutcome[];
  readonly operations?: readonly StackOperation[];
  readonly busEvents?: readonly ReportEvents[];
  readonly deliveries?: readonly ReportDelivery[];
  readonly messages?: readonly ReportMessage[];
  readonly chat?: readonly ReportNotification[];
  readonly metrics?: readonly ReportMetric[];
  readonly alarms?: readonly ReportAlarm[];
  readonly leases?: readonly SandboxLeases[];
  readonly factory: ReportFactory;
  readonly faults: readonly FaultOutcome[];
  readonly apiCalls: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly iam: Report['iam'];
  readonly assumed: readonly string[];
}

/** Puts the report together. Pure. */
export function buildReport(input: ReportInput): Report {
  return {
    version: REPORT_VERSION,
    seed: input.seed,
    stacks: input.stacks.map(stack => ({
      name: stack.name,
      status: stack.status,
      reason: stack.reason ?? null,
      // Where an account was to get another name, the failure bears that one, and the account's row the old one.
      failures: stack.failures
        .filter(failure => !stack.accounts.some(({ name }) => name === failure.accountName) && !isCancellation(failure.reason))
        .map(failure => ({ logicalId: failure.logicalId, type: failure.type, error: readFailure(failure.reason) })),
    })),
    virtualSeconds: Math.round(input.virtualSeconds),
    accounts: (input.stacksAtTheEnd ?? input.stacks).flatMap(stack => stack.accounts.map(account => rowOf(account, stack, input))),
    ...some('operations', input.operations?.map(operationOf)),
    ...some('events', input.busEvents),
    ...some('deliveries', input.deliveries),
    ...some('messages', input.messages),
    ...some('chat', input.chat),
    ...some('metrics', input.metrics),
    ...some('alarms', input.alarms),
    ...some('leases', input.leases),
    factory: { ...input.factory, utilisation: Math.round(input.factory.utilisation * 1000) / 1000 },
    faults: input.faults,
    apiCalls: sorted(input.apiCalls, calls => sorted(calls, count => count)),
    iam: input.iam,
    assumed: input.assumed,
  };
}

/** A part of the report that most rehearsals have nothing for. */
function some<Name extends string, T>(name: Name, list: readonly T[] | undefined): { readonly [N in Name]?: readonly T[] } {
  return list === undefined || list.length === 0 ? {} : { [name]: list } as { readonly [N in Name]?: readonly T[] };
}

function operationOf({ by, ended, parameters, stack, startedAt }: StackOperation): ReportOperation {
  const outcome = ended === undefined ? undefined : outcomeOf(ended.result);
  return {
    stack,
    by,
    startedAt: Math.round(startedAt),
    endedAt: ended === undefined ? null : Math.round(ended.at),
    status: outcome?.status ?? null,
    reason: outcome?.reason ?? null,
    parameters,
    failures: (outcome?.failures ?? []).filter(({ reason }) => !isCancellation(reason))
      .map(({ accountName, logicalId, reason }) => ({ subject: accountName ?? logicalId, error: readFailure(reason) })),
  };
}

/** The report as it is written to a file. */
export function reportText(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}

/** Whether the command that was rehearsed did all that it was asked for: the exit status. */
export function succeeded({ stacks, accounts }: Report, command: StackCommand = 'deploy'): boolean {
  const at = (...statuses: readonly string[]) => stacks.filter(({ status }) => statuses.includes(status)).length;
  switch (command) {
    case 'deploy':
      return stacks.every(stack => isDeployed(stack) && stack.failures.length === 0) && accounts.every(({ error }) => error === null);
    case 'destroy':
      return at('DELETE_COMPLETE', NOT_DEPLOYED) === stacks.length;
    case 'rollback': {
      const back = at('ROLLBACK_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE');
      return back > 0 && back + at('CREATE_COMPLETE', 'UPDATE_COMPLETE', NOT_DEPLOYED) === stacks.length;
    }
  }
}

function sorted<T, R>(record: Readonly<Record<string, T>>, convert: (value: T) => R): Record<string, R> {
  return Object.fromEntries(Object.keys(record).sort().map(key => [key, convert(record[key])]));
}
