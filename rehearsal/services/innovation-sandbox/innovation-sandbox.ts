/** Innovation Sandbox on AWS, where the world has one. It is no service of AWS's, but builds on many. */

import type { SandboxAccountSummary } from './rehearsed-sandbox';
import { RehearsedSandbox } from './rehearsed-sandbox';
import type { SandboxState } from './sandbox-state';
import type { RunningService, ServiceContext } from '../service';
import { defineService } from '../service';

export class InnovationSandboxService implements RunningService {
  private readonly sandbox?: RehearsedSandbox;

  /** What a world without one leaves as it is, for a later world with one. */
  constructor(to: ServiceContext, private readonly saved: SandboxState | undefined) {
    this.sandbox = to.world.sandbox && new RehearsedSandbox(to, to.world.sandbox, saved);
  }

  public get state(): SandboxState | undefined {
    return this.sandbox?.state ?? this.saved;
  }

  public takeUp(): void {
    this.sandbox?.takeUp();
  }

  /** The accounts that it has records of; none where there is no Innovation Sandbox. */
  public accounts(): SandboxAccountSummary[] {
    return this.sandbox?.accounts() ?? [];
  }
}

export const innovationSandbox = defineService({
  name: 'innovationSandbox',
  start: (to, saved: SandboxState | undefined) => new InnovationSandboxService(to, saved),
});
