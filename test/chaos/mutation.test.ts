import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Fate, StrykerReport } from '../../chaos/mutation/mutants';
import { mutantsOf } from '../../chaos/mutation/mutants';
import { REASONS, reasonFor } from '../../chaos/mutation/reasons';
import { complaintsOf, foldersOf, joinedWith, LEAST, LEFT_OUT, mutatedOf, pageOf, readMutated, scoreOf } from '../../chaos/mutation/score';
import type { Mutated } from '../../chaos/mutation/score';

const ROOT = path.join(__dirname, '..', '..');
const SOURCE = ['function f(a, b) {', '  if (a && b && c) {', '    return 1;', '  }', '}'].join('\n');

/** A change of that piece of the source above. Lines and columns count from one. */
const change = (status: string, replacement: string, [line, column]: [number, number], [endLine, endColumn]: [number, number]) =>
  ({ status, replacement, location: { start: { line, column }, end: { line: endLine, column: endColumn } } });
const reportOf = (...mutants: ReturnType<typeof change>[]): StrykerReport => ({ files: { 'core/some/where.ts': { source: SOURCE, mutants } } });

describe('a change', () => {
  test('is told by the lines that it is in, and by what they would be', () => {
    const [condition, block] = mutantsOf(reportOf(change('Survived', 'false', [2, 7], [2, 18]), change('Killed', '{}', [2, 20], [4, 4])));
    expect(condition).toEqual({
      file: 'core/some/where.ts',
      line: 2,
      fate: 'Survived',
      right: 'if (a && b && c) {',
      wrong: 'if (false) {',
      piece: 'core/some/where.ts:2:6-2:17',
    });
    expect(block).toMatchObject({ fate: 'Killed', right: 'if (a && b && c) { return 1; }', wrong: 'if (a && b && c) {}' });
  });

  test('of some conditions among others stays among them', () => {
    expect(mutantsOf(reportOf(change('Survived', 'a || b', [2, 7], [2, 13])))[0].wrong).toBe('if ((a || b) && c) {');
  });

  test('with which no test can be loaded is left out, and one of which nothing is known is refused', () => {
    expect(mutantsOf(reportOf(change('RuntimeError', '{}', [1, 18], [5, 2])))).toEqual([]);
    expect(() => mutantsOf(reportOf(change('Pending', '{}', [1, 18], [5, 2])))).toThrow('a change of core/some/where.ts, line 1, was Pending, where one of Killed,');
  });
});

describe('the score', () => {
  const mutants = (fates: Fate[], file: string) => fates.map(fate => ({ file, line: 1, fate, right: 'a', wrong: `${fate} in ${file}`, piece: '' }));
  const mutated: Mutated = mutatedOf([
    ...mutants([...Array<Fate>(11).fill('Killed'), 'Timeout', 'Survived'], 'core/checks/deep/a.ts'),
    ...mutants(['Killed', 'NoCoverage', 'Ignored'], 'core/b.ts'),
  ]);

  test('is told for each folder, and in all', () => {
    const folders = foldersOf(mutated);
    expect(folders).toEqual({
      'core/checks': { Killed: 11, Timeout: 1, Survived: 1, NoCoverage: 0, Ignored: 0 },
      'core': { Killed: 1, Timeout: 0, Survived: 0, NoCoverage: 1, Ignored: 1 },
    });
    expect(scoreOf(folders['core/checks'])).toBe(92.3);
    expect(scoreOf(...Object.values(folders))).toBe(86.6);
    expect(pageOf(mutated)).toContain('| `core/checks` | 13 | 11 | 1 | 1 | 92.3 % | 0 |');
    expect(pageOf(mutated)).toContain('| all | 15 | 12 | 1 | 2 | 86.6 % | 1 |');
  });

  test('that is too low is complained of, and so is what stays unseen without a reason', () => {
    expect(complaintsOf(mutated)).toEqual([
      `core: 50 %, where ${LEAST} % is the least`,
      expect.stringContaining('core/checks/deep/a.ts: no test fails, and no reason is given:\n  - a\n  + Survived in'),
      expect.stringContaining('core/b.ts: no test fails'),
    ]);
  });
});

describe('files that are tried anew', () => {
  const mutant = (file: string, fate: Fate, wrong = fate) => ({ file, line: 1, fate, right: 'a', wrong, piece: '' });
  const known = mutatedOf([mutant('core/b.ts', 'Survived'), mutant('core/a.ts', 'Killed'), mutant('core/gone.ts', 'Survived')]);
  const anew = mutatedOf([mutant('core/b.ts', 'Killed'), mutant('core/b.ts', 'Killed'), mutant('core/c.ts', 'NoCoverage')]);

  test('take the place of what was known of them, the others stay, and those that are no more go', () => {
    const joined = joinedWith(known, anew, file => file !== 'core/gone.ts');
    expect(Object.entries(joined.files).map(([file, { Killed, Survived, NoCoverage }]) => [file, Killed, Survived, NoCoverage])).toEqual([
      ['core/a.ts', 1, 0, 0], ['core/b.ts', 2, 0, 0], ['core/c.ts', 0, 0, 1],
    ]);
    expect(joined.survivors).toEqual([{ file: 'core/c.ts', right: 'a', wrong: 'NoCoverage' }]);
  });
});

describe('what is kept', () => {
  const kept = readMutated();

  test('is high enough in each folder, and has a reason for the rest', () => expect(complaintsOf(kept)).toEqual([]));

  test('is of all folders of the core', () => {
    const folders = fs.readdirSync(path.join(ROOT, 'core'), { withFileTypes: true }).filter(entry => entry.isDirectory()).map(({ name }) => `core/${name}`)
      .filter(folder => !LEFT_OUT.includes(folder));
    expect(Object.keys(foldersOf(kept)).sort()).toEqual(['core', ...folders].sort());
  });

  test('is what the page shows (`npm run mutation -- --page` writes it)', () => {
    expect(fs.readFileSync(path.join(ROOT, 'docs/reliability.md'), 'utf8')).toContain(pageOf(kept));
  });

  test('needs each reason that is given', () => {
    const changes = REASONS.flatMap(reason => Object.entries(reason.changes));
    const given = changes.flatMap(([file, lines]) => lines.map(([right, wrong]) => ({ file, right, wrong })));
    const needed = new Set(kept.survivors.map(survivor => JSON.stringify(survivor)));
    expect(given.filter(one => !needed.has(JSON.stringify(one)))).toEqual([]);
    expect(given.filter(one => reasonFor(one) === undefined)).toEqual([]);
  });
});
