import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { placeInStack } from '../../../aws/cloudformation/stack-line';
import { withLoopback } from '../loopback';

const STACK_ID = 'arn:aws:cloudformation:eu-west-1:111122223333:stack/pool/1';

function page(resources: [id: string, type: string, status: string][], next?: string): string {
  const members = resources.map(([id, type, status]) =>
    `<member><LogicalResourceId>${id}</LogicalResourceId><ResourceType>${type}</ResourceType><ResourceStatus>${status}</ResourceStatus></member>`).join('');
  return `<ListStackResourcesResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><ListStackResourcesResult><StackResourceSummaries>${members}</StackResourceSummaries>${
    next === undefined ? '' : `<NextToken>${next}</NextToken>`}</ListStackResourcesResult></ListStackResourcesResponse>`;
}

test('a leg finds its place among those that are under way, on all pages', () => withLoopback([
  page([
    ['A', 'Custom::PoolAccount', 'CREATE_IN_PROGRESS'], ['B', 'Custom::PoolAccount', 'CREATE_COMPLETE'], ['C', 'AWS::Lambda::Function', 'CREATE_IN_PROGRESS'],
    ['D', 'Custom::PoolAccount', 'UPDATE_IN_PROGRESS'],
  ], 'two'),
  page([['E', 'Custom::PoolAccount', 'CREATE_IN_PROGRESS'], ['F', 'Custom::PoolAccount', 'CREATE_IN_PROGRESS'], ['G', 'Custom::PoolAccount', 'CREATE_FAILED']]),
], async loopback => {
  const client = new CloudFormationClient(loopback.config);
  await expect(placeInStack(client, STACK_ID, 'E')).resolves.toEqual({ index: 2, length: 4 });
  expect(loopback.received.map(({ input }) => input)).toEqual([
    { StackName: STACK_ID, Version: '2010-05-15' }, { StackName: STACK_ID, NextToken: 'two', Version: '2010-05-15' },
  ]);
  client.destroy();
}));

test('a leg that is not listed yet counts itself', () => withLoopback([page([])], async loopback => {
  const client = new CloudFormationClient(loopback.config);
  await expect(placeInStack(client, STACK_ID, 'E')).resolves.toEqual({ index: 0, length: 1 });
  client.destroy();
}));
