import { actorOf, roleRefusal } from '../../../core/desk/actor';
import type { CallerFacts, RoleGrants } from '../../../core/desk/actor';

const GRANTS: RoleGrants = {
  permissionSets: { Requester: ['Teams', 'Leads'], Approver: ['Leads'] },
  iamRoles: { Operator: ['desk-operator'] },
  groups: { Auditor: ['audit'] },
};
const sso = (set: string, session: string) => `arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_${set}_0123456789abcdef/${session}`;
const session = (role: string, name: string) => `arn:aws:sts::111122223333:assumed-role/${role}/${name}`;

test.each<[what: string, facts: CallerFacts, person: string, roles: string[]]>([
  ['a user of a permission set', { userArn: sso('Teams', 'alice@example.com') }, 'iam:alice@example.com', ['Requester']],
  ['the same, however it writes its name', { userArn: sso('Leads', 'Alice@Example.com') }, 'iam:alice@example.com', ['Requester', 'Approver']],
  ['a user of a permission set that has no role', { userArn: sso('Others', 'bob') }, 'iam:bob', []],
  ['a permission set with a line in its name', { userArn: sso('A_Teams', 'bob') }, 'iam:bob', []],
  ['a role\'s session with a source identity', { userArn: session('desk-operator', 'anything'), sourceIdentity: 'Otto' }, 'iam:otto', ['Operator']],
  ['a role in China', { userArn: 'arn:aws-cn:sts::111122223333:assumed-role/desk-operator/x', sourceIdentity: 'otto' }, 'iam:otto', ['Operator']],
  ['a subject of a token', { subject: 'u-1', issuer: 'https://idp', groups: ['audit', 'x'] }, 'jwt:https://idp:u-1', ['Auditor']],
  ['a role that only looks like a permission set\'s', { userArn: session('AWSReservedSSO_Teams_short', 'x'), sourceIdentity: 'eve' }, 'iam:eve', []],
])('%s is a person', (_, facts, person, roles) => {
  expect(actorOf(facts, GRANTS)).toEqual({ person, roles });
});

test.each<[what: string, facts: CallerFacts, value: string]>([
  ['nobody', {}, 'nobody'],
  // Whoever may assume the role names its session, and would be its own approver under another name.
  ['a session of a role, whose name is its caller\'s choice', { userArn: session('desk-operator', 'alice') }, 'a session of the role desk-operator without a source identity'],
  ['a source identity that is empty', { userArn: session('desk-operator', 'alice'), sourceIdentity: ' ' }, 'without a source identity'],
  ['a user of IAM', { userArn: 'arn:aws:iam::111122223333:user/alice' }, '"arn:aws:iam::111122223333:user/alice"'],
])('%s is no person', (_, facts, value) => {
  expect(actorOf(facts, GRANTS)).toMatchObject({ code: 'AR-DESK-CALLER', what: expect.stringContaining(value) });
});

test('a subject is one of its issuer', () => {
  expect(actorOf({ subject: 'a', issuer: 'x' }, GRANTS)).not.toEqual(actorOf({ subject: 'a', issuer: 'y' }, GRANTS));
});

test('one of several roles is enough', () => {
  expect(roleRefusal({ person: 'a', roles: ['Auditor'] }, ['Operator', 'Auditor'], 'look')).toBeUndefined();
  expect(roleRefusal({ person: 'a', roles: [] }, ['Operator', 'Auditor'], 'look')).toMatchObject({ what: 'a has no role that may look; Operator or Auditor may.' });
});
