/** An organization as plain JSON. All times are epoch milliseconds of virtual time. */

import { Clock } from '../../kernel/types';
import { unitsOf } from '../../world/units';
import { World, WorldOrganization, WorldOrganizationalUnit } from '../../world/world';
import { drawAccountId, drawId } from '../identifiers';

export interface OrganizationsState {
  /** o-exampleorgid */
  readonly id: string;
  readonly createdAt: number;
  units: WorldOrganizationalUnit[];
  accounts: MemberAccount[];
  /** CreateAccount requests, Control Tower's included. */
  creations: CreationState[];
}

export interface MemberAccount {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  parentId: string;
  status: 'ACTIVE' | 'SUSPENDED' | 'PENDING_CLOSURE';
  tags: Record<string, string>;
  readonly joinedAt: number;
}

export interface CreationState {
  /** car-... */
  readonly id: string;
  readonly accountName: string;
  state: 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED';
  readonly requestedAt: number;
  completedAt?: number;
  accountId?: string;
  failureReason?: CreationRefusal;
}

/** Why no account can be created, as CreateAccount types it. */
export type CreationRefusal = 'ACCOUNT_LIMIT_EXCEEDED' | 'EMAIL_ALREADY_EXISTS';

const DAY = 24 * 60 * 60_000;

/** The organization that the world describes; what it contains happened some time ago. */
export function initialOrganization(clock: Clock, world: World): OrganizationsState {
  const began = clock.date.getTime();
  return {
    id: drawId(clock, 'o-', 10, 'catalog', 'organization'),
    createdAt: began - 90 * DAY,
    units: unitsOf(world),
    accounts: initialAccounts(clock, world.organization, began),
    creations: [],
  };
}

/** The units are the world's, so that a world file can register one between two rehearsals; the rest is as it was left. */
export function resumedOrganization(saved: OrganizationsState, world: World): OrganizationsState {
  const units = unitsOf(world);
  return { ...saved, units: [...units, ...saved.units.filter(({ id }) => !units.some((unit) => unit.id === id))] };
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
    ...organization.accounts.map((account) => ({ ...account, tags: { ...account.tags }, joinedAt: began - 60 * DAY })),
  ];
  const taken = new Set(accounts.map(({ id }) => id));
  // Control Tower's other accounts are in units that it governs: one that is not the pool's, where there is one.
  const home = organization.organizationalUnits.filter((unit) => unit.registered).at(-1)?.id ?? organization.rootId;
  for (let number = 1; number <= organization.foreignAccounts; number++) {
    const name = `other-team-account-${String(number).padStart(4, '0')}`;
    const id = drawAccountId(clock, name, taken);
    taken.add(id);
    accounts.push({ id, name, email: `${name}@example.com`, parentId: home, status: 'ACTIVE', tags: {}, joinedAt: began - 45 * DAY });
  }
  return accounts;
}
