/** The role in the hub account: whom it trusts and what it may do, and no more than that. */

import { App, Aspects, CfnParameter, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { SandboxHubAccessProps } from '../../../src';
import { SandboxGeneration, SandboxHubAccess } from '../../../src';
import { arn, messageOf, withFindings } from '../support';

const HUB = { account: '222222222222', region: 'us-west-2' };
const PROPS = { namespace: 'myisb', clientRoleArn: 'arn:aws:iam::111122223333:role/AccountRobot-Pool', externalId: 'account-robot' };

function hub(props: Partial<SandboxHubAccessProps> = {}): Stack {
  const stack = new Stack(withFindings(new App()), 'Hub', { env: HUB });
  new SandboxHubAccess(stack, 'Access', { ...PROPS, generation: SandboxGeneration.REST_API, ...props });
  return stack;
}

function roleOf(stack: Stack) {
  const roles = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role'));
  expect(roles).toHaveLength(1);
  return roles[0].Properties;
}

function statementsOf(stack: Stack): object[] {
  const [policy, ...more] = roleOf(stack).Policies;
  expect(more).toEqual([]);
  return policy.PolicyDocument.Statement;
}

test('the role is the only resource, and has a name that the other side knows before it exists', () => {
  const template = Template.fromStack(hub());
  expect(Object.values(template.toJSON().Resources)).toHaveLength(1);
  template.hasResourceProperties('AWS::IAM::Role', { RoleName: 'AccountRobot-myisb-hub' });
});

test.each(Object.values(SandboxGeneration))('the role for %s trusts one role of one account, by its ARN and the external id', generation => {
  expect(roleOf(hub({ generation })).AssumeRolePolicyDocument.Statement).toEqual([{
    Action: 'sts:AssumeRole',
    Effect: 'Allow',
    Principal: { AWS: arn('iam::111122223333:root') },
    Condition: { StringEquals: { 'aws:PrincipalArn': PROPS.clientRoleArn, 'sts:ExternalId': 'account-robot' } },
  }]);
});

test('roles of people who look at records are let in beside it, and nobody else', () => {
  const operators = ['arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Operators_0123456789abcdef'];
  expect(roleOf(hub({ operatorRoleArns: operators })).AssumeRolePolicyDocument.Statement).toEqual([expect.objectContaining({
    Principal: { AWS: arn('iam::111122223333:root') },
    Condition: { StringEquals: { 'aws:PrincipalArn': [PROPS.clientRoleArn, ...operators], 'sts:ExternalId': 'account-robot' } },
  })]);
  expect(roleOf(hub({ operatorRoleArns: [] }))).toEqual(roleOf(hub()));
});

test('from 1.3 on the role may read the id of the REST API, and nothing else', () => {
  expect(statementsOf(hub())).toEqual([{
    Sid: 'ReadApiId',
    Effect: 'Allow',
    Action: 'ssm:GetParameter',
    Resource: arn('ssm:us-west-2:222222222222:parameter/InnovationSandbox_myisb_Compute_RestApiId'),
  }]);
});

const SIGNED = [
  { Sid: 'InvokeAccounts', Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: arn('lambda:us-west-2:222222222222:function:ISB-AccountsLambdaFunction-myisb') },
  {
    Sid: 'ReadSigningKey',
    Effect: 'Allow',
    Action: 'secretsmanager:GetSecretValue',
    Resource: arn('secretsmanager:us-west-2:222222222222:secret:/InnovationSandbox/myisb/Auth/JwtSecret-??????'),
  },
];

/** The key encrypts more than the secret. */
const VIA_SECRETS_MANAGER = { 'kms:ViaService': 'secretsmanager.us-west-2.amazonaws.com' };

test('with 1.2 the role may call one function, read one secret, and decrypt with the key of one alias', () => {
  expect(statementsOf(hub({ generation: SandboxGeneration.SIGNED_INVOKE }))).toEqual([...SIGNED, {
    Sid: 'DecryptSigningKey',
    Effect: 'Allow',
    Action: 'kms:Decrypt',
    Resource: arn('kms:us-west-2:222222222222:key/*'),
    Condition: {
      'StringEquals': VIA_SECRETS_MANAGER,
      'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/AwsSolutions/InnovationSandbox/myisb/InnovationSandbox-Compute' },
    },
  }]);
});

