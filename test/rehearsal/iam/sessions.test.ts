/** AssumeRole: trust policy, principal and external id, and what the session is good for. */

import { IamDirectory } from '../../../rehearsal/iam/directory';
import type { PolicyDocument, Statement } from '../../../rehearsal/iam/policy';
import { RoleSessions } from '../../../rehearsal/iam/sessions';
import type { Caller } from '../../../rehearsal/kernel/types';
import { TestClock } from '../support/test-clock';
import { callerOf, MANAGEMENT, refusalOf } from '../support/test-organization';

const HUB = '222233334444';
const ROLE = `arn:aws:iam::${HUB}:role/path/Hub`;
const CALLER = callerOf('is-complete');
const trust = (parts: Partial<Statement> = {}): PolicyDocument => ({
  Statement: [{
    Effect: 'Allow',
    Action: 'sts:AssumeRole',
    Principal: { AWS: `arn:aws:iam::${MANAGEMENT}:root` },
    Condition: { StringEquals: { 'aws:PrincipalArn': CALLER.roleArn, 'sts:ExternalId': 'right' } },
    ...parts,
  }],
});

const deny = (parts: Partial<Statement>): Statement => ({ Effect: 'Deny', Action: 'sts:AssumeRole', ...parts });
/** The caller, as its account, its role, and its session. */
const LEVELS = [`arn:aws:iam::${MANAGEMENT}:root`, CALLER.roleArn, CALLER.sessionArn];

function assume(input: object = {}, trustPolicy: PolicyDocument | undefined = trust(), caller: Caller = CALLER) {
  const iam = new IamDirectory();
  iam.putRole({ name: 'Hub', arn: ROLE, accountId: HUB, inlinePolicies: [], managedPolicyArns: [], trustPolicy });
  const opened: { caller: Caller; expiresAt: number }[] = [];
  const register = {
    openSession: (session: Caller, expiresAt: number) => {
      opened.push({ caller: session, expiresAt });
      return { accessKeyId: 'ASIA1', secretAccessKey: 'secret', sessionToken: 'token' };
    },
  };
  const sessions = new RoleSessions(iam, register, new TestClock(), 'aws');
  const answer: any = sessions.assume({
    service: 'sts',
    action: 'AssumeRole',
    region: 'us-west-2',
    caller,
    input: { RoleArn: ROLE, RoleSessionName: 'pool-001', ExternalId: 'right', ...input },
  });
  return { answer, opened };
}

const REFUSED = { code: 'AccessDenied', message: `User: ${CALLER.sessionArn} is not authorized to perform: sts:AssumeRole on resource: ${ROLE}` };

test('gives credentials for an hour, and a session that is named after the role and calls on behalf of the same function', () => {
  const { answer, opened } = assume();
  expect(answer.Credentials).toEqual({ AccessKeyId: 'ASIA1', SecretAccessKey: 'secret', SessionToken: 'token', Expiration: new Date('2026-01-05T09:00:00Z') });
  expect(answer.AssumedRoleUser.Arn).toBe(`arn:aws:sts::${HUB}:assumed-role/Hub/pool-001`);
  expect(opened).toEqual([{
    caller: { roleArn: ROLE, sessionArn: answer.AssumedRoleUser.Arn, accountId: HUB, label: 'is-complete', assumedRole: 'Hub' },
    expiresAt: Date.parse('2026-01-05T09:00:00Z'),
  }]);
});

test.each<[string, PolicyDocument]>([
  ['the account by its root', trust()],
  ['the account by its id', trust({ Principal: { AWS: MANAGEMENT } })],
  ['the role', trust({ Principal: { AWS: ['arn:aws:iam::1:role/x', CALLER.roleArn] } })],
  ['the session', trust({ Principal: { AWS: CALLER.sessionArn } })],
  ['everybody', trust({ Principal: '*' })],
  ['all of sts', trust({ Action: ['sts:TagSession', 'sts:Assume*'] })],
  ['no conditions', trust({ Condition: undefined })],
  ['all actions but another', trust({ Action: undefined, NotAction: 'sts:TagSession' })],
  ['all principals but another account', trust({ Principal: undefined, NotPrincipal: { AWS: 'arn:aws:iam::999988887777:root' } })],
  ['a denial of all others', { Statement: [...trust().Statement as Statement[], deny({ NotPrincipal: { AWS: LEVELS } })] }],
  ['a denial of all other actions', { Statement: [...trust().Statement as Statement[], deny({ Principal: '*', Action: undefined, NotAction: 'sts:Assume*' })] }],
])('lets in by a trust policy that names %s', (_, policy) => {
  expect(assume({}, policy).opened).toHaveLength(1);
});

test.each<[string, object, PolicyDocument, Caller?]>([
  ['another external id', { ExternalId: 'wrong' }, trust()],
  ['no external id', { ExternalId: undefined }, trust()],
  ['another role of the account', {}, trust(), callerOf('is-complete', 'Other')],
  ['another account', {}, trust({ Condition: undefined }), callerOf('is-complete', 'Robot', '999988887777')],
  ['a service', {}, trust({ Principal: { Service: 'lambda.amazonaws.com' } })],
  ['another action', {}, trust({ Action: 'sts:TagSession' })],
  ['a denial besides', {}, { Statement: [...trust().Statement as Statement[], { Effect: 'Deny', Action: '*', Principal: '*' }] }],
  ['all actions but this', {}, trust({ Action: undefined, NotAction: ['sts:Assume*'] })],
  ...LEVELS.map((named): [string, object, PolicyDocument] => [`all principals but ${named}`, {}, trust({ Principal: undefined, NotPrincipal: { AWS: [named] } })]),
  ...LEVELS.map((forgotten): [string, object, PolicyDocument] => [
    `a denial of all others that forgets ${forgotten}`, {},
    { Statement: [...trust().Statement as Statement[], deny({ NotPrincipal: { AWS: LEVELS.filter(level => level !== forgotten) } })] },
  ]),
  ['a denial of all but a service', {}, { Statement: [...trust().Statement as Statement[], deny({ NotPrincipal: { Service: 'lambda.amazonaws.com' } })] }],
  ['a denial of all actions but another', {}, { Statement: [...trust().Statement as Statement[], deny({ Principal: '*', Action: undefined, NotAction: 'sts:TagSession' })] }],
  ['no trust policy', {}, { Statement: [] }],
])('refuses for %s', (_, input, policy, caller = CALLER) => {
  expect(refusalOf(() => assume(input, policy, caller))).toMatchObject({ code: 'AccessDenied', message: REFUSED.message.replace(CALLER.sessionArn, caller.sessionArn) });
});

test('refuses in the same words for a role that doesn\'t exist', () => {
  expect(refusalOf(() => assume({ RoleArn: `${ROLE}2` }))).toEqual({ ...REFUSED, message: `${REFUSED.message}2` });
});

test.each([
  ['a session name with a space', { RoleSessionName: 'a b' }],
  ['an external id of one character', { ExternalId: 'x' }],
  ['less than a quarter of an hour', { DurationSeconds: '899' }],
  ['more than an hour with assumed credentials', { DurationSeconds: '3601' }],
])('finds %s invalid', (_, input) => {
  expect(refusalOf(() => assume(input)).code).toBe('ValidationError');
});
