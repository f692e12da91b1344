/**
 * The benchmark: `npm run bench`. Prints tables, and writes bench/results/bench.json, bench/results/growth.svg and the tables in docs/performance.md and README.md.
 *
 *     --minutes N   how long rehearsals of growth may take; each size has at least one seed (default: until all twenty are done, hours)
 *     --jobs N      rehearsals side by side while pools grow (default: one per CPU)
 *     --scenario S  with --part growth: of growth this scenario alone; the rows of the others are kept
 *     --quick       ten and fifty accounts, two seeds, no document
 *     --part P      measures this part alone, one of growth, calls, synthesis, speed, redeployment and sizes; may be given several times;
 *                   or 'rehearsal' alone: beside an earlier build
 *     --against X   with --part rehearsal: a folder with a build, or a commit, to compare with
 *     --pairs N     with --part rehearsal: so many pairs of runs of each size (default: 3, of the largest one)
 *     --tables      measures nothing: tables, chart and document once more
 *
 * What isn't measured is taken from bench/results/bench.json. A row from there that is older than the code which decides it says so (measured-code.ts).
 */

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import type { AgainstRow } from './against';
import { buildOf, measureAgainst } from './against';
import type { CallsRow } from './calls';
import { CALLS_POOL, callsRow, CREATION_MINUTES, FOREIGN_ACCOUNTS } from './calls';
import { chart } from './chart';
import type { Run } from './command';
import { runCommand } from './command';
import { writeTables } from './document';
import type { Grown, GrowthRow, Job } from './growth';
import { grownOf, growthRows, jobsOf, worldOf } from './growth';
import type { Digests, Part } from './measured-code';
import { PARTS, presentCode } from './measured-code';
import type { Redeployment, Results, SpeedRow } from './results';
import type { ScenarioName } from './scenarios';
import { SCENARIOS, SEEDS, SIZES, weatherOf, worldFile } from './scenarios';
import { measureSizes } from './sizes';
import { measureSynthesis, ROOT, synthesize, synthesizeLarge } from './synthesis';
import { besideBefore, plain, sectionsOf } from './table';

const RESULTS = path.join(__dirname, 'results');
/** What seven stacks are made for. */
const LARGE = 1000;
const CALM = weatherOf('no faults', SEEDS[0], []);

