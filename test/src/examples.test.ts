/** The examples, run as their users would run them. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { ENV, legsOf } from './support';
import * as hub from '../../examples/hub/cdk.json';
import * as pool from '../../examples/pool/cdk.json';
import * as python from '../../examples/python/cdk.json';
import { AccountPool, PoolAccount } from '../../src';

const ROOT = path.join(__dirname, '..', '..');
const NAMES = Array.from({ length: 10 }, (_, index) => `pool-${String(index + 1).padStart(3, '0')}`);

function run(env: NodeJS.ProcessEnv, example = 'pool'): { outdir: string; status: number | null; stderr: string } {
  const outdir = mkdtempSync(path.join(tmpdir(), 'account-robot-'));
  const { status, stderr } = spawnSync(process.execPath, [
    path.join(ROOT, 'node_modules', 'tsx', 'dist', 'cli.mjs'), '--tsconfig', 'tsconfig.dev.json', `examples/${example}/app.ts`,
  ], { cwd: ROOT, encoding: 'utf8', env: { ...process.env, CDK_OUTDIR: outdir, ...env } });
  return { outdir, status, stderr };
}

test('the pool synthesizes to ten accounts of one sandbox, at five a time', () => {
  const { outdir, status, stderr } = run({});
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const template = Template.fromString(readFileSync(path.join(outdir, 'Pool.template.json'), 'utf8'));
  rmSync(outdir, { recursive: true });
  for (const name of NAMES) {
    expect(legsOf(template, name).map(leg => leg.properties.Leg)).toEqual(['Start', 'Leg2', 'Resource']);
  }
  for (const name of NAMES) {
    for (const leg of legsOf(template, name)) {
      expect(leg.properties.SandboxNamespace).toBe('myisb');
    }
  }
  template.hasResourceProperties('AWS::Lambda::Function', { Environment: { Variables: { CONCURRENCY: '5', SANDBOXES: Match.stringLikeRegexp('^\\{"myisb":') } } });
});

test('the pool goes the road through AWS Organizations by one line more', () => {
  const folder = mkdtempSync(path.join(ROOT, 'examples', '.road-'));
  try {
    const app = readFileSync(path.join(ROOT, 'examples', 'pool', 'app.ts'), 'utf8');
    const line = 'new AccountPool(stack, \'Pool\', { size: 10 });';
    expect(app).toContain(line);
    writeFileSync(path.join(folder, 'app.ts'), app
      .replace('import { AccountPool }', 'import { AccountPool, AccountSource }')
      .replace(line, 'new AccountPool(stack, \'Pool\', { size: 10, source: AccountSource.organizations() });'));
    writeFileSync(path.join(folder, 'cdk.json'), readFileSync(path.join(ROOT, 'examples', 'pool', 'cdk.json')));
    const { outdir, status, stderr } = run({}, path.basename(folder));
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const template = Template.fromString(readFileSync(path.join(outdir, 'Pool.template.json'), 'utf8'));
    rmSync(outdir, { recursive: true });
    expect(legsOf(template, 'pool-010').map(leg => leg.properties.Leg)).toEqual(['Start', 'Resource']);
    template.resourceCountIs('AWS::ServiceCatalog::PortfolioPrincipalAssociation', 0);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the large pool goes on in a second stack, and in more of them when it grows', () => {
  const poolOf = (env: NodeJS.ProcessEnv, stacks: number) => {
    const { outdir, status, stderr } = run(env, 'large');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const templates = readdirSync(outdir).filter(file => file.endsWith('.template.json')).sort().map(file => Template.fromString(readFileSync(path.join(outdir, file), 'utf8')));
    rmSync(outdir, { recursive: true });
    expect(templates).toHaveLength(stacks);
    for (const template of templates) {
      template.resourceCountIs('AWS::StepFunctions::StateMachine', 1);
    }
    return templates.map(template => Object.values(template.findResources('Custom::PoolAccount', { Properties: { Leg: 'Resource' } })).map(({ Properties }) => Properties.AccountName));
  };
  const names = poolOf({}, 2);
  expect(names.map(({ length }) => length)).toEqual([150, 150]);
  expect([names[0][0], names[1][0], names[1][149]]).toEqual(['pool-0001', 'pool-0151', 'pool-0300']);

  const more = poolOf({ CDK_CONTEXT_JSON: JSON.stringify({ size: 310 }) }, 3);
  expect(more.slice(0, 2)).toEqual(names);
  expect(more[2]).toHaveLength(10);
});

test('the pool and the hub name each other', () => {
  const { outdir, status, stderr } = run({}, 'hub');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const template = Template.fromString(readFileSync(path.join(outdir, 'AccountRobotHub.template.json'), 'utf8'));
  rmSync(outdir, { recursive: true });
  const stack = new Stack(new App({ context: pool.context }), 'Pool', { env: ENV });
  new PoolAccount(stack, 'pool-001');
  const { access, namespace } = pool.context['account-robot'].sandbox;
  expect(access.externalId).toBe(hub.context.hub.externalId);
  expect(namespace).toBe(hub.context.hub.namespace);
  const [{ Properties: client }] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role', { Properties: { RoleName: Match.anyValue() } }));
  template.hasResourceProperties('AWS::IAM::Role', {
    AssumeRolePolicyDocument: {
      Statement: [Match.objectLike({ Condition: { StringEquals: { 'aws:PrincipalArn': `arn:aws:iam::${ENV.account}:role/${client.RoleName}`, 'sts:ExternalId': access.externalId } } })],
    },
  });
  const [{ Properties: server }] = Object.values(template.findResources('AWS::IAM::Role'));
  expect(JSON.stringify(client.Policies)).toContain(`arn:aws:iam::222222222222:role/${server.RoleName}`);
});

test('a mistake in the settings ends the pool with sentences and no trace through the library', () => {
  const { outdir, status, stderr } = run({ CDK_CONTEXT_JSON: JSON.stringify({ 'account-robot': { concurency: 5 } }) });
  rmSync(outdir, { recursive: true });
  expect(status).toBe(1);
  expect(stderr).toContain("AccountRobot: cdk.json, context 'account-robot': 'concurency' (5) is not a setting");
  expect(stderr).not.toMatch(/^\s+at /m);
});

test('the Python app is three lines behind its imports, and its settings are enough', () => {
  const source = readFileSync(path.join(ROOT, 'examples', 'python', 'app.py'), 'utf8');
  const lines = source.split('\n').filter(line => line !== '' && !/^(from|import) /.test(line));
  expect(lines).toEqual(['app = App()', 'AccountPool(Stack(app, "Pool"), "Pool", size=3)', 'app.synth()']);
  const stack = new Stack(new App({ context: python.context }), 'Pool', { env: ENV });
  new AccountPool(stack, 'Pool', { size: 3 });
  expect(legsOf(Template.fromStack(stack), 'pool-003')).toHaveLength(3);
});
