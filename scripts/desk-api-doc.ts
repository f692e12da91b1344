/** Writes docs/desk-api.json, the OpenAPI description of the desk, from the table of its routes. Run it after changing the table; a test compares the two. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { openApi } from '../core/desk-api/open-api';

/** Where the document stands in the repository. */
export const DESK_API_DOC = path.join(__dirname, '..', 'docs', 'desk-api.json');

/** The document. */
export function deskApiDoc(): string {
  return `${JSON.stringify(openApi(), undefined, 2)}\n`;
}

if (require.main === module) {
  fs.writeFileSync(DESK_API_DOC, deskApiDoc());
}
