/** What a company asks of the functions that it runs: network, logs, keys, memory, runtime, and to know what they are called. */

import type { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Runtime } from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { REGISTRATION_SECONDS } from '../../../../core/registration/innovation-sandbox/decide-registration';
import { GATE_SECONDS } from '../../../../core/vending/control-tower/timing';
import type { AccountFactoryProps } from '../../../../src';
import { AccountFactory, PoolAccount } from '../../../../src';
import { isLogOfFramework, messageOf, poolStack } from '../../support';

const FUNCTION = 'AWS::Lambda::Function';
const ROLE = 'AWS::IAM::Role';

/** A stack with an account of a factory with such properties. */
function pool(props: (stack: Stack) => AccountFactoryProps = () => ({})): Stack {
  const stack = poolStack();
  new PoolAccount(stack, 'pool-001', { source: new AccountFactory(stack, 'AccountFactory', props(stack)) });
  return stack;
}

const templateOf = (props?: (stack: Stack) => AccountFactoryProps) => Template.fromStack(pool(props));
const network = (stack: Stack) => new ec2.Vpc(stack, 'Vpc', { natGateways: 1, maxAzs: 1, restrictDefaultSecurityGroup: false });
const ours = (template: Template) => Object.entries(template.findResources(FUNCTION)).filter(([id]) => /^AccountFactory(Kick|IsComplete|PortfolioLookUp)/.test(id));

test('in a network all functions share one security group, and all of their roles may attach network interfaces', () => {
  const template = templateOf(stack => ({ vpc: network(stack) }));
  const functions = Object.values(template.findResources(FUNCTION));
  expect(functions).toHaveLength(7);
  expect(new Set(functions.map(({ Properties }) => JSON.stringify(Properties.VpcConfig)))).toEqual(new Set([JSON.stringify({
    SecurityGroupIds: [{ 'Fn::GetAtt': [Object.keys(template.findResources('AWS::EC2::SecurityGroup'))[0], 'GroupId'] }],
    SubnetIds: [{ Ref: 'VpcPrivateSubnet1Subnet536B997A' }],
  })]));
  template.resourceCountIs('AWS::EC2::SecurityGroup', 1);
  template.hasResourceProperties('AWS::EC2::SecurityGroup', { SecurityGroupEgress: [Match.objectLike({ CidrIp: '0.0.0.0/0' })], SecurityGroupIngress: Match.absent() });
  const roles = Object.values(template.findResources(ROLE)).filter(({ Properties }) => JSON.stringify(Properties.AssumeRolePolicyDocument).includes('lambda.'));
  expect(roles.length).toBeGreaterThanOrEqual(5);
  for (const { Properties } of roles) {
    expect(JSON.stringify(Properties.ManagedPolicyArns)).toContain('service-role/AWSLambdaVPCAccessExecutionRole');
  }
});

test('subnets and security groups may be chosen', () => {
  const template = templateOf(stack => {
    const vpc = network(stack);
    return { vpc, vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS }, securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-0123456789abcdef0')] };
  });
  template.resourceCountIs('AWS::EC2::SecurityGroup', 0);
  template.allResourcesProperties(FUNCTION, { VpcConfig: { SecurityGroupIds: ['sg-0123456789abcdef0'] } });
});

test('outside of a network nobody may attach network interfaces', () => {
  const template = templateOf();
  template.allResourcesProperties(FUNCTION, { VpcConfig: Match.absent() });
  for (const { Properties } of Object.values(template.findResources(ROLE))) {
    expect(JSON.stringify(Properties)).not.toContain('AWSLambdaVPCAccessExecutionRole');
  }
});

test('one log group for all functions', () => {
  const template = templateOf(stack => ({ logGroup: new logs.LogGroup(stack, 'Log', { retention: logs.RetentionDays.ONE_YEAR }) }));
  expect(Object.keys(template.findResources('AWS::Logs::LogGroup')).filter(id => !isLogOfFramework(id))).toEqual([expect.stringMatching(/^Log/)]);
  template.allResourcesProperties(FUNCTION, { LoggingConfig: { LogGroup: { Ref: Match.stringLikeRegexp('^Log') } } });
  expect(Object.keys(template.findOutputs('*')).filter(id => id.includes('Log'))).toEqual([expect.stringMatching(/^AccountFactoryLogGroupName/)]);
});

test('another time for the logs that are made', () => {
  const template = templateOf(() => ({ logRetention: logs.RetentionDays.ONE_MONTH }));
  const groups = Object.entries(template.findResources('AWS::Logs::LogGroup')).filter(([id]) => !isLogOfFramework(id));
  expect(groups.map(([, { Properties }]) => Properties.RetentionInDays)).toEqual([30, 30, 30]);
});

test('a key for the variables of all functions, which all of their roles may decrypt with', () => {
  const keyArn = 'arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555';
  const template = templateOf(stack => ({ environmentEncryption: kms.Key.fromKeyArn(stack, 'Key', keyArn) }));
  template.allResourcesProperties(FUNCTION, { KmsKeyArn: keyArn });
  const mayDecrypt = Object.values(template.findResources('AWS::IAM::Policy', { Properties: { PolicyDocument: { Statement: Match.arrayWith([{ Action: 'kms:Decrypt', Effect: 'Allow', Resource: keyArn }]) } } }))
    .flatMap(({ Properties }) => Properties.Roles.map(({ Ref }: { Ref: string }) => Ref));
  const roles = Object.values(template.findResources(FUNCTION)).map(({ Properties }) => Properties.Role['Fn::GetAtt'][0]);
  expect(mayDecrypt.sort()).toEqual([...new Set(roles)].sort());
});

