import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Decade } from '../../chaos/soaked';
import { flatness, LIMIT, readSoak, tableOfSoak } from '../../chaos/soaked';

const ROOT = path.join(__dirname, '..', '..');
const soaked = (...decades: [cpuSeconds: number, megabytes: number][]) => ({
  seed: '1',
  deployments: decades.length * 10,
  decades: decades.map(([cpuSeconds, megabytes]): Decade => ({ cpuSeconds, megabytes, stateKilobytes: 80 })),
});

describe('a soak', () => {
  test('compares the fifty deployments after the first hundred with the last fifty', () => {
    const cycles = (length: number, cycle: [number, number]) => Array.from({ length }, () => cycle);
    const parts = [...cycles(10, [5, 50]), ...cycles(5, [10, 100]), ...cycles(2, [99, 999]), ...cycles(5, [11, 104])];
    expect(flatness(soaked(...parts))).toEqual({ time: 1.1, memory: 1.04 });
  });

  test('compares halves where there are fewer, and takes what stays of the memory', () => {
    expect(flatness(soaked([10, 300], [10, 100], [10, 110], [12, 500]))).toEqual({ time: 1.1, memory: 1.1 });
  });

  test('shows a row for each tenth of it, and the last one', () => {
    const table = tableOfSoak(soaked(...Array.from({ length: 25 }, (): [number, number] => [10, 100]))).split('\n');
    expect(table).toContain('| 241 to 250 | 1.00 | 100 MB | 80 kB |');
    expect(table.filter(line => / to /.test(line))).toHaveLength(13);
  });

  test('that is kept is the one on the page, and is flat', () => {
    const kept = readSoak();
    expect(fs.readFileSync(path.join(ROOT, 'docs/reliability.md'), 'utf8')).toContain(tableOfSoak(kept));
    expect(kept.deployments).toBeGreaterThanOrEqual(500);
    expect(flatness(kept).time).toBeLessThanOrEqual(LIMIT);
    expect(flatness(kept).memory).toBeLessThanOrEqual(LIMIT);
  });
});
