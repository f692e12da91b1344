/** AWS CloudFormation as a service that is called: stacks are read from the engine, StackSets are kept here. */

import type {
  DescribeStackEventsCommandOutput,
  DescribeStacksCommandOutput,
  GetTemplateCommandOutput,
  ListStackResourcesCommandOutput,
  Parameter,
  Stack,
  StackEvent,
  StackResourceSummary,
  UpdateStackCommandOutput,
} from '@aws-sdk/client-cloudformation';
import type { StackSetsState } from './stack-sets';
import { StackSets } from './stack-sets';
import { updateStack } from './update-stack';
import { AWS_QUERY } from '../../kernel/protocols';
import type { ApiRequest } from '../../kernel/types';
import { ApiError, UnknownToRehearsal } from '../../kernel/types';
import { organizations } from '../organizations/organizations';
import { pageOf } from '../paging';
import type { AuthorizedCall, Permission } from '../permissions';
import type { StackDescription, StackEventDescription, StackResourceDescription } from '../ports';
import type { Answer } from '../sdk';
import type { RunningService, ServiceContext } from '../service';
import { defineService } from '../service';

/** ListStackResources tells of so many at a time. */
const RESOURCES_PAGE = 100;
/** DescribeStackEvents of so many. */
const EVENTS_PAGE = 100;

export class CloudFormationService implements RunningService {
  public readonly state: StackSetsState;
  public readonly stackSets: StackSets;

  constructor(private readonly to: ServiceContext, saved: StackSetsState | undefined) {
    this.state = saved ?? { instances: {} };
    this.stackSets = new StackSets(to, this.state, to.peer(organizations));
  }

  /** A stack is about to change: reads may go on showing it as it is. */
  public noteStack(stack: StackDescription): void {
    const { id, name, status, reason, createdAt, updatedAt, deletedAt, rollbackDisabled, roleArn, tags, parameters, template, nested } = stack;
    const times = { createdAt, updatedAt, deletedAt };
    const before: StackDescription = { id, name, status, reason, ...times, rollbackDisabled, roleArn, tags, parameters, template, nested };
    this.to.reads.note('stacks', id, before);
  }

  public describeStacks({ caller, input, region }: ApiRequest): Answer<DescribeStacksCommandOutput> {
    const wanted = input.StackName === undefined ? undefined : String(input.StackName);
    const found = this.to.stacks().describe(caller.accountId, region, wanted);
    if (wanted !== undefined && found.length === 0) {
      throw new ApiError('ValidationError', `Stack with id ${wanted} does not exist`);
    }
    return { Stacks: found.map(stack => stackView(this.to.reads.shown('stacks', stack.id, stack) ?? stack)) };
  }

  public updateStack(request: ApiRequest): Answer<UpdateStackCommandOutput> {
    return updateStack(this.to, request);
  }

  public getTemplate(request: ApiRequest): Answer<GetTemplateCommandOutput> {
    const [stack] = this.describeStacks(request).Stacks ?? [];
    const template = this.to.stacks().templateOf(stack.StackId!);
    if (template === undefined) {
      throw new UnknownToRehearsal(`${request.caller.label} called cloudformation:GetTemplate for ${String(stack.StackName)}, which a release deployed that kept no templates; deploy it once more`);
    }
    return { TemplateBody: JSON.stringify(template), StagesAvailable: ['Original', 'Processed'] };
  }

  public listStackResources(request: ApiRequest): Answer<ListStackResourcesCommandOutput> {
    const [stack] = this.describeStacks(request).Stacks ?? [];
    const { items, next } = pageOf(this.to.stacks().resourcesOf(stack.StackId!), request.input.NextToken, RESOURCES_PAGE);
    return { StackResourceSummaries: items.map(resource => resourceView(resource, stack.LastUpdatedTime ?? stack.CreationTime)), NextToken: next };
  }

  public describeStackEvents(request: ApiRequest): Answer<DescribeStackEventsCommandOutput> {
    const { StackId: id = '', StackName: name } = this.describeStacks(request).Stacks?.[0] ?? {};
    const all = this.to.stacks().eventsOf(id);
    const { items, next } = pageOf(all.map((event, index) => ({ event, number: all.length - index })), request.input.NextToken, EVENTS_PAGE);
    return { StackEvents: items.map(({ event, number }) => eventView(event, number, { id, name })), NextToken: next };
  }
}

function eventView(event: StackEventDescription, number: number, stack: { readonly id: string; readonly name?: string }): StackEvent {
  return {
    StackId: stack.id,
    EventId: `${event.logicalId}-${event.status}-${number}`,
    StackName: stack.name,
    LogicalResourceId: event.logicalId,
    PhysicalResourceId: event.physicalId,
    ResourceType: event.type,
    Timestamp: event.at,
    ResourceStatus: event.status as StackEvent['ResourceStatus'],
    ResourceStatusReason: event.reason,
  };
}

