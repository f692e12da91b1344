/** What runs share, made once by the first that asks: the package as built, and the other package managers. */

import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { EmptyFolder } from './empty-folder';

const ROOT = path.join(__dirname, '..', '..');

/** The npm package. */
export const tarball = once(async () => packed('js', '.tgz'));

/** The Python package. */
export const wheel = once(async () => packed('python', '.whl'));

/** The folder with the packages of another language: a repository of Maven, a module of Go, a source of NuGet. */
export const artefact = (language: 'java' | 'go' | 'dotnet'): Promise<string> => ARTEFACTS[language]();
const ARTEFACTS = { java: once(() => pack('java')), go: once(() => pack('go')), dotnet: once(() => pack('dotnet')) };

/** pnpm and Yarn as npm's registry has them. */
export const managers = once(async () => {
  const folder = new EmptyFolder();
  await folder.run('npm install --no-audit --no-fund --loglevel=error pnpm @yarnpkg/cli-dist');
  return {
    /** The folder of their commands. */
    bin: path.join(folder.path, 'node_modules', '.bin'),
    /** The registry that npm was told to use; Yarn doesn't read npm's settings. */
    registry: (await folder.run('npm config get registry')).trim(),
    folder,
  };
});

async function pack(language: 'js' | 'python' | 'java' | 'go' | 'dotnet'): Promise<string> {
  if (!fs.existsSync(path.join(ROOT, 'lib', 'index.js'))) {
    throw new Error('lib/index.js is missing: what is packed has to be compiled first; run npx projen compile');
  }
  const folder = path.join(ROOT, 'dist', language);
  fs.rmSync(folder, { recursive: true, force: true });
  // Its error carries all that was printed.
  await promisify(execFile)('npx', ['projen', `package:${language}`], { cwd: ROOT, maxBuffer: 64 * 1024 * 1024 });
  return folder;
}

async function packed(language: 'js' | 'python', extension: string): Promise<string> {
  const folder = await pack(language);
  const found = fs.readdirSync(folder).filter(name => name.endsWith(extension));
  if (found.length !== 1) {
    throw new Error(`package:${language} has to leave one file *${extension} in ${folder}, got ${found.join(', ') || 'none'}`);
  }
  return path.join(folder, found[0]);
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => made ??= make();
}
