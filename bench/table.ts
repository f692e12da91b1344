/** The results as text: the same tables for the terminal and for docs/performance.md. */

import type { AgainstRow, Taken } from './against';
import { RATIO_GOALS } from './against';
import type { GrowthRow } from './growth';
import { THIS_LIBRARY } from './growth';
import type { Measured } from './measured';
import type { Digests, Part } from './measured-code';
import type { Results } from './results';
import type { ScenarioName } from './scenarios';
import { HANDLER_BYTES_MAX, isHandlerBundle } from './sizes';

/** A heading, and what stands under it. */
export interface Section {
  readonly title: string;
  readonly rows: readonly (readonly string[])[];
  readonly note?: string;
}

/** Goals of growth by the size of the pool: minutes by those of the lower bound. */
export const GROWTH_GOALS: Readonly<Record<number, number>> = { 50: 1.09, 100: 1.06, 150: 1.05 };

/** Its pages are counted one by one. */
const SCAN = 'organizations:ListAccounts';
const SCAN_PAGE = 20;

/** Seconds of wall time that a rehearsal may take on a machine with two idle CPUs, by the size of the pool. */
export const SPEED_GOALS: Readonly<Record<number, number>> = { 10: 10, 100: 60 };

/** What the README shows: growth on a good day, and on a usual one. */
const README_SCENARIOS: readonly ScenarioName[] = ['no faults', '5 % transient'];

/** Stands behind whatever was measured on other code than that of today. */
const OLDER = ' (older)';
const OLDER_NOTE = '"(older)": measured before the code that decides the number was last changed.';

/** What to put behind a number of this part: nothing if it is of today's code. */
type Age = (part: Part, row: Measured) => string;

export function readmeSection(results: Results, present: Digests): Section {
  return withNote(growth({ ...results, growth: results.growth.filter(({ scenario }) => README_SCENARIOS.includes(scenario)) }, ageBy(present)));
}

/** `present`: the digests of today's code. */
export function sectionsOf(results: Results, present: Digests): Section[] {
  const aged = (...sections: ((results: Results, age: Age) => Section)[]) => sections.map(section => withNote(section(results, ageBy(present))));
  return [...aged(growth, goals, calls, cost, synthesis, speed), ...besideBefore(results), ...aged(redeployment, sizes)];
}

const ageBy = (present: Digests): Age => (part, { code }) => code === present[part] ? '' : OLDER;

/** What the mark means, where a row has it. */
function withNote(section: Section): Section {
  if (![...section.rows.flat(), section.note ?? ''].some(text => text.includes(OLDER))) {
    return section;
  }
  return { ...section, note: section.note === undefined ? OLDER_NOTE : `${section.note} ${OLDER_NOTE}` };
}

function growth({ growth: rows }: Results, age: Age): Section {
  const names = rows[0]?.contenders.map(({ name }) => name) ?? [];
  return {
    title: 'Minutes until a pool is Available',
    rows: [
      ['scenario', 'accounts', 'seeds', ...names],
      ...rows.map(row => [row.scenario + age('growth', row), String(row.size), String(row.seeds), ...row.contenders.map(contender => cell(row, contender))]),
    ],
    note: 'Mean over the seeds; by the lower bound in brackets. "8.3 of 10": so many accounts are there at the end, the others have to be asked for again by hand. Where accounts are missing, the minutes say little.',
  };
}

function cell(row: GrowthRow, { minutes, ratio, accounts }: GrowthRow['contenders'][number]): string {
  const possible = row.contenders[0].accounts;
  const missing = accounts < possible - 1e-9 ? `, ${accounts.toFixed(1)} of ${possible}` : '';
  return ratio === 1 && missing === '' ? minutes.toFixed(0) : `${minutes.toFixed(0)} (${ratio.toFixed(2)}${missing})`;
}

/** Whom the goals are to be ahead of: of the last one where accounts fail it. */
const RIVALS = ['one at a time', 'create, clean, next', 'AFT', 'LZA, former'];
const WHERE_IT_FAILS = 'LZA, former';

