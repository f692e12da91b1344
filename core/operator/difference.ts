/** What a deployment finds in the stacks that are there: which accounts it leaves alone, which it goes to work on, and which it lets go of. Pure. */

import type { Snapshot, SnapshotDeclared, SnapshotStack } from './snapshot';
import { LAST_LEG } from '../../src/contract';

/** An account as the app that is to be deployed declares it: all legs of its relay. */
export interface Relay {
  readonly owner: string;
  readonly name: string;
  readonly legs: readonly SnapshotDeclared[];
}

/** What the deployment will do with a relay, as far as CloudFormation decides it. */
export type Standing =
  /** All its legs are there as declared: it gets no request. */
  | 'unchanged'
  /** It isn't in the stack. */
  | 'new'
  /** It is, and failed. */
  | 'failed'
  /** Its properties differ, or a leg is missing. */
  | 'changed';

/** One stack, compared. */
export interface StackDifference {
  readonly stack: string;
  /** CloudFormation's status; 'absent' for one that is to be created, 'unseen' for one that couldn't be read. */
  readonly status: string;
  readonly standing: ReadonlyMap<Relay, Standing>;
  /** Accounts that are in the stack and not in the app any more. */
  readonly forgotten: readonly SnapshotDeclared[];
}

/** Statuses of stacks that CDK's command deletes before it creates them anew: nothing in them counts. */
const NEVER_MADE = ['ROLLBACK_COMPLETE', 'ROLLBACK_FAILED', 'DELETE_FAILED', 'DELETE_COMPLETE', 'REVIEW_IN_PROGRESS', 'absent'];

/** Groups legs by the account that they are of. */
export function relaysOf(legs: readonly SnapshotDeclared[]): Relay[] {
  const relays = new Map<string, SnapshotDeclared[]>();
  for (const leg of legs) {
    relays.set(leg.owner, [...relays.get(leg.owner) ?? [], leg]);
  }
  return [...relays].map(([owner, all]) => ({ owner, name: lastOf(all).name, legs: all }));
}

/** Whether CloudFormation is at work on a stack, so that no deployment can begin. */
export function isBusy(status: string): boolean {
  return status.endsWith('_IN_PROGRESS') && status !== 'REVIEW_IN_PROGRESS';
}

/** Compares the legs that an app declares for a stack with the stack as it is. */
export function differenceOf(name: string, declared: readonly SnapshotDeclared[], { stacks }: Pick<Snapshot, 'stacks'>): StackDifference {
  const stack = stacks.find(candidate => candidate.name === name);
  const relays = relaysOf(declared);
  const isThere = stack !== undefined && !NEVER_MADE.includes(stack.status);
  return {
    stack: name,
    status: stack?.status ?? 'unseen',
    standing: new Map(relays.map(relay => [relay, isThere ? standingOf(relay, stack) : 'new'] as const)),
    forgotten: isThere ? forgottenOf(relays, stack) : [],
  };
}

function standingOf({ owner, legs }: Relay, { accounts = [], resources = [] }: SnapshotStack): Standing {
  if (!accounts.some(leg => leg.owner === owner)) {
    return 'new';
  }
  const statuses = legs.map(({ logicalId }) => resources.find(resource => resource.logicalId === logicalId)?.status);
  if (statuses.some(status => status?.endsWith('_FAILED') === true)) {
    return 'failed';
  }
  const isAsDeclared = legs.every(({ logicalId, properties }) => {
    const before = accounts.find(leg => leg.logicalId === logicalId);
    return before !== undefined && canonical(before.properties) === canonical(properties);
  });
  return isAsDeclared && statuses.every(status => status !== undefined && /^(CREATE|UPDATE|IMPORT|UPDATE_ROLLBACK)_COMPLETE$/.test(status)) ? 'unchanged'
    : statuses.every(status => status === undefined || status === 'DELETE_COMPLETE') ? 'new' : 'changed';
}

function forgottenOf(relays: readonly Relay[], { accounts = [], resources = [] }: SnapshotStack): SnapshotDeclared[] {
  const kept = new Set(relays.flatMap(({ legs }) => legs.map(({ logicalId }) => logicalId)));
  const present = new Set(resources.filter(({ status }) => status !== 'DELETE_COMPLETE').map(({ logicalId }) => logicalId));
  return accounts.filter(({ leg, logicalId }) => leg === LAST_LEG && !kept.has(logicalId) && present.has(logicalId));
}

function lastOf(legs: readonly SnapshotDeclared[]): SnapshotDeclared {
  return legs.find(({ leg }) => leg === LAST_LEG) ?? legs[legs.length - 1];
}

/** The same text for the same value, whatever the order of its keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) => (typeof member === 'object' && member !== null && !Array.isArray(member)
    ? Object.fromEntries(Object.entries(member).sort(([one], [other]) => (one < other ? -1 : 1)))
    : member));
}
