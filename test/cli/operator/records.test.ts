/** Records of Innovation Sandbox: read where somebody asks for them and the hub account lets him in, and told as missing else. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import type { Outcome } from './served-organization';
import { command, ServedOrganization } from './served-organization';
import type { DoctorReport } from '../../../cli/operator/doctor-report';
import { readSnapshot } from '../../../cli/operator/snapshot-file';
import { READ_ACTIONS, RECORD_ACTIONS } from '../../../core/operator/policy';
import type { Snapshot } from '../../../core/operator/snapshot';
import { context } from '../../../examples/pool/cdk.json';
import { AccountPool } from '../../../src';
import { hubRoleName } from '../../../src/shared/role-name';
import { temporaryFolder } from '../shipped-command';

const { roleArn, externalId } = context['account-robot'].sandbox.access;
const HUB_ROLE = `arn:aws:iam::222222222222:role/${hubRoleName('myisb')}`;
const FLAG = '--with-sandbox-records';

/** An app with so many accounts, to be registered with 'myisb' in that way. */
function pooled(size: number, access: object = context['account-robot'].sandbox.access): string {
  const outdir = path.join(temporaryFolder(), 'cdk.out');
  const { sandbox, ...settings } = context['account-robot'];
  const app = new App({ outdir, context: { 'account-robot': { ...settings, sandbox: { ...sandbox, access } } } });
  new AccountPool(new Stack(app, 'Pool'), 'Pool', { size });
  app.synth();
  return outdir;
}

/** An organization whose hub account trusts these. */
const organization = (trusted: string, more = '') => `
organization: { managementAccountId: '111122223333', homeRegion: eu-west-1, organizationalUnits: [{ id: ou-abcd-11112222, name: Pool }], accountQuota: 500 }
sandbox:
  namespace: myisb
  region: us-west-2
  hubAccountId: '222222222222'
  machineClient: { roleArn: '${roleArn}', externalId: ${externalId}, trustedPrincipal: '${trusted}' }
  hubRole: { roleArn: '${HUB_ROLE}', externalId: ${externalId}, trustedPrincipal: '${trusted}' }
${more}`;

async function snapshotOf(served: ServedOrganization, ...args: string[]): Promise<Outcome & { readonly snapshot: Snapshot; readonly text: string }> {
  const file = path.join(temporaryFolder(), 'snapshot.yaml');
  const outcome = await served.command(['snapshot', '--sandbox-region', 'us-west-2', '--out', file, ...args]);
  return { ...outcome, snapshot: readSnapshot(file), text: fs.readFileSync(file, 'utf8') };
}

async function examined(served: ServedOrganization, ...args: string[]) {
  const file = path.join(temporaryFolder(), 'doctor.json');
  const outcome = await served.command(['doctor', ...args, '--json', file], {}, temporaryFolder());
  const { checks } = JSON.parse(fs.readFileSync(file, 'utf8')) as DoctorReport;
  return { ...outcome, of: (code: string) => checks.find(check => check.code === code)! };
}

describe('a hub account that lets the management account in', () => {
  let served: ServedOrganization;
  const app = pooled(2);
  beforeAll(async () => { served = await ServedOrganization.start([app, '--until', '600'], organization('111122223333')); });

  test('tells its records, which stay out of what nobody asked for', async () => {
    const { status, stderr, snapshot } = await snapshotOf(served, '--plain', FLAG);

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const pool = snapshot.accounts!.filter(({ name }) => name.startsWith('pool-'));
    expect(snapshot.sandboxes![0].records!.map(({ accountId, status: recorded }) => [accountId, recorded]).sort())
      .toEqual(pool.map(({ id }) => [id, 'Available']).sort());
    expect(snapshot.sandboxes![0].records![0].lastEditedAt).toMatch(/^2026-01-05T/);
    expect((await snapshotOf(served, '--plain')).snapshot.sandboxes![0].records).toBeUndefined();
  });

  test('has their ids hashed as everywhere else', async () => {
    const { snapshot, text } = await snapshotOf(served, FLAG);
    const plain = await snapshotOf(served, '--plain', FLAG);

    const pool = new Set(snapshot.accounts!.map(({ id }) => id));
    expect(snapshot.sandboxes![0].records!.map(({ accountId, status }) => [pool.has(accountId), status])).toEqual([[true, 'Available'], [true, 'Available']]);
    for (const { accountId } of plain.snapshot.sandboxes![0].records!) {
      expect(text).not.toContain(accountId);
    }
    for (const secret of [externalId, roleArn, 'isb-m2m']) {
      expect([secret, text.includes(secret), plain.text.includes(secret)]).toEqual([secret, false, false]);
    }
  });

  test('is seen by doctor and status, and doctor shows apart what is asked of it', async () => {
    const asked = await examined(served, app, FLAG);
    const { stdout } = await served.command(['status', 'Pool', '--sandbox-region', 'us-west-2', FLAG]);

    expect([asked.status, asked.of('AR-CHECK-RECORDS').state, asked.of('AR-CHECK-API').state]).toEqual([0, 'ok', 'ok']);
    const [before, apart] = asked.stdout.split('In the hub account of Innovation Sandbox');
    expect([before, apart].map(text => [...text.matchAll(/AR-CHECK-(RECORDS|API|TRUST|CLEANING|STACK-SET)\b/g)].map(([, code]) => code)))
      .toEqual([['STACK-SET'], ['RECORDS', 'API', 'TRUST', 'CLEANING']]);
    expect(stdout).toMatch(/^pool-001 .* Available +Available$/m);
  });

  test('says what could be seen there, where nobody asked', async () => {
    const { status, of } = await examined(served, app);

    expect(status).toBe(0);
    expect(of('AR-CHECK-RECORDS')).toMatchObject({ inHub: true, state: 'unseen', permission: 'sts:AssumeRole', fix: expect.stringContaining(FLAG) });
  });
});

