/** Writes the generated parts of docs/events.md, and the JSON Schemas of the events. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { EVENTS_DOC, eventsDoc, schemaFiles, SCHEMAS } from './events-doc';

fs.writeFileSync(EVENTS_DOC, eventsDoc(fs.readFileSync(EVENTS_DOC, 'utf8')));
fs.mkdirSync(SCHEMAS, { recursive: true });
for (const [file, text] of Object.entries(schemaFiles())) {
  fs.writeFileSync(path.join(SCHEMAS, file), text);
}
