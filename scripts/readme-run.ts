/** Writes the README's excerpt of a real run: a deployment that doesn't fit into the organization, and the one after the quota was raised. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { excerpt, replaceExcerpt } from './readme-excerpt';

const readme = path.join(__dirname, '..', 'README.md');

void excerpt().then(text => fs.writeFileSync(readme, replaceExcerpt(fs.readFileSync(readme, 'utf8'), text)));
