/**
 * One run of retirement: answers what is asked, and goes on with what was ordered.
 *
 *     step written --- looked at once more (a second old at most) --- done          a run that dies between two of them is gone on with by the next one
 *
 * Runs may come doubled and at once. Each entry of the store is written by one of them: who is second leaves the rest to the first, or to the next tick.
 */

import { accountsNamed, decideOrder, decideUndo, lookForOrder, theAccount } from './accept-order';
import type { Surroundings, Wanted } from './accept-order';
import { decideRetirement } from './decide-retirement';
import type { RetirementAct, RetirementDecision } from './decide-retirement';
import { lookAround } from './look-around';
import { isOpen, isReached, isWithheld, lastOrderFor, nextEntry, ordersOf } from './orders';
import type { Order, RetirementDraft, RetirementEntry } from './orders';
import { planOf } from './plan';
import { retirementKey, UNTIL } from './policy';
import type { RetirementPolicy, Until } from './policy';
import type { RetirementPorts } from './ports';
import { retirementRefusal } from './refusals';
import type { RetirementRefusal } from './refusals';
import type { RetirementLook, RetirementSeen } from './seen';
import { whichFirst } from './which-first';
import type { RetireReply, RetireRequest, RetirementStanding } from '../../src/contract';
import { OWNER_TAG, RetireOutcome } from '../../src/contract';
import type { Account } from '../accounts/account';
import { minutesAfter } from '../clock';
import { accountRetired } from '../events/account-events';
import { AccessError, assertNever, RefusalError, TransientError } from '../failures/errors';
import { momentText } from '../growth/refusals';
import { hashOf } from '../hash';

/** A run ends before its function does: what is left is for the next tick. */
const RUN_MINUTES = 3;
/** As many looks and notes as a decision may ask for, one behind the other. */
const STEPS_MAX = 24;

/** Does what is asked, as far as the rules allow it. */
export async function retire(request: RetireRequest, policy: RetirementPolicy, ports: RetirementPorts): Promise<RetireReply> {
  return new Run(policy, ports).answer(request);
}

/** Another run has written meanwhile: what this one decided by is old. */
class Overtaken extends Error {}

class Run {
  private entries: readonly RetirementEntry[] = [];
  /** What the entries came to when they were last looked at. */
  private known: { readonly entries: readonly RetirementEntry[]; readonly orders: Order[] } = { entries: [], orders: [] };
  private readonly endsAt: Date;

  constructor(private readonly policy: RetirementPolicy, private readonly ports: RetirementPorts) {
    this.endsAt = minutesAfter(ports.now(), RUN_MINUTES);
  }

  public async answer(request: RetireRequest): Promise<RetireReply> {
    this.entries = await this.ports.orders.read();
    switch (request.ask) {
      case 'look': return this.look();
      case 'list': return this.list();
      case 'plan': return this.onAccount(request.account, async (account, around) => this.plan(account, wantedOf(request, ''), around));
      case 'retire': return this.onAccount(request.account, async (account, around) => this.order(account, wantedOf(request, request.by), around));
      case 'undo': return this.onAccount(request.account, async (account, around) => this.undo(account, request.by, around));
      default: return assertNever(request);
    }
  }

  private get orders(): Order[] {
    if (this.known.entries !== this.entries) {
      this.known = { entries: this.entries, orders: ordersOf(this.entries) };
    }
    return this.known.orders;
  }

  private async onAccount(named: string, then: (account: Account, around: Surroundings) => Promise<RetireReply>): Promise<RetireReply> {
    const { directory, now } = this.ports;
    const around: Surroundings = { policy: this.policy, orders: this.orders, guarded: await directory.guarded(), now: now() };
    const account = theAccount(accountsNamed(await directory.accounts(), named), named, around);
    return 'code' in account ? refused(account) : then(account, around);
  }

