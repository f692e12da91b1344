/** An organization as plain JSON. All times are epoch milliseconds of virtual time. */

import type { CreateAccountFailureReason } from '@aws-sdk/client-organizations';
import type { Clock } from '../../kernel/types';
import { unitsOf } from '../../world/units';
import type { AccountState, World, WorldOrganization, WorldOrganizationalUnit } from '../../world/world';
import { drawAccountId, drawId } from '../identifiers';
import { historyOf } from '../product-history';
import type { ServiceContext } from '../service';

export interface OrganizationsState {
  /** o-exampleorgid */
  readonly id: string;
  readonly createdAt: number;
  units: WorldOrganizationalUnit[];
  accounts: MemberAccount[];
  /** CreateAccount requests, Control Tower's included. */
  creations: CreationState[];
  /** Accounts that somebody closed; those of the last thirty days count against a quota. */
  readonly closures: { readonly accountId: string; readonly at: number }[];
  /** E-mail addresses of accounts that were closed and are gone. */
  readonly burntAddresses: string[];
  /** What is to come of requests. */
  steps: RequestStep[];
}

export interface MemberAccount {
  readonly id: string;
  name: string;
  readonly email: string;
  parentId: string;
  status: AccountState;
  tags: Record<string, string>;
  readonly joinedAt: number;
  /** When it was closed in a rehearsal. */
  closedAt?: number;
  /** Whether it was invited, not created. */
  readonly invited?: boolean;
  /** False for one without the role that Account Factory enrolls an account with. */
  executionRole?: boolean;
}

export interface CreationState {
  /** car-... */
  readonly id: string;
  readonly accountName: string;
  state: 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED';
  readonly requestedAt: number;
  completedAt?: number;
  accountId?: string;
  failureReason?: CreateAccountFailureReason;
  /** What was asked for; undefined where Control Tower asked. */
  readonly request?: { readonly name: string; readonly email: string; readonly tags: Record<string, string> };
}

/** Something that happens to a request at its moment. */
export type RequestStep = { readonly at: number } & (
  | { readonly kind: 'examine-creation' | 'complete-creation'; readonly creationId: string }
  | { readonly kind: 'complete-closure' | 'leave'; readonly accountId: string }
);

/** Why no account can be created, as CreateAccount types it. */
export type CreationRefusal = 'ACCOUNT_LIMIT_EXCEEDED' | 'EMAIL_ALREADY_EXISTS' | 'INVALID_EMAIL';

const DAY = 24 * 60 * 60_000;

/** Why an account with this address can't be created; `own` is the request itself, where it is in the list already. */
export function refusalOf(
  { accounts, burntAddresses, creations }: OrganizationsState, quota: number, email: string, own?: string,
): CreationRefusal | undefined {
  if (!isAddress(email)) {
    return 'INVALID_EMAIL';
  }
  const coming = creations.filter(({ id, state }) => state === 'IN_PROGRESS' && id !== own).length;
  if (accounts.length + coming >= quota) {
    return 'ACCOUNT_LIMIT_EXCEEDED';
  }
  const lower = email.toLowerCase();
  const taken = [...accounts.map(account => account.email), ...burntAddresses];
  return taken.some(address => address.toLowerCase() === lower) ? 'EMAIL_ALREADY_EXISTS' : undefined;
}

/** The rules that the documentation gives for the parts of an address; that they hold for each label of the domain is reported, not documented. */
function isAddress(email: string): boolean {
  const [local, domain, ...more] = email.split('@');
  return more.length === 0 && domain !== undefined
    && /^[\x21-\x7e]+$/.test(local) && !/["'()<>[\]:;,\\|%&]/.test(local) && !local.startsWith('.')
    && domain.includes('.') && domain.split('.').every(label => /^[a-z0-9]+(-+[a-z0-9]+)*$/i.test(label));
}

/** The organization that the world describes; what it contains happened some time ago. */
export function initialOrganization(clock: Clock, world: World): OrganizationsState {
  const began = clock.date.getTime();
  return {
    id: drawId(clock, 'o-', 10, 'catalog', 'organization'),
    createdAt: began - 90 * DAY,
    units: unitsOf(world),
    accounts: initialAccounts(clock, world.organization, began),
    creations: [],
    closures: Array.from({ length: world.organization.recentClosures }, (_, index) => ({ accountId: `closed-before-${index + 1}`, at: began - 15 * DAY })),
    burntAddresses: [],
    steps: [],
  };
}

/** The units are the world's, so that a world file can register one between two rehearsals; the rest is as it was left. */
export function resumedOrganization(saved: OrganizationsState, world: World): OrganizationsState {
  const units = unitsOf(world);
  return { ...saved, units: [...units, ...saved.units.filter(({ id }) => !units.some(unit => unit.id === id))] };
}

/** An account of a product came with the operation that made it, a few minutes after that was asked for; any other one long ago. */
function joinedAtOf(organization: WorldOrganization, accountId: string, began: number): number {
  const product = organization.products.find(candidate => candidate.accountId === accountId);
  return product === undefined ? began - 60 * DAY : historyOf(product, began)[0].at + 4 * 60_000;
}

/** An account has come into the organization; reads may not know of it yet. */
export function joinOrganization({ reads }: Pick<ServiceContext, 'reads'>, state: OrganizationsState, account: MemberAccount): void {
  for (const read of ['listAccounts', 'describeAccount', 'parents'] as const) {
    reads.note(read, account.id, null);
  }
  reads.note('tags', account.id, {});
  state.accounts.push(account);
}

function initialAccounts(clock: Clock, organization: WorldOrganization, began: number): MemberAccount[] {
  const accounts: MemberAccount[] = [
    {
      id: organization.managementAccountId,
      name: 'Management',
      email: 'management@example.com',
      parentId: organization.rootId,
      status: 'ACTIVE',
      tags: {},
      joinedAt: began - 120 * DAY,
    },
    ...organization.accounts.map(({ joinedDaysAgo, ...account }) => ({
      ...account,
      tags: { ...account.tags },
      joinedAt: joinedDaysAgo === undefined ? joinedAtOf(organization, account.id, began) : began - joinedDaysAgo * DAY,
    })),
  ];
  const taken = new Set(accounts.map(({ id }) => id));
  // Control Tower's other accounts are in units that it governs: one that is not the pool's, where there is one.
  const home = organization.organizationalUnits.filter(unit => unit.registered).at(-1)?.id ?? organization.rootId;
  for (let number = 1; number <= organization.foreignAccounts; number++) {
    const name = `other-team-account-${String(number).padStart(4, '0')}`;
    const id = drawAccountId(clock, name, taken);
    taken.add(id);
    accounts.push({ id, name, email: `${name}@example.com`, parentId: home, status: 'ACTIVE', tags: {}, joinedAt: began - 45 * DAY });
  }
  return accounts;
}
