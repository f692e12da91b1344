/**
 * What is-complete does at each poll: one run of the loop, on the terms of CloudFormation.
 *
 * Lifecycle of a leg:
 *
 *     kick --- poll --- poll --- ... --- deadline (55 min) --- the waiter's last poll (57 min) --- the resource's end (60 min)
 *              observe -> decide -> act (fenced) -> answer
 *
 * kick has recorded start, deadline and epoch; the framework hands the same event to each poll, at once and then every half minute. Nothing else is kept. `true`
 * ends the leg, `false` costs half a minute, an exception fails the deployment for good.
 *
 * Fallbacks, in the order in which they apply:
 *
 *  - Delete, or an event without a leg (a kick of an older version): complete, nothing is done.
 *  - A leg that was opened during a rollback: nothing is started and nothing fails. The last leg says what it can see of the account, or else the properties.
 *  - AWS fails or refuses: that is a decision like any other, told in the log, and never an exception.
 *  - The time is up: an early leg completes and hands over; the last one fails with an error by which the next deployment goes on. Only the way back to where an
 *    account is safe is gone even then.
 *  - The stack operation has changed: the fence says so right before a change, and the leg completes as in a rollback. It may be one: a leg that was opened
 *    while the stack still showed the operation before.
 *  - The same is asked before a failure is told, and an update is not failed while it may be such a leg: a rollback that fails is stuck.
 *
 * What surprises people:
 *
 *  - Failures of an account are handed over by early legs and told by the last one. What the template says wrong (AR-BAD-PROPERTY), a rename (AR-RENAMED) and a
 *    stack that can't be read (AR-STACK-UNREADABLE) are no failures of an account: whichever leg meets them first throws them, `Start` included.
 *  - A poll may run twice, late, or long after its stack operation was cancelled: CloudFormation stops waiting, the waiter doesn't stop polling.
 *  - A poll is not short. At a closed gate it stays for a minute and a half and looks again every few seconds, and as long for a product that is being removed.
 *  - The clock is read when something is stayed for and not between two steps: all steps of a registration in one poll happen at one moment.
 *  - `complete` from an early leg says nothing about the account. Only the attributes of the last one do, and they are all there, empty if need be: a template
 *    that asks for a missing one fails.
 */

import { decideLeg } from './decide-leg';
import type { LegStep } from './decide-leg';
import { attemptOf, requestOf } from './leg';
import type { LegRole, LegWindow } from './leg';
import type { PollAnswer, PollEvent } from './leg-events';
import { parseProperties } from './properties';
import type { Mark, RetiredPort } from './retired';
import { onceRead, retiredText } from './retired';
import { tellingWhatIsWrong } from './tell-failure';
import { isLeftover } from '../../core/accounts/attempt';
import type { Clock } from '../../core/clock';
import type { DomainEvent, EventsPort } from '../../core/events/event';
import { AccountFailure, assertNever, RefusalError, TransientError } from '../../core/failures/errors';
import type { Log } from '../../core/log';
import type { Road, RoadTypes, Traveller } from '../../core/pool-account/road';
import { toldOfDeed, toldOfFailure, toldOfGoal } from '../../core/pool-account/told';
import type { Deed, Teller } from '../../core/pool-account/told';
import { observe } from '../../core/reconcile/observe';
import { reconcile } from '../../core/reconcile/reconcile';
import type { Settled } from '../../core/reconcile/stage';
import { cleaningMinutes } from '../../core/registration/innovation-sandbox/cleaning';
import { isRollback, STACK_LAG_SECONDS } from '../../core/stacks/stack-operation';
import type { StackPort } from '../../core/stacks/stack-operation';
import type { PlaceInLine } from '../../core/vending/control-tower/model';
import type { MetricSubject } from '../../src/contract';
import { LAST_LEG, MetricName, Notice, PoolAccountAttribute } from '../../src/contract';
import { stackAccountOf, stackNameOf } from '../shared/provider-events';

/** The systems that a leg works with itself. */
export interface LegPorts {
  readonly stacks: StackPort;
  /** The place of a leg among those of its stack that are under way. */
  readonly legs: { place(stackId: string, logicalId: string): Promise<PlaceInLine> };
  readonly retired: RetiredPort;
}

/** What a poll works with. */
export interface LegContext {
  readonly ports: LegPorts;
  /** By which the account comes. Asked for only if there is something to decide: a deletion must succeed whatever the environment is. */
  readonly road: () => Road;
  readonly clock: Clock;
  readonly log: Log;
  /** Whom others hear of it by. */
  readonly events: EventsPort;
}

/** One look at one account, for one leg. */
interface Poll extends Omit<LegContext, 'road'> {
  readonly event: PollEvent;
  readonly stackId: string;
  readonly isCreate: boolean;
  readonly role: LegRole;
  readonly window: LegWindow;
  readonly road: Road;
  readonly subject: Traveller;
  /** Whether the account is retired, or about to be. */
  readonly retired: () => Promise<Mark | null>;
}

