/** What the function of a pool's growth is told at synthesis, what it is asked, and what it answers. */

/** The environment of the function that decides whether a pool grows. */
export enum GrowthEnvironment {
  /** JSON, see {@link GrowthSettings}. */
  GROWTH = 'GROWTH',
  /** The role that CloudFormation updates the pool's stack with. */
  UPDATE_ROLE_ARN = 'UPDATE_ROLE_ARN',
  LEDGER_TABLE = 'LEDGER_TABLE',
}

/** What a person allows, in the environment. Numbers are numbers. */
export interface GrowthSettings {
  /** The bounds of the pool. */
  readonly min: number;
  readonly max: number;
  /** The pool grows when fewer accounts than these are available, or on their way. */
  readonly lowWater: number;
  /** How many accounts a growth adds at most, if nobody says a size. */
  readonly step: number;
  /** How many accounts all growths of any 24 hours add at most. */
  readonly maxPerDay: number;
  /** So long after a growth was decided none is. */
  readonly cooldownMinutes: number;
  /** A size above which each growth is asked for first; missing if none is. */
  readonly approvalAbove?: number;
}

/** The keys of the ledger's table. */
export const LEDGER_PARTITION_KEY = 'pool';
export const LEDGER_SORT_KEY = 'number';

/** What the function can be asked, as the payload of an invocation. A tick, an alarm and whatever else says nothing of it is a look. */
export type GrowRequest =
  /** See whether the pool has to grow. */
  | { readonly ask: 'look' }
  /** Let it have so many accounts. */
  | { readonly ask: 'size'; readonly to: number; readonly by: string }
  /** An answer to a question. */
  | { readonly ask: 'answer'; readonly id: string; readonly approve: boolean; readonly by: string }
  /** Go on after a halt. */
  | { readonly ask: 'clear'; readonly by: string };

/** What became of a request. */
export enum GrowOutcome {
  GROWING = 'growing',
  ASKED = 'asked',
  WAITING = 'waiting',
  REFUSED = 'refused',
  HALTED = 'halted',
}

/** The function's answer. */
export interface GrowReply {
  readonly outcome: GrowOutcome;
  /** One sentence. */
  readonly text: string;
  /** Of a refusal or a halt. */
  readonly code?: string;
  readonly fix?: string;
  readonly from?: number;
  readonly to?: number;
  /** Of a question. */
  readonly question?: string;
}

/** What the description of the output begins with that names the function; the stack and the pool follow. The command looks for it. */
export const GROWTH_OF = 'Growth of ';

/** Whoever asks is named by so many signs at most, none of them a line's end. */
export const ASKER_PATTERN = /^[^\p{Cc}]{1,128}$/u;

/** Ids of questions. */
export const QUESTION_PATTERN = /^[0-9a-f]{16}$/;
