/** `status`: the shipped command looks at pools that are served on loopback, before, amid and after deployments that somebody else began. */

import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { ListAccountsCommand, MoveAccountCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import Ajv from 'ajv';
import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { CLEAN, command, ServedOrganization } from './served-organization';
import type { StatusReport } from '../../../cli/operator/status-report';
import { READ_ACTIONS } from '../../../core/operator/policy';
import { context } from '../../../examples/pool/cdk.json';
import { AccountPool } from '../../../src';
import { parse } from '../page/well-formed';
import { BIN, synthesizePool, temporaryFolder } from '../shipped-command';

const schema = JSON.parse(fs.readFileSync(path.join(__dirname, '../../../cli/operator/status.schema.json'), 'utf8')) as object;
const valid = new Ajv({ strictTypes: false, allowUnionTypes: true }).compile(schema);

const ORGANIZATION = `
organization:
  managementAccountId: '111122223333'
  homeRegion: eu-west-1
  organizationalUnits:
    - { id: ou-abcd-11112222, name: Pool }
  accountQuota: 500
sandbox: { namespace: myisb, region: us-west-2 }
`;
/** Each takes the same time, so that the middle of a deployment is the same middle everywhere. */
const EVEN = 'factory: { concurrency: 5, creationMinutes: { median: 20, sigma: 0.01, minimum: 20, maximum: 20 } }\n';

function pooled(size: number, more: object = {}): string {
  const outdir = path.join(temporaryFolder(), 'cdk.out');
  const app = new App({ outdir, context });
  new AccountPool(new Stack(app, 'Pool'), 'Pool', { size, ...more });
  new CfnResource(new Stack(app, 'Other'), 'Topic', { type: 'AWS::SNS::Topic' });
  app.synth();
  return outdir;
}

async function statusOf(served: ServedOrganization, ...args: string[]) {
  const file = path.join(temporaryFolder(), 'status.json');
  const outcome = await served.command(['status', '--sandbox-region', 'us-west-2', ...args, '--json', file], {}, temporaryFolder());
  const report = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) as StatusReport : undefined;
  if (report !== undefined && !valid(report)) {
    throw new Error(JSON.stringify(valid.errors));
  }
  return { ...outcome, report, steps: Object.fromEntries((report?.accounts ?? []).map(({ name, step }) => [name, step])) };
}