  private async plan(account: Account, wanted: Wanted, around: Surroundings): Promise<RetireReply> {
    let seen = await this.seenForOrder(account);
    const draft = decideOrder(account, wanted, seen, around);
    if ('code' in draft) {
      return refused(draft);
    }
    const more = ['product', ...wanted.until === 'closed' ? ['members'] as const : []] as const;
    for (const at of more) {
      seen = { ...seen, ...await this.see(at, account.id) };
    }
    const { orders, policy } = this;
    return {
      outcome: RetireOutcome.PLANNED,
      text: `account ${account.name} (${account.id}) would be retired until it is ${wanted.until}`,
      steps: planOf({ policy, orders, seen, until: wanted.until, asItIs: wanted.asItIs, now: this.ports.now() }),
    };
  }

  private async order(account: Account, wanted: Wanted, around: Surroundings): Promise<RetireReply> {
    const draft = decideOrder(account, wanted, await this.seenForOrder(account), around);
    if ('code' in draft) {
      return refused(draft);
    }
    return this.orOvertaken(account, async () => {
      const entry = await this.write(draft);
      const number = entry.kind === 'order' ? entry.number : draft.kind === 'as-it-is' ? draft.order : 0;
      const text = await this.goOn(number);
      return { outcome: RetireOutcome.ORDERED, text: `account ${account.name} (${account.id}) is being retired until it is ${this.byNumber(number).until}: ${text}` };
    });
  }

  private async undo(account: Account, by: string, around: Surroundings): Promise<RetireReply> {
    const draft = decideUndo(account, by, around);
    if ('code' in draft) {
      return refused(draft);
    }
    return this.orOvertaken(account, async () => {
      await this.write(draft);
      const order = lastOrderFor(this.orders, account.id)!;
      const text = await this.goOn(order.number);
      return { outcome: RetireOutcome.UNDONE, text: `account ${account.name} (${account.id}) is taken back: ${text}` };
    });
  }

  private async look(): Promise<RetireReply> {
    let open = 0;
    try {
      for (const { number } of this.orders) {
        if (this.ports.now() >= this.endsAt) {
          break;
        }
        if (this.isBusyWith(this.byNumber(number))) {
          open += 1;
          await this.goOn(number);
        }
      }
    } catch (error) {
      if (!(error instanceof Overtaken)) {
        throw error;
      }
    }
    return { outcome: RetireOutcome.LOOKED, text: open === 0 ? 'nothing is ordered that is not done' : `${open} orders were looked at` };
  }

  /** Whether an order asks for anything. */
  private isBusyWith(order: Order): boolean {
    return isOpen(order) || this.isToBeMarked(order) !== undefined || this.isToBeTold(order);
  }

  /** Takes one order as far as it gets now. Tells how it stands. What AWS says no to is this order's alone. */
  private async goOn(number: number): Promise<string> {
    const { name } = this.byNumber(number).account;
    try {
      await this.mark(number);
      const decision = await this.drive(number);
      await this.tell(number);
      await this.mark(number);
      const standing = textOf(decision);
      if (decision.kind !== 'rest') {
        this.ports.stands(name, standing.text, standing.code);
      }
      return standing.text;
    } catch (error) {
      if (!(error instanceof TransientError || error instanceof RefusalError || error instanceof AccessError)) {
        throw error;
      }
      const text = error instanceof TransientError ? `AWS didn't answer (${error.message}); the next look goes on` : `${error.message}; the next look tries again`;
      this.ports.stands(name, text);
      return text;
    }
  }

  private async drive(number: number): Promise<RetirementDecision> {
    const { policy, ports } = this;
    let seen: RetirementSeen = {};
    let noted: number | undefined;
    for (let steps = 0; steps < STEPS_MAX; steps++) {
      const order = this.byNumber(number);
      const decision = decideRetirement({ policy, order, orders: this.orders, seen, now: ports.now(), ...noted !== undefined && { noted } });
      switch (decision.kind) {
        case 'look':
          seen = { ...seen, ...await this.see(decision.at, order.account.id) };
          break;
        case 'note':
          await this.write(decision.draft);
          break;
        case 'act':
          if (noted !== undefined) {
            await this.act(decision.act, order);
            return decision;
          }
          noted = (await this.write({ kind: 'step', order: number, step: decision.act.step })).number;
          // Whatever others change in a second was read too long ago by now.
          seen = { units: seen.units, unit: seen.unit, members: seen.members, instance: seen.instance };
          break;
        case 'wait':
        case 'held':
        case 'rest':
          return decision;
        default: return assertNever(decision);
      }
    }
    throw new TransientError('retirement', `nothing could be read within a second of the moment it was needed for account ${this.byNumber(number).account.name}`);
  }