test('the longest that a poll stays, at a closed gate and then for a product that is removed, is well below the time limit of its function', () => {
  const [[, { Properties: { Timeout } }]] = ours(templateOf()).filter(([id]) => id.startsWith('AccountFactoryIsComplete'));
  expect(2 * GATE_SECONDS).toBeLessThan(Timeout * 0.8);
  expect(REGISTRATION_SECONDS).toBeLessThan(Timeout * 0.8);
});

test('memory and runtime of the functions that are ours', () => {
  const functions = ours(templateOf(() => ({ memorySize: 1024, runtime: Runtime.NODEJS_22_X })));
  expect(functions.map(([, { Properties: { MemorySize, Runtime: runtime } }]) => [MemorySize, runtime])).toEqual(Array.from({ length: 3 }, () => [1024, 'nodejs22.x']));
  expect(ours(templateOf()).map(([, { Properties: { MemorySize, Runtime: runtime } }]) => [MemorySize, runtime])).toEqual(Array.from({ length: 3 }, () => [256, 'nodejs24.x']));
});

test('the outputs say what functions and log groups are called, unless the stack is to say nothing', () => {
  const outputs = templateOf().findOutputs('*');
  expect(Object.keys(outputs).map(id => id.replace(/[0-9A-F]{8}$/, '')).sort()).toEqual([
    'AccountFactoryIsCompleteFunctionName', 'AccountFactoryIsCompleteLogGroupName', 'AccountFactoryKickFunctionName', 'AccountFactoryKickLogGroupName',
    'AccountFactoryLookUpFunctionName', 'AccountFactoryLookUpLogGroupName',
  ]);
  for (const { Value, Description } of Object.values(outputs)) {
    expect(Value.Ref).toMatch(/^AccountFactory/);
    expect(Description).toMatch(/^(kick|is-complete|look-up): (the function|its log group)$/);
  }
  expect(templateOf(() => ({ outputs: false })).findOutputs('*')).toEqual({});
});

test('none of it makes a function, a role or a custom resource anew, or sends an update to an account', () => {
  const accounts = (props?: (stack: Stack) => AccountFactoryProps) => {
    const template = templateOf(props);
    return [template.findResources('Custom::PoolAccount'), ...[FUNCTION, ROLE, 'Custom::AccountQuota', 'AWS::StepFunctions::StateMachine'].map(type =>
      Object.keys(template.findResources(type)).filter(id => id.startsWith('Account')).sort())];
  };
  expect(accounts(stack => ({
    vpc: network(stack),
    logRetention: logs.RetentionDays.ONE_DAY,
    environmentEncryption: new kms.Key(stack, 'Key'),
    memorySize: 512,
    runtime: Runtime.NODEJS_22_X,
    outputs: false,
  }))).toEqual(accounts());
});

test.each<[string, (stack: Stack) => AccountFactoryProps, string]>([
  ['subnets without network', () => ({ vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS } }), "'vpcSubnets' says nothing without 'vpc'; set that too, or remove it"],
  ['security groups without network', stack => ({ securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1')] }), "'securityGroups' says nothing without 'vpc'"],
  ['no security group at all', stack => ({ vpc: network(stack), securityGroups: [] }), "'securityGroups' must have one security group at least, got []"],
  ['a log group and a time for others', stack => ({ logGroup: new logs.LogGroup(stack, 'Log'), logRetention: logs.RetentionDays.ONE_DAY }), "'logGroup' and 'logRetention' can't both be set"],
  ['too little memory', () => ({ memorySize: 64 }), "'memorySize' must be a whole number from 128 to 10240, in MiB, got 64; remove it to use the default, 256"],
  ['half a MiB', () => ({ memorySize: 256.5 }), "'memorySize' must be a whole number from 128 to 10240, in MiB, got 256.5"],
  ['NaN', () => ({ memorySize: NaN }), "'memorySize' must be a whole number from 128 to 10240, in MiB, got NaN"],
  ['a Node that is too old', () => ({ runtime: Runtime.NODEJS_20_X }), "'runtime' must be Node.js 22 or newer, got \"nodejs20.x\"; write Runtime.NODEJS_24_X"],
  ['another language', () => ({ runtime: Runtime.PYTHON_3_13 }), "'runtime' must be Node.js 22 or newer, got \"python3.13\""],
  ['the name of a runtime', () => ({ runtime: 'nodejs22.x' as unknown as Runtime }), "'runtime' must be a Runtime, got \"nodejs22.x\"; write one like Runtime.NODEJS_24_X"],
  ['the id of a network', () => ({ vpc: 'vpc-1' as unknown as ec2.IVpc }), "'vpc' must be a Vpc, got \"vpc-1\""],
  ['one security group', stack => ({ vpc: network(stack), securityGroups: 'sg-1' as unknown as ec2.ISecurityGroup[] }), "'securityGroups' must be a list of security groups, got \"sg-1\""],
  ['the ARN of a key', () => ({ environmentEncryption: 'arn:aws:kms:eu-west-1:111122223333:key/1' as unknown as kms.IKey }), "'environmentEncryption' must be a Key"],
  ['the name of a log group', () => ({ logGroup: '/robot' as unknown as logs.ILogGroup }), "'logGroup' must be a LogGroup, got \"/robot\""],
])('throws for %s', (_, props, message) => {
  expect(messageOf(() => pool(props))).toContain(`account factory 'Pool/AccountFactory': ${message}`);
});