describe('amid a deployment that somebody else began', () => {
  test('each account has its step, its minutes and its unit, and the slots have their holders', async () => {
    const served = await ServedOrganization.start([pooled(9), '--until', '35'], `${ORGANIZATION}${EVEN}`);
    const page = path.join(temporaryFolder(), 'status.html');
    const { status, stdout, stderr, report, steps } = await statusOf(served, '--html', page);
    const calls = await served.calls();

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^Stack Pool: CREATE_IN_PROGRESS for 35 min$/m);
    expect(stdout).toMatch(/^pool-001 {2}\d{12} {2}.* 3\d {2}\w+ +\w+$/m);
    expect(stdout).toMatch(/^Slots: \d of 5 in use: pool-00\d \(Pool\/Pool\/pool-00\d, for \d+ min\)/m);
    expect(report!.slots.holders).toHaveLength(report!.slots.used!);
    expect(report!.slots.holders.every(({ ours, since }) => ours && since !== null)).toBe(true);
    expect(Object.keys(steps)).toHaveLength(9);
    expect(report!.counts.onTheirWay + report!.counts.ready + report!.counts.waiting).toBe(9);
    expect(report!.accounts.filter(({ step }) => step === 'enrolling' || step === 'creating' || step === 'requested').map(({ name }) => name).sort())
      .toEqual(report!.slots.holders.map(({ name }) => name).sort());
    expect(report!.accounts[0].steps.map(({ step }) => step).slice(0, 3)).toEqual(['gate', 'requested', 'enrolling']);
    // Nothing is called that isn't granted.
    expect(Object.keys(calls).filter(name => name !== 'sts:GetCallerIdentity' && !READ_ACTIONS.includes(name))).toEqual([]);
    const html = fs.readFileSync(page, 'utf8');
    expect(() => parse(html)).not.toThrow();
    expect(html).toContain('Status of a pool at 2026-');
    expect(html.match(/<tr role="row" id="a\d+">/g)).toHaveLength(9);
    expect(html).not.toMatch(/https?:\/\//);
  });

  test('before its first account nothing is wrong, and all wait', async () => {
    const served = await ServedOrganization.start([pooled(3), '--until', '1'], ORGANIZATION);
    const { status, report } = await statusOf(served, 'Pool');

    expect(status).toBe(0);
    expect(report!.accounts.map(({ step }) => step).filter(step => step !== 'queued' && step !== 'gate')).toEqual([]);
  });

  test('--watch tells what changes, line by line, and ends with the operation', async () => {
    const served = await ServedOrganization.start([pooled(3), '--until', '25', '--speed', '240'], `${ORGANIZATION}${EVEN}`);
    const { status, stdout, report } = await statusOf(served, 'Pool', '--watch', '--interval', '5');

    expect(status).toBe(0);
    expect(stdout).toMatch(/^ +\d+ min {2}Pool {14}CREATE_IN_PROGRESS$/m);
    expect(stdout).toMatch(/^ +\d+ min {2}pool-001 {10}/m);
    expect(stdout).toMatch(/^ +\d+ min {2}Pool {14}CREATE_COMPLETE$/m);
    expect(stdout).toMatch(/\n3 accounts: 3 there\n$/);
    expect(stdout).not.toContain('\u001b');
    expect(report).toMatchObject({ stacks: [{ status: 'CREATE_COMPLETE', running: false }], counts: { ready: 3 } });
  });

  test('Ctrl-C ends --watch with what was seen last', async () => {
    const served = await ServedOrganization.start([pooled(2), '--until', '10'], ORGANIZATION);
    const child = spawn(process.execPath, [BIN, 'status', 'Pool', '--watch', '--sandbox-region', 'us-west-2'], { env: { ...CLEAN, ...served.env() }, cwd: temporaryFolder() });
    let [out, error] = ['', ''];
    child.stderr.on('data', (chunk: Buffer) => { error += chunk.toString(); });
    await new Promise<void>(resolve => child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      if (out.includes('pool-001')) {
        resolve();
      }
    }));
    child.kill('SIGINT');
    const status = await new Promise(resolve => { child.on('close', resolve); });

    expect(status).toBe(130);
    expect(out).toMatch(/\n2 accounts: /);
    expect(error).toBe('account-robot: interrupted (SIGINT); the deployment goes on without being watched\n');
  });
});

