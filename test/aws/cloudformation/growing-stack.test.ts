import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { GrowingStack } from '../../../aws/cloudformation/growing-stack';
import { RefusalError, TransientError } from '../../../core/failures/errors';
import type { Loopback, Reply } from '../loopback';
import { withLoopback } from '../loopback';

const ROLE = 'arn:aws:iam::111122223333:role/PoolGrowth-UpdateRole';
const NAMESPACE = 'xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"';
const ID = 'arn:aws:cloudformation:eu-west-1:111122223333:stack/Pool/4f1c';

async function answering(replies: Reply[], use: (stack: GrowingStack, loopback: Loopback) => Promise<void>): Promise<void> {
  await withLoopback(replies, async loopback => {
    const client = new CloudFormationClient(loopback.config);
    await use(new GrowingStack(client, 'Pool', 'PoolSize', ROLE), loopback);
    client.destroy();
  });
}

const described = (status: string, more = ''): string => `<DescribeStacksResponse ${NAMESPACE}><DescribeStacksResult><Stacks><member><StackName>Pool</StackName><StackId>${ID}</StackId>
  <StackStatus>${status}</StackStatus><CreationTime>2026-01-05T12:00:00.000Z</CreationTime>${more}
  <Capabilities><member>CAPABILITY_IAM</member><member>CAPABILITY_AUTO_EXPAND</member></Capabilities>
  <Parameters><member><ParameterKey>PoolSize</ParameterKey><ParameterValue>7</ParameterValue></member>
  <member><ParameterKey>BootstrapVersion</ParameterKey><ParameterValue>/cdk-bootstrap/hnb659fds/version</ParameterValue><ResolvedValue>21</ResolvedValue></member></Parameters>
  </member></Stacks></DescribeStacksResult></DescribeStacksResponse>`;
const listed = (members: string, next = ''): string => `<ListStackResourcesResponse ${NAMESPACE}><ListStackResourcesResult><StackResourceSummaries>${members}</StackResourceSummaries>${next}</ListStackResourcesResult></ListStackResourcesResponse>`;
const resource = (id: string, type: string, status: string, physicalId = '', time = '2026-01-06T13:00:00.000Z') => `<member><LogicalResourceId>${id}</LogicalResourceId>
  <PhysicalResourceId>${physicalId}</PhysicalResourceId><ResourceType>${type}</ResourceType><ResourceStatus>${status}</ResourceStatus><LastUpdatedTimestamp>${time}</LastUpdatedTimestamp></member>`;
