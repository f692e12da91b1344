/** Many runs, one after the other in one process; what fails is made as small as it gets. */

import * as fc from 'fast-check';
import type { Leaning } from './leanings';
import type { Plan } from './plan';
import { anyPlan } from './plan';
import type { Bench, Outcome } from './run';
import { run } from './run';

/** What came of all runs. */
export interface Results {
  runs: number;
  deployments: number;
  /** Plans whose world files contradict themselves: not run. */
  readonly discarded: string[];
  /** By kind: how often it happened. */
  readonly met: Record<string, number>;
  /** By code: how often it was told. */
  readonly codes: Record<string, number>;
  readonly failures: { readonly seed: number; readonly violations: readonly string[]; readonly plan: Plan }[];
}

/** Each so manieth run is done twice, because equal seeds must come to equal reports. */
const TWICE_EVERY = 10;

export interface Trial {
  readonly runs: number;
  /** Of the first run; each has the next one. */
  readonly seed: number;
  readonly shrinkingRuns: number;
  readonly isTimeUp: () => boolean;
  /** What plans are bent towards. */
  readonly leaning?: Leaning;
  /** Where it is only asked whether something is broken. */
  readonly onceOnly?: boolean;
}

export class Trials {
  public readonly results: Results = { runs: 0, deployments: 0, discarded: [], met: {}, codes: {}, failures: [] };

  constructor(private readonly bench: Bench, private readonly say: (line: string) => void) {}

  /** @param trial.shrinkingRuns how many runs making one failing plan smaller may take */
  public async run({ isTimeUp, leaning, onceOnly = false, runs, seed, shrinkingRuns }: Trial): Promise<void> {
    for (let number = 0; number < runs && !isTimeUp(); number++) {
      const [plan] = fc.sample(anyPlan(leaning), { seed: seed + number, numRuns: 1 });
      const outcome = await run(plan, this.bench, !onceOnly && number % TWICE_EVERY === 0);
      this.note(outcome);
      if (outcome.violations.length > 0) {
        this.say(`seed ${seed + number}: ${outcome.violations[0]}`);
        await this.shrink(seed + number, { plan, outcome, leaning }, shrinkingRuns);
      }
    }
  }

  /** Runs one plan, as it was written down. */
  public async replay(plan: Plan): Promise<void> {
    const outcome = await run(plan, this.bench);
    this.note(outcome);
    if (outcome.violations.length > 0) {
      this.results.failures.push({ seed: 0, violations: outcome.violations, plan });
    }
  }

  private note({ codes, deployments, discarded, met }: Outcome): void {
    this.results.runs += 1;
    this.results.deployments += deployments;
    this.results.discarded.push(...(discarded === undefined ? [] : [discarded]));
    met.forEach((times, kind) => { this.results.met[kind] = (this.results.met[kind] ?? 0) + times; });
    codes.forEach(code => { this.results.codes[code] = (this.results.codes[code] ?? 0) + 1; });
  }

  private async shrink(
    seed: number, { leaning, outcome, plan }: { readonly plan: Plan; readonly outcome: Outcome; readonly leaning?: Leaning }, shrinkingRuns: number,
  ): Promise<void> {
    let [smallest, violations, left] = [plan, outcome.violations, shrinkingRuns];
    await fc.check(fc.asyncProperty(anyPlan(leaning), async candidate => {
      if (left-- <= 0) {
        return;
      }
      const tried = await run(candidate, this.bench);
      // Another promise that is broken on the way down is another story.
      if (tried.violations.length > 0 && kindOf(tried.violations[0]) === kindOf(outcome.violations[0])) {
        [smallest, violations] = [candidate, tried.violations];
        throw new Error(tried.violations[0]);
      }
    }), { seed, numRuns: 1 });
    this.results.failures.push({ seed, violations, plan: smallest });
  }
}

/** A violation without its numbers and names. */
function kindOf(violation: string): string {
  return violation.replace(/\d+/g, '').replace(/'[^']*'/g, '');
}
