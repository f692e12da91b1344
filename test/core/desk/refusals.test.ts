import * as fs from 'node:fs';
import * as path from 'node:path';
import { DESK_REFUSALS, deskCodes, deskRefusal, quoted } from '../../../core/desk/refusals';

const ROOT = path.join(__dirname, '..', '..', '..');
const sources = (folder: string) => fs.readdirSync(path.join(ROOT, folder)).map(file => fs.readFileSync(path.join(ROOT, folder, file), 'utf8')).join('\n');

test.each(deskCodes())('%s says what and what to do, and is told by something', code => {
  const { fix, what } = DESK_REFUSALS[code];
  expect(code).toMatch(/^AR-DESK(-[A-Z]+)+$/);
  expect(what).toMatch(/^[a-z{].*\.$/);
  expect(fix).toMatch(/^[a-z{].*\.$/);
  const used = ['core/desk', 'core/desk-api', 'aws/dynamodb'].map(sources).join('\n').split(`'${code}'`).length - 1;
  // Once in the table itself.
  expect(used).toBeGreaterThan(1);
});

test('what is filled in is said as it is, and what is missing as unknown', () => {
  expect(deskRefusal('AR-DESK-NO-REQUEST', { id: '{name} $&' })).toMatchObject({ what: 'there is no request {name} $&.' });
  expect(deskRefusal('AR-DESK-NO-REQUEST', {})).toMatchObject({ what: 'there is no request unknown.' });
});

test('texts of callers are quoted on one line, and cut', () => {
  expect(quoted('a\nb')).toBe('"a\\nb"');
  expect(quoted(undefined)).toBe('missing');
  expect(quoted('x'.repeat(500))).toHaveLength(80);
});