const refused = (code: string, message: string): Reply => ({
  status: 400,
  body: `<ErrorResponse ${NAMESPACE}><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
});

test('how it stands: what failed, account by account, and when something changed last', () => answering([
  described('UPDATE_FAILED', '<LastUpdatedTime>2026-01-06T12:00:00.000Z</LastUpdatedTime>'),
  listed([
    resource('Pool6', 'Custom::PoolAccount', 'CREATE_FAILED', 'pool-006/0123456789ab'),
    resource('Pool6Start', 'Custom::PoolAccount', 'CREATE_FAILED', 'pool-006/0123456789ab'),
    resource('Pool7', 'Custom::PoolAccount', 'CREATE_FAILED', 'Pool7-1ABC'),
  ].join(''), '<NextToken>more</NextToken>'),
  listed([
    resource('Pool1', 'Custom::PoolAccount', 'CREATE_COMPLETE', 'pool-001/0123456789ab', '2026-01-06T12:40:00.000Z'),
    resource('Topic', 'AWS::SNS::Topic', 'UPDATE_FAILED', 'arn:topic', '2026-01-06T12:10:00.000Z'),
  ].join('')),
], async (stack, loopback) => {
  await expect(stack.read()).resolves.toEqual({
    status: 'UPDATE_FAILED',
    size: '7',
    operationAt: new Date('2026-01-06T12:00:00Z'),
    changedAt: new Date('2026-01-06T13:00:00Z'),
    failedAccounts: ['pool-006', 'Pool7'],
    otherFailures: ['Topic'],
  });
  expect(loopback.inputs.map(({ StackName, NextToken }) => [StackName, NextToken])).toEqual([['Pool', undefined], [ID, undefined], [ID, 'more']]);
}));

test('accounts whose time was up while they cooled down are told from those that hang, and from those of which another leg failed', () => {
  const because = (id: string, code: string, said: string) => resource(`Pool${id}`, 'Custom::PoolAccount', 'CREATE_FAILED', `pool-00${id}/0123456789ab`)
    .replace('<LastUpdatedTimestamp>', `<ResourceStatusReason>Received response status [FAILED] from custom resource. Message returned: ${code}: account 'pool-00${id}': its time is up. `
      + `Account: it is in CleanUp. Fix: deploy again. Safe to deploy again: yes. AWS says: ${said}</ResourceStatusReason><LastUpdatedTimestamp>`);
  return answering([described('UPDATE_FAILED'), listed([
    because('1', 'AR-STILL-CLEANING', 'COOLING_DOWN'),
    because('2', 'AR-STILL-CLEANING', 'CLEANING'),
    because('3', 'AR-QUOTA-TOO-SMALL', 'COOLING_DOWN'),
    because('4', 'AR-STILL-CLEANING', 'COOLING_DOWN'), resource('Pool4Start', 'Custom::PoolAccount', 'CREATE_FAILED', 'pool-004/0123456789ab'),
  ].join(''))], async stack => {
    await expect(stack.read()).resolves.toMatchObject({ failedAccounts: ['pool-001', 'pool-002', 'pool-003', 'pool-004'], coolingDown: ['pool-001'] });
  });
});

test('while it moves nothing more is asked', () => answering([described('UPDATE_IN_PROGRESS')], async (stack, loopback) => {
  await expect(stack.read()).resolves.toEqual({ status: 'UPDATE_IN_PROGRESS', size: '7', operationAt: new Date('2026-01-05T12:00:00Z'), failedAccounts: [], otherFailures: [] });
  expect(loopback.operations).toEqual(['DescribeStacks']);
}));

test('there may be none', () => answering([refused('ValidationError', 'Stack with id Pool does not exist')], async stack => {
  await expect(stack.read()).resolves.toBeNull();
  await expect(stack.grow({ parameter: 'PoolSize', size: 8, token: 'token' })).rejects.toThrow(RefusalError);
}));

const UPDATE = { parameter: 'PoolSize', size: 10, token: 'account-robot-1' };

test('one parameter is changed, and nothing else', () => answering([described('UPDATE_COMPLETE'), `<UpdateStackResponse ${NAMESPACE}><UpdateStackResult><StackId>${ID}</StackId></UpdateStackResult></UpdateStackResponse>`], async (stack, loopback) => {
  await expect(stack.grow(UPDATE)).resolves.toBe('begun');
  expect(loopback.received[1]).toEqual({
    operation: 'UpdateStack',
    input: {
      'Version': '2010-05-15',
      'StackName': ID,
      'UsePreviousTemplate': 'true',
      'Parameters.member.1.ParameterKey': 'PoolSize',
      'Parameters.member.1.ParameterValue': '10',
      'Parameters.member.2.ParameterKey': 'BootstrapVersion',
      'Parameters.member.2.UsePreviousValue': 'true',
      'Capabilities.member.1': 'CAPABILITY_IAM',
      'Capabilities.member.2': 'CAPABILITY_AUTO_EXPAND',
      'Capabilities.member.3': 'CAPABILITY_NAMED_IAM',
      'RoleARN': ROLE,
      'DisableRollback': 'true',
      'ClientRequestToken': 'account-robot-1',
    },
  });
}));

test.each<[string, Reply, 'begun' | 'busy']>([
  ['a token that is known is ours', refused('TokenAlreadyExistsException', 'A client request token already exists'), 'begun'],
  ['another operation was faster', refused('ValidationError', `Stack:${ID} is in UPDATE_IN_PROGRESS state and can not be updated.`), 'busy'],
])('%s', (_, reply, outcome) => answering([described('UPDATE_COMPLETE'), reply], async stack => {
  await expect(stack.grow(UPDATE)).resolves.toBe(outcome);
}));

test.each<[string, Reply, new (...args: never[]) => Error]>([
  ['a value that is not allowed', refused('ValidationError', "Parameter 'PoolSize' must be one of AllowedValues"), RefusalError],
  ['a stack that is stuck', refused('ValidationError', `Stack:${ID} is in UPDATE_ROLLBACK_FAILED state and can not be updated.`), RefusalError],
  ['a connection that breaks', 'cut', TransientError],
  ['too many calls', refused('Throttling', 'Rate exceeded'), TransientError],
])('%s', (_, reply, error) => answering([described('UPDATE_COMPLETE'), reply], async stack => {
  await expect(stack.grow(UPDATE)).rejects.toThrow(error);
}));
