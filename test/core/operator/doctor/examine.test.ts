/** Each check over snapshots that deviate in one thing from an organization in which all is well. */

import { declared, FACTORY, HOLDING, LANDING_ZONE, product, SANDBOX, SNAPSHOT, STACK, subject } from './subjects';
import { CheckState } from '../../../../core/operator/doctor/check';
import type { Subject } from '../../../../core/operator/doctor/check';
import { CHECKS, examine, tally } from '../../../../core/operator/doctor/examine';
import type { Snapshot, SnapshotBaseline, Unseen, SnapshotStack } from '../../../../core/operator/snapshot';

const { OK, WARN, FAIL, UNSEEN } = CheckState;
const answerOf = (code: string, asked: Subject) => examine(asked).find(finding => finding.code === code)!;

/** What nobody sees from the management account. */
const ELSEWHERE = ['AR-CHECK-USER', 'AR-CHECK-RECORDS', 'AR-CHECK-API', 'AR-CHECK-TRUST', 'AR-CHECK-CLEANING'];

const denied = (call: string, part: string): Unseen => ({ call, part, kind: 'denied', text: 'AccessDeniedException: User: arn is not authorized' });
const without = (part: keyof Snapshot, call: string, name: string = part) => subject({ [part]: undefined, unseen: [denied(call, name)] });
const landingZone = (more: object) => subject({ landingZone: { ...LANDING_ZONE, ...more } });
const holding = (baseline: Partial<SnapshotBaseline> | null | undefined) => subject({
  units: [{ id: HOLDING, name: 'Pool', parentId: 'r-abcd', baseline: baseline && { targetId: HOLDING, baseline: 'B', status: 'SUCCEEDED', ...baseline } }],
  unseen: [denied('controltower:ListEnabledBaselines', 'units.baseline')],
});
const stack = (more: object) => subject({ stacks: [{ ...STACK, ...more }] });
const associated = (physicalId: string, more: SnapshotStack['resources'] = []) => stack({
  resources: [{ logicalId: 'Association', physicalId, type: 'AWS::ServiceCatalog::PortfolioPrincipalAssociation', status: 'CREATE_COMPLETE' }, ...more],
});
const sandbox = (more: object) => subject({ sandboxes: [{ ...SANDBOX, ...more }] });
const recorded = (status?: string) => subject({
  sandboxes: [{ ...SANDBOX, records: status === undefined ? [] : [{ accountId: '333344445555', status }] }],
  accounts: [account({ parentId: SANDBOX.units.available })],
});
const account = (more: object) => ({ id: '333344445555', name: 'else', email: 'else@example.com', state: 'ACTIVE', parentId: 'r-abcd', invited: false, ...more });
const accounts = (...more: object[]) => subject({ accounts: [...SNAPSHOT.accounts!, ...more.map(account)] });
const quotas = (more: Partial<Snapshot['quotas']>) => subject({ quotas: { ...SNAPSHOT.quotas, ...more } });

const tagged = (costTags: Snapshot['costTags']) => subject(
  { costTags, unseen: [denied('ce:ListCostAllocationTags', 'costTags')] },
  { accounts: [declared('pool-001', { properties: { Tags: [{ Key: 'team', Value: 'x' }, { Key: 'stage', Value: { Ref: 'Stage' } }] } })] },
);

