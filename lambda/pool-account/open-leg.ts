/** What kick does: it validates and reads, and starts nothing, so that nothing is orphaned if it fails or runs twice. */

import { deadlineOf } from './leg';
import type { KickAnswer } from './leg-events';
import { physicalIdOf } from './physical-id';
import { parseProperties } from './properties';
import { AccountFailure, RefusalError } from '../../core/failures/errors';
import { failureOf } from '../../core/failures/failures';
import { isRollback } from '../../core/stacks/stack-operation';
import type { StackOperation, StackPort } from '../../core/stacks/stack-operation';
import type { ProviderEvent } from '../shared/provider-events';

/** Opens a leg: its physical id, its deadline, and the epoch of the stack operation that it belongs to. */
export async function openLeg(event: ProviderEvent, stacks: StackPort, now: Date): Promise<KickAnswer> {
  if (event.RequestType === 'Delete') {
    // Nothing is ever removed. Whatever id comes, it goes back: another one would fail the deletion.
    return { PhysicalResourceId: event.PhysicalResourceId };
  }
  const operation = await readOperation(event, stacks);
  const leg = {
    startedAt: now.toISOString(),
    deadline: deadlineOf(now).toISOString(),
    deploymentStartedAt: operation.startedAt,
    epoch: operation.epoch,
  };
  if (event.PhysicalResourceId !== undefined && isRollback(operation.epoch)) {
    // A rollback brings back what was there before, and it was good then.
    return { PhysicalResourceId: event.PhysicalResourceId, Leg: leg };
  }
  const { desired } = parseProperties(event.ResourceProperties);
  const wanted = physicalIdOf(desired);
  if (event.PhysicalResourceId !== undefined && event.PhysicalResourceId !== wanted) {
    const present = event.PhysicalResourceId.split('/')[0];
    throw new AccountFailure(failureOf('AR-RENAMED', {
      name: desired.name,
      value: present === desired.name ? `'${present}' with another e-mail address or existingAccountId` : `account '${present}'`,
    }));
  }
  return { PhysicalResourceId: wanted, Leg: leg };
}

async function readOperation(event: ProviderEvent, stacks: StackPort): Promise<StackOperation> {
  try {
    return await stacks.operation(event.StackId);
  } catch (error) {
    const text = error instanceof RefusalError || error instanceof Error ? error.message : String(error);
    throw new AccountFailure(failureOf('AR-STACK-UNREADABLE', { name: String(event.ResourceProperties.AccountName ?? event.LogicalResourceId) }, text));
  }
}
