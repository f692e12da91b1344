import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as fc from 'fast-check';
import { Assemblies } from '../../chaos/app';
import type { Shape } from '../../chaos/app';
import { readKept, tableOf } from '../../chaos/document';
import { anyFault } from '../../chaos/faults';
import { FIXES } from '../../chaos/fixes';
import { anyGrowingFault, anyHours } from '../../chaos/growing/hours';
import { RESTLESS } from '../../chaos/growing/leanings';
import { SQUATTED } from '../../chaos/leanings';
import { anyPlan } from '../../chaos/plan';
import type { Deployment, Plan } from '../../chaos/plan';
import { run } from '../../chaos/run';
import { tell } from '../../chaos/tell';
import { Trials } from '../../chaos/trials';
import { FAILURE_CODES } from '../../core/failures/failure-table';
import '../support/property-seed';

const ROOT = path.join(__dirname, '..', '..');
let folder: string;

beforeAll(() => { folder = fs.mkdtempSync(path.join(os.tmpdir(), 'chaos-')); });
afterAll(() => fs.rmSync(folder, { recursive: true }));

describe('random organizations, deployments and faults', () => {
  test('keep every promise', async () => {
    const trials = new Trials({ folder, assemblies: new Assemblies(folder) }, () => undefined);
    await trials.run({ runs: 8, seed: fc.readConfigureGlobal().seed!, shrinkingRuns: 20, isTimeUp: () => false });
    expect(tell(trials.results)).toContain('0 failed');
    expect(trials.results.deployments).toBeGreaterThan(8);
  }, 600_000);
});

describe('a pool that grows by itself', () => {
  test('keeps its limits while all that calls for it, counts for it and carries for it fails', async () => {
    const [plan] = fc.sample(anyPlan(RESTLESS), { seed: 7, numRuns: 1 });
    const [deployment] = plan.deployments;
    const rough = fc.sample(anyHours(), { seed: fc.readConfigureGlobal().seed!, numRuns: 1 })[0];
    const outcome = await run({ ...plan, deployments: [{ ...deployment, hours: { ...rough, afterwardsMinutes: 240 } }] }, { folder, assemblies: new Assemblies(folder) });
    expect(outcome).toMatchObject({ violations: [], discarded: undefined });
  }, 600_000);

  test('whose cooldown is not kept to is found', async () => {
    const [plan] = fc.sample(anyPlan(RESTLESS), { seed: 7, numRuns: 1 });
    // As if the person allowed less than the function was told.
    const assemblies = new Assemblies(folder, outdir => allowMore(outdir));
    const outcome = await run({ ...plan, deployments: plan.deployments.slice(0, 1) }, { folder, assemblies });
    expect(outcome.violations.join()).toMatch(/minutes after the one before, where 90 are to pass/);
  }, 600_000);
});

/** The function is told of a shorter cooldown, and of more accounts a day, than stand in the plan. */
function allowMore(outdir: string): void {
  const file = path.join(outdir, 'Growth.template.json');
  const template = fs.readFileSync(file, 'utf8');
  const changed = template.replace(/\\"cooldownMinutes\\":90/, '\\"cooldownMinutes\\":10');
  expect(changed).not.toBe(template);
  fs.writeFileSync(file, changed);
}

test('the results on the page are those that are kept', () => {
  expect(fs.readFileSync(path.join(ROOT, 'docs/reliability.md'), 'utf8')).toContain(tableOf(readKept()));
});

