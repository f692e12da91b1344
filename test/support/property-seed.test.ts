/** The one seed of all properties. */

import { spawnSync } from 'node:child_process';
import * as path from 'node:path';
import * as fc from 'fast-check';

/** What a property draws that says nothing about its seed. */
function drawn(): number[] {
  const values: number[] = [];
  fc.assert(fc.property(fc.integer(), value => { values.push(value); }), { numRuns: 5 });
  return values;
}

/** The same in a process that requires the setup file with this PROPERTY_SEED. */
function drawnWith(seed: string): { values?: number[]; stderr: string } {
  const script = `
    require('tsx/cjs');
    require('./test/support/property-seed.ts');
    const fc = require('fast-check');
    const values = [];
    fc.assert(fc.property(fc.integer(), value => { values.push(value); }), { numRuns: 5 });
    console.log(JSON.stringify(values));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', script], {
    cwd: path.join(__dirname, '..', '..'),
    encoding: 'utf8',
    env: { ...process.env, PROPERTY_SEED: seed },
  });
  return { ...stdout === '' ? {} : { values: JSON.parse(stdout) }, stderr };
}

test('two properties draw the same values, and so does another run', () => {
  const values = drawn();
  expect(drawn()).toEqual(values);
  expect(drawnWith(process.env.PROPERTY_SEED ?? '').values).toEqual(values);
});

test('another seed draws other values, as often as it is given', () => {
  const { values } = drawnWith('7');
  expect(values).toHaveLength(5);
  expect(values).not.toEqual(drawnWith('').values);
  expect(drawnWith('7').values).toEqual(values);
});

test('fails with a seed that is no number', () => {
  expect(drawnWith('seven').stderr).toContain('PROPERTY_SEED is "seven", expected an integer');
});
