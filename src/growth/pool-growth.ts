import { CfnOutput, Duration, Lazy, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnTable } from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { countingEnvironment, countingStatements } from './counting';
import { cloudFormation, growthStatements, updateStatements } from './growth-permissions';
import { GROWTH_REASONS } from './growth-reasons';
import { PoolCapacity } from './pool-capacity';
import type { PoolGrowthProps } from './pool-growth-props';
import { DEFAULT_COOLDOWN_MINUTES, DEFAULT_MAX_PER_DAY, DEFAULT_STEP, POOL_GROWTH_PROPS } from './pool-growth-props';
import { refuseMisplaced, refuseUnfitNumbers } from './pool-growth-validation';
import { EVENT_BUS_VARIABLE, FunctionLabel, GROWTH_OF, GrowthEnvironment, LEDGER_PARTITION_KEY, LEDGER_SORT_KEY } from '../contract';
import type { GrowthSettings } from '../contract';
import { AccountRegistry } from '../shared/account-registry';
import { busArnOf } from '../shared/event-senders';
import { functionSettings } from '../shared/function-options';
import { nameInOutputs } from '../shared/function-outputs';
import { executionPolicies, HandlerFunction } from '../shared/handler-function';
import { carryReasons } from '../shared/nag-reasons';
import { refuseProps } from '../shared/props';

/** Below the time between two counts. */
const TIMEOUT = Duration.minutes(4);

/**
 * Lets a pool grow by itself, within limits that a person sets.
 *
 * Every five minutes the pool is counted. When fewer than `lowWater` accounts are Available, cooling down or on their way, its stack is updated with a higher
 * PoolSize: one growth at a time, from a settled stack only, never above `max` of the pool, never more than `maxPerDay` a day. Two growths in a row whose accounts failed
 * halt it until a person clears that. What was decided, and why, stands in a ledger that is only added to. docs/growth.md tells all of it.
 *
 * Put it into a stack of its own, beside the pool's: it updates the pool's stack, with a role that can do nothing but have the pool's accounts made.
 *
 * The ledger is retained when this is removed.
 *
 * @exampleMetadata fixture=pool
 * @example
 * const pool = new AccountPool(stack, 'Pool', { elasticSize: { min: 5, max: 40, initial: 10 } });
 * const beside = new Stack(stack.node.scope, 'PoolGrowth', { env: { account: stack.account, region: stack.region } });
 * new PoolGrowth(beside, 'Growth', { pool, lowWater: 5, step: 3, maxPerDay: 9, approval: GrowthApproval.above(25) });
 */
export class PoolGrowth extends Construct implements iam.IGrantable {
  /**
   * What counts the pool.
   */
  public readonly capacity: PoolCapacity;

  /**
   * The function that decides. Whoever may invoke it may ask for growth, within the limits, and answer its questions.
   */
  public readonly growFunction: lambda.IFunction;

  /**
   * The role of that function.
   */
  public readonly role: iam.IRole;

  /**
   * The role that CloudFormation updates the pool's stack with. All that it can do is call what makes the pool's accounts, and read the version of the bootstrap.
   */
  public readonly updateRole: iam.IRole;

  /**
   * Name of the table with the ledger.
   */
  public readonly ledgerTableName: string;

  private readonly handler: HandlerFunction;

