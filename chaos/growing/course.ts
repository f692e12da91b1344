/** A pool that grows, through all deployments of a run: who watches it in each, and what has to be true of it behind each. */

import { GrowthBook, ledgersIn } from './book';
import { GrowthGuard } from './guard';
import type { GrowthRules } from './rules';
import { POOL_STACK, policyOf, SIZE_PARAMETER } from './rules';
import type { Declared, Shape } from '../app';
import { accountsOf } from '../app';
import { isHalted, nextEntry } from '../../core/growth/ledger';
import { poolKey } from '../../core/growth/policy';
import type { RehearsalResult } from '../../rehearsal/rehearse';
import type { RehearsalState } from '../../rehearsal/state-file';
import type { World } from '../../rehearsal/world/world';
import { GrowOutcome, LEDGER_PARTITION_KEY, LEDGER_SORT_KEY } from '../../src/contract';

/** Ticks are five minutes apart and come within a minute; a count, a call and a start take their time. */
const LOOK_MINUTES_MAX = 8;
/** What must not be said once nothing is in the way any more. */
const OBSTACLES = ['AR-GROWTH-STACK', 'AR-GROWTH-BLIND', 'AR-GROWTH-PARAMETER', 'AR-GROWTH-UPDATE'];

export class GrowthCourse {
  private readonly book: GrowthBook;

  constructor(private readonly rules: GrowthRules) {
    this.book = new GrowthBook(rules);
  }

  /** Who watches the next deployment. */
  public watch({ lag, organization, sandbox }: World): GrowthGuard {
    return new GrowthGuard(this.rules, lag, sandbox!, organization.accountQuota, this.book);
  }

  /** How many accounts the stacks declare as they stand. */
  public declared(state: RehearsalState, shape: Shape, declared: Declared): number {
    const { [POOL_STACK]: first = [], ...others } = Object.fromEntries(accountsOf(shape, declared));
    const stack = state.stacks.stacks.find(({ deletedAt, name }) => deletedAt === undefined && name === POOL_STACK);
    const there = Number(stack?.parameters?.[SIZE_PARAMETER] ?? 0) + (shape.existing === undefined ? 0 : 1);
    return Math.min(there, first.length) + Object.values(others).flat().length;
  }

  /** What in a deployment and its hours may not be. */
  public close(guard: GrowthGuard, { log, report, state }: RehearsalResult, isCalm: boolean): string[] {
    const broken = this.book.close(report, state);
    if (!isCalm || report.stacks.some(({ status }) => !status.endsWith('_COMPLETE'))) {
      return broken;
    }
    const looks = guard.looks.filter(at => at > report.virtualSeconds);
    const gaps = looks.map((at, index) => (at - (looks[index - 1] ?? report.virtualSeconds)) / 60);
    const gap = gaps.find(minutes => minutes > LOOK_MINUTES_MAX);
    const answers = log.flatMap(({ line }) => line.includes('"growth-answered"') ? [JSON.parse(line) as { readonly outcome: string; readonly code?: string; readonly text: string }] : []);
    const last = answers.at(-1);
    return [
      ...broken,
      ...gap === undefined ? [] : [`nothing was in the way, and growth didn't look for ${gap.toFixed(1)} minutes`],
      ...last?.outcome === GrowOutcome.REFUSED && OBSTACLES.includes(last.code ?? '') ? [`nothing was in the way, and growth said in the end: ${last.text}`] : [],
      ...last?.outcome === GrowOutcome.WAITING && /not below/.test(last.text) && guard.isLow ? [`the pool is low, and growth said in the end: ${last.text}`] : [],
    ];
  }

  /** Somebody clears what has halted, as `account-robot grow --clear` does. */
  public clear(state: RehearsalState): void {
    for (const { entries, table } of ledgersIn(state).filter(ledger => isHalted(ledger.entries))) {
      const { at, number, ...entry } = nextEntry(entries, { kind: 'clear', by: 'chaos' }, new Date(state.clock));
      const arn = Object.keys(state.services.dynamoDb!.tables).find(candidate => candidate.endsWith(`/${table}`))!;
      const key = { [LEDGER_PARTITION_KEY]: { S: poolKey(policyOf(this.rules)) }, [LEDGER_SORT_KEY]: { N: String(number) } };
      state.services.dynamoDb!.tables[arn][JSON.stringify(key)] = {
        ...key,
        at: { S: at.toISOString() },
        entry: { S: JSON.stringify(entry) },
        writtenBy: { S: 'chaos' },
      };
    }
  }
}
