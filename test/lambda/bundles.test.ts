import * as fs from 'node:fs';
import * as path from 'node:path';
import { HANDLER_BYTES_MAX } from '../../bench/sizes';
import { FAILURE_CODES } from '../../core/failures/failure-table';

const HANDLERS = ['pool-account/kick', 'pool-account/is-complete', 'checks/look-up', 'capacity/count', 'grow/grow', 'notify/notify', 'desk/desk'];
const fileOf = (handler: string, file: string) => path.join(__dirname, '..', '..', 'assets', 'lambda', handler, file);

test.each(HANDLERS)('%s is bundled small, without the SDK', handler => {
  const bundle = fs.readFileSync(fileOf(handler, 'index.js'), 'utf8');
  expect(Buffer.byteLength(bundle)).toBeLessThanOrEqual(HANDLER_BYTES_MAX);
  expect([...bundle.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name).filter(name => !/^(@aws-sdk\/client-|node:)/.test(name))).toEqual(['./failure-table']);
});

test.each(HANDLERS)('%s has the table of failures beside it, whole and with nothing to ask for', handler => {
  const file = fileOf(handler, 'failure-table.js');
  expect(fs.readFileSync(file, 'utf8')).not.toContain('require(');
  expect(Object.keys(jest.requireActual<{ KINDS: object }>(file).KINDS)).toEqual(FAILURE_CODES);
});

test.each(HANDLERS)('%s has no sentence of a failure in its own code', handler => {
  expect(fs.readFileSync(fileOf(handler, 'index.js'), 'utf8')).not.toContain('and deploy again.');
});
