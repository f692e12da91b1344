/**
 * What is-complete does at each poll: observe, decide, act, from scratch.
 *
 *     kick --- poll --- poll --- ... --- deadline
 *              observe -> decide -> act (fenced) -> answer
 *
 * Nothing is kept between polls: the framework hands over the same event every time, and a poll may run twice, late, or long after its stack operation
 * was cancelled. An answer `false` costs half a minute; an exception fails the deployment for good.
 */

import { act, tagAccount } from '../../core/vending/control-tower/act';
import { LAST_LEG, MetricName, Notice, PoolAccountAttribute } from '../../src/contract';
import { cleaningMinutes } from '../../core/registration/innovation-sandbox/cleaning';
import { decideLeg } from './decide-leg';
import type { LegStep, Settled } from './decide-leg';
import { isRollback } from '../../core/stacks/stack-operation';
import { AccountFailure, assertNever } from '../../core/failures/errors';
import type { PollAnswer, PollEvent } from '../shared/provider-events';
import { stackAccountOf, stackNameOf } from '../shared/provider-events';
import type { Log } from '../../core/log';
import type { DesiredAccount, FactorySettings, LegWindow, Moment, Observed } from '../../core/accounts/model';
import { decideError, observe } from '../../core/reconcile/observe';
import type { Finding } from '../../core/reconcile/observe';
import type { Ports } from '../../core/accounts/ports';
import { parseProperties } from './properties';
import { GATE_SECONDS, isLeftover, isOver, lookSeconds } from '../../core/vending/control-tower/timing';

/** What a poll works with. */
export interface LegContext {
  readonly ports: Ports;
  /** Read only if there is something to decide: a deletion must succeed whatever the environment is. */
  readonly settings: () => FactorySettings;
  readonly clock: Clock;
  readonly log: Log;
}

/** Tells the time, and lets it pass. */
export interface Clock {
  readonly now: () => Date;
  readonly sleep: (seconds: number) => Promise<void>;
}

/** One look at one account, for one leg. */
interface Poll extends LegContext {
  readonly stackId: string;
  readonly isCreate: boolean;
  readonly desired: DesiredAccount;
  readonly moment: Moment;
}

const WARNING_MAX = 500;
/**
 * The most steps of one poll. The longest way is tags, billing view, move, registration, and one move back; everything beyond that waits for the next poll.
 */
const STEPS_MAX = 8;

/** Answers one poll. Throws an AccountFailure when the last leg has failed, or for bad input. */
export async function runLeg(event: PollEvent, context: LegContext): Promise<PollAnswer> {
  if (event.RequestType === 'Delete' || event.Leg === undefined) {
    return { IsComplete: true };
  }
  if (isRollback(event.Leg.epoch)) {
    return duringRollback(event, event.Leg, context);
  }
  const { desired, role } = parseProperties(event.ResourceProperties);
  const moment: Moment = {
    now: context.clock.now(),
    role,
    window: event.Leg,
    settings: context.settings(),
    stackName: stackNameOf(event.StackId),
    managementAccountId: stackAccountOf(event.StackId),
    isUpdate: event.RequestType === 'Update',
  };
  const poll: Poll = { ...context, stackId: event.StackId, isCreate: event.RequestType === 'Create', desired, moment };
  let [finding, now] = await firstLook(poll);
  for (let steps = 0; steps < STEPS_MAX; steps++) {
    const next = await take(finding, { ...poll, moment: { ...moment, now } });
    if ('IsComplete' in next) {
      return next;
    }
    finding = next;
  }
  return { IsComplete: false };
}

/**
 * What is seen, and when. At a closed gate the poll stays for a while: each half minute in which a free slot isn't noticed is lost to the whole pool, and of a
 * stack only one account stands there. When the gate opens, everything is looked at anew.
 */
async function firstLook({ desired, moment, ports, clock }: Poll): Promise<[Finding, Date]> {
  let now = moment.now;
  let finding = await observe(desired, moment, ports);
  const seconds = lookSeconds(moment.role);
  for (let waited = 0; waited < GATE_SECONDS && isAtGate(finding) && !isOver(moment.window, now); waited += seconds) {
    await clock.sleep(seconds);
    now = clock.now();
    finding = await observe(desired, { ...moment, now }, ports, { ...finding.observed, gate: undefined });
    if (!isAtGate(finding)) {
      finding = await observe(desired, { ...moment, now }, ports);
    }
  }
  return [finding, now];
}

