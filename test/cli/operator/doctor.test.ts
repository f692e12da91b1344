/** `doctor`: the shipped command examines organizations that are served on loopback, as world files describe them. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import Ajv from 'ajv';
import { App, Stack, Tags } from 'aws-cdk-lib';
import { command, ServedOrganization } from './served-organization';
import type { DoctorReport } from '../../../cli/operator/doctor-report';
import { CHECKS } from '../../../core/operator/doctor/examine';
import { context } from '../../../examples/pool/cdk.json';
import { CHECKS_DOC, checksDoc } from '../../../scripts/checks-doc';
import { AccountPool } from '../../../src';
import { temporaryFolder } from '../shipped-command';

const valid = new Ajv({ strictTypes: false, formats: { 'date-time': true } }).compile(JSON.parse(fs.readFileSync(path.join(__dirname, '../../../cli/operator/doctor.schema.json'), 'utf8')));

const ORGANIZATION = `
organization:
  managementAccountId: '111122223333'
  homeRegion: eu-west-1
  organizationalUnits:
    - { id: ou-abcd-11112222, name: Pool }
  accountQuota: 500
sandbox: { namespace: myisb, region: us-west-2 }
`;

/** Everything that a world can have wrong at once. */
const WRONG = `
organization:
  managementAccountId: '111122223333'
  homeRegion: eu-west-1
  organizationalUnits:
    - { id: ou-abcd-11112222, name: Pool, baselineStatus: FAILED }
  accountQuota: 8
  landingZone: updating
  landingZoneVersion: '3.3'
  latestLandingZoneVersion: '4.0'
  landingZoneDrift: DRIFTED
  autoEnrollment: true
  quotaRequests: [{ quota: accounts, value: 900 }]
  accounts:
    - { name: somebody, id: '444455556666', email: aws+pool-001@example.com, status: CLOSED }
    - { name: in-quarantine, id: '666677778888', email: q@example.com }
  products:
    - { name: pool-002, status: ERROR, statusMessage: The account could not be created., tags: { 'account-robot:owner': Pool/Pool/pool-002 } }
    - { name: lost, accountId: '666677778888', tags: { 'account-robot:owner': Gone/Pool/lost } }
factory: { concurrency: 2 }
sandbox: { namespace: myisb, region: us-west-2, version: 1.2.14, accounts: [{ id: '666677778888', status: Quarantine }] }
`;

/** An app with so many accounts, to be registered with 'myisb' by a machine client. */
function pooled(size: number, tags: Readonly<Record<string, string>> = {}): string {
  const outdir = path.join(temporaryFolder(), 'cdk.out');
  const app = new App({ outdir, context });
  const pool = new AccountPool(new Stack(app, 'Pool'), 'Pool', { size });
  Object.entries(tags).forEach(([key, value]) => Tags.of(pool).add(key, value));
  app.synth();
  return outdir;
}

async function examined(served: ServedOrganization, ...args: string[]) {
  const file = path.join(temporaryFolder(), 'doctor.json');
  const outcome = await served.command(['doctor', ...args, '--json', file], {}, temporaryFolder());
  const report = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) as DoctorReport : undefined;
  if (report !== undefined && !valid(report)) {
    throw new Error(JSON.stringify(valid.errors));
  }
  return { ...outcome, report, states: Object.fromEntries((report?.checks ?? []).map(({ code, state }) => [code, state])) };
}

/** The same app with a pool whose size is a parameter. */
function elastic(): string {
  const outdir = path.join(temporaryFolder(), 'cdk.out');
  const app = new App({ outdir, context });
  new AccountPool(new Stack(app, 'Pool'), 'Pool', { elasticSize: { min: 1, max: 40, initial: 2 } });
  app.synth();
  return outdir;
}

const unlike = (states: Record<string, string>, wanted: string) =>
  Object.entries(states).filter(([, state]) => state !== wanted).map(([code]) => code);

test('of a pool whose size is a parameter the accounts count that there are by it', async () => {
  const served = await ServedOrganization.start(['--until', '0'], ORGANIZATION.replace('accountQuota: 500', 'accountQuota: 20'));
  expect((await examined(served, elastic())).states).toMatchObject({ 'AR-CHECK-ACCOUNT-QUOTA': 'ok' });
  expect((await examined(served, pooled(40))).states).toMatchObject({ 'AR-CHECK-ACCOUNT-QUOTA': 'fail' });
});

