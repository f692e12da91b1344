/**
 * Makes the links of the README absolute where registries get it from.
 *
 *     tsx scripts/packages/main.ts assembly       in .jsii, from which the packages for other languages are made
 *     tsx scripts/packages/main.ts tarball        in the package for npm, after it was packed
 */

import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { absoluteLinks, homeOf } from './absolute-links';
import manifest from '../../package.json';

const ROOT = path.join(__dirname, '..', '..');
const home = homeOf(manifest);

function assembly(): void {
  const file = path.join(ROOT, '.jsii');
  const content = JSON.parse(fs.readFileSync(file, 'utf8')) as { readme: { markdown: string } };
  content.readme.markdown = absoluteLinks(content.readme.markdown, home);
  fs.writeFileSync(file, JSON.stringify(content, undefined, 2));
}

function tarball(): void {
  const folder = path.join(ROOT, 'dist', 'js');
  for (const name of fs.readdirSync(folder).filter(file => file.endsWith('.tgz'))) {
    const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'account-robot-package-'));
    execFileSync('tar', ['-xzf', path.join(folder, name), '-C', scratch]);
    const readme = path.join(scratch, 'package', 'README.md');
    fs.writeFileSync(readme, absoluteLinks(fs.readFileSync(readme, 'utf8'), home));
    execFileSync('tar', ['-czf', path.join(folder, name), '-C', scratch, 'package']);
    fs.rmSync(scratch, { recursive: true });
  }
}

const TASKS: Readonly<Record<string, () => void>> = { assembly, tarball };
const [task = ''] = process.argv.slice(2);
if (!(task in TASKS)) {
  throw new Error(`what to do is one of ${Object.keys(TASKS).join(', ')}, got ${JSON.stringify(task)}`);
}
TASKS[task]();
