import * as fs from 'node:fs';
import * as path from 'node:path';
import { FAILURE_CODES } from '../../core/failures/failure-table';
import { growthCodes } from '../../core/growth/refusals';
import { stackFailureCodes } from '../../src/contract';

const docs = path.join(__dirname, '..', '..', 'docs');
const read = (name: string) => fs.readFileSync(path.join(docs, name), 'utf8');
/** The sections of a document by their headings. */
const sections = (text: string) => new Map(text.split(/^#+ /m).slice(1).map(section => [section.split('\n')[0], section] as const));

test('troubleshooting has a decision list for each failure code, and for nothing else', () => {
  const lists = [...sections(read('troubleshooting.md'))].filter(([heading]) => heading.startsWith('AR-'));
  expect(lists.map(([heading]) => heading).sort()).toEqual([...FAILURE_CODES, ...stackFailureCodes()].sort());
  expect(lists.filter(([, section]) => !/^1\. /m.test(section)).map(([heading]) => heading)).toEqual([]);
});

test('whatever leads to a move into Innovation Sandbox says that everything in the account will be erased', () => {
  const leading = ['AR-EMAIL-IN-USE', 'AR-SANDBOX-FOREIGN-UNIT', 'AR-SANDBOX-EXITED', 'AR-SANDBOX-MISMATCH', 'AR-SANDBOX-CLEANING-FAILED'];
  const lists = sections(read('troubleshooting.md'));
  const places = [...leading.map(code => lists.get(code)!), ...['Accounts that exist already', 'Healing', 'The organization'].map(heading => sections(read('innovation-sandbox.md')).get(heading)!)];
  expect(places.filter(place => !/everything in (it|the\s+account) will\s+be\s+erased/i.test(place))).toEqual([]);
});

test('growth is told of on its page, code by code', () => {
  const page = read('growth.md');
  expect(growthCodes().filter(code => !page.includes(`\`${code}\``))).toEqual([]);
});
