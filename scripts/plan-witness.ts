/**
 * Plans for organizations at random, and then deploys to them: whether what was planned is what happens.
 *
 *     a world, an app -> served and read by the real SDK -> a plan
 *                     -> rehearsed with other chance      -> what happens
 *
 * `--runs N` says how many, `--from N` with which one to begin.
 */

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { AccountPool } from 'account-robot';
import { App, Stack } from 'aws-cdk-lib';
import { drawReports } from '../cli/operator/draw';
import { compare, isWorkLeft, planOf } from '../cli/operator/plan';
import type { Plan } from '../cli/operator/plan';
import { readOrganization } from '../cli/reader';
import { fractionOf } from '../core/hash';
import { declaredAccounts } from '../core/operator/declared';
import { context } from '../examples/pool/cdk.json';
import { readAssembly } from '../rehearsal/accounts/pool-assembly';
import type { Assembly } from '../rehearsal/cloudformation/assembly';
import { rehearse, serve } from '../rehearsal/rehearse';
import type { Report } from '../rehearsal/report';
import type { OpenDoor } from '../rehearsal/served';
import type { RehearsalState } from '../rehearsal/state-file';
import { loadWorldText } from '../rehearsal/world/load';

const DRAWS = 7;
const UNIT = 'ou-abcd-11112222';

/** What one comparison came to. */
export interface Witnessed {
  readonly run: number;
  /** In words, to find out what differs. */
  readonly world: string;
  /** Accounts whose plan differs from what happened. */
  readonly differences: readonly string[];
  /** Whether the deployment ended within the range of minutes; undefined where nothing had to be waited for. */
  readonly inRange?: boolean;
  /** How long it took. */
  readonly minutes: number;
  /** How long it was to take. */
  readonly range: string;
}

