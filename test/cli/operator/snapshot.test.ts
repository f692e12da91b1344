/** `snapshot`: the shipped command reads an organization that is served on loopback, with the real SDK. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { App, Stack, Tags } from 'aws-cdk-lib';
import { command, ServedOrganization } from './served-organization';
import { readSnapshot } from '../../../cli/operator/snapshot-file';
import { READ_ACTIONS } from '../../../core/operator/policy';
import { context } from '../../../examples/pool/cdk.json';
import { readYaml } from '../../../rehearsal/world/yaml-source';
import { AccountPool } from '../../../src';
import { synthesizePool, temporaryFolder } from '../shipped-command';

const UNITS = `
  managementAccountId: '111122223333'
  homeRegion: eu-west-1
  organizationalUnits:
    - { id: ou-abcd-11112222, name: Pool }
    - { id: ou-abcd-33334444, name: Old, registered: false }
    - { id: ou-abcd-55556666, name: Drifted, parentId: ou-abcd-33334444, baselineStatus: FAILED, baselineDrift: DRIFTED }`;
const WORLD = `
organization:${UNITS}
  accountQuota: 500
  landingZone: updating
  landingZoneVersion: '3.3'
  latestLandingZoneVersion: '4.0'
  landingZoneDrift: DRIFTED
  autoEnrollment: true
  quotaRequests: [{ quota: concurrency, value: 10, status: CASE_OPENED }, { quota: accounts, value: 900 }]
  accounts:
    - { name: Payroll Ünit, id: '444455556666', email: payroll@corp.example, parentId: ou-abcd-55556666, invited: true, joinedDaysAgo: 400 }
    - { name: closed, id: '777788889999', status: CLOSED }
    - { name: pool-001, id: '222233334444', email: aws+pool-001@example.com, parentId: ou-abcd-11112222 }
    - { name: in-quarantine, id: '666677778888', email: q@corp.example }
  products:
    - { name: pool-001, accountId: '222233334444', tags: { 'account-robot:owner': Pool/Pool/pool-001, team: sandbox } }
    - name: pool-002
      status: ERROR
      statusMessage: The account of payroll@corp.example (444455556666) could not be created in Pool.
      tags: { 'account-robot:owner': Pool/Pool/pool-002 }
sandbox:
  namespace: myisb
  region: eu-west-1
  version: 1.3.3
  accounts: [{ id: '666677778888', status: Quarantine }]
`.replace('Payroll Ünit', 'Payroll Unit');

const snapshotOf = async (served: ServedOrganization, ...args: string[]) => {
  const file = path.join(temporaryFolder(), 'snapshot.yaml');
  const outcome = await served.command(['snapshot', '--out', file, ...args]);
  return { ...outcome, file, text: fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '', snapshot: outcome.status === 0 ? readSnapshot(file) : undefined };
};

describe('an organization at rest', () => {
  let served: ServedOrganization;
  beforeAll(async () => { served = await ServedOrganization.start(['--until', '0'], WORLD); });

  test('is told as it is', async () => {
    const { status, stderr, snapshot } = await snapshotOf(served, '--plain');

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(snapshot).toMatchObject({
      version: 1,
      hashed: false,
      takenAt: expect.stringMatching(/^2026-01-05T08:00:0/),
      caller: { accountId: '111122223333', region: 'eu-west-1' },
      organization: { managementAccountId: '111122223333', rootId: 'r-abcd' },
      landingZone: {
        status: 'PROCESSING',
        version: '3.3',
        latestVersion: '4.0',
        drift: 'DRIFTED',
        autoEnrollment: true,
        accessManagement: 'control-tower',
        operation: { type: 'UPDATE', startedAt: '2026-01-05T08:00:00.000Z' },
      },
      quotas: {
        accounts: { value: 500, requests: [{ value: 900, status: 'PENDING' }] },
        concurrency: { value: 5, requests: [{ value: 10, status: 'CASE_OPENED' }] },
      },
      factory: { portfolios: [{ name: 'AWS Control Tower Account Factory Portfolio', principals: [] }], artifacts: [{ active: false }, { active: true }] },
      identityCenter: { region: 'eu-west-1', status: 'ACTIVE' },
      creations: [],
      enrolling: [],
      stacks: [{ name: 'Pool', status: 'absent' }],
      unseen: [],
    });
    expect(snapshot!.accounts).toContainEqual({
      id: '444455556666',
      name: 'Payroll Unit',
      email: 'payroll@corp.example',
      state: 'ACTIVE',
      parentId: 'ou-abcd-55556666',
      joinedAt: '2024-12-01T08:00:00.000Z',
      invited: true,
    });
    expect(snapshot!.accounts!.map(({ name, state }) => `${name} ${state}`)).toEqual(['Management ACTIVE', 'Payroll Unit ACTIVE', 'closed CLOSED', 'pool-001 ACTIVE', 'in-quarantine ACTIVE']);
    expect(snapshot!.units!.slice(0, 2)).toEqual([
      { id: 'ou-abcd-11112222', name: 'Pool', parentId: 'r-abcd', baseline: expect.objectContaining({ status: 'SUCCEEDED', inheritanceDrift: 'IN_SYNC' }) },
      { id: 'ou-abcd-33334444', name: 'Old', parentId: 'r-abcd', baseline: null },
    ]);
    expect(snapshot!.units).toContainEqual(expect.objectContaining({ name: 'Drifted', baseline: expect.objectContaining({ status: 'FAILED', inheritanceDrift: 'DRIFTED' }) }));
    expect(snapshot!.products).toMatchObject([
      { name: 'pool-001', status: 'AVAILABLE', accountId: '222233334444', tags: { team: 'sandbox' } },
      { name: 'pool-002', status: 'ERROR', history: [{ type: 'PROVISION_PRODUCT', status: 'FAILED', tagged: true }] },
    ]);
    expect(snapshot!.sandboxes).toMatchObject([{
      namespace: 'myisb',
      region: 'eu-west-1',
      version: '1.3.3',
      units: { pool: 'ou-abcd-isbpool0', quarantine: 'ou-abcd-isbquara' },
      stackSet: { name: 'Isb-myisb-SandboxAccountResources', current: 1, others: [] },
    }]);
  });

  test('is a world that is served as it was', async () => {
    const { file, snapshot, text } = await snapshotOf(served, '--plain');
    const again = await ServedOrganization.start(['--until', '0'], text);
    const { snapshot: second } = await snapshotOf(again, '--plain');

    // Ids that AWS draws are drawn anew; what a world says is the same.
    const drawn = /\b(pp|rec|prod|port|pa|o|ssoins|d)-[0-9a-z]{8,}|landingzone\/\w+|enabledbaseline\/\w+|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
    const known = ({ takenAt, calls, factory, ...rest }: NonNullable<typeof second>) => JSON.parse(JSON.stringify(rest).replace(drawn, 'drawn'));
    // A second or two pass while a snapshot is taken.
    const rounded = (moment: string) => new Date(Math.round(Date.parse(moment) / 60_000) * 60_000).toISOString();
    const minutes = (value: object) => JSON.parse(JSON.stringify(value).replace(/(?<="(?:joinedAt|createdAt|updatedAt)":")[^"]+/g, rounded)) as object;
    expect(minutes(known(second!))).toEqual(minutes(known(snapshot!)));
    expect(await command(['rehearse', synthesizePool(2), '--world', file])).toMatchObject({ status: 1, stdout: expect.stringContaining('AR-') });
  });

  test('shows no name, address, id or tag of the user unless asked', async () => {
    const { stdout, text, snapshot } = await snapshotOf(served);

    expect(stdout).toMatch(/^5 accounts, 2 products, read in \d+ calls; written to .*snapshot.yaml\n$/);
    for (const secret of ['Payroll', 'payroll', 'corp.example', 'pool-00', 'in-quarantine', '4444555', '7777888', '1111222', '2222333', 'abcd', 'sandbox"', 'team', 'myisb', 'Drifted', 'Old"', 'Pool/', 'Pool"']) {
      expect([secret, text.includes(secret)]).toEqual([secret, false]);
    }
    expect(text).toContain('"account-robot:owner"');
    expect(snapshot).toMatchObject({ hashed: true, landingZone: { status: 'PROCESSING' }, sandboxes: [{ version: '1.3.3' }] });
    // One value, one hash: what belongs together still does.
    const product = snapshot!.products!.find(({ status }) => status === 'AVAILABLE')!;
    expect(snapshot!.accounts!.map(({ id }) => id)).toContain(product.accountId);
    expect(product.tags['account-robot:owner'].split('/')).toHaveLength(3);
    expect(snapshot!.sandboxes![0].stackSet!.name).not.toContain('Isb-myisb');
    const { text: other } = await snapshotOf(served);
    expect(other.includes(product.name)).toBe(false);
  });

  test('is a world when its names are hashed, too', async () => {
    const { file } = await snapshotOf(served);

    const again = await ServedOrganization.start(['--until', '0'], fs.readFileSync(file, 'utf8'));
    const { accounts, caller } = readSnapshot(file);
    expect((await again.command(['snapshot', '--plain'], again.env(caller.accountId))).stdout).toContain(accounts![1].name);
    expect(readYaml(file).value).toMatchObject({ organization: { accounts: expect.any(Array) } });
  });

  test('is printed without --out', async () => {
    const { status, stdout } = await served.command(['snapshot', '--plain']);

    expect(status).toBe(0);
    expect(stdout).toMatch(/^# An organization as account-robot \d+\.\d+\.\d+ saw it at 2026-01-05T08:00:0\d\.\d+Z; it holds names and e-mail addresses\.\n/);
  });
});

test('calls are few in a large organization, and all of them are granted by the policy that it prints', async () => {
  const units = Array.from({ length: 60 }, (_, index) => `    - { id: ou-abcd-${String(index).padStart(8, '0')}, name: Unit ${index} }`).join('\n');
  const products = Array.from({ length: 1780 }, (_, index) => `    - { name: left-${index}, status: ${index % 7 === 0 ? 'ERROR' : 'AVAILABLE'} }`).join('\n');
  const world = `organization:\n  homeRegion: eu-west-1\n  accountQuota: 2000\n  foreignAccounts: 1120\n  organizationalUnits:\n    - { id: ou-abcd-11112222, name: Pool }\n${units}\n  products:\n${products}\nsandbox: { namespace: myisb, region: us-west-2 }\n`;
  const served = await ServedOrganization.start([synthesizePool(19), '--until', '30'], world);
  const { status, snapshot } = await snapshotOf(served, '--plain');
  const calls = await served.calls();

  expect(status).toBe(0);
  expect(snapshot!.accounts!.length).toBeGreaterThanOrEqual(1121);
  expect(snapshot!.products!.length).toBeGreaterThanOrEqual(2900);
  expect(snapshot!.sandboxes).toMatchObject([{ namespace: 'myisb' }]);
  expect(snapshot!.stacks[0]).toMatchObject({ name: 'Pool', status: 'CREATE_IN_PROGRESS', accounts: expect.arrayContaining([expect.objectContaining({ name: 'pool-001', leg: 'Resource' })]) });
  expect(snapshot!.stacks[0].functions).toContainEqual(expect.objectContaining({ runtime: expect.stringMatching(/^nodejs/) }));
  const total = Object.values(calls).reduce((sum, count) => sum + count, 0);
  expect(total).toBeLessThanOrEqual(150);
  expect(snapshot!.calls).toBe(total);
});

/** An app whose accounts have a tag of the user's. */
function tagged(): string {
  const outdir = path.join(temporaryFolder(), 'cdk.out');
  const app = new App({ outdir, context });
  Tags.of(new AccountPool(new Stack(app, 'Tagged'), 'Pool', { size: 1 })).add('team', 'a');
  app.synth();
  return outdir;
}

