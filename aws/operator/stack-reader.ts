/** CloudFormation: stacks of ours, what they declare, and what became of it. */

import {
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  ListStackInstancesCommand,
  ListStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';
import type { CloudFormationClient, DescribeStackEventsCommandOutput } from '@aws-sdk/client-cloudformation';
import { iso, pages, present } from './looks';
import { conditionHolds } from '../../core/operator/conditions';
import { declaredAccounts, declaredFunctions } from '../../core/operator/declared';
import { sandboxesOfApp, stackIntent } from '../../core/operator/doctor/app-intent';
import type { SandboxIntent } from '../../core/operator/doctor/app-intent';
import type { SnapshotResource, SnapshotStack, SnapshotStackEvent, SnapshotStackSet } from '../../core/operator/snapshot';
import { calling, callingOrNull } from '../shared/errors';

/** What CloudFormation says of a stack that isn't there is an error of validation, like others. */
const NOT_THERE = /does not exist/i;

/** What a deployed template says. */
interface Declared extends Required<Pick<SnapshotStack, 'accounts' | 'functions'>> {
  readonly sandboxes: readonly SandboxIntent[];
}

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
      // A stack in a stack is asked for by its id.
      name: stack.StackName ?? name,
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

  /**
   * What happened to a stack since then, the oldest first: of the newest so many pages at most.
   * @param since when its last operation began
   */
  public async events(stackId: string, since: string, mostPages: number): Promise<SnapshotStackEvent[]> {
    const found: SnapshotStackEvent[] = [];
    let token: string | undefined;
    for (let page = 0; page < mostPages; page++) {
      const answer: DescribeStackEventsCommandOutput = await calling('cloudformation:DescribeStackEvents', async () =>
        this.client.send(new DescribeStackEventsCommand({ StackName: stackId, NextToken: token })));
      const events = (answer.StackEvents ?? []).map(event => present<SnapshotStackEvent>({
        happenedAt: iso(event.Timestamp) ?? '',
        logicalId: event.LogicalResourceId ?? '',
        status: event.ResourceStatus ?? 'no status',
        reason: event.ResourceStatusReason,
      }));
      const ofNow = events.filter(({ happenedAt }) => happenedAt >= since);
      found.push(...ofNow);
      token = answer.NextToken;
      if (token === undefined || ofNow.length < events.length) {
        break;
      }
    }
    return found.reverse();
  }

  /** What the template that was deployed last declares, but for what the stack's parameters leave out; and the sandboxes that its functions know. */
  public async declared(stackId: string, parameters: Readonly<Record<string, string>>): Promise<Declared> {
    const answer = await calling('cloudformation:GetTemplate', async () =>
      this.client.send(new GetTemplateCommand({ StackName: stackId, TemplateStage: 'Processed' })));
    let template: unknown;
    try {
      template = JSON.parse(answer.TemplateBody ?? '{}');
    } catch {
      // A template in YAML is none of the CDK's.
    }
    const isLeftOut = (condition: string) => conditionHolds(condition, { template, parameters }) === false;
    return {
      accounts: declaredAccounts(template, isLeftOut),
      functions: declaredFunctions(template),
      sandboxes: sandboxesOfApp({ stacks: [stackIntent('', template)] }),
    };
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
