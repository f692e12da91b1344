/** What would happen to an account that is retired, and when: told before anybody orders it. */

import { budgetOf, roomToClose } from './budget';
import type { Order } from './orders';
import type { RetirementPolicy, Until } from './policy';
import type { RetirementSeen } from './seen';
import type { RetirementStepText } from '../../src/contract';
import { minutesAfter } from '../clock';
import { momentText } from '../growth/refusals';

/** What a plan is made of. */
export interface PlanCircumstances {
  readonly policy: RetirementPolicy;
  readonly orders: readonly Order[];
  readonly seen: RetirementSeen;
  readonly until: Until;
  readonly asItIs: boolean;
  readonly now: Date;
}

/** Longer than any step of Innovation Sandbox and Control Tower takes on an ordinary day: nobody is promised less. */
const [CLEANING_MINUTES, EJECTION_MINUTES, UNENROLMENT_MINUTES] = [15, 5, 15];

/** The steps, in their order. */
export function planOf({ policy, orders, seen, until, asItIs, now }: PlanCircumstances): RetirementStepText[] {
  const steps: RetirementStepText[] = [];
  let at = now;
  const step = (what: string, minutes = 0) => {
    steps.push({ when: momentText(at), what });
    at = minutesAfter(at, minutes);
  };
  const { record } = seen.whereabouts!;
  if (record === null) {
    step('nothing to take out of Innovation Sandbox: it has no record of it');
  } else {
    if (record.status === 'Quarantine') {
      step(asItIs ? 'it is not cleaned: it goes as it is' : 'cleaned once more, because it is in quarantine; if that fails it waits for a person (--as-it-is)', asItIs ? 0 : CLEANING_MINUTES);
    } else if (record.status === 'CleanUp') {
      step('waited for: it is being cleaned', CLEANING_MINUTES);
    }
    step('looked at once more, and left alone if somebody has leased it; else ejected from Innovation Sandbox, which forgets it', EJECTION_MINUTES);
  }
  if (until === 'ejected') {
    step('done: it stands in Exit, is managed by Control Tower as before, and costs what it costs');
    return steps;
  }
  if (seen.product !== null) {
    const before = orders.filter(order => order.lapsed === undefined && order.undone === undefined && order.until !== 'ejected' && order.reached.unmanaged === undefined).length;
    step(`Control Tower lets go of it: its product is terminated, as soon as the factory is at work on nothing else${before > 0 ? `, and after ${before} others` : ''}`, UNENROLMENT_MINUTES * (before + 1));
  }
  step(`moved to ${policy.retiredUnitId}, whose policy denies everything; that stops nobody's running costs`);
  if (until === 'unmanaged') {
    step("done: its place in Control Tower's and Innovation Sandbox's pools is free, its place in the organization's quota is not");
    return steps;
  }
  at = minutesAfter(at, policy.coolOffMinutes);
  const members = seen.members ?? 0;
  const { at: room, used } = roomToClose(orders, members, at);
  at = room ?? at;
  step(`closed${room === undefined ? '' : `, later than it could be: of the ${budgetOf(members)} closings in 30 days ${used} are used up by us, and it waits in line`}; until then 'account-robot retire --undo' takes it back`);
  step('AWS can reopen it for 90 days, in which it counts for the quota of accounts; its e-mail address is never free again', 90 * 24 * 60);
  step("gone: its place in the organization's quota is free");
  return steps;
}