test('what is granted is what is called', async () => {
  const world = `organization:${UNITS}\n  accounts: [{ name: pool-002, id: '222233334444', email: aws+pool-002@example.com, parentId: ou-abcd-11112222 }]\n  landingZone: updating\n  landingZoneMinutes: 90\noperations: []\nsandbox: { namespace: myisb, region: eu-west-1 }\n`;
  const served = await ServedOrganization.start([synthesizePool(1), '--until', '5'], world);
  await served.command(['snapshot', '--stack', 'Pool', '--account', 'pool-002']);
  // Whether it is the Region that is wrong is asked only where there is no landing zone.
  await served.command(['snapshot', '--region', 'us-west-1']);
  await served.command(['status', 'Pool']);
  // Billing is asked for tags that an app gives its accounts.
  await served.command(['doctor', tagged()], {}, temporaryFolder());
  const called = Object.keys(await served.calls()).filter(name => name !== 'sts:GetCallerIdentity');
  const { stdout } = await command(['snapshot', '--policy']);
  const { Statement } = JSON.parse(stdout) as { Statement: { Action: string[] }[] };

  expect(Statement.flatMap(({ Action }) => Action).sort()).toEqual(called.sort());
  expect([...READ_ACTIONS].sort()).toEqual(called.sort());
  expect(called.filter(name => !/:(Get|List|Describe|Search)/.test(name))).toEqual([]);
});