/** One organization: planned for, and deployed to. */
export async function witness(run: number): Promise<Witnessed> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'witness-'));
  try {
    const draw = (key: string) => fractionOf(`witness ${run} ${key}`);
    const before = draw('before') < 0.5 ? await deployed(synthesized(folder, 1 + Math.floor(draw('first') * 3), false), worldAt(draw, false), `before-${run}`) : undefined;
    const app = synthesized(folder, 2 + Math.floor(draw('size') * 4), draw('adopt') < 0.4);
    const world = worldAt(draw, before === undefined);
    const plan = await planned(app, world, before, `now-${run}`);
    const { world: loaded } = loadWorldText('world', world, app);
    const { report } = await rehearse({ assembly: app, world: loaded, state: before, seed: `real-${run}`, rollback: false });
    return { run, world, ...compared(plan, report) };
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

function synthesized(folder: string, size: number, adoptExisting: boolean): Assembly {
  const outdir = path.join(folder, `cdk-${size}-${adoptExisting}.out`);
  const { sandbox: _, ...settings } = context['account-robot'];
  const app = new App({ outdir, context: { 'account-robot': settings } });
  new AccountPool(new Stack(app, 'Pool', { env: { account: '111122223333', region: 'eu-west-1' } }), 'Pool', { size, adoptExisting });
  app.synth();
  return readAssembly(outdir);
}

/** A world as organizations have them: other people's accounts and operations, what failed once, and names that are taken. */
function worldAt(draw: (key: string) => number, fresh: boolean): string {
  const accounts: string[] = [];
  const products: string[] = [];
  const add = (number: number, kind: number) => {
    const [name, id] = [`pool-00${number}`, `22223333000${number}`];
    const ours = `tags: { 'account-robot:owner': Pool/Pool/${name} }`;
    if (kind < 0.15) {
      accounts.push(`    - { name: ${name}, id: '${id}', email: aws+${name}@example.com, parentId: ${UNIT} }`);
      products.push(`    - { name: ${name}, accountId: '${id}' }`);
    } else if (kind < 0.3) {
      accounts.push(`    - { name: somebody-${number}, id: '${id}', email: aws+${name}@example.com }`);
    } else if (kind < 0.45) {
      products.push(`    - { name: ${name}, status: ERROR, statusMessage: AWS Control Tower could not create the account., ${ours} }`);
    } else if (kind < 0.6) {
      accounts.push(`    - { name: ${name}, id: '${id}', email: aws+${name}@example.com, parentId: ${UNIT}, ${ours} }`);
      products.push(`    - { name: ${name}, accountId: '${id}', ${ours} }`);
    }
  };
  if (fresh) {
    [1, 2, 3, 4, 5].filter(number => draw(`there ${number}`) < 0.5).forEach(number => add(number, draw(`kind ${number}`)));
  }
  const foreign = Math.floor(draw('foreign') * 30);
  const room = draw('full') < 0.15 ? 0 : 40;
  const operations = draw('operations') < 0.4 ? `operations: [{ startMinute: 0, minutes: ${10 + Math.floor(draw('length') * 30)}, count: ${1 + Math.floor(draw('count') * 3)}, visible: ${draw('visible') < 0.5} }]\n` : '';
  return `
organization:
  managementAccountId: '111122223333'
  homeRegion: eu-west-1
  accountQuota: ${1 + accounts.length + foreign + room + (fresh ? 0 : 5)}
  foreignAccounts: ${foreign}
  organizationalUnits: [{ id: ${UNIT}, name: Pool, registered: ${draw('registered') >= 0.1} }]
  accounts: ${accounts.length === 0 ? '[]' : `\n${accounts.join('\n')}`}
  products: ${products.length === 0 ? '[]' : `\n${products.join('\n')}`}
factory: { concurrency: ${1 + Math.floor(draw('slots') * 5)} }
${operations}`;
}

async function deployed(assembly: Assembly, world: string, seed: string): Promise<RehearsalState> {
  const { world: loaded } = loadWorldText('world', world, assembly);
  const { state } = await rehearse({ assembly, world: loaded, seed, rollback: false });
  return state;
}

async function planned(app: Assembly, world: string, state: RehearsalState | undefined, seed: string): Promise<Plan> {
  let close = () => {};
  const closed = new Promise<void>(resolve => { close = resolve; });
  const { world: loaded } = loadWorldText('world', world, app);
  let opened: (url: string) => void = () => {};
  const url = new Promise<string>(resolve => { opened = resolve; });
  const visit = { serve: { port: 0, untilMinutes: 0, speed: 0 }, onOpen: (door: OpenDoor) => opened(door.url), closed };
  const served = serve({ assembly: app, world: loaded, state, seed, rollback: false }, visit);
  const endpoint = await Promise.race([url, served.then(() => { throw new Error('the organization was not served'); })]);
  Object.assign(process.env, { AWS_ENDPOINT_URL: endpoint, AWS_ACCESS_KEY_ID: 'AKIA0000111122223333', AWS_SECRET_ACCESS_KEY: 'rehearsal', AWS_REGION: 'eu-west-1' });
  const legs = app.stacks.flatMap(({ template }) => declaredAccounts(template));
  const snapshot = await readOrganization({ controlTowerEndpoint: endpoint, wallClock: () => Date.now() }, {
    release: '0.0.0',
    stacks: app.stacks.map(({ name }) => name),
    accounts: new Set(legs.flatMap(({ name, email }) => [name, email])),
    sandboxRegions: [],
  });
  close();
  await served;
  const comparison = compare(app, snapshot);
  const { reports } = isWorkLeft(comparison)
    ? await drawReports({ work: comparison.rest, snapshot, source: 'snapshot', rollback: false, count: DRAWS, beside: 1 }, rehearse) : { reports: [] };
  return planOf(snapshot, comparison, reports);
}

/** Accounts and codes must be the same, and the minutes within the range. */
function compared(plan: Plan, { accounts, stacks, virtualSeconds }: Report): Pick<Witnessed, 'differences' | 'inRange' | 'minutes' | 'range'> {
  const differences = plan.accounts.filter(({ action }) => action !== 'forget').flatMap(({ action, error, name, readyMinute }) => {
    const row = accounts.find(account => account.name === name);
    const [foreseen, happened] = [error?.code ?? 'no failure', row?.error?.code ?? 'no failure'];
    const asks = row !== undefined && row.attempts > 0;
    return [
      ...(foreseen === happened ? [] : [`${name}: ${foreseen} was planned (${action}), and it was ${happened}`]),
      ...(error === null && ['none', 'look'].includes(action) && asks ? [`${name}: ${action} was planned, and the factory was asked`] : []),
      ...(readyMinute !== null && action === 'create' && !asks ? [`${name}: it was to be created, and the factory was not asked`] : []),
    ];
  });
  const failed = stacks.flatMap(({ failures }) => failures.map(({ error }) => error.code)).sort().join();
  const foretold = plan.failures.map(({ error }) => error.code).sort().join();
  const ended = virtualSeconds / 60;
  return {
    minutes: Math.round(ended),
    range: plan.minutes === null ? 'nothing' : `${plan.minutes.p10} to ${plan.minutes.p90}`,
    differences: [...differences, ...(failed === foretold ? [] : [`failures beside accounts: '${foretold}' were planned, and it was '${failed}'`])],
    ...(plan.minutes === null ? {} : { inRange: plan.minutes.p10 <= Math.ceil(ended) && Math.floor(ended) <= plan.minutes.p90 }),
  };
}

async function main(args: readonly string[]): Promise<void> {
  const option = (name: string, fallback: number) => Number(args[args.indexOf(name) + 1] ?? fallback) || fallback;
  const [runs, from] = [args.includes('--runs') ? option('--runs', 100) : 100, args.includes('--from') ? option('--from', 1) : 1];
  const all: Witnessed[] = [];
  for (let run = from; run < from + runs; run++) {
    const witnessed = await witness(run);
    all.push(witnessed);
    const { differences, inRange, minutes } = witnessed;
    console.log(`${run}: ${differences.length === 0 ? 'as planned' : differences.join('; ')}${inRange === undefined ? '' : `, ${minutes} min${inRange ? ' in' : ' outside of'} ${witnessed.range}`}`);
  }
  const waited = all.filter(({ inRange }) => inRange !== undefined);
  console.log(`${all.filter(({ differences }) => differences.length === 0).length} of ${all.length} plans were what happened; minutes lay in the range in ${waited.filter(({ inRange }) => inRange).length} of ${waited.length}`);
}

if (require.main === module) {
  void main(process.argv.slice(2));
}
