/** What docs/operating.md shows: the shipped command, run against organizations that it serves itself. */

import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { AccountPool } from 'account-robot';
import { App, Stack } from 'aws-cdk-lib';
import { context } from '../examples/pool/cdk.json';

const BIN = path.join(__dirname, '..', 'bin', 'account-robot');
const HOME: NodeJS.ProcessEnv = { PATH: process.env.PATH, AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null', AWS_EC2_METADATA_DISABLED: 'true' };
/** Pages show one port, whichever was free. */
const SHOWN_URL = 'http://127.0.0.1:43211';

const ORGANIZATION = `
organization:
  managementAccountId: '111122223333'
  homeRegion: eu-west-1
  accountQuota: 60
  foreignAccounts: 48
  organizationalUnits: [{ id: ou-abcd-11112222, name: Pool }]
`;
const SCRIPTED = [1, 2, 3, 5].map(number => ({ id: `22223333000${number}`, name: `sandbox-0${number}` }));
const BROWNFIELD = `
organization:
  managementAccountId: '111122223333'
  homeRegion: eu-west-1
  organizationalUnits: [{ id: ou-abcd-11112222, name: Pool }, { id: ou-abcd-55556666, name: Workshops }]
  accounts:
${SCRIPTED.map(({ id, name }) => `    - { name: ${name}, id: '${id}', email: aws+${name}@example.com }`).join('\n')}
    - { name: Workshop 12, id: '222233330012', email: workshop-12@example.com }
  products:
${SCRIPTED.map(({ id, name }) => `    - { name: ${name}, accountId: '${id}' }`).join('\n')}
sandbox:
  namespace: myisb
  region: us-west-2
  accounts:
${SCRIPTED.map(({ id }, index) => `    - { id: '${id}', status: ${index === 1 ? 'Active' : 'Available'} }`).join('\n')}
    - { id: '222233330012', unit: entry }
`;

/** The parts of the page, by their names. */
export type OperatingSample = Readonly<Record<'policy' | 'plan' | 'status' | 'snapshot' | 'import' | 'serve', string>>;

/** Runs it all. */
export async function operatingSample(): Promise<OperatingSample> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'operating-'));
  const file = (name: string, text: string) => {
    fs.writeFileSync(path.join(folder, name), text);
    return name;
  };
  const pool = (size: number, more: object = {}) => {
    const outdir = path.join(folder, `cdk-${size}-${Object.keys(more).length}.out`);
    const app = new App({ outdir, context });
    new AccountPool(new Stack(app, 'Pool', { env: { account: '111122223333', region: 'eu-west-1' } }), 'Pool', { size, ...more });
    app.synth();
    return outdir;
  };
  try {
    const world = file('world.yaml', ORGANIZATION);
    const grown = await serving(folder, [pool(3), '--world', world], async ({ greeting, env }) => {
      const snapshot = await run(folder, ['snapshot', '--sandbox-region', 'us-west-2', '--out', 'snapshot.yaml'], env);
      const plan = await run(folder, ['plan', pool(8, { skipNumbers: [5] })], env);
      return { greeting, snapshot, plan };
    });
    const scripted = await serving(folder, ['--until', '0', '--world', file('brownfield.yaml', BROWNFIELD)], async ({ env }) =>
      run(folder, ['import', '--sandbox-region', 'us-west-2'], env));
    const inProgress = await serving(folder, [pool(3), '--until', '35', '--world', world], async ({ greeting }) => greeting);
    const midway = file('midway.yaml', `${ORGANIZATION}sandbox: { namespace: myisb, region: us-west-2 }\n`);
    const status = await serving(folder, [pool(9), '--until', '35', '--world', midway], async ({ env }) =>
      run(folder, ['status', '--sandbox-region', 'us-west-2'], env));
    return {
      policy: fenced('json', await run(folder, ['snapshot', '--policy'], {})),
      plan: shown('account-robot plan', grown.plan),
      // Time stands still there, but for the second that a read takes.
      status: shown('account-robot status', status.replace(/:00\.\d+Z|:0\d\.\d+Z/, ':00.000Z')),
      snapshot: shown('account-robot snapshot --sandbox-region us-west-2 --out snapshot.yaml', grown.snapshot),
      import: fenced('ts', scripted.replace(/ at 20\S+Z\./, ' at 2026-01-05T08:00:00.000Z.')),
      serve: fenced('text', inProgress),
    };
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** The page with these parts in their places. */
export function withSample(page: string, sample: OperatingSample): string {
  return Object.entries(sample).reduce((text, [name, part]) => {
    const pattern = new RegExp(`(<!-- generated: ${name} -->\\n)[\\s\\S]*?(<!-- end of ${name} -->)`);
    if (!pattern.test(text)) {
      throw new Error(`docs/operating.md has no place for '${name}'; it needs the two comments around it`);
    }
    return text.replace(pattern, (_whole, before: string, after: string) => `${before}\n${part}\n\n${after}`);
  }, page);
}

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text.trim()}\n\`\`\``;
}

function shown(command: string, output: string): string {
  return fenced('text', `$ ${command}\n${output}`);
}

interface Open {
  /** What it said when it was open. */
  readonly greeting: string;
  readonly env: NodeJS.ProcessEnv;
}

async function serving<T>(folder: string, args: readonly string[], act: (open: Open) => Promise<T>): Promise<T> {
  const child = spawn(process.execPath, [BIN, 'rehearse', '--serve', ...args], { cwd: folder, env: HOME });
  const gone = new Promise(resolve => { child.on('close', resolve); });
  try {
    const [greeting, url] = await greetingOf(child);
    const env = { AWS_ENDPOINT_URL: url, AWS_ACCESS_KEY_ID: 'AKIA0000111122223333', AWS_SECRET_ACCESS_KEY: 'rehearsal', AWS_REGION: 'eu-west-1' };
    return await act({ greeting: greeting.replace(url, SHOWN_URL), env });
  } finally {
    child.kill('SIGINT');
    await gone;
  }
}

async function greetingOf(child: ChildProcessWithoutNullStreams): Promise<[string, string]> {
  let output = '';
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
      const found = /Serving the organization[\s\S]*AWS_ENDPOINT_URL=(\S+)[\s\S]*program calls\.\n/.exec(output);
      if (found) {
        resolve([found[0], found[1]]);
      }
    });
    child.stderr.on('data', (chunk: Buffer) => { output += chunk.toString('utf8'); });
    child.on('close', () => reject(new Error(`nothing was served: ${output}`)));
  });
}

/** Standard output; what goes to the error stream is an error here. */
async function run(folder: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  const child = spawn(process.execPath, [BIN, ...args], { cwd: folder, env: { ...HOME, ...env } });
  const [out, error] = [child.stdout, child.stderr].map(stream => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    return chunks;
  });
  await new Promise(resolve => { child.on('close', resolve); });
  if (error.length > 0) {
    throw new Error(`account-robot ${args.join(' ')}: ${Buffer.concat(error).toString('utf8')}`);
  }
  return Buffer.concat(out).toString('utf8');
}
