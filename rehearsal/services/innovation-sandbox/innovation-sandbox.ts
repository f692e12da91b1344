/** The Innovation Sandboxes of the world, if it has any. They are no service of AWS's, but build on many. */

import type { SandboxAccountSummary, SandboxLeases } from './rehearsed-sandbox';
import { RehearsedSandbox } from './rehearsed-sandbox';
import type { SandboxState } from './sandbox-state';
import { sandboxesIn } from '../../world/sandbox-units';
import type { RunningService, ServiceContext } from '../service';
import { defineService } from '../service';

/** The state of the first one, and those of the others beside it. */
export interface SandboxesState extends SandboxState {
  readonly further?: readonly SandboxState[];
}

export class InnovationSandboxService implements RunningService {
  private readonly sandboxes: readonly RehearsedSandbox[];
  /** What a world without one leaves as it is, for a later world with one. */
  private readonly left: readonly SandboxState[];

  constructor(to: ServiceContext, saved: SandboxesState | undefined) {
    const worlds = sandboxesIn(to.world);
    const states = statesIn(saved);
    const namesakes = worlds.map(({ namespace }) => states.find(state => state.namespace === namespace));
    // A single one may go by another name than before.
    const [first] = states;
    const renamed = namesakes[0] === undefined && first !== undefined && !namesakes.includes(first) ? first : undefined;
    const taken = namesakes.map((state, index) => state ?? (index === 0 ? renamed : undefined));
    this.sandboxes = worlds.map((world, index) => new RehearsedSandbox(to, world, index === 0 ? 'sandbox' : `sandbox ${world.namespace}`, taken[index]));
    this.left = states.filter(state => !taken.includes(state));
  }

  public get state(): SandboxesState | undefined {
    const [first, ...further] = [...this.sandboxes.map(({ state }) => state), ...this.left];
    return first === undefined || further.length === 0 ? first : { ...first, further };
  }

  public takeUp(): void {
    this.sandboxes.forEach(sandbox => sandbox.takeUp());
  }

  /** What became of leases, for each that there were any of. */
  public leases(): SandboxLeases[] {
    return this.sandboxes.flatMap(sandbox => sandbox.leaseReport() ?? []);
  }

  /** The accounts that they have records of; none where there is no Innovation Sandbox. */
  public accounts(): SandboxAccountSummary[] {
    return this.sandboxes.flatMap(sandbox => sandbox.accounts());
  }
}

function statesIn(saved: SandboxesState | undefined): readonly SandboxState[] {
  if (saved === undefined) {
    return [];
  }
  const { further = [], ...first } = saved;
  return [first, ...further];
}

export const innovationSandbox = defineService({
  name: 'innovationSandbox',
  start: (to, saved: SandboxesState | undefined) => new InnovationSandboxService(to, saved),
});
