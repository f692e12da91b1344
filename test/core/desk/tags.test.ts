import { ORDER, RULES } from './fixtures';
import { DESK_TAGS, tagRefusals, tagsOfRequest, tagValueOf } from '../../../core/desk/tags';
import { TAG_VALUE_PATTERN } from '../../../src/contract';

const WEB = RULES.templates[1];
const codes = (tags: Record<string, string>, template = WEB) => tagRefusals({ tags }, template).map(({ code, place }) => `${code} ${place}`);

test.each<[tags: Record<string, string>, found: string[]]>([
  [{ 'Project': 'spectra', 'a b/c': 'x=y@z' }, []],
  [{ 'aws:x': 'y' }, ['AR-DESK-TAG tags.aws:x']],
  [{ 'AWS:x': 'y' }, ['AR-DESK-TAG tags.AWS:x']],
  [{ '': 'y' }, ['AR-DESK-TAG tags.']],
  [{ 'a;b': 'y' }, ['AR-DESK-TAG tags.a;b']],
  [{ [`${'k'.repeat(128)}`]: 'y' }, []],
  [{ [`${'k'.repeat(129)}`]: 'y' }, [`AR-DESK-TAG tags.${'k'.repeat(128)}`]],
  [{ Note: '<script>' }, ['AR-DESK-TAG tags.Note']],
  [{ Note: 'x'.repeat(256) }, []],
  [{ Note: 'x'.repeat(257) }, ['AR-DESK-TAG tags.Note']],
  [{ 'account-robot:owner': 'me' }, ['AR-DESK-TAG-RESERVED tags.account-robot:owner']],
  [{ 'Account-Robot:retiring': 'no' }, ['AR-DESK-TAG-RESERVED tags.Account-Robot:retiring']],
  [{ 'account-state': 'released' }, ['AR-DESK-TAG-RESERVED tags.account-state']],
  [{ Team: 'other' }, ['AR-DESK-TAG-RESERVED tags.Team']],
  [{ baseline: 'none' }, ['AR-DESK-TAG-RESERVED tags.baseline']],
])('tags %j', (tags, found) => {
  expect(codes(tags)).toEqual(found);
});

test('there is room for as many as the account can have beside ours, the desk\'s and the template\'s', () => {
  const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 'v']));
  const room = 47 - DESK_TAGS.length - 1;
  expect(codes(many(room))).toEqual([]);
  expect(codes(many(room + 1))).toEqual(['AR-DESK-TAGS tags']);
});

test('an account has what the request says, what its template says, and where it came from', () => {
  expect(tagsOfRequest({ id: 'r-1', order: { ...ORDER, purpose: 'Spectra; "all" <of>  them', tags: { Project: 'x' } }, origin: { ticket: 'OPS-7' } }, WEB)).toEqual({
    'Project': 'x',
    'Baseline': 'web',
    'team': 'space',
    'cost-centre': 'CC-1234',
    'purpose': 'Spectra all of them',
    'tenant': 'astro',
    'ticket': 'OPS-7',
    'request': 'r-1',
  });
});

test.each(['', '=1+1', '💥💥', 'a'.repeat(300), '\u0000\n', 'ü/é'])('%j is a tag\'s value whatever it was', text => {
  expect(tagValueOf(text)).toMatch(TAG_VALUE_PATTERN);
});
