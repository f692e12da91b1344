/**
 * What is looked at to count a pool. Adapters in aws implement it.
 *
 * Every method throws a TransientError if there was no answer, and a RefusalError if the answer was no.
 */

import type { Account } from '../accounts/account';
import type { PoolConfiguration, Sandbox } from '../registration/innovation-sandbox/model';

/** Where Innovation Sandbox is, and how it is asked who cools down: without a way in nobody is asked. */
export type CountedSandbox = Pick<Sandbox, 'namespace' | 'region'> & Partial<Pick<Sandbox, 'access'>>;

/** The stack of a pool. */
export interface PoolStack {
  /** CREATE_IN_PROGRESS ... */
  readonly status: string;
  /** When its operation began: ISO 8601. */
  readonly startedAt: string;
  /** The values of its parameters. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** The last leg of an account, as a resource of its stack. */
export interface LegState {
  readonly logicalId: string;
  /** CREATE_IN_PROGRESS ... */
  readonly status: string;
  /** Since when: ISO 8601. */
  readonly since: string;
}

/** A product of the factory that is under change. */
export interface ProductAtWork {
  readonly name: string;
  /** The value of the owner's tag; undefined for what isn't ours. */
  readonly owner?: string;
}

/** How many accounts the organization may have, and has. */
export interface OrganizationRoom {
  /** Undefined if AWS doesn't tell. */
  readonly quota?: number;
  /** Closed ones are among them, because the quota counts them. */
  readonly accounts: number;
}

/** The systems. */
export interface CapacityPorts {
  readonly units: {
    configuration(sandbox: Pick<Sandbox, 'namespace' | 'region'>): Promise<PoolConfiguration | null>;
  };
  readonly organization: {
    /** The accounts that stand in a unit, without those below it. */
    accountsIn(unitId: string): Promise<readonly Account[]>;
    room(): Promise<OrganizationRoom>;
  };
  readonly sandbox: {
    /** Ids of the accounts that cool down. */
    coolingDown(sandbox: Sandbox): Promise<readonly string[]>;
  };
  readonly stacks: {
    /** null if there is no stack of that name. */
    stack(name: string): Promise<PoolStack | null>;
    /** The legs that the stack has begun, in the order in which AWS lists them. */
    legs(name: string): Promise<readonly LegState[]>;
  };
  readonly factory: {
    atWork(): Promise<readonly ProductAtWork[]>;
  };
}