describe('plans', () => {
  const plans = fc.sample(anyPlan(), { seed: 1, numRuns: 400 });
  const deployments = plans.flatMap(each => each.deployments);

  test.each<[string, (deployment: Deployment) => unknown]>([
    ['a deployment that is cancelled', ({ cancelAfterMinutes }) => cancelAfterMinutes !== undefined],
    ['stacks that somebody deletes', ({ deleteAfterMinutes }) => deleteAfterMinutes !== undefined],
    ['cdk rollback', ({ command }) => command === 'rollback'],
    ['cdk destroy', ({ command }) => command === 'destroy'],
    ['functions whose clock is ahead', ({ functionClockSeconds = 0 }) => functionClockSeconds > 300],
    ['functions whose clock is behind', ({ functionClockSeconds = 0 }) => functionClockSeconds < -300],
    ['an upgrade of the library', ({ declared }) => declared.upgraded],
    ['reads that lag', ({ lag }) => Object.keys(lag).length > 0],
  ])('draw %s often enough to be met', (_, isIt) => {
    expect(deployments.filter(isIt).length).toBeGreaterThan(10);
  });

  test.each<[string, (shape: Shape) => unknown]>([
    ['an account that is named by its id', ({ existing }) => existing === 'named'],
    ['an account that is taken over', ({ existing }) => existing === 'adopted'],
    ['two Innovation Sandboxes', ({ apart }) => apart],
    ['accounts in a nested stack', ({ grouping }) => grouping === 'nested'],
    ['a pool whose size is a parameter', ({ grouping }) => grouping === 'elastic'],
    ['a pool that grows by itself', ({ growth }) => growth],
    ['one that asks', ({ growth }) => growth?.approvalAbove],
  ])('draw %s often enough to be met', (_, isIt) => {
    expect(plans.filter(({ shape }) => isIt(shape)).length).toBeGreaterThan(10);
  });

  test('begin with a deployment: there is nothing to take back yet', () => {
    expect(plans.filter(({ deployments: [first] }) => first.command !== undefined)).toEqual([]);
  });

  test('can be bent towards what is rarely met by chance', () => {
    const bent = fc.sample(anyPlan(SQUATTED), { seed: 1, numRuns: 20 });
    expect(bent.every(({ shape }) => shape.registration === 'none')).toBe(true);
    expect(bent.every(each => each.deployments.every(({ faults }) => faults.some(({ kind }) => kind === 'account-appears')))).toBe(true);
  });
});

describe('a guard', () => {
  const plan: Plan = {
    seed: '1',
    shape: { placement: 'one stack', registration: 'none', concurrency: 5 },
    deployments: [{
      declared: { sizes: [1, 1], costCentre: 'a', verify: '1' },
      rollback: false,
      pauseMinutes: 30,
      faults: [],
      lag: {},
      operations: [],
      registrationSeconds: 0,
    }],
  };

  test('sees nothing where nothing goes wrong', async () => {
    const outcome = await run(plan, { folder, assemblies: new Assemblies(folder) }, true);
    expect(outcome).toMatchObject({ violations: [], deployments: 2, discarded: undefined });
  });

  test('leaves a plan out whose world can\'t be', async () => {
    const [deployment] = plan.deployments;
    const impossible = { ...plan, deployments: [{ ...deployment, faults: [{ kind: 'busy', reason: 'nothing' }] }] };
    const outcome = await run(impossible, { folder, assemblies: new Assemblies(folder) });
    expect(outcome).toMatchObject({ violations: [], deployments: 0, discarded: expect.stringContaining('nothing') });
  });
});

describe('faults', () => {
  test.each(['none', '1.2', '1.3'] as const)('of every kind that fits come up (%s)', registration => {
    const schema = JSON.parse(fs.readFileSync(path.join(ROOT, 'rehearsal/world/world.schema.json'), 'utf8'));
    const known = Object.keys(schema.definitions).flatMap(name => /^fault-(.*)$/.exec(name)?.[1] ?? []);
    const drawn = new Set(fc.sample(anyFault({ registration }), { seed: 1, numRuns: 2000 }).map(({ kind }) => kind));
    const ofSandbox = /^(registration|cleaning|cleanup|stack-set|parameter|account-leased|account-moved|administrator|secret|api)/;
    // Only a pool that grows has rules, alarms and topics.
    const ofEvents = ['delivery-fails', 'delivered-twice', 'event-refused', 'stack-updated'];
    const ofGrowth = new Set(fc.sample(anyGrowingFault(), { seed: 1, numRuns: 400 }).map(({ kind }) => kind));
    expect(ofEvents.filter(kind => !ofGrowth.has(kind))).toEqual([]);
    const sandboxOnly = known.filter(kind => ofSandbox.test(kind));
    const unfit = { none: sandboxOnly, 1.2: ['api-replaced', 'product-removed'], 1.3: ['secret-rotated', 'product-removed'] }[registration];
    expect([...drawn].sort()).toEqual(known.filter(kind => !unfit.includes(kind) && !ofEvents.includes(kind)).sort());
  });

  test('have fixes by codes that exist', () => {
    expect(FAILURE_CODES).toEqual(expect.arrayContaining(Object.keys(FIXES)));
  });
});
