/** Grows the pools in the rehearsal and in the models, scenario by scenario. */

import { creationTime } from './draws';
import { callsOfHandlers } from './handler-calls';
import type { Measured } from './measured';
import type { Model, Outcome, Work } from './models';
import { LOWER_BOUND, MODELS } from './models';
import type { ScenarioName } from './scenarios';
import { accountNames, SCENARIOS, SLOTS, weatherOf, worldFile } from './scenarios';
import type { Report } from '../rehearsal/report';
import { AccountOutcome } from '../rehearsal/report';

/** How the contenders did in one scenario at one size, in the mean of the seeds that there was time for. */
export interface GrowthRow extends Measured {
  readonly scenario: ScenarioName;
  readonly size: number;
  readonly seeds: number;
  readonly contenders: readonly Contender[];
  /** This library's: the part of the slots' time in use until the last request; without faults only. */
  readonly utilisation?: number;
  /** This library's: calls of the handlers per account. */
  readonly callsPerAccount: number;
}

export interface Contender extends Outcome {
  readonly name: string;
  /** Minutes by those of the lower bound, mean over the seeds. */
  readonly ratio: number;
}

export const THIS_LIBRARY = 'Account Robot';

/** One rehearsal to be made. */
export interface Job {
  readonly scenario: ScenarioName;
  readonly size: number;
  readonly seed: string;
}

/** What is kept of it. */
export interface Grown extends Job, Outcome {
  readonly utilisation: number;
  readonly callsPerAccount: number;
}

/**
 * All jobs, in an order that makes good use of the time if there isn't enough for all: the first seed of everything, then pools without faults, which the goals are
 * about, then the others. Each size gets about the same share of the time, so small pools have all seeds before large ones do.
 */
export function jobsOf(sizes: readonly number[], seeds: readonly string[]): Job[] {
  const jobs = seeds.flatMap((seed, index) => sizes.flatMap(size => SCENARIOS.map(scenario =>
    ({ scenario, size, seed, turn: index === 0 ? 0 : scenario === 'no faults' ? 1 : 2, rank: index * size }))));
  return jobs.sort((a, b) => a.turn - b.turn || a.rank - b.rank).map(({ turn, rank, ...job }) => job);
}

/** The work of a job, as the models see it. */
export function workOf({ scenario, size, seed }: Job): Work {
  const accounts = accountNames(size);
  return { accounts, weather: weatherOf(scenario, seed, accounts), creation: (account, attempt) => creationTime(seed, account, attempt) };
}

/** The world of a job, as the rehearsal sees it. */
export function worldOf(job: Job): string {
  return worldFile(workOf(job).weather);
}

/** The whole deployment counts, from its first second to CloudFormation's last; of the models only the time until the last account is Available. */
export function grownOf(job: Job, report: Report): Grown {
  const available = report.accounts.filter(({ state }) => state === AccountOutcome.AVAILABLE);
  return {
    ...job,
    minutes: report.virtualSeconds / 60,
    accounts: available.length,
    utilisation: utilisationOf(report),
    callsPerAccount: callsOfHandlers(report) / job.size,
  };
}

/** From the first request to the last one. */
export function utilisationOf({ accounts }: Pick<Report, 'accounts'>): number {
  const spans = accounts.flatMap(({ requestedAt: from, availableAt: to }) => (from === null || to === null ? [] : [{ from, to }]));
  const [first, last] = [Math.min(...spans.map(({ from }) => from)), Math.max(...spans.map(({ from }) => from))];
  const busy = spans.reduce((total, { from, to }) => total + Math.min(to, last) - from, 0);
  return last > first ? busy / (SLOTS * (last - first)) : 1;
}

/** The table: what was rehearsed against what the models make of the same seeds. */
export function growthRows(grown: readonly Grown[], sizes: readonly number[]): GrowthRow[] {
  return SCENARIOS.flatMap(scenario => sizes.flatMap(size => {
    const runs = grown.filter(run => run.scenario === scenario && run.size === size);
    if (runs.length === 0) {
      return [];
    }
    const bounds = runs.map(run => LOWER_BOUND.grow(workOf(run)));
    const contender = (name: string, outcomes: readonly Outcome[]): Contender => ({
      name,
      minutes: mean(outcomes.map(({ minutes }) => minutes)),
      accounts: mean(outcomes.map(({ accounts }) => accounts)),
      ratio: mean(outcomes.map(({ minutes }, index) => minutes / bounds[index].minutes)),
    });
    const modelled = (model: Model) => contender(model.name, runs.map(run => model.grow(workOf(run))));
    return [{
      scenario,
      size,
      seeds: runs.length,
      contenders: [modelled(LOWER_BOUND), contender(THIS_LIBRARY, runs), ...MODELS.map(modelled)],
      ...(scenario === 'no faults' ? { utilisation: mean(runs.map(({ utilisation }) => utilisation)) } : {}),
      callsPerAccount: mean(runs.map(({ callsPerAccount }) => callsPerAccount)),
    }];
  }));
}

export function mean(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0) / numbers.length;
}
