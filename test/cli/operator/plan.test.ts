/** `plan`: the shipped command plans against organizations that are served on loopback, in each state that a deployment can find. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import Ajv from 'ajv';
import { App } from 'aws-cdk-lib';
import { command, ServedOrganization } from './served-organization';
import type { Plan } from '../../../cli/operator/plan';
import type { PoolAccountProps } from '../../../src';
import { AccountPool } from '../../../src';
import { HOLDING, names, poolStack, SETTINGS } from '../../support/rehearse-app';
import { temporaryFolder } from '../shipped-command';

const WORLD = `
organization:
  managementAccountId: '111122223333'
  homeRegion: eu-west-1
  accountQuota: 100
  organizationalUnits: [{ id: ${HOLDING}, name: Pool }]`;
const schema = JSON.parse(fs.readFileSync(path.join(__dirname, '..', '..', '..', 'assets', 'plan.schema.json'), 'utf8')) as object;
const validate = new Ajv({ allErrors: true, allowUnionTypes: true, formats: { 'date-time': true } }).compile(schema);

function synthesize(accounts: readonly string[], props: PoolAccountProps = {}, settings: object = {}): string {
  const outdir = path.join(temporaryFolder(), 'cdk.out');
  const app = new App({ outdir, context: { 'account-robot': { ...SETTINGS, ...settings } } });
  poolStack(app, accounts, props);
  app.synth();
  return outdir;
}

async function planned(served: ServedOrganization, app: string, ...args: string[]) {
  const json = path.join(temporaryFolder(), 'plan.json');
  const { status, stdout, stderr } = await served.command(['plan', app, '--json', json, ...args]);
  const plan = fs.existsSync(json) ? JSON.parse(fs.readFileSync(json, 'utf8')) as Plan : undefined;
  if (plan !== undefined) {
    validate(plan);
    expect(validate.errors ?? []).toEqual([]);
  }
  return { status, stderr, stdout, headline: stdout.split('\n')[0], plan: plan! };
}

const actionsOf = ({ accounts }: Plan) => Object.fromEntries(accounts.map(({ action, name }) => [name, action]));

describe('a pool whose size is a parameter', () => {
  const elastic = (max: number): string => {
    const outdir = path.join(temporaryFolder(), 'cdk.out');
    const app = new App({ outdir, context: { 'account-robot': SETTINGS } });
    new AccountPool(poolStack(app, []), 'Pool', { elasticSize: { min: 1, max, initial: 2 } });
    app.synth();
    return outdir;
  };
  let served: ServedOrganization;
  beforeAll(async () => { served = await ServedOrganization.start([elastic(6), '--parameters', 'Pool:PoolSize=3'], WORLD); });

  test('has as many accounts as the parameter says that is deployed, whatever the app begins with', async () => {
    const { status, plan } = await planned(served, elastic(6));
    expect(status).toBe(0);
    expect(actionsOf(plan)).toEqual({ 'pool-001': 'none', 'pool-002': 'none', 'pool-003': 'none' });
  });

  test('grows and forgets by another value', async () => {
    const more = await planned(served, elastic(6), '--parameters', 'Pool:PoolSize=5');
    expect(more.headline).toMatch(/^2 to create, 0 to retry, 0 to forget, about \d+ min$/);
    expect(more.plan.quota).toMatchObject({ used: 4, left: 94 });
    const fewer = await planned(served, elastic(6), '--parameters', 'Pool:PoolSize=2');
    expect(actionsOf(fewer.plan)).toEqual({ 'pool-001': 'none', 'pool-002': 'none', 'pool-003': 'forget' });
  });
});

describe('an organization without the stack', () => {
  let served: ServedOrganization;
  beforeAll(async () => { served = await ServedOrganization.start(['--until', '0'], WORLD); });

  test('all accounts are to come: in waves, within a range of minutes, and with what is left of the quota', async () => {
    const { status, headline, plan, stderr, stdout } = await planned(served, synthesize(names(7)));

    expect({ status, stderr }).toEqual({ status: 2, stderr: '' });
    expect(headline).toMatch(/^7 to create, 0 to retry, 0 to forget, about \d+ min$/);
    expect(plan).toMatchObject({ counts: { create: 7, fail: 0 }, waves: { count: 2, size: 5 }, quota: { limit: 100, used: 1, left: 92 }, stacks: [{ name: 'Pool', status: 'absent' }] });
    expect(plan.minutes!.p10).toBeLessThan(plan.minutes!.median);
    expect(plan.minutes!.median).toBeLessThan(plan.minutes!.p90);
    expect(plan.accounts.map(({ accountId }) => accountId)).toEqual(names(7).map(() => null));
    expect(stdout).not.toContain('@');
  });

  test('the same is planned from a file, without a call to AWS', async () => {
    const [app, file] = [synthesize(names(2)), path.join(temporaryFolder(), 'organization.yaml')];
    await served.command(['snapshot', '--plain', '--stack', 'Pool', '--out', file]);
    const online = await planned(served, app);
    const offline = await command(['plan', app, '--snapshot', file], { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' });

    expect(offline).toEqual({ status: 2, stdout: online.stdout, stderr: '' });
  });

  test('what somebody adds to the file of a snapshot is rehearsed', async () => {
    const [app, file] = [synthesize(names(1)), path.join(temporaryFolder(), 'organization.yaml')];
    await served.command(['snapshot', '--plain', '--out', file]);
    fs.appendFileSync(file, 'faults: [{ kind: creation-fails, account: pool-001, reason: role-exists }]\n');
    const { status, stdout } = await command(['plan', app, '--snapshot', file]);

    expect(status).toBe(1);
    expect(stdout).toMatch(/^1 to create, 0 to retry, 0 to forget, 1 will fail, about \d+ min\n/);
  });

  test('a plan that fails says with which code, and what to do', async () => {
    const taken = await ServedOrganization.start(['--until', '0'], `${WORLD}
  accounts: [{ name: pool-002, id: '222233334444', email: aws+pool-002@example.com, parentId: ${HOLDING}, tags: { 'account-robot:owner': Other/Pool/x } }]
  products: [{ name: pool-002, accountId: '222233334444', tags: { 'account-robot:owner': Other/Pool/x } }]
`);
    const { status, plan, stdout } = await planned(taken, synthesize(names(2)), '--no-rollback');

    expect(status).toBe(1);
    expect(plan.counts).toMatchObject({ create: 1, fail: 1 });
    expect(plan.accounts[1]).toMatchObject({ name: 'pool-002', accountId: '222233334444', error: { code: 'AR-NAME-NOT-OURS' } });
    expect(stdout).toMatch(/\n {2}! pool-002[\s\S]*AR-NAME-NOT-OURS: /);
  });

  test('what fails for all of them is one failure, and the others are not reached', async () => {
    const unregistered = await ServedOrganization.start(['--until', '0'], WORLD.replace('name: Pool }', 'name: Pool, registered: false }'));
    const { status, headline, plan, stdout } = await planned(unregistered, synthesize(names(3)));

    expect(status).toBe(1);
    expect(headline).toMatch(/^3 to create, 0 to retry, 0 to forget, 1 will fail, about \d+ min$/);
    expect(plan.accounts.map(({ error }) => error?.code ?? null)).toEqual(['AR-OU-NOT-REGISTERED', null, null]);
    expect(plan.quota).toMatchObject({ left: 99 });
    expect(stdout).toMatch(/\n {2}\+ pool-002 +create +not reached: something else fails first\n/);
  });

  test('an account that is there already is adopted if the app says so', async () => {
    const there = await ServedOrganization.start(['--until', '0'], `${WORLD}
  accounts: [{ name: pool-001, id: '222233334444', email: aws+pool-001@example.com, parentId: ${HOLDING} }]
  products: [{ name: pool-001, accountId: '222233334444' }]
`);
    const { status, headline, plan } = await planned(there, synthesize(names(1), { adoptExisting: true }));

    expect(status).toBe(2);
    expect(headline).toMatch(/^0 to create, 1 to adopt, 0 to retry, 0 to forget, about \d+ min$/);
    expect(plan).toMatchObject({ accounts: [{ action: 'adopt', accountId: '222233334444' }], quota: { left: 98 } });
  });
});

describe('a stack that is there', () => {
  const app = synthesize(names(3));
  let served: ServedOrganization;
  beforeAll(async () => { served = await ServedOrganization.start([app], WORLD); });

  test('nothing is to do if nothing has changed', async () => {
    const { status, stdout, plan } = await planned(served, app);

    expect(status).toBe(0);
    expect(stdout).toBe('0 to create, 0 to retry, 0 to forget\n\nStack Pool (CREATE_COMPLETE): 3 accounts left alone\nQuota   96 of 100 accounts left afterwards\n');
    expect(plan).toMatchObject({ minutes: null, waves: null, counts: { none: 3 } });
  });

  test('a pool that grows leaves alone what there is, and one that shrinks forgets', async () => {
    const grown = await planned(served, synthesize(names(5)));
    const shrunk = await planned(served, synthesize(names(2)));

    expect(grown.headline).toMatch(/^2 to create, 0 to retry, 0 to forget, about \d+ min$/);
    expect(actionsOf(grown.plan)).toEqual({ 'pool-001': 'none', 'pool-002': 'none', 'pool-003': 'none', 'pool-004': 'create', 'pool-005': 'create' });
    expect(shrunk).toMatchObject({ status: 2, headline: '0 to create, 0 to retry, 1 to forget' });
    expect(shrunk.plan.accounts.at(-1)).toMatchObject({ name: 'pool-003', action: 'forget', accountId: expect.stringMatching(/^\d{12}$/) });
  });

  test('other properties of an account are looked at', async () => {
    const { status, headline, plan } = await planned(served, synthesize(names(3), { verify: 'once more' }));

    expect(status).toBe(2);
    expect(headline).toMatch(/^0 to create, 0 to retry, 3 to look at, 0 to forget, about \d+ min$/);
    expect(plan.accounts[0].accountId).toMatch(/^\d{12}$/);
    // The roles, functions and state machines around them stand.
    expect(plan.minutes).toMatchObject({ p10: 1, p90: 1 });
  });
});

test('what failed before is tried again', async () => {
  const app = synthesize(names(2));
  const served = await ServedOrganization.start([app, '--no-rollback'], `${WORLD}\nfaults: [{ kind: creation-fails, account: pool-002, reason: role-exists }]\n`);
  const { status, headline, plan } = await planned(served, app, '--no-rollback');

  expect(headline).toMatch(/^0 to create, 1 to retry, 0 to forget, /);
  expect(actionsOf(plan)).toEqual({ 'pool-001': 'none', 'pool-002': 'retry' });
  expect(status).toBe(plan.counts.fail > 0 ? 1 : 2);
});

test('what failed a while ago is tried again at once, because how long that is ago is read, too', async () => {
  const app = synthesize(names(1));
  const served = await ServedOrganization.start([app, '--no-rollback'], WORLD.replace('name: Pool }', 'name: Pool, registered: false }'));
  const file = path.join(temporaryFolder(), 'organization.yaml');
  await served.command(['snapshot', '--plain', '--stack', 'Pool', '--out', file]);
  const text = fs.readFileSync(file, 'utf8');
  const [, takenAt] = /takenAt: "?([^"\n]+)/.exec(text)!;
  const later = new Date(Date.parse(takenAt) + 15 * 60_000).toISOString();
  fs.writeFileSync(file, text.replace(/takenAt: .*/, `takenAt: "${later}"`));
  const json = path.join(temporaryFolder(), 'plan.json');
  await command(['plan', app, '--no-rollback', '--snapshot', file, '--json', json]);
  const plan = JSON.parse(fs.readFileSync(json, 'utf8')) as Plan;

  expect(plan.accounts).toMatchObject([{ action: 'retry', error: { code: 'AR-OU-NOT-REGISTERED' } }]);
  expect(plan.minutes!.p90).toBeLessThanOrEqual(3);
});

