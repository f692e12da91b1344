/** Writes the README's excerpt of a real run, and its pictures: a deployment that doesn't fit into the organization, and the one after the quota was raised. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { excerpt, readmeRun, replaceExcerpt, runPictures } from './readme-excerpt';

const ROOT = path.join(__dirname, '..');
const readme = path.join(ROOT, 'README.md');
const run = readmeRun();

fs.writeFileSync(readme, replaceExcerpt(fs.readFileSync(readme, 'utf8'), excerpt(run)));
for (const [file, picture] of Object.entries(runPictures(run))) {
  fs.mkdirSync(path.dirname(path.join(ROOT, file)), { recursive: true });
  fs.writeFileSync(path.join(ROOT, file), picture);
}
