/** Writes the tables of a run, and what the models say of their originals, between the markers of docs/performance.md. */

import * as fs from 'node:fs';
import { LOWER_BOUND, MODELS } from './models';
import { markdown, Section } from './table';

/** Replaces what stands between the markers of that name. Throws when they are missing. */
export function between(document: string, name: string, content: string): string {
  const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
  const [from, to] = [document.indexOf(begin), document.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`the document has no '${begin}' followed by '${end}'; put both on lines of their own where the text belongs`);
  return `${document.slice(0, from + begin.length)}\n\n${content.trimEnd()}\n\n${document.slice(to)}`;
}

export function modelsText(): string {
  return [LOWER_BOUND, ...MODELS].map(({ name, source }) => `- **${name}**: ${source}`).join('\n');
}

export function writeTables(file: string, sections: readonly Section[]): void {
  const document = fs.readFileSync(file, 'utf8');
  const withModels = between(document, 'models', modelsText());
  fs.writeFileSync(file, between(withModels, 'results', sections.map(markdown).join('\n')));
}
