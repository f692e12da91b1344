/** UpdateStack as a function calls it: what is refused before anything begins, what an update does, and in whose name. */

import type { Template } from '../../../../rehearsal/cloudformation/template';
import type { ApiError } from '../../../../rehearsal/kernel/types';
import { leg, templateOf, Bench, TARGET } from '../../cloudformation/support/bench';

const SIZES = ['1', '2', '3'];
const atLeast = (size: number) => ({ 'Fn::Or': [...SIZES.filter(value => Number(value) >= size), '0'].map(value => ({ 'Fn::Equals': [{ Ref: 'PoolSize' }, value] })) });
const ROLE_ARN = `arn:aws:iam::${TARGET.account}:role/growth`;

/** A pool of up to three accounts behind conditions, with a parameter that has a default and is never named. */
function pool(more: Partial<Template> = {}): Template {
  return templateOf({
    A1: leg('one', { properties: { Stage: { Ref: 'Stage' } } }),
    A2: leg('two', { Condition: 'AtLeast2' }),
    A3: leg('three', { Condition: 'AtLeast3' }),
  }, {
    Parameters: {
      PoolSize: { Type: 'Number', Default: 1, AllowedValues: SIZES },
      Stage: { Type: 'String', Default: 'test' },
    },
    Conditions: { AtLeast2: atLeast(2), AtLeast3: atLeast(3) },
    ...more,
  });
}

interface Input {
  readonly [member: string]: unknown;
}

/** A request as the query protocol brings it. */
function request(parameters: Record<string, string | true>, more: Input = {}): Input {
  const members = Object.entries(parameters).flatMap(([name, value], index) => [
    [`Parameters.member.${index + 1}.ParameterKey`, name],
    value === true ? [`Parameters.member.${index + 1}.UsePreviousValue`, 'true'] : [`Parameters.member.${index + 1}.ParameterValue`, value],
  ]);
  return { 'StackName': 'Pool', 'UsePreviousTemplate': 'true', 'Capabilities.member.1': 'CAPABILITY_NAMED_IAM', ...Object.fromEntries(members), ...more };
}

function call(bench: Bench, input: Input): { StackId: string } {
  return bench.services.handle({ service: 'cloudformation', action: 'UpdateStack', region: TARGET.region, caller: bench.caller(), input }) as { StackId: string };
}

function refusal(bench: Bench, input: Input): string {
  try {
    call(bench, input);
  } catch (error) {
    return `${(error as ApiError).code}: ${(error as ApiError).message}`;
  }
  return 'accepted';
}

function deployed(template = pool(), options: ConstructorParameters<typeof Bench>[0] = {}): Bench {
  const bench = new Bench(options);
  expect(bench.deploy(template).status).toBe('CREATE_COMPLETE');
  return bench;
}

const settle = (bench: Bench) => bench.clock.run(() => bench.cloudFormation.updating === 0);
const parameters = (bench: Bench) => Object.fromEntries(bench.describe('Pool')[0].Parameters.map(({ ParameterKey, ParameterValue }: any) => [ParameterKey, ParameterValue]));
const stack = (bench: Bench) => bench.cloudFormation.stacks()[0];

test('more accounts come by the parameter alone, and the ones that are there hear nothing of it', () => {
  const bench = deployed();
  const { StackId } = call(bench, request({ PoolSize: '3', Stage: true }));
  expect([StackId, bench.describe('Pool')[0].StackStatus]).toEqual([bench.describe('Pool')[0].StackId, 'UPDATE_IN_PROGRESS']);
  settle(bench);
  expect(bench.requests()).toEqual(['Create A1', 'Create A2', 'Create A3']);
  expect([stack(bench).status, parameters(bench)]).toEqual(['UPDATE_COMPLETE', { PoolSize: '3', Stage: 'test' }]);
  expect(bench.cloudFormation.operations()).toEqual([expect.objectContaining({
    stack: 'Pool',
    by: 'test',
    parameters: { PoolSize: { from: '1', to: '3' } },
    ended: expect.objectContaining({ result: expect.objectContaining({ status: 'UPDATE_COMPLETE' }) }),
  })]);
});

test('a parameter that is not named falls to its default, while the command of the CDK keeps it', () => {
  const bench = deployed();
  call(bench, request({ PoolSize: '2', Stage: 'prod' }));
  settle(bench);
  call(bench, request({ PoolSize: '3' }));
  settle(bench);
  expect(parameters(bench)).toEqual({ PoolSize: '3', Stage: 'test' });
  call(bench, request({ Stage: 'prod', PoolSize: true }));
  settle(bench);
  bench.deploy(pool({ Outputs: { Stage: { Value: { Ref: 'Stage' } } } }));
  expect(parameters(bench)).toEqual({ PoolSize: '3', Stage: 'prod' });
});

