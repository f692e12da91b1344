import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { UserError } from './user-error';

const PACKAGE = 'account-robot';

/**
 * The folder that holds package.json and assets/: the parent of src/, and of lib/ once compiled.
 * @throws {UserError} where this code was taken out of the package: a bundler leaves what is no code behind
 */
function packageRoot(): string {
  const root = typeof __dirname === 'undefined' ? undefined : path.join(__dirname, '..', '..');
  if (root === undefined || nameIn(root) !== PACKAGE || !existsSync(path.join(root, 'assets', 'lambda'))) {
    throw new UserError(`the code of ${PACKAGE} runs outside of its package, where the functions that it deploys (assets/lambda) are not beside it, as when a bundler makes one file of an app; `
      + `leave ${PACKAGE} and aws-cdk-lib out of the bundle (esbuild --packages=external, or --external:${PACKAGE} --external:aws-cdk-lib --external:constructs) and install them where the app runs`);
  }
  return root;
}

function nameIn(root: string): unknown {
  try {
    return (JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { name?: unknown }).name;
  } catch {
    return undefined;
  }
}

/** The version of this package. */
export function packageVersion(): string {
  const manifest: { version: string } = JSON.parse(readFileSync(path.join(packageRoot(), 'package.json'), 'utf8'));
  return manifest.version;
}

/** The folder of a bundled handler, for instance `pool-account/kick`. */
export function handlerFolder(handler: string): string {
  return path.join(packageRoot(), 'assets', 'lambda', ...handler.split('/'));
}
