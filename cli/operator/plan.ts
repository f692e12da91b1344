/**
 * What a deployment would do to an organization: the rehearsal of the app in the world that a snapshot stands for. No second engine decides anything.
 *
 *     snapshot, app -> what CloudFormation leaves alone is taken out of the app -> rehearsals of the rest, one for each draw -> what became of each account
 */

import { withoutAccounts } from './prune';
import { hasAccounts, requireSameAccount } from './same-account';
import { declaredAccounts } from '../../core/operator/declared';
import { differenceOf, isBusy } from '../../core/operator/difference';
import type { StackDifference, Standing } from '../../core/operator/difference';
import type { Snapshot, SnapshotDeclared } from '../../core/operator/snapshot';
import type { Assembly, AssemblyStack } from '../../rehearsal/cloudformation/assembly';
import { UnusableInput } from '../../rehearsal/kernel/types';
import type { Report, ReportAccount, ReportError } from '../../rehearsal/report';
import { OWNER_TAG } from '../../src/contract';

/** The version of the plan's form. */
export const PLAN_VERSION = 1;

/** The nine tenths of Student's distribution, by degrees of freedom. */
const STUDENT = [0, 3.078, 1.886, 1.638, 1.533, 1.476, 1.44, 1.415, 1.397, 1.383, 1.372];

/** What happens to an account. */
export type PlanAction =
  /** The factory makes it. */
  | 'create'
  /** It exists, and the factory enrolls it or the pool takes it over. */
  | 'adopt'
  /** An attempt at it failed before. */
  | 'retry'
  /** It is enrolled, and is registered with Innovation Sandbox. */
  | 'register'
  /** It is looked at, and found in order. */
  | 'look'
  /** The stack lets go of it; it stays. */
  | 'forget'
  /** It gets no request. */
  | 'none';

/** One account. */
export interface PlannedAccount {
  readonly name: string;
  readonly stack: string;
  readonly action: PlanAction;
  readonly accountId: string | null;
  /** The minute in which it is ready, in the middle of the draws; null if it never is, or has nothing to wait for. */
  readonly readyMinute: number | null;
  /** Why it fails, as the handlers would say. */
  readonly error: ReportError | null;
}

/** The plan. */
export interface Plan {
  readonly version: typeof PLAN_VERSION;
  /** When the organization was read. */
  readonly takenAt: string;
  readonly counts: Readonly<Record<PlanAction, number>> & { readonly fail: number };
  /** null where nothing has to be waited for. */
  readonly minutes: { readonly p10: number; readonly median: number; readonly p90: number; readonly draws: number } | null;
  /** Creations and enrolments in waves of so many; null where there are none. */
  readonly waves: { readonly count: number; readonly size: number } | null;
  /** Accounts in the organization; null where the quota wasn't told. */
  readonly quota: { readonly limit: number; readonly used: number; readonly left: number } | null;
  readonly stacks: readonly { readonly name: string; readonly status: string }[];
  readonly accounts: readonly PlannedAccount[];
  /** What fails and is no account: resources of the app, as CloudFormation would say. */
  readonly failures: readonly { readonly stack: string; readonly logicalId: string; readonly error: ReportError }[];
  readonly notes: readonly string[];
}

/** An app beside a snapshot. */
export interface Comparison {
  readonly differences: readonly StackDifference[];
  /** What is left to do; its stacks may be none. */
  readonly rest: Assembly;
  readonly notes: readonly string[];
}

/** Compares an app with what is there. Throws {@link UnusableInput} where the two don't belong together. */
export function compare(assembly: Assembly, snapshot: Snapshot): Comparison {
  if (snapshot.hashed) {
    throw new UnusableInput('--snapshot: the names in this snapshot are replaced by hashes, so the app\'s accounts can\'t be found in it; take one with \'account-robot snapshot --plain\'');
  }
  if (snapshot.accounts === undefined || snapshot.products === undefined) {
    throw new UnusableInput(`the ${snapshot.accounts === undefined ? 'accounts' : 'products'} of the organization could not be read, and without them nothing can be foreseen; 'account-robot snapshot --policy' prints what is needed`);
  }
  const ours = assembly.stacks.filter(hasAccounts);
  ours.forEach(stack => requireSamePlace(stack, snapshot));
  const differences = ours.map(stack => differenceOf(stack.name, declaredAccounts(stack.template), snapshot));
  const busy = differences.find(({ status }) => isBusy(status));
  if (busy) {
    throw new UnusableInput(`stack ${busy.stack} is being changed just now (${busy.status}), and nothing can be deployed to it before that has ended; wait for it and plan then`);
  }
  const stacks = assembly.stacks.map(stack => {
    const difference = differences.find(candidate => candidate.stack === stack.name);
    return difference === undefined ? stack : withoutAccounts(stack, unchangedLegs(difference), snapshot);
  });
  const notes = [
    ...differences.filter(({ status }) => status === 'unseen').map(({ stack }) => `Stack ${stack} was not read: its accounts are planned as if it weren't there; take the snapshot with --stack ${stack}.`),
    ...ours.filter(({ nested }) => (nested?.size ?? 0) > 0).map(({ name }) => `Accounts in stacks nested in ${name} are planned as if those stacks weren't there; what exists is found and looked at.`),
  ];
  return { differences, rest: { ...assembly, stacks }, notes };
}

function requireSamePlace(stack: AssemblyStack, { caller }: Snapshot): void {
  const { name, region } = stack;
  requireSameAccount(stack, caller);
  if (region !== undefined && region !== caller.region) {
    throw new UnusableInput(`stack ${name} of the app goes to ${region}, but the organization was read in ${caller.region}; add --region ${region} if that is Control Tower's home`);
  }
}

