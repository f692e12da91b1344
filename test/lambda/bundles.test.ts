import * as fs from 'node:fs';
import * as path from 'node:path';

/** A function of this size starts in a moment. */
const BYTES_MAX = 95_000;

test.each(['pool-account/kick', 'pool-account/is-complete', 'checks/look-up'])('%s is bundled small, without the SDK', (handler) => {
  const bundle = fs.readFileSync(path.join(__dirname, '..', '..', 'assets', 'lambda', handler, 'index.js'), 'utf8');
  expect(Buffer.byteLength(bundle)).toBeLessThanOrEqual(BYTES_MAX);
  expect([...bundle.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name).filter((name) => !/^(@aws-sdk\/client-|node:)/.test(name))).toEqual([]);
});
