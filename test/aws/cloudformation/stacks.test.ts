import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudFormationStacks } from '../../../aws/cloudformation/stacks';
import { RefusalError } from '../../../core/failures/errors';
import { withLoopback } from '../loopback';
import type { Loopback, Reply } from '../loopback';

const STACK_ID = 'arn:aws:cloudformation:eu-west-1:111122223333:stack/pool/1';
const ROOT_ID = 'arn:aws:cloudformation:eu-west-1:111122223333:stack/root/2';

function stack(fields: Record<string, string>): string {
  const members = Object.entries(fields).map(([name, value]) => `<${name}>${value}</${name}>`).join('');
  return `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks><member>${members}</member></Stacks></DescribeStacksResult></DescribeStacksResponse>`;
}

async function answering(replies: Reply[], use: (stacks: CloudFormationStacks, loopback: Loopback) => Promise<void>): Promise<void> {
  await withLoopback(replies, async loopback => {
    const client = new CloudFormationClient(loopback.config);
    await use(new CloudFormationStacks(client), loopback);
    client.destroy();
  });
}

test('a stack that is being created began when it was made', () => answering([
  stack({ StackName: 'pool', StackId: STACK_ID, CreationTime: '2026-01-05T08:00:00Z', StackStatus: 'CREATE_IN_PROGRESS' }),
], async (stacks, loopback) => {
  await expect(stacks.operation(STACK_ID)).resolves.toEqual({ startedAt: '2026-01-05T08:00:00.000Z', epoch: 'CREATE_IN_PROGRESS/never' });
  expect(loopback.received).toEqual([{ operation: 'DescribeStacks', input: { StackName: STACK_ID, Version: '2010-05-15' } }]);
}));

test('a stack that is being updated began when the update did', () => answering([
  stack({ StackName: 'pool', CreationTime: '2026-01-05T08:00:00Z', LastUpdatedTime: '2026-01-06T08:00:00Z', StackStatus: 'UPDATE_IN_PROGRESS' }),
], async stacks => {
  await expect(stacks.operation(STACK_ID)).resolves.toEqual({ startedAt: '2026-01-06T08:00:00.000Z', epoch: 'UPDATE_IN_PROGRESS/2026-01-06T08:00:00.000Z' });
}));

test('the epoch of a nested stack includes its root', () => answering([
  stack({ StackName: 'pool', RootId: ROOT_ID, CreationTime: '2026-01-05T08:00:00Z', StackStatus: 'CREATE_IN_PROGRESS' }),
  stack({ StackName: 'root', CreationTime: '2026-01-05T07:00:00Z', LastUpdatedTime: '2026-01-05T07:30:00Z', StackStatus: 'UPDATE_ROLLBACK_IN_PROGRESS' }),
], async (stacks, loopback) => {
  await expect(stacks.operation(STACK_ID)).resolves.toEqual({
    startedAt: '2026-01-05T08:00:00.000Z',
    epoch: 'CREATE_IN_PROGRESS/never|UPDATE_ROLLBACK_IN_PROGRESS/2026-01-05T07:30:00.000Z',
  });
  expect(loopback.inputs.map(input => input.StackName)).toEqual([STACK_ID, ROOT_ID]);
}));

test('a stack that does not exist is refused', () => answering([
  '<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks/></DescribeStacksResult></DescribeStacksResponse>',
], async stacks => {
  await expect(stacks.operation(STACK_ID)).rejects.toThrow(RefusalError);
}));
