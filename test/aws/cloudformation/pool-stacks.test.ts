import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { PoolStacks } from '../../../aws/cloudformation/pool-stacks';
import { RefusalError, TransientError } from '../../../core/failures/errors';
import type { Loopback, Reply } from '../loopback';
import { withLoopback } from '../loopback';

async function answering(replies: Reply[], use: (stacks: PoolStacks, loopback: Loopback) => Promise<void>): Promise<void> {
  await withLoopback(replies, async loopback => {
    const client = new CloudFormationClient(loopback.config);
    await use(new PoolStacks(client), loopback);
    client.destroy();
  });
}

const NAMESPACE = 'xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"';
const described = (members: string): string => `<DescribeStacksResponse ${NAMESPACE}><DescribeStacksResult><Stacks><member><StackName>pool</StackName>${members}</member></Stacks></DescribeStacksResult></DescribeStacksResponse>`;
const listed = (members: string): string => `<ListStackResourcesResponse ${NAMESPACE}><ListStackResourcesResult>${members}</ListStackResourcesResult></ListStackResourcesResponse>`;
const resource = (id: string, type: string, status: string, time: string) => `<member><LogicalResourceId>${id}</LogicalResourceId><ResourceType>${type}</ResourceType>`
  + `<ResourceStatus>${status}</ResourceStatus><LastUpdatedTimestamp>${time}</LastUpdatedTimestamp></member>`;

test('a stack is read by its name, with the values of its parameters', () => answering([described(`<CreationTime>2026-01-05T12:00:00.000Z</CreationTime>
  <LastUpdatedTime>2026-01-06T12:00:00.000Z</LastUpdatedTime><StackStatus>UPDATE_COMPLETE</StackStatus><Parameters>
  <member><ParameterKey>PoolSize</ParameterKey><ParameterValue>7</ParameterValue></member>
  <member><ParameterKey>BootstrapVersion</ParameterKey><ParameterValue>/cdk-bootstrap/hnb659fds/version</ParameterValue><ResolvedValue>21</ResolvedValue></member></Parameters>`)], async (stacks, loopback) => {
  await expect(stacks.stack('pool')).resolves.toEqual({
    status: 'UPDATE_COMPLETE',
    startedAt: '2026-01-06T12:00:00.000Z',
    parameters: { PoolSize: '7', BootstrapVersion: '/cdk-bootstrap/hnb659fds/version' },
  });
  expect(loopback.received).toEqual([{ operation: 'DescribeStacks', input: { StackName: 'pool', Version: '2010-05-15' } }]);
}));

test('a stack that was never updated has been at it since it was created', () => answering([
  described('<CreationTime>2026-01-05T12:00:00.000Z</CreationTime><StackStatus>CREATE_IN_PROGRESS</StackStatus>'),
], async stacks => {
  await expect(stacks.stack('pool')).resolves.toEqual({ status: 'CREATE_IN_PROGRESS', startedAt: '2026-01-05T12:00:00.000Z', parameters: {} });
}));

const xmlRefusal = (code: string, message: string): string => `<ErrorResponse ${NAMESPACE}><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;

test('no stack of that name is none', () => answering([{ status: 400, body: xmlRefusal('ValidationError', 'Stack with id pool does not exist') }], async stacks => {
  await expect(stacks.stack('pool')).resolves.toBeNull();
}));

test.each<[string, Reply, typeof RefusalError | typeof TransientError]>([
  ['another validation error', { status: 400, body: xmlRefusal('ValidationError', '1 validation error detected') }, RefusalError],
  ['a denied call', { status: 403, body: xmlRefusal('AccessDenied', 'User is not authorized to perform: cloudformation:DescribeStacks on a stack that does not exist') }, RefusalError],
  ['throttling', { status: 400, body: xmlRefusal('Throttling', 'Rate exceeded') }, TransientError],
  ['a connection that is cut', 'cut', TransientError],
])('%s says nothing of the stack', (_, reply, error) => answering([reply], async stacks => {
  await expect(stacks.stack('pool')).rejects.toBeInstanceOf(error);
}));

test('legs are listed from all pages, and nothing else', () => answering([
  listed(`<StackResourceSummaries>${resource('A', 'Custom::PoolAccount', 'CREATE_COMPLETE', '2026-01-05T12:00:00.000Z') }${
    resource('Kick', 'AWS::Lambda::Function', 'CREATE_COMPLETE', '2026-01-05T12:00:00.000Z') }</StackResourceSummaries><NextToken>two</NextToken>`),
  listed(`<StackResourceSummaries>${resource('B', 'Custom::PoolAccount', 'CREATE_FAILED', '2026-01-05T12:10:00.000Z') }</StackResourceSummaries>`),
], async (stacks, loopback) => {
  await expect(stacks.legs('pool')).resolves.toEqual([
    { logicalId: 'A', status: 'CREATE_COMPLETE', since: '2026-01-05T12:00:00.000Z' }, { logicalId: 'B', status: 'CREATE_FAILED', since: '2026-01-05T12:10:00.000Z' },
  ]);
  expect(loopback.inputs).toEqual([{ StackName: 'pool', Version: '2010-05-15' }, { StackName: 'pool', NextToken: 'two', Version: '2010-05-15' }]);
}));