/** Means of whole numbers: what is less than that apart is the same. */
function isMore(one: GrowthRow['contenders'][number], other: GrowthRow['contenders'][number]): boolean {
  return one.accounts > other.accounts + 1e-9;
}

/** How often this library is ahead: with more accounts at the end, or as many in less time. */
function standings(rows: readonly GrowthRow[]): { readonly against: string; readonly rows: number; readonly won: number }[] {
  return RIVALS.map(name => {
    const pairs = rows.map(({ contenders }) => {
      const named = (wanted: string) => contenders.find(contender => contender.name === wanted)!;
      return { possible: contenders[0], ours: named(THIS_LIBRARY), theirs: named(name) };
    });
    const compared = name === WHERE_IT_FAILS ? pairs.filter(({ possible, theirs }) => isMore(possible, theirs)) : pairs;
    const won = compared.filter(({ ours, theirs }) => isMore(ours, theirs) || (!isMore(theirs, ours) && ours.minutes < theirs.minutes));
    return { against: name === WHERE_IT_FAILS ? `${name}, where something fails` : name, rows: compared.length, won: won.length };
  });
}

/** One line per goal: what was measured, and whether it is met. */
function goals(results: Results, age: Age): Section {
  const rows: string[][] = [['what', 'measured', 'goal', '']];
  const goal = (what: string, measured: number, most: number, digits: number, old: string, unit = '') => {
    rows.push([what, `${measured.toFixed(digits)}${unit}`, `<= ${most}${unit}`, (measured <= most ? 'met' : 'missed') + old]);
  };
  for (const row of results.growth.filter(({ scenario }) => scenario === 'no faults')) {
    const ours = row.contenders.find(({ name }) => name === THIS_LIBRARY)!;
    const old = age('growth', row);
    if (GROWTH_GOALS[row.size] !== undefined) {
      goal(`growing ${row.size} accounts, by the lower bound`, ours.ratio, GROWTH_GOALS[row.size], 3, old);
    }
    if (row.utilisation !== undefined && row.size > 10) {
      rows.push([`slots in use until the last start, ${row.size} accounts`, percent(row.utilisation), '>= 95 %', (row.utilisation >= 0.95 ? 'met' : 'missed') + old]);
    }
  }
  const anyOld = results.growth.map(row => age('growth', row)).find(old => old !== '') ?? '';
  for (const { against, rows: compared, won } of standings(results.growth)) {
    rows.push([`ahead of ${against}`, `${won} of ${compared} rows`, `${compared}`, (won === compared ? 'met' : 'missed') + anyOld]);
  }
  for (const row of results.calls) {
    const where = `${row.foreignAccounts} foreign accounts`;
    const old = age('calls', row);
    // Scans of the organization grow with it: they have a limit of their own.
    const pages = row.handlers[SCAN] ?? 0;
    goal(`calls of our handlers per account but for ListAccounts, ${where}`, row.handlersTotal - pages, 150, 1, old);
    goal(`scans of the organization per account, ${where}`, pages / Math.ceil((row.foreignAccounts + 1) / SCAN_PAGE), 2, 2, old);
    goal(`AWS cost per account in cents, ${where}`, row.cost.total * 100, 1, 2, old);
  }
  const empty = results.synthesis.find(({ accounts }) => accounts === 0);
  const largest = results.synthesis.at(-1);
  if (empty && largest) {
    goal(`synth of ${largest.accounts} accounts, by an empty app, wall time`, largest.wallSeconds / empty.wallSeconds, 2, 2, age('synthesis', largest));
  }
  for (const row of results.speed) {
    const { accounts, wallSeconds, cpuSeconds, load } = row;
    const most = SPEED_GOALS[accounts];
    if (most === undefined) {
      continue;
    }
    const measured = `${wallSeconds.toFixed(1)} s (${cpuSeconds.toFixed(1)} s of CPU, load ${load.toFixed(1)})`;
    // Where others are at work, too, a missed goal says nothing.
    const verdict = wallSeconds <= most ? 'met' : load > results.machine.cpus / 2 ? 'machine was busy' : 'missed';
    rows.push([`rehearsal of ${accounts} accounts, wall time`, measured, `<= ${most} s, idle`, verdict + age('speed', row)]);
  }
  goal(`changing a tag on ${results.redeployment.accounts} accounts, virtual minutes`, results.redeployment.tagMinutes, 15, 1, age('redeployment', results.redeployment));
  const sizesOld = age('sizes', results.sizes);
  for (const [bundle, bytes] of Object.entries(results.sizes.bundles).filter(([name]) => isHandlerBundle(name))) {
    goal(bundle, bytes / 1000, HANDLER_BYTES_MAX / 1000, 1, sizesOld, ' kB');
  }
  goal('package', results.sizes.packed / 1e6, 10, 2, sizesOld, ' MB');
  return { title: 'Goals', rows };
}

