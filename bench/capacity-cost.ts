/** What AWS charges a month for a pool that is counted, shown on a dashboard, and grows. */

import { PRICES } from './calls';
import { CAPACITY_MINUTES, CapacityMetric } from '../src/contract';

/** One thing that is charged for. */
export interface CostRow {
  readonly what: string;
  readonly how: string;
  /** US dollars a month. */
  readonly dollars: number;
}

/** AWS's public price lists, US East (N. Virginia), first tier, without free tiers, in US dollars. */
export const MONTHLY_PRICES = {
  /** Amazon CloudWatch: a custom metric, which is a name with one set of dimensions and their values. */
  metric: 0.30,
  /** A standard alarm on one metric. */
  alarm: 0.10,
  dashboard: 3,
  /** CloudWatch Logs: a GB that comes in. What is kept of it costs a sixteenth of that. */
  logGigabyte: 0.50,
  /** Amazon DynamoDB on demand: a million units of reading. */
  millionReads: 0.125,
} as const;

const DAYS = 30;
/** Rather too long than too short, for some twenty calls to AWS, most of them side by side. */
const SECONDS = 3;
const GIGABYTES = 0.25;
/** The notice, the metrics, and three lines of Lambda's own. */
const LOG_KILOBYTES = 2;
/** How long the stack of a pool that grows by a step a day is at work: an hour a day. */
const HOURS_AT_WORK = 30;
const ALARMS = 1;

/** The rows. */
export function capacityCost(): CostRow[] {
  const counts = DAYS * 24 * 60 / CAPACITY_MINUTES;
  const metrics = Object.keys(CapacityMetric).length;
  const calls = HOURS_AT_WORK * 60 / CAPACITY_MINUTES;
  const ran = counts * (PRICES.lambdaRequest + SECONDS * GIGABYTES * PRICES.gigabyteSecond);
  const logs = counts * LOG_KILOBYTES / 1e6 * MONTHLY_PRICES.logGigabyte;
  const number = counts.toLocaleString('en-US');
  return [
    { what: 'metrics', how: `${metrics}, in one set of dimensions`, dollars: metrics * MONTHLY_PRICES.metric },
    { what: 'dashboard', how: 'one', dollars: MONTHLY_PRICES.dashboard },
    { what: 'alarm', how: 'one for low water', dollars: ALARMS * MONTHLY_PRICES.alarm },
    { what: 'the function that counts', how: `${number} times, ${SECONDS} s of 256 MiB`, dollars: ran },
    { what: 'its calls of Service Catalog', how: `${calls}, while the stack is at work an hour a day`, dollars: calls * PRICES.serviceCatalogCall },
    { what: 'its log', how: `${number} times ${LOG_KILOBYTES} kB`, dollars: logs },
    { what: 'the function that decides', how: 'as much again: it counts for itself, and reads its ledger', dollars: ran + logs + calls * PRICES.serviceCatalogCall + counts / 1e6 * MONTHLY_PRICES.millionReads },
  ];
}

/** The table of docs/growth.md. */
export function costTable(rows: readonly CostRow[] = capacityCost()): string {
  const total = rows.reduce((sum, { dollars }) => sum + dollars, 0);
  return [
    '| | | US dollars a month |',
    '|---|---|---|',
    ...rows.map(({ what, how, dollars }) => `| ${what} | ${how} | ${dollars.toFixed(2)} |`),
    `| **together** | | **${total.toFixed(2)}** |`,
  ].join('\n');
}
