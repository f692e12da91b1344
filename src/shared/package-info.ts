import { readFileSync } from 'node:fs';
import * as path from 'node:path';

/** The folder that holds package.json and assets/: the parent of src/, and of lib/ once compiled. */
const PACKAGE_ROOT = path.join(__dirname, '..', '..');

/** The version of this package. */
export function packageVersion(): string {
  const manifest: { version: string } = JSON.parse(readFileSync(path.join(PACKAGE_ROOT, 'package.json'), 'utf8'));
  return manifest.version;
}

/** The folder of a bundled handler, for instance `pool-account/kick`. */
export function handlerFolder(handler: string): string {
  return path.join(PACKAGE_ROOT, 'assets', 'lambda', ...handler.split('/'));
}
