/** Roles whose trust policies speak of all but some: they are evaluated to the letter, so that who is kept out in AWS is kept out here. */

import { SandboxGeneration } from 'account-robot';
import { hubStack } from './sandbox-scenarios';
import { AccountOutcome } from '../../rehearsal/report';
import { ACCOUNT, poolStack } from '../support/rehearse-app';
import { EXTERNAL_ID, OUR_ROLE_ARN, rehearseSandbox, SIGNED_INVOKE } from '../support/sandbox-app';

/** A hub stack that somebody added a statement to the trust policy of. */
const trustedWith = (statement: object) => rehearseSandbox({
  app: app => {
    hubStack(app, SandboxGeneration.SIGNED_INVOKE);
    poolStack(app, ['pool-001']);
  },
  template: ({ Resources }) => {
    const hub: any = Object.values<any>(Resources).find(({ Properties }) => Properties?.RoleName === 'AccountRobot-myisb-hub');
    hub?.Properties.AssumeRolePolicyDocument.Statement.push(statement);
  },
}, { access: { ...SIGNED_INVOKE, externalId: EXTERNAL_ID } });

const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
const everySession = `arn:aws:sts::${ACCOUNT}:assumed-role/AccountRobot-Pool/*`;

test.each<[string, object]>([
  ['denies all actions but another', { Effect: 'Deny', Principal: '*', NotAction: 'sts:TagSession' }],
  ['denies everybody but our role, and forgets its account', { Effect: 'Deny', Action: 'sts:AssumeRole', NotPrincipal: { AWS: OUR_ROLE_ARN } }],
  ['denies everybody but sessions by a wildcard, which principals don\'t have', { Effect: 'Deny', Action: 'sts:AssumeRole', NotPrincipal: { AWS: [ROOT, OUR_ROLE_ARN, everySession] } }],
])('a trust policy that %s keeps us out, and the account where it is safe', async (_, statement) => {
  const rehearsal = await trustedWith(statement);
  expect(rehearsal.codes).toEqual(['AR-SANDBOX-ROLE']);
  expect(['Pool', 'Entry']).toContain(rehearsal.account('pool-001').organizationalUnit);
});

test.each<[string, object]>([
  ['all actions but ours', { Effect: 'Deny', Principal: '*', NotAction: 'sts:Assume*' }],
  ['another account', { Effect: 'Deny', Action: '*', Principal: { AWS: 'arn:aws:iam::999988887777:root' } }],
])('a trust policy that denies %s lets us in', async (_, statement) => {
  expect((await trustedWith(statement)).account('pool-001')).toMatchObject({ state: AccountOutcome.AVAILABLE, sandboxStatus: 'Available' });
});
