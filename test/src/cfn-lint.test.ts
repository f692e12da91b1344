/** The template of the example under cfn-lint, where there is a Python to run it. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { ENV, UNLISTED_ACTIONS } from './support';
import { context } from '../../examples/pool/cdk.json';
import { PoolAccount, SandboxGeneration, SandboxHubAccess } from '../../src';

/** A dependency on what a GetAtt names already: the CDK writes both, for every function and its role. */
const IGNORED = 'W3005';

interface Finding {
  readonly Rule: { readonly Id: string };
  readonly Message: string;
}

/** The script's status where there is no Python. */
const NO_PYTHON = 3;

/** What cfn-lint says of a stack; undefined where there is no Python. */
function findingsOf(template: string, region: string): string[] | undefined {
  const { status, stdout, stderr } = spawnSync('bash', [
    path.join(__dirname, '..', '..', 'scripts', 'cfn-lint.sh'), '--format', 'json', '--ignore-checks', IGNORED, '--regions', region, '--', template,
  ], { encoding: 'utf8' });
  if (status === NO_PYTHON) {
    process.stderr.write(stderr);
    return undefined;
  }
  if (stdout === '') {
    throw new Error(`cfn-lint ended with status ${status}: ${stderr}`);
  }
  return (JSON.parse(stdout) as Finding[]).map(({ Rule, Message }) => `${Rule.Id} ${Message.split(' is not one of ')[0]}`).sort();
}

test('the example passes cfn-lint', () => {
  const outdir = mkdtempSync(path.join(tmpdir(), 'account-robot-lint-'));
  const app = new App({ context, outdir });
  const stack = new Stack(app, 'Pool', { env: ENV });
  for (const name of ['pool-001', 'pool-002']) {
    new PoolAccount(stack, name);
  }
  app.synth();
  const findings = findingsOf(path.join(outdir, 'Pool.template.json'), ENV.region);
  rmSync(outdir, { recursive: true });
  // Unknown actions are compared, not ignored: a misspelled one must not hide behind those that AWS documents without listing them.
  if (findings) {
    expect(findings).toEqual(UNLISTED_ACTIONS.map(action => `W3037 '${action.split(':')[1].toLowerCase()}'`).sort());
  }
}, 600_000);

test.each(Object.values(SandboxGeneration))('the hub stack for %s passes cfn-lint', generation => {
  const outdir = mkdtempSync(path.join(tmpdir(), 'account-robot-lint-'));
  const app = new App({ outdir });
  new SandboxHubAccess(new Stack(app, 'Hub', { env: { account: '222222222222', region: 'us-west-2' } }), 'Access', {
    namespace: 'myisb',
    clientRoleArn: 'arn:aws:iam::111122223333:role/AccountRobot-Pool',
    externalId: 'account-robot',
    generation,
  });
  app.synth();
  const findings = findingsOf(path.join(outdir, 'Hub.template.json'), 'us-west-2');
  rmSync(outdir, { recursive: true });
  if (findings) {
    expect(findings).toEqual([]);
  }
}, 600_000);
