/** Pages whose steps are followed one by one. With the package as built, docs/getting-started.md is followed by scripts/readme-runs too. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { FollowedPage } from './follow-page';
import { run } from '../../cli/program';
import { FAILURE_CODES } from '../../core/failures/failure-table';
import { kindOf } from '../../core/failures/failures';
import { readAssembly } from '../../rehearsal/accounts/pool-assembly';
import { rehearse } from '../../rehearsal/rehearse';
import { commandProblems, namedCommands } from '../../scripts/readme-runs/named-commands';
import { Notice, stackFailureCodes } from '../../src/contract';
import { FakeTerminal } from '../cli/fake-terminal';

const pages: FollowedPage[] = [];
afterEach(() => pages.splice(0).forEach(page => page.remove()));

function followed(name: string): FollowedPage {
  const page = new FollowedPage(name);
  pages.push(page);
  page.follow();
  return page;
}

/** What nobody asks for. */
const never = async () => { throw new Error('nobody asked for that'); };

const statuses = (report: any) => report.accounts.map(({ name, state, sandboxStatus }: any) => [name, state, sandboxStatus]);

test('docs/getting-started.md ends with ten accounts that are Available', () => {
  const page = followed('docs/getting-started.md');
  expect(page.reports).toHaveLength(3);
  const numbers = [1, 2, 3, 4, 5, 6, 8, 9, 10, 11];
  expect(statuses(page.reports[2])).toEqual(numbers.map(number => [`pool-${String(number).padStart(3, '0')}`, 'AVAILABLE', 'Available']));
});

test('docs/brownfield.md takes over what it names of 250 accounts, and touches no other', () => {
  const page = followed('docs/brownfield.md');
  const world = JSON.parse(fs.readFileSync(path.join(page.folder, 'world.yaml'), 'utf8'));
  expect(world.organization.accounts.length + world.organization.foreignAccounts + 1).toBe(250);

  const { organizations, innovationSandbox } = JSON.parse(fs.readFileSync(path.join(page.folder, 'organization.json'), 'utf8')).services;
  const account = (id: string) => organizations.accounts.find((one: any) => one.id === id);
  // Nobody declared these, or they were refused.
  const declared = new Set(page.reports.flatMap(report => report.accounts.filter(({ state }: any) => state === 'AVAILABLE').map(({ accountId }: any) => accountId)));
  const untouched = world.organization.accounts.filter(({ id }: any) => !declared.has(id));
  expect(untouched).toHaveLength(170 + 7 + 1);
  for (const { id, parentId } of untouched) {
    expect([id, account(id).tags]).toEqual([id, {}]);
    expect(parentId === undefined || account(id).parentId === parentId).toBe(true);
  }
  const status = new Map<string, string>(innovationSandbox.records.map((record: any) => [record.accountId, record.status]));
  expect(world.sandbox.accounts.filter(({ id, status: before }: any) => before !== 'Quarantine' && status.get(id) !== before)).toEqual([]);
  // Of those that were in the pool, the fifteen in Quarantine were cleaned and no other, and none was written to by us.
  const old = page.reports[3].accounts.filter(({ stack }: any) => stack === 'Old');
  expect(old.map(({ cleaningAt }: any) => cleaningAt !== null)).toEqual(Array.from({ length: 30 }, (_, index) => index >= 15));
  expect(old.map(({ accountId }: any) => account(accountId).tags)).toEqual(Array.from({ length: 30 }, () => ({})));
  // Five were created, and the twenty that don't fit were not asked for.
  expect(page.reports.map(report => report.accounts.filter(({ attempts }: any) => attempts > 0).length)).toEqual([0, 0, 0, 0, 5, 0]);
});

test('docs/innovation-sandbox.md shows what Control Tower makes of accounts in the pool, with automatic enrolment and without', () => {
  const page = followed('docs/innovation-sandbox.md');
  expect(page.reports.map(statuses)).toEqual(Array.from({ length: 2 }, () => [1, 2, 3].map(number => [`pool-00${number}`, 'AVAILABLE', 'Available'])));
});

test('docs/growth.md lets a pool grow by its parameter, keep that, and forget and take back', () => {
  const page = followed('docs/growth.md');
  const attempts = page.reports.map(report => report.accounts.map((account: any) => account.attempts));
  expect(attempts).toEqual([[1, 1, 1], [0, 0, 0, 1], [0, 0, 0, 0], [0, 0, 0], [0, 0, 0, 0], [1, 1, 1, 1, 1, 1]]);
  expect(page.reports.slice(0, 5).map(report => report.stacks[0].status)).toEqual(['CREATE_COMPLETE', ...Array.from({ length: 4 }, () => 'UPDATE_COMPLETE')]);
});

