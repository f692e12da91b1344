/** What the function that retires accounts is told at synthesis, what it is asked, and what it answers; and where others see which accounts it has. */

/** The environment of the function that retires accounts. */
export enum RetirementEnvironment {
  /** JSON, see {@link RetirementSettings}. */
  RETIREMENT = 'RETIREMENT',
  ORDERS_TABLE = 'ORDERS_TABLE',
}

/** What a person allows, in the environment. */
export interface RetirementSettings {
  /** The stack of the pool, and its Region. */
  readonly stackName: string;
  readonly pool: string;
  /** What the owners' tags of its accounts begin with. */
  readonly owner: string;
  /** ou-abcd-11112222 */
  readonly retiredUnitId: string;
  /** ou-abcd-11112222 */
  readonly holdingUnitId?: string;
  readonly coolOffMinutes: number;
  readonly mayClose: boolean;
  /** Missing for a pool without a sandbox. */
  readonly namespace?: string;
}

/** What the function can be asked, as the payload of an invocation. A tick, and whatever else says nothing of it, is a look. */
export type RetireRequest =
  /** Go on with what was ordered. */
  | { readonly ask: 'look' }
  /** Tell what is ordered, and which accounts would go first. */
  | { readonly ask: 'list' }
  /** Tell what would happen to an account, by its name or id. */
  | { readonly ask: 'plan'; readonly account: string; readonly until: string; readonly asItIs?: boolean }
  /** Retire it. */
  | { readonly ask: 'retire'; readonly account: string; readonly until: string; readonly by: string; readonly asItIs?: boolean }
  /** Take it back. */
  | { readonly ask: 'undo'; readonly account: string; readonly by: string };

/** What became of a request. */
export enum RetireOutcome {
  PLANNED = 'planned',
  ORDERED = 'ordered',
  UNDONE = 'undone',
  LOOKED = 'looked',
  REFUSED = 'refused',
}

/** One step of a plan. */
export interface RetirementStepText {
  /** 2026-11-28 03:10 UTC */
  readonly when: string;
  readonly what: string;
}

/** How far an order has come. */
export interface RetirementStanding {
  readonly account: string;
  readonly accountId: string;
  readonly until: string;
  readonly by: string;
  readonly at: string;
  /** One sentence. */
  readonly text: string;
  /** Of one that a person has to see to. */
  readonly code?: string;
  readonly fix?: string;
}

/** The function's answer. */
export interface RetireReply {
  readonly outcome: RetireOutcome;
  /** One sentence. */
  readonly text: string;
  /** Of a refusal. */
  readonly code?: string;
  readonly fix?: string;
  /** Of a plan. */
  readonly steps?: readonly RetirementStepText[];
  /** Of a list. */
  readonly orders?: readonly RetirementStanding[];
  /** Of a list: accounts that would go first, by their names. */
  readonly first?: readonly string[];
}

/** What the description of the output begins with that names the function; the stack and the pool follow. The command looks for it. */
export const RETIREMENT_OF = 'Retirement of ';

/** Accounts that are retired or about to be, a parameter each in the Region of the function: what follows is a hash of the owner's tag. */
export const RETIRED_PARAMETERS = '/account-robot/retired/';

/** How often orders are gone on with, in minutes. */
export const RETIREMENT_MINUTES = 5;

/** The key of a tag that no role of this package can write: it marks accounts for people, and nothing is decided by it. */
export const RETIRING_TAG = 'account-robot:retiring';