  private async act(deed: RetirementAct, order: Order): Promise<void> {
    const { closing, directory, factory, sandbox } = this.ports;
    const { id } = order.account;
    switch (deed.step) {
      // Whatever Innovation Sandbox answers, the next look sees what came of it.
      case 'clean': return void await sandbox!.clean(id);
      case 'eject': return void await sandbox!.eject(id);
      case 'register': return void await sandbox!.register(id);
      case 'unenrol': return factory.terminate(deed.productId, tokenOf(this.policy, order));
      case 'move':
      case 'return': return directory.move(id, deed.from, deed.to);
      case 'close':
        if (await closing.close(id) === 'over-budget') {
          await this.write({ kind: 'budget', order: order.number });
        }
        return undefined;
      default: return assertNever(deed);
    }
  }

  private async tell(number: number): Promise<void> {
    const order = this.byNumber(number);
    if (!this.isToBeTold(order)) {
      return;
    }
    const { name, id, owner } = order.account;
    const reached = order.reached.closed !== undefined ? 'closed' : order.until;
    // Before it is written: told twice is one event, by its id, and never told is none.
    await this.ports.events.send([accountRetired(
      { subject: { stackName: this.policy.stackName, owner, accountName: name }, at: order.reached[reached] ?? this.ports.now(), accountId: id },
      { reached, order: order.number },
    )]);
    await this.write({ kind: 'told', order: number });
  }

  private isToBeTold(order: Order): boolean {
    return !order.isTold && order.undone === undefined && order.lapsed === undefined && isReached(order);
  }

  private async mark(number: number): Promise<void> {
    const order = this.byNumber(number);
    const isSet = this.isToBeMarked(order);
    if (isSet === undefined) {
      return;
    }
    const { id, name, owner } = order.account;
    if (isSet) {
      await this.ports.marks.set(owner, { accountId: id, name, until: order.until, since: order.at.toISOString() });
    } else {
      await this.ports.marks.clear(owner);
    }
    await this.write({ kind: 'mark', order: number, isSet });
  }

  /** Whether deployments are to be told to leave it alone, or no more; undefined if they know. */
  private isToBeMarked(order: Order): boolean | undefined {
    const wanted = isWithheld(order);
    // An order that lapsed leaves the mark to one that came after it.
    return order.isMarked === wanted || lastOrderFor(this.orders, order.account.id)?.number !== order.number ? undefined : wanted;
  }

  private async list(): Promise<RetireReply> {
    const { orders } = this;
    const standings: RetirementStanding[] = [];
    for (const order of orders) {
      const { account: { id, name }, at, by, until } = order;
      const standing = isOpen(order) ? await this.standing(order) : { text: endOf(order) };
      standings.push({ account: name, accountId: id, until, by, at: momentText(at), ...standing });
    }
    const open = orders.filter(isOpen).length;
    return { outcome: RetireOutcome.LOOKED, text: `${open} of ${orders.length} orders of pool ${this.policy.pool} are not done`, orders: standings, first: await this.first() };
  }

  /** As it would be decided now, with nothing written or done. */
  private async standing(order: Order): Promise<{ readonly text: string; readonly code?: string; readonly fix?: string }> {
    let seen: RetirementSeen = {};
    for (let looks = 0; looks < STEPS_MAX; looks++) {
      const decision = decideRetirement({ policy: this.policy, order, orders: this.orders, seen, now: seen.whereabouts?.readAt ?? this.ports.now() });
      if (decision.kind !== 'look') {
        return textOf(decision);
      }
      seen = { ...seen, ...await this.see(decision.at, order.account.id) };
    }
    return { text: 'it is looked at' };
  }