test('with 1.2 the key may be named', () => {
  const jwtSecretKeyArn = 'arn:aws:kms:us-west-2:222222222222:key/11111111-2222-3333-4444-555555555555';
  expect(statementsOf(hub({ generation: SandboxGeneration.SIGNED_INVOKE, jwtSecretKeyArn }))).toEqual([
    ...SIGNED, { Sid: 'DecryptSigningKey', Effect: 'Allow', Action: 'kms:Decrypt', Resource: jwtSecretKeyArn, Condition: { StringEquals: VIA_SECRETS_MANAGER } },
  ]);
});

test('the role may have another name', () => {
  expect(roleOf(hub({ roleName: 'company-robot' })).RoleName).toBe('company-robot');
  expect(roleOf(hub({})).RoleName).toBe('AccountRobot-myisb-hub');
});

test('the stack may be deployed in another region than Innovation Sandbox', () => {
  const text = JSON.stringify(statementsOf(hub({ region: 'eu-central-1', generation: SandboxGeneration.SIGNED_INVOKE })));
  expect(text).toContain(':eu-central-1:222222222222:');
  expect(text).not.toContain('us-west-2');
});

test('settings that are known only later pass unread', () => {
  const stack = new Stack(new App(), 'Hub');
  const parameter = (id: string) => new CfnParameter(stack, id).valueAsString;
  new SandboxHubAccess(stack, 'Access', { ...PROPS, clientRoleArn: parameter('Client'), externalId: parameter('ExternalId'), generation: SandboxGeneration.REST_API });
  const [{ Condition, Principal }] = roleOf(stack).AssumeRolePolicyDocument.Statement;
  expect(Condition).toEqual({ StringEquals: { 'aws:PrincipalArn': { Ref: 'Client' }, 'sts:ExternalId': { Ref: 'ExternalId' } } });
  expect(JSON.stringify(Principal)).toContain('{"Ref":"Client"}');
});

test.each<[string, Partial<SandboxHubAccessProps>, string]>([
  ['a namespace that is none', { namespace: 'my-isb' }, "'namespace' must be 3 to 8 letters and digits, got \"my-isb\""],
  ['an operator that is no role', { operatorRoleArns: ['Operators'] }, "'operatorRoleArns[0]' must be the ARN of a role"],
  ['an operator of another account', { operatorRoleArns: ['arn:aws:iam::444455556666:role/Operators'] }, "'operatorRoleArns' must be roles of account 111122223333, as 'clientRoleArn' is, got"],
  ['a client that is no role', { clientRoleArn: '111122223333' }, "'clientRoleArn' must be the ARN of a role"],
  ['a client that is many roles', { clientRoleArn: 'arn:aws:iam::111122223333:role/*' }, "'clientRoleArn' must be the ARN of a role"],
  ['an external id that is none', { externalId: '' }, "'externalId' must be 2 to 1224"],
  ['a region that is none', { region: 'Oregon' }, "'region' must be a region"],
  ['a key that is none', { generation: SandboxGeneration.SIGNED_INVOKE, jwtSecretKeyArn: 'alias/key' }, "'jwtSecretKeyArn' must be the ARN of a KMS key"],
  ['a name that no role may have', { roleName: 'my role' }, "'roleName' must be 1 to 64 letters, digits or _ + = , . @ -, got \"my role\""],
  ['a key for a generation without secret', { jwtSecretKeyArn: 'arn:aws:kms:us-west-2:222222222222:key/1' }, "'jwtSecretKeyArn' is only for SandboxGeneration.SIGNED_INVOKE"],
])('throws for %s', (_, props, message) => {
  expect(messageOf(() => hub(props))).toContain(`hub access 'Hub/Access': ${message}`);
});

test('throws for a namespace that is known only later', () => {
  const stack = new Stack(new App(), 'Hub');
  const namespace = new CfnParameter(stack, 'Namespace').valueAsString;
  expect(messageOf(() => new SandboxHubAccess(stack, 'Access', { ...PROPS, namespace, generation: SandboxGeneration.REST_API }))).toContain('must be known at synthesis');
});

test('the rules of AWS Solutions find nothing, by no word of the user', () => {
  const findings = (props: Partial<SandboxHubAccessProps>) => {
    const stack = hub(props);
    Aspects.of(stack).add(new AwsSolutionsChecks());
    const annotations = Annotations.fromStack(stack);
    return [...annotations.findError('*', Match.anyValue()), ...annotations.findWarning('*', Match.anyValue())].map(({ entry }) => String(entry.data));
  };
  expect(findings({})).toEqual([]);
  expect(findings({ generation: SandboxGeneration.SIGNED_INVOKE, jwtSecretKeyArn: 'arn:aws:kms:us-west-2:222222222222:key/1' })).toEqual([]);
  expect(findings({ generation: SandboxGeneration.SIGNED_INVOKE })).toEqual([]);
});
