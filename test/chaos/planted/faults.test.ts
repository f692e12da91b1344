import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { FOR_CHAOS, PLANTED } from '../../../chaos/planted/faults';
import { infest, planted } from '../../../chaos/planted/source-copy';

const ROOT = path.join(__dirname, '..', '..', '..');
const read = (file: string) => fs.readFileSync(path.join(ROOT, file), 'utf8');

describe('planted faults', () => {
  test('are at least forty, each with a name of its own', () => {
    expect(PLANTED.length).toBeGreaterThanOrEqual(40);
    expect(new Set(PLANTED.map(({ name }) => name)).size).toBe(PLANTED.length);
  });

  test.each(PLANTED)('have their place, once, and change something there ($name)', fault => {
    const text = read(fault.file);
    expect(planted(text, fault)).not.toBe(text);
  });

  test.each(PLANTED)('name tests that exist ($name)', ({ caughtBy }) => {
    expect(caughtBy.length).toBeGreaterThan(0);
    expect(caughtBy.filter(file => !fs.existsSync(path.join(ROOT, file)))).toEqual([]);
  });

  test('are looked for by tests of the source: the life cycle runs bundles, into which nothing is planted', () => {
    expect(PLANTED.filter(({ caughtBy }) => caughtBy.some(file => file.startsWith('test/life-cycle/'))).map(({ name }) => name)).toEqual([]);
  });

  test('lie in decisions, adapters and handlers', () => {
    const rooms = new Set(PLANTED.map(({ file }) => file.split('/')[0]));
    expect([...rooms].sort()).toEqual(['aws', 'core', 'lambda']);
  });

  test('that random rehearsals must find are five of them', () => {
    expect(FOR_CHAOS).toHaveLength(8);
    expect(FOR_CHAOS.map(({ fault }) => PLANTED.includes(fault))).toEqual(Array(8).fill(true));
  });
});

describe('a fault', () => {
  const [fault] = PLANTED;

  test.each([['isn\'t there', '', '0 times'], ['is there twice', fault.right + fault.right, '2 times']])('can\'t be planted where its piece %s', (_, text, told) => {
    expect(() => planted(text, fault)).toThrow(`'${fault.name}' can't be planted: ${fault.file} holds ${told} what is to be changed, where once was expected`);
  });

  test('can\'t be put into an app that doesn\'t hold the functions', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'infested-'));
    try {
      expect(() => infest(folder, new Map([['pool-account/kick', '']]))).toThrow('no asset in');
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  });
});
