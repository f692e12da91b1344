/**
 * Questions to the logs of our functions, for CloudWatch Logs Insights. A test holds each word in them that isn't the language's own against records that the functions
 * have written.
 */

import { MetricName, Notice } from '../contract';

/** Whose log groups are asked. */
export enum Asked {
  FACTORY = 'factory',
  CAPACITY = 'capacity',
  GROWTH = 'growth',
}

/** One question. */
export interface LogQuery {
  /** What it is saved as. */
  readonly name: string;
  readonly of: Asked;
  /** Its commands, in their order. */
  readonly commands: readonly string[];
}

const is = (notice: Notice) => `filter notice = "${notice}"`;

/** So many rows are shown at most. */
const ROWS = 'limit 200';
const LATEST_FIRST = 'sort @timestamp desc';

/** How many accounts failed, and of what: by the codes of docs/errors.md. */
export const FAILURES_BY_CODE: LogQuery = {
  name: 'failures-by-code',
  of: Asked.FACTORY,
  commands: [is(Notice.LEG_FAILED), 'stats count(*) as failures by code', 'sort failures desc'],
};

/** How many account operations ran in the organization, whoever began them. */
export const SLOTS_IN_USE: LogQuery = {
  name: 'slots-in-use',
  of: Asked.CAPACITY,
  commands: [is(Notice.CAPACITY_COUNTED), 'stats max(slotsInUse) as slots by bin(5m)'],
};

/** What couldn't be looked at, so that counts are missing. */
export const NOT_COUNTED: LogQuery = {
  name: 'not-counted',
  of: Asked.CAPACITY,
  commands: [is(Notice.CAPACITY_UNSEEN), 'stats count(*) as times, latest(@timestamp) as lately by stack, pool, what, why', 'sort lately desc', ROWS],
};

/** What was decided about growth, entry by entry. */
export const GROWTH_LEDGER: LogQuery = {
  name: 'growth-ledger',
  of: Asked.GROWTH,
  commands: ['fields at, stack, pool, number, kind, `from`, `to`, `by`, why, code, what, fix', is(Notice.GROWTH_WRITTEN), LATEST_FIRST, ROWS],
};

/** All of them. The others are saved, and stand on no dashboard. */
export const LOG_QUERIES: readonly LogQuery[] = [
  FAILURES_BY_CODE,
  {
    name: 'failures',
    of: Asked.FACTORY,
    commands: ['fields @timestamp, stack, account, leg, code, error', is(Notice.LEG_FAILED), LATEST_FIRST, ROWS],
  },
  {
    name: 'what-accounts-wait-for',
    of: Asked.FACTORY,
    commands: [
      `${is(Notice.ACCOUNT_DECISION)} and decision = "wait"`,
      'stats count(*) as looks, latest(@timestamp) as lately, latest(text) as said by stack, account, reason',
      'sort lately desc',
      ROWS,
    ],
  },
  {
    name: 'one-account',
    of: Asked.FACTORY,
    commands: [
      '# the name of the account that you want to follow',
      'filter account = "pool-001"',
      'fields @timestamp, notice, leg, decision, step, reason, code, text, error',
      'sort @timestamp asc',
      'limit 10000',
    ],
  },
  {
    name: 'factory-minutes',
    of: Asked.FACTORY,
    commands: [
      `${is(Notice.METRICS)} and ispresent(${MetricName.FACTORY_MINUTES})`,
      `stats count(*) as accounts, pct(${MetricName.FACTORY_MINUTES}, 50) as p50, pct(${MetricName.FACTORY_MINUTES}, 90) as p90, max(${MetricName.FACTORY_MINUTES}) as most by bin(1d)`,
    ],
  },
  {
    name: 'cleaning-minutes',
    of: Asked.FACTORY,
    commands: [
      `${is(Notice.METRICS)} and ispresent(${MetricName.CLEANING_MINUTES})`,
      `stats count(*) as accounts, pct(${MetricName.CLEANING_MINUTES}, 50) as p50, pct(${MetricName.CLEANING_MINUTES}, 90) as p90, max(${MetricName.CLEANING_MINUTES}) as most by bin(1d)`,
    ],
  },
  {
    name: 'counts',
    of: Asked.CAPACITY,
    commands: [
      'fields at, stack, pool, available, active, frozen, cleanUp, coolingDown, quarantine, inFlight, declared, maxSize, quotaLeft, slotsInUse',
      is(Notice.CAPACITY_COUNTED),
      LATEST_FIRST,
      ROWS,
    ],
  },
  SLOTS_IN_USE,
  NOT_COUNTED,
  GROWTH_LEDGER,
  {
    name: 'growth-answers',
    of: Asked.GROWTH,
    commands: [is(Notice.GROWTH_ANSWERED), 'stats count(*) as times, latest(@timestamp) as lately by stack, pool, ask, outcome, code, text', 'sort lately desc', ROWS],
  },
];

/** The text of a question. */
export function textOf({ commands }: LogQuery): string {
  return commands.map((command, index) => index === 0 || commands[index - 1].startsWith('#') ? command : `| ${command}`).join('\n');
}