test('a stack that is being deployed can\'t be planned for', async () => {
  const app = synthesize(names(1));
  const served = await ServedOrganization.start([app, '--until', '10'], WORLD);

  expect(await served.command(['plan', app])).toEqual({
    status: 1,
    stdout: '',
    stderr: 'account-robot: stack Pool is being changed just now (CREATE_IN_PROGRESS), and nothing can be deployed to it before that has ended; wait for it and plan then\n',
  });
});

describe('what can\'t be planned ends with 1, because 2 says that there is something to do', () => {
  let served: ServedOrganization;
  beforeAll(async () => { served = await ServedOrganization.start(['--until', '0'], WORLD); });

  test('an app of another account', async () => {
    const other = await ServedOrganization.start(['--until', '0'], WORLD.replace('111122223333', '999988887777'));

    expect(await other.command(['plan', synthesize(names(1))], other.env('999988887777'))).toMatchObject({
      status: 1,
      stderr: 'account-robot: stack Pool of the app goes to account 111122223333, but the organization that was read is that of account 999988887777; use credentials of 111122223333, or the app that belongs here\n',
    });
  });

  test('a snapshot whose names are hashed, one of another version, and a file without one', async () => {
    const [app, file] = [synthesize(names(1)), path.join(temporaryFolder(), 'organization.yaml')];
    const refusal = async () => (await command(['plan', app, '--snapshot', file])).stderr;
    await served.command(['snapshot', '--out', file]);
    expect(await refusal()).toContain('--snapshot: the names in this snapshot are replaced by hashes');
    fs.writeFileSync(file, 'snapshot: { version: 7 }\n');
    expect(await refusal()).toBe(`account-robot: ${file}: holds a snapshot of version 7, but this release reads version 1; take one with this release ('account-robot snapshot --out ${file}')\n`);
    fs.writeFileSync(file, 'snapshot: { version: 1, takenAt: now }\n');
    expect(await refusal()).toBe(`account-robot: ${file}: snapshot.takenAt isn't what 'account-robot snapshot' writes; take the snapshot anew instead of changing it\n`);
    fs.writeFileSync(file, WORLD);
    expect(await refusal()).toContain('has no section \'snapshot\'');
    fs.rmSync(file);
    expect(await refusal()).toContain('can\'t be read as a snapshot (ENOENT)');
  });

  test('accounts that could not be read', async () => {
    const blind = await ServedOrganization.start(['--until', '0'], `${WORLD}\nfaults: [{ kind: call-fails, action: 'organizations:ListAccounts', code: AccessDeniedException, message: no, times: 9 }]\n`);

    expect(await blind.command(['plan', synthesize(names(1))])).toMatchObject({
      status: 1,
      stderr: 'account-robot: the accounts of the organization could not be read, and without them nothing can be foreseen; \'account-robot snapshot --policy\' prints what is needed\n',
    });
  });

  test('no app, and an option that there isn\'t', async () => {
    expect((await served.command(['plan'], {}, temporaryFolder())).status).toBe(1);
    expect((await served.command(['plan', '--colour'])).status).toBe(1);
  });
});