/** A deviation, what it makes of which check, and what is said. */
type Row = [code: string, state: CheckState, deviation: string, asked: Subject, says: RegExp];
const ROWS: Row[] = [
  ['AR-CHECK-ACCOUNT', FAIL, 'no organization', subject({ organization: null }), /^account 111122223333 is in no organization$/],
  ['AR-CHECK-ACCOUNT', FAIL, 'another account', subject({ organization: { id: 'o-1', managementAccountId: '999988887777' } }), /isn't the management account$/],
  ['AR-CHECK-ACCOUNT', UNSEEN, 'no right', without('organization', 'organizations:DescribeOrganization'), /is unknown$/],
  ['AR-CHECK-REGION', FAIL, 'another Region', subject({ landingZone: null, usesControlTower: true }), /home Region is not eu-west-1$/],
  ['AR-CHECK-REGION', FAIL, 'no Control Tower', subject({ landingZone: null, usesControlTower: false }), /has no AWS Control Tower$/],
  ['AR-CHECK-REGION', UNSEEN, 'no right', without('landingZone', 'controltower:ListLandingZones'), /is unknown$/],
  ['AR-CHECK-LANDING-ZONE', WARN, 'an update', landingZone({ status: 'PROCESSING' }), /being changed/],
  ['AR-CHECK-LANDING-ZONE', FAIL, 'a failed update', landingZone({ status: 'FAILED' }), /failed$/],
  ['AR-CHECK-LANDING-ZONE', WARN, 'a status of tomorrow', landingZone({ status: 'DREAMING' }), /doesn't know, DREAMING$/],
  ['AR-CHECK-LANDING-ZONE', UNSEEN, 'no right', without('landingZone', 'controltower:GetLandingZone'), /is unknown$/],
  ['AR-CHECK-OPERATION', WARN, 'an operation', landingZone({ operation: { id: 'op-1', type: 'UPDATE' } }), /is running on the landing zone: UPDATE$/],
  ['AR-CHECK-OPERATION', UNSEEN, 'no right', subject({ landingZone: { ...LANDING_ZONE, operation: undefined }, unseen: [denied('controltower:ListLandingZoneOperations', 'landingZone.operation')] }), /is unknown$/],
  ['AR-CHECK-DRIFT', WARN, 'drift', landingZone({ drift: 'DRIFTED' }), /has drifted$/],
  ['AR-CHECK-DRIFT', UNSEEN, 'no right', without('landingZone', 'controltower:GetLandingZone'), /is unknown$/],
  ['AR-CHECK-VERSION', WARN, 'a newer version', landingZone({ latestVersion: '4.0' }), /has version 3.3, and there is 4.0$/],
  ['AR-CHECK-VERSION', UNSEEN, 'no right', without('landingZone', 'controltower:GetLandingZone'), /is unknown$/],
  ['AR-CHECK-AUTO-ENROLLMENT', WARN, 'automatic enrolment', landingZone({ autoEnrollment: true }), /takes accounts out of its care/],
  ['AR-CHECK-AUTO-ENROLLMENT', FAIL, 'registered units of the pool', subject({
    landingZone: { ...LANDING_ZONE, autoEnrollment: true },
    units: [{ id: SANDBOX.units.entry, name: 'Entry', parentId: SANDBOX.units.pool, baseline: { targetId: SANDBOX.units.entry, baseline: 'B', status: 'SUCCEEDED' } }],
  }), /are registered with it: Entry$/],
  ['AR-CHECK-AUTO-ENROLLMENT', OK, 'automatic enrolment without a sandbox', subject({ landingZone: { ...LANDING_ZONE, autoEnrollment: true }, sandboxes: [] }), /no Innovation Sandbox/],
  ['AR-CHECK-AUTO-ENROLLMENT', UNSEEN, 'no right', without('sandboxes', 'ssm:DescribeParameters'), /is unknown$/],
  ['AR-CHECK-PRODUCT', FAIL, 'no factory', subject({ factory: null }), /^there is no Account Factory/],
  ['AR-CHECK-PRODUCT', FAIL, 'no portfolio', subject({ factory: { ...SNAPSHOT.factory!, portfolios: [] } }), /^no portfolio holds/],
  ['AR-CHECK-PRODUCT', UNSEEN, 'no right', without('factory', 'servicecatalog:DescribeProductAsAdmin'), /is unknown$/],
  ['AR-CHECK-ARTIFACT', FAIL, 'no active version', subject({ factory: { ...SNAPSHOT.factory!, artifacts: [{ id: 'pa-1', active: false }] } }), /is active$/],
  ['AR-CHECK-ARTIFACT', FAIL, 'no factory', subject({ factory: null }), /could be launched$/],
  ['AR-CHECK-ARTIFACT', UNSEEN, 'no right', subject({ factory: { productId: 'prod-1' }, unseen: [denied('servicecatalog:ListProvisioningArtifacts', 'factory.artifacts')] }), /is unknown$/],
  ['AR-CHECK-COST-TAGS', WARN, 'a tag that is not activated, and one that billing has not seen', tagged([{ key: 'team', status: 'Inactive' }]), /told by 2 tags of the accounts: stage \(billing has not seen it yet\), team \(Inactive\)$/],
  ['AR-CHECK-COST-TAGS', OK, 'tags that are', tagged([{ key: 'team', status: 'Active' }, { key: 'stage', status: 'Active' }]), /^costs are told by stage, team$/],
  ['AR-CHECK-COST-TAGS', UNSEEN, 'no right', tagged(undefined), /is unknown$/],
  ['AR-CHECK-COST-TAGS', OK, 'no app', subject({}, null), /no app was named/],
  ['AR-CHECK-ASSOCIATION', FAIL, 'a removed role', subject({ factory: { ...SNAPSHOT.factory!, portfolios: [{ id: 'port-1', name: 'P', provider: 'AWS', principals: [] }] } }), /lets no role of Pool in/],
  ['AR-CHECK-ASSOCIATION', OK, 'a role that the app imports', associated('arn:aws:iam::111122223333:role/AccountRobot-Pool|port-1', []), /role of Pool may launch/],
  ['AR-CHECK-ASSOCIATION', FAIL, 'an imported role that was removed', associated('port-1|arn:aws:iam::111122223333:role/team/Gone|IAM', []), /lets no role of Pool in/],
  ['AR-CHECK-ASSOCIATION', OK, 'an id that names nobody, and a role of the stack', associated('assoc-1', [{ logicalId: 'Role', physicalId: 'AccountRobot-Pool', type: 'AWS::IAM::Role', status: 'CREATE_COMPLETE' }]), /may launch/],
  ['AR-CHECK-ASSOCIATION', UNSEEN, 'an id that names nobody, and no role of the stack', associated('assoc-1', []), /is unknown: it is not of the stack/],
  ['AR-CHECK-ASSOCIATION', OK, 'no stack', subject({ stacks: [] }), /deployed yet/],
  ['AR-CHECK-ASSOCIATION', UNSEEN, 'no right', subject({ factory: { productId: 'prod-1', portfolios: [{ id: 'port-1', name: 'P', provider: 'AWS' }] }, unseen: [denied('servicecatalog:ListPrincipalsForPortfolio', 'factory.portfolios.principals')] }), /is unknown$/],
  ['AR-CHECK-UNIT', FAIL, 'an unregistered unit', holding(null), /'Pool' \(ou-abcd-11112222\) is not registered/],
  ['AR-CHECK-UNIT', WARN, 'a unit that is not found', subject({ units: [] }), /was not found/],
  ['AR-CHECK-UNIT', UNSEEN, 'no right', holding(undefined), /is unknown$/],
  ['AR-CHECK-UNIT', UNSEEN, 'no app', subject({}, null), /no app was named$/],
  ['AR-CHECK-UNIT', UNSEEN, 'a unit that the app computes', subject({}, { factories: [{ sandboxes: [] }] }), /no template says which it is$/],
  ['AR-CHECK-BASELINE', FAIL, 'a failed baseline', holding({ status: 'FAILED' }), /could not be enabled$/],
  ['AR-CHECK-BASELINE', WARN, 'a baseline under change', holding({ status: 'UNDER_CHANGE' }), /is being changed$/],
  ['AR-CHECK-BASELINE', WARN, 'a drifted baseline', holding({ inheritanceDrift: 'DRIFTED' }), /differ from what Control Tower enables/],
  ['AR-CHECK-BASELINE', FAIL, 'no baseline', holding(null), /has no baseline/],
  ['AR-CHECK-BASELINE', UNSEEN, 'no right', holding(undefined), /is unknown$/],
  ['AR-CHECK-CONCURRENCY', WARN, 'a small quota', quotas({ concurrency: { value: 2, requests: [{ value: 10, status: 'PENDING' }] } }), /wants 5 accounts at a time, and the factory takes 2/],
  ['AR-CHECK-CONCURRENCY', OK, 'a quota that is not told', quotas({ concurrency: null }), /takes 5$/],
  ['AR-CHECK-CONCURRENCY', UNSEEN, 'no right', subject({ quotas: { accounts: SNAPSHOT.quotas.accounts }, unseen: [denied('servicequotas:ListServiceQuotas', 'quotas.concurrency')] }), /is unknown$/],
  ['AR-CHECK-IDENTITY-CENTER', FAIL, 'none', subject({ identityCenter: null }), /asks for a user of it$/],
  ['AR-CHECK-IDENTITY-CENTER', WARN, 'none, where access is self-managed', subject({ identityCenter: null, landingZone: { ...LANDING_ZONE, accessManagement: 'self-managed' } }), /leaves access to you$/],
  ['AR-CHECK-IDENTITY-CENTER', WARN, 'one in the making', subject({ identityCenter: { ...SNAPSHOT.identityCenter!, status: 'CREATE_IN_PROGRESS' } }), /not active$/],
  ['AR-CHECK-IDENTITY-CENTER', UNSEEN, 'no right', without('identityCenter', 'sso:ListInstances'), /is unknown$/],
  ['AR-CHECK-USER', UNSEEN, 'any', subject(), /the user that the app names \(ssoUser\) is not read/],
  ['AR-CHECK-ACCOUNT-QUOTA', FAIL, 'no room', quotas({ accounts: { value: 2, requests: [{ value: 60, status: 'PENDING' }] } }), /has room for none$/],
  ['AR-CHECK-ACCOUNT-QUOTA', WARN, 'hardly room', quotas({ accounts: { value: 3, requests: [] } }), /has 2 of at most 3 accounts, and 1 are to come$/],
  ['AR-CHECK-ACCOUNT-QUOTA', UNSEEN, 'no right', subject({ quotas: {}, unseen: [denied('servicequotas:ListServiceQuotas', 'quotas.accounts')] }), /is unknown$/],
  ['AR-CHECK-NAMES', FAIL, 'a taken address', accounts({ email: 'POOL-002@example.com', state: 'CLOSED' }), /^a name or an address of a declared account is taken$/],
  ['AR-CHECK-NAMES', FAIL, 'two taken names', subject({ products: [product('pool-001', { tags: {} }), product('pool-002', { tags: {} })] }), /^3 names or addresses of declared accounts are taken$/],
  ['AR-CHECK-NAMES', WARN, 'a product to be adopted', subject({ products: [...SNAPSHOT.products!, product('pool-002', { tags: {} })] }, { accounts: [declared('pool-002', { properties: { AdoptExisting: 'true' } })] }), /take over/],
  ['AR-CHECK-NAMES', OK, 'an existing account by its id', accounts({ email: 'pool-009@example.com' }), /their own$/],
  ['AR-CHECK-NAMES', UNSEEN, 'no right', without('products', 'servicecatalog:SearchProvisionedProducts'), /is unknown$/],
  ['AR-CHECK-PRODUCTS', WARN, 'failed ones', subject({ products: [product('pool-001', { status: 'TAINTED', statusMessage: 'it broke' })] }), /^1 product of ours failed: pool-001 \(TAINTED\)$/],
  ['AR-CHECK-PRODUCTS', UNSEEN, 'no right', without('products', 'servicecatalog:SearchProvisionedProducts'), /is unknown$/],
  ['AR-CHECK-FORGOTTEN', WARN, 'one that no stack declares', stack({ accounts: [] }), /^1 account of ours is in no stack: pool-001$/],
  ['AR-CHECK-FORGOTTEN', WARN, 'a stack that is gone', subject({ stacks: [{ name: 'Pool', status: 'absent' }] }), /is in no stack/],
  ['AR-CHECK-FORGOTTEN', UNSEEN, 'a stack that was not read', stack({ accounts: undefined }), /is unknown$/],
  ['AR-CHECK-QUARANTINE', WARN, 'one', accounts({ parentId: SANDBOX.units.quarantine }), /^1 account is quarantined: else$/],
  ['AR-CHECK-QUARANTINE', UNSEEN, 'no right', without('sandboxes', 'ssm:DescribeParameters'), /is unknown$/],
  ['AR-CHECK-SANDBOX', FAIL, 'another one', sandbox({ namespace: 'other' }), /^Innovation Sandbox myisb was not found$/],
  ['AR-CHECK-SANDBOX', UNSEEN, 'no right', without('sandboxes', 'ssm:DescribeParameters'), /is unknown$/],
  ['AR-CHECK-SANDBOX-ACCESS', FAIL, 'an old one', sandbox({ version: '1.1.2' }), /tokens that anybody can forge$/],
  ['AR-CHECK-SANDBOX-ACCESS', FAIL, 'the access of another version', sandbox({ version: '1.2.0' }), /is reached by SandboxAccess\.signedInvoke\(\), but the app says SandboxAccess\.machineClient\(\)$/],
  ['AR-CHECK-SANDBOX-ACCESS', WARN, 'an odd version', sandbox({ version: 'latest' }), /can't be understood, 'latest'$/],
  ['AR-CHECK-SANDBOX-ACCESS', UNSEEN, 'one that is known by its units alone', sandbox({ version: '' }), /is unknown$/],
  ['AR-CHECK-STACK-SET', FAIL, 'none', sandbox({ stackSet: null }), /is not there/],
  ['AR-CHECK-STACK-SET', WARN, 'an account that it has not reached', sandbox({ stackSet: { ...SANDBOX.stackSet, others: [{ accountId: '222233334444', status: 'OUTDATED' }] } }), /has not reached 1 account: 222233334444 \(OUTDATED\)$/],
  ['AR-CHECK-STACK-SET', UNSEEN, 'no right', subject({ sandboxes: [{ ...SANDBOX, stackSet: undefined }], unseen: [denied('cloudformation:ListStackInstances', 'sandboxes.stackSet')] }), /is unknown$/],
  ['AR-CHECK-RECORDS', UNSEEN, 'nobody asked', subject(), /keeps of its accounts was not read$/],
  ['AR-CHECK-RECORDS', UNSEEN, 'a role that lets nobody in', subject({ unseen: [denied('sts:AssumeRole', 'sandboxes.records')] }), /was not read$/],
  ['AR-CHECK-RECORDS', OK, 'a record for each account of the pool', recorded('Available'), /fit the units that accounts stand in: 1 record$/],
  ['AR-CHECK-RECORDS', WARN, 'another record than the unit', recorded('Active'), /^1 account stands elsewhere than Innovation Sandbox has recorded$/],
  ['AR-CHECK-RECORDS', WARN, 'an account without a record', recorded(), /^1 account stands elsewhere/],
  ['AR-CHECK-RECORDS', UNSEEN, 'accounts that were not read', subject({ sandboxes: [{ ...SANDBOX, records: [] }], accounts: undefined, unseen: [denied('organizations:ListAccounts', 'accounts')] }), /is unknown$/],
  ['AR-CHECK-API', OK, 'records that were read', recorded('Available'), /^the API of Innovation Sandbox myisb answers/],
  ['AR-CHECK-API', UNSEEN, 'any', subject(), /stands in its hub account$/],
  ['AR-CHECK-API', WARN, 'an id in the app', subject({}, { factories: [{ ...FACTORY, sandboxes: [{ ...FACTORY.sandboxes[0], access: { kind: 'machine-client', roleArn: 'r', externalId: 'id', apiId: 'abcdefghij' } }] }] }), /says the id of the API itself/],
  ['AR-CHECK-TRUST', UNSEEN, 'any', subject(), /stands in its hub account$/],
  ['AR-CHECK-CLEANING', UNSEEN, 'any', subject(), /stands in its hub account$/],
  ['AR-CHECK-BILLING-VIEW', UNSEEN, 'one in the app', subject({}, { factories: [{ ...FACTORY, sandboxes: [{ ...FACTORY.sandboxes[0], billingViewArn: 'arn:aws:billing::1:billingview/custom-1' }] }] }), /is not read/],
  ['AR-CHECK-STACKS', WARN, 'an operation', stack({ status: 'UPDATE_IN_PROGRESS' }), /^an operation is running: Pool \(UPDATE_IN_PROGRESS\)$/],
  ['AR-CHECK-STACKS', WARN, 'a failed operation', stack({ status: 'UPDATE_FAILED' }), /^the last operation failed/],
  ['AR-CHECK-STACKS', FAIL, 'a failed rollback', stack({ status: 'UPDATE_ROLLBACK_FAILED' }), /takes no deployment/],
  ['AR-CHECK-STACKS', UNSEEN, 'no right', subject({ stacks: [], unseen: [denied('cloudformation:DescribeStacks', 'stacks')] }), /is unknown$/],
  ['AR-CHECK-RUNTIME', WARN, 'an old runtime', stack({ functions: [{ logicalId: 'F', runtime: 'nodejs18.x' }] }), /supports no longer: nodejs18\.x$/],
  ['AR-CHECK-RUNTIME', WARN, 'an aging runtime', stack({ functions: [{ logicalId: 'F', runtime: 'nodejs20.x' }] }), /ends within half a year$/],
  ['AR-CHECK-RUNTIME', OK, 'a runtime of tomorrow', stack({ functions: [{ logicalId: 'F', runtime: 'nodejs30.x' }] }), /nodejs30\.x/],
];

test('an organization in which all is well', () => {
  const findings = examine(subject());
  expect(findings.filter(({ state }) => state !== OK).map(({ code }) => code)).toEqual(ELSEWHERE);
  expect(tally(findings)).toEqual({ ok: findings.length - ELSEWHERE.length, warn: 0, fail: 0, unseen: ELSEWHERE.length });
});

test.each(ROWS)('%s: %s, with %s', (code, state, _, asked, says) => {
  const answer = answerOf(code, asked);
  expect(answer).toMatchObject({ state, what: expect.stringMatching(says) });
  expect(answer.what).not.toMatch(/\.$/);
  expect(answer.fix === undefined).toBe(state === OK);
});

test('every check has an answer for each thing that can be wrong, and one for what can\'t be read', () => {
  const states = (code: string) => new Set(ROWS.filter(row => row[0] === code).map(row => row[1]));
  for (const { code, answers } of CHECKS) {
    const told = [[WARN, /[Ww]arns/], [FAIL, /[Ff]ails/]] as const;
    const said = told.filter(([, word]) => word.test(answers)).map(([state]) => state);
    expect([code, ...said]).toEqual([code, ...[WARN, FAIL].filter(state => states(code).has(state))]);
    // What is all there is always an answer to them: what was read decides.
    expect([code, states(code).has(UNSEEN) || ['AR-CHECK-RUNTIME'].includes(code)]).toEqual([code, true]);
  }
});

test('what can\'t be seen for a missing right names it', () => {
  const asked = { snapshot: { ...SNAPSHOT, quotas: {}, unseen: [denied('servicequotas:ListServiceQuotas', 'quotas.concurrency')] } };
  expect(answerOf('AR-CHECK-CONCURRENCY', asked)).toMatchObject({
    state: UNSEEN,
    permission: 'servicequotas:ListServiceQuotas',
    fix: expect.stringContaining('allow servicequotas:ListServiceQuotas'),
    evidence: expect.stringContaining('AccessDenied'),
  });
});

test('codes are unique, and stay what they are', () => {
  expect(new Set(CHECKS.map(({ code }) => code)).size).toBe(CHECKS.length);
  expect(CHECKS.filter(({ code }) => !/^AR-CHECK-[A-Z]+(-[A-Z]+)*$/.test(code))).toEqual([]);
});