type Observed = RoadTypes['observed'];

const WARNING_MAX = 500;

/** Answers one poll. Throws an AccountFailure when the last leg has failed, or, in any leg, for bad input. */
export async function runLeg(event: PollEvent, context: LegContext): Promise<PollAnswer> {
  if (event.RequestType === 'Delete' || event.Leg === undefined) {
    return { IsComplete: true };
  }
  if (isRollback(event.Leg.epoch)) {
    return duringRollback(event, event.Leg, context);
  }
  const { ports, clock } = context;
  const { desired, role, road } = await tellingWhatIsWrong(event, event.Leg.deploymentStartedAt, context, () => ({
    ...parseProperties(event.ResourceProperties),
    road: context.road(),
  }));
  const subject: Traveller = {
    desired,
    attempt: attemptOf(event.Leg, role, requestOf(event)),
    stackName: stackNameOf(event.StackId),
    managementAccountId: stackAccountOf(event.StackId),
    line: async () => ports.legs.place(event.StackId, event.LogicalResourceId),
    clock,
  };
  return look({ ...context, road, event, stackId: event.StackId, isCreate: event.RequestType === 'Create', role, window: event.Leg, subject, retired: onceRead(ports.retired, desired.owner) });
}

async function look(poll: Poll): Promise<PollAnswer> {
  const { log, role, road } = poll;
  const deeds: Deed[] = [];
  let next: Omit<Deed, 'isKnown'> | undefined;
  const done = (isKnown: boolean) => {
    if (next !== undefined) {
      deeds.push({ ...next, isKnown });
      next = undefined;
    }
  };
  const outcome = await reconcile(road.stage(poll.subject), {
    clock: poll.clock,
    deadline: new Date(poll.window.deadline),
    fence: async () => isCurrent(poll),
    witness: {
      decided: ({ decision, observed }, step) => {
        tell(decision, decideLeg(step, role), log);
        next = step.kind === 'act' ? { action: step.action, making: road.making(observed) } : undefined;
        if (step.kind === 'act' && (observed.billing?.kind === 'failed' || observed.billing?.kind === 'full')) {
          log.notice(Notice.BILLING_VIEW_FAILED, { text: observed.billing.kind === 'failed' ? observed.billing.text : 'it is full' });
        }
      },
      acted: (known, before) => {
        done(true);
        tellAnswer(known, before, log);
      },
    },
  });
  if (outcome.kind === 'acted') {
    done(false);
  }
  await tellOthers(poll, deeds.flatMap(deed => toldOfDeed(deed, tellerOf(poll))));
  switch (outcome.kind) {
    case 'acted':
      return { IsComplete: false };
    case 'fenced':
      return await leftAlone(poll) ?? overtaken(poll);
    case 'ended':
      return answer(decideLeg(outcome.step, role), outcome.observed, poll);
    default:
      return assertNever(outcome);
  }
}

async function answer(step: LegStep, observed: Observed, poll: Poll): Promise<PollAnswer> {
  switch (step.kind) {
    case 'act':
    case 'not-yet':
      return { IsComplete: false };
    case 'complete':
      return complete(step, observed, poll);
    case 'fail':
      if (mayBeOvertaken(poll)) {
        return { IsComplete: false };
      }
      if (await isOvertaken(poll)) {
        return overtaken(poll);
      }
      const alone = await leftAlone(poll);
      if (alone !== undefined) {
        return alone;
      }
      poll.log.metrics(measured(poll), { [MetricName.FAILED]: 1 });
      await tellOthers(poll, toldOfFailure(step.failure, poll.road.making(observed), tellerOf(poll)));
      throw new AccountFailure(step.failure);
    default:
      return assertNever(step);
  }
}

async function complete({ done }: Extract<LegStep, { kind: 'complete' }>, observed: Observed, poll: Poll): Promise<PollAnswer> {
  if (done === undefined) {
    return { IsComplete: true };
  }
  const { desired } = poll.subject;
  measure(observed, poll);
  await tellOthers(poll, toldOfGoal(done, observed, poll.road.making(observed), tellerOf(poll)));
  // An account of the factory goes by what the app says. One that was named by its id goes by its own name.
  const named = desired.existingAccountId === undefined ? desired : done.account;
  if (done.warning !== undefined) {
    poll.log.notice(Notice.ACCOUNT_WARNING, { text: done.warning });
  }
  return { IsComplete: true, Data: attributes(done.account.id, named.name, named.email, done.sandboxStatus, done.warning) };
}

