/** What growth has written, asked for and told through all deployments of a run: kept beside its ledger, and held against it. */

import type { GrowthRules } from './rules';
import { policyOf, SIZE_PARAMETER } from './rules';
import type { AnswerEntry, GrowthEntry, LedgerEntry, OutcomeEntry, QuestionEntry } from '../../core/growth/ledger';
import { updateToken } from '../../core/growth/ledger';
import { DAY_MINUTES, FAILED_GROWTHS_MAX, poolKey } from '../../core/growth/policy';
import type { ApiRequest } from '../../rehearsal/kernel/types';
import type { Report } from '../../rehearsal/report';
import type { RehearsalState } from '../../rehearsal/state-file';
import { FunctionLabel, LEDGER_SORT_KEY } from '../../src/contract';

/** An update that growth asked for. */
interface Asked {
  /** Seconds into its deployment. */
  readonly second: number;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly token: string;
  /** Of which ledger its function writes. */
  readonly table: string;
}

/** An update that began. */
interface Begun extends Asked {
  readonly from: number;
  readonly to: number;
}

const MINUTE = 60_000;

export class GrowthBook {
  private asking: Asked[] = [];
  private readonly begun: Begun[] = [];
  /** Entries as they were written first, by their tables and numbers. */
  private readonly first = new Map<string, string>();
  private readonly events = new Map<string, string>();
  private table = '';

  constructor(private readonly rules: GrowthRules) {}

  /** An entry is being written. */
  public written(table: string, { number, at, ...entry }: LedgerEntry): void {
    this.table = table;
    const key = `${table} ${number}`;
    this.first.set(key, this.first.get(key) ?? JSON.stringify({ at, ...entry }));
  }

  /** An update is being asked for. */
  public asked(second: number, at: number, { input }: ApiRequest): void {
    this.asking.push({ second, at, token: String(input.ClientRequestToken), table: this.table });
  }

  /** An event is being sent. One id is one event. */
  public told(detailType: string, detail: Readonly<Record<string, unknown>>): string[] {
    const { at: _, ...rest } = detail;
    const [id, text] = [String(detail.id), JSON.stringify([detailType, rest])];
    const before = this.events.get(id);
    this.events.set(id, before ?? text);
    return before === undefined || before === text ? [] : [`tells two things by the id ${id}: ${before} and ${text}`];
  }

  /** A deployment and its hours have ended. What in them may not be. */
  public close({ operations = [] }: Report, state: RehearsalState): string[] {
    const violations: string[] = [];
    for (const { by, parameters, startedAt } of operations.filter(operation => operation.by === FunctionLabel.GROW)) {
      const { [SIZE_PARAMETER]: size, ...others } = parameters;
      const asked = this.asking.find(({ second }) => Math.round(second) === Math.round(startedAt));
      if (asked === undefined || size === undefined || Object.keys(others).length > 0) {
        violations.push(`an update by ${by} changed ${JSON.stringify(parameters)}, where the size alone was expected`);
        continue;
      }
      this.begun.push({ ...asked, from: Number(size.from), to: Number(size.to) });
    }
    this.asking = [];
    return [...violations, ...ledgersIn(state).flatMap(({ entries, table }) => this.checkLedger(table, entries))];
  }

  private checkLedger(table: string, entries: readonly LedgerEntry[]): string[] {
    const begun = this.begun.filter(update => update.table === table);
    const growths = entries.filter((entry): entry is GrowthEntry => entry.kind === 'growth');
    return [
      ...entries.flatMap(({ number }, index) => number === index + 1 ? [] : [`the ledger's entry ${index + 1} has the number ${number}`]),
      ...entries.flatMap(({ number, at, ...entry }) => {
        const first = this.first.get(`${table} ${number}`);
        return first === undefined || first === JSON.stringify({ at, ...entry }) ? [] : [`the ledger's entry ${number} was ${first} at first, and is ${JSON.stringify(entry)}`];
      }),
      ...begun.flatMap(update => this.checkUpdate(update, growths)),
      ...begun.flatMap(({ token }, index) => begun.findIndex(other => other.token === token) === index ? [] : [`one entry of the ledger began two updates (${token})`]),
      ...this.beyondDay(begun.map(({ at, from, to }) => ({ at, from, to }))),
      ...this.beyondDay(growths.map(({ at, from, to }) => ({ at: at.getTime(), from, to }))),
      ...this.checkRest(growths),
      ...checkHalts(entries),
      ...this.checkAnswers(entries, growths),
    ];
  }

