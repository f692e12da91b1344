/**
 * A soak: `npm run soak -- --deployments N --seed S`. One state file, deployed upon again and again while things go wrong, and whether a deployment takes as much at
 * the end as at the beginning.
 *
 *     --deployments N  how many (default: 500); a multiple of ten
 *     --seed S         what chance depends on (default: 1)
 *     --keep           keep what came of it in chaos/soak.json, and write it into docs/reliability.md
 *
 * Ten deployments are a cycle, each with another thing that goes wrong; in the first of them the oldest account leaves the app and a new one is declared, and after
 * the last one all accounts must be there. Cycles are compared, since each does the same: those of the last fifty deployments with the fifty
 * that follow the first hundred.
 *
 * It takes the CPU time and the memory of this process, so it is a program of its own: `node --expose-gc`.
 */

import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { addressOf } from './app';
import { indiscretions } from './canary';
import type { Deployment, Plan } from './plan';
import { worldOf } from './plan';
import type { Decade, Soaked } from './soaked';
import { CYCLE, flatness, keepSoak, LIMIT, tableOfSoak } from './soaked';
import { readAssembly } from '../rehearsal/accounts/pool-assembly';
import type { Assembly } from '../rehearsal/cloudformation/assembly';
import { rehearse } from '../rehearsal/rehearse';
import { AccountOutcome } from '../rehearsal/report';
import { readState, writeState } from '../rehearsal/state-file';
import { loadWorld } from '../rehearsal/world/load';

/** Accounts that are declared at a time. */
const WINDOW = 3;
const SHAPE = { placement: 'one stack', registration: '1.3', concurrency: 2 } as const;

/** What goes wrong in each deployment of a cycle. */
const TROUBLES: readonly Partial<Deployment>[] = [
  { faults: [{ kind: 'creation-fails', account: '*', message: 'Internal failure. Please try again in a few minutes.', afterMinutes: 5, times: 1 }] },
  { lag: { listAccounts: 120, tags: 120, products: 20, records: 20 } },
  { faults: [{ kind: 'call-fails', action: 'organizations:TagResource', code: 'TooManyRequestsException', message: 'Too many requests.', times: 5 }] },
  { faults: [{ kind: 'function-dies', after: 'servicecatalog:SearchProvisionedProducts', times: 2 }] },
  { faults: [{ kind: 'poll-delivered-twice', times: 3 }, { kind: 'kick-delivered-twice', times: 2 }] },
  { faults: [{ kind: 'status-becomes', account: '*', status: 'TAINTED', afterMinutes: 0 }] },
  { rollback: true, cancelAfterMinutes: 1 },
  { faults: [{ kind: 'outage', service: 'organizations', fromMinute: 0, toMinute: 10 }] },
  { operations: [{ startMinute: 0, minutes: 30, count: 5, visible: true }] },
  {},
];

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { deployments: { type: 'string', default: '500' }, seed: { type: 'string', default: '1' }, keep: { type: 'boolean', default: false } } });
  const deployments = Number(values.deployments);
  if (!Number.isInteger(deployments) || deployments < 2 * CYCLE || deployments % CYCLE !== 0) {
    throw new Error(`'--deployments' must be a multiple of ${CYCLE} from ${2 * CYCLE}, got ${values.deployments}`);
  }
  if (globalThis.gc === undefined) {
    throw new Error('the memory can\'t be told: run it as npm run soak, or with node --expose-gc');
  }
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'account-robot-soak-'));
  try {
    const decades: Decade[] = [];
    for (let first = 0; first < deployments; first += CYCLE) {
      const before = process.cpuUsage();
      for (let number = first; number < first + CYCLE; number++) {
        await deploy(number, values.seed, folder);
      }
      const { system, user } = process.cpuUsage(before);
      await settle();
      const decade: Decade = {
        cpuSeconds: (user + system) / 1e6,
        megabytes: process.memoryUsage().heapUsed / 1e6,
        stateKilobytes: fs.statSync(stateFile(folder)).size / 1000,
      };
      decades.push(decade);
      process.stdout.write(`${first + CYCLE} deployments: ${(decade.cpuSeconds / CYCLE).toFixed(2)} s, ${decade.megabytes.toFixed(0)} MB, state ${decade.stateKilobytes.toFixed(0)} kB\n`);
    }
    const soaked: Soaked = { seed: values.seed, deployments, decades };
    process.stdout.write(`${tableOfSoak(soaked)}\n`);
    if (values.keep) {
      keepSoak(soaked);
    }
    const { memory, time } = flatness(soaked);
    process.exitCode = memory <= LIMIT && time <= LIMIT ? 0 : 1;
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** Until nothing more is collected: what functions leave behind goes step by step. */
async function settle(): Promise<void> {
  let before = Infinity;
  for (let now = process.memoryUsage().heapUsed; now < before * 0.99; now = process.memoryUsage().heapUsed) {
    before = now;
    globalThis.gc!();
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

function stateFile(folder: string): string {
  return path.join(folder, 'state.json');
}

/** The app of this deployment: synthesized at the beginning of a cycle, and with another number in each. */
function synthesize(number: number, names: readonly string[], outdir: string): Assembly {
  const template = path.join(outdir, 'Pool.template.json');
  if (number % CYCLE === 0) {
    execFileSync(process.execPath, ['--require', 'tsx/cjs', path.join(__dirname, 'soak-app.ts'), outdir, ...names], { stdio: 'inherit' });
    fs.copyFileSync(template, `${outdir}.json`);
  }
  fs.writeFileSync(template, fs.readFileSync(`${outdir}.json`, 'utf8').replaceAll('number-of-the-deployment', `number-${number}`));
  return readAssembly(outdir);
}

/** One deployment upon what the last one left. Throws if an account isn't there after the last one of a cycle, or exists twice. */
async function deploy(number: number, seed: string, folder: string): Promise<void> {
  const first = Math.floor(number / CYCLE) + 1;
  const names = Array.from({ length: WINDOW }, (_, index) => `pool-${String(first + index).padStart(3, '0')}`);
  const assembly = synthesize(number, names, path.join(folder, 'cdk.out'));
  const deployment: Deployment = {
    declared: { sizes: [WINDOW, 0], costCentre: '', verify: '' },
    rollback: false,
    pauseMinutes: 780,
    faults: [],
    lag: {},
    operations: [],
    registrationSeconds: 0,
    ...TROUBLES[number % CYCLE],
  };
  const plan: Plan = { seed, shape: SHAPE, deployments: [deployment] };
  const file = path.join(folder, 'world.yaml');
  fs.writeFileSync(file, worldOf(plan, deployment));
  const result = await rehearse({ assembly, world: loadWorld(file, assembly).world, state: readState(stateFile(folder)), seed: `${seed}-${number}`, rollback: deployment.rollback });
  writeState(stateFile(folder), result.state);
  const told = indiscretions(result);
  if (told.length > 0) {
    throw new Error(`deployment ${number + 1}: a log holds what is not for logs: ${told[0]}`);
  }
  const missing = result.report.accounts.filter(({ state }) => state !== AccountOutcome.AVAILABLE);
  if (number % CYCLE === CYCLE - 1 && missing.length > 0) {
    throw new Error(`deployment ${number + 1}, in which nothing goes wrong: '${missing[0].name}' is ${missing[0].state}, ${missing[0].error?.what ?? 'without a word'}`);
  }
  const { accounts } = result.state.services.organizations;
  const twice = names.find(name => accounts.filter(({ email }) => email === addressOf(name)).length > 1);
  if (twice !== undefined) {
    throw new Error(`deployment ${number + 1}: '${twice}' was created twice`);
  }
}

void main();
