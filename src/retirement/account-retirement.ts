import { Annotations, CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnTable } from 'aws-cdk-lib/aws-dynamodb';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { AccountRetirementProps } from './account-retirement-props';
import { ACCOUNT_RETIREMENT_PROPS, DEFAULT_COOL_OFF_DAYS } from './account-retirement-props';
import { retirementStatements } from './retirement-permissions';
import { RETIREMENT_REASONS } from './retirement-reasons';
import type { RetirementSettings, SandboxSettings } from '../contract';
import {
  EVENT_BUS_VARIABLE,
  FunctionLabel,
  LEDGER_PARTITION_KEY,
  LEDGER_SORT_KEY,
  PoolAccountEnvironment,
  RETIREMENT_MINUTES,
  RETIREMENT_OF,
  RetirementEnvironment,
  writeSandboxes,
} from '../contract';
import { sandboxStatements } from '../sandbox/sandbox-permissions';
import { roleNameProblem } from '../settings/sandbox-validation';
import { organizationalUnitIdProblem } from '../settings/validation';
import { AccountRegistry } from '../shared/account-registry';
import { busArnOf } from '../shared/event-senders';
import { functionSettings } from '../shared/function-options';
import { nameInOutputs } from '../shared/function-outputs';
import { executionPolicies, HandlerFunction } from '../shared/handler-function';
import { isKnown, orWord } from '../shared/known-value';
import { carryReasons } from '../shared/nag-reasons';
import { refuseProps } from '../shared/props';
import { factoryRoleName } from '../shared/role-name';
import { refuseOtherEnvironment } from '../shared/same-environment';
import { refuseUnfit, UserError } from '../shared/user-error';

/** Below the time between two ticks. */
const TIMEOUT = Duration.minutes(4);

/**
 * Retires accounts of a pool, one order at a time, when a person asks for it: `account-robot retire pool-017`. Never by a template.
 *
 * An account is looked at once more, ejected from Innovation Sandbox, let go of by Control Tower (one in the organization at a time), moved to a unit whose policy denies
 * everything, and closed after a cool-off if that was asked for, within the organization's budget of closings. A leased account is never touched. What was ordered, by
 * whom, and how far it is, stands in a store that is only added to, and that no other role of this package can write. docs/retirement.md tells all of it.
 *
 * Put it into a stack of its own, beside the pool's. The store is retained when this is removed.
 *
 * @exampleMetadata fixture=pool
 * @example
 * declare const pool: AccountPool;
 * declare const beside: Stack;
 *
 * new AccountRetirement(beside, 'Retirement', { pool, retiredOrganizationalUnitId: 'ou-abcd-99990000', closing: true });
 */
export class AccountRetirement extends Construct implements iam.IGrantable {
  /**
   * The function that retires accounts. Whoever may invoke it may order, and take back.
   */
  public readonly retireFunction: lambda.IFunction;

  /**
   * The role of that function. With `closing` it is the only one of this package that can close accounts.
   */
  public readonly role: iam.IRole;

  /**
   * Name of the role. It is known before the role exists, so that a machine client can trust it already.
   */
  public readonly roleName: string;

  /**
   * Name of the table with the orders.
   */
  public readonly ordersTableName: string;

  private readonly handler: HandlerFunction;

