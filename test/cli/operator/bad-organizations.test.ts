/** Each command that reads a real organization, in front of whatever may be wrong with it or with the credentials: the same words everywhere, and nothing half done. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import type { Outcome } from './served-organization';
import { ServedOrganization } from './served-organization';
import { context } from '../../../examples/pool/cdk.json';
import { AccountPool } from '../../../src';
import { temporaryFolder } from '../shipped-command';

const ORGANIZATION = `
organization: { managementAccountId: '111122223333', homeRegion: eu-west-1, organizationalUnits: [{ id: ou-abcd-11112222, name: Pool }], accountQuota: 500,
  accounts: [{ name: old-01, id: '444455556666', email: old@example.com, parentId: ou-abcd-11112222 }] }
`;
const ISB = 'sandbox: { namespace: myisb, region: us-west-2 }\n';
const fails = (action: string, code: string) => `faults: [{ kind: call-fails, action: '${action}', code: ${code}, message: it is so, times: 999 }]\n`;

/** An app of one account, in the pool of Innovation Sandbox or only vended. */
function pooled(inSandbox: boolean): string {
  const outdir = path.join(temporaryFolder(), 'cdk.out');
  const { sandbox, ...settings } = context['account-robot'];
  const app = new App({ outdir, context: { 'account-robot': inSandbox ? { ...settings, sandbox } : settings } });
  new AccountPool(new Stack(app, 'Pool'), 'Pool', { size: 1 });
  app.synth();
  return outdir;
}

/** All of them, as one uses them on an app that is not deployed yet; `status` has a stack to look at. */
const COMMANDS: Readonly<Record<string, (app: string) => string[]>> = {
  snapshot: () => ['snapshot', '--sandbox-region', 'us-west-2'],
  import: () => ['import', '--unit', 'Pool', '--sandbox-region', 'us-west-2'],
  plan: app => ['plan', app, '--sandbox-region', 'us-west-2'],
  doctor: app => ['doctor', app, '--sandbox-region', 'us-west-2'],
  status: () => ['status', 'Pool', '--sandbox-region', 'us-west-2'],
};
const NAMES = Object.keys(COMMANDS);

/** What ends a command that can't be carried out: of a plan 2 means that there is something to do. */
const UNUSABLE = (name: string) => (name === 'plan' ? 1 : 2);
const run = async (served: ServedOrganization, name: string, app: string, env: NodeJS.ProcessEnv = {}): Promise<Outcome> =>
  served.command(COMMANDS[name](app), env, temporaryFolder());

let inSandbox: string;
let vended: string;
beforeAll(() => { [inSandbox, vended] = [pooled(true), pooled(false)]; });

