import * as fs from 'node:fs';
import * as path from 'node:path';
import Ajv from 'ajv';
import { AccountOutcome } from '../../rehearsal/report';
import schema from '../../rehearsal/report.schema.json';
import { replaceSample, sample } from '../../scripts/rehearsal-sample';
import { withResourceTypes } from '../../scripts/resource-types-doc';

const text = fs.readFileSync(path.join(__dirname, '..', '..', 'docs', 'rehearsal.md'), 'utf8');
const block = (language: string) => new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 's').exec(text)?.[1] ?? '';

test('the example of a report has the form of the schema', () => {
  const validate = new Ajv({ allowUnionTypes: true }).compile(schema);

  expect([validate(JSON.parse(block('json'))), validate.errors]).toEqual([true, null]);
});

test('the examples of a summary and of a report are those of a real rehearsal', async () => {
  expect(replaceSample(text, await sample())).toBe(text);
}, 300_000);

test('the list of resource types is what is known of them', () => {
  expect(withResourceTypes(text)).toBe(text);
});

test('every state of an account is explained', () => {
  expect(Object.values(AccountOutcome).filter(state => !text.includes(`| ${state} |`))).toEqual([]);
});
