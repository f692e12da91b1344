/** What the report says of each account. */

import type { ReportStep } from './steps';
import type { ReportError } from '../../src/contract';
import { isCancellation, POOL_ACCOUNT_TYPE, PoolAccountProperty, readFailure, START_LEG } from '../../src/contract';

/** How an account stands at the end of a rehearsal. */
export enum AccountOutcome {
  /** It has what was asked for: it exists and is enrolled, and it is in the pool of Innovation Sandbox if it is to be registered there. */
  AVAILABLE = 'AVAILABLE',
  /** It exists, and was on its way into Innovation Sandbox when the rehearsal ended; the next deployment goes on from there. */
  REGISTERING = 'REGISTERING',
  /** The factory was still at work on it when the rehearsal ended; the next deployment goes on from there. */
  CREATING = 'CREATING',
  /** The factory was never asked for it. */
  WAITING = 'WAITING',
  /** The factory's last attempt failed, or the account was suspended or closed, and the deployment ended before anything could be done about it. */
  INTERRUPTED = 'INTERRUPTED',
  /** The deployment gave it up; `error` says why. */
  FAILED = 'FAILED',
}

/** A row of the report. All times are seconds since the run began, null for what happened before it or never. */
export interface ReportAccount {
  readonly name: string;
  readonly email: string;
  readonly stack: string;
  /** Of the last leg of the account's relay. */
  readonly logicalId: string;
  readonly accountId: string | null;
  /** The name of the unit that it is in. */
  readonly organizationalUnit: string | null;
  /** What Control Tower makes of a move out of its unit: drift, or that the account isn't enrolled any more; null if there was none. */
  readonly controlTower: 'moved' | 'unenrolled' | null;
  /** Its status in Innovation Sandbox; null while it isn't registered there. */
  readonly sandboxStatus: string | null;
  readonly state: AccountOutcome;
  readonly error: ReportError | null;
  /** Requests to the factory, or to AWS Organizations, in this run. */
  readonly attempts: number;
  /** When it was its turn to wait for the factory. */
  readonly startedAt: number | null;
  /** When the factory accepted the first request. */
  readonly requestedAt: number | null;
  readonly availableAt: number | null;
  /** When Innovation Sandbox registered it. */
  readonly registeredAt: number | null;
  /** When the last cleaning of it began. */
  readonly cleaningAt: number | null;
  /** When everything that was asked for was reached. */
  readonly readyAt: number | null;
  /** Its way, step by step; empty if nothing happened to it in this run. */
  readonly steps: readonly ReportStep[];
}

/** How an account of the organization stands. */
export interface MemberOutcome {
  readonly id: string;
  readonly name: string;
  readonly organizationalUnitName: string;
  /** ACTIVE, SUSPENDED or PENDING_CLOSURE. */
  readonly status: string;
  readonly controlTower?: 'moved' | 'unenrolled';
}

/** Something that happened to a resource. */
export interface ResourceEvent {
  readonly at: number;
  readonly type: string;
  readonly status: string;
  /** Of a pool account. */
  readonly properties?: Readonly<Record<string, any>>;
}

/** How the deployment of a stack ended. */
export interface StackOutcome {
  readonly name: string;
  readonly status: string;
  readonly reason?: string;
  readonly failures: readonly { readonly logicalId: string; readonly type: string; readonly reason: string; readonly accountName?: string }[];
  readonly accounts: readonly DeclaredAccount[];
}

/** An account that a stack declares. */
export interface DeclaredAccount {
  readonly name: string;
  readonly email: string;
  readonly logicalId: string;
  /** As the last leg told; null if it hasn't. */
  readonly accountId: string | null;
  readonly existingAccountId?: string;
  /** Namespace of the Innovation Sandbox that it is to be registered with. */
  readonly sandbox?: string;
}

/** How a product of the factory stands. */
export interface ProductOutcome {
  readonly name: string;
  readonly status: string;
  readonly accountId?: string;
  readonly attempts: number;
  readonly requestedAt: number | null;
  readonly availableAt: number | null;
}

/** How a request to AWS Organizations stands, where nobody went through the factory. */
export interface CreationOutcome {
  readonly name: string;
  readonly email: string;
  readonly state: 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED';
  readonly accountId?: string;
  readonly attempts: number;
  readonly requestedAt: number | null;
  readonly availableAt: number | null;
}

/** How an account stands in Innovation Sandbox. */
export interface SandboxOutcome {
  readonly namespace: string;
  readonly accountId: string;
  /** Of its record; null without one. */
  readonly status: string | null;
  readonly registeredAt: number | null;
  readonly cleaningAt: number | null;
  /** When it last became Available. */
  readonly availableAt: number | null;
}

/** Statuses of accounts that are in the pool: ready to be leased, or leased. */
const IN_THE_POOL = ['Available', 'Active', 'Frozen'];

