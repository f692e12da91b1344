/** What a person allows a pool that grows by itself. */

import type { GrowthSettings } from '../../src/contract';

/** The rules of one pool's growth, as its construct hands them to the function, and which pool it is. */
export interface GrowthPolicy extends GrowthSettings {
  /** Name of the stack that the pool stands in. */
  readonly stackName: string;
  /** Path of the pool below its stack. */
  readonly pool: string;
  /** The stack's parameter that says how many accounts there are. */
  readonly parameter: string;
}

/** Which pool it is, among all. */
export function poolKey({ stackName, pool }: Pick<GrowthPolicy, 'stackName' | 'pool'>): string {
  return `${stackName}/${pool}`;
}

/** A day of `maxPerDay`, and how long an approval is waited for and acted on. */
export const DAY_MINUTES = 24 * 60;

/** Counts that are older are not decided by. The tick that made them is five minutes long. */
export const COUNTS_MINUTES = 10;

/**
 * How long listings of Organizations and Innovation Sandbox may lag behind what has happened: so long after an operation of the stack no count is believed. A
 * growth that has just ended would else be seen as if nothing had come of it. AWS promises no bound; this is a choice.
 */
export const COUNTS_LAG_MINUTES = 5;

/**
 * How long an entry of the ledger without an update is gone on with. Longer than a function lives and the next two ticks take; after that it is spent, and what
 * is needed is decided anew.
 */
export const RESUME_MINUTES = 15;

/**
 * How long an account counts for the day. Its update is asked for up to a quarter of an hour after its entry, and within 24 hours of that there may be no more than
 * `maxPerDay` others.
 */
export const COUNTED_MINUTES = DAY_MINUTES + RESUME_MINUTES;

/** So many growths in a row whose accounts failed halt the pool. */
export const FAILED_GROWTHS_MAX = 2;
