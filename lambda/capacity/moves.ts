/** Events of AWS Organizations: most moves in an organization are none of the pool's. */

import type { CapacityPorts, CountedSandbox } from '../../core/capacity/ports';

/** What is read of an event: CloudTrail's record of a call, if it is one. */
interface MoveEvent {
  readonly detail?: {
    readonly eventName?: unknown;
    readonly requestParameters?: { readonly sourceParentId?: unknown; readonly destinationParentId?: unknown };
  };
}

/** Whether the pool is worth a count: unless the event is a move of an account between other units. */
export async function mayHaveMoved(event: unknown, sandbox: CountedSandbox | undefined, units: CapacityPorts['units']): Promise<boolean> {
  const { detail } = (typeof event === 'object' && event !== null ? event : {}) as MoveEvent;
  if (detail?.eventName !== 'MoveAccount' || sandbox === undefined) {
    return true;
  }
  const { sourceParentId, destinationParentId } = detail.requestParameters ?? {};
  const ids = await ownUnits(sandbox, units);
  return ids === undefined || ids.some(id => id === sourceParentId || id === destinationParentId);
}

async function ownUnits(sandbox: CountedSandbox, units: CapacityPorts['units']): Promise<string[] | undefined> {
  try {
    const configuration = await units.configuration(sandbox);
    return configuration?.units && Object.values(configuration.units);
  } catch {
    // The count asks again, and says what is wrong.
    return undefined;
  }
}
