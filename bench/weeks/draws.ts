/** What a random week is like: how many lease, what fails and lags, and what a person allows. All of it follows from the number of the week. */

import { DAY } from './minutes';
import type { GrowthPolicy } from '../../core/growth/policy';

/** A prime. */
const MODULUS = 2_147_483_647;

/** Draws in [0, 1), one behind the other: the same for the same seed. */
export class Draws {
  private state: number;

  constructor(seed: number) {
    // Seeds that lie beside each other begin far apart.
    this.state = (seed * 48_271 * 40_014) % MODULUS || 1;
    this.next();
  }

  /** A multiplicative generator: good enough for weather, and its products are numbers without fractions. */
  public next(): number {
    this.state = (this.state * 48_271) % MODULUS;
    return this.state / MODULUS;
  }

  public chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** A whole number, both ends included. */
  public between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }
}

/** How unkind the week is. */
export interface Weather {
  /** Probabilities: of an account that fails, of one that fails whenever it is tried, of a cleaning that fails, of an organization that fails a whole operation. */
  readonly accountFails: number;
  readonly accountNeverWorks: number;
  readonly cleaningFails: number;
  readonly operationFails: number;
  /** By how many minutes counts lag behind at most. */
  readonly lagMinutes: number;
  /** Probabilities, of a tick: it comes twice at once, its function dies, nothing can be counted, the quota can't be read. */
  readonly doubled: number;
  readonly dies: number;
  readonly blind: number;
  readonly quotaUnread: number;
  /** How often somebody deploys in a day, and how often that leaves the stack stuck, or the pool at another size. */
  readonly deploysPerDay: number;
  readonly deployStuck: number;
  readonly deployResizes: number;
}

/** A week. */
export interface WeekPlan {
  readonly number: number;
  readonly policy: GrowthPolicy;
  readonly initial: number;
  readonly concurrency: number;
  readonly quota: number;
  readonly cooldownMinutes: number;
  readonly weather: Weather;
  /** Minutes at which leases are asked for, with how long they last. */
  readonly leases: readonly { readonly at: number; readonly minutes: number }[];
}

const CALM: Weather = {
  accountFails: 0,
  accountNeverWorks: 0,
  cleaningFails: 0,
  operationFails: 0,
  lagMinutes: 0,
  doubled: 0,
  dies: 0,
  blind: 0,
  quotaUnread: 0,
  deploysPerDay: 0,
  deployStuck: 0,
  deployResizes: 0,
};

/** What one creation and one cleaning take, at most: what the low water has to last for. */
export const CREATION_MINUTES = { least: 15, most: 40 };
export const CLEANING_MINUTES = { least: 8, most: 20 };

/** The week of this number. */
export function weekOf(number: number): WeekPlan {
  const draws = new Draws(number);
  const weather: Weather = number % 5 === 0 ? CALM : {
    accountFails: draws.next() * 0.15,
    accountNeverWorks: draws.next() * 0.05,
    cleaningFails: draws.next() * 0.03,
    operationFails: draws.next() * 0.05,
    lagMinutes: draws.between(0, 4),
    doubled: draws.next() * 0.3,
    dies: draws.next() * 0.1,
    blind: draws.next() * 0.05,
    quotaUnread: draws.next() * 0.1,
    deploysPerDay: draws.next() * 3,
    deployStuck: draws.next() * 0.2,
    deployResizes: draws.next() * 0.1,
  };
  const perHour = 0.2 + draws.next() * 1.2;
  const lease = { least: 4 * 60, most: draws.between(1, 5) * DAY };
  const leases = leasesOf(draws, perHour, lease);
  const cooldownMinutes = draws.chance(0.5) ? 0 : draws.between(1, 12) * 60;
  // As docs/growth.md advises: what is leased in the two hours in which a growth comes to something, more than twice over for a busy hour; those that cool down,
  // which count and can't be leased; and a step that keeps up.
  const cooling = Math.ceil(perHour * cooldownMinutes / 60);
  const lowWater = Math.max(3, Math.ceil(perHour * 2 * 2.5) + 1) + cooling;
  const initial = lowWater + draws.between(1, 6);
  const max = initial + draws.between(10, 60);
  return {
    number,
    policy: {
      stackName: 'Pool',
      pool: 'Pool',
      parameter: 'PoolSize',
      min: 1,
      max,
      lowWater,
      step: Math.max(2, Math.ceil(lowWater / 2)) + draws.between(0, 2),
      maxPerDay: draws.chance(0.3) ? draws.between(2, 8) : draws.between(12, 40),
      cooldownMinutes: draws.between(2, 12) * 10,
      ...draws.chance(0.3) && { approvalAbove: initial + draws.between(0, 20) },
    },
    initial,
    concurrency: draws.between(3, 5),
    quota: draws.chance(0.2) ? initial + draws.between(0, 15) : 500,
    cooldownMinutes,
    weather,
    leases,
  };
}

/** Asked for by day, three times as often as by night, and now and then by a small group at once. */
function leasesOf(draws: Draws, perHour: number, { least, most }: { least: number; most: number }): WeekPlan['leases'] {
  const leases: { at: number; minutes: number }[] = [];
  for (let at = 0; at < 7 * DAY; at++) {
    const hour = Math.floor(at / 60) % 24;
    const rate = perHour * (hour >= 8 && hour < 18 ? 1 : 1 / 3) / 60;
    if (draws.chance(rate)) {
      const group = draws.chance(0.03) ? draws.between(2, 3) : 1;
      leases.push(...Array.from({ length: group }, () => ({ at, minutes: draws.between(least, most) })));
    }
  }
  return leases;
}