/** What the parts of a rehearsal know of accounts at its end. */
export interface RowInput {
  /** Of all stacks; those of accounts are looked at. */
  readonly events: readonly ResourceEvent[];
  /** Accounts of the organization. */
  readonly accounts: readonly MemberOutcome[];
  readonly products: readonly ProductOutcome[];
  readonly creations?: readonly CreationOutcome[];
  /** Accounts that Innovation Sandbox knows, or that are in its units. */
  readonly sandboxAccounts: readonly SandboxOutcome[];
  /** The ways of accounts, by name. */
  readonly steps: Readonly<Record<string, readonly ReportStep[]>>;
}

/** The row of an account that a stack declares. */
export function rowOf(declared: DeclaredAccount, stack: StackOutcome, input: RowInput): ReportAccount {
  const product = input.products.find(({ name }) => name === declared.name) ?? requestOf(declared, input.creations ?? []);
  const failure = stack.failures.find(({ accountName, reason }) => accountName === declared.name && !isCancellation(reason));
  const accountId = declared.accountId ?? declared.existingAccountId ?? product?.accountId ?? null;
  const member = input.accounts.find(({ id }) => id === accountId);
  const registered = declared.sandbox === undefined
    ? undefined
    : input.sandboxAccounts.find(account => account.accountId === accountId && account.namespace === declared.sandbox);
  const started = input.events.find(event => event.type === POOL_ACCOUNT_TYPE
    && event.status.endsWith('_IN_PROGRESS')
    && event.properties?.[PoolAccountProperty.LEG] === START_LEG
    && event.properties[PoolAccountProperty.ACCOUNT_NAME] === declared.name);
  const state = failure ? AccountOutcome.FAILED : inUse(stateOf(declared, product, registered), member);
  const availableAt = rounded(product?.availableAt);
  return {
    name: declared.name,
    email: declared.email,
    stack: stack.name,
    logicalId: declared.logicalId,
    accountId,
    organizationalUnit: member?.organizationalUnitName ?? null,
    controlTower: member?.controlTower ?? null,
    sandboxStatus: registered?.status ?? null,
    state,
    error: failure ? readFailure(failure.reason) : null,
    attempts: product?.attempts ?? 0,
    startedAt: rounded(started?.at),
    requestedAt: rounded(product?.requestedAt),
    availableAt,
    registeredAt: rounded(registered?.registeredAt),
    cleaningAt: rounded(registered?.cleaningAt),
    readyAt: state !== AccountOutcome.AVAILABLE ? null : declared.sandbox === undefined ? availableAt : rounded(registered?.availableAt),
    steps: Object.hasOwn(input.steps, declared.name) ? input.steps[declared.name] : [],
  };
}

/** A request for this very account, told as a product: the same is asked of both. */
function requestOf({ name, email }: DeclaredAccount, creations: readonly CreationOutcome[]): ProductOutcome | undefined {
  const request = creations.find(creation => creation.name === name && creation.email.toLowerCase() === email.toLowerCase());
  return request && { ...request, status: PRODUCT_STATUS[request.state] };
}

const PRODUCT_STATUS: Readonly<Record<CreationOutcome['state'], string>> = { IN_PROGRESS: 'UNDER_CHANGE', SUCCEEDED: 'AVAILABLE', FAILED: 'ERROR' };

function stateOf(declared: DeclaredAccount, product: ProductOutcome | undefined, registered: SandboxOutcome | undefined): AccountOutcome {
  switch (product?.status) {
    case undefined:
      // An account that was taken into the pool has no product.
      return declared.accountId === null && registered === undefined ? AccountOutcome.WAITING : madeState(declared, registered);
    case 'AVAILABLE':
      return madeState(declared, registered);
    case 'UNDER_CHANGE':
    case 'PLAN_IN_PROGRESS':
      return AccountOutcome.CREATING;
    default:
      // An account that has gone on into the pool is there, whatever Control Tower makes of its product since: the handlers say the same.
      return registered?.status == null ? AccountOutcome.INTERRUPTED : madeState(declared, registered);
  }
}

/** Of an account that exists. */
function madeState({ sandbox }: DeclaredAccount, registered: SandboxOutcome | undefined): AccountOutcome {
  const isReady = sandbox === undefined || IN_THE_POOL.includes(registered?.status ?? '');
  return isReady ? AccountOutcome.AVAILABLE : AccountOutcome.REGISTERING;
}

/** Whatever its product says, an account that is out of use isn't what was asked for. */
function inUse(state: AccountOutcome, member: MemberOutcome | undefined): AccountOutcome {
  return state === AccountOutcome.AVAILABLE && member !== undefined && member.status !== 'ACTIVE' ? AccountOutcome.INTERRUPTED : state;
}

function rounded(seconds: number | null | undefined): number | null {
  return seconds === null || seconds === undefined ? null : Math.round(seconds);
}
