/**
 * What is-complete does at each poll: observe, decide, act, from scratch.
 *
 *     kick --- poll --- poll --- ... --- deadline
 *              observe -> decide -> act (fenced) -> answer
 *
 * Nothing is kept between polls: the framework hands over the same event every time, and a poll may run twice, late, or long after its stack operation
 * was cancelled. An answer `false` costs half a minute; an exception fails the deployment for good.
 */

import { act, tagAccount } from './act';
import { LAST_LEG, MetricName, PoolAccountAttribute } from '../../src/contract';
import { decideLeg } from '../core/decide-leg';
import type { LegStep, Settled } from '../core/decide-leg';
import { isRollback } from '../core/epoch';
import { AccountFailure, assertNever } from '../core/errors';
import type { PollAnswer, PollEvent } from '../core/events';
import { stackNameOf } from '../core/events';
import type { Log } from '../core/log';
import type { DesiredAccount, FactorySettings, LegWindow, Moment, Observed } from '../core/model';
import { decideError, observe } from '../core/observe';
import type { Ports } from '../core/ports';
import { parseProperties } from '../core/properties';
import { isLeftover, isOver } from '../core/timing';

/** What a poll works with. */
export interface LegContext {
  readonly ports: Ports;
  /** Read only if there is something to decide: a deletion must succeed whatever the environment is. */
  readonly settings: () => FactorySettings;
  readonly now: Date;
  readonly log: Log;
}

/** One look at one account, for one leg. */
interface Poll extends LegContext {
  readonly stackId: string;
  readonly isCreate: boolean;
  readonly desired: DesiredAccount;
  readonly moment: Moment;
}

/** Answers one poll. Throws an AccountFailure when the last leg has failed, or for bad input. */
export async function runLeg(event: PollEvent, context: LegContext): Promise<PollAnswer> {
  if (event.RequestType === 'Delete' || event.Leg === undefined) {
    return { IsComplete: true };
  }
  if (isRollback(event.Leg.epoch)) {
    return duringRollback(event, event.Leg, context);
  }
  const { desired, role } = parseProperties(event.ResourceProperties);
  const moment: Moment = { now: context.now, role, window: event.Leg, settings: context.settings() };
  const poll: Poll = { ...context, stackId: event.StackId, isCreate: event.RequestType === 'Create', desired, moment };
  const { decision, observed } = await observe(desired, moment, context.ports);
  try {
    return await take(decision, observed, poll);
  } catch (error) {
    if (error instanceof AccountFailure) {
      throw error;
    }
    // The action was refused or got no answer. What that means is one more decision, and never another action.
    return take(decideError(error, desired, moment), observed, poll);
  }
}

async function take(decision: Settled, observed: Observed, poll: Poll): Promise<PollAnswer> {
  const { desired, log, moment, ports } = poll;
  const step = decideLeg(decision, desired, moment);
  tell(decision, step, log);
  switch (step.kind) {
    case 'not-yet':
      return { IsComplete: false };
    case 'act':
      return { IsComplete: await act(step.action, desired, moment, ports, () => fence(poll)) === 'fenced' };
    case 'complete':
      return complete(step, observed, poll);
    case 'fail':
      log.metrics(stackNameOf(poll.stackId), { [MetricName.FAILED]: 1 });
      throw new AccountFailure(step.failure);
    default:
      return assertNever(step);
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
  return { IsComplete: true, Data: attributes(step.account.id, named.name, named.email) };
}

/** Counts each creation once: on the leg that ends it, and only if this deployment requested it. */
function measure(observed: Observed, poll: Poll): void {
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
    poll.log.notice('another-stack-operation', { leg: poll.moment.window.epoch, stack: epoch });
    return false;
  }
  return true;
}

function tell(decision: Settled, step: LegStep, log: Log): void {
  log.notice('account-decision', {
    decision: decision.kind,
    step: step.kind,
    ...(decision.kind === 'wait' ? { reason: decision.reason, holders: decision.holders, text: decision.text } : {}),
    ...(decision.kind === 'fail' ? { code: decision.failure.code, what: decision.failure.what, text: decision.failure.awsText } : {}),
  });
}

/**
 * A rollback starts nothing and must never fail. Others may read the attributes of a resource that is rolled back, so the last leg says what it can see.
 */
async function duringRollback(event: PollEvent, window: LegWindow, context: LegContext): Promise<PollAnswer> {
  context.log.notice('rollback', {});
  if (event.ResourceProperties.Leg !== LAST_LEG) {
    return { IsComplete: true };
  }
  const text = (value: unknown) => typeof value === 'string' ? value : '';
  try {
    const { desired, role } = parseProperties(event.ResourceProperties);
    const { decision, observed } = await observe(desired, { now: context.now, role, window, settings: context.settings() }, context.ports);
    if (decision.kind === 'wait' && decision.reason === 'transient' && !isOver(window, context.now)) {
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

function attributes(accountId: string, name: string, email: string): Record<PoolAccountAttribute, string> {
  return {
    [PoolAccountAttribute.ACCOUNT_ID]: accountId,
    [PoolAccountAttribute.ACCOUNT_NAME]: name,
    [PoolAccountAttribute.ACCOUNT_EMAIL]: email,
  };
}
