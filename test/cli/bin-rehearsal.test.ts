/** Rehearsals by the command as it is shipped, in a process of their own: how they end when somebody ends them, and what a function that breaks leaves. */

import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { parse, within } from './page/well-formed';
import { BIN, codeOf, synthesizePool, temporaryFolder } from './shipped-command';
import { page } from '../../cli/page/page';
import type { Report } from '../../rehearsal/report';

const assembly = synthesizePool(12);
let folder: string;
beforeEach(() => { folder = temporaryFolder(); });

interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a rehearsal; `onOutput` is called whenever it has said something. */
function rehearse(args: string[], onOutput: (child: ChildProcess, said: string) => void = () => {}, node: string[] = []): Promise<Ended> {
  const child = spawn(process.execPath, [...node, BIN, 'rehearse', ...args], { cwd: folder, env: { ...process.env, NO_COLOR: '1' } });
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      said[stream] += text;
      onOutput(child, said.stdout + said.stderr);
    });
  }
  return new Promise(resolve => child.on('close', (status, signal) => resolve({ status, signal, ...said })));
}

/** Sends a signal once the first account was asked for. */
const killedOnce = (signal: NodeJS.Signals) => {
  let sent = false;
  return (child: ChildProcess, said: string) => {
    if (!sent && said.includes('requested from the factory')) {
      sent = true;
      child.kill(signal);
    }
  };
};

test.each<[NodeJS.Signals, number]>([['SIGINT', 130], ['SIGTERM', 143]])('%s ends it with %d and says what is kept; no file is left that was not there', async (signal, status) => {
  fs.writeFileSync(path.join(folder, 'report.json'), 'of the last run');
  const ended = await rehearse([assembly, '--state', 'state.json', '--json', 'report.json', '--log', 'functions.log'], killedOnce(signal));

  expect({ status: ended.status, signal: ended.signal }).toEqual({ status, signal: null });
  expect(ended.stderr).toMatch(new RegExp(`^account-robot: interrupted \\(${signal}\\) at \\d+ min of the deployment: the state file state\\.json was not written, no report was written to report\\.json, `
    + 'what the functions had logged is in functions\\.log\\n$'));
  expect(ended.stdout).not.toContain('Account ');
  expect(fs.readdirSync(folder).sort()).toEqual(['functions.log', 'report.json']);
  expect(fs.readFileSync(path.join(folder, 'report.json'), 'utf8')).toBe('of the last run');
  expect(fs.readFileSync(path.join(folder, 'functions.log'), 'utf8')).toContain('leg-opened');
});

test('Ctrl-C is heard beside the listener that puts the cursor back', async () => {
  // As log-update's does on a terminal: it ends the process if nobody else listens.
  const cursor = path.join(folder, 'cursor.js');
  fs.writeFileSync(cursor, 'if (require("worker_threads").isMainThread) { setTimeout(() => process.on("SIGINT", function back() {'
    + ' if (process.listeners("SIGINT").length === 1) { process.off("SIGINT", back); process.kill(process.pid, "SIGINT"); } }), 500).unref(); }');
  const { status, signal, stderr } = await rehearse([assembly], killedOnce('SIGINT'), ['-r', cursor]);

  expect({ status, signal, stderr }).toEqual({ status: 130, signal: null, stderr: expect.stringContaining('interrupted (SIGINT)') });
});

test('a second Ctrl-C ends it at once, whatever it is still doing', async () => {
  // Stands for whatever may hold up the end of a process.
  const slow = path.join(folder, 'slow.js');
  fs.writeFileSync(slow, 'if (require("worker_threads").isMainThread) process.on("exit", () => { require("fs").writeSync(2, "holding on\\n"); for (;;); });');
  const first = killedOnce('SIGINT');
  const ended = await rehearse([assembly], (child, said) => {
    first(child, said);
    if (said.includes('holding on')) {
      child.kill('SIGINT');
    }
  }, ['-r', slow]);

  expect({ status: ended.status, signal: ended.signal }).toEqual({ status: null, signal: 'SIGINT' });
  expect(ended.stderr).toContain('interrupted (SIGINT)');
});

