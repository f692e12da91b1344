/** StrykerJS and what it needs. It lies in a folder of its own: nothing else of the project has to do with it. */

import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';

export const ROOT = path.join(__dirname, '..', '..');
/** Where it is installed, and works. */
export const TOOLS = path.join(ROOT, '.mutation');

/** The last versions that run on the floor of Node. `expect` and `jest-each` are Jest's own, as package-lock.json has them. */
const PACKAGES = ['@stryker-mutator/core@9.6.1', '@stryker-mutator/mocha-runner@9.6.1', 'mocha@11.8.0', 'expect@30.5.2', 'jest-each@30.5.2'];

/** Installs the tools, unless they are there in these versions. */
export function installTools(): void {
  const note = path.join(TOOLS, 'installed');
  if (fs.existsSync(note) && fs.readFileSync(note, 'utf8') === PACKAGES.join()) {
    return;
  }
  fs.mkdirSync(TOOLS, { recursive: true });
  // So that npm takes this folder for a package, and not the project's.
  fs.writeFileSync(path.join(TOOLS, 'package.json'), '{ "private": true }\n');
  execFileSync('npm', ['install', '--silent', '--no-audit', '--no-fund', '--no-save', ...PACKAGES], { cwd: TOOLS, stdio: 'inherit', shell: process.platform === 'win32' });
  fs.writeFileSync(note, PACKAGES.join());
}