function unchangedLegs({ standing }: StackDifference): SnapshotDeclared[] {
  return [...standing].filter(([, is]) => is === 'unchanged').flatMap(([{ legs }]) => legs);
}

/** Whether anything of the app's accounts is left to rehearse. */
export function isWorkLeft({ differences }: Comparison): boolean {
  return differences.some(({ standing }) => [...standing.values()].some(is => is !== 'unchanged'));
}

/** Puts the plan together from the rehearsals: the first one tells what happens, all of them how long it takes. */
export function planOf(snapshot: Snapshot, { differences, notes }: Comparison, reports: readonly Report[]): Plan {
  const [first] = reports;
  const accounts = differences.flatMap(difference => accountsOf(difference, snapshot, reports));
  const counted = (action: PlanAction) => accounts.filter(account => account.action === action).length;
  const [create, adopt, retry] = (['create', 'adopt', 'retry'] as const).map(counted);
  const limit = snapshot.quotas.accounts?.value;
  const used = (snapshot.accounts ?? []).length + (snapshot.creations ?? []).length;
  const made = accounts.filter(({ action, readyMinute, accountId }) => ['create', 'retry'].includes(action) && readyMinute !== null && accountId === null).length;
  return {
    version: PLAN_VERSION,
    takenAt: snapshot.takenAt,
    counts: {
      create,
      adopt,
      retry,
      register: counted('register'),
      look: counted('look'),
      forget: counted('forget'),
      none: counted('none'),
      fail: accounts.filter(({ error }) => error !== null).length,
    },
    minutes: first === undefined ? null : minutesOf(reports),
    waves: first === undefined ? null : wavesOf(first),
    quota: limit === undefined ? null : { limit, used, left: limit - used - made },
    stacks: differences.map(({ stack, status }) => ({ name: stack, status })),
    accounts,
    failures: (first?.stacks ?? []).flatMap(stack => stack.failures.map(({ logicalId, error }) => ({ stack: stack.name, logicalId, error }))),
    notes,
  };
}

function existed({ accounts = [] }: Snapshot, accountId: string | null): boolean {
  return accounts.some(({ id }) => id === accountId);
}

function accountsOf({ forgotten, stack, standing }: StackDifference, snapshot: Snapshot, reports: readonly Report[]): PlannedAccount[] {
  const idOf = (email: string) => snapshot.accounts?.find(account => account.email.toLowerCase() === email.toLowerCase())?.id ?? null;
  const planned = [...standing].map(([{ legs, name }, is]): PlannedAccount => {
    const rows = reports.flatMap(report => report.accounts.find(row => row.stack === stack && row.name === name) ?? []);
    const [row] = rows;
    // An account that is still to come has no id but one that was drawn.
    const told = row !== undefined && existed(snapshot, row.accountId) ? row.accountId : null;
    const shared = { name, stack, accountId: told ?? legs[0].existingAccountId ?? idOf(legs[0].email) };
    if (is === 'unchanged' || row === undefined) {
      return { ...shared, action: 'none', readyMinute: null, error: null };
    }
    const ready = rows.flatMap(({ readyAt }) => (readyAt === null ? [] : [minute(readyAt)]));
    return { ...shared, action: actionOf(row, is, legs[0], snapshot), readyMinute: middle(ready), error: row.error };
  });
  return [...planned, ...forgotten.map(({ email, name }): PlannedAccount => ({ name, stack, action: 'forget', accountId: idOf(email), readyMinute: null, error: null }))];
}

function actionOf(
  row: ReportAccount, standing: Standing, { email, owner }: SnapshotDeclared, { accounts = [], products = [] }: Snapshot,
): PlanAction {
  const ours = products.find(product => product.tags[OWNER_TAG] === owner && product.name === row.name);
  if (standing === 'failed' || (ours !== undefined && ['ERROR', 'TAINTED'].includes(ours.status))) {
    return 'retry';
  }
  const exists = accounts.some(account => account.id === row.accountId || account.email.toLowerCase() === email.toLowerCase());
  if (!exists || ours?.status === 'UNDER_CHANGE') {
    return 'create';
  }
  if (row.attempts > 0 || ours === undefined) {
    return 'adopt';
  }
  return row.registeredAt === null ? 'look' : 'register';
}

function minutesOf(reports: readonly Report[]): Plan['minutes'] {
  const all = reports.map(({ virtualSeconds }) => virtualSeconds / 60).sort((one, other) => one - other);
  const draws = all.length;
  const mean = all.reduce((sum, each) => sum + each, 0) / draws;
  const deviation = Math.sqrt(all.reduce((sum, each) => sum + (each - mean) ** 2, 0) / Math.max(1, draws - 1));
  // Of so few draws the second smallest is no tenth part: between these two the next draw lies four times out of five.
  const reach = deviation * Math.sqrt(1 + 1 / draws) * STUDENT[Math.min(draws - 1, STUDENT.length - 1)];
  return { p10: Math.max(1, Math.floor(mean - reach)), median: Math.ceil(all[Math.floor((draws - 1) / 2)]), p90: Math.ceil(mean + reach), draws };
}

function minute(seconds: number): number {
  return Math.ceil(seconds / 60);
}

function middle(values: readonly number[]): number | null {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted.length === 0 ? null : sorted[Math.floor(sorted.length / 2)];
}

/** As many at a time as were ever in the factory at once. */
function wavesOf({ accounts }: Report): Plan['waves'] {
  const spans = accounts.flatMap(({ availableAt, requestedAt: from }) => (from === null ? [] : [{ from, to: availableAt ?? Infinity }]));
  if (spans.length === 0) {
    return null;
  }
  const size = Math.max(...spans.map(({ from }) => spans.filter(other => other.from <= from && from < other.to).length));
  return { count: Math.ceil(spans.length / size), size };
}
