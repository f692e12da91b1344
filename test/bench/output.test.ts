import * as fs from 'node:fs';
import * as path from 'node:path';
import { between } from '../../bench/between';
import { costOf, PRICES } from '../../bench/calls';
import { chart } from '../../bench/chart';
import { modelsText, readmeTable } from '../../bench/document';
import { growthRows } from '../../bench/growth';
import type { Measured } from '../../bench/measured';
import type { Digests } from '../../bench/measured-code';
import { presentCode } from '../../bench/measured-code';
import type { Results } from '../../bench/results';
import { besideBefore, markdown, plain, sectionsOf } from '../../bench/table';
import { GATE_SECONDS, lookSeconds } from '../../core/vending/control-tower/timing';

describe('the tables', () => {
  const section = { title: 'T', rows: [['a', 'bb'], ['**ccc**', 'd']], note: 'Note.' };

  test('are aligned in the terminal', () => {
    expect(plain(section)).toBe('T\n\na    bb\nccc  d\n\nNote.\n');
  });

  test('are markdown in the documentation', () => {
    expect(markdown(section)).toBe('### T\n\n| a | bb |\n| --- | --- |\n| **ccc** | d |\n\nNote.\n');
  });

  test('replace what stands between their markers and nothing else', () => {
    const before = 'head\n<!-- x: begin -->\nold\n<!-- x: end -->\ntail';
    const after = between(before, 'x', 'new\n');
    expect(after).toBe('head\n<!-- x: begin -->\n\nnew\n\n<!-- x: end -->\ntail');
    expect(between(after, 'x', 'new\n')).toBe(after);
  });

  test('fail where the markers are missing', () => {
    expect(() => between('head', 'x', 'new')).toThrow('<!-- x: begin -->');
  });
});

const NOW: Digests = { growth: 'g', calls: 'c', synthesis: 'y', speed: 'p', redeployment: 'r', sizes: 's' };

describe('the goals', () => {
  const grown = (size: number, minutes: number) => ({ scenario: 'no faults' as const, size, seed: '1', minutes, accounts: size, utilisation: 0.97, callsPerAccount: 90 });
  const results: Results = {
    machine: { cpus: 2, node: '24.0.0' },
    growth: growthRows([grown(10, 70), grown(50, 2000)], [10, 50]).map(row => ({ ...row, code: NOW.growth })),
    calls: [{
      code: NOW.calls,
      foreignAccounts: 10,
      handlers: { 'a:B': 1, 'organizations:ListAccounts': 1.5 },
      handlersTotal: 152,
      framework: {},
      cost: { lambdaRequests: 0, lambdaDuration: 0, stateTransitions: 0.001, serviceCatalog: 0, total: 0.001 },
    }],
    synthesis: [
      { code: NOW.synthesis, accounts: 0, cpuSeconds: 1, wallSeconds: 1, templateBytes: 2 },
      { code: NOW.synthesis, accounts: 150, cpuSeconds: 1.5, wallSeconds: 2, templateBytes: 3000 },
    ],
    speed: [{ code: NOW.speed, accounts: 10, wallSeconds: 9, cpuSeconds: 8, megabytes: 300, virtualMinutes: 70, load: 0 }],
    redeployment: { code: NOW.redeployment, accounts: 150, noChangeSeconds: 2, noChangeCalls: 0, tagMinutes: 12, tagCalls: 3000 },
    sizes: {
      code: NOW.sizes,
      bundles: { 'assets/lambda/pool-account/kick': 106_000, 'assets/cli/main': 500_000 },
      packed: 5e5,
      unpacked: 2e6,
      files: 40,
    },
  };

  test('say of each number whether it is met', () => {
    const goals = sectionsOf(results, NOW).find(({ title }) => title === 'Goals')!.rows;
    const verdict = (what: RegExp) => goals.find(([name]) => what.test(name))?.at(-1);
    expect(verdict(/growing 50/)).toBe('missed');
    expect(verdict(/slots in use/)).toBe('met');
    expect(verdict(/calls of our handlers per account but for ListAccounts/)).toBe('missed');
    expect(verdict(/scans/)).toBe('met');
    expect(verdict(/ahead of AFT/)).toBe('missed');
    expect(verdict(/ahead of one at a time/)).toBe('missed');
    expect(verdict(/cents/)).toBe('met');
    expect(verdict(/synth/)).toBe('met');
    expect(verdict(/rehearsal of 10/)).toBe('met');
    expect(verdict(/tag/)).toBe('met');
    expect(verdict(/kick/)).toBe('missed');
    expect(verdict(/cli/)).toBeUndefined();
  });

  test('stand in tables whose lines all have the same number of columns', () => {
    for (const { rows } of sectionsOf(results, NOW)) {
      expect(new Set(rows.map(row => row.length)).size).toBe(1);
    }
  });
});

