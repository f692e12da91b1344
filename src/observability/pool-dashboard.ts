import { Duration, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { CfnQueryDefinition } from 'aws-cdk-lib/aws-logs';
import type * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { LogQuery } from './log-queries';
import { Asked, FAILURES_BY_CODE, GROWTH_LEDGER, LOG_QUERIES, NOT_COUNTED, SLOTS_IN_USE, textOf } from './log-queries';
import type { AccountPool } from '../accounts/account-pool';
import type { PoolCapacity } from '../growth/pool-capacity';
import type { PoolGrowth } from '../growth/pool-growth';
import type { PropTypes } from '../shared/props';
import { listOf, refuseProps, TEXT, TRUTH } from '../shared/props';
import { refuseOtherEnvironment } from '../shared/same-environment';
import { UserError } from '../shared/user-error';

/**
 * Properties of a `PoolDashboard`.
 */
export interface PoolDashboardProps {
  /**
   * The pools that are shown, in this order. All of them are in the account and the Region of the dashboard.
   */
  readonly pools: AccountPool[];

  /**
   * What counts these pools. Those of `growths` are known.
   *
   * @default - what only their logs tell isn't shown, which is how many slots of the factory are in use, and what couldn't be counted
   */
  readonly capacities?: PoolCapacity[];

  /**
   * What lets these pools grow.
   *
   * @default - no ledger is shown
   */
  readonly growths?: PoolGrowth[];

  /**
   * Alarms whose states are shown on top.
   *
   * @default - none
   */
  readonly alarms?: cloudwatch.IAlarm[];

  /**
   * Name of the dashboard.
   *
   * @default - CloudFormation makes one up
   */
  readonly dashboardName?: string;

  /**
   * Whether questions to the logs are saved in CloudWatch Logs Insights, in a folder that is named after the stack.
   *
   * @default true
   */
  readonly savedQueries?: boolean;
}

const PROPS: PropTypes<PoolDashboardProps> = {
  pools: listOf('accountIds', 'a list of AccountPools', 'write [pool]'),
  capacities: listOf('lowWaterAlarm', 'a list of PoolCapacities', 'write [capacity]'),
  growths: listOf('ledgerTableName', 'a list of PoolGrowths', 'write [growth]'),
  alarms: listOf('alarmArn', 'a list of alarms', 'write [alarm]'),
  dashboardName: TEXT,
  savedQueries: TRUTH,
};

/** A row of a dashboard is 24 wide. */
const [HALF, FULL] = [12, 24];
const HEIGHT = 6;
/** Creations are rare: an hour has one, or none. */
const MINUTES_PERIOD = Duration.hours(1);

/**
 * One dashboard for some pools: what their accounts are doing, how large they are and may become, how long creations and cleanings take, what fails, and how they grow.
 *
 * The questions to the logs that it asks, and some more, are saved in CloudWatch Logs Insights.
 *
 * @exampleMetadata fixture=pool
 * @example
 * const pool = new AccountPool(stack, 'Pool', { size: 10 });
 * const capacity = new PoolCapacity(stack, 'Capacity', { pool });
 * const low = capacity.lowWaterAlarm('Low', { below: 3 });
 * new PoolDashboard(stack, 'Dashboard', { pools: [pool], capacities: [capacity], alarms: [low] });
 */
export class PoolDashboard extends Construct {
  /**
   * The dashboard. More widgets can be added to it.
   */
  public readonly dashboard: cloudwatch.Dashboard;

  private readonly logGroups: Readonly<Record<Asked, readonly logs.ILogGroup[]>>;

  constructor(scope: Construct, id: string, props: PoolDashboardProps) {
    super(scope, id);

    const subject = `pool dashboard '${this.node.path}'`;
    refuseProps(props, { subject, of: 'PoolDashboard', types: PROPS, required: ['pools'], open: this.constructor !== PoolDashboard });
    const { pools, growths = [], alarms = [] } = props;
    refuseMisplaced(subject, this, props);
    const capacities = [...new Set([...props.capacities ?? [], ...growths.map(({ capacity }) => capacity)])];
    this.logGroups = {
      [Asked.FACTORY]: [...new Set(pools.flatMap(({ _logGroups }) => _logGroups))],
      [Asked.CAPACITY]: [...new Set(capacities.map(({ logGroup }) => logGroup))],
      [Asked.GROWTH]: [...new Set(growths.map(({ logGroup }) => logGroup))],
    };
    this.dashboard = new cloudwatch.Dashboard(this, 'Dashboard', {
      dashboardName: props.dashboardName,
      defaultInterval: Duration.days(1),
      widgets: [
        ...alarms.length === 0 ? [] : [[new cloudwatch.AlarmStatusWidget({ title: 'Alarms', alarms, width: FULL })]],
        ...pools.flatMap(pool => rowsOf(pool)),
        this.logRow([
          ['Failures by code', FAILURES_BY_CODE, cloudwatch.LogQueryVisualizationType.TABLE],
          ['Slots of the factory in use', SLOTS_IN_USE, cloudwatch.LogQueryVisualizationType.LINE],
        ]),
        this.logRow([['Growth', GROWTH_LEDGER, cloudwatch.LogQueryVisualizationType.TABLE]]),
        this.logRow([['What could not be counted', NOT_COUNTED, cloudwatch.LogQueryVisualizationType.TABLE]]),
      ].filter(row => row.length > 0),
    });
    if (props.savedQueries ?? true) {
      this.saveQueries();
    }
  }

  /** Widgets beside each other, as far as there are logs to ask. */
  private logRow(wanted: readonly (readonly [title: string, query: LogQuery, view: cloudwatch.LogQueryVisualizationType])[]): cloudwatch.IWidget[] {
    const there = wanted.filter(([, query]) => this.logGroups[query.of].length > 0);
    return there.map(([title, query, view]) => new cloudwatch.LogQueryWidget({
      title,
      view,
      logGroupNames: this.logGroups[query.of].map(({ logGroupName }) => logGroupName),
      queryString: textOf(query),
      width: FULL / there.length,
      height: HEIGHT,
    }));
  }

  private saveQueries(): void {
    const folder = `account-robot/${Stack.of(this).stackName}`;
    for (const query of LOG_QUERIES.filter(({ of }) => this.logGroups[of].length > 0)) {
      // The text as it is: the construct of the CDK takes it apart, and knows no comments.
      new CfnQueryDefinition(this, query.name, {
        name: `${folder}/${query.name}`,
        queryString: textOf(query),
        logGroupNames: this.logGroups[query.of].map(({ logGroupName }) => logGroupName),
      });
    }
  }
}

/** What is shown of one pool. */
function rowsOf(pool: AccountPool): cloudwatch.IWidget[][] {
  const name = pool._countedAs;
  const minutes = { period: MINUTES_PERIOD };
  const counts = { title: `${name}: accounts of the sandbox`, width: HALF, height: HEIGHT, stacked: true, leftYAxis: { min: 0, showUnits: false } };
  const size = new cloudwatch.GraphWidget({
    title: `${name}: size`,
    width: HALF,
    height: HEIGHT,
    left: [pool.metricDeclared(), pool.metricMaxSize(), pool.metricInFlight()],
    right: [pool.metricQuotaLeft()],
    leftYAxis: { min: 0, showUnits: false },
    rightYAxis: { min: 0, showUnits: false },
  });
  const durations = new cloudwatch.GraphWidget({
    title: `${name}: minutes`,
    width: HALF,
    height: HEIGHT,
    left: [
      pool.metricFactoryMinutes({ ...minutes, statistic: 'p50', label: 'factory, p50' }),
      pool.metricFactoryMinutes({ ...minutes, statistic: 'p90', label: 'factory, p90' }),
      ...pool._sandbox === undefined ? [] : [
        pool.metricCleaningMinutes({ ...minutes, statistic: 'p50', label: 'cleaning, p50' }),
        pool.metricCleaningMinutes({ ...minutes, statistic: 'p90', label: 'cleaning, p90' }),
      ],
    ],
    leftYAxis: { min: 0, showUnits: false },
  });
  const outcomes = new cloudwatch.GraphWidget({
    title: `${name}: accounts made and failed`,
    width: HALF,
    height: HEIGHT,
    left: [pool.metricProvisioned(minutes), pool.metricFailed(minutes)],
    leftYAxis: { min: 0, showUnits: false },
  });
  return pool._sandbox === undefined ? [[size, durations], [outcomes]] : [
    [
      new cloudwatch.GraphWidget({
        ...counts,
        left: [
          pool.metricAvailable(), pool.metricActive(), pool.metricFrozen(), pool.metricCleanUp(), pool.metricCoolingDown(), pool.metricQuarantine(),
        ],
      }),
      size,
    ],
    [durations, outcomes],
  ];
}

function refuseMisplaced(subject: string, dashboard: Construct, { pools, capacities = [], growths = [] }: PoolDashboardProps): void {
  if (pools.length === 0) {
    throw new UserError(`${subject}: 'pools' must have one pool at least, got []; a dashboard without one shows nothing`);
  }
  for (const pool of pools) {
    refuseOtherEnvironment(subject, dashboard, pool);
  }
  const ofPools = {
    capacities: capacities.map(({ node, pool }) => ({ node, pool })),
    growths: growths.map(({ node, capacity: { pool } }) => ({ node, pool })),
  };
  for (const [prop, others] of Object.entries(ofPools)) {
    const stranger = others.find(({ pool }) => !pools.includes(pool));
    if (stranger !== undefined) {
      throw new UserError(`${subject}: '${prop}' has '${stranger.node.path}', which is of '${stranger.pool.node.path}', and that is not one of 'pools'; `
        + 'add the pool, or remove it');
    }
  }
}
