/** CloudFormation: stacks of ours, what they declare, and what became of it. */

import { DescribeStacksCommand, GetTemplateCommand, ListStackInstancesCommand, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { iso, pages, present } from './looks';
import { declaredAccounts, declaredFunctions } from '../../core/operator/declared';
import type { SnapshotResource, SnapshotStack, SnapshotStackSet } from '../../core/operator/snapshot';
import { calling, callingOrNull } from '../shared/errors';

/** What CloudFormation says of a stack that isn't there is an error of validation, like others. */
const NOT_THERE = /does not exist/i;

export class StackReader {
  constructor(private readonly client: CloudFormationClient) {}

  /** The stack itself; its status is 'absent' if there is none of that name. */
  public async stack(name: string): Promise<SnapshotStack> {
    const answer = await calling('cloudformation:DescribeStacks', async () => {
      try {
        return await this.client.send(new DescribeStacksCommand({ StackName: name }));
      } catch (exception) {
        if (exception instanceof Error && exception.name === 'ValidationError' && NOT_THERE.test(exception.message)) {
          return { Stacks: [] };
        }
        throw exception;
      }
    });
    const stack = answer.Stacks?.[0];
    if (stack === undefined) {
      return { name, status: 'absent' };
    }
    return present<SnapshotStack>({
      name,
      id: stack.StackId,
      status: stack.StackStatus ?? 'no status',
      reason: stack.StackStatusReason,
      createdAt: iso(stack.CreationTime),
      updatedAt: iso(stack.LastUpdatedTime),
      rollbackDisabled: stack.DisableRollback,
      parameters: Object.fromEntries((stack.Parameters ?? []).map(({ ParameterKey = '', ParameterValue = '' }) => [ParameterKey, ParameterValue])),
    });
  }

  public async resources(stackId: string): Promise<SnapshotResource[]> {
    const all = await pages(async token => {
      const answer = await calling('cloudformation:ListStackResources', async () =>
        this.client.send(new ListStackResourcesCommand({ StackName: stackId, NextToken: token })));
      return { items: answer.StackResourceSummaries, next: answer.NextToken };
    });
    return all.map(resource => present({
      logicalId: resource.LogicalResourceId ?? '',
      physicalId: resource.PhysicalResourceId,
      type: resource.ResourceType ?? '',
      status: resource.ResourceStatus ?? 'no status',
      reason: resource.ResourceStatusReason,
      changedAt: iso(resource.LastUpdatedTimestamp),
    }));
  }

  /** What the template that was deployed last declares. */
  public async declared(stackId: string): Promise<Required<Pick<SnapshotStack, 'accounts' | 'functions'>>> {
    const answer = await calling('cloudformation:GetTemplate', async () =>
      this.client.send(new GetTemplateCommand({ StackName: stackId, TemplateStage: 'Processed' })));
    let template: unknown;
    try {
      template = JSON.parse(answer.TemplateBody ?? '{}');
    } catch {
      // A template in YAML is none of the CDK's.
    }
    return { accounts: declaredAccounts(template), functions: declaredFunctions(template) };
  }

  /** A StackSet's instances; null if there is no such StackSet in this account and Region. */
  public async stackSet(name: string): Promise<SnapshotStackSet | null> {
    let isThere = true;
    const all = await pages(async token => {
      const answer = await callingOrNull('cloudformation:ListStackInstances', ['StackSetNotFoundException'], async () =>
        this.client.send(new ListStackInstancesCommand({ StackSetName: name, NextToken: token, MaxResults: 100 })));
      isThere &&= answer !== null;
      return { items: answer?.Summaries, next: answer?.NextToken };
    });
    return isThere ? {
      name,
      current: all.filter(({ Status }) => Status === 'CURRENT').length,
      others: all.filter(({ Status }) => Status !== 'CURRENT').map(({ Account: accountId = '', Status: status = 'no status', StatusReason: reason }) => present({ accountId, status, reason })),
    } : null;
  }
}
