/** What a stage can come to with an account. */

import type { Account, MissingTags } from './account';

/** The account is there; an attempt that confirms looks closer. */
export interface Advance {
  readonly kind: 'advance';
}

/** The goal, confirmed. */
export interface Done {
  readonly kind: 'done';
  readonly account: Account;
  /** What is still to be written to it. */
  readonly missing: MissingTags;
  /** What Innovation Sandbox calls it. */
  readonly sandboxStatus?: string;
  /** What went wrong and kept nobody from the goal. */
  readonly warning?: string;
}

export type AccountResult = Advance | Done;
