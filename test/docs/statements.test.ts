/** What the pages say in numbers and lists is what the code has. */

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { AccountPool } from 'account-robot';
import { App, Stack } from 'aws-cdk-lib';
import type { Results } from '../../bench/results';
import { SCENARIOS, SEEDS, SIZES, SLOTS } from '../../bench/scenarios';
import { TAIL_LINES } from '../../cli/function-log';
import { STATUS_OF } from '../../cli/interruption';
import { FAILURE_CODES } from '../../core/failures/failure-table';
import { kindOf } from '../../core/failures/failures';
import { CLEANING_HOURS_MAX, IDLE_MINUTES } from '../../core/registration/innovation-sandbox/cleaning';
import { GATE_SECONDS, lookSeconds } from '../../core/vending/control-tower/timing';
import { withDefaults } from '../../rehearsal/world/defaults';
import { loadWorld } from '../../rehearsal/world/load';
import { DEFAULT_MAX_SIZE } from '../../src/accounts/pool-numbers';
import { DEFAULT_CONCURRENCY, DEFAULT_TIMEOUT_MINUTES, LEG_MINUTES, legNamesOf, MAX_CONCURRENCY, ORGANIZATIONS_TIMEOUT_MINUTES, POLL_SECONDS, stackFailureCodes, WAITER_MINUTES } from '../../src/contract';
import { factoryCallerStatements } from '../../src/sources/control-tower/permissions';
import { REGISTRATION_ACTIONS } from '../aws/actions';
import { appOf } from '../rehearsal/world/app';

