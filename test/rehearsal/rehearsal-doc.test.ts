import * as fs from 'fs';
import * as path from 'path';
import Ajv from 'ajv';
import { endInThePool } from './report-fixture';
import { summary } from '../../cli/summary';
import { styleOf } from '../../cli/terminal';
import { AccountOutcome, buildReport } from '../../rehearsal/report';
import schema from '../../rehearsal/report.schema.json';

const text = fs.readFileSync(path.join(__dirname, '..', '..', 'docs', 'rehearsal.md'), 'utf8');
const block = (language: string) => new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 's').exec(text)?.[1] ?? '';

test('the example of a report has the form of the schema', () => {
  const validate = new Ajv({ allowUnionTypes: true }).compile(schema);

  expect([validate(JSON.parse(block('json'))), validate.errors]).toEqual([true, null]);
});

test('the example of a summary is what the command prints', () => {
  const lines = summary({ report: buildReport(endInThePool()), wallSeconds: 3.2, assumptions: [], rollback: true, resumed: false }, styleOf(false));

  expect(lines.join('\n')).toContain(block('text').trimEnd());
});

test('every state of an account is explained', () => {
  expect(Object.values(AccountOutcome).filter((state) => !text.includes(`| ${state} |`))).toEqual([]);
});
