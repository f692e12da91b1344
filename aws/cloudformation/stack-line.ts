/** AWS CloudFormation: which legs of a stack are under way. */

import { ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { PlaceInLine } from '../../core/vending/control-tower/model';
import { POOL_ACCOUNT_TYPE } from '../../src/contract';
import { calling } from '../shared/errors';

const UNDER_WAY = /^(CREATE|UPDATE)_IN_PROGRESS$/;

/** The place of a leg among those of its stack that are under way, in the order of their logical ids: the same for all of them. */
export async function placeInStack(client: CloudFormationClient, stackId: string, logicalId: string): Promise<PlaceInLine> {
  const others: string[] = [];
  let nextToken: string | undefined;
  do {
    const token = nextToken;
    const page = await calling('cloudformation:ListStackResources', async () =>
      client.send(new ListStackResourcesCommand({ StackName: stackId, NextToken: token })));
    for (const { LogicalResourceId: id, ResourceType: type, ResourceStatus: status } of page.StackResourceSummaries ?? []) {
      if (id !== undefined && id !== logicalId && type === POOL_ACCOUNT_TYPE && UNDER_WAY.test(status ?? '')) {
        others.push(id);
      }
    }
    nextToken = page.NextToken;
  } while (nextToken);
  return { index: others.filter(id => id < logicalId).length, length: others.length + 1 };
}
