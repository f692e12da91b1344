import * as fs from 'node:fs';
import * as path from 'node:path';
import { EVENTS_DOC, eventsDoc, schemaFiles, SCHEMAS } from '../../scripts/events/events-doc';
import { listedRules } from '../../scripts/events/patterns';
import { EXAMPLES } from '../../scripts/events/samples';
import { PoolEvent } from '../../src/contract';
import { catalogued } from '../core/events/catalogued';

const page = fs.readFileSync(EVENTS_DOC, 'utf8');

test('docs/events.md is what the catalogue and the constructs say', () => {
  expect(eventsDoc(page)).toBe(page);
});

test('the schemas beside it are those of the catalogue, and no others', () => {
  expect(Object.fromEntries(fs.readdirSync(SCHEMAS).map(file => [file, fs.readFileSync(path.join(SCHEMAS, file), 'utf8')]))).toEqual(schemaFiles());
});

test.each(Object.values(PoolEvent))('%s has its section, with an example that is as the schema says', event => {
  expect(page).toContain(`### ${event}\n`);
  expect(catalogued([EXAMPLES[event]()])).toHaveLength(1);
});

test('each rule has its pattern', () => {
  const { length } = listedRules();
  expect(length).toBeGreaterThan(10);
  expect(page.slice(page.indexOf('<!-- generated: patterns -->')).match(/```json/g)).toHaveLength(length);
});

test('a page without its marks is refused', () => {
  expect(() => eventsDoc('# Events')).toThrow("docs/events.md lacks the marks '<!-- generated: catalogue -->' and '<!-- end of catalogue -->'");
});
