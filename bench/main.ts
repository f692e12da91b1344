/**
 * The benchmark: `npm run bench`. Prints tables, and writes bench/results/bench.json, bench/results/growth.svg and the tables in docs/performance.md and README.md.
 *
 *     --minutes N   how long rehearsals of growth may take; each size has at least one seed (default: until all twenty are done, hours)
 *     --jobs N      rehearsals side by side while pools grow (default: one per CPU)
 *     --scenario S  with --part growth: of growth this scenario alone; the rows of the others are kept
 *     --quick       ten and fifty accounts, two seeds, no document
 *     --part P      measures 'growth', 'costs' (all but growth) or 'rehearsal' (beside an earlier build) alone; the rest is taken from bench/results/bench.json
 *     --against X   with --part rehearsal: a folder with a build, or a commit, to compare with
 *     --pairs N     with --part rehearsal: so many pairs of runs of each size (default: 3, of the largest one)
 *     --tables      measures nothing: tables, chart and document once more from bench/results/bench.json
 */

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { AgainstRow, buildOf, measureAgainst } from './against';
import { CALLS_POOL, callsRow, CallsRow, CREATION_MINUTES, FOREIGN_ACCOUNTS } from './calls';
import { chart } from './chart';
import { Run, runCommand } from './command';
import { writeTables } from './document';
import { Grown, grownOf, GrowthRow, growthRows, Job, jobsOf, worldOf } from './growth';
import { Redeployment, Results, SpeedRow } from './results';
import { ScenarioName, SCENARIOS, SEEDS, SIZES, weatherOf, worldFile } from './scenarios';
import { measureSizes } from './sizes';
import { measureSynthesis, ROOT, synthesize, synthesizeLarge } from './synthesis';
import { besideBefore, plain, sectionsOf } from './table';

const RESULTS = path.join(__dirname, 'results');
/** What seven stacks are made for. */
const LARGE = 1000;
const CALM = weatherOf('no faults', SEEDS[0], []);

/** Folders of cloud assemblies by the size of their pool. */
type Assemblies = ReadonlyMap<number, string>;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: 'Infinity' },
      jobs: { type: 'string' },
      quick: { type: 'boolean', default: false },
      part: { type: 'string' },
      scenario: { type: 'string' },
      against: { type: 'string' },
      pairs: { type: 'string', default: '3' },
      tables: { type: 'boolean', default: false },
    },
  });
  const { quick } = values;
  const { part, scenario } = values;
  if (part !== undefined && part !== 'growth' && part !== 'costs' && part !== 'rehearsal') {
    throw new Error(`'--part' must be growth, costs or rehearsal, got ${part}; leave it out to measure growth and costs`);
  }
  if ((part === 'rehearsal') !== (values.against !== undefined)) throw new Error("'--against' must stand beside '--part rehearsal': a folder with a build, or a commit");
  if (scenario !== undefined && (part !== 'growth' || !SCENARIOS.includes(scenario as ScenarioName))) {
    throw new Error(`'--scenario' must be one of ${SCENARIOS.join(', ')} and stand beside '--part growth', got ${scenario} and ${part}`);
  }
  const scenarios = SCENARIOS.filter(name => scenario === undefined || name === scenario);
  const earlier = () => JSON.parse(fs.readFileSync(path.join(RESULTS, 'bench.json'), 'utf8')) as Results;
  if (values.tables) {
    publish(earlier(), false);
    return;
  }
  if (values.against !== undefined) {
    publish({ ...earlier(), against: await measureRehearsal(values.against, quick, Number(values.pairs)) }, quick);
    return;
  }
  const sizes = quick ? [10, 50] : SIZES;
  const seeds = quick ? SEEDS.slice(0, 2) : SEEDS;
  const lanes = Number(values.jobs ?? os.availableParallelism());
  const minutes = quick ? Infinity : Number(values.minutes);
  if (!(lanes >= 1) || !(minutes >= 0)) throw new Error(`'--jobs' must be 1 or more and '--minutes' 0 or more, got ${values.jobs} and ${values.minutes}`);

  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'account-robot-bench-'));
  try {
    const assemblies = new Map(sizes.map(size => [size, path.join(folder, `pool-${size}`)]));
    for (const [size, assembly] of assemblies) synthesize(size, assembly);
    const { growth, ...costs } = part === undefined ? { growth: [] } : earlier();
    publish({
      ...part === 'growth' ? costs as Omit<Results, 'growth'> : await measureCosts(assemblies, folder, quick),
      growth: part === 'costs' ? growth : ordered([
        ...growth.filter(row => !scenarios.includes(row.scenario)), ...await measureGrowth(assemblies, folder, { scenarios, seeds, lanes, minutes }),
      ]),
    }, quick);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
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
      if (accounts === LARGE) synthesizeLarge(accounts, assembly);
      else synthesize(accounts, assembly);
      const world = accounts === LARGE ? fs.readFileSync(path.join(ROOT, 'examples/large/world.yaml'), 'utf8') : worldFile(CALM);
      rows.push(await measureAgainst(root, { accounts, assembly, world, pairs: accounts === LARGE ? 1 : pairs }, folder));
      process.stdout.write(`${plain(besideBefore({ against: rows })[0])}\n`);
    }
    return rows;
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** All that is measured on its own, before the machine is busy with growth. */
async function measureCosts(assemblies: Assemblies, folder: string, quick: boolean): Promise<Omit<Results, 'growth'>> {
  const sizes = [...assemblies.keys()];
  say('synthesis');
  const synthesis = measureSynthesis([0, ...sizes.filter(size => size !== 100)], folder, quick ? 1 : 3);

  say('calls');
  const calls: CallsRow[] = [];
  for (const foreignAccounts of FOREIGN_ACCOUNTS) {
    const world = worldFile(CALM, { foreignAccounts, creationMinutes: CREATION_MINUTES });
    calls.push(callsRow(await runCommand({ assembly: assemblies.get(CALLS_POOL)!, world, seed: SEEDS[0], folder }), foreignAccounts, CALLS_POOL));
  }

  const speed: SpeedRow[] = [];
  const largest = sizes.at(-1)!;
  const state = path.join(folder, 'state.json');
  for (const size of sizes.filter(number => quick || number !== 50)) {
    say(`speed, ${size} accounts`);
    const load = os.loadavg()[0];
    const kept = size === largest ? { state } : {};
    const { wallSeconds, cpuSeconds, megabytes, report } = await runCommand({
      assembly: assemblies.get(size)!, world: worldFile(CALM), seed: SEEDS[0], folder, ...kept,
    });
    speed.push({ accounts: size, wallSeconds, cpuSeconds, megabytes, virtualMinutes: report.virtualSeconds / 60, load });
  }

  say('deploying again');
  const redeployment = await redeploy(largest, assemblies.get(largest)!, state, folder);
  const machine = { cpus: os.availableParallelism(), node: process.versions.node };
  return { machine, calls, synthesis, speed, redeployment, sizes: measureSizes() };
}