function resourceView(resource: StackResourceDescription, stackChangedAt: Date | undefined): StackResourceSummary {
  return {
    LogicalResourceId: resource.logicalId,
    PhysicalResourceId: resource.physicalId,
    ResourceType: resource.type,
    ResourceStatus: resource.status as StackResourceSummary['ResourceStatus'],
    ResourceStatusReason: resource.reason,
    LastUpdatedTimestamp: resource.changedAt === undefined ? stackChangedAt : new Date(resource.changedAt),
  };
}

function stackView(stack: StackDescription): Stack {
  return {
    StackId: stack.id,
    StackName: stack.name,
    CreationTime: new Date(stack.createdAt),
    DeletionTime: stack.deletedAt === undefined ? undefined : new Date(stack.deletedAt),
    LastUpdatedTime: stack.updatedAt === undefined ? undefined : new Date(stack.updatedAt),
    DisableRollback: stack.rollbackDisabled,
    RoleARN: stack.roleArn,
    // The engine goes through AWS's statuses and no others.
    StackStatus: stack.status as Stack['StackStatus'],
    StackStatusReason: stack.reason,
    Parameters: parametersOf(stack),
    Outputs: outputsOf(stack),
    // Only a nested stack has these.
    ParentId: stack.nested?.parentId,
    RootId: stack.nested?.rootId,
    Tags: Object.entries(stack.tags).map(([Key, Value]) => ({ Key, Value })),
  };
}

/** Those whose value is known here. */
function outputsOf({ outputValues = {}, template }: StackDescription): Stack['Outputs'] {
  return Object.entries(outputValues).filter(([, { unknown }]) => unknown === undefined).map(([OutputKey, { value }]) => {
    const { Description: description } = Object(template?.Outputs?.[OutputKey]) as { readonly Description?: unknown };
    return { OutputKey, OutputValue: String(value), ...description !== undefined && { Description: String(description) } };
  });
}

type Call = AuthorizedCall<CloudFormationService>;

function stackArn({ request, partition }: Call): string {
  const name = request.input.StackName;
  if (name === undefined) {
    return '*';
  }
  return String(name).startsWith('arn:') ? String(name) : `arn:${partition}:cloudformation:${request.region}:${request.caller.accountId}:stack/${String(name)}/*`;
}

/** What conditions may look at: there is no key for a template that is sent along. */
function updateContext({ request: { input } }: Call): Record<string, string> {
  return {
    ...input.RoleARN === undefined ? {} : { 'cloudformation:RoleArn': String(input.RoleARN) },
    ...input.TemplateURL === undefined ? {} : { 'cloudformation:TemplateUrl': String(input.TemplateURL) },
  };
}

function stackSetArn({ request, service, partition }: Call): string {
  const name = String(request.input.StackSetName);
  return `arn:${partition}:cloudformation:${request.region}:${request.caller.accountId}:stackset/${service.stackSets.idOf(name) ?? `${name}:*`}`;
}

const ON_STACK_SET: Permission<CloudFormationService> = { resources: call => [stackSetArn(call)] };

export const cloudFormation = defineService({
  name: 'cloudFormation',
  prefix: 'cloudformation',
  protocol: AWS_QUERY,
  start: (to, saved: StackSetsState | undefined) => new CloudFormationService(to, saved),
  operations: {
    DescribeStacks: { may: { resources: call => [stackArn(call)] }, answer: (service, request) => service.describeStacks(request) },
    DescribeStackEvents: { may: { resources: call => [stackArn(call)] }, answer: (service, request) => service.describeStackEvents(request) },
    UpdateStack: { may: { resources: call => [stackArn(call)], context: updateContext }, answer: (service, request) => service.updateStack(request) },
    GetTemplate: { may: { resources: call => [stackArn(call)] }, answer: (service, request) => service.getTemplate(request) },
    ListStackResources: { may: { resources: call => [stackArn(call)] }, answer: (service, request) => service.listStackResources(request) },
    DescribeStackInstance: { may: ON_STACK_SET, answer: ({ stackSets }, request) => stackSets.describeInstance(request) },
    ListStackInstances: { may: ON_STACK_SET, answer: ({ stackSets }, request) => stackSets.listInstances(request) },
  },
});

/** AWS masks what was declared so. */
function parametersOf({ parameters = {}, template }: StackDescription): Parameter[] {
  return Object.entries(parameters).map(([ParameterKey, value]) =>
    ({ ParameterKey, ParameterValue: String(template?.Parameters?.[ParameterKey]?.NoEcho) === 'true' ? '****' : value }));
}
