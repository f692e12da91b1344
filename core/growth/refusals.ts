/**
 * Why a pool doesn't grow although it is low or somebody asked: the codes that people are told, with the way out.
 *
 * They stand apart from the failures of accounts: no deployment fails with them, and no function but growth's carries their sentences. docs/errors.md lists them.
 */

/** One of them. Values in braces are filled in. */
export interface RefusalKind {
  readonly what: string;
  readonly fix: string;
}

/** By code. */
export const GROWTH_REFUSALS = {
  'AR-GROWTH-HALTED': {
    what: 'growth of pool {pool} has halted: accounts of its last {count} growths failed ({value}).',
    fix: "remove their cause (the failed resources of stack {stack} tell it), deploy the stack until it is complete, and run 'account-robot grow {pool} --stack {stack} --clear'.",
  },
  'AR-GROWTH-STACK': {
    what: 'stack {stack} is {status}, and a pool grows from a settled stack only.',
    fix: '{value}.',
  },
  'AR-GROWTH-PARAMETER': {
    what: 'the parameter {parameter} of stack {stack} is {value}, where {expected} was expected.',
    fix: 'deploy the stack of the pool and the stack of its growth from the same app, with a PoolSize within the bounds.',
  },
  'AR-GROWTH-BLIND': {
    what: "{value} can't be told for pool {pool}, and nothing grows by what wasn't counted.",
    fix: 'see in the log of the capacity function what it was refused (Innovation Sandbox, Organizations or Service Quotas), and restore that; the next tick looks again.',
  },
  'AR-GROWTH-QUOTA': {
    what: "the organization's quota has room for {room} more accounts, and pool {pool} needs {needed}.",
    fix: 'request an increase of the AWS Organizations quota "Default maximum number of accounts" in us-east-1; the next tick after it is granted looks again.',
  },
  'AR-GROWTH-MAX': {
    what: 'pool {pool} has {size} accounts and may have {expected} at most; {value}.',
    fix: "raise 'max' of elasticSize and deploy, or start a second pool; look first whether accounts failed or are in quarantine, which count for the size and not for what is available.",
  },
  'AR-GROWTH-DAY': {
    what: 'growths of the last 24 hours have added {count} accounts to pool {pool}, and maxPerDay is {expected}; {value}.',
    fix: "wait until {time}, or raise 'maxPerDay' of PoolGrowth and deploy.",
  },
  'AR-GROWTH-SMALLER': {
    what: 'pool {pool} has {size} accounts already, and growth to {value} was asked for.',
    fix: 'ask for more than it has; to make it smaller, deploy with the parameter {parameter}, which forgets accounts and closes none.',
  },
  'AR-GROWTH-DENIED': {
    what: 'growth of pool {pool} to {value} accounts was refused by {name}.',
    fix: 'ask again after {time}, when the answer is a day old.',
  },
  'AR-GROWTH-ANSWER': {
    what: 'pool {pool} has asked no question with the id {value}.',
    fix: 'copy the id from the message, and name the pool and the stack that stand in it.',
  },
  'AR-GROWTH-ANSWER-LATE': {
    what: 'the question {value} is from {time}, and an answer counts for a day.',
    fix: 'do nothing: if the pool is still low, it asks again.',
  },
  'AR-GROWTH-ANSWER-TWICE': {
    what: 'the question {value} was answered already: {status}, by {name}.',
    fix: 'do nothing: the first answer counts.',
  },
  'AR-GROWTH-NOT-HALTED': {
    what: 'growth of pool {pool} is not halted.',
    fix: 'do nothing: it goes on by itself.',
  },
  'AR-GROWTH-UPDATE': {
    what: 'CloudFormation refused the update of stack {stack}: {value}',
    fix: 'remove the cause that AWS names, and deploy the stack of the pool and the stack of its growth from the same app.',
  },
} as const satisfies Record<string, RefusalKind>;

/** A code of these. */
export type GrowthCode = keyof typeof GROWTH_REFUSALS;

/** What can be filled in. */
export type GrowthValue = 'pool' | 'stack' | 'parameter' | 'status' | 'value' | 'expected' | 'room' | 'needed' | 'size' | 'count' | 'time' | 'name';

/** A refusal with its values filled in. */
export interface GrowthRefusal {
  readonly code: GrowthCode;
  readonly what: string;
  readonly fix: string;
}

/** All codes, in the table's order. */
export function growthCodes(): GrowthCode[] {
  return Object.keys(GROWTH_REFUSALS) as GrowthCode[];
}

/** Fills in a refusal; a value that isn't given reads "unknown". */
export function refusalOf(code: GrowthCode, values: { readonly [value in GrowthValue]?: string }): GrowthRefusal {
  const fill = (template: string) => template.replace(/\{(\w+)\}/g, (_, key: GrowthValue) => values[key] ?? 'unknown');
  const { what, fix } = GROWTH_REFUSALS[code];
  return { code, what: fill(what), fix: fill(fix) };
}

/** A moment as people read it: 2026-11-28 03:10 UTC. */
export function momentText(date: Date): string {
  return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
