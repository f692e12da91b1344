/** What a company asks of functions: whether it goes together, and what is made for it. */

import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { Runtime } from 'aws-cdk-lib/aws-lambda';
import { RuntimeFamily } from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { isKnown } from './known-value';
import type { PropTypes } from './props';
import { listOf, NUMBER, objectOf, objectWith } from './props';
import type { Problem } from './user-error';
import { refusal, refuseUnfit, UserError } from './user-error';

/**
 * What a company may ask of the functions of a construct.
 */
export interface FunctionOptions {
  /**
   * The network that the functions run in.
   *
   * They need a way out to AWS, such as a NAT gateway: some of the services that they call answer in another Region only.
   * Their roles get `AWSLambdaVPCAccessExecutionRole`.
   *
   * @default - they run outside of any network of yours
   */
  readonly vpc?: ec2.IVpc;

  /**
   * The subnets of the network. Only with `vpc`.
   *
   * @default - the CDK's choice, which is the private subnets
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * The security groups of the functions; they must let HTTPS out. Only with `vpc`.
   *
   * @default - one that is made for them, and lets everything out and nothing in
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * The log group that the functions write to.
   *
   * The log groups that they had before stay, and no longer belong to the stack.
   *
   * @default - each has one of its own, which outlives the stack
   */
  readonly logGroup?: logs.ILogGroup;

  /**
   * How long the log groups of the functions keep what is written to them. Not with `logGroup`.
   *
   * @default RetentionDays.SIX_MONTHS
   */
  readonly logRetention?: logs.RetentionDays;

  /**
   * The key that the environment variables of the functions are encrypted with. Their roles may decrypt with it.
   *
   * @default - a key of AWS Lambda's own
   */
  readonly environmentEncryption?: kms.IKey;

  /**
   * Memory of the functions, in MiB: 128 to 10240.
   *
   * @default 256
   */
  readonly memorySize?: number;

  /**
   * Runtime of the functions: Node.js 22 or newer.
   *
   * @default Runtime.NODEJS_24_X
   */
  readonly runtime?: Runtime;
}

/** The oldest Node that the bundles are written for. */
const OLDEST_NODE = 22;
/** Limits of Lambda, in MiB. */
const MEMORY_MIN = 128;
const MEMORY_MAX = 10_240;

/** The types of these properties. */
export const FUNCTION_OPTIONS: PropTypes<FunctionOptions> = {
  vpc: objectWith('vpcId', 'a Vpc', 'make one by new Vpc(...), or find yours by Vpc.fromLookup(...)'),
  vpcSubnets: objectOf('a choice of subnets', 'write one like { subnetType: SubnetType.PRIVATE_WITH_EGRESS }'),
  securityGroups: listOf('securityGroupId', 'a list of security groups', 'write [securityGroup]'),
  logGroup: objectWith('logGroupName', 'a LogGroup', 'make one by new LogGroup(...), or find yours by LogGroup.fromLogGroupName(...)'),
  logRetention: NUMBER,
  environmentEncryption: objectWith('keyArn', 'a Key', 'make one by new Key(...), or find yours by Key.fromKeyArn(...)'),
  memorySize: NUMBER,
  runtime: objectWith('family', 'a Runtime', 'write one like Runtime.NODEJS_24_X'),
};

/** The settings of all functions; `whose` completes "functions of". Throws for those that don't go together. */
export function functionSettings(scope: Construct, subject: string, props: FunctionOptions, whose: string): FunctionOptions {
  for (const dependent of ['vpcSubnets', 'securityGroups'] as const) {
    if (props[dependent] !== undefined && props.vpc === undefined) {
      throw new UserError(`${subject}: '${dependent}' says nothing without 'vpc'; set that too, or remove it`);
    }
  }
  if (props.logGroup !== undefined && props.logRetention !== undefined) {
    throw new UserError(`${subject}: 'logGroup' and 'logRetention' can't both be set; say how long a log group keeps its records where it is made`);
  }
  if (props.securityGroups?.length === 0) {
    throw new UserError(`${subject}: 'securityGroups' must have one security group at least, got []; remove it to have one made`);
  }
  refuseUnfit(subject, 'memorySize', props.memorySize, memoryProblem);
  refuseRuntime(subject, props.runtime);
  const { vpc, vpcSubnets, logGroup, logRetention, environmentEncryption, memorySize, runtime } = props;
  return {
    ...vpc && { vpc, vpcSubnets, securityGroups: props.securityGroups ?? [ownSecurityGroup(scope, vpc, whose)] },
    logGroup,
    logRetention,
    environmentEncryption,
    memorySize,
    runtime,
  };
}

/** One for all functions: each of them would get its own otherwise. */
function ownSecurityGroup(scope: Construct, vpc: ec2.IVpc, whose: string): ec2.SecurityGroup {
  return new ec2.SecurityGroup(scope, 'SecurityGroup', { vpc, description: `Account Robot: functions of ${whose}` });
}

function memoryProblem(size: number): Problem | undefined {
  return Number.isInteger(size) && size >= MEMORY_MIN && size <= MEMORY_MAX ? undefined : {
    expected: `a whole number from ${MEMORY_MIN} to ${MEMORY_MAX}, in MiB`,
    fix: 'remove it to use the default, 256',
  };
}

function refuseRuntime(subject: string, runtime: Runtime | undefined): void {
  if (runtime === undefined || !isKnown(runtime.name)) {
    return;
  }
  const version = /^nodejs([0-9]+)\.x$/.exec(runtime.name)?.[1];
  if (runtime.family === RuntimeFamily.NODEJS && Number(version) >= OLDEST_NODE) {
    return;
  }
  throw new UserError(refusal(subject, 'runtime', runtime.name, {
    expected: `Node.js ${OLDEST_NODE} or newer`,
    fix: 'write Runtime.NODEJS_24_X, or remove it, which means the same',
  }));
}
