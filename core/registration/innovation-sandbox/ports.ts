/**
 * What registration needs of Innovation Sandbox and of what surrounds it. Adapters in aws implement it.
 *
 * Every method throws a TransientError if there was no answer, and a RefusalError if the answer was no.
 */

import type { PoolConfiguration, Sandbox, SandboxAnswer, SandboxRecord, StackSetInstance } from './model';
import type { ActOutcome, Fence } from '../../reconcile/fence';

/** The API of Innovation Sandbox. What keeps us from it at all is an AccessError. */
export interface SandboxPort {
  /** null if it has no record of the account, or none that it can read. One that our own registration has just written counts, whether or not it shows. */
  record(sandbox: Sandbox, accountId: string): Promise<SandboxRecord | null>;
  /** 201 if it was accepted. No answer at all is one, too: status 0. The fence is asked before each sending but the first, which whoever calls has asked it for. */
  register(sandbox: Sandbox, accountId: string, fence: Fence): Promise<SandboxAnswer>;
  /** 200 if it was accepted; otherwise as `register`. */
  retryCleanup(sandbox: Sandbox, accountId: string, fence: Fence): Promise<SandboxAnswer>;
}

/** What Innovation Sandbox publishes of itself. */
export interface PoolUnitsPort {
  configuration(sandbox: Pick<Sandbox, 'namespace' | 'region'>): Promise<PoolConfiguration | null>;
}

/** The StackSet that puts the role of Innovation Sandbox into accounts. */
export interface ResourcesPort {
  instance(sandbox: Sandbox, accountId: string): Promise<StackSetInstance | null>;
}

/** A billing view. */
export interface BillingPort {
  isMember(viewArn: string, accountId: string): Promise<boolean>;
  /**
   * Adds the account and keeps whatever else the view filters by, whoever writes at the same time. That may take several writes and half a minute: the fence
   * is asked before each. `full`: the view has as many accounts as it can hold, and nothing was written.
   */
  join(viewArn: string, accountId: string, fence: Fence): Promise<ActOutcome | 'full'>;
}

/** The systems around a registration, besides the directory of accounts. */
export interface RegistrationPorts {
  readonly sandbox: SandboxPort;
  readonly poolUnits: PoolUnitsPort;
  readonly resources: ResourcesPort;
  readonly billing: BillingPort;
}
