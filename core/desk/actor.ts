/**
 * Who a caller is: a person, never a role that many share.
 *
 * An assumed role's session is a person if it is one of a permission set, which Identity Center names by its user, or if it carries a source identity, which can't be
 * changed in the session. The name of any other session is whatever its caller liked: two names would be one person, who then approves its own request. Groups of a
 * token come with a subject, which is a person's for good.
 */

import type { Actor, DeskRole } from './model';
import { DESK } from './model';
import type { DeskRefusal } from './refusals';
import { deskRefusal, quoted } from './refusals';
import { DESK_ROLES } from '../../src/contract';
import type { DeskRoleGrants as RoleGrants } from '../../src/contract';

export type { DeskRoleGrants as RoleGrants } from '../../src/contract';

/** What API Gateway tells of a caller. */
export interface CallerFacts {
  /** arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Team_0123456789abcdef/alice@example.com */
  readonly userArn?: string;
  readonly sourceIdentity?: string;
  /** The subject of a token that an authorizer has checked, and its groups. */
  readonly subject?: string;
  readonly issuer?: string;
  readonly groups?: readonly string[];
}

const SESSION = /^arn:[a-z-]+:sts::\d{12}:assumed-role\/([^/]+)\/(.+)$/;
const OF_PERMISSION_SET = /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/;

/** The actor, or why there is none. */
export function actorOf(facts: CallerFacts, grants: RoleGrants): Actor | DeskRefusal {
  if (facts.subject !== undefined) {
    const { groups = [], issuer = '', subject } = facts;
    return actorNamed(`jwt:${issuer}:${subject}`, rolesOf(grants.groups, groups));
  }
  const [, role, session] = SESSION.exec(facts.userArn ?? '') ?? [];
  if (role === undefined) {
    return deskRefusal('AR-DESK-CALLER', { value: facts.userArn === undefined ? 'nobody' : quoted(facts.userArn) });
  }
  const [, permissionSet] = OF_PERMISSION_SET.exec(role) ?? [];
  if (permissionSet !== undefined) {
    return actorNamed(`iam:${canonicalName(session)}`, rolesOf(grants.permissionSets, [permissionSet]));
  }
  if (facts.sourceIdentity === undefined || facts.sourceIdentity.trim() === '') {
    return deskRefusal('AR-DESK-CALLER', { value: `a session of the role ${role} without a source identity` });
  }
  return actorNamed(`iam:${canonicalName(facts.sourceIdentity)}`, rolesOf(grants.iamRoles, [role]));
}

function actorNamed(person: string, roles: readonly DeskRole[]): Actor {
  if (person === DESK) {
    throw new Error(`no person may be named ${DESK}`);
  }
  return { person, roles };
}

/** Identity Center takes alice and Alice for one user, and so must whoever tells persons apart. */
export function canonicalName(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase();
}

function rolesOf(granted: RoleGrants['groups'], names: readonly string[]): DeskRole[] {
  return DESK_ROLES.filter(role => granted?.[role]?.some(name => names.includes(name)) === true);
}

/** Undefined if the actor has one of these roles. */
export function roleRefusal({ person, roles }: Actor, needed: readonly DeskRole[], action: string): DeskRefusal | undefined {
  return needed.some(role => roles.includes(role)) ? undefined : deskRefusal('AR-DESK-ROLE', { name: person, action, expected: needed.join(' or ') });
}