  constructor(scope: Construct, id: string, props: AccountRetirementProps) {
    super(scope, id);

    const subject = `account retirement '${this.node.path}'`;
    refuseProps(props, {
      subject,
      of: 'AccountRetirement',
      types: ACCOUNT_RETIREMENT_PROPS,
      required: ['pool', 'retiredOrganizationalUnitId'],
      open: this.constructor !== AccountRetirement,
    });
    const { pool, retiredOrganizationalUnitId, closing = false } = props;
    const [own, stack] = [Stack.of(this), Stack.of(pool)];
    refuseOtherEnvironment(subject, this, pool);
    if (own === stack) {
      throw new UserError(`${subject}: it stands in the stack '${stack.node.path}' of its pool, with which it would be deployed and rolled back; `
        + `put it into a stack beside it, like new Stack(app, '${stack.node.id}Retirement', { env: { account, region } })`);
    }
    refuseUnfit(subject, 'retiredOrganizationalUnitId', retiredOrganizationalUnitId, organizationalUnitIdProblem);
    refuseUnfit(subject, 'roleName', props.roleName, roleNameProblem);
    const holdingUnitId = pool._holdingUnitId;
    if (isKnown(retiredOrganizationalUnitId) && retiredOrganizationalUnitId === holdingUnitId) {
      throw new UserError(`${subject}: 'retiredOrganizationalUnitId' is '${holdingUnitId}', the unit that accounts are made in; make a unit of its own whose policy denies everything`);
    }
    const coolOffMinutes = props.coolOff?.toMinutes({ integral: false }) ?? DEFAULT_COOL_OFF_DAYS * 24 * 60;
    refuseUnfit(subject, 'coolOff', coolOffMinutes, minutes => Number.isSafeInteger(minutes) && minutes >= 0 ? undefined : {
      expected: 'whole minutes, 0 or more',
      fix: 'write one like Duration.days(7)',
    });
    AccountRegistry.of(this).claim('account retirement', this, `the pool '${pool.node.path}'`, 'and its retirement',
      () => 'one keeps all orders, so remove one of them');
    const sandbox = pool._sandbox;
    if (props.sandboxAccess !== undefined && sandbox === undefined) {
      throw new UserError(`${subject}: 'sandboxAccess' says nothing for a pool without a sandbox; remove it, or give '${pool.node.path}' a 'sandbox'`);
    }
    const access = sandbox && (props.sandboxAccess ?? sandbox._access)._bind(sandbox.namespace);
    const region = sandbox?._regionFor(stack);
    const settings = functionSettings(this, subject, props, "a pool's retirement");
    this.roleName = props.roleName ?? factoryRoleName(this, '');

    const orders = new CfnTable(this, 'Orders', {
      keySchema: [{ attributeName: LEDGER_PARTITION_KEY, keyType: 'HASH' }, { attributeName: LEDGER_SORT_KEY, keyType: 'RANGE' }],
      attributeDefinitions: [{ attributeName: LEDGER_PARTITION_KEY, attributeType: 'S' }, { attributeName: LEDGER_SORT_KEY, attributeType: 'N' }],
      billingMode: 'PAY_PER_REQUEST',
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtectionEnabled: true,
    });
    // Without it nobody knows which addresses are burnt, and why.
    orders.applyRemovalPolicy(RemovalPolicy.RETAIN);
    this.ordersTableName = orders.ref;

    const eventBusArn = busArnOf(this, props.eventBus ?? pool._eventBus);
    this.role = new iam.Role(this, 'Role', {
      roleName: orWord(this.roleName),
      description: 'Account Robot: retires accounts of a pool when a person asks for it',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      managedPolicies: executionPolicies(settings),
      inlinePolicies: {
        Retire: new iam.PolicyDocument({
          statements: [
            ...retirementStatements({ stack: own, owner: pool._ownersPrefix, mayClose: closing, ordersArn: orders.attrArn, eventBusArn }),
            ...sandbox && access ? sandboxStatements(own, { namespace: sandbox.namespace, region: region!, roleArns: access.roleArns }) : [],
          ],
        }),
      },
    });
    const sandboxes = sandbox && access && writeSandboxes(
      { [sandbox.namespace]: { region: region!, access: access.settings } satisfies SandboxSettings }, value => own.toJsonString(value),
    );
    this.handler = new HandlerFunction(this, 'Retire', {
      handler: 'retire/retire',
      label: FunctionLabel.RETIRE,
      description: 'Account Robot: retires accounts of a pool when a person asks for it',
      role: this.role,
      timeout: TIMEOUT,
      environment: {
        [RetirementEnvironment.RETIREMENT]: own.toJsonString({
          stackName: stack.stackName,
          pool: pool._countedAs,
          owner: pool._ownersPrefix,
          retiredUnitId: retiredOrganizationalUnitId,
          ...holdingUnitId !== undefined && { holdingUnitId },
          coolOffMinutes,
          mayClose: closing,
          ...sandbox && { namespace: sandbox.namespace },
        } satisfies RetirementSettings),
        [RetirementEnvironment.ORDERS_TABLE]: orders.ref,
        ...sandboxes !== undefined && { [PoolAccountEnvironment.SANDBOXES]: sandboxes },
        [EVENT_BUS_VARIABLE]: eventBusArn,
      },
      settings,
    });
    this.retireFunction = this.handler;
    carryReasons(this.role, RETIREMENT_REASONS);
    new events.Rule(this, 'Tick', {
      description: 'Account Robot: goes on with retirements that were ordered',
      schedule: events.Schedule.rate(Duration.minutes(RETIREMENT_MINUTES)),
      targets: [new targets.LambdaFunction(this.handler)],
    });
    for (const doubt of access?.doubts ?? []) {
      Annotations.of(this).addWarningV2('account-robot:machine-client-of-retirement', doubt);
    }
    // The command finds the function by it, whatever else is told.
    new CfnOutput(this, 'Asks', { value: this.handler.functionName, description: `${RETIREMENT_OF}${stack.stackName}/${pool._countedAs}` });
    if (props.outputs ?? true) {
      nameInOutputs(this, [this.handler], settings);
    }
  }

  /**
   * The role of the function, as the principal that policies are granted to.
   */
  public get grantPrincipal(): iam.IPrincipal {
    return this.role;
  }

  /**
   * The log group of the function.
   */
  public get logGroup(): logs.ILogGroup {
    return this.handler.logGroup;
  }

  /**
   * Lets somebody order retirements and take them back, as `account-robot retire` does.
   *
   * @param grantee who
   */
  public grantAsk(grantee: iam.IGrantable): iam.Grant {
    return this.handler.grantInvoke(grantee);
  }
}
