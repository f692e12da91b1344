/**
 * Lets a pool live through a week with growth as it is deployed: ticks that come doubled, late or not at all, functions that die between any two of their calls, counts
 * that lag, people who deploy in between and who answer late, twice, or with ids that nobody asked by. What may never happen is looked for at every step.
 */

import type { WeekPlan } from './draws';
import { Draws, weekOf } from './draws';
import { DAY, dateOf } from './minutes';
import { PoolWorld } from './pool-world';
import { grow } from '../../core/growth/grow';
import type { GrowthEntry, LedgerEntry } from '../../core/growth/ledger';
import { isHalted, lastGrowth, lastQuestion, questionId, stateOf } from '../../core/growth/ledger';
import { COUNTED_MINUTES, DAY_MINUTES, poolKey } from '../../core/growth/policy';
import type { GrowReply, GrowRequest } from '../../src/contract';
import { GrowOutcome } from '../../src/contract';

/** What a week came to. */
export interface Week {
  readonly plan: WeekPlan;
  /** What may never happen, and happened: sentences. */
  readonly broken: readonly string[];
  readonly asked: number;
  readonly found: number;
  /** Of those that found nothing, how many came while the policy, the quota or a person held growth back. */
  readonly heldBack: number;
  readonly meanSize: number;
  readonly growths: number;
  readonly halts: number;
  /** Of each growth from a pool that had just come below its low water, with free slots: minutes until its accounts were there, beyond a creation and a cleaning. */
  readonly overheads: readonly number[];
}

/** What a run can see. */
interface Sight {
  readonly lag: number;
  readonly isBlind: boolean;
  readonly isQuotaUnread: boolean;
}

/** A function that ended in the middle. */
class Died extends Error {}

const TICK_MINUTES = 5;

/** Lives through the week of this number. */
export async function runWeek(number: number): Promise<Week> {
  return new Living(weekOf(number)).live();
}

class Living {
  private readonly world: PoolWorld;
  private readonly draws: Draws;
  private readonly ledger: LedgerEntry[] = [];
  private readonly broken: string[] = [];
  private readonly overheads: number[] = [];
  /** When the pool came below its low water, if nothing kept it from growing then, and nothing has since. */
  private lowSince?: number;
  private isLow = false;
  private heldBack = 0;
  private misses = 0;
  private sizes = 0;
  private isHeld = false;
  private growthsSeen = 0;

  constructor(private readonly plan: WeekPlan) {
    this.world = new PoolWorld(plan);
    this.draws = new Draws(plan.number + 7_000_003);
  }

  public async live(): Promise<Week> {
    const { world, plan } = this;
    for (let minute = 1; minute <= 7 * DAY; minute++) {
      world.pass();
      this.sizes += world.size;
      this.countMisses();
      this.somebodyDeploys();
      this.noteLevel();
      if (minute % TICK_MINUTES === 0) {
        await this.tick();
      }
    }
    this.lookAtTheWhole();
    const { asked, found } = world.leases;
    return {
      plan,
      broken: this.broken,
      asked,
      found,
      heldBack: this.heldBack,
      meanSize: this.sizes / (7 * DAY),
      growths: world.begun.length,
      halts: this.ledger.filter(({ kind }) => kind === 'halt').length,
      overheads: this.overheads,
    };
  }

  private async tick(): Promise<void> {
    const { weather } = this.plan;
    await this.peopleAnswer();
    const isDoubled = this.draws.chance(weather.doubled);
    const runs = Array.from({ length: isDoubled ? this.draws.between(2, 3) : 1 }, () => this.draws.chance(weather.dies));
    const lag = this.draws.between(0, weather.lagMinutes);
    const sees = { lag, isBlind: this.draws.chance(weather.blind), isQuotaUnread: this.draws.chance(weather.quotaUnread) };
    if (sees.isBlind || sees.isQuotaUnread || runs.some(dies => dies)) {
      this.lowSince = undefined;
    }
    const isPlain = runs.length === 1 && !runs[0] && lag === 0 && !sees.isBlind && !sees.isQuotaUnread;
    const must = isPlain && this.mustGrow();
    const replies = await Promise.all(runs.map(async dies => this.ask({ ask: 'look' }, sees, dies)));
    const [reply] = replies;
    this.isHeld = replies.some(isHeldBack);
    if (must && reply?.outcome !== GrowOutcome.GROWING) {
      this.broken.push(`minute ${this.world.minute}: the pool is low and nothing holds it, but: ${reply?.text}`);
    }
    this.noteGrowth();
  }