/** Counts each cleaning and each creation once: on the leg that ends it, and only if this deployment began it. */
function measure(observed: Observed, poll: Poll): void {
  const { log, isCreate, road, subject: { attempt } } = poll;
  const cleaning = observed.sandboxRecord ? cleaningMinutes(observed.sandboxRecord, attempt) : undefined;
  if (cleaning !== undefined) {
    log.metrics(measured(poll), { [MetricName.CLEANING_MINUTES]: cleaning });
  }
  const making = road.making(observed);
  if (!isCreate || making === undefined || isLeftover(making, attempt)) {
    return;
  }
  const minutes = (Date.parse(making.updatedAt) - Date.parse(making.createdAt)) / 60_000;
  log.metrics(measured(poll), {
    [MetricName.PROVISIONED]: 1,
    [MetricName.FACTORY_MINUTES]: Math.round(minutes * 10) / 10,
  });
}

/** Whose attempt others are told of. */
function tellerOf(poll: Poll): Teller {
  const { clock, subject: { desired, attempt } } = poll;
  return { subject: measured(poll), desired, attempt, at: clock.now() };
}

async function tellOthers({ events }: Poll, news: readonly DomainEvent[]): Promise<void> {
  if (news.length > 0) {
    await events.send(news);
  }
}

/** Whose metrics they are. */
function measured({ stackId, subject: { desired: { owner, name } } }: Poll): MetricSubject {
  return { stackName: stackNameOf(stackId), owner, accountName: name };
}

/**
 * A declared account that is retired is no failure, and nothing is done to it. Undefined for one that isn't.
 *
 * Where nobody can tell now, the next poll is asked; where nobody may tell, or the time is up, there is no better news.
 */
async function leftAlone(poll: Poll): Promise<PollAnswer | undefined> {
  let mark: Mark | null;
  try {
    mark = await poll.retired();
  } catch (error) {
    if (!(error instanceof TransientError || error instanceof RefusalError)) {
      throw error;
    }
    const isOver = poll.clock.now().getTime() >= Date.parse(poll.window.deadline);
    return error instanceof TransientError && !isOver ? { IsComplete: false } : undefined;
  }
  if (mark === null) {
    return undefined;
  }
  const { desired } = poll.subject;
  const text = retiredText(mark);
  poll.log.notice(Notice.ACCOUNT_RETIRED, { text });
  return poll.role === 'last'
    ? { IsComplete: true, Data: attributes(mark.accountId ?? desired.existingAccountId ?? '', desired.name, desired.email, '', text) }
    : { IsComplete: true };
}

/** The fence: whether the stack operation that this leg belongs to still runs, and the account is no one that is retired. */
async function isCurrent(poll: Poll): Promise<boolean> {
  return await isSameOperation(poll) && await poll.retired() === null;
}

async function isSameOperation({ ports, stackId, window, log }: Poll): Promise<boolean> {
  const { epoch } = await ports.stacks.operation(stackId);
  if (epoch !== window.epoch) {
    log.notice(Notice.ANOTHER_STACK_OPERATION, { leg: window.epoch, stack: epoch });
    return false;
  }
  return true;
}

/** Another operation goes on: nobody waits for this leg, or a rollback does, which needs its attributes. */
async function overtaken({ event, window, road, ...context }: Poll): Promise<PollAnswer> {
  return duringRollback(event, window, { ...context, road: () => road });
}

/** Whether the leg may be one of a rollback that doesn't show yet. Nothing is created in one. */
function mayBeOvertaken({ isCreate, clock, window }: Poll): boolean {
  return !isCreate && clock.now().getTime() - Date.parse(window.startedAt) < STACK_LAG_SECONDS * 1000;
}

/** Asked before a failure is told: a stack that can't be read now has no better news. */
async function isOvertaken(poll: Poll): Promise<boolean> {
  try {
    return !await isSameOperation(poll);
  } catch {
    return false;
  }
}

function tell(decision: Settled<RoadTypes>, step: LegStep, log: Log): void {
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
    const now = context.clock.now();
    const isOver = now.getTime() >= Date.parse(window.deadline);
    const { clock } = context;
    const road = context.road();
    // Whether it is in the pool doesn't matter now: its id is enough.
    const attempt = attemptOf(window, role, { isUpdate: false, isVerification: false });
    const { decision, observed } = await observe(road.vending({ desired, attempt, clock }), { now, isOver });
    if (decision.kind === 'wait' && decision.reason === 'transient' && !isOver) {
      // An attribute that is lost would change whatever reads it.
      return { IsComplete: false };
    }
    const account = decision.kind === 'done' ? decision.account : observed.account ?? undefined;
    const accountId = account?.id ?? desired.existingAccountId ?? await road.lastAccountId(observed) ?? '';
    const named = desired.existingAccountId === undefined ? desired : account ?? desired;
    return { IsComplete: true, Data: attributes(accountId, named.name, named.email) };
  } catch {
    const { AccountName, AccountEmail, ExistingAccountId } = event.ResourceProperties;
    return { IsComplete: true, Data: attributes(text(ExistingAccountId), text(AccountName), text(AccountEmail)) };
  }
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