  private checkUpdate({ to, token }: Begun, growths: readonly GrowthEntry[]): string[] {
    const orders = growths.filter(growth => updateToken(poolKey(policyOf(this.rules)), growth) === token);
    return orders.length === 1 && orders[0].to === to ? [] : [`the pool grew to ${to}, which is ${orders.length === 0 ? 'not' : `${orders.length} times, to ${orders.map(order => order.to).join(' and ')},`} in the ledger`];
  }

  private beyondDay(growths: readonly { readonly at: number; readonly from: number; readonly to: number }[]): string[] {
    const { maxPerDay } = this.rules;
    return growths.flatMap(({ at }, index) => {
      const day = growths.slice(0, index + 1).filter(other => at - other.at < DAY_MINUTES * MINUTE);
      const added = day.reduce((sum, { from, to }) => sum + to - from, 0);
      return added > maxPerDay ? [`growth has added ${added} accounts within a day, where ${maxPerDay} are the most`] : [];
    });
  }

  private checkRest(growths: readonly GrowthEntry[]): string[] {
    const { cooldownMinutes } = this.rules;
    return growths.slice(1).flatMap(({ at, number }, index) => {
      const minutes = (at.getTime() - growths[index].at.getTime()) / MINUTE;
      return minutes < cooldownMinutes ? [`growth ${number} was decided ${minutes.toFixed(1)} minutes after the one before, where ${cooldownMinutes} are to pass`] : [];
    });
  }

  /** Above the threshold only by a yes that was asked for, once, and within a day. */
  private checkAnswers(entries: readonly LedgerEntry[], growths: readonly GrowthEntry[]): string[] {
    const { approvalAbove = Infinity } = this.rules;
    return growths.filter(({ to }) => to > approvalAbove).flatMap(({ answer, at, number, to }) => {
      const yes = entries.find((entry): entry is AnswerEntry => entry.kind === 'answer' && entry.number === answer);
      const question = entries.find((entry): entry is QuestionEntry => entry.kind === 'question' && entry.number === yes?.question);
      const isGood = yes?.isYes === true && question?.to === to && growths.filter(growth => growth.answer === answer).length === 1
        && at.getTime() - question.at.getTime() < DAY_MINUTES * MINUTE;
      return isGood ? [] : [`growth ${number} to ${to} is above ${approvalAbove}, and nobody's yes stands for it`];
    });
  }
}

/** Two growths in a row that failed are the last ones until somebody clears that. */
function checkHalts(entries: readonly LedgerEntry[]): string[] {
  let failed = 0;
  return entries.flatMap(entry => {
    if (entry.kind === 'growth' && failed >= FAILED_GROWTHS_MAX) {
      return [`growth ${entry.number} was decided after ${failed} had failed in a row`];
    }
    if (entry.kind === 'clear') {
      failed = 0;
    } else if (entry.kind === 'outcome' && (entry as OutcomeEntry).isLost !== true) {
      failed = (entry as OutcomeEntry).failed.length > 0 ? failed + 1 : 0;
    }
    return [];
  });
}

/** All ledgers that there are: a stack that was deleted leaves its own behind. */
export function ledgersIn(state: RehearsalState): { readonly table: string; readonly entries: readonly LedgerEntry[] }[] {
  return Object.entries(state.services.dynamoDb?.tables ?? {}).map(([arn, items]) => ({
    table: arn.slice(arn.lastIndexOf('/') + 1),
    entries: Object.values(items).map(item => {
      const { [LEDGER_SORT_KEY]: number, at, entry } = item as Readonly<Record<string, { readonly S?: string; readonly N?: string }>>;
      return { ...JSON.parse(entry.S!), number: Number(number.N), at: new Date(at.S!) } as LedgerEntry;
    }).sort((one, other) => one.number - other.number),
  }));
}