  /** One run of the function. Undefined if it died. */
  private async ask(request: GrowRequest, sees: Sight, dies: boolean): Promise<GrowReply | undefined> {
    let left = dies ? this.draws.between(1, 7) : Infinity;
    // Runs that come at once take turns by chance; one that dies does so before a call has arrived, or right after.
    const call = async <T>(effect: () => T): Promise<T> => {
      for (let turns = this.draws.between(0, 3); turns > 0; turns--) {
        await Promise.resolve();
      }
      if (--left <= 0 && this.draws.chance(0.5)) {
        throw new Died();
      }
      const result = effect();
      if (left <= 0) {
        throw new Died();
      }
      return result;
    };
    try {
      return await grow(request, this.plan.policy, {
        ledger: {
          read: async () => call(() => [...this.ledger]),
          append: async entry => call(() => this.append(entry)),
        },
        stack: {
          read: async () => call(() => this.world.stack),
          grow: async ({ size, token }) => call(() => this.world.update(size, token)),
        },
        counts: {
          count: async () => call(() => {
            const { sandbox, quotaLeft, ...counts } = this.world.counts(sees.lag);
            return { ...counts, ...!sees.isBlind && { sandbox }, ...!sees.isQuotaUnread && { quotaLeft } };
          }),
        },
        events: { send: async () => call(() => undefined) },
        now: () => dateOf(this.world.minute),
        written: () => undefined,
      });
    } catch (error) {
      if (!(error instanceof Died)) {
        throw error;
      }
      return undefined;
    }
  }

  private append(entry: LedgerEntry): boolean {
    if (this.ledger.some(({ number }) => number === entry.number)) {
      return false;
    }
    this.ledger.push(entry);
    return true;
  }

  private async peopleAnswer(): Promise<void> {
    const sees = { lag: 0, isBlind: false, isQuotaUnread: false };
    const now = dateOf(this.world.minute);
    const question = lastQuestion(this.ledger);
    if (question !== undefined && this.draws.chance(0.02)) {
      const state = stateOf(this.ledger, question, now).kind;
      const before = this.world.begun.length;
      const id = questionId(poolKey(this.plan.policy), question);
      const reply = await this.ask({ ask: 'answer', id, approve: this.draws.chance(0.8), by: 'somebody' }, sees, false);
      if (state !== 'open' && (this.world.begun.length !== before || reply?.code === undefined)) {
        this.broken.push(`minute ${this.world.minute}: an answer to a question that was ${state} counted`);
      }
    }
    if (this.draws.chance(0.002)) {
      const reply = await this.ask({ ask: 'answer', id: 'f'.repeat(16), approve: true, by: 'nobody' }, sees, false);
      if (reply?.code !== 'AR-GROWTH-ANSWER') {
        this.broken.push(`minute ${this.world.minute}: a forged answer counted`);
      }
    }
    if (isHalted(this.ledger) && this.draws.chance(0.01)) {
      await this.ask({ ask: 'clear', by: 'somebody' }, sees, false);
    }
  }

  private somebodyDeploys(): void {
    const { deploysPerDay, deployStuck, deployResizes } = this.plan.weather;
    if (!this.draws.chance(deploysPerDay / DAY)) {
      return;
    }
    const { min, max } = this.plan.policy;
    const [least, most] = [Math.max(min, this.world.size - 3), Math.min(max, this.world.size + 3)];
    const size = this.draws.chance(deployResizes) ? this.draws.between(least, most) : undefined;
    this.world.deploy(this.draws.chance(deployStuck), size);
  }

  /** Whether a tick that sees everything as it is has to grow the pool: said once more, in other words than the decision's. */
  private mustGrow(): boolean {
    const { world, plan: { policy }, ledger } = this;
    const { stack } = world;
    const growth = lastGrowth(ledger);
    const isSettled = stack.status.endsWith('_COMPLETE') || (stack.status === 'UPDATE_FAILED' && stack.otherFailures.length === 0);
    const isQuiet = stack.changedAt !== undefined && world.minute - minuteOf(stack.changedAt) >= TICK_MINUTES;
    const isRested = growth === undefined || world.minute - minuteOf(growth.at) >= policy.cooldownMinutes;
    const isKnown = growth === undefined || ledger.some(entry => entry.kind === 'outcome' && entry.growth === growth.number);
    const today = ledger.filter((entry): entry is GrowthEntry => entry.kind === 'growth' && world.minute - minuteOf(entry.at) < COUNTED_MINUTES);
    const isAllowed = world.size < policy.max && today.reduce((sum, { from, to }) => sum + to - from, 0) < policy.maxPerDay && world.room >= 1;
    const isFree = policy.approvalAbove === undefined || world.size < policy.approvalAbove;
    return world.effective < policy.lowWater && isSettled && isQuiet && isRested && isKnown && isAllowed && isFree && !isHalted(ledger);
  }

