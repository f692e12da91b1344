/** What kick does: it validates and reads, and starts nothing, so that nothing is orphaned if it fails or runs twice. */

import { deadlineOf } from './leg';
import type { KickAnswer } from './leg-events';
import { physicalIdOf } from './physical-id';
import { parseProperties } from './properties';
import { asToldNow } from '../../core/clock';
import type { Clock } from '../../core/clock';
import { AccountFailure } from '../../core/failures/errors';
import { failureOf } from '../../core/failures/failures';
import { isRollback, isUnderWay, STACK_LAG_SECONDS } from '../../core/stacks/stack-operation';
import type { StackOperation, StackPort } from '../../core/stacks/stack-operation';
import { PoolAccountProperty } from '../../src/contract';
import type { ProviderEvent } from '../shared/provider-events';

/** How often a stack is looked at that doesn't show its operation yet, in seconds. */
const LOOK_SECONDS = 5;

/** Opens a leg: its physical id, its deadline, and the epoch of the stack operation that it belongs to. */
export async function openLeg(event: ProviderEvent, stacks: StackPort, clock: Clock): Promise<KickAnswer> {
  if (event.RequestType === 'Delete') {
    // Nothing is ever removed. Whatever id comes, it goes back: another one would fail the deletion.
    return { PhysicalResourceId: event.PhysicalResourceId };
  }
  const read = clock.now();
  const { operation, waited } = await readOperation(event, stacks, clock);
  const now = asToldNow(read, clock.now(), waited);
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
  const { desired, role } = parseProperties(event.ResourceProperties);
  const wanted = physicalIdOf(desired);
  if (event.PhysicalResourceId !== undefined && event.PhysicalResourceId !== wanted && !(role !== 'last' && isOtherAddress(event))) {
    const present = event.PhysicalResourceId.split('/')[0];
    throw new AccountFailure(failureOf('AR-RENAMED', {
      name: desired.name,
      value: present === desired.name ? `'${present}' with another e-mail address or existingAccountId` : `account '${present}'`,
    }));
  }
  return { PhysicalResourceId: wanted, Leg: leg };
}

/**
 * Whether at most the address is another one. Early legs complete without an account, too: one that AWS refused to make for its address is made for another one,
 * and these legs then stand for that. Of an account that exists the last leg knows, and refuses; what early legs do is nothing to an account of another address.
 */
function isOtherAddress({ ResourceProperties: properties, OldResourceProperties: former }: ProviderEvent): boolean {
  const { ACCOUNT_NAME, EXISTING_ACCOUNT_ID } = PoolAccountProperty;
  return former !== undefined && properties[ACCOUNT_NAME] === former[ACCOUNT_NAME]
    && properties[EXISTING_ACCOUNT_ID] === undefined && former[EXISTING_ACCOUNT_ID] === undefined;
}

/** The operation that the event belongs to, and for how many seconds it was waited for. Only one that is under way asks for accounts: until it shows, the stack is shown as it was before. */
async function readOperation(
  event: ProviderEvent, stacks: StackPort, clock: Clock,
): Promise<{ readonly operation: StackOperation; readonly waited: number }> {
  let operation = await readOnce(event, stacks);
  let waited = 0;
  for (; !isUnderWay(operation.epoch); waited += LOOK_SECONDS) {
    if (waited >= STACK_LAG_SECONDS) {
      throw unreadable(event, `the stack is still shown as ${operation.epoch}, and not as in the operation that this request belongs to`);
    }
    await clock.sleep(LOOK_SECONDS);
    operation = await readOnce(event, stacks);
  }
  return { operation, waited };
}

async function readOnce(event: ProviderEvent, stacks: StackPort): Promise<StackOperation> {
  try {
    return await stacks.operation(event.StackId);
  } catch (error) {
    throw unreadable(event, error instanceof Error ? error.message : String(error));
  }
}

function unreadable(event: ProviderEvent, text: string): AccountFailure {
  return new AccountFailure(failureOf('AR-STACK-UNREADABLE', { name: String(event.ResourceProperties.AccountName ?? event.LogicalResourceId) }, text));
}
