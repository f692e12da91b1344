/**
 * Finishes the module for Go that jsii-pacmak wrote into dist/go, and builds it.
 *
 * The packages of all languages ask for the same oldest CDK. In Go that one doesn't compile: up to 2.238.0 the CDK's module was generated before constructs
 * had `With`, and together with the constructs that it asks for, each of its constructs has two. So the module asks for a newer one.
 */

import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import manifest from '../../package.json';

/** The module of the CDK, and the oldest version of it that ours is built and tried with. */
export const GO_FLOOR = { module: 'github.com/aws/aws-cdk-go/awscdk/v2', version: 'v2.240.0' };

const { moduleName, packageName } = manifest.jsii.targets.go;
/** Where the module is, and what it is imported as. */
export const GO_MODULE = { folder: path.join(__dirname, '..', '..', 'dist', 'go', packageName), name: `${moduleName}/${packageName}` };

function go(...args: string[]): void {
  execFileSync('go', args, { cwd: GO_MODULE.folder, stdio: 'inherit' });
}

if (require.main === module) {
  if (!fs.existsSync(path.join(GO_MODULE.folder, 'go.mod'))) {
    throw new Error(`${path.relative(process.cwd(), GO_MODULE.folder)}/go.mod is missing; run npx projen package:go`);
  }
  go('mod', 'edit', `-require=${GO_FLOOR.module}@${GO_FLOOR.version}`);
  go('mod', 'tidy');
  go('build', './...');
}
