import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import Ajv from 'ajv';
import { FakeTerminal } from './fake-terminal';
import { assemblyFolder } from '../../cli/assembly-folder';
import type { Engine } from '../../cli/commands/rehearse';
import type { OrganizationReading } from '../../cli/operator/access';
import { run } from '../../cli/program';
import { wantsColors } from '../../cli/terminal';
import { UnknownToRehearsal, UnusableInput } from '../../rehearsal/kernel/types';
import type { ReportInput } from '../../rehearsal/report';
import { buildReport } from '../../rehearsal/report';
import schema from '../../rehearsal/report.schema.json';
import type { RehearsalState } from '../../rehearsal/state-file';
import { endOfRun } from '../rehearsal/report-fixture';
import { EMPTY_STATE } from '../rehearsal/support/empty-state';
import { appOf } from '../rehearsal/world/app';

let folder: string;
let terminal: FakeTerminal;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'command-'));
  terminal = new FakeTerminal();
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

const STATE: RehearsalState = { ...EMPTY_STATE, clock: 5 };

const [STACK] = endOfRun().stacks;
const COMPLETE: Partial<ReportInput> = { stacks: [{ ...STACK, status: 'CREATE_COMPLETE', failures: [] }] };

type Options = Parameters<Engine['rehearse']>[0];

/** Nothing here reads an organization. */
const NO_READING: OrganizationReading = {
  read: async () => { throw new Error('nobody asked for that'); },
  open: async () => { throw new Error('nobody asked for that'); },
  drawKey: () => 'key',
};

/** An engine that ends as told, and remembers what it was asked. */
class FakeEngine implements Engine {
  public readonly assemblies: string[] = [];
  public readonly rehearsed: Options[] = [];

  constructor(private readonly end: Partial<ReportInput> | Error = COMPLETE) {}

  public readAssembly(directory: string) {
    this.assemblies.push(directory);
    return appOf();
  }

  public async serve(): Promise<never> {
    throw new Error('nobody asked for that');
  }

  public async rehearse(options: Options) {
    this.rehearsed.push(options);
    options.onProgress?.({ at: 60, kind: 'organization', event: { at: 60, kind: 'provision-accepted', account: 'pool-001' } });
    if (this.end instanceof Error) {
      throw this.end;
    }
    return { report: buildReport(endOfRun({ seed: options.seed, ...this.end })), state: STATE };
  }
}

const NO_ASKER = () => { throw new Error('nobody is asked here'); };
const command = (args: string[], engine = new FakeEngine(), debug = false) => run({ args, version: '1.2.3', nodes: 'Tried on Node.js 20.', debug }, terminal, engine, NO_READING, NO_ASKER, NO_ASKER as never);

describe('exit status', () => {
  test('is 0 if every stack is complete', async () => {
    expect(await command(['rehearse'])).toBe(0);
    expect(terminal.errors).toEqual([]);
    expect(terminal.printed.at(-1)).toBe('To deploy for real: npx cdk deploy --no-rollback');
  });

  test('is 1 if the rehearsed deployment fails', async () => {
    expect(await command(['rehearse'], new FakeEngine({}))).toBe(1);
    expect(terminal.errors).toEqual([]);
  });

  test.each([
    new UnusableInput('the folder \'cdk.out\' is empty'),
    new UnknownToRehearsal('the rehearsal does not know s3:GetObject'),
  ])('is 2 with one sentence and no stack trace for $name', async error => {
    expect(await command(['rehearse'], new FakeEngine(error), true)).toBe(2);
    expect(terminal.errors).toEqual([`account-robot: ${error.message}`]);
  });

  test('is 2 for a mistake of ours, which is to be reported', async () => {
    expect(await command(['rehearse'], new FakeEngine(new TypeError('x is undefined')))).toBe(2);
    expect(terminal.errors).toEqual([
      'account-robot: failed unexpectedly (TypeError: x is undefined); please report this together with what it prints when ACCOUNT_ROBOT_DEBUG=1 is set',
    ]);
  });

  test('comes with the stack trace of such a mistake if wanted', async () => {
    await command(['rehearse'], new FakeEngine(new TypeError('x is undefined')), true);

    expect(terminal.errors.join('\n')).toMatch(/TypeError: x is undefined\n\s+at /);
  });
});