const ROOT = path.join(__dirname, '..', '..');
const read = (file: string) => fs.readFileSync(path.join(ROOT, file), 'utf8');
/** With its lines joined, so that a sentence may break anywhere. */
const text = (file: string) => read(file).replace(/\n(?!\n|[-|#`])\s*/g, ' ');
const results: Results = JSON.parse(read('bench/results/bench.json'));

/** English, as far as pages count. */
const WORDS = ['none', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

describe('the README', () => {
  const readme = text('README.md');

  test('names the defaults and limits of the settings', () => {
    expect(readme).toMatch(new RegExp(`\\| \`concurrency\` \\| [^|]*, 1 to ${MAX_CONCURRENCY}, [^|]* is 5 unless raised \\| ${DEFAULT_CONCURRENCY} \\|`));
    expect(readme).toMatch(new RegExp(`\\| \`timeoutMinutes\` \\| [^|]* \\| ${DEFAULT_TIMEOUT_MINUTES} \\|`));
    expect(readme).toContain(`\`maxSize\` (${DEFAULT_MAX_SIZE} unless you raise it)`);
  });

  test('tells how legs look and hand over', () => {
    expect(readme).toContain(`looks at the account every ${POLL_SECONDS} seconds, decides from scratch, and hands over after ${LEG_MINUTES} minutes`);
    expect(Math.round(GATE_SECONDS / 30)).toBe(3);
    expect(readme).toContain(`stays for a minute and a half and looks every ${WORDS[lookSeconds('begun')]} seconds; an account that has waited or tried for longer looks every ${WORDS[lookSeconds('reached')]}`);
  });

  test('counts the actions that Account Factory takes as our role', () => {
    const documented = /needs the (\d+) actions that AWS documents .*, and has (\w+) more, on which AWS's pages contradict each other \(`([^`]+)`, `([^`]+)`\)/.exec(readme)!;
    const granted = factoryCallerStatements().flatMap(statement => statement.toStatementJson().Action as string | string[]);
    expect(Number(documented[1]) + WORDS.indexOf(documented[2])).toBe(granted.length);
    expect(granted).toEqual(expect.arrayContaining(documented.slice(3)));
  });
});

describe('docs/architecture.md', () => {
  const page = text('docs/architecture.md');

  test('tells how the legs of a relay follow each other', () => {
    expect(page).toContain(`Leg2: looks every ${POLL_SECONDS} seconds, does what is due; hands over after ${LEG_MINUTES} minutes`);
    expect(page).toContain(`with the default of ${DEFAULT_TIMEOUT_MINUTES} minutes one, \`Leg2\``);
    expect(legNamesOf(Math.ceil(DEFAULT_TIMEOUT_MINUTES / LEG_MINUTES))).toEqual(['Start', 'Leg2', 'Resource']);
  });

  test('has its diagram in words, too', () => {
    const diagrams = read('docs/architecture.md').split('```mermaid\n').slice(1);
    expect(diagrams).toHaveLength(1);
    expect(diagrams.filter(diagram => !/^ {2}accTitle: .+\n {2}accDescr: .+\n/m.test(diagram) || !/```\n\nIn words: ?/.test(diagram))).toEqual([]);
  });
});

describe('docs/rehearsal.md', () => {
  const page = text('docs/rehearsal.md');
  const { factory, sandbox, organization, deployment } = withDefaults({ sandbox: {} }) as any;

  test('names the defaults of what is inferred', () => {
    const { median, minimum, maximum } = factory.creationMinutes;
    for (const row of [
      `| lognormal around ${median} minutes, between ${minimum} and ${maximum}; \`factory.creationMinutes\` |`,
      `| ${factory.associationDelaySeconds} and ${factory.listingDelaySeconds} seconds; \`factory.associationDelaySeconds\`, \`factory.listingDelaySeconds\` |`,
      `| ${factory.busyAfterSeconds} seconds after accepting; \`factory.busyAfterSeconds\` |`,
      `| ${organization.createAccountMinutes} and ${organization.closeAccountMinutes} minutes, more or less a half; \`organization.createAccountMinutes\``,
      `| ${sandbox.stackSetMinutes} minutes, more or less a half; \`sandbox.stackSetMinutes\` |`,
      `| ${sandbox.cleaningMinutes.median} minutes, more or less ${sandbox.cleaningMinutes.spread}; \`sandbox.cleaningMinutes\` |`,
    ]) {
      expect(page).toContain(row);
    }
    expect(sandbox.cooldownMinutes).toBe(0);
    expect(page).toContain(`${WORDS[deployment.pauseMinutes]} minutes later (\`deployment.pauseMinutes\`)`);
  });

  test('has the options of the command, and no others', () => {
    const options = [...read('cli/commands/rehearse.ts').matchAll(/\.option\('(--[\w-]+)/g)].map(([, name]) => name);
    expect(options.length).toBeGreaterThan(3);
    expect([...read('docs/rehearsal.md').matchAll(/^\| `(--[\w-]+)/gm)].map(([, name]) => name).sort()).toEqual(options.sort());
  });

  test('has the exit statuses, and how much of a log is shown', () => {
    expect(page).toContain(`| ${Object.values(STATUS_OF).join(', ')} | it was interrupted, by Ctrl-C or by SIGTERM |`);
    expect(page).toContain(`the summary shows the last ${WORDS[TAIL_LINES]} lines`);
  });
});

test('docs/world.md shows how a wrong key is told', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'world-'));
  try {
    const file = path.join(folder, 'world.yaml');
    fs.writeFileSync(file, 'factory:\n  creationMinutes: { median: 20 }\n  concurency: 4\n');
    let told = '';
    try {
      loadWorld(file, appOf());
    } catch (error) {
      told = (error as Error).message.replace(`${folder}${path.sep}`, '');
    }
    expect(read('docs/world.md')).toContain(`    account-robot: ${told}\n`);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});

describe('docs/troubleshooting.md', () => {
  const page = text('docs/troubleshooting.md');

  test('says after which failures it is not safe to deploy again', () => {
    const unsafe = FAILURE_CODES.filter(code => kindOf(code).safeToDeployAgain === false);
    expect(page).toContain(`Deploying again is safe after every one of them but ${unsafe.map(code => `[${code}](#${code.toLowerCase()})`).join(', ')}: it goes on`);
  });

  test('knows how long is waited', () => {
    expect(page).toContain(
      `An account has ${DEFAULT_TIMEOUT_MINUTES} minutes, ${ORGANIZATIONS_TIMEOUT_MINUTES} through AWS Organizations, unless \`timeout\` says otherwise.`);
    expect(page).toContain(`or wait for ${WORDS[CLEANING_HOURS_MAX]} hours.`);
    expect(text('docs/innovation-sandbox.md')).toContain(`if no cleaning runs for ${WORDS[IDLE_MINUTES]} minutes, one is asked for`);
  });
});

test('docs/comparison.md counts the failures that are told apart', () => {
  expect(text('docs/comparison.md')).toContain('for [more than seventy failures](errors.md)');
  expect(FAILURE_CODES.length + stackFailureCodes().length).toBeGreaterThan(70);
});

test('docs/innovation-sandbox-setup.md lists what the role may do more with a sandbox', () => {
  const [, section] = read('docs/innovation-sandbox-setup.md').split('## What the factory\'s role may do more with a sandbox');
  const listed = [...section.split('\n## ')[0].matchAll(/^\| ((?:`[\w:-]+`(?:, )?)+) \|/gm)].flatMap(([, calls]) => calls.replace(/`/g, '').split(', '));
  expect(listed.sort()).toEqual([...REGISTRATION_ACTIONS].sort());
});

describe('docs/scale.md', () => {
  const page = text('docs/scale.md');
  /** A stack of the page, and the size of its template. */
  const stackOf = (size: number, timeoutMinutes: number) => {
    const settings = {
      holdingOrganizationalUnitId: 'ou-abcd-11112222',
      accountEmail: 'aws+{name}@example.com',
      ssoUser: { email: 'pool@example.com', firstName: 'Pool', lastName: 'Account' },
      timeoutMinutes,
    };
    const stack = new Stack(new App({ context: { 'account-robot': settings } }), 'Pool1', { env: { account: '111122223333', region: 'eu-west-1' } });
    new AccountPool(stack, 'Pool', { size, maxSize: size, digits: 4 });
    return App.of(stack)!.synth().getStackByName('Pool1').template;
  };

  test('knows how many accounts fit into a stack, and how large its template is', () => {
    const template = stackOf(150, DEFAULT_TIMEOUT_MINUTES);
    expect(page).toContain(`With 150 accounts of three legs a stack has ${Object.keys(template.Resources).length} of its 500 resources.`);
    const kilobytes = JSON.stringify(template, undefined, 1).length / 1000;
    expect(page).toContain(`150 accounts have some ${Math.round(kilobytes / 100) * 100} kB.`);
    const [, most] = /200 minutes are four, and (\d+) accounts\./.exec(page)!;
    expect(() => stackOf(Number(most) + 1, 200)).toThrow(`leave ${most} accounts here`);
  });

  test('counts polls, looks at the gate and hours', () => {
    expect(page).toContain(`a leg polls ${WAITER_MINUTES * 60 / POLL_SECONDS} times at most`);
    expect(page).toContain(`searches products every ${lookSeconds('begun')} seconds, and every ${lookSeconds('reached')} for an account that tries again`);
    const hours = results.growth.find(({ scenario, size }) => scenario === 'no faults' && size === 150)!.contenders.find(({ name }) => name === 'Account Robot')!.minutes / 60;
    expect(page).toContain(`150 accounts at 5 slots take ${hours.toFixed(0)} hours`);
  });

  test('tells the cost that was measured', () => {
    for (const { cost } of results.calls) {
      expect(Math.round(cost.total * 100)).toBe(6);
      expect(cost.serviceCatalog / cost.total).toBeGreaterThan(0.9);
    }
    expect(page).toContain('six cents per account, once, nearly all of them for calls of Service Catalog');
  });
});

describe('docs/performance.md', () => {
  const page = text('docs/performance.md');

  test('tells what is benchmarked', () => {
    const { factory: { creationMinutes }, sandbox: { cleaningMinutes } } = withDefaults({ sandbox: {} }) as any;
    expect([SIZES, SEEDS.length, SLOTS, SCENARIOS.length]).toEqual([[10, 50, 100, 150], 20, 5, 4]);
    expect(page).toContain('in twenty seeds');
    expect(page).toContain('**Five slots**');
    expect(page).toContain(`lognormal, median ${creationMinutes.median} minutes, cut to ${creationMinutes.minimum} to ${creationMinutes.maximum}`);
    expect(page).toContain(`A cleaning is ${cleaningMinutes.median} minutes for the models, and ${cleaningMinutes.median} more or less ${cleaningMinutes.spread} for us`);
    expect(page).toContain(`a look at the gate as the ${WORDS[lookSeconds('begun')]} seconds until the next one`);
  });

  test('says by how much we lose', () => {
    const behind = results.growth.flatMap(({ contenders }) => {
      const named = (wanted: string) => contenders.find(({ name }) => name === wanted)!;
      const [ours, late] = [named('Account Robot'), named('LZA, late')];
      return late.accounts >= ours.accounts - 1e-9 && late.minutes < ours.minutes ? [ours.minutes - late.minutes] : [];
    });
    expect(behind.length).toBeGreaterThan(0);
    expect(page).toContain(`as many accounts ${WORDS[Math.round(Math.min(...behind))]} to ${WORDS[Math.round(Math.max(...behind))]} minutes earlier`);
  });
});

describe('paths in pages', () => {
  const pages = [
    'README.md', 'CONTRIBUTING.md', 'findings/README.md', ...fs.readdirSync(path.join(ROOT, 'docs')).filter(name => name.endsWith('.md')).map(name => `docs/${name}`),
    ...fs.readdirSync(path.join(ROOT, 'examples')).map(name => `examples/${name}/README.md`).filter(name => fs.existsSync(path.join(ROOT, name))),
  ];
  /** What is made by running something, and modules of Go. */
  const MADE = /\/cdk\.out$|^github\.com\//;
  /** But for a file that the reader is to write, which a block of code follows. */
  const pathsOf = (page: string) => [...read(page).matchAll(/`([\w.][\w./-]*\/[\w./-]*)`(?!:$)/gm)].map(([, name]) => name).filter(name => !MADE.test(name));

  test.each(pages)('%s names files and folders that exist', page => {
    const missing = pathsOf(page).filter(name => ![ROOT, path.join(ROOT, path.dirname(page))].some(folder => fs.existsSync(path.join(folder, name))));
    expect(missing).toEqual([]);
  });

  test('are found', () => {
    expect(pathsOf('CONTRIBUTING.md')).toEqual(expect.arrayContaining(['core/failures/failure-table.ts', 'src/contract/', 'bin/nodes.json']));
  });
});