function calls({ calls: rows, growth: grown }: Results, age: Age): Section {
  const names = [...new Set(rows.flatMap(({ handlers }) => Object.keys(handlers)))].sort();
  const framework = [...new Set(rows.flatMap(row => Object.keys(row.framework)))].sort();
  const across = grown.filter(({ scenario }) => scenario === 'no faults').map(row => `${row.size}: ${row.callsPerAccount.toFixed(0)}${age('growth', row)}`).join(', ');
  return {
    title: 'AWS calls per account',
    rows: [
      ['call', ...rows.map(row => `${row.foreignAccounts} foreign accounts${age('calls', row)}`)],
      ...names.map(name => [name, ...rows.map(({ handlers }) => String(handlers[name] ?? 0))]),
      ['**all of our handlers**', ...rows.map(({ handlersTotal }) => handlersTotal.toFixed(1))],
      ...framework.map(name => [`framework ${name}`, ...rows.map(row => String(row.framework[name] ?? 0))]),
    ],
    note: `Ten accounts, each created in 25 minutes, five at a time. Pages of listings count each. With drawn creations, by the size of the pool: ${across}.`,
  };
}

function cost({ calls: rows }: Results, age: Age): Section {
  const cents = (dollars: number) => (dollars * 100).toFixed(3);
  return {
    title: 'AWS cost per account, in US cents',
    rows: [
      ['foreign accounts', 'Lambda requests', 'Lambda duration', 'Step Functions transitions', 'calls of Service Catalog', 'together'],
      ...rows.map(row => ({ row, ...row.cost })).map(({ row, lambdaRequests, lambdaDuration, stateTransitions, serviceCatalog, total }) =>
        [row.foreignAccounts + age('calls', row), ...[lambdaRequests, lambdaDuration, stateTransitions, serviceCatalog, total].map(cents)]),
    ],
    note: 'The first thousand calls of Service Catalog in a month cost nothing, which is left out here.',
  };
}

function synthesis({ synthesis: rows }: Results, age: Age): Section {
  return {
    title: 'Synthesis',
    rows: [
      ['accounts', 'CPU seconds', 'wall seconds', 'template bytes'],
      ...rows.map(row => [
        (row.accounts === 0 ? 'empty app' : row.accounts) + age('synthesis', row), row.cpuSeconds.toFixed(2), row.wallSeconds.toFixed(2), String(row.templateBytes),
      ]),
    ],
    note: 'The whole process that `cdk synth` starts: Node, the loader of TypeScript, the CDK, the app. What users wait for is the wall time; the CPU time has the collection of garbage beside it.',
  };
}

function speed({ speed: rows, machine }: Results, age: Age): Section {
  return {
    title: 'Speed of the rehearsal',
    rows: [
      ['accounts', 'wall seconds', 'CPU seconds', 'memory in MB', 'virtual minutes', 'load before'],
      ...rows.map(row => [
        row.accounts + age('speed', row), row.wallSeconds.toFixed(1), row.cpuSeconds.toFixed(1), String(row.megabytes),
        row.virtualMinutes.toFixed(0), row.load.toFixed(1),
      ]),
    ],
    note: `The command as it ships, one run at a time, on ${machine.cpus} CPUs and Node ${machine.node}. Load is the other work on the machine when the run began: on an idle one the wall seconds come to about the CPU seconds, because only one thread of a rehearsal is at work at most times.`,
  };
}

