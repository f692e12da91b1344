/** The template of the example under cfn-lint, where there is a Python to run it. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { ENV, UNLISTED_ACTIONS } from './support';
import { context } from '../../examples/pool/cdk.json';
import { PoolAccount } from '../../src';

/** A dependency on what a GetAtt names already: the CDK writes both, for every function and its role. */
const IGNORED = 'W3005';

interface Finding {
  readonly Rule: { readonly Id: string };
  readonly Message: string;
}

/** The script's status where there is no Python. */
const NO_PYTHON = 3;

test('the example passes cfn-lint', () => {
  const outdir = mkdtempSync(path.join(tmpdir(), 'account-robot-lint-'));
  const app = new App({ context, outdir });
  const stack = new Stack(app, 'Pool', { env: ENV });
  for (const name of ['pool-001', 'pool-002']) new PoolAccount(stack, name);
  app.synth();
  const { status, stdout, stderr } = spawnSync('bash', [
    path.join(__dirname, '..', '..', 'scripts', 'cfn-lint.sh'), '--format', 'json', '--ignore-checks', IGNORED, '--regions', ENV.region, '--', path.join(outdir, 'Pool.template.json'),
  ], { encoding: 'utf8' });
  rmSync(outdir, { recursive: true });
  if (status === NO_PYTHON) {
    process.stderr.write(stderr);
    return;
  }
  if (stdout === '') throw new Error(`cfn-lint ended with status ${status}: ${stderr}`);
  // Unknown actions are compared, not ignored: a misspelled one must not hide behind those that AWS documents without listing them.
  const findings = (JSON.parse(stdout) as Finding[]).map(({ Rule, Message }) => `${Rule.Id} ${Message.split(' is not one of ')[0]}`);
  expect(findings.sort()).toEqual(UNLISTED_ACTIONS.map(action => `W3037 '${action.split(':')[1].toLowerCase()}'`).sort());
}, 600_000);