test('what the world says of parameters is for the command, and not for the call', () => {
  const bench = deployed(pool(), { given: { parameters: { PoolSize: '2' } } });
  expect(parameters(bench).PoolSize).toBe('2');
  call(bench, request({ PoolSize: '3' }));
  settle(bench);
  expect(parameters(bench).PoolSize).toBe('3');
});

test.each([
  ['a stack that is not there', request({ PoolSize: '2' }, { StackName: 'Other' }), 'ValidationError: Stack [Other] does not exist'],
  ['no capability', { ...request({ PoolSize: '2' }), 'Capabilities.member.1': 'CAPABILITY_AUTO_EXPAND' }, 'InsufficientCapabilitiesException: Requires capabilities : [CAPABILITY_IAM]'],
  ['a value that is not allowed', request({ PoolSize: '4' }), "ValidationError: Parameter 'PoolSize' must be one of AllowedValues"],
  ['a parameter that is not there', request({ Size: '2' }), 'ValidationError: Parameters: [Size] do not exist in the template'],
  ['nothing to do', request({ PoolSize: true, Stage: true }), 'ValidationError: No updates are to be performed.'],
  ['a value and the one of before', { ...request({ PoolSize: '2' }), 'Parameters.member.1.UsePreviousValue': 'true' }, 'ValidationError: Invalid input for parameter key PoolSize. Cannot specify usePreviousValue as true and non empty value for a parameter'],
  ['no template', request({ PoolSize: '2' }, { UsePreviousTemplate: 'false' }), 'ValidationError: Either Template URL or Template Body must be specified.'],
  ['another template with a parameter of before that it did not have', request({ New: true }, { UsePreviousTemplate: 'false', TemplateBody: JSON.stringify(pool({ Parameters: { New: { Type: 'String' } }, Conditions: { AtLeast2: { 'Fn::Equals': ['a', 'b'] }, AtLeast3: { 'Fn::Equals': ['a', 'b'] } } })) }), 'ValidationError: Invalid input for parameter key New. Cannot specify usePreviousValue as true for a parameter key not in the previous template'],
])('it refuses %s, and nothing begins', (_, input, expected) => {
  const bench = deployed();
  expect(refusal(bench, input)).toBe(expected);
  expect([stack(bench).status, bench.cloudFormation.updating, bench.cloudFormation.operations()]).toEqual(['CREATE_COMPLETE', 0, []]);
});

test('names of roles need the capability that says so, and it covers the other one', () => {
  const template = pool();
  const named = { ...template, Resources: { ...template.Resources, Named: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'named', AssumeRolePolicyDocument: { Statement: [] } } } } };
  const bench = deployed(named);
  expect(refusal(bench, { ...request({ PoolSize: '2' }), 'Capabilities.member.1': 'CAPABILITY_IAM' })).toBe('InsufficientCapabilitiesException: Requires capabilities : [CAPABILITY_NAMED_IAM]');
  expect(refusal(bench, request({ PoolSize: '2' }))).toBe('accepted');
});

test('a stack that is being updated is refused to others, and the same token is the same update', () => {
  const bench = deployed();
  const token = { ClientRequestToken: 'growth-1' };
  call(bench, request({ PoolSize: '2' }, token));
  expect(refusal(bench, request({ PoolSize: '3' }))).toMatch(/^ValidationError: Stack:arn:aws:cloudformation:.* is in UPDATE_IN_PROGRESS state and can not be updated\.$/);
  expect(refusal(bench, request({ PoolSize: '2' }, token))).toBe('accepted');
  expect(refusal(bench, request({ PoolSize: '3' }, token))).toMatch(/^TokenAlreadyExistsException/);
  settle(bench);
  expect(refusal(bench, request({ PoolSize: '2' }, token))).toBe('accepted');
  expect([bench.cloudFormation.operations().length, bench.requests().length]).toEqual([1, 2]);
});

test('without rollback a failed account leaves the stack as it is, from where only another update without rollback goes on', () => {
  const bench = deployed();
  bench.behaviour = event => (event.LogicalResourceId === 'A2' ? { status: 'FAILED' } : { after: 120 });
  call(bench, request({ PoolSize: '3' }, { DisableRollback: 'true' }));
  settle(bench);
  expect([stack(bench).status, stack(bench).resources.find(({ logicalId }) => logicalId === 'A3')?.status]).toEqual(['UPDATE_FAILED', 'CREATE_COMPLETE']);
  expect(refusal(bench, request({ PoolSize: '2' }))).toBe('ValidationError: This stack is currently in a non-terminal [UPDATE_FAILED] state. To update the stack from this state, please use the disable-rollback parameter with update-stack API. To rollback to the last known good state, use the rollback-stack API');
  bench.behaviour = () => ({});
  call(bench, request({ PoolSize: '3' }, { DisableRollback: 'true' }));
  settle(bench);
  expect(stack(bench).status).toBe('UPDATE_COMPLETE');
});