test('docs/deploy-modes.md shows what becomes of accounts, however a stack is deployed, taken back or deleted', () => {
  const page = followed('docs/deploy-modes.md');
  expect(page.reports.map(report => report.stacks[0].status)).toEqual([
    'ROLLBACK_COMPLETE', 'CREATE_COMPLETE', 'UPDATE_FAILED', 'UPDATE_ROLLBACK_COMPLETE', 'DELETE_COMPLETE', 'CREATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE', 'UPDATE_COMPLETE',
  ]);
  // Whatever was taken back or cancelled meanwhile, no account was asked for twice but the one whose address was refused, and each id stayed.
  const attempts = new Map<string, number>();
  const ids = new Map<string, Set<string>>();
  for (const { accountId, attempts: count, name } of page.reports.flatMap(report => report.accounts)) {
    attempts.set(name, (attempts.get(name) ?? 0) + count);
    ids.set(name, new Set([...ids.get(name) ?? [], ...accountId === null ? [] : [accountId]]));
  }
  expect(Object.fromEntries(attempts)).toEqual({ 'pool-001': 1, 'pool-002': 1, 'pool-003': 1, 'pool-004': 1, 'pool-005': 2, 'pool-006': 1, 'pool-007': 1, 'pool-008': 1 });
  expect([...ids].filter(([name, { size }]) => name !== 'pool-002' && size !== 1)).toEqual([]);
});

describe('docs/runbook.md', () => {
  const runbook = fs.readFileSync(path.join(__dirname, '..', '..', 'docs', 'runbook.md'), 'utf8');

  test('is carried out, procedure by procedure', () => {
    const page = followed('docs/runbook.md');
    expect(page.reports.map(report => report.accounts.length)).toEqual([3, 4, 2, 4, 7, 7, 7, 8, 8, 9, 9, 9, 9, 10]);
    const attempted = page.reports.map(report => report.accounts.filter(({ attempts }: any) => attempts > 0).map(({ name }: any) => name));
    expect(attempted.map(({ length }) => length)).toEqual([3, 1, 0, 0, 3, 1, 0, 1, 0, 1, 0, 0, 1, 0]);
    // An upgrade, a larger pool whose accounts are there, and an alarm ask for nothing.
    expect([2, 3, 6, 11].map(index => page.reports[index].factory.peakOperations)).toEqual([0, 0, 0, 0]);
  });

  test('looks up each code once, and forbids to deploy again where that does harm', () => {
    const table = /<!-- codes -->\n([\s\S]*)<!-- end of codes -->/.exec(runbook)![1];
    const rows = table.trim().split('\n').slice(2).map(row => [...row.matchAll(/\[(AR-[A-Z-]+)\]\(troubleshooting\.md#([a-z-]+)\)/g)]);
    expect(rows.flatMap(links => links.map(([, code]) => code)).sort()).toEqual([...FAILURE_CODES, ...stackFailureCodes()].sort());
    expect(rows.flat().filter(([, code, anchor]) => code.toLowerCase() !== anchor)).toEqual([]);
    const unsafe = FAILURE_CODES.filter(code => kindOf(code).safeToDeployAgain === false);
    expect(rows[0].map(([, code]) => code)).toEqual(unsafe);
    // What every account would meet is told as no single account's.
    expect([...rows[2], ...rows[3]].filter(([, code]) => FAILURE_CODES.some(known => known === code && kindOf(known).scope === 'organization'))).toEqual([]);
  });

  test('queries the log by names that are there', () => {
    const [, notice] = /filter notice = '([^']+)'/.exec(runbook)!;
    expect(Object.values(Notice)).toContain(notice);
  });
});

describe('all pages', () => {
  const ROOT = path.join(__dirname, '..', '..');
  const docs = fs.readdirSync(path.join(ROOT, 'docs')).filter(name => name.endsWith('.md')).map(name => `docs/${name}`);
  const pagesOf = ['README.md', 'CONTRIBUTING.md', ...docs, ...['hub', 'large', 'pool'].map(name => `examples/${name}/README.md`)];
  const texts = pagesOf.map(page => fs.readFileSync(path.join(ROOT, page), 'utf8'));

  test('with blocks of commands are followed', () => {
    const followedHere = [...fs.readFileSync(__filename, 'utf8').matchAll(/ followed\('([^']+)'\)/g)].map(([, page]) => page);
    // By scripts/readme-runs, and the scripts of a clone by a test of theirs.
    const elsewhere = ['README.md', 'docs/fidelity.md', 'docs/languages.md'];
    const withCommands = pagesOf.filter((page, index) => /^ *```sh$/m.test(texts[index]) && !elsewhere.includes(page));
    expect(withCommands.sort()).toEqual(followedHere.sort());
  });

  test('name commands and options of account-robot that are there', async () => {
    const named = namedCommands('account-robot', texts);
    const help = new Map(await Promise.all([...named.keys()].map(async command => {
      const terminal = new FakeTerminal();
      await run(
        { args: [command, '--help'], version: '0.0.0', nodes: '', debug: false },
        terminal,
        { readAssembly, rehearse, serve: never },
        { read: never, open: never, drawKey: () => '' },
        () => { throw new Error('unexpected'); },
        () => { throw new Error('unexpected'); },
      );
      return [command, terminal.printed.join('\n')] as const;
    })));
    expect(named.get('rehearse')?.size).toBeGreaterThan(3);
    expect(commandProblems('account-robot', named, help)).toEqual([]);
  });

  test('name scripts of the package that are there', () => {
    const { scripts } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
    const named = texts.flatMap(text => [...text.matchAll(/\bnpm run ([\w:-]+)/g)].map(([, script]) => script));
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter(script => !(script in scripts))).toEqual([]);
  });
});