function isAtGate({ decision }: Finding): boolean {
  return decision.kind === 'wait' && decision.reason === 'gate';
}

/**
 * Waits until a product that is being removed is gone. Its removal holds a slot, and whoever sees first that it is over has the slot: the next poll would come
 * too late every time, because another account of the stack stands at the gate.
 */
async function isRemoved({ desired, moment, ports, clock }: Poll): Promise<boolean> {
  const seconds = lookSeconds(moment.role);
  for (let waited = 0; waited < GATE_SECONDS; waited += seconds) {
    await clock.sleep(seconds);
    if (await ports.factory.product(desired.name) === null) {
      return true;
    }
  }
  return false;
}

/** Takes the decision one step further: an answer, or what is to be decided next. */
async function take({ decision, observed }: Finding, poll: Poll): Promise<PollAnswer | Finding> {
  const { desired, log, moment, ports } = poll;
  const step = decideLeg(decision, desired, moment);
  tell(decision, step, log);
  try {
    switch (step.kind) {
      case 'not-yet':
        return { IsComplete: false };
      case 'act': {
        if (observed.billing?.kind === 'failed') {
          log.notice(Notice.BILLING_VIEW_FAILED, { text: observed.billing.text });
        }
        const acted = await act(step.action, desired, observed, moment, ports, () => fence(poll));
        if (acted === 'done' && step.action.kind === 'terminate' && await isRemoved(poll)) {
          return await observe(desired, moment, ports, { product: null });
        }
        if (typeof acted === 'string') {
          return { IsComplete: acted === 'fenced' };
        }
        tellAnswer(acted.known, observed, log);
        return await observe(desired, moment, ports, acted.known);
      }
      case 'complete':
        return await complete(step, observed, poll);
      case 'fail':
        log.metrics(stackNameOf(poll.stackId), { [MetricName.FAILED]: 1 });
        throw new AccountFailure(step.failure);
      default:
        return assertNever(step);
    }
  } catch (error) {
    if (error instanceof AccountFailure) {
      throw error;
    }
    // The action was refused or got no answer. What that means is one more decision, and never another action.
    const meaning = decideError(error, desired, moment);
    const unless = step.kind === 'act' && step.action.kind === 'update' ? step.action.unless : undefined;
    return { decision: meaning.kind === 'fail' && unless !== undefined ? { kind: 'fail', failure: unless } : meaning, observed };
  }
}

async function complete(step: Extract<LegStep, { kind: 'complete' }>, observed: Observed, poll: Poll): Promise<PollAnswer> {
  const { desired, ports } = poll;
  if (step.account === undefined) {
    return { IsComplete: true };
  }
  if (step.missing !== undefined && await tagAccount(step.missing, ports, () => fence(poll)) === 'fenced') {
    return { IsComplete: true };
  }
  measure(observed, poll);
  // An account of the factory goes by what the app says. One that was named by its id goes by its own name.
  const named = desired.existingAccountId === undefined ? desired : step.account;
  if (step.warning !== undefined) {
    poll.log.notice(Notice.ACCOUNT_WARNING, { text: step.warning });
  }
  return { IsComplete: true, Data: attributes(step.account.id, named.name, named.email, step.sandboxStatus, step.warning) };
}

/** Counts each cleaning and each creation once: on the leg that ends it, and only if this deployment began it. */
function measure(observed: Observed, poll: Poll): void {
  const cleaning = observed.sandboxRecord ? cleaningMinutes(observed.sandboxRecord, poll.moment.window) : undefined;
  if (cleaning !== undefined) {
    poll.log.metrics(stackNameOf(poll.stackId), { [MetricName.CLEANING_MINUTES]: cleaning });
  }
  const record = observed.successRecord;
  if (!poll.isCreate || !record || isLeftover(record, poll.moment.window)) {
    return;
  }
  const minutes = (Date.parse(record.updatedAt) - Date.parse(record.createdAt)) / 60_000;
  poll.log.metrics(stackNameOf(poll.stackId), {
    [MetricName.PROVISIONED]: 1,
    [MetricName.FACTORY_MINUTES]: Math.round(minutes * 10) / 10,
  });
}

