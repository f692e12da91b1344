import * as fs from 'node:fs';
import * as path from 'node:path';
import { HANDLER_BYTES_MAX } from '../../bench/sizes';

test.each(['pool-account/kick', 'pool-account/is-complete', 'checks/look-up'])('%s is bundled small, without the SDK', handler => {
  const bundle = fs.readFileSync(path.join(__dirname, '..', '..', 'assets', 'lambda', handler, 'index.js'), 'utf8');
  expect(Buffer.byteLength(bundle)).toBeLessThanOrEqual(HANDLER_BYTES_MAX);
  expect([...bundle.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name).filter(name => !/^(@aws-sdk\/client-|node:)/.test(name))).toEqual([]);
});