/** Cloud assemblies of pools. */
interface Assemblies {
  /** Accounts in the pools. */
  readonly sizes: readonly number[];
  /** The folder of the one with so many accounts. */
  readonly of: (size: number) => string;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: 'Infinity' },
      jobs: { type: 'string' },
      quick: { type: 'boolean', default: false },
      part: { type: 'string', multiple: true },
      scenario: { type: 'string' },
      against: { type: 'string' },
      pairs: { type: 'string', default: '3' },
      tables: { type: 'boolean', default: false },
    },
  });
  const { against, quick, scenario } = values;
  const earlier = () => JSON.parse(fs.readFileSync(path.join(RESULTS, 'bench.json'), 'utf8')) as Results;
  if ((values.part?.includes('rehearsal') ?? false) !== (against !== undefined) || (against !== undefined && values.part?.length !== 1)) {
    throw new Error("'--against' must stand beside '--part rehearsal' and no other part: a folder with a build, or a commit");
  }
  if (against !== undefined) {
    publish({ ...earlier(), against: await measureRehearsal(against, quick, Number(values.pairs)) }, presentCode(), quick);
    return;
  }
  const unknown = values.part?.find(name => !PARTS.includes(name as Part));
  if (unknown !== undefined) {
    throw new Error(`'--part' must be one of ${PARTS.join(', ')}, got ${unknown}; leave it out to measure all`);
  }
  const parts = values.tables ? [] : PARTS.filter(name => values.part?.includes(name) ?? true);
  if (scenario !== undefined && (parts.join() !== 'growth' || !SCENARIOS.includes(scenario as ScenarioName))) {
    throw new Error(`'--scenario' must be one of ${SCENARIOS.join(', ')} and stand beside '--part growth', got ${scenario} and ${parts.join(', ')}`);
  }
  const scenarios = SCENARIOS.filter(name => scenario === undefined || name === scenario);
  const sizes = quick ? [10, 50] : SIZES;
  const seeds = quick ? SEEDS.slice(0, 2) : SEEDS;
  const lanes = Number(values.jobs ?? os.availableParallelism());
  const minutes = quick ? Infinity : Number(values.minutes);
  if (!(lanes >= 1) || !(minutes >= 0)) {
    throw new Error(`'--jobs' must be 1 or more and '--minutes' 0 or more, got ${values.jobs} and ${values.minutes}`);
  }

  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'account-robot-bench-'));
  try {
    const code = presentCode();
    const shop: Workshop = { assemblies: assembliesIn(folder, sizes), folder, quick, code };
    let results = JSON.parse(fs.readFileSync(path.join(RESULTS, 'bench.json'), 'utf8')) as Results;
    // Growth comes last: the others are measured before the machine is busy with it.
    for (const part of [...parts].sort((a, b) => Number(a === 'growth') - Number(b === 'growth'))) {
      say(part);
      results = { ...results, ...await measure(part, shop, results, { scenarios, seeds, lanes, minutes }) };
    }
    publish(results, code, quick);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** What all measurements need. */
interface Workshop {
  readonly assemblies: Assemblies;
  /** For files. */
  readonly folder: string;
  readonly quick: boolean;
  readonly code: Digests;
}

/** Today's rehearsal beside an earlier one's. A thousand accounts stand in seven stacks, which is more than one can hold. */
async function measureRehearsal(against: string, quick: boolean, pairs: number): Promise<AgainstRow[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'account-robot-bench-'));
  try {
    const root = buildOf(against, folder);
    const rows: AgainstRow[] = [];
    for (const accounts of quick ? [1, 10] : [1, 10, 100, 150, LARGE]) {
      say(`rehearsal, ${accounts} accounts`);
      const assembly = path.join(folder, `pool-${accounts}`);
      if (accounts === LARGE) {
        synthesizeLarge(accounts, assembly);
      } else {
        synthesize(accounts, assembly);
      }
      const world = accounts === LARGE ? fs.readFileSync(path.join(ROOT, 'examples/large/world.yaml'), 'utf8') : worldFile(CALM);
      rows.push(await measureAgainst(root, { accounts, assembly, world, pairs: accounts === LARGE ? 1 : pairs }, folder));
      process.stdout.write(`${plain(besideBefore({ against: rows })[0])}\n`);
    }
    return rows;
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** Each is synthesized when it is first asked for. */
function assembliesIn(folder: string, sizes: readonly number[]): Assemblies {
  const made = new Map<number, string>();
  return {
    sizes,
    of: size => {
      const assembly = made.get(size) ?? path.join(folder, `pool-${size}`);
      if (!made.has(size)) {
        synthesize(size, assembly);
      }
      made.set(size, assembly);
      return assembly;
    },
  };
}

/** One part of the results, measured now. */
async function measure(part: Part, shop: Workshop, kept: Results, extent: Extent): Promise<Partial<Results>> {
  const code = shop.code[part];
  const marked = <T extends object>(row: T) => ({ ...row, code });
  switch (part) {
    case 'growth': {
      const grown = await measureGrowth(shop, extent);
      return { growth: ordered([...kept.growth.filter(row => !extent.scenarios.includes(row.scenario) && !shop.quick), ...grown.map(marked)]) };
    }
    case 'calls':
      return { calls: (await measureCalls(shop)).map(marked) };
    case 'synthesis':
      return { synthesis: measureSynthesis([0, ...shop.assemblies.sizes.filter(size => size !== 100)], shop.folder, shop.quick ? 1 : 3).map(marked) };
    case 'speed':
      return { speed: (await measureSpeed(shop)).map(marked), machine: { cpus: os.availableParallelism(), node: process.versions.node } };
    case 'redeployment':
      return { redeployment: marked(await redeploy(shop)) };
    case 'sizes':
      return { sizes: marked(measureSizes()) };
  }
}

async function measureCalls({ assemblies, folder }: Workshop): Promise<CallsRow[]> {
  const rows: CallsRow[] = [];
  for (const foreignAccounts of FOREIGN_ACCOUNTS) {
    const world = worldFile(CALM, { foreignAccounts, creationMinutes: CREATION_MINUTES });
    rows.push(callsRow(await runCommand({ assembly: assemblies.of(CALLS_POOL), world, seed: SEEDS[0], folder }), foreignAccounts, CALLS_POOL));
  }
  return rows;
}

async function measureSpeed({ assemblies, folder, quick }: Workshop): Promise<SpeedRow[]> {
  const rows: SpeedRow[] = [];
  for (const accounts of assemblies.sizes.filter(number => quick || number !== 50)) {
    say(`speed, ${accounts} accounts`);
    const load = os.loadavg()[0];
    const run = await runCommand({ assembly: assemblies.of(accounts), world: worldFile(CALM), seed: SEEDS[0], folder });
    const { wallSeconds, cpuSeconds, megabytes, report } = run;
    rows.push({ accounts, wallSeconds, cpuSeconds, megabytes, virtualMinutes: report.virtualSeconds / 60, load });
  }
  return rows;
}

interface Extent {
  readonly scenarios: readonly ScenarioName[];
  readonly seeds: readonly string[];
  /** Rehearsals side by side. */
  readonly lanes: number;
  readonly minutes: number;
}

/** Rehearses as many jobs as there is time for. */
async function measureGrowth({ assemblies, folder }: Workshop, { scenarios, seeds, lanes, minutes }: Extent): Promise<GrowthRow[]> {
  const { sizes } = assemblies;
  const grown: Grown[] = [];
  const jobs = jobsOf(sizes, seeds).filter(job => scenarios.includes(job.scenario));
  await growAll(jobs, lanes, minutes, async job => {
    const run = await runCommand({ assembly: assemblies.of(job.size), world: worldOf(job), seed: job.seed, folder });
    grown.push(grownOf(job, run.report));
    say(`growth, ${job.size} accounts, ${job.scenario}, seed ${job.seed}: ${run.wallSeconds.toFixed(0)} s`);
  }, job => job.seed === SEEDS[0]);
  return growthRows(grown, sizes);
}

function ordered(rows: readonly GrowthRow[]): GrowthRow[] {
  return [...rows].sort((a, b) => SCENARIOS.indexOf(a.scenario) - SCENARIOS.indexOf(b.scenario) || a.size - b.size);
}

function say(what: string): void {
  process.stderr.write(`${what}\n`);
}

/** The largest pool, and then once more: as it is, and with a tag that every account gets. */
async function redeploy({ assemblies, folder }: Workshop): Promise<Redeployment> {
  const accounts = assemblies.sizes.at(-1)!;
  const tagged = path.join(folder, 'tagged');
  synthesize(accounts, tagged, 'sandbox');
  const options = { world: worldFile(CALM), seed: SEEDS[0], folder, state: path.join(folder, 'state.json') };
  await runCommand({ ...options, assembly: assemblies.of(accounts) });
  const same = await runCommand({ ...options, assembly: assemblies.of(accounts) });
  const changed = await runCommand({ ...options, assembly: tagged });
  return {
    accounts,
    noChangeSeconds: same.report.virtualSeconds,
    noChangeCalls: allCalls(same),
    tagMinutes: changed.report.virtualSeconds / 60,
    tagCalls: allCalls(changed),
  };
}

function allCalls({ report }: Run): number {
  return Object.values(report.apiCalls).flatMap(calls => Object.values(calls)).reduce((total, count) => total + count, 0);
}

/** Carries out the jobs in their order, so many side by side. When time is up only those are begun that must be done. */
async function growAll(
  jobs: readonly Job[], lanes: number, minutes: number, grow: (job: Job) => Promise<void>, mustBeDone: (job: Job) => boolean,
): Promise<void> {
  const timeIsUp = performance.now() + minutes * 60_000;
  const waiting = [...jobs];
  const lane = async () => {
    for (;;) {
      const next = waiting.findIndex(job => mustBeDone(job) || performance.now() < timeIsUp);
      if (next < 0) {
        return;
      }
      await grow(waiting.splice(next, 1)[0]);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

/** A quick run shows its tables and leaves the documents to whole ones. */
function publish(results: Results, code: Digests, quick: boolean): void {
  const sections = sectionsOf(results, code);
  for (const section of sections) {
    process.stdout.write(`${plain(section)}\n`);
  }
  const name = quick ? 'quick' : 'bench';
  fs.mkdirSync(RESULTS, { recursive: true });
  fs.writeFileSync(path.join(RESULTS, `${name}.json`), `${JSON.stringify(results, undefined, 2)}\n`);
  const calm = results.growth.filter(({ scenario }) => scenario === 'no faults');
  fs.writeFileSync(path.join(RESULTS, quick ? 'quick.svg' : 'growth.svg'), chart(calm, 'Time to grow a pool, by the lower bound'));
  if (!quick) {
    writeTables(ROOT, results, code);
  }
}

void main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