  constructor(scope: Construct, id: string, props: PoolGrowthProps) {
    super(scope, id);

    const subject = `pool growth '${this.node.path}'`;
    refuseProps(props, { subject, of: 'PoolGrowth', types: POOL_GROWTH_PROPS, required: ['pool', 'lowWater'], open: this.constructor !== PoolGrowth });
    const { pool } = props;
    const { min, max } = refuseMisplaced(subject, this, props);
    const { lowWater, maxPerDay = DEFAULT_MAX_PER_DAY, step = Math.max(1, Math.min(DEFAULT_STEP, max, maxPerDay)) } = props;
    const cooldownMinutes = props.cooldown?.toMinutes({ integral: false }) ?? DEFAULT_COOLDOWN_MINUTES;
    refuseUnfitNumbers(subject, { min, max }, { lowWater, step, maxPerDay, cooldownMinutes });
    const approvalAbove = props.approval?._bind(subject, max);
    AccountRegistry.of(this).claim('pool growth', this, `the pool '${pool.node.path}'`, 'and its growth', () => 'one decides for all, so remove one of them');
    const [own, stack] = [Stack.of(this), Stack.of(pool)];
    const settings = functionSettings(this, subject, props, "a pool's growth");

    const ledger = new CfnTable(this, 'Ledger', {
      keySchema: [{ attributeName: LEDGER_PARTITION_KEY, keyType: 'HASH' }, { attributeName: LEDGER_SORT_KEY, keyType: 'RANGE' }],
      attributeDefinitions: [{ attributeName: LEDGER_PARTITION_KEY, attributeType: 'S' }, { attributeName: LEDGER_SORT_KEY, attributeType: 'N' }],
      billingMode: 'PAY_PER_REQUEST',
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtectionEnabled: true,
    });
    // A new ledger would know nothing of today's growths.
    ledger.applyRemovalPolicy(RemovalPolicy.RETAIN);
    this.ledgerTableName = ledger.ref;
    // An update tries accounts that failed again, whichever pool of the stack they are of: so all that are ever declared there count.
    const serviceTokens = Lazy.list({ produce: () => AccountRegistry.of(this).serviceTokensOf(stack) });
    this.updateRole = new iam.Role(this, 'UpdateRole', {
      description: 'Account Robot: CloudFormation lets a pool grow with it, and can do nothing else',
      assumedBy: cloudFormation(),
      inlinePolicies: { Grow: new iam.PolicyDocument({ statements: updateStatements(own, stack, serviceTokens) }) },
    });

    const eventBusArn = busArnOf(this, props.eventBus ?? pool._eventBus);
    const counted = { pool };
    this.role = new iam.Role(this, 'Role', {
      description: 'Account Robot: decides whether a pool grows',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      managedPolicies: executionPolicies(settings),
      inlinePolicies: {
        Count: new iam.PolicyDocument({ statements: countingStatements(this, counted, undefined) }),
        Grow: new iam.PolicyDocument({
          statements: growthStatements({ own, pool: stack, updateRoleArn: this.updateRole.roleArn, ledgerArn: ledger.attrArn, eventBusArn }),
        }),
      },
    });
    this.handler = new HandlerFunction(this, 'Grow', {
      handler: 'grow/grow',
      label: FunctionLabel.GROW,
      description: 'Account Robot: decides whether a pool grows, and lets it',
      role: this.role,
      timeout: TIMEOUT,
      environment: {
        ...countingEnvironment(this, counted, undefined),
        [GrowthEnvironment.GROWTH]: JSON.stringify({
          min,
          max,
          lowWater,
          step,
          maxPerDay,
          cooldownMinutes,
          ...approvalAbove !== undefined && { approvalAbove },
        } satisfies GrowthSettings),
        [GrowthEnvironment.UPDATE_ROLE_ARN]: this.updateRole.roleArn,
        [GrowthEnvironment.LEDGER_TABLE]: ledger.ref,
        [EVENT_BUS_VARIABLE]: eventBusArn,
      },
      settings,
    });
    this.growFunction = this.handler;
    carryReasons(this.role, GROWTH_REASONS);
    this.capacity = props.capacity ?? new PoolCapacity(this, 'Capacity', { pool, ...functionOptionsOf(props) });
    this.capacity._callAtEachTick(this.handler);
    // The command finds the function by it, whatever else is told.
    new CfnOutput(this, 'Asks', { value: this.handler.functionName, description: `${GROWTH_OF}${stack.stackName}/${pool._countedAs}` });
    if (props.outputs ?? true) {
      nameInOutputs(this, [this.handler], settings);
    }
  }

  /**
   * The role of the function that decides, as the principal that policies are granted to.
   */
  public get grantPrincipal(): iam.IPrincipal {
    return this.role;
  }

  /**
   * The log group of the function that decides.
   */
  public get logGroup(): logs.ILogGroup {
    return this.handler.logGroup;
  }

  /**
   * Lets somebody ask for growth, answer questions and clear halts, as `account-robot grow` does.
   *
   * @param grantee who
   */
  public grantAsk(grantee: iam.IGrantable): iam.Grant {
    return this.handler.grantInvoke(grantee);
  }
}

/** What is asked of functions, for both of them. */
function functionOptionsOf({ vpc, vpcSubnets, securityGroups, logGroup, logRetention, environmentEncryption, memorySize, runtime }: PoolGrowthProps) {
  return { vpc, vpcSubnets, securityGroups, logGroup, logRetention, environmentEncryption, memorySize, runtime };
}
