/** Writes the README's excerpt of a real run: a deployment with one failure, and the one that heals it. */

import * as fs from 'fs';
import * as path from 'path';
import { excerpt, replaceExcerpt } from './readme-excerpt';

const readme = path.join(__dirname, '..', 'README.md');

void excerpt().then(text => fs.writeFileSync(readme, replaceExcerpt(fs.readFileSync(readme, 'utf8'), text)));