/** Whether the stack operation that this leg belongs to still runs. */
async function fence(poll: Poll): Promise<boolean> {
  const { epoch } = await poll.ports.stacks.operation(poll.stackId);
  if (epoch !== poll.moment.window.epoch) {
    poll.log.notice(Notice.ANOTHER_STACK_OPERATION, { leg: poll.moment.window.epoch, stack: epoch });
    return false;
  }
  return true;
}

function tell(decision: Settled, step: LegStep, log: Log): void {
  log.notice(Notice.ACCOUNT_DECISION, {
    decision: decision.kind,
    step: step.kind,
    ...(decision.kind === 'wait'
      ? { reason: decision.reason, holders: decision.holders, text: decision.text, ifItStays: decision.failure?.code ?? decision.code } : {}),
    ...(decision.kind === 'fail' ? { code: decision.failure.code, what: decision.failure.what, text: decision.failure.awsText } : {}),
  });
}

/** What Innovation Sandbox said to a registration that it didn't accept: it may never come to the end of the deployment. */
function tellAnswer(known: Observed, before: Observed, log: Log): void {
  if (known.answer !== undefined && known.answer !== before.answer) {
    log.notice(Notice.REGISTRATION_NOT_ACCEPTED, { status: known.answer.status, text: known.answer.text });
  }
}

/**
 * A rollback starts nothing and must never fail. Others may read the attributes of a resource that is rolled back, so the last leg says what it can see.
 */
async function duringRollback(event: PollEvent, window: LegWindow, context: LegContext): Promise<PollAnswer> {
  context.log.notice(Notice.ROLLBACK, {});
  if (event.ResourceProperties.Leg !== LAST_LEG) {
    return { IsComplete: true };
  }
  const text = (value: unknown) => typeof value === 'string' ? value : '';
  try {
    const { desired, role } = parseProperties(event.ResourceProperties);
    // Whether it is in the pool doesn't matter now: its id is enough.
    const moment: Moment = { now: context.clock.now(), role, window, settings: context.settings() };
    const { decision, observed } = await observe({ ...desired, sandbox: undefined }, moment, context.ports);
    if (decision.kind === 'wait' && decision.reason === 'transient' && !isOver(window, moment.now)) {
      // An attribute that is lost would change whatever reads it.
      return { IsComplete: false };
    }
    const account = decision.kind === 'done' ? decision.account : observed.account ?? undefined;
    const accountId = account?.id ?? desired.existingAccountId ?? await idOfLastSuccess(observed, context.ports) ?? '';
    const named = desired.existingAccountId === undefined ? desired : account ?? desired;
    return { IsComplete: true, Data: attributes(accountId, named.name, named.email) };
  } catch {
    const { AccountName, AccountEmail, ExistingAccountId } = event.ResourceProperties;
    return { IsComplete: true, Data: attributes(text(ExistingAccountId), text(AccountName), text(AccountEmail)) };
  }
}

/** The account that a product once succeeded with, whatever became of the product since. */
async function idOfLastSuccess({ product, successRecord }: Observed, ports: Ports): Promise<string | undefined> {
  const recordId = product?.lastSuccessfulProvisioningRecordId;
  const record = successRecord ?? (recordId === undefined ? undefined : await ports.factory.record(recordId));
  return record?.outputs.AccountId;
}

/** Each attribute is there, because a template that asks for a missing one fails. What we say ourselves is cut, because all of it together has a limit. */
function attributes(accountId: string, name: string, email: string, sandboxStatus = '', warning = ''): Record<PoolAccountAttribute, string> {
  return {
    [PoolAccountAttribute.ACCOUNT_ID]: accountId,
    [PoolAccountAttribute.ACCOUNT_NAME]: name,
    [PoolAccountAttribute.ACCOUNT_EMAIL]: email,
    [PoolAccountAttribute.SANDBOX_STATUS]: sandboxStatus,
    [PoolAccountAttribute.WARNING]: warning.slice(0, WARNING_MAX),
  };
}
