/** Pages whose steps are followed one by one. With the package as built, docs/getting-started.md is followed by scripts/readme-runs too. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { FollowedPage } from './follow-page';

let page: FollowedPage;
afterEach(() => page.remove());

const statuses = (report: any) => report.accounts.map(({ name, state, sandboxStatus }: any) => [name, state, sandboxStatus]);

test('docs/getting-started.md ends with ten accounts that are Available', () => {
  page = new FollowedPage('docs/getting-started.md');
  page.follow();
  expect(page.reports).toHaveLength(3);
  const numbers = [1, 2, 3, 4, 5, 6, 8, 9, 10, 11];
  expect(statuses(page.reports[2])).toEqual(numbers.map(number => [`pool-${String(number).padStart(3, '0')}`, 'AVAILABLE', 'Available']));
});

test('docs/brownfield.md takes over what it names of 250 accounts, and touches no other', () => {
  page = new FollowedPage('docs/brownfield.md');
  page.follow();
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
