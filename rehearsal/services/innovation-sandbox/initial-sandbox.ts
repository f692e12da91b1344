/** Innovation Sandbox before its first rehearsal, and what a new world changes in one that was rehearsed already. */

import { firstBillingView } from '../billing/billing';
import { firstSecret } from '../secrets-manager/secrets-manager';
import { SandboxState } from './sandbox-state';
import { Clock } from '../../kernel/types';
import { WorldSandbox } from '../../world/world';

export function initialSandboxState(clock: Clock, world: WorldSandbox): SandboxState {
  const began = clock.date.getTime();
  return {
    records: [],
    instances: [],
    steps: [],
    cleanings: {},
    queueBusyUntil: 0,
    secret: firstSecret(clock, began),
    api: { worldId: world.apiId, id: world.apiId, machineClientId: world.apiId },
    billingViews: world.billingViews.map((view) => firstBillingView(view, began)),
  };
}

/** Changes the state to what a world says that was changed since: another API, more billing views. */
export function takeUp(state: SandboxState, world: WorldSandbox, now: number): void {
  if (state.api.worldId !== world.apiId) state.api = { worldId: world.apiId, id: world.apiId, machineClientId: world.apiId };
  const known = new Set(state.billingViews.map(({ arn }) => arn));
  state.billingViews.push(...world.billingViews.filter(({ arn }) => !known.has(arn)).map((view) => firstBillingView(view, now)));
}