test('what is granted is what is called: beside what reads, the roles in the hub account and nothing else', async () => {
  const served = await ServedOrganization.start([pooled(1), '--until', '600'], organization('111122223333'));
  const { snapshot } = await snapshotOf(served, FLAG);
  await served.command(['status', 'Pool', '--sandbox-region', 'us-west-2']);
  const all = await served.calls();
  const inHub = ['execute-api:Invoke'];

  expect(Object.keys(all).filter(name => !READ_ACTIONS.includes(name) && !inHub.includes(name) && name !== 'sts:GetCallerIdentity')).toEqual([...RECORD_ACTIONS]);
  expect(all).toMatchObject({ 'execute-api:Invoke': 1, 'sts:AssumeRole': 2 });
  expect(snapshot.calls).toBeGreaterThan(0);

  const policy = async (...args: string[]) => JSON.parse((await command(['snapshot', '--policy', ...args])).stdout) as { Statement: { Sid: string; Action: string[]; Resource: string[] }[] };
  const [without, with_] = [await policy(), await policy(FLAG)];
  expect(with_.Statement.slice(0, -1)).toEqual(without.Statement);
  expect(with_.Statement.at(-1)).toMatchObject({ Sid: 'RecordsInTheHubAccountNotOnlyReading', Action: [...RECORD_ACTIONS] });
  const granted = with_.Statement.at(-1)!.Resource.map(resource => new RegExp(`^${resource.replaceAll('*', '.*')}$`));
  expect([roleArn, HUB_ROLE].map(arn => granted.some(pattern => pattern.test(arn)))).toEqual([true, true]);
  expect(granted.some(pattern => pattern.test('arn:aws:iam::222222222222:role/Admin'))).toBe(false);
});

test('a record that doesn\'t fit the unit is told by doctor and by status', async () => {
  const world = organization('111122223333', '').replace('hubAccountId', 'accounts: [{ id: \'666677778888\', unit: available, status: Active }]\n  hubAccountId')
    .replace('accountQuota', 'accounts: [{ name: astray, id: \'666677778888\', email: astray@example.com }], accountQuota');
  const served = await ServedOrganization.start(['--until', '0'], world);
  const { status, of } = await examined(served, pooled(1), FLAG);

  expect(status).toBe(0);
  expect(of('AR-CHECK-RECORDS')).toMatchObject({ state: 'warn', evidence: 'astray (666677778888) is in Available and recorded as Active' });
});

describe('what can\'t be read is told, and the rest is there', () => {
  test('a hub account that trusts the factory alone', async () => {
    const served = await ServedOrganization.start([pooled(1), '--until', '600'], organization('arn:aws:iam::111122223333:role/AccountRobot-Pool'));
    const { status, stderr, snapshot } = await snapshotOf(served, FLAG);
    const { of } = await examined(served, pooled(1), FLAG);
    const shown = await served.command(['status', 'Pool', '--sandbox-region', 'us-west-2', FLAG]);

    expect(status).toBe(0);
    expect(stderr).toBe('Not seen: sts:AssumeRole was denied, so sandboxes.records is missing\n');
    expect(snapshot).toMatchObject({ sandboxes: [{ version: '1.3.3' }], unseen: [{ call: 'sts:AssumeRole', kind: 'denied', part: 'sandboxes.records' }] });
    expect(of('AR-CHECK-RECORDS')).toMatchObject({ state: 'unseen', permission: 'sts:AssumeRole' });
    expect(of('AR-CHECK-API')).toMatchObject({ state: 'unseen' });
    expect(shown).toMatchObject({ status: 0, stdout: expect.stringMatching(/^pool-001 .* Available +Available$/m), stderr });
  });

  test('an API that doesn\'t answer', async () => {
    const fault = 'faults: [{ kind: call-fails, action: \'execute-api:Invoke\', code: ServiceUnavailableException, message: down, times: 99 }]\n';
    const served = await ServedOrganization.start(['--until', '0'], organization('111122223333', fault));
    const { status, of } = await examined(served, pooled(1), FLAG);

    expect(status).toBe(0);
    expect(of('AR-CHECK-RECORDS')).toMatchObject({ state: 'unseen', permission: null, fix: expect.stringContaining('try again, as innovation-sandbox:GET /accounts failed') });
  });

  test('a sandbox that no app and no stack tells the way to', async () => {
    const served = await ServedOrganization.start(['--until', '0'], organization('111122223333'));
    const { status, stderr } = await snapshotOf(served, FLAG);

    expect(status).toBe(0);
    expect(stderr.replaceAll(/\s+/g, ' ')).toContain('Not seen: the records of Innovation Sandbox \'myisb\' were not read: no app and no stack');
    expect(await served.calls()).not.toHaveProperty('sts:AssumeRole');
  });
});

test('version 1.2 is asked in its own way', async () => {
  const app = pooled(1, { kind: 'signed-invoke', hubRoleArn: HUB_ROLE, externalId });
  const served = await ServedOrganization.start([app, '--until', '600'], organization('111122223333').replace('hubAccountId', 'version: 1.2.14\n  hubAccountId'));
  const { stderr, snapshot } = await snapshotOf(served, '--plain', FLAG);

  expect(stderr).toBe('');
  expect(snapshot.sandboxes![0].records).toMatchObject([{ status: 'Available' }]);
});

test('a file is not asked for records', async () => {
  expect(await command(['doctor', '--snapshot', 'organization.yaml', FLAG])).toMatchObject({
    status: 2,
    stdout: '',
    stderr: 'account-robot: --with-sandbox-records: a file is examined, and nobody is asked; take the snapshot with that option, or leave it out\n',
  });
});
