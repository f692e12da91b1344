/** Innovation Sandbox in memory, behind the ports: its statuses, its half-done states and its cleaner, in the words of 1.3. */

import type { Account, Parent } from '../../../core/accounts/account';
import { fenced } from '../../../core/reconcile/fence';
import type { PoolConfiguration, SandboxAnswer, SandboxRecord } from '../../../core/registration/innovation-sandbox/model';
import type { RegistrationPorts } from '../../../core/registration/innovation-sandbox/ports';
import { HOLDING_UNIT, UNITS } from '../../core/fixtures';

/** How a registration goes wrong. */
export type Mishap =
  /** IAM Identity Center refuses: rolled back to Entry, the record stays. */
  | 'identity-center'
  /** The event that starts the cleaning is lost. */
  | 'events'
  /** The record can't be written: the account stands in CleanUp without one. */
  | 'record'
  /** Name or e-mail address are refused, after the move. */
  | 'schema'
  /** An account of its own. */
  | 'administration'
  /** Carried out, but the answer gets lost. */
  | 'lost'
  /** Refused by throttling, before anything is done. */
  | 'throttled';

type PooledAccount = Account & { parent: Parent };

interface World {
  readonly now: () => Date;
  readonly account: (id: string) => PooledAccount | undefined;
  readonly call: <T>(name: string, answer: () => T) => Promise<T>;
}

interface Cleaning {
  readonly endsAt: number;
  readonly fails: boolean;
}

/** The unit of that id, by its name. */
export function unitOf(id: string): Parent {
  const name = id === HOLDING_UNIT ? 'Holding' : Object.entries(UNITS).find(([, unit]) => unit === id)?.[0];
  return id.startsWith('r-') ? { id, name: 'Root', isRoot: true } : { id, name: name ?? 'Elsewhere', isRoot: false };
}

const MINUTE = 60_000;

export class SmallPool {
  public configuration: PoolConfiguration | null = { version: 'v1.3.3', units: UNITS };
  /** What goes wrong with the next registrations. */
  public readonly mishaps: Mishap[] = [];
  /** Whether the next cleanings fail. */
  public readonly cleaningFails: boolean[] = [];
  public cleaningMinutes = 9;
  /** Minutes from the arrival below the pool's unit until the role is there. */
  public stackSetMinutes = 2;
  public readonly records = new Map<string, SandboxRecord>();
  /** Accounts in the billing view. */
  public readonly billed: string[] = [];
  /** When accounts arrived below the pool's unit. */
  private readonly arrivals = new Map<string, number>();
  private readonly cleanings = new Map<string, Cleaning>();

  public readonly ports: RegistrationPorts = {
    poolUnits: { configuration: async () => this.world.call('configuration', () => this.configuration) },
    sandbox: {
      record: async (_, id) => this.world.call('sandboxRecord', () => this.records.get(id) ?? null),
      register: async (_, id) => this.world.call('register', () => this.register(id)),
      retryCleanup: async (_, id) => this.world.call('retryCleanup', () => this.retryCleanup(id)),
    },
    resources: {
      instance: async (_, id) => this.world.call('instance', () => {
        const arrived = this.arrivals.get(id);
        return arrived === undefined ? null : { status: this.world.now().getTime() - arrived >= this.stackSetMinutes * MINUTE ? 'CURRENT' : 'OUTDATED' };
      }),
    },
    billing: {
      isMember: async (_, id) => this.world.call('isMember', () => this.billed.includes(id)),
      join: async (_, id, fence) => this.world.call('join', () => fenced(fence, async () => void this.billed.push(id))),
    },
  };

  constructor(private readonly world: World) {}

  /** Puts an account somewhere, with a record or without. */
  public place(account: PooledAccount, unit: keyof typeof UNITS, record?: SandboxRecord): void {
    account.parent = unitOf(UNITS[unit]);
    this.arrivals.set(account.id, this.world.now().getTime() - 60 * MINUTE);
    if (record !== undefined) {
      this.records.set(account.id, record);
    }
  }

  /** Lets arrive what has arrived, and end what has ended. */
  public pass(): void {
    for (const [id, cleaning] of this.cleanings) {
      if (cleaning.endsAt <= this.world.now().getTime()) {
        this.cleanings.delete(id);
        this.put(id, cleaning.fails ? 'quarantine' : 'available', cleaning.fails ? 'Quarantine' : 'Available', this.records.get(id)?.cleaning);
      }
    }
  }

  private put(id: string, unit: keyof typeof UNITS, status: string, cleaning?: SandboxRecord['cleaning']): void {
    this.world.account(id)!.parent = unitOf(UNITS[unit]);
    this.records.set(id, { status, lastEditedAt: this.world.now().toISOString(), ...(cleaning === undefined ? {} : { cleaning }) });
  }

  /** The organization tells who has come: the role of the StackSet follows. */
  public noticeArrival(id: string): void {
    if (!this.arrivals.has(id)) {
      this.arrivals.set(id, this.world.now().getTime());
    }
  }

  private register(id: string): SandboxAnswer {
    const mishap = this.mishaps.shift();
    const account = this.world.account(id)!;
    if (mishap === 'administration') {
      return { status: 400, text: 'Account is an ISB administration account. Aborting registration.' };
    }
    if (mishap === 'throttled') {
      return { status: 429, text: 'Could not move account due to too many requests...' };
    }
    if (account.parent.id !== UNITS.entry) {
      return { status: 409, text: 'The account could not be found where it was expected to be located. Someone else may have recently moved it.' };
    }
    account.parent = unitOf(UNITS.cleanUp);
    if (mishap === 'schema') {
      return { status: 400, text: 'Invalid Request.' };
    }
    if (mishap === 'record') {
      return { status: 429, text: 'Request rate limit exceeded. Please try again later.' };
    }
    this.put(id, 'cleanUp', 'CleanUp');
    if (mishap === 'identity-center') {
      account.parent = unitOf(UNITS.entry);
      return { status: 500, text: 'An unexpected error occurred.' };
    }
    if (mishap === 'events') {
      return { status: 500, text: 'An unexpected error occurred.' };
    }
    this.clean(id);
    return mishap === 'lost' ? { status: 0, text: 'socket hang up' } : { status: 201, text: '' };
  }

  private retryCleanup(id: string): SandboxAnswer {
    const status = this.records.get(id)?.status;
    if (status !== 'Quarantine' && status !== 'CleanUp') {
      return { status: 409, text: 'Can only retry cleanup on quarantined accounts and those already in Cleanup.' };
    }
    this.put(id, 'cleanUp', 'CleanUp', this.records.get(id)?.cleaning);
    if (!this.cleanings.has(id)) {
      this.clean(id);
    }
    return { status: 200, text: '' };
  }

  private clean(id: string): void {
    const now = this.world.now();
    const fails = this.cleaningFails.shift() ?? false;
    if (this.world.account(id) === undefined) {
      throw new Error(`account ${id} was cleaned and doesn't exist`);
    }
    this.cleanings.set(id, { endsAt: now.getTime() + this.cleaningMinutes * MINUTE, fails });
    this.records.set(id, {
      ...this.records.get(id)!,
      cleaning: { phase: 'NUKE_PHASE_1', execution: `execution-${this.cleanings.size}`, startedAt: now.toISOString() },
    });
  }
}