describe('options', () => {
  test('reach the rehearsal', async () => {
    const engine = new FakeEngine();
    await command(['rehearse', 'some/folder', '--seed', '42', '--no-rollback'], engine);

    expect(engine.assemblies).toEqual(['some/folder']);
    expect(engine.rehearsed[0]).toMatchObject({ seed: '42', rollback: false, state: undefined });
  });

  test('have defaults', async () => {
    const engine = new FakeEngine();
    await command(['rehearse'], engine);

    expect(engine.rehearsed[0]).toMatchObject({ seed: '1', rollback: true, world: { factory: { concurrency: 5 } } });
    expect(terminal.printed).toContain('- The management account is 111122223333, as the app names no account.');
  });

  test('--world takes the world from a file', async () => {
    const file = path.join(folder, 'world.yaml');
    fs.writeFileSync(file, 'factory: { concurrency: 9 }\n');
    const engine = new FakeEngine();
    await command(['rehearse', '--world', file], engine);

    expect(engine.rehearsed[0].world.factory.concurrency).toBe(9);
  });

  test('--world comes with a note when it can\'t have the effect that was meant', async () => {
    const file = path.join(folder, 'world.yaml');
    fs.writeFileSync(file, 'faults: [{ kind: busy, account: pol-001 }]\n');
    await command(['rehearse', '--world', file]);

    expect(terminal.printed[0]).toBe('Note: faults[0] (busy) is meant for \'pol-001\', but the app has no such account: it won\'t happen.');
  });

  test('--state begins with none, writes it, and goes on from it the next time', async () => {
    const file = path.join(folder, 'state.json');
    const engine = new FakeEngine({});
    await command(['rehearse', '--state', file], engine);
    await command(['rehearse', '--state', file], engine);

    expect(engine.rehearsed.map(options => options.state)).toEqual([undefined, STATE]);
    expect(terminal.printed).toContain(`Organization  as the last rehearsal left it in ${file}`);
  });

  test('--json writes the report in its documented form', async () => {
    const file = path.join(folder, 'out', 'report.json');
    await command(['rehearse', '--json', file]);

    const report = JSON.parse(fs.readFileSync(file, 'utf8')) as object;
    expect(new Ajv({ allowUnionTypes: true }).validate(schema, report)).toBe(true);
    expect(terminal.printed).toContain(`The report is in ${file}.`);
  });

  test('--html writes the page, with what was assumed and how the command ended', async () => {
    const file = path.join(folder, 'out', 'page.html');
    expect(await command(['rehearse', '--html', file], new FakeEngine({}))).toBe(1);

    const html = fs.readFileSync(file, 'utf8');
    expect(html).toMatch(/^<!DOCTYPE html>\n/);
    expect(html).toContain('<title>Rehearsal: The deployment fails: 1 of 4 accounts is AVAILABLE.</title>');
    expect(html).toContain('The management account is 111122223333, as the app names no account.');
    expect(terminal.printed).toContain(`The page is in ${file}.`);
  });

  test.each<[string, string[], string]>([
    ['an unknown option', ['rehearse', '--sed', '3'], 'error: unknown option \'--sed\'\n(Did you mean --seed?)'],
    ['an unknown command', ['reherse'], 'error: unknown command \'reherse\'\n(Did you mean rehearse?)'],
    ['too many arguments', ['rehearse', 'a', 'b'], 'error: too many arguments for \'rehearse\'. Expected 1 argument but got 2.'],
    ['an option without its value', ['rehearse', '--world'], 'error: option \'--world <file>\' argument missing'],
  ])('%s is refused', async (_, args, message) => {
    expect(await command(args)).toBe(2);
    expect(terminal.errors.join('\n')).toContain(message);
  });

  test.each<[string, string[], RegExp]>([
    ['an empty seed', ['--seed', ''], /^account-robot: --seed: is empty/],
    ['a report below a file', ['--json', 'package.json/report.json'], /the report can't be written \(E\w+\); name a file in a folder that you may write to$/],
    ['a report that is a folder', ['--json', '.'], /the report can't be written \(it is a folder\); name a file$/],
    ['a page below a file', ['--html', 'package.json/page.html'], /^account-robot: package\.json\/page\.html: the page can't be written \(E\w+\); name a file in a folder that you may write to$/],
    ['a page that is a folder', ['--html', '.'], /^account-robot: \.: the page can't be written \(it is a folder\); name a file$/],
    ['a page in place of the report', ['--json', 'a.html', '--html', 'a.html'], /^account-robot: --html and --json: both name a\.html/],
    ['a state file below a file', ['--state', 'package.json/state.json'], /^account-robot: package\.json\/state\.json: the state file can't be written/],
    ['a log below a file', ['--log', 'package.json/functions.log'], /^account-robot: package\.json\/functions\.log: the log can't be written/],
    ['one file for two results', ['--json', 'a.json', '--log', './a.json'], /^account-robot: --log and --json: both name \.\/a\.json, and one would replace the other; name two files$/],
    ['a result that would replace the world', ['--world', 'w.yaml', '--state', 'w.yaml'], /^account-robot: --state and --world: both name w\.yaml/],
  ])('%s is noticed before anything is rehearsed', async (_, args, message) => {
    const engine = new FakeEngine();

    expect(await command(['rehearse', ...args], engine)).toBe(2);
    expect(terminal.errors.join('\n')).toMatch(message);
    expect(engine.rehearsed).toEqual([]);
  });

  test('--log writes what the functions log as it comes, also where the rehearsal breaks off', async () => {
    const file = path.join(folder, 'out', 'functions.log');
    class Talking extends FakeEngine {
      public override async rehearse(options: Options) {
        options.onLog?.({ at: 12.25, function: 'Pool-Kick', line: '{"notice":"leg-opened"}\n' });
        options.onLog?.({ at: 4000, function: 'Pool-IsComplete', line: 'one\ntwo' });
        return super.rehearse(options);
      }
    }
    expect(await command(['rehearse', '--log', file], new Talking(new UnknownToRehearsal('no')))).toBe(2);
    expect(fs.readFileSync(file, 'utf8')).toBe('    12.250  Pool-Kick  {"notice":"leg-opened"}\n  4000.000  Pool-IsComplete  one\n  4000.000  Pool-IsComplete  two\n');
  });

  test('a wrong world file ends the command before anything is rehearsed', async () => {
    const engine = new FakeEngine();
    expect(await command(['rehearse', '--world', path.join(folder, 'none.yaml')], engine)).toBe(2);
    expect(terminal.errors).toEqual([expect.stringContaining('none.yaml: there is no such file')]);
    expect(engine.rehearsed).toEqual([]);
  });

  test('--help and --version succeed', async () => {
    expect([await command(['--help']), await command(['rehearse', '--help']), await command(['--version'])]).toEqual([0, 0, 0]);
    expect(terminal.printed.at(-1)).toBe('1.2.3');
    expect(terminal.printed).toContain('Tried on Node.js 20.');
    expect(terminal.printed.join('\n')).toContain('\nExamples:\n  account-robot rehearse  ');
    expect(terminal.errors).toEqual([]);
  });

  test('no command at all shows the help and is not a success', async () => {
    expect(await command([])).toBe(2);
    expect(terminal.errors.join('\n')).toContain('Usage: account-robot');
  });
});

describe('an interruption', () => {
  /** Begins, tells of one event, and never ends. */
  class Endless extends FakeEngine {
    public override async rehearse(options: Options) {
      options.onLog?.({ at: 59.5, function: 'kick', line: 'begun\n' });
      options.onProgress?.({ at: 754, kind: 'clock' });
      setImmediate(() => {
        terminal.kill('SIGTERM');
        setImmediate(() => {
          options.onLog?.({ at: 60, function: 'kick', line: 'too late\n' });
          options.onProgress?.({ at: 900, kind: 'organization', event: { at: 900, kind: 'provision-accepted', account: 'pool-002' } });
        });
      });
      return new Promise<never>(() => {});
    }
  }
  const interrupted = async (...args: string[]) => {
    const status = await command(['rehearse', ...args], new Endless());
    await new Promise(setImmediate);
    return { status, said: terminal.errors };
  };
  const file = (name: string) => path.join(folder, name);

  test('says that nothing was kept', async () => {
    expect(await interrupted()).toEqual({
      status: 143,
      said: ['account-robot: interrupted (SIGTERM) at 12 min of the deployment: nothing of it was kept, and AWS was never asked for anything'],
    });
    expect(terminal.printed).toEqual(['']);
    expect([terminal.listeners.size, terminal.timers.size]).toEqual([0, 0]);
  });

  test('says of each file what it is now', async () => {
    expect((await interrupted('--state', file('s'), '--json', file('r'), '--html', file('p'), '--log', file('l'))).said).toEqual([
      `account-robot: interrupted (SIGTERM) at 12 min of the deployment: the state file ${file('s')} was not written, no report was written to ${file('r')}, no page was written to ${file('p')}, what the functions had logged is in ${file('l')}`,
    ]);
    expect(fs.readdirSync(folder)).toEqual(['l']);
    expect(fs.readFileSync(file('l'), 'utf8')).toBe('    59.500  kick  begun\n');
  });

  test('leaves the state file as it was', async () => {
    await command(['rehearse', '--state', file('s')]);
    const before = fs.readFileSync(file('s'), 'utf8');

    expect((await interrupted('--state', file('s'))).said).toEqual([
      `account-robot: interrupted (SIGTERM) at 12 min of the deployment: the state file ${file('s')} stays as it was before`,
    ]);
    expect(fs.readFileSync(file('s'), 'utf8')).toBe(before);
  });

  test('is not waited for when the rehearsal is over', async () => {
    expect(await command(['rehearse'])).toBe(0);
    expect(terminal.listeners.size).toBe(0);
  });
});

describe('the default assembly', () => {
  const output = (text?: string): string => {
    if (text !== undefined) {
      fs.writeFileSync(path.join(folder, 'cdk.json'), text);
    }
    return path.relative(folder, assemblyFolder(folder));
  };

  test('is cdk.out', () => {
    expect(output()).toBe('cdk.out');
    expect(output('{"app":"x"}')).toBe('cdk.out');
    expect(output('{"output":3}')).toBe('cdk.out');
  });

  test('is what cdk.json says', () => {
    expect(output('{"output":"build/cdk"}')).toBe(path.join('build', 'cdk'));
  });

  test('is not guessed when cdk.json is broken', () => {
    expect(() => output('{')).toThrow(new UnusableInput(`${path.join(folder, 'cdk.json')}: can't be read as JSON; correct it, or name the folder that 'cdk synth' wrote`));
  });
});

describe('progress', () => {
  test('is a log where lines can\'t be replaced', async () => {
    await command(['rehearse']);

    expect(terminal.printed[0]).toBe('    1 min  pool-001          requested from the factory');
    expect(terminal.frames).toEqual([]);
  });

  test('is a live view on a terminal, which is gone at the end', async () => {
    terminal = new FakeTerminal(true);
    await command(['rehearse']);

    expect(terminal.frames).toEqual([
      ['Rehearsing: 1 min of the deployment', '', '  pool-001     0 min  requested', '  pool-002            waits for its turn'],
      [],
    ]);
    expect(terminal.printed[0]).toMatch(/^Account /);
  });

  test('is gone too when the rehearsal breaks off', async () => {
    terminal = new FakeTerminal(true);
    await command(['rehearse'], new FakeEngine(new UnknownToRehearsal('no')));

    expect(terminal.frames.at(-1)).toEqual([]);
  });

  test('does not draw more often than eyes can follow', async () => {
    terminal = new FakeTerminal(true);
    terminal.pace = 1;
    class Busy extends FakeEngine {
      public override async rehearse(options: Options) {
        for (let at = 0; at < 400; at++) {
          options.onProgress?.({ at, kind: 'clock' });
        }
        return super.rehearse(options);
      }
    }
    await command(['rehearse'], new Busy());

    expect(terminal.frames.length).toBeLessThan(10);
  });
});

test('colors follow NO_COLOR, FORCE_COLOR and the terminal', () => {
  expect(wantsColors({}, true)).toBe(true);
  expect(wantsColors({}, false)).toBe(false);
  expect(wantsColors({ NO_COLOR: '1' }, true)).toBe(false);
  expect(wantsColors({ NO_COLOR: '1', FORCE_COLOR: '1' }, true)).toBe(false);
  expect(wantsColors({ NO_COLOR: '' }, true)).toBe(true);
  expect(wantsColors({ FORCE_COLOR: '1' }, false)).toBe(true);
  expect(wantsColors({ FORCE_COLOR: '0' }, true)).toBe(false);
  expect(wantsColors({ TERM: 'dumb' }, true)).toBe(false);
});
