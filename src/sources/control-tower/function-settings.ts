/** What a company asks of the factory's functions: whether it goes together, and what is made for it. */

import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Runtime } from 'aws-cdk-lib/aws-lambda';
import { RuntimeFamily } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { AccountFactoryProps } from './account-factory-props';
import type { FunctionSettings } from '../../shared/handler-function';
import { isKnown } from '../../shared/known-value';
import type { PropTypes } from '../../shared/props';
import { listOf, NUMBER, objectOf, objectWith, TEXT, TRUTH } from '../../shared/props';
import type { Problem } from '../../shared/user-error';
import { refusal, refuseUnfit, UserError } from '../../shared/user-error';

/** The oldest Node that the bundles are written for. */
const OLDEST_NODE = 22;
/** Limits of Lambda, in MiB. */
const MEMORY_MIN = 128;
const MEMORY_MAX = 10_240;

/** The types of the factory's properties. */
export const ACCOUNT_FACTORY_PROPS: PropTypes<AccountFactoryProps> = {
  holdingOrganizationalUnitId: TEXT,
  accountEmail: TEXT,
  ssoUser: objectOf('an object with email, firstName and lastName', 'write { email: "pool@example.com", firstName: "Pool", lastName: "Account" }'),
  concurrency: NUMBER,
  roleName: TEXT,
  vpc: objectWith('vpcId', 'a Vpc', 'make one by new Vpc(...), or find yours by Vpc.fromLookup(...)'),
  vpcSubnets: objectOf('a choice of subnets', 'write one like { subnetType: SubnetType.PRIVATE_WITH_EGRESS }'),
  securityGroups: listOf('securityGroupId', 'a list of security groups', 'write [securityGroup]'),
  logGroup: objectWith('logGroupName', 'a LogGroup', 'make one by new LogGroup(...), or find yours by LogGroup.fromLogGroupName(...)'),
  logRetention: NUMBER,
  environmentEncryption: objectWith('keyArn', 'a Key', 'make one by new Key(...), or find yours by Key.fromKeyArn(...)'),
  memorySize: NUMBER,
  runtime: objectWith('family', 'a Runtime', 'write one like Runtime.NODEJS_24_X'),
  outputs: TRUTH,
};

/** The settings of all functions. Throws for those that don't go together. */
export function functionSettings(factory: Construct, subject: string, props: AccountFactoryProps): FunctionSettings {
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
    ...vpc && { vpc, vpcSubnets, securityGroups: props.securityGroups ?? [ownSecurityGroup(factory, vpc)] },
    logGroup,
    logRetention,
    environmentEncryption,
    memorySize,
    runtime,
  };
}

/** One for all functions: each of them would get its own otherwise. */
function ownSecurityGroup(factory: Construct, vpc: ec2.IVpc): ec2.SecurityGroup {
  return new ec2.SecurityGroup(factory, 'SecurityGroup', { vpc, description: 'Account Robot: functions of an account factory' });
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
