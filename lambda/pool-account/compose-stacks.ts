/** Builds what kick needs: the stacks, and nothing of any road. */

import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudFormationStacks } from '../../aws/cloudformation/stacks';
import { awsClock } from '../../aws/shared/aws-clock';
import { patiently } from '../../aws/shared/patience';
import type { Clock } from '../../core/clock';
import type { EventsPort } from '../../core/events/event';
import type { Log } from '../../core/log';
import type { StackPort } from '../../core/stacks/stack-operation';
import { sleep, systemClock } from '../shared/clock';
import { eventsOf } from '../shared/event-bus';

/**
 * How often the SDK tries where a failed read fails the deployment. All of it, and the patience around it, has to end before the function's time does. A poll
 * need not be patient: the next one comes in half a minute.
 */
const PATIENT_ATTEMPTS = 3;

/** The stacks, for kick: without an epoch it can't go on. The clock is AWS's as soon as they have answered. */
export function composeStacks(): { readonly stacks: StackPort; readonly clock: Clock; readonly events: (log: Log) => EventsPort } {
  const client = new CloudFormationClient({ maxAttempts: PATIENT_ATTEMPTS });
  const stacks = new CloudFormationStacks(client);
  const now = awsClock(systemClock, [client]);
  return {
    stacks: { operation: async stackId => patiently(async () => stacks.operation(stackId), sleep) },
    clock: { now, sleep },
    events: eventsOf(process.env, { credentials: async () => client.config.credentials(), now, sleep }),
  };
}
