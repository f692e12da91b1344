/** AWS CloudFormation: the stack operation that a leg belongs to. */

import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import type { CloudFormationClient, Stack } from '@aws-sdk/client-cloudformation';
import { RefusalError } from '../../core/failures/errors';
import { epochOf } from '../../core/stacks/stack-operation';
import type { StackOperation, StackPort } from '../../core/stacks/stack-operation';
import { calling } from '../shared/errors';

/** Stacks, read by their ids, so that one that was deleted is still found. */
export class CloudFormationStacks implements StackPort {
  constructor(private readonly client: CloudFormationClient) {}

  public async operation(stackId: string): Promise<StackOperation> {
    const stack = await this.describe(stackId);
    // A nested stack that its root rolls back shows a deletion of its own: the root tells.
    const root = stack.RootId === undefined || stack.RootId === stackId ? undefined : await this.describe(stack.RootId);
    const startedAt = stack.LastUpdatedTime ?? stack.CreationTime ?? new Date(0);
    return { startedAt: startedAt.toISOString(), epoch: root === undefined ? epochOf(stateOf(stack)) : epochOf(stateOf(stack), stateOf(root)) };
  }

  private async describe(stackId: string): Promise<Stack> {
    const answer = await calling('cloudformation:DescribeStacks', async () => this.client.send(new DescribeStacksCommand({ StackName: stackId })));
    const stack = answer.Stacks?.[0];
    if (stack === undefined) {
      throw new RefusalError('cloudformation:DescribeStacks', `Stack with id ${stackId} does not exist`);
    }
    return stack;
  }
}

function stateOf(stack: Stack): { status: string; lastUpdatedAt?: string } {
  const lastUpdatedAt = stack.LastUpdatedTime?.toISOString();
  return { status: stack.StackStatus ?? 'no status', ...(lastUpdatedAt === undefined ? {} : { lastUpdatedAt }) };
}
