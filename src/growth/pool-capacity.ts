import { Annotations, Duration, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { CAPACITY_REASONS } from './capacity-reasons';
import { cooldownAccess, countingEnvironment, countingStatements } from './counting';
import type { AccountPool } from '../accounts/account-pool';
import { CAPACITY_MINUTES, CapacityEnvironment, FunctionLabel } from '../contract';
import type { SandboxAccess } from '../sandbox/sandbox-access';
import { roleNameProblem } from '../settings/sandbox-validation';
import { AccountRegistry } from '../shared/account-registry';
import type { FunctionOptions } from '../shared/function-options';
import { FUNCTION_OPTIONS, functionSettings } from '../shared/function-options';
import { nameInOutputs } from '../shared/function-outputs';
import { executionPolicies, HandlerFunction } from '../shared/handler-function';
import { isKnown, orWord } from '../shared/known-value';
import { carryReasons } from '../shared/nag-reasons';
import type { PropTypes } from '../shared/props';
import { NUMBER, objectWith, refuseProps, TEXT, TRUTH } from '../shared/props';
import { factoryRoleName } from '../shared/role-name';
import { refuseOtherEnvironment } from '../shared/same-environment';
import type { Problem } from '../shared/user-error';
import { refuseUnfit, UserError } from '../shared/user-error';

/**
 * Properties of a `PoolCapacity`.
 */
export interface PoolCapacityProps extends FunctionOptions {
  /**
   * The pool that is counted. It may stand in another stack, of the same account and Region.
   */
  readonly pool: AccountPool;

  /**
   * How Innovation Sandbox 1.3 or later is asked which accounts cool down: a machine client that trusts the role of this construct.
   *
   * It needs a stack `InnovationSandbox-M2mClient` of its own, because each trusts one role, and an `apiId`, or the `apiIdRoleArn` of another `SandboxHubAccess`
   * that trusts this role. Nothing but the list of accounts is asked for.
   *
   * @default - accounts that cool down are counted as being cleaned, and the metric CoolingDown is missing. Before 1.3 there are none.
   */
  readonly sandboxAccess?: SandboxAccess;

  /**
   * Name of the role, 1 to 64 characters.
   *
   * @default - `AccountRobot-<stack name>-<id>`
   */
  readonly roleName?: string;

  /**
   * Whether the stack has the names of the function and of its log group among its outputs.
   *
   * @default true
   */
  readonly outputs?: boolean;
}

/**
 * When a pool runs low.
 */
export interface LowWaterAlarmOptions {
  /**
   * The alarm goes off while fewer accounts than this are Available.
   */
  readonly below: number;

  /**
   * For how many counts in a row, five minutes apart.
   *
   * @default 2
   */
  readonly counts?: number;

  /**
   * Name of the alarm.
   *
   * @default - CloudFormation makes one up
   */
  readonly alarmName?: string;
}

const PROPS: PropTypes<PoolCapacityProps> = {
  pool: objectWith('accountIds', 'an AccountPool', 'make one by new AccountPool(...)'),
  sandboxAccess: objectWith('_bind', 'a SandboxAccess', 'make one by SandboxAccess.machineClient(...)'),
  roleName: TEXT,
  outputs: TRUTH,
  ...FUNCTION_OPTIONS,
};
const ALARM_OPTIONS: PropTypes<LowWaterAlarmOptions> = { below: NUMBER, counts: NUMBER, alarmName: TEXT };

/** Below the time between two counts. */
const TIMEOUT = Duration.minutes(4);
const DEFAULT_COUNTS = 2;

/**
 * Counts a pool every five minutes, and publishes the counts as metrics.
 *
 * They are those of `AccountPool`: `pool.metricAvailable()` and its like. What can't be read is left out and never told as 0; a notice in the log says why.
 *
 * Accounts of the sandbox are counted whoever made them, because a lease takes any. Of a pool without a sandbox nothing about leases can be counted: InFlight,
 * Declared, MaxSize and QuotaLeft are left.
 *
 * In us-east-1, and wherever the events of AWS Organizations are sent on to the default event bus, it counts as soon as an account was moved, too.
 *
 * @exampleMetadata fixture=pool
 * @example
 * const pool = new AccountPool(stack, 'Pool', { size: 10 });
 * const capacity = new PoolCapacity(stack, 'Capacity', { pool });
 * capacity.lowWaterAlarm('Low', { below: 5 });
 */
export class PoolCapacity extends Construct implements iam.IGrantable {
  /**
   * The pool that is counted.
   */
  public readonly pool: AccountPool;

  /**
   * The role that it is counted with. All that it may do is read.
   */
  public readonly role: iam.IRole;

  /**
   * Name of the role. It is known before the role exists, so that a machine client can trust it already.
   */
  public readonly roleName: string;

  private readonly handler: HandlerFunction;

  constructor(scope: Construct, id: string, props: PoolCapacityProps) {
    super(scope, id);

    const subject = `pool capacity '${this.node.path}'`;
    refuseProps(props, { subject, of: 'PoolCapacity', types: PROPS, required: ['pool'], open: this.constructor !== PoolCapacity });
    refuseUnfit(subject, 'roleName', props.roleName, roleNameProblem);
    const { pool } = props;
    this.pool = pool;
    refuseOtherEnvironment(subject, this, pool);
    AccountRegistry.of(this).claim('pool capacity', this, `the pool '${pool.node.path}'`, 'and its counts', () => 'one counts for all, so remove one of them');
    const access = cooldownAccess(subject, props);
    const settings = functionSettings(this, subject, props, 'a pool\'s capacity');
    this.roleName = props.roleName ?? factoryRoleName(this, '');
    if (isKnown(this.roleName)) {
      AccountRegistry.of(this).claim('pool capacity', this, `the role name ${JSON.stringify(this.roleName)}`, `in ${Stack.of(this).environment}`,
        () => "give one of them another 'roleName'");
    }
    this.role = new iam.Role(this, 'Role', {
      roleName: orWord(this.roleName),
      description: 'Account Robot: counts the accounts of a pool',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      managedPolicies: executionPolicies(settings),
      inlinePolicies: { Count: new iam.PolicyDocument({ statements: countingStatements(this, props, access) }) },
    });
    this.handler = new HandlerFunction(this, 'Count', {
      handler: 'capacity/count',
      label: FunctionLabel.CAPACITY,
      description: 'Account Robot: counts the accounts of a pool, publishes the counts',
      role: this.role,
      timeout: TIMEOUT,
      environment: countingEnvironment(this, props, access),
      settings,
    });
    carryReasons(this.role, CAPACITY_REASONS);
    new events.Rule(this, 'Tick', {
      description: 'Account Robot: counts the accounts of a pool',
      schedule: events.Schedule.rate(Duration.minutes(CAPACITY_MINUTES)),
      targets: [new targets.LambdaFunction(this.handler)],
    });
    if (pool._sandbox !== undefined) {
      // A call that failed is an event, too.
      new events.Rule(this, 'Moves', {
        description: 'Account Robot: counts the accounts of a pool when one may have been moved',
        eventPattern: { source: ['aws.organizations'], detail: { eventName: ['MoveAccount'], errorCode: [{ exists: false }] } },
        targets: [new targets.LambdaFunction(this.handler)],
      });
    } else {
      Annotations.of(this).addInfoV2('account-robot:counted-without-sandbox',
        `'${pool.node.path}' has no sandbox, so that nothing about leases is counted: InFlight, Declared, MaxSize and QuotaLeft are published, and no other metric`);
    }
    for (const doubt of access?.doubts ?? []) {
      Annotations.of(this).addWarningV2('account-robot:machine-client-of-capacity', doubt);
    }
    if (props.outputs ?? true) {
      nameInOutputs(this, [this.handler], settings);
    }
  }

  /**
   * The role, as the principal that policies are granted to.
   */
  public get grantPrincipal(): iam.IPrincipal {
    return this.role;
  }

  /**
   * The log group of the function that counts.
   */
  public get logGroup(): logs.ILogGroup {
    return this.handler.logGroup;
  }

  /**
   * An alarm that goes off while too few accounts are Available, or nobody can tell how many are.
   *
   * Missing counts go off too: the function doesn't run, or the sandbox can't be asked, and a pool that nobody can count may be empty. Its reason tells which it is.
   * Right after the first deployment it is in alarm until there are counts.
   *
   * @param id id of the alarm, below this construct
   * @param options when it goes off
   */
  public lowWaterAlarm(id: string, options: LowWaterAlarmOptions): cloudwatch.Alarm {
    const subject = `pool capacity '${this.node.path}', alarm '${id}'`;
    refuseProps(options, { subject, of: 'LowWaterAlarmOptions', types: ALARM_OPTIONS, required: ['below'] });
    const { below, counts = DEFAULT_COUNTS, alarmName } = options;
    if (this.pool._sandbox === undefined) {
      throw new UserError(`${subject}: '${this.pool.node.path}' has no sandbox, and no account is Available without one; remove the alarm, or give the pool a 'sandbox'`);
    }
    refuseUnfit(subject, 'below', below, wholeNumber('say how many accounts you want to have at hand'));
    refuseUnfit(subject, 'counts', counts, wholeNumber(`remove it to use the default, ${DEFAULT_COUNTS}`));
    return new cloudwatch.Alarm(this, id, {
      alarmName,
      alarmDescription: `Account Robot: fewer than ${below} accounts are Available for leases from '${this.pool.node.path}', or nobody can tell how many are`,
      metric: this.pool.metricAvailable(),
      comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
      threshold: below,
      evaluationPeriods: counts,
      treatMissingData: cloudwatch.TreatMissingData.BREACHING,
    });
  }

  /**
   * Has another function called, asynchronously, after each count. One alone: it decides about the pool.
   *
   * @internal
   */
  public _callAtEachTick(callee: lambda.IFunction): void {
    this.handler.addEnvironment(CapacityEnvironment.CALLED_AT_EACH_TICK, callee.functionArn);
    this.role.addToPrincipalPolicy(new iam.PolicyStatement({ sid: 'PassOnTick', actions: ['lambda:InvokeFunction'], resources: [callee.functionArn] }));
  }
}

function wholeNumber(fix: string): (value: number) => Problem | undefined {
  return value => Number.isSafeInteger(value) && value >= 1 ? undefined : { expected: 'a whole number, 1 or more', fix };
}
