/** Writes the sample of docs/rehearsal.md: what a real rehearsal printed and reported. Run it after changing either; a test compares them. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { replaceSample, sample } from './rehearsal-sample';

const page = path.join(__dirname, '..', 'docs', 'rehearsal.md');

void sample().then(parts => fs.writeFileSync(page, replaceSample(fs.readFileSync(page, 'utf8'), parts)));