describe('results of other code than today\'s', () => {
  const kept = JSON.parse(fs.readFileSync(path.join(__dirname, '../../bench/results/bench.json'), 'utf8')) as Results;
  const fresh = (row: object, part: keyof Digests): any => ({ ...row, code: NOW[part] });
  const today: Results = {
    ...kept,
    growth: kept.growth.map(row => fresh(row, 'growth')),
    calls: kept.calls.map(row => fresh(row, 'calls')),
    synthesis: kept.synthesis.map(row => fresh(row, 'synthesis')),
    speed: kept.speed.map(row => fresh(row, 'speed')),
    redeployment: fresh(kept.redeployment, 'redeployment'),
    sizes: fresh(kept.sizes, 'sizes'),
  };
  /** Titles of the sections that call something older. */
  const older = (results: Results) => sectionsOf(results, NOW).filter(section => markdown(section).includes('(older)')).map(({ title }) => title);
  const measured = (row: Measured, code: string | undefined): any => ({ ...row, code });

  test('are marked nowhere while there are none', () => {
    expect(older(today)).toEqual([]);
  });

  test.each<[keyof Digests, string[]]>([
    ['growth', ['Minutes until a pool is Available', 'Goals', 'AWS calls per account']],
    ['calls', ['Goals', 'AWS calls per account', 'AWS cost per account, in US cents']],
    ['synthesis', ['Goals', 'Synthesis']],
    ['speed', ['Goals', 'Speed of the rehearsal']],
    ['redeployment', ['Goals', 'Deploying again']],
    ['sizes', ['Goals', 'Sizes']],
  ])('are marked wherever %s shows', (part, titles) => {
    for (const code of ['of another day', undefined]) {
      const rows: any = today[part];
      expect(older({ ...today, [part]: Array.isArray(rows) ? rows.map(row => measured(row, code)) : measured(rows, code) })).toEqual(titles);
    }
  });

  test('are marked row by row, and the mark is explained once', () => {
    const [first, ...rest] = today.growth;
    const text = markdown(sectionsOf({ ...today, growth: [measured(first, 'of another day'), ...rest] }, NOW)[0]);
    expect(text.match(/^\|.*\(older\)/gm)).toEqual([expect.stringMatching(new RegExp(`^\\| ${first.scenario} \\(older\\)$`))]);
    expect(text.match(/"\(older\)": measured before/g)).toHaveLength(1);
  });
});

describe('docs/performance.md', () => {
  const present = presentCode();
  const document = fs.readFileSync(path.join(__dirname, '../../docs/performance.md'), 'utf8');

  test('says of each model what the model says of itself', () => {
    expect(document).toContain(modelsText());
  });

  test('shows the tables of the results that are kept, and not others, and calls those older that are of other code than today\'s (`npx projen docs` writes it)', () => {
    const kept = JSON.parse(fs.readFileSync(path.join(__dirname, '../../bench/results/bench.json'), 'utf8')) as Results;
    expect(document).toContain(sectionsOf(kept, present).map(markdown).join('\n').trimEnd());
    expect(fs.readFileSync(path.join(__dirname, '../../README.md'), 'utf8')).toContain(readmeTable(kept, present).trimEnd());
  });
});

test('the chart is well-formed, names each contender and tells its numbers', () => {
  const rows = growthRows([{ scenario: 'no faults', size: 10, seed: '1', minutes: 70, accounts: 10, utilisation: 1, callsPerAccount: 1 }], [10]);
  const svg = chart(rows, 'A & B');
  expect(svg).toContain('A &amp; B');
  for (const { name } of rows[0].contenders) {
    expect(svg).toContain(`${name}: `);
  }
  expect(svg.match(/<(rect|text|title|svg)\b/g)!.length).toBe(svg.match(/<\/(text|title|svg|rect)>|<rect[^>]*\/>/g)!.length);
  expect(svg).not.toContain('NaN');
});

test('the cost counts both functions of each invocation and every transition', () => {
  const cost = costOf({ apiCalls: { framework: { 'lambda:Invoke': 110, 'states:StartExecution': 10 } } }, 2);
  expect(cost.lambdaRequests).toBeCloseTo(110 * PRICES.lambdaRequest);
  expect(cost.stateTransitions).toBeCloseTo((100 + 20) * PRICES.stateTransition / 2);
  expect(cost.total).toBeCloseTo(cost.lambdaRequests + cost.lambdaDuration + cost.stateTransitions);
});

test('each call of Service Catalog costs, whoever of ours makes it', () => {
  const handlers = { 'servicecatalog:DescribeRecord': 8, 'organizations:ListAccounts': 9 };
  const cost = costOf({ apiCalls: { 'look-up': { 'servicecatalog:ListPortfoliosForProduct': 2 }, 'is-complete': handlers } }, 10);
  expect(cost.serviceCatalog).toBeCloseTo(PRICES.serviceCatalogCall);
  expect(cost.total).toBeCloseTo(cost.lambdaRequests + cost.lambdaDuration + cost.stateTransitions + cost.serviceCatalog);
});

test('a poll that stays at the gate to its end costs its stay, however often it looks', () => {
  const looks = GATE_SECONDS / lookSeconds('begun');
  const cost = costOf({ apiCalls: { 'is-complete': { 'servicecatalog:SearchProvisionedProducts': looks } } }, 1);
  // The framework's function waits for ours.
  expect(cost.lambdaDuration).toBeCloseTo(GATE_SECONDS * (0.25 + 0.125) * PRICES.gigabyteSecond, 10);
});

test('a build beside the one before is told by the median of its pairs, with its goals', () => {
  const taken = (cpuSeconds: number) => ({ cpuSeconds, wallSeconds: cpuSeconds, megabytes: 100 * cpuSeconds, firstLineSeconds: 0.5 });
  const pairs = [2, 3, 9].map(cpuSeconds => ({ before: taken(10), now: taken(cpuSeconds), alike: true }));
  const changed = pairs.map(pair => ({ ...pair, alike: false }));
  const [{ rows }] = besideBefore({ against: [{ accounts: 10, pairs }, { accounts: 1, pairs: changed }] });
  expect(rows.slice(1)).toEqual([
    ['10', '3', '10.0 -> 3.0', '0.30 (<= 0.25: missed)', '10.0 -> 3.0', '0.30 (<= 0.25: missed)', '1000 -> 300', '0.30 (<= 0.4: met)', '0.50 -> 0.50 s', 'alike'],
    ['1', '3', '10.0 -> 3.0', '0.30', '10.0 -> 3.0', '0.30', '1000 -> 300', '0.30', '0.50 -> 0.50 s', 'differ'],
  ]);
  expect(besideBefore({})).toEqual([]);
});
