/** AWS CloudFormation: the stack of a pool, by its name, and how far its accounts are. */

import { DescribeStacksCommand, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { CapacityPorts, LegState, PoolStack } from '../../core/capacity/ports';
import { POOL_ACCOUNT_TYPE } from '../../src/contract';
import { calling } from '../shared/errors';

/** What CloudFormation says of a name that no stack has: a ValidationError, like of much else. */
const NO_STACK = /does not exist/;

type Stacks = CapacityPorts['stacks'];

/** Stacks, by name: one that was deleted is none. */
export class PoolStacks implements Stacks {
  constructor(private readonly client: CloudFormationClient) {}

  public async stack(name: string): Promise<PoolStack | null> {
    const stack = await calling('cloudformation:DescribeStacks', async () => {
      try {
        const { Stacks: [found] = [] } = await this.client.send(new DescribeStacksCommand({ StackName: name }));
        return found;
      } catch (exception) {
        if (exception instanceof Error && exception.name === 'ValidationError' && NO_STACK.test(exception.message)) {
          return undefined;
        }
        throw exception;
      }
    });
    return stack === undefined ? null : {
      status: stack.StackStatus ?? 'no status',
      startedAt: (stack.LastUpdatedTime ?? stack.CreationTime ?? new Date(0)).toISOString(),
      parameters: Object.fromEntries((stack.Parameters ?? []).map(({ ParameterKey = '', ParameterValue = '' }) => [ParameterKey, ParameterValue])),
    };
  }

  public async legs(name: string): Promise<LegState[]> {
    const legs: LegState[] = [];
    let nextToken: string | undefined;
    do {
      const page = await calling('cloudformation:ListStackResources', async () =>
        this.client.send(new ListStackResourcesCommand({ StackName: name, NextToken: nextToken })));
      for (const { LogicalResourceId, ResourceType, ResourceStatus, LastUpdatedTimestamp } of page.StackResourceSummaries ?? []) {
        if (LogicalResourceId !== undefined && ResourceType === POOL_ACCOUNT_TYPE) {
          legs.push({ logicalId: LogicalResourceId, status: ResourceStatus ?? 'no status', since: (LastUpdatedTimestamp ?? new Date(0)).toISOString() });
        }
      }
      nextToken = page.NextToken;
    } while (nextToken);
    return legs;
  }
}