describe('nothing is read', () => {
  let expired: ServedOrganization;
  let without: ServedOrganization;
  beforeAll(async () => {
    expired = await ServedOrganization.start(['--until', '0'], `${ORGANIZATION}${ISB}${fails('sts:GetCallerIdentity', 'ExpiredTokenException')}`);
    without = await ServedOrganization.start(['--until', '0'], 'organization: { homeRegion: eu-west-1, absentServices: [controltower] }\n');
  });

  test.each(NAMES)('by %s without credentials', async name => {
    const { status, stdout, stderr } = await run(expired, name, inSandbox, { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' });

    expect({ status, stdout }).toEqual({ status: UNUSABLE(name), stdout: '' });
    expect(stderr).toMatch(/^account-robot: no AWS credentials were found in the environment, .*sign in \('aws sso login'\)/);
  });

  test.each(NAMES)('by %s with credentials that have expired', async name => {
    expect(await run(expired, name, inSandbox)).toEqual({
      status: UNUSABLE(name),
      stdout: '',
      stderr: 'account-robot: the AWS credentials have expired; renew them (\'aws sso login\' for single sign-on) and try again\n',
    });
  });

  test.each(NAMES)('by %s of an organization without Control Tower', async name => {
    const { status, stdout, stderr } = await run(without, name, inSandbox);

    if (name === 'doctor') {
      // That is a finding, and what it was asked for.
      expect(status).toBe(1);
      expect(stdout).toMatch(/^fail {7}AR-CHECK-(LANDING-ZONE|REGION) /m);
    } else {
      expect({ status, stdout }).toEqual({ status: UNUSABLE(name), stdout: '' });
      expect(stderr).toContain('the organization has no AWS Control Tower, and so no Account Factory; set up a landing zone first');
    }
  });
});

describe('the rest is told', () => {
  test.each(NAMES)('by %s where one call is denied', async name => {
    // The app's own look-up needs the same call, before there is a status.
    const [app, from] = name === 'status' ? [[inSandbox, '--until', '31'], ', fromMinute: 31'] : [['--until', '0'], ''];
    const denied = fails('servicequotas:ListServiceQuotas', 'AccessDeniedException').replace('times: 999', `times: 999${from}`);
    const served = await ServedOrganization.start(app, `${ORGANIZATION}${ISB}${denied}`);
    const { status, stdout, stderr } = await run(served, name, inSandbox);

    expect([name, status]).toEqual([name, name === 'plan' ? 2 : 0]);
    if (name === 'doctor') {
      expect(stdout).toMatch(/can't see {2}AR-CHECK-CONCURRENCY .*[\s\S]*allow servicequotas:ListServiceQuotas/);
    } else {
      expect(stderr.replaceAll(/\s+/g, ' ')).toContain('Not seen: servicequotas:ListServiceQuotas was denied, so quotas.concurrency is missing');
    }
    expect(stdout.length).toBeGreaterThan(50);
  });
});

describe('with as many Innovation Sandboxes as there are', () => {
  test('none: what needs none goes on, and what needs one is told', async () => {
    const served = await ServedOrganization.start([vended, '--until', '600'], ORGANIZATION);

    expect(await run(served, 'snapshot', vended)).toMatchObject({ status: 0, stderr: '' });
    expect(await run(served, 'import', vended)).toMatchObject({ status: 0, stderr: '', stdout: expect.stringContaining('old-01') });
    expect(await run(served, 'plan', vended)).toMatchObject({ status: 0, stderr: '', stdout: expect.stringMatching(/^0 to create, /) });
    expect(await run(served, 'doctor', vended)).toMatchObject({ status: 0, stdout: expect.stringMatching(/^ok {9}AR-CHECK-SANDBOX {10}no sandbox is named, so accounts are vended only$/m) });
    expect(await run(served, 'status', vended)).toMatchObject({ status: 0, stderr: '', stdout: expect.stringMatching(/^pool-001 /m) });
    expect(await run(served, 'doctor', inSandbox)).toMatchObject({ status: 1, stdout: expect.stringMatching(/^fail {7}AR-CHECK-SANDBOX {10}Innovation Sandbox myisb was not found$/m) });
  });

  test('two: the app\'s own is taken, and the other one is kept apart', async () => {
    const served = await ServedOrganization.start([inSandbox, '--until', '600'], `${ORGANIZATION}${ISB}furtherSandboxes: [{ namespace: labs, region: eu-west-1, version: 1.2.14 }]\n`);

    expect(await run(served, 'snapshot', inSandbox)).toMatchObject({ status: 0, stderr: '' });
    expect(await run(served, 'import', inSandbox)).toMatchObject({ status: 0, stderr: '' });
    expect(await run(served, 'plan', inSandbox)).toMatchObject({ status: 0, stderr: '', stdout: expect.stringMatching(/^0 to create, /) });
    expect(await run(served, 'doctor', inSandbox)).toMatchObject({ status: 0, stdout: expect.stringMatching(/^ok {9}AR-CHECK-SANDBOX-ACCESS /m) });
    expect(await run(served, 'status', inSandbox)).toMatchObject({ status: 0, stderr: '', stdout: expect.stringMatching(/^pool-001 .* Available +Available$/m) });
  });
});

test.each(['status'])('--html of %s in a place that can\'t be written is told before anybody is asked', async name => {
  const served = await ServedOrganization.start(['--until', '0'], ORGANIZATION);
  const blocked = path.join(temporaryFolder(), 'file');
  fs.writeFileSync(blocked, '');
  const { status, stderr } = await served.command([name, 'Pool', '--html', path.join(blocked, 'page.html')], {}, temporaryFolder());

  expect(status).toBe(2);
  expect(stderr).toContain('the page can\'t be written');
  expect(await served.calls()).toEqual({});
});

test.each(['plan', 'doctor'])('%s refuses a snapshot of another version', async name => {
  const file = path.join(temporaryFolder(), 'organization.yaml');
  fs.writeFileSync(file, 'snapshot: { version: 7 }\n');
  const served = await ServedOrganization.start(['--until', '0'], ORGANIZATION);

  expect(await served.command([name, inSandbox, '--snapshot', file])).toMatchObject({
    status: UNUSABLE(name),
    stdout: '',
    stderr: expect.stringContaining('holds a snapshot of version 7, but this release reads version 1'),
  });
});