describe('what can\'t be read', () => {
  test('is told call by call, and the rest is there', async () => {
    const denied = ['servicecatalog:SearchProvisionedProducts', 'controltower:ListEnabledBaselines', 'organizations:ListRoots'];
    const faults = denied.map(action => `  - { kind: call-fails, action: '${action}', code: AccessDeniedException, message: 'User secret@corp.example is not authorized', times: 9 }`).join('\n');
    const served = await ServedOrganization.start(['--until', '0'], `${WORLD}faults:\n${faults}\n`);
    const { status, stderr, snapshot } = await snapshotOf(served, '--plain');

    expect(status).toBe(0);
    expect(stderr).toContain('Not seen: servicecatalog:SearchProvisionedProducts was denied, so products is missing\n');
    expect(stderr).not.toContain('secret@');
    expect(snapshot!.products).toBeUndefined();
    expect(snapshot!.accounts).toHaveLength(5);
    expect(snapshot!.units!.map(({ id, name }) => `${id} ${String(name)}`)).toContain('ou-abcd-55556666 undefined');
    expect(snapshot!.unseen.map(({ call, kind }) => `${call} ${kind}`).sort()).toEqual(
      ['controltower:ListEnabledBaselines denied', 'controltower:ListEnabledBaselines denied', 'organizations:ListRoots denied', 'servicecatalog:SearchProvisionedProducts denied']);
    expect(snapshot!.unseen[0].text).toContain('<e-mail>');
  });

  test('throttling is waited for', async () => {
    const faults = ['organizations:ListAccounts', 'controltower:GetLandingZone'].map(action => `  - { kind: call-fails, action: '${action}', times: 3 }`).join('\n');
    const served = await ServedOrganization.start(['--until', '0'], `${WORLD}faults:\n${faults}\n`);

    expect((await snapshotOf(served)).snapshot!.unseen).toEqual([]);
    expect(await served.calls()).toMatchObject({ 'organizations:ListAccounts': 4, 'controltower:GetLandingZone': 4 });
  });
});