describe('after a deployment', () => {
  const FAILING = `${ORGANIZATION.replace('  accountQuota', '  accounts: [{ name: somebody, id: \'444455556666\', email: aws+pool-002@example.com }]\n  accountQuota')}`;

  test.each([['it is rolled back, and the factory goes on', ['--until', '600'], 'creating'], ['it isn\'t', ['--no-rollback', '--until', '600'], 'pooled']])(
    'what failed is told with its code, its fix and AWS\'s words when %s', async (_what, args, step) => {
      const served = await ServedOrganization.start([pooled(2), ...args], FAILING);
      const { status, stdout, report, steps } = await statusOf(served, 'Pool');

      expect(status).toBe(1);
      expect(steps['pool-002']).toBe('failed');
      expect(steps['pool-001']).toBe(step);
      expect(report!.accounts[1].error).toMatchObject({ code: 'AR-EMAIL-IN-USE', fix: expect.stringContaining('existingAccountId') });
      expect(stdout).toMatch(/^AR-EMAIL-IN-USE {2}pool-002\n {2}What {6}account 'pool-002': its e-mail address already belongs to an AWS account \(444455556666\)/m);
      expect(stdout).toMatch(/^ {2}Deploying again is safe: yes$/m);
    });

  test('what people moved is told, with the way back', async () => {
    const served = await ServedOrganization.start([pooled(4), '--until', '1200'], ORGANIZATION);
    expect((await statusOf(served)).report).toMatchObject({ counts: { ready: 4, decayed: 0 }, stacks: [{ status: 'CREATE_COMPLETE' }] });

    const client = new OrganizationsClient({
      endpoint: served.url,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'AKIA0000111122223333', secretAccessKey: 'rehearsal' },
    });
    const { Accounts = [] } = await client.send(new ListAccountsCommand({}));
    const placeOf = (name: string) => Accounts.find(({ Name }) => Name === name)!;
    const parentOf = ({ Paths = [] }: { Paths?: string[] }) => Paths[0].split('/').filter(part => /^(r|ou)-/.test(part)).at(-1)!;
    const snapshot = (await served.command(['snapshot', '--plain', '--sandbox-region', 'us-west-2'])).stdout;
    const unit = (name: string) => new RegExp(`"${name}":"(ou-[^"]+)"`).exec(snapshot)![1];
    for (const [name, to] of [['pool-001', unit('quarantine')], ['pool-002', 'ou-abcd-11112222'], ['pool-003', unit('exit')]]) {
      const { Id, ...rest } = placeOf(name);
      await client.send(new MoveAccountCommand({ AccountId: Id, SourceParentId: parentOf(rest), DestinationParentId: to }));
    }
    const { status, stdout, report } = await statusOf(served);

    expect(status).toBe(1);
    expect(report!.accounts.map(({ decay }) => decay.map(({ kind }) => kind))).toEqual([['quarantined'], ['moved'], ['ejected'], []]);
    expect(stdout).toMatch(/^Not as deployed {2}pool-002: account \d{12} stands in Pool, which isn't where accounts of the pool are$/m);
    expect(stdout).toMatch(/^ {2}Fix {7}see in CloudTrail who moved it \(MoveAccount\)/m);
    expect(stdout).toMatch(/\n4 accounts: 1 there, 3 not as deployed\n$/);
  });

  test('accounts that a smaller size leaves out are no accounts of the pool', async () => {
    const served = await ServedOrganization.start([pooled(0, { size: undefined, elasticSize: { min: 1, max: 9, initial: 2 } }), '--until', '1200'], ORGANIZATION);

    expect((await statusOf(served)).report).toMatchObject({ counts: { ready: 2, undone: 0 } });
  });
});

describe('what can\'t be read', () => {
  test('is told call by call, and the rest is there', async () => {
    const denied = ['servicequotas:ListServiceQuotas', 'cloudformation:DescribeStackEvents'];
    const faults = denied.map(action => `  - { kind: call-fails, action: '${action}', code: AccessDeniedException, message: not authorized, times: 99 }`);
    const served = await ServedOrganization.start([synthesizePool(2), '--until', '30'], `${ORGANIZATION}faults:\n${faults.join('\n')}\n`);
    const { status, stderr, report } = await statusOf(served, 'Pool');

    expect(status).toBe(0);
    expect(stderr).toContain('Not seen: cloudformation:DescribeStackEvents was denied, so stacks.events is missing\n');
    expect(report!.slots).toMatchObject({ quota: null, used: expect.any(Number) });
    expect(report!.accounts.every(({ startedAt }) => startedAt !== null)).toBe(true);
  });

  test('makes accounts unknown, and none of them decayed', async () => {
    const served = await ServedOrganization.start([pooled(2), '--until', '31'], `${ORGANIZATION}faults: [{ kind: call-fails, action: 'organizations:ListAccounts', code: AccessDeniedException, message: not authorized, times: 999, fromMinute: 31 }]\n`);
    const { stdout, report } = await statusOf(served, 'Pool');

    expect(report!.accounts.map(({ step, decay }) => [step, decay])).toEqual([['unseen', []], ['unseen', []]]);
    expect(stdout).toMatch(/\n2 accounts: 2 not known\n$/);
  });

  test('an Innovation Sandbox that isn\'t found makes nothing decayed', async () => {
    const served = await ServedOrganization.start([pooled(1), '--until', '1200'], ORGANIZATION);
    const { report } = await statusOf(await ServedOrganization.start([synthesizePool(1), '--until', '600'], ORGANIZATION.replace(/sandbox:.*\n/, '')));

    // Of one that publishes nothing in the Regions that are asked its units show.
    expect((await served.command(['status'], {}, temporaryFolder())).stdout).toContain('1 account: 1 there');
    expect(report).toMatchObject({ counts: { decayed: 0 } });
  });

  test('two Innovation Sandboxes are kept apart', async () => {
    const served = await ServedOrganization.start([pooled(1), '--until', '1200'], `${ORGANIZATION}furtherSandboxes: [{ namespace: labs, region: eu-west-1, version: 1.2.14 }]\n`);

    expect((await statusOf(served)).report!.accounts[0]).toMatchObject({ sandbox: 'myisb', step: 'pooled', sandboxStatus: 'Available' });
  });
});

