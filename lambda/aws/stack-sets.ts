/** The StackSet of Innovation Sandbox, which puts a role into each account below the pool's unit. */

import { DescribeStackInstanceCommand } from '@aws-sdk/client-cloudformation';
import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { callingOrNull } from './errors';
import { SANDBOX_NAMES } from '../../src/contract';
import type { Sandbox, StackSetInstance } from '../core/model';
import type { ResourcesPort } from '../core/ports';

const NOT_YET = ['StackInstanceNotFoundException', 'StackSetNotFoundException'];

/** Instances of the StackSet, in the region of Innovation Sandbox. */
export class StackSetInstances implements ResourcesPort {
  constructor(private readonly client: (region: string) => CloudFormationClient) {}

  async instance({ namespace, region }: Sandbox, accountId: string): Promise<StackSetInstance | null> {
    const answer = await callingOrNull('cloudformation:DescribeStackInstance', NOT_YET, async () =>
      this.client(region).send(new DescribeStackInstanceCommand({
        StackSetName: SANDBOX_NAMES.stackSet(namespace), StackInstanceAccount: accountId, StackInstanceRegion: region,
      })));
    const instance = answer?.StackInstance;
    return instance === undefined ? null : {
      status: instance.Status ?? 'no status', ...(instance.StatusReason === undefined ? {} : { reason: instance.StatusReason }),
    };
  }
}
