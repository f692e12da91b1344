/** Writes the tables of docs/security.md: what each role may do, from the synthesized policies, and why, from reasons.ts. */

import * as fs from 'node:fs';
import { SECURITY_DOC, securityDoc } from './security-doc';

fs.writeFileSync(SECURITY_DOC, securityDoc(fs.readFileSync(SECURITY_DOC, 'utf8')));
