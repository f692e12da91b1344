/** Writes the tables of a run, and what the models say of their originals, between the markers of docs/performance.md and the README. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { between } from './between';
import type { Digests } from './measured-code';
import { LOWER_BOUND, MODELS } from './models';
import type { Results } from './results';
import { markdown, readmeSection, sectionsOf } from './table';

export function modelsText(): string {
  return [LOWER_BOUND, ...MODELS].map(({ name, source }) => `- **${name}**: ${source}`).join('\n');
}

/** The README's table, without its heading. */
export function readmeTable(results: Results, present: Digests): string {
  return markdown(readmeSection(results, present)).replace(/^### .*\n\n/, '');
}

export function writeTables(root: string, results: Results, present: Digests): void {
  rewrite(path.join(root, 'docs/performance.md'), document =>
    between(between(document, 'models', modelsText()), 'results', sectionsOf(results, present).map(markdown).join('\n')));
  rewrite(path.join(root, 'README.md'), document => between(document, 'growth', readmeTable(results, present)));
}

function rewrite(file: string, change: (document: string) => string): void {
  fs.writeFileSync(file, change(fs.readFileSync(file, 'utf8')));
}
