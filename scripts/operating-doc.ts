/** Writes what docs/operating.md shows of the operator's commands: real output. Run it after changing one of them; a test compares them. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { operatingSample, withSample } from './operating-sample';

const page = path.join(__dirname, '..', 'docs', 'operating.md');

void operatingSample().then(sample => fs.writeFileSync(page, withSample(fs.readFileSync(page, 'utf8'), sample)));