interface Extent {
  readonly scenarios: readonly ScenarioName[];
  readonly seeds: readonly string[];
  /** Rehearsals side by side. */
  readonly lanes: number;
  readonly minutes: number;
}

/** Rehearses as many jobs as there is time for. */
async function measureGrowth(assemblies: Assemblies, folder: string, { scenarios, seeds, lanes, minutes }: Extent): Promise<GrowthRow[]> {
  const sizes = [...assemblies.keys()];
  const grown: Grown[] = [];
  const jobs = jobsOf(sizes, seeds).filter(job => scenarios.includes(job.scenario));
  await growAll(jobs, lanes, minutes, async job => {
    const run = await runCommand({ assembly: assemblies.get(job.size)!, world: worldOf(job), seed: job.seed, folder });
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

/** The same pool once more: as it is, then with a tag that every account gets. */
async function redeploy(accounts: number, assembly: string, state: string, folder: string): Promise<Redeployment> {
  const tagged = path.join(folder, 'tagged');
  synthesize(accounts, tagged, 'sandbox');
  const options = { world: worldFile(CALM), seed: SEEDS[0], folder, state };
  const same = await runCommand({ ...options, assembly });
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
      if (next < 0) return;
      await grow(waiting.splice(next, 1)[0]);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

/** A quick run shows its tables and leaves the documents to whole ones. */
function publish(results: Results, quick: boolean): void {
  const sections = sectionsOf(results);
  for (const section of sections) process.stdout.write(`${plain(section)}\n`);
  const name = quick ? 'quick' : 'bench';
  fs.mkdirSync(RESULTS, { recursive: true });
  fs.writeFileSync(path.join(RESULTS, `${name}.json`), `${JSON.stringify(results, undefined, 2)}\n`);
  const calm = results.growth.filter(({ scenario }) => scenario === 'no faults');
  fs.writeFileSync(path.join(RESULTS, quick ? 'quick.svg' : 'growth.svg'), chart(calm, 'Time to grow a pool, by the lower bound'));
  if (!quick) writeTables(ROOT, results);
}

void main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