test('with rollback it goes back to the size of before', () => {
  const bench = deployed();
  bench.behaviour = event => (event.LogicalResourceId === 'A3' && event.RequestType === 'Create' ? { status: 'FAILED' } : {});
  call(bench, request({ PoolSize: '3' }));
  settle(bench);
  expect([stack(bench).status, parameters(bench).PoolSize]).toEqual(['UPDATE_ROLLBACK_COMPLETE', '1']);
});

describe('a role', () => {
  const putRole = (bench: Bench, actions: readonly string[], service = 'cloudformation.amazonaws.com') => bench.iam.putRole({
    name: 'growth',
    arn: ROLE_ARN,
    accountId: TARGET.account,
    managedPolicyArns: [],
    inlinePolicies: [{ Statement: [{ Effect: 'Allow', Action: [...actions], Resource: '*' }] }],
    trustPolicy: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: service } }] },
  });

  test('it must let CloudFormation in, and the caller must be allowed to pass it', () => {
    const bench = deployed();
    putRole(bench, ['lambda:InvokeFunction'], 'lambda.amazonaws.com');
    expect(refusal(bench, request({ PoolSize: '2' }, { RoleARN: ROLE_ARN }))).toBe(`ValidationError: Role ${ROLE_ARN} is invalid or cannot be assumed`);
    putRole(bench, ['lambda:InvokeFunction']);
    const { roleArn } = bench.caller();
    bench.iam.putRole({ name: 'R', arn: roleArn, accountId: TARGET.account, managedPolicyArns: [], inlinePolicies: [] });
    expect(refusal(bench, request({ PoolSize: '2' }, { RoleARN: ROLE_ARN }))).toBe(
      `AccessDeniedException: User: ${bench.caller().sessionArn} is not authorized to perform: iam:PassRole on resource: ${ROLE_ARN} because no identity-based policy allows the iam:PassRole action`);
  });

  test('what it may not call fails the account, in its name, and it stays with the stack', () => {
    const bench = deployed();
    putRole(bench, ['ssm:GetParameters']);
    call(bench, request({ PoolSize: '2' }, { RoleARN: ROLE_ARN }));
    settle(bench);
    expect([stack(bench).status, bench.requests()]).toEqual(['UPDATE_ROLLBACK_COMPLETE', ['Create A1']]);
    expect(bench.events.find(({ status, logicalId }) => status === 'CREATE_FAILED' && logicalId === 'A2')?.reason).toMatch(
      /^User: arn:aws:sts::111122223333:assumed-role\/growth\/AWSCloudFormation is not authorized to perform: lambda:InvokeFunction on resource: arn:aws:lambda:/);
    putRole(bench, ['lambda:InvokeFunction']);
    call(bench, request({ PoolSize: '2' }));
    settle(bench);
    expect([stack(bench).status, bench.describe('Pool')[0].RoleARN]).toEqual(['UPDATE_COMPLETE', ROLE_ARN]);
  });

  test('a template that another parameter of Systems Manager stands in is read in it', () => {
    const bench = deployed(pool({ Parameters: { ...pool().Parameters, BootstrapVersion: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk-bootstrap/hnb659fds/version' } } }));
    putRole(bench, ['lambda:InvokeFunction']);
    expect(refusal(bench, request({ PoolSize: '2' }, { RoleARN: ROLE_ARN }))).toMatch(/^ValidationError: User: .* is not authorized to perform: ssm:GetParameters on resource: arn:aws:ssm:eu-west-1:111122223333:parameter\/cdk-bootstrap\/hnb659fds\/version/);
    putRole(bench, ['lambda:InvokeFunction', 'ssm:GetParameters']);
    expect(refusal(bench, request({ PoolSize: '2' }, { RoleARN: ROLE_ARN }))).toBe('accepted');
  });

  test('a type of which it may do nothing at all is one that it can not change', () => {
    const changing = pool();
    const bench = deployed({ ...changing, Resources: { ...changing.Resources, Note: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: { Ref: 'PoolSize' } } } } });
    putRole(bench, ['lambda:InvokeFunction']);
    call(bench, request({ PoolSize: '2' }, { RoleARN: ROLE_ARN, DisableRollback: 'true' }));
    settle(bench);
    expect(stack(bench).resources.find(({ logicalId }) => logicalId === 'Note')).toMatchObject({
      status: 'UPDATE_FAILED',
      reason: 'User: arn:aws:sts::111122223333:assumed-role/growth/AWSCloudFormation is not authorized to change a resource of type AWS::Logs::LogGroup because no identity-based policy allows any action of logs',
    });
  });
});

test('a stack of an earlier rehearsal can be updated, too', () => {
  const first = deployed();
  const bench = new Bench({ state: first.cloudFormation.state(), start: first.clock.date });
  call(bench, request({ PoolSize: '2' }));
  settle(bench);
  expect([stack(bench).status, bench.requests()]).toEqual(['UPDATE_COMPLETE', ['Create A2']]);
});