describe('a function that breaks', () => {
  /** The pool with a handler that throws at its third poll. */
  function broken(): string {
    const copy = path.join(folder, 'cdk.out');
    fs.cpSync(assembly, copy, { recursive: true });
    fs.appendFileSync(path.join(codeOf(copy, 'AccountFactoryIsComplete'), 'index.js'), `
      const { handler } = module.exports;
      let polls = 0;
      module.exports = { handler: async (event, context) => {
        if (++polls < 3) return handler(event, context);
        console.log('about to break for someone@example.com');
        throw new TypeError('no such thing');
      } };`);
    return copy;
  }

  test('is shown with the end of its log', async () => {
    const { status, stdout } = await rehearse([broken()]);

    expect(status).toBe(1);
    expect(stdout).toMatch(/\nUNEXPECTED {2}pool-001.*\n {2}What {6}no such thing\n/);
    expect(stdout).toMatch(/\n {2}Log {7}Pool-AccountFactoryIsComplete\S+ ends with these \d lines; with --log FILE all\s+that the functions log is written\n/);
    expect(stdout.replace(/\n {13}/g, '')).toMatch(/\n +\d+ min {2}about to break for \*\*\*@example\.com\n +\d+ min {2}\S+ \S+ ERROR Invoke Error \{"errorType":"TypeError","errorMessage":"no such thing"/);
    expect(stdout).not.toContain('someone@');
  });

  test('has all of it in the file of --log', async () => {
    const { status, stdout } = await rehearse([broken(), '--log', 'functions.log']);
    const log = fs.readFileSync(path.join(folder, 'functions.log'), 'utf8').trimEnd().split('\n');

    expect(status).toBe(1);
    expect(stdout.replace(/\s+/g, ' ')).toContain('all that the functions logged is in functions.log');
    expect(log.filter(line => !/^ *\d+\.\d{3} {2}Pool-\S+ {2}\S/.test(line))).toEqual([]);
    expect(log.some(line => line.includes('Pool-AccountFactoryKick'))).toBe(true);
    expect(log.some(line => line.endsWith('about to break for someone@example.com'))).toBe(true);
  });
});

describe('the page', () => {
  const HOSTILE = '</script><script>alert("1")</script><img src=x onerror=alert(1)> write to someone@example.com';
  const WORLD = {
    organization: { accounts: [{ id: '222233334444', name: 'somebody', email: 'aws+pool-002@example.com' }] },
    faults: [
      { kind: 'creation-fails', account: 'pool-001', message: HOSTILE, afterMinutes: 3, accountCreated: false, times: 1 },
      { kind: 'account-suspended', account: 'nobody' },
      { kind: 'artifact-rebuilt', fromMinute: 2, minutes: 1 },
      { kind: 'account-changes', account: 'somebody', change: 'tagged', tags: { team: 'x' }, minute: 5 },
    ],
    operations: [{ startMinute: 6, minutes: 10, count: 1, visible: true }],
  };

  test('shows each account step by step, takes nothing for markup that it was told, and is what the report says', async () => {
    fs.writeFileSync(path.join(folder, 'world.yaml'), JSON.stringify(WORLD));
    const { status, stdout } = await rehearse([synthesizePool(2), '--world', 'world.yaml', '--no-rollback', '--json', 'report.json', '--html', 'page.html']);
    const html = fs.readFileSync(path.join(folder, 'page.html'), 'utf8');
    const report = JSON.parse(fs.readFileSync(path.join(folder, 'report.json'), 'utf8')) as Report;
    const elements = within(parse(html));

    expect(status).toBe(1);
    expect(stdout).toContain('\nThe report is in report.json.\nThe page is in page.html.\n');
    expect(report.accounts.map(({ steps }) => steps.map(({ step }) => step))).toEqual([
      ['gate', 'requested', 'creating', 'failing', 'requested', 'creating', 'enrolling', 'available'],
      ['gate', 'failed'],
    ]);
    expect(report.accounts[0].steps[3].says).toBe(HOSTILE);
    expect(report.faults.map(({ fault, times }) => [fault.kind, times])).toEqual([['creation-fails', 1], ['account-suspended', 0], ['artifact-rebuilt', 1], ['account-changes', 1]]);
    expect(Math.max(...report.factory.slotsInUse.map(({ used }) => used))).toBe(report.factory.peakOperations);
    expect(page({ report, assumptions: report.assumed, command: 'deploy' }).split('</section>').slice(0, 3)).toEqual(html.split('</section>').slice(0, 3));

    expect(elements.filter(({ name }) => name === 'script' || name === 'img')).toHaveLength(1);
    expect(elements.filter(({ name, attributes }) => name === 'tr' && attributes.id !== undefined).map(({ children: [name] }) => name.text)).toEqual(['pool-001', 'pool-002']);
    expect(elements[0].text).toContain(HOSTILE.replace('someone@', '***@'));
    expect(html).not.toContain('someone@');
  });
});

test('loader hooks and options of the caller reach no function', async () => {
  // Each thread that it reaches leaves its name; the main one has to, or the test would show nothing. Node's own thread for hooks is no function's.
  const hook = path.join(folder, 'hook.cjs');
  const reached = path.join(folder, 'reached');
  fs.writeFileSync(hook, `const { isMainThread, workerData } = require('worker_threads');
    if (isMainThread || workerData?.pulse) require('fs').appendFileSync(${JSON.stringify(reached)}, isMainThread ? 'main ' : 'functions ');`);
  const register = path.join(folder, 'register.mjs');
  fs.writeFileSync(register, `import { register } from 'node:module'; register('data:text/javascript,' + encodeURIComponent(
    'export async function load(url, context, next) { if (url.includes("asset")) throw new Error("a hook of the caller"); return next(url, context); }'));`);
  const before = process.env.NODE_OPTIONS;
  process.env.NODE_OPTIONS = `--require ${hook}`;
  try {
    const ended = await rehearse([synthesizePool(1)], undefined, ['--import', register]);

    expect({ status: ended.status, reached: fs.readFileSync(reached, 'utf8') }).toEqual({ status: 0, reached: 'main ' });
  } finally {
    if (before === undefined) {
      delete process.env.NODE_OPTIONS;
    } else {
      process.env.NODE_OPTIONS = before;
    }
  }
});
