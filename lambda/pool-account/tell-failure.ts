/** What fails a leg before there is an account to look at: what the template says wrong, a rename, a stack that can't be read. Others are told of that, too. */

import type { Clock } from '../../core/clock';
import { accountFailed } from '../../core/events/account-events';
import type { EventsPort } from '../../core/events/event';
import { AccountFailure } from '../../core/failures/errors';
import { PoolAccountProperty } from '../../src/contract';
import { stackNameOf } from '../shared/provider-events';
import type { ProviderEvent } from '../shared/provider-events';

/** Makes the attempt. What it fails with is told, and thrown on. `order`: what is the same whenever the same failure is met again. */
export async function tellingWhatIsWrong<T>(
  event: ProviderEvent,
  order: string,
  { events, clock }: { readonly events: EventsPort; readonly clock: Clock },
  attempt: () => T | Promise<T>,
): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    if (error instanceof AccountFailure) {
      const { ACCOUNT_NAME, OWNER } = PoolAccountProperty;
      const subject = {
        stackName: stackNameOf(event.StackId),
        owner: textOf(event.ResourceProperties[OWNER]) ?? '',
        accountName: textOf(event.ResourceProperties[ACCOUNT_NAME]) ?? event.LogicalResourceId,
      };
      await events.send([accountFailed({ subject, at: clock.now() }, error.failure, order)]);
    }
    throw error;
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