describe('nothing is shown', () => {
  let served: ServedOrganization;
  beforeAll(async () => { served = await ServedOrganization.start([pooled(1), '--until', '1200'], ORGANIZATION); });

  test.each<[string, string[], NodeJS.ProcessEnv, RegExp]>([
    ['without credentials', [], { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' }, /^account-robot: no AWS credentials were found/],
    ['with keys that AWS doesn\'t know', [], { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE' }, /^account-robot: AWS doesn't know these credentials/],
    ['in what is no Region', ['--region', 'Ireland'], {}, /^account-robot: --region: is 'Ireland'/],
    ['in another Region', ['--region', 'us-east-2'], {}, /^account-robot: there is no landing zone in us-east-2/],
    ['of a stack that isn\'t there', ['Nowhere'], {}, /^account-robot: stack 'Nowhere' is not in account 111122223333 and eu-west-1; correct the name/],
    ['of a stack that isn\'t ours', ['Other'], {}, /^account-robot: stack 'Other' declares no account of a pool, so it isn't one of ours/],
    ['of one beside another', ['Pool', 'Nowhere'], {}, /^account-robot: stack 'Nowhere' is not/],
    ['with a page in a place that can\'t be written', ['--html', '/proc/nowhere/status.html'], {}, /^account-robot: \/proc\/nowhere\/status\.html: the page can't be written/],
    ['with a report there', ['--json', '/proc/nowhere/status.json'], {}, /^account-robot: \/proc\/nowhere\/status\.json: the status can't be written/],
    ['with an interval and no watch', ['--interval', '30'], {}, /^account-robot: --interval: says how often/],
    ['with an interval that is none', ['--watch', '--interval', '1'], {}, /A number of seconds from 5 to 3600 was expected\./],
  ])('%s', async (_what, args, env, sentence) => {
    const { status, stdout, stderr } = await served.command(['status', ...args], env, temporaryFolder());
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(sentence);
  });

  test('with credentials that have expired, of an organization without Control Tower, and where no stack is known', async () => {
    const expired = await ServedOrganization.start(['--until', '0'], `${ORGANIZATION}faults: [{ kind: call-fails, action: 'sts:GetCallerIdentity', code: ExpiredTokenException, message: it is expired, times: 9 }]\n`);
    expect((await expired.command(['status'], {}, temporaryFolder())).stderr).toMatch(/^account-robot: the AWS credentials have expired; renew them/);
    const without = await ServedOrganization.start(['--until', '0'], 'organization: { homeRegion: eu-west-1, absentServices: [controltower] }\n');
    expect((await without.command(['status'], {}, temporaryFolder())).stderr).toMatch(/^account-robot: the organization has no AWS Control Tower/);
    const empty = await ServedOrganization.start(['--until', '0'], ORGANIZATION);
    expect((await empty.command(['status'], {}, temporaryFolder())).stderr).toMatch(/^account-robot: no stack that made accounts was found .*name the stack \('account-robot status Pool'\)\n$/);
  });

  test('where the reads that would tell are denied', async () => {
    const denied = await ServedOrganization.start([pooled(1), '--until', '31'], `${ORGANIZATION}faults: [{ kind: call-fails, action: 'cloudformation:DescribeStacks', code: AccessDenied, message: not authorized, times: 999, fromMinute: 31 }]\n`);
    const { status, stderr } = await denied.command(['status', 'Pool'], {}, temporaryFolder());
    expect(status).toBe(2);
    expect(stderr).toMatch(/^account-robot: no stack could be looked at: cloudformation:DescribeStacks was denied/);
  });
});

test('help has examples and exit statuses', async () => {
  const { stdout } = await command(['status', '--help']);
  expect(stdout).toContain('account-robot status Pool --watch');
  expect(stdout).toContain('Ends with 0 when');
});
