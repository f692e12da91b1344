/** The accounts of the organization, as several services together know them. */

import type { MemberOutcome } from './rows';
import { controlTower } from '../services/control-tower/control-tower';
import { organizations } from '../services/organizations/organizations';
import type { RehearsedServices } from '../services/rehearsed-services';

export interface MemberSummary extends MemberOutcome {
  readonly email: string;
  readonly organizationalUnitId: string;
  readonly status: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** All of them, with what Control Tower made of moves. */
export function membersOf(services: RehearsedServices): MemberSummary[] {
  const [membership, tower] = [services.get(organizations), services.get(controlTower)];
  return membership.state.accounts.map(({ id, name, email, parentId, status, tags }) => {
    const stray = tower.strayOf(id);
    return {
      id,
      name,
      email,
      organizationalUnitId: parentId,
      organizationalUnitName: membership.nameOf(parentId),
      status,
      tags: { ...tags },
      ...(stray !== undefined ? { controlTower: stray } : {}),
    };
  });
}
