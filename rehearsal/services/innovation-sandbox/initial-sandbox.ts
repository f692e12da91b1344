/** Innovation Sandbox before its first rehearsal, and what a new world changes in one that was rehearsed already. */

import type { SandboxState } from './sandbox-state';
import type { WorldSandbox } from '../../world/world';

export function initialSandboxState({ apiId }: WorldSandbox): SandboxState {
  return {
    records: [],
    steps: [],
    cleanings: {},
    queueBusyUntil: 0,
    api: { worldId: apiId, id: apiId, machineClientId: apiId },
  };
}

/** Changes the state to what a world says that was changed since: another API. */
export function takeUpWorld(state: SandboxState, { apiId }: WorldSandbox): void {
  if (state.api.worldId !== apiId) {
    state.api = { worldId: apiId, id: apiId, machineClientId: apiId };
  }
}
