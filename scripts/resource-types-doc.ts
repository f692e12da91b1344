/** Writes the list of docs/rehearsal.md that says which properties of which resource types a rehearsal knows. Run it after changing what is known; a test compares them. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import type { KnownProperties } from '../rehearsal/cloudformation/known-properties';
import { TYPES_OF_THE_ENGINE } from '../rehearsal/cloudformation/nested-properties';
import { KNOWN_TYPES } from '../rehearsal/services/rehearsed-services';

/** Where the document stands in the repository. */
export const REHEARSAL_DOC = path.join(__dirname, '..', 'docs', 'rehearsal.md');

const [BEGIN, END] = ['<!-- generated: resource types -->', '<!-- end of resource types -->'];

/** The document with its list made anew. */
export function withResourceTypes(text: string): string {
  const [from, to] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (from < 0 || to < from) {
    throw new Error(`docs/rehearsal.md lacks the marks '${BEGIN}' and '${END}', between which a generated part stands; put them back`);
  }
  const types = [...KNOWN_TYPES, ...TYPES_OF_THE_ENGINE].sort(([one], [other]) => (one < other ? -1 : 1));
  return `${text.slice(0, from + BEGIN.length)}\n\n${types.map(([name, { facts }]) => section(name, facts.properties)).join('\n\n')}\n\n${text.slice(to)}`;
}

function section(name: string, { understood, partly = {}, harmless, granted = {} }: KnownProperties): string {
  const rows = [
    ...[...understood].sort().map(property => [property, 'understood', '']),
    ...Object.entries(partly).map(([property, what]) => [property, 'partly', what]),
    ...Object.entries(harmless).sort(([one], [other]) => (one < other ? -1 : 1)).map(([property, reason]) => [property, 'harmless', reason]),
    ...Object.entries(granted).map(([property, sentence]) => [property, 'said', sentence]),
  ];
  return [`**${name}**`, '', '| property | is | because |', '|---|---|---|', ...rows.map(([property, is, why]) => `| \`${property}\` | ${is} | ${why} |`)].join('\n');
}

if (require.main === module) {
  fs.writeFileSync(REHEARSAL_DOC, withResourceTypes(fs.readFileSync(REHEARSAL_DOC, 'utf8')));
}