test('an organization in order is fit, but for what nobody sees there', async () => {
  const served = await ServedOrganization.start(['--until', '0'], ORGANIZATION);
  const { status, stdout, stderr, states } = await examined(served, pooled(2));

  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(unlike(states, 'ok')).toEqual(['AR-CHECK-USER', 'AR-CHECK-RECORDS', 'AR-CHECK-API', 'AR-CHECK-TRUST', 'AR-CHECK-CLEANING']);
  expect(stdout).toMatch(/^ok {9}AR-CHECK-ACCOUNT {10}111122223333 is the organization's management account$/m);
  expect(stdout).toMatch(/^can't see {2}AR-CHECK-USER {13}whether IAM Identity Center has the user that the app names/m);
  expect(stdout).toContain(`\n${CHECKS.length} checks: 0 fail, 0 warn, 5 can't see, ${CHECKS.length - 5} ok\n`);
  expect(stdout).not.toContain('\u001b');
});

test('what is wrong in one is told check by check, with what to do', async () => {
  const served = await ServedOrganization.start(['--until', '0'], WRONG);
  const { status, stdout, report, states } = await examined(served, pooled(10));

  expect(status).toBe(1);
  expect(states).toMatchObject({
    'AR-CHECK-LANDING-ZONE': 'warn',
    'AR-CHECK-OPERATION': 'warn',
    'AR-CHECK-DRIFT': 'warn',
    'AR-CHECK-VERSION': 'warn',
    'AR-CHECK-AUTO-ENROLLMENT': 'warn',
    'AR-CHECK-UNIT': 'ok',
    'AR-CHECK-BASELINE': 'fail',
    'AR-CHECK-CONCURRENCY': 'warn',
    'AR-CHECK-ACCOUNT-QUOTA': 'fail',
    'AR-CHECK-NAMES': 'fail',
    'AR-CHECK-PRODUCTS': 'warn',
    'AR-CHECK-FORGOTTEN': 'warn',
    'AR-CHECK-QUARANTINE': 'warn',
    'AR-CHECK-SANDBOX-ACCESS': 'fail',
  });
  const told = (code: string) => report!.checks.find(check => check.code === code)!;
  expect(told('AR-CHECK-NAMES').evidence).toContain('account 444455556666');
  expect(told('AR-CHECK-ACCOUNT-QUOTA').evidence).toContain('900 were asked for');
  expect(told('AR-CHECK-FORGOTTEN').what).toContain('lost');
  expect(stdout).toMatch(/^warn {7}AR-CHECK-VERSION {10}the landing zone has version 3\.3, and there is 4\.0\n {37}Fix: update it/m);
});

test('a unit that is not registered, and a factory that lost its role, are found after a deployment', async () => {
  const unregistered = await ServedOrganization.start(['--until', '0'], ORGANIZATION.replace('name: Pool }', 'name: Pool, registered: false }'));
  expect((await examined(unregistered, pooled(1))).states).toMatchObject({ 'AR-CHECK-UNIT': 'fail', 'AR-CHECK-BASELINE': 'fail' });

  const deployed = await ServedOrganization.start([pooled(1), '--until', '600'], ORGANIZATION);
  expect((await examined(deployed, pooled(1))).states).toMatchObject({ 'AR-CHECK-ASSOCIATION': 'ok', 'AR-CHECK-STACKS': 'ok', 'AR-CHECK-FORGOTTEN': 'ok', 'AR-CHECK-RUNTIME': 'ok' });
});

test('tags that costs are not told by are named, and billing is asked only for those of the app', async () => {
  const known = '  costAllocationTags: [{ key: team, status: Inactive }, { key: stage }, { key: other, status: Inactive }]\n';
  const served = await ServedOrganization.start(['--until', '0'], ORGANIZATION.replace('  accountQuota', `${known}  accountQuota`));
  const { states, stdout } = await examined(served, pooled(1, { team: 'a', stage: 'dev' }));
  const without = await examined(served, pooled(1));

  expect([states['AR-CHECK-COST-TAGS'], without.states['AR-CHECK-COST-TAGS']]).toEqual(['warn', 'ok']);
  expect(stdout).toMatch(/^warn {7}AR-CHECK-COST-TAGS {8}costs are not told by 1 tag of the accounts: team \(Inactive\)$/m);
  expect(await served.calls()).toMatchObject({ 'ce:ListCostAllocationTags': 1 });
});

test('no name of a unit or an account reaches the terminal raw', async () => {
  const hostile = String.raw`"Po\u001b[2Jol\nok         AR-CHECK-FORGED  all is well\u009b1A\u202e"`;
  const served = await ServedOrganization.start(['--until', '0'], ORGANIZATION.replace('name: Pool }', `name: ${hostile}, registered: false }`));
  const doctor = await examined(served, pooled(1));
  const others = await Promise.all([['plan', pooled(1)], ['snapshot', '--plain'], ['import', '--unit', 'ou-abcd-11112222'], ['status', 'Pool']].map(async args =>
    served.command(args, {}, temporaryFolder())));

  expect(doctor.states['AR-CHECK-UNIT']).toBe('fail');
  expect(doctor.stdout).toContain('\'Po [2Jol ok         AR-CHECK-FORGED'.slice(0, 10));
  expect(doctor.stdout).not.toMatch(/^ok +AR-CHECK-FORGED/m);
  for (const { stdout, stderr } of [doctor, ...others]) {
    expect(`${stdout}${stderr}`.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
  }
});

test('a deployment that is running is told', async () => {
  const app = pooled(2);
  const served = await ServedOrganization.start([app, '--until', '30'], ORGANIZATION);
  const { status, states, stdout } = await examined(served, app);

  expect(status).toBe(0);
  expect(states['AR-CHECK-STACKS']).toBe('warn');
  expect(stdout).toContain('an operation is running: Pool (CREATE_IN_PROGRESS)');
});

test('a missing right is named where it is missed, and the rest is examined', async () => {
  const faults = ['servicequotas:ListServiceQuotas', 'controltower:ListEnabledBaselines'].map(action => `  - { kind: call-fails, action: '${action}', code: AccessDeniedException, message: not authorized, times: 99 }`);
  const served = await ServedOrganization.start(['--until', '0'], `${ORGANIZATION}faults:\n${faults.join('\n')}\n`);
  const { status, report } = await examined(served, pooled(1));

  expect(status).toBe(0);
  const missing = report!.checks.filter(({ permission, state }) => state === 'unseen' && faults.some(fault => fault.includes(`'${permission}'`)));
  expect(missing.map(({ code }) => code)).toEqual(['AR-CHECK-UNIT', 'AR-CHECK-BASELINE', 'AR-CHECK-CONCURRENCY', 'AR-CHECK-ACCOUNT-QUOTA']);
});

test('another account and another Region fail at once', async () => {
  const served = await ServedOrganization.start(['--until', '0'], ORGANIZATION.replace('accountQuota', 'accounts: [{ name: member, id: \'444455556666\', email: member@example.com }]\n  accountQuota'));

  const member = await served.command(['doctor'], { AWS_ACCESS_KEY_ID: 'AKIA0000444455556666' }, temporaryFolder());
  expect(member.status).toBe(1);
  expect(member.stdout).toMatch(/^fail {7}AR-CHECK-ACCOUNT {10}the credentials are of account 444455556666, which isn't the management$/m);
  const other = await served.command(['doctor', '--region', 'us-east-2'], {}, temporaryFolder());
  expect(other.status).toBe(1);
  expect(other.stdout).toMatch(/^fail {7}AR-CHECK-REGION {11}Control Tower's home Region is not us-east-2$/m);
});

test('a snapshot is examined without a call', async () => {
  const served = await ServedOrganization.start(['--until', '0'], WRONG);
  const folder = temporaryFolder();
  const file = path.join(folder, 'organization.yaml');
  await served.command(['snapshot', '--plain', '--sandbox-region', 'us-west-2', '--out', file]);
  await served.stop();

  const { status, stdout } = await command(['doctor', pooled(1), '--snapshot', file], {}, folder);
  expect(status).toBe(1);
  expect(stdout).toMatch(/^fail {7}AR-CHECK-SANDBOX-ACCESS /m);
});

describe('nothing is examined', () => {
  test.each<[string, string[], RegExp]>([
    ['without credentials', [], /^account-robot: no AWS credentials were found/],
    ['with an app that isn\'t there', ['nowhere'], /^account-robot: the cloud assembly 'nowhere' does not exist/],
    ['with a snapshot that isn\'t there', ['--snapshot', 'nowhere.yaml'], /^account-robot: nowhere\.yaml: can't be read as a snapshot/],
    ['into a place that can\'t be written', ['--json', '/proc/nowhere/doctor.json'], /^account-robot: \/proc\/nowhere\/doctor\.json: the report can't be written/],
    ['in what is no Region', ['--region', 'Ireland'], /^account-robot: --region: is 'Ireland'/],
  ])('%s', async (_, args, sentence) => {
    const { status, stdout, stderr } = await command(['doctor', ...args], { AWS_REGION: 'eu-west-1' }, temporaryFolder());
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(sentence);
  });

  test('with an app beside a snapshot whose names are hashed', async () => {
    const served = await ServedOrganization.start(['--until', '0'], ORGANIZATION);
    const file = path.join(temporaryFolder(), 'hashed.yaml');
    await served.command(['snapshot', '--out', file]);
    const { status, stderr } = await command(['doctor', pooled(1), '--snapshot', file]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^account-robot: --snapshot: the names in this snapshot are replaced by hashes/);
  });
});

test('docs/checks.md is that of the checks', () => {
  expect(fs.readFileSync(CHECKS_DOC, 'utf8')).toBe(checksDoc());
});
