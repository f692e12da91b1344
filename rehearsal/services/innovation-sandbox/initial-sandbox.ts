/** Innovation Sandbox before its first rehearsal, and what a new world changes in one that was rehearsed already. */

import type { SandboxState } from './sandbox-state';
import type { WorldSandbox } from '../../world/world';

export function initialSandboxState({ apiId, namespace }: WorldSandbox): SandboxState {
  return {
    namespace,
    records: [],
    steps: [],
    cleanings: {},
    queueBusyUntil: 0,
    api: { worldId: apiId, id: apiId, machineClientId: apiId },
  };
}

/** Changes the state to what a world says that was changed since: another name, another API. */
export function takeUpWorld(state: SandboxState, { apiId, namespace }: WorldSandbox): void {
  state.namespace = namespace;
  if (state.api.worldId !== apiId) {
    state.api = { worldId: apiId, id: apiId, machineClientId: apiId };
  }
}