  /** The accounts that would go first if the pool were to be smaller. */
  private async first(): Promise<string[]> {
    const { directory, sandbox } = this.ports;
    if (sandbox === undefined) {
      return [];
    }
    const ordered = new Set(this.orders.filter(isWithheld).map(({ account }) => account.id));
    const found = [];
    for (const account of (await directory.accounts()).filter(({ id, status }) => status === 'ACTIVE' && !ordered.has(id))) {
      const owner = (await directory.tags(account.id))?.find(({ key }) => key === OWNER_TAG)?.value;
      const record = owner?.startsWith(this.policy.owner) === true ? await sandbox.record(account.id) : null;
      found.push(...record === null ? [] : [{ account, record }]);
    }
    return whichFirst(found).map(({ account }) => account.name);
  }

  private async seenForOrder(account: Account): Promise<RetirementSeen> {
    let seen: RetirementSeen = {};
    for (let at = lookForOrder(seen, this.ports.now()); at !== undefined; at = lookForOrder(seen, this.ports.now())) {
      seen = { ...seen, ...await this.see(at, account.id) };
    }
    return seen;
  }

  private async see(at: RetirementLook, accountId: string): Promise<RetirementSeen> {
    return lookAround(at, accountId, this.policy, this.ports);
  }

  private byNumber(number: number): Order {
    return this.orders.find(order => order.number === number)!;
  }

  private async write(draft: RetirementDraft): Promise<RetirementEntry> {
    const entry = nextEntry(this.entries, draft, this.ports.now());
    if (!await this.ports.orders.append(entry)) {
      throw new Overtaken();
    }
    this.entries = [...this.entries, entry];
    this.ports.written(entry);
    return entry;
  }

  private async orOvertaken({ name }: Account, then: () => Promise<RetireReply>): Promise<RetireReply> {
    try {
      return await then();
    } catch (error) {
      if (!(error instanceof Overtaken)) {
        throw error;
      }
      return refused(retirementRefusal('AR-RETIRE-OVERTAKEN', { name, pool: this.policy.pool }));
    }
  }
}

function wantedOf({ account, until, asItIs }: { readonly account: string; readonly until: string; readonly asItIs?: boolean }, by: string): Wanted {
  return { named: account, until: UNTIL.find(candidate => candidate === until) as Until, by, asItIs: asItIs === true };
}

function refused({ code, what, fix }: RetirementRefusal): RetireReply {
  return { outcome: RetireOutcome.REFUSED, text: what, code, fix };
}

/** The same for one attempt, however often it is sent. */
function tokenOf(policy: RetirementPolicy, order: Order): string {
  return `account-robot-${hashOf('unenrol', retirementKey(policy), String(order.number), String(order.steps.length)).slice(0, 40)}`;
}

function textOf(decision: RetirementDecision): { readonly text: string; readonly code?: string; readonly fix?: string } {
  switch (decision.kind) {
    case 'act': return { text: DEEDS[decision.act.step] };
    case 'wait': return { text: decision.text };
    case 'held': return { text: decision.refusal.what, code: decision.refusal.code, fix: decision.refusal.fix };
    case 'rest': return { text: 'nothing is left to be done' };
    case 'look':
    case 'note': return { text: 'it is looked at' };
    default: return assertNever(decision);
  }
}

const DEEDS: Readonly<Record<RetirementAct['step'], string>> = {
  clean: 'Innovation Sandbox is asked to clean it once more',
  eject: 'it is ejected from Innovation Sandbox',
  unenrol: 'Control Tower is asked to let go of it',
  move: 'it is moved to the unit that denies everything',
  close: 'AWS is asked to close it',
  return: 'it is moved back',
  register: 'it is registered with Innovation Sandbox again',
};

function endOf(order: Order): string {
  if (order.lapsed !== undefined) {
    return `not carried out: ${order.lapsed}`;
  }
  const [stage, at] = order.reached.returned !== undefined ? ['back in its place', order.reached.returned] as const
    : order.reached.closed !== undefined ? ['closed', order.reached.closed] as const
      : [order.until, order.reached[order.until] ?? order.at] as const;
  return `${stage} since ${momentText(at)}`;
}
