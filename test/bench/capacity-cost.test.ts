import * as fs from 'node:fs';
import * as path from 'node:path';
import { capacityCost, costTable } from '../../bench/capacity-cost';

const total = capacityCost().reduce((sum, { dollars }) => sum + dollars, 0);

test('a pool that is counted, shown and grows costs at most eight dollars a month', () => {
  expect(total).toBeLessThanOrEqual(8);
});

test('docs/growth.md has the table', () => {
  expect(fs.readFileSync(path.join(__dirname, '..', '..', 'docs', 'growth.md'), 'utf8')).toContain(costTable());
});
