/** The StackSet of Innovation Sandbox, which puts a role into each account below the pool's unit. */

import { DescribeStackInstanceCommand } from '@aws-sdk/client-cloudformation';
import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { Sandbox, StackSetInstance } from '../../core/registration/innovation-sandbox/model';
import type { ResourcesPort } from '../../core/registration/innovation-sandbox/ports';
import { SANDBOX_NAMES } from '../../src/contract';
import { callingOrNull } from '../shared/errors';

const NOT_YET = ['StackInstanceNotFoundException', 'StackSetNotFoundException'];

/** How long a role that is there is believed to be there: nobody takes it away from an account that is on its way into the pool. */
const FRESH_MS = 15 * 60_000;

/** Instances of the StackSet, in the region of Innovation Sandbox. */
export class StackSetInstances implements ResourcesPort {
  private readonly current = new Map<string, { readonly seenAt: number; readonly instance: StackSetInstance }>();

  constructor(private readonly client: (region: string) => CloudFormationClient, private readonly now: () => Date) {}

  public async instance(sandbox: Sandbox, accountId: string): Promise<StackSetInstance | null> {
    const key = `${sandbox.region} ${sandbox.namespace} ${accountId}`;
    const known = this.current.get(key);
    if (known !== undefined && this.now().getTime() - known.seenAt < FRESH_MS) {
      return known.instance;
    }
    const instance = await this.read(sandbox, accountId);
    if (instance?.status === 'CURRENT') {
      this.current.set(key, { seenAt: this.now().getTime(), instance });
    }
    return instance;
  }

  private async read({ namespace, region }: Sandbox, accountId: string): Promise<StackSetInstance | null> {
    const answer = await callingOrNull('cloudformation:DescribeStackInstance', NOT_YET, async () =>
      this.client(region).send(new DescribeStackInstanceCommand({
        StackSetName: SANDBOX_NAMES.stackSet(namespace),
        StackInstanceAccount: accountId,
        StackInstanceRegion: region,
      })));
    const instance = answer?.StackInstance;
    return instance === undefined ? null : {
      status: instance.Status ?? 'no status',
      ...(instance.StatusReason === undefined ? {} : { reason: instance.StatusReason }),
    };
  }
}