/** Ratios to an earlier build, each the median of the pairs. */
export function besideBefore({ against: rows = [] }: Pick<Results, 'against'>): Section[] {
  const ratio = (pairs: AgainstRow['pairs'], of: (taken: Taken) => number) => median(pairs.map(({ before, now }) => of(now) / of(before)));
  const seconds = (pairs: AgainstRow['pairs'], side: 'before' | 'now', of: (taken: Taken) => number) => median(pairs.map(pair => of(pair[side])));
  const shown = (measured: number, goal = Infinity) => `${measured.toFixed(2)}${goal === Infinity ? '' : ` (<= ${goal}: ${measured <= goal ? 'met' : 'missed'})`}`;
  return rows.length === 0 ? [] : [{
    title: 'Beside the build before',
    rows: [
      ['accounts', 'pairs', 'CPU seconds', 'ratio', 'wall seconds', 'ratio', 'memory in MB', 'ratio', 'first line after', 'reports'],
      ...rows.map(({ accounts, pairs }) => {
        const most = RATIO_GOALS[accounts];
        const both = (of: (taken: Taken) => number, digits: number) => `${seconds(pairs, 'before', of).toFixed(digits)} -> ${seconds(pairs, 'now', of).toFixed(digits)}`;
        return [
          String(accounts), String(pairs.length),
          both(taken => taken.cpuSeconds, 1), shown(ratio(pairs, taken => taken.cpuSeconds), most?.cpu),
          both(taken => taken.wallSeconds, 1), shown(ratio(pairs, taken => taken.wallSeconds), most?.wall),
          both(taken => taken.megabytes, 0), shown(ratio(pairs, taken => taken.megabytes), most?.memory),
          `${both(taken => taken.firstLineSeconds, 2)} s`,
          pairs.every(({ alike }) => alike) ? 'alike' : 'differ',
        ];
      }),
    ],
    note: 'Medians of pairs of runs in turn, with the same seed. Reports differ where the behaviour was changed on purpose between the two builds; what is added to it since takes its time in the newer one alone.',
  }];
}

function redeployment({ redeployment: row }: Results, age: Age): Section {
  const { accounts, noChangeCalls, noChangeSeconds, tagMinutes, tagCalls } = row;
  const old = age('redeployment', row);
  return {
    title: 'Deploying again',
    rows: [
      ['what', 'virtual minutes', 'calls of our handlers and the framework'],
      [`${accounts} accounts, nothing changed${old}`, (noChangeSeconds / 60).toFixed(2), String(noChangeCalls)],
      [`${accounts} accounts, a tag changed${old}`, tagMinutes.toFixed(2), String(tagCalls)],
    ],
  };
}

function sizes({ sizes: row }: Results, age: Age): Section {
  const { bundles, packed, unpacked, files } = row;
  const old = age('sizes', row);
  return {
    title: 'Sizes',
    rows: [
      ['what', 'kB'],
      ...Object.entries(bundles).map(([name, bytes]) => [name + old, (bytes / 1000).toFixed(1)]),
      [`npm package${old}`, (packed / 1000).toFixed(0)],
      [`unpacked, ${files} files${old}`, (unpacked / 1000).toFixed(0)],
    ],
  };
}

/** For the terminal: columns as wide as they must be. */
export function plain(section: Section): string {
  const rows = section.rows.map(row => row.map(text => text.replace(/\*\*/g, '')));
  const widths = rows[0].map((_, column) => Math.max(...rows.map(row => (row[column] ?? '').length)));
  const lines = rows.map(row => row.map((text, column) => text.padEnd(widths[column])).join('  ').trimEnd());
  return [section.title, '', ...lines, ...(section.note === undefined ? [] : ['', section.note]), ''].join('\n');
}

/** For the documentation. */
export function markdown({ title, rows: [head, ...rows], note }: Section): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [`### ${title}`, '', line(head), line(head.map(() => '---')), ...rows.map(line), ...(note === undefined ? [] : ['', note]), ''].join('\n');
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function percent(part: number): string {
  return `${(100 * part).toFixed(1)} %`;
}
