/** docs/operating.md shows what the shipped command prints. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { operatingSample, withSample } from '../../scripts/operating-sample';

const PAGE = path.join(__dirname, '..', '..', 'docs', 'operating.md');

test('the page shows real output', async () => {
  const page = fs.readFileSync(PAGE, 'utf8');

  expect(withSample(page, await operatingSample())).toBe(page);
});

test('a page without a place for a part is refused', async () => {
  expect(() => withSample('', { policy: '', plan: '', status: '', snapshot: '', import: '', serve: '' })).toThrow('docs/operating.md has no place for \'policy\'');
});