describe('nothing is read', () => {
  let served: ServedOrganization;
  beforeAll(async () => { served = await ServedOrganization.start(['--until', '0'], WORLD); });
  const refused = async (args: string[], env: NodeJS.ProcessEnv) => served.command(['snapshot', ...args], env);

  test.each<[string, string[], NodeJS.ProcessEnv, RegExp]>([
    ['without credentials', [], { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' }, /^account-robot: no AWS credentials were found in the environment, the default profile and this machine; sign in \('aws sso login'\), or name a profile with --profile/],
    ['with a profile that isn\'t there', ['--profile', 'nobody'], { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' }, /^account-robot: profile 'nobody' gives no AWS credentials \(.*\); 'aws configure list-profiles' tells which profiles there are, and 'aws sso login --profile nobody' signs in\n$/],
    ['without a Region', [], { AWS_REGION: undefined }, /^account-robot: no AWS Region was named; add --region with Control Tower's home Region, or set AWS_REGION\n$/],
    ['with keys that AWS doesn\'t know', [], { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE' }, /^account-robot: AWS doesn't know these credentials \(InvalidClientTokenId: .*\); they may be deactivated, or of another partition: sign in again \('aws sso login'\)\n$/],
    ['from a member account', [], { AWS_ACCESS_KEY_ID: 'AKIA0000444455556666' }, /^account-robot: the credentials are of account 444455556666, but 111122223333 is the management account of its organization, and the factory is there; use a profile of that account \(--profile\)\n$/],
    ['from another Region', ['--region', 'us-east-2'], {}, /^account-robot: there is no landing zone in us-east-2, so Control Tower's home is another Region; name it with --region\n$/],
    ['from what is no Region', ['--region', 'Ireland'], {}, /^account-robot: --region: is 'Ireland', but an AWS Region was expected, like eu-west-1\n$/],
    ['into a place that can\'t be written', ['--out', '/proc/nowhere/snapshot.yaml'], {}, /^account-robot: \/proc\/nowhere\/snapshot.yaml: the snapshot can't be written \(\w+\); name a file in a folder that you may write to\n$/],
    ['where nobody answers', [], { AWS_ENDPOINT_URL: 'http://127.0.0.1:9', AWS_MAX_ATTEMPTS: '1' }, /^account-robot: AWS could not be reached: .*ECONNREFUSED.*; check the network\n$/],
  ])('%s', async (_what, args, env, sentence) => {
    const { status, stdout, stderr } = await refused(args, env);

    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(sentence);
  });

  test('with a session of single sign-on that has ended', async () => {
    const folder = temporaryFolder();
    const config = path.join(folder, 'config');
    fs.writeFileSync(config, '[profile work]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Read\n[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-west-1\n');
    const { status, stderr } = await refused(['--profile', 'work'], { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_CONFIG_FILE: config, HOME: folder });

    expect({ status, stderr }).toEqual({ status: 2, stderr: 'account-robot: the single sign-on session of profile \'work\' has ended; renew it with \'aws sso login --profile work\' and try again\n' });
  });

  test('with credentials that have expired', async () => {
    const expired = await ServedOrganization.start(['--until', '0'], `${WORLD}faults: [{ kind: call-fails, action: 'sts:GetCallerIdentity', code: ExpiredTokenException, message: The security token included in the request is expired, times: 9 }]\n`);

    expect(await expired.command(['snapshot'])).toEqual({ status: 2, stdout: '', stderr: 'account-robot: the AWS credentials have expired; renew them (\'aws sso login\' for single sign-on) and try again\n' });
  });

  test('of an organization without Control Tower', async () => {
    const without = await ServedOrganization.start(['--until', '0'], 'organization: { homeRegion: eu-west-1, absentServices: [controltower] }\n');

    expect((await without.command(['snapshot'])).stderr).toBe('account-robot: the organization has no AWS Control Tower, and so no Account Factory; set up a landing zone first\n');
  });
});

test('two Innovation Sandboxes, one in another Region, are both there', async () => {
  const world = `organization:${UNITS}\nsandbox: { namespace: myisb, region: eu-west-1 }\nfurtherSandboxes: [{ namespace: labs, region: us-west-2, version: 1.2.14 }]\n`;
  const served = await ServedOrganization.start(['--until', '0'], world);
  const named = await snapshotOf(served, '--plain', '--sandbox-region', 'us-west-2');
  const unnamed = await snapshotOf(served, '--plain');

  expect(named.snapshot!.sandboxes).toMatchObject([{ namespace: 'myisb', region: 'eu-west-1' }, { namespace: 'labs', region: 'us-west-2', version: '1.2.14' }]);
  expect(named.stderr).toBe('');
  expect(unnamed.snapshot!.sandboxes).toMatchObject([{ namespace: 'myisb' }, { namespace: 'labs', version: '', units: { entry: expect.stringMatching(/^ou-/) } }]);
  expect(unnamed.stderr).toContain('Not seen: Innovation Sandbox \'labs\' has its units here');
});

test('an organization without an Innovation Sandbox has none', async () => {
  const served = await ServedOrganization.start(['--until', '0'], `organization:${UNITS}\n`);

  expect((await snapshotOf(served)).snapshot).toMatchObject({ sandboxes: [], unseen: [] });
});
