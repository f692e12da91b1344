/** Looks at everything that a count is made of, side by side, and counts. What can't be looked at is noted and left out. */

import { atWorkOf, COUNTED_UNITS, countPool, isAtWork, isComplete, isSettled } from './count-pool';
import type { CountedPool, CountedUnit, PoolLooks } from './count-pool';
import type { CountsPort, PoolCounts, Unseen } from './counts';
import type { CapacityPorts, CountedSandbox, PoolStack } from './ports';
import type { Account } from '../accounts/account';
import { AccessError, RefusalError, TransientError } from '../failures/errors';
import type { PoolUnits } from '../registration/innovation-sandbox/model';
import { generationOf } from '../registration/innovation-sandbox/sandbox-version';

/** A pool, where it is declared, and where its accounts are leased. */
export interface CountedAt extends CountedPool {
  readonly stackName: string;
  /** Undefined for a pool whose accounts are vended only: nothing about leases is counted. */
  readonly sandbox?: CountedSandbox;
}

/** A search may lag behind by some seconds, and a stack settles a moment before its products do. */
const SETTLING_MS = 4 * 60_000;

/** A stack in a state that it stays in. */
interface Settled {
  readonly state: string;
  readonly since: number;
  readonly isQuiet: boolean;
}

/**
 * Counts one pool. It remembers, as long as the function stays warm, that nothing was left at work in a settled stack: nothing begins there before the next
 * operation, and each call of Service Catalog costs.
 */
export class PoolCounter implements CountsPort {
  private settled?: Settled;

  constructor(private readonly pool: CountedAt, private readonly ports: CapacityPorts, private readonly now: () => Date) {}

  public async count(): Promise<PoolCounts> {
    const unseen: Unseen[] = [];
    const [sandbox, stack, room] = await Promise.all([
      this.lookAtSandbox(unseen),
      this.lookAtStack(unseen),
      seen(unseen, 'the account quota', async () => this.ports.organization.room()),
    ]);
    if (room !== undefined && room.quota === undefined) {
      unseen.push({ what: 'the account quota', why: 'AWS does not tell it here' });
    }
    return countPool(this.pool, { ...sandbox, ...stack, room }, this.now(), unseen);
  }

  private async lookAtStack(unseen: Unseen[]): Promise<Pick<PoolLooks, 'stack' | 'legs' | 'products' | 'isQuiet'>> {
    const { stackName } = this.pool;
    const stack = await seen(unseen, 'the stack', async () => this.ports.stacks.stack(stackName));
    if (!stack) {
      if (stack === null) {
        unseen.push({ what: 'the stack', why: `there is no stack ${stackName}` });
      }
      return { stack };
    }
    if (isComplete(stack) || this.isKnownQuiet(stack)) {
      return { stack, isQuiet: true };
    }
    const [legs, products] = await Promise.all([
      isAtWork(stack) ? seen(unseen, 'the accounts of the stack', async () => this.ports.stacks.legs(stackName)) : undefined,
      seen(unseen, 'the factory', async () => this.ports.factory.atWork()),
    ]);
    this.remember(stack, products !== undefined && atWorkOf(this.pool, products).length === 0);
    return { stack, legs, products };
  }

  private isKnownQuiet(stack: PoolStack): boolean {
    return this.settled?.isQuiet === true && this.settled.state === stateOf(stack);
  }

  private remember(stack: PoolStack, isQuiet: boolean): void {
    if (!isSettled(stack)) {
      this.settled = undefined;
      return;
    }
    const [state, now] = [stateOf(stack), this.now().getTime()];
    const since = this.settled?.state === state ? this.settled.since : now;
    this.settled = { state, since, isQuiet: isQuiet && now - since >= SETTLING_MS };
  }

  private async lookAtSandbox(unseen: Unseen[]): Promise<Pick<PoolLooks, 'units' | 'coolingDown'>> {
    const { sandbox } = this.pool;
    if (sandbox === undefined) {
      return {};
    }
    const configuration = await seen(unseen, 'the sandbox', async () => this.ports.units.configuration(sandbox));
    if (!configuration?.units) {
      if (configuration !== undefined) {
        unseen.push({
          what: 'the sandbox',
          why: configuration === null ? `no Innovation Sandbox of namespace ${sandbox.namespace} publishes itself in ${sandbox.region}`
            : `Innovation Sandbox ${configuration.version} publishes no units`,
        });
      }
      return {};
    }
    const [units, coolingDown] = await Promise.all([
      seen(unseen, 'the units of the sandbox', async () => this.accountsIn(configuration.units!)),
      this.lookAtCooldown(unseen, sandbox, configuration.version),
    ]);
    return { units, coolingDown };
  }

  private async accountsIn(units: PoolUnits): Promise<Record<CountedUnit, readonly Account[]>> {
    const all = await Promise.all(COUNTED_UNITS.map(async unit => [unit, await this.ports.organization.accountsIn(units[unit])] as const));
    return Object.fromEntries(all) as Record<CountedUnit, readonly Account[]>;
  }

  /** Who cools down stands in CleanUp, and Innovation Sandbox alone knows. Up to 1.2 it has no cooldown. */
  private async lookAtCooldown(unseen: Unseen[], { access, ...sandbox }: CountedSandbox, version: string): Promise<readonly string[] | undefined> {
    const generation = generationOf(version);
    if (generation === 'signed-invoke' || generation === 'too-old') {
      return [];
    }
    // Nobody gave a way to ask: that is a choice, and no failure of every count.
    return access && seen(unseen, 'cooldowns', async () => this.ports.sandbox.coolingDown({ ...sandbox, access }));
  }
}

function stateOf({ status, startedAt }: PoolStack): string {
  return `${status} ${startedAt}`;
}

/** What a look shows; undefined if it fails, and then why is noted. */
async function seen<T>(unseen: Unseen[], what: string, look: () => Promise<T>): Promise<T | undefined> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof TransientError || error instanceof RefusalError || error instanceof AccessError) {
      unseen.push({ what, why: `${error.operation}: ${error.text}` });
      return undefined;
    }
    throw error;
  }
}
