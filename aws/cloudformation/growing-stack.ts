/** The stack of a pool that grows: how it stands, and the one change that growth makes to it. */

import { DescribeStacksCommand, ListStackResourcesCommand, UpdateStackCommand } from '@aws-sdk/client-cloudformation';
import type { Capability, CloudFormationClient, Stack, StackResourceSummary } from '@aws-sdk/client-cloudformation';
import { RefusalError } from '../../core/failures/errors';
import type { GrowthUpdate, PoolStack, PoolStackPort } from '../../core/growth/pool-stack';
import { LEG_PHYSICAL_ID_PATTERN, parseFailure, POOL_ACCOUNT_TYPE } from '../../src/contract';
import { calling, isNamed } from '../shared/errors';

const NOT_THERE = /does not exist/i;
/** 'Stack:arn:aws:cloudformation:... is in UPDATE_IN_PROGRESS state and can not be updated.' */
const IN_PROGRESS = /is in \w+_IN_PROGRESS state/;
const FAILED = /_FAILED$/;
/** The phase of a cleaning, as Innovation Sandbox tells it. */
const COOLING_DOWN = 'COOLING_DOWN';
/** What the stacks of the CDK are deployed with. */
const NAMED_ROLES: Capability = 'CAPABILITY_NAMED_IAM';

/** One stack, by its name. */
export class GrowingStack implements PoolStackPort {
  /**
   * @param client CloudFormation where the stack stands
   * @param stackName the stack
   * @param parameter the parameter that says how many accounts there are
   * @param roleArn the role that CloudFormation updates it with
   */
  constructor(
    private readonly client: CloudFormationClient,
    private readonly stackName: string,
    private readonly parameter: string,
    private readonly roleArn: string,
  ) {}

  public async read(): Promise<PoolStack | null> {
    const stack = await this.describe();
    if (stack === undefined) {
      return null;
    }
    const status = stack.StackStatus ?? 'no status';
    // While it moves nothing is decided, and nobody has to list what a stack holds.
    const resources = status.endsWith('_IN_PROGRESS') ? [] : await this.resources(stack.StackId ?? this.stackName);
    const failed = resources.filter(({ ResourceStatus = '' }) => FAILED.test(ResourceStatus));
    const isAccount = ({ ResourceType }: StackResourceSummary) => ResourceType === POOL_ACCOUNT_TYPE;
    const failedAccounts = [...new Set(failed.filter(isAccount).map(accountOf))];
    const otherwise = new Set(failed.filter(resource => isAccount(resource) && !coolsDown(resource)).map(accountOf));
    const coolingDown = failedAccounts.filter(account => !otherwise.has(account));
    const changes = resources.map(({ LastUpdatedTimestamp }) => LastUpdatedTimestamp?.getTime() ?? 0);
    const size = stack.Parameters?.find(({ ParameterKey }) => ParameterKey === this.parameter)?.ParameterValue;
    return {
      status,
      ...size !== undefined && { size },
      operationAt: stack.LastUpdatedTime ?? stack.CreationTime ?? new Date(0),
      ...changes.length > 0 && { changedAt: new Date(Math.max(...changes)) },
      failedAccounts,
      ...coolingDown.length > 0 && { coolingDown },
      otherFailures: failed.filter(resource => !isAccount(resource)).map(({ LogicalResourceId = '' }) => LogicalResourceId),
    };
  }

  /**
   * The template stays, and so do all other parameters: CloudFormation puts those that aren't named back to their defaults. Nothing is rolled back, because one
   * account that fails would take the others with it.
   */
  public async grow({ parameter, size, token }: GrowthUpdate): Promise<'begun' | 'busy'> {
    const stack = await this.describe();
    const operation = 'cloudformation:UpdateStack';
    if (stack === undefined) {
      throw new RefusalError(operation, `Stack [${this.stackName}] does not exist`);
    }
    return calling(operation, async () => {
      try {
        await this.client.send(new UpdateStackCommand({
          StackName: stack.StackId,
          UsePreviousTemplate: true,
          Parameters: (stack.Parameters ?? []).map(({ ParameterKey }) => ParameterKey === parameter
            ? { ParameterKey, ParameterValue: String(size) }
            : { ParameterKey, UsePreviousValue: true }),
          Capabilities: [...new Set([...stack.Capabilities ?? [], NAMED_ROLES])],
          RoleARN: this.roleArn,
          DisableRollback: true,
          ClientRequestToken: token,
        }));
        return 'begun';
      } catch (exception) {
        // The token is this entry's and no other's: the update that it knows is ours.
        if (isNamed(exception, 'TokenAlreadyExistsException')) {
          return 'begun';
        }
        if (exception instanceof Error && IN_PROGRESS.test(exception.message)) {
          return 'busy';
        }
        throw exception;
      }
    });
  }

  private async describe(): Promise<Stack | undefined> {
    return calling('cloudformation:DescribeStacks', async () => {
      try {
        const { Stacks: [stack] = [] } = await this.client.send(new DescribeStacksCommand({ StackName: this.stackName }));
        return stack;
      } catch (exception) {
        if (exception instanceof Error && exception.name === 'ValidationError' && NOT_THERE.test(exception.message)) {
          return undefined;
        }
        throw exception;
      }
    });
  }

  private async resources(stackId: string): Promise<StackResourceSummary[]> {
    const all: StackResourceSummary[] = [];
    let NextToken: string | undefined;
    do {
      const page = await calling('cloudformation:ListStackResources', async () =>
        this.client.send(new ListStackResourcesCommand({ StackName: stackId, NextToken })));
      all.push(...page.StackResourceSummaries ?? []);
      ({ NextToken } = page);
    } while (NextToken !== undefined && NextToken !== '');
    return all;
  }
}

/** The name of an account, for the legs of one account are one account; the logical id of a leg that never came to a name. */
function accountOf({ PhysicalResourceId = '', LogicalResourceId = '' }: StackResourceSummary): string {
  return LEG_PHYSICAL_ID_PATTERN.exec(PhysicalResourceId)?.[1] ?? LogicalResourceId;
}

/** Whether its time was up while Innovation Sandbox let it cool down. */
function coolsDown({ ResourceStatusReason: reason = '' }: StackResourceSummary): boolean {
  const failure = parseFailure(reason);
  return failure?.code === 'AR-STILL-CLEANING' && failure.awsText?.includes(COOLING_DOWN) === true;
}
