/** Pages whose steps are followed one by one. With the package as built, docs/getting-started.md is followed by scripts/readme-runs too. */

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
