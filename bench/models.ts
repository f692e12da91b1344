/**
 * How other ways of growing a pool would do the same work: each a policy over the same draws, the same failures and the same slots.
 *
 * Every model is kinder than its original: requests cost nothing, nothing races, nothing else runs. Times are minutes.
 */

import type { Weather } from './scenarios';
import { FAILURE_MINUTES, SLOTS } from './scenarios';

/** A pool to grow. */
export interface Work {
  readonly accounts: readonly string[];
  readonly weather: Weather;
  /** How long the factory takes for an attempt that succeeds. */
  readonly creation: (account: string, attempt: number) => number;
}

/** What came of it. */
export interface Outcome {
  /** Until the last account is there. */
  readonly minutes: number;
  /** How many accounts there are then. */
  readonly accounts: number;
}

export interface Model {
  readonly name: string;
  /** What the model says about its original, and where that is public. */
  readonly source: string;
  readonly grow: (work: Work) => Outcome;
}

/** Innovation Sandbox's cleaning of a new account: the median of what the rehearsal draws. */
export const CLEANING_MINUTES = 9;
/** How long it takes to remove what a failed attempt has left behind, before the next attempt. */
const REMOVAL_MINUTES = 1;
/** A script gives an account up after so many attempts. */
const SCRIPT_ATTEMPTS = 3;
/** AFT looks into its queue so often. */
const AFT_TICK_MINUTES = 5;
/** LZA's custom resource polled so often. */
const LZA_POLL_MINUTES = 0.5;

export const LOWER_BOUND: Model = {
  name: 'lower bound',
  source: 'All slots busy from the first minute to the last: the slot minutes of every attempt that has to be made, and of the outsider, by the number of slots, and one cleaning. No policy can be faster; '
    + 'a small pool can\'t reach it, because its last creations end one by one.',
  grow: work => {
    const creations = work.accounts.map(account => {
      const failures = failuresOf(work, account);
      return failures === Infinity ? FAILURE_MINUTES : failures * FAILURE_MINUTES + work.creation(account, failures + 1);
    });
    return { minutes: (sum(creations) + work.weather.outsiderMinutes) / SLOTS + CLEANING_MINUTES, accounts: obtainable(work) };
  },
};

export const MODELS: readonly Model[] = [
  {
    name: 'one at a time',
    source: 'What a lock around the factory comes to, as in idealo\'s Terraform provider (github.com/idealo/terraform-provider-controltower), and all that Control Tower itself allowed until December 2022 (its user guide, '
      + 'limits). Modelled with an operator at its side: what failed is removed and tried again, three times in all, and the next account begins in the moment in which the last one is there.',
    grow: work => oneByOne(work, 0),
  },
  {
    name: 'create, clean, next',
    source: 'What a script around Innovation Sandbox\'s documented steps does: create an account, register it, wait until it is Available, take the next one. As one at a time, with a cleaning between two accounts.',
    grow: work => oneByOne(work, CLEANING_MINUTES),
  },
  {
    name: 'AFT',
    source: 'Account Factory for Terraform (github.com/aws-ia/terraform-aws-control_tower_account_factory): a schedule calls the request processor every five minutes; it takes one request from the queue if fewer than five '
      + 'operations are in flight. A request that fails is reported and not made again. Its pipelines and customizations are left out.',
    grow: queue(AFT_TICK_MINUTES, 'goes on'),
  },
  {
    name: 'LZA, former',
    source: 'Landing Zone Accelerator (github.com/awslabs/landing-zone-accelerator-on-aws) while it created accounts with Service Catalog: a custom resource polled every 30 seconds and started the next account of its table '
      + 'unless five products were under change (create-accounts-status/index.ts of @aws-accelerator/constructs). At the first failure it emptied the table: nothing more was started, what was in flight went on to its end, '
      + 'and nothing was asked for twice. CloudFormation\'s limit of an hour for a custom resource is left out.',
    grow: queue(LZA_POLL_MINUTES, 'stops'),
  },
  {
    name: 'LZA, late',
    source: 'The same where the failure shows in the product and not in the call: LZA found a product in ERROR only when all others were done, and failed then. This is the kindest reading of its source.',
    grow: queue(LZA_POLL_MINUTES, 'goes on'),
  },
];

function oneByOne(work: Work, between: number): Outcome {
  let [now, last, accounts] = [0, 0, 0];
  for (const account of work.accounts) {
    const failures = Math.min(failuresOf(work, account), SCRIPT_ATTEMPTS);
    now += failures * (FAILURE_MINUTES + REMOVAL_MINUTES);
    if (failures === SCRIPT_ATTEMPTS) {
      continue;
    }
    now += work.creation(account, failures + 1);
    last = now + CLEANING_MINUTES;
    now += between;
    accounts++;
  }
  return { minutes: last, accounts };
}

/** A queue that is looked at every `tick` minutes and starts one account when a slot is free. */
function queue(tick: number, afterFailure: 'goes on' | 'stops'): Model['grow'] {
  return work => {
    const ends: { readonly at: number; readonly succeeded: boolean }[] = [];
    const waiting = [...work.accounts];
    for (let round = 0; waiting.length > 0; round++) {
      const now = round * tick;
      if (afterFailure === 'stops' && ends.some(({ at, succeeded }) => !succeeded && at <= now)) {
        break;
      }
      const inFlight = ends.filter(({ at }) => at > now).length + (work.weather.outsiderMinutes > now ? 1 : 0);
      if (inFlight >= SLOTS) {
        continue;
      }
      const account = waiting.shift()!;
      const succeeded = failuresOf(work, account) === 0;
      ends.push({ at: now + (succeeded ? work.creation(account, 1) : FAILURE_MINUTES), succeeded });
    }
    const there = ends.filter(({ succeeded }) => succeeded);
    return { minutes: Math.max(0, ...there.map(({ at }) => at)) + CLEANING_MINUTES, accounts: there.length };
  };
}

/** How many accounts whoever tries long enough can have. */
function obtainable(work: Work): number {
  return work.accounts.filter(account => failuresOf(work, account) !== Infinity).length;
}

function failuresOf({ weather }: Work, account: string): number {
  return weather.failures.get(account) ?? 0;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