  /** Looks at a growth that has just begun. */
  private noteGrowth(): void {
    const { world, plan: { policy } } = this;
    for (; this.growthsSeen < world.begun.length; this.growthsSeen++) {
      const { minute, to, from, before, token, toMake } = world.begun[this.growthsSeen];
      const others = world.begun.slice(0, this.growthsSeen);
      if (to > policy.max || to <= from) {
        this.broken.push(`minute ${minute}: grown from ${from} to ${to}, where ${policy.max} is the most`);
      }
      if (!before.status.endsWith('_COMPLETE') && (before.status !== 'UPDATE_FAILED' || before.otherFailures.length > 0)) {
        this.broken.push(`minute ${minute}: grown from a stack that was ${before.status}`);
      }
      if (others.some(other => other.token === token)) {
        this.broken.push(`minute ${minute}: one entry began two updates`);
      }
      const today = [...others, world.begun[this.growthsSeen]].filter(other => minute - other.minute < DAY_MINUTES);
      const added = today.reduce((sum, one) => sum + one.to - one.from, 0);
      if (added > policy.maxPerDay) {
        this.broken.push(`minute ${minute}: ${added} accounts in a day, where ${policy.maxPerDay} is the most`);
      }
      this.timeGrowth(from, to, toMake);
    }
  }

  private noteLevel(): void {
    const isLow = this.world.effective < this.plan.policy.lowWater;
    if (isLow && !this.isLow && this.mustGrow()) {
      this.lowSince = this.world.minute;
    }
    // Whatever begins before growth does, or ends the need of it, ends the measuring.
    if (!isLow || !this.world.isSettled) {
      this.lowSince = undefined;
    }
    this.isLow = isLow;
  }

  /** How long the accounts of a growth take from the low water on, with a slot free for each; those that fail come by a later operation. */
  private timeGrowth(from: number, to: number, toMake: number): void {
    const { world, lowSince } = this;
    if (lowSince === undefined || toMake > this.plan.concurrency) {
      return;
    }
    this.lowSince = undefined;
    world.afterOperation(() => world.ways.filter(({ number }) => number > from && number <= to)
      .forEach(({ creation, cleaning, availableAt }) => this.overheads.push(availableAt - lowSince - creation - cleaning)));
  }

  private countMisses(): void {
    const { asked, found } = this.world.leases;
    const more = asked - found - this.misses;
    this.misses += more;
    if (this.isHeld) {
      this.heldBack += more;
    }
  }

  private lookAtTheWhole(): void {
    for (const [number, times] of this.world.timesMade) {
      if (times > 1) {
        this.broken.push(`account ${number} was made ${times} times`);
      }
    }
    this.ledger.forEach(({ number }, index) => {
      if (number !== index + 1) {
        this.broken.push(`the ledger's entry ${index + 1} has the number ${number}`);
      }
    });
  }
}

/** Whether policy, quota or a person held growth back; a run that died, or waits for the stack, isn't held back. */
function isHeldBack(reply: GrowReply | undefined): boolean {
  switch (reply?.outcome) {
    case GrowOutcome.HALTED:
    case GrowOutcome.ASKED:
    case GrowOutcome.REFUSED:
      return true;
    case GrowOutcome.WAITING:
      return /the next one not before|waits for an answer/.test(reply.text);
    case GrowOutcome.GROWING:
    case undefined:
      return false;
  }
}

function minuteOf(date: Date): number {
  return (date.getTime() - dateOf(0).getTime()) / 60_000;
}

/** How many of the same leases a pool of a fixed size finds an account for. */
export function fixedPool(plan: WeekPlan, size: number): { readonly asked: number; readonly found: number } {
  const world = new PoolWorld({ ...plan, initial: size });
  for (let minute = 1; minute <= 7 * DAY; minute++) {
    world.pass();
  }
  return world.leases;
}
