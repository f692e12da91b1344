/**
 * Yarn doesn't look at what a package carries in its own node_modules: it asks the registry for every dependency, bundled or not. npm and pnpm never ask for a
 * bundled one, so nobody notices when a registry lacks the version that the CDK bundles; with Yarn the newest CDK can't be installed then.
 * The project is given the copy out of the CDK's own package in that case, the very files that npm would run.
 */

import * as fs from 'node:fs';
import * as path from 'node:path';
import type { EmptyFolder } from './empty-folder';
import { CommandFailed } from './empty-folder';

/** Lends the project what Yarn didn't find, and says what that was. Throws the error if it is about anything else. */
export async function lendBundled(folder: EmptyFolder, error: unknown): Promise<string> {
  const missing = error instanceof CommandFailed ? missingPackage(error.output) : undefined;
  if (missing === undefined) {
    throw error;
  }
  // Outside of the project's own files; npm takes the package from its cache.
  const loan = path.join(folder.path, '.loan');
  fs.mkdirSync(loan, { recursive: true });
  await folder.run(`cd .loan && npm pack --silent aws-cdk-lib && tar -xzf aws-cdk-lib-*.tgz 'package/node_modules/${missing.name}'`);
  const project = folder.read<{ resolutions?: Record<string, string> }>('package.json');
  const resolutions = { ...project.resolutions, [missing.name]: `file:${path.join(loan, 'package', 'node_modules', missing.name)}` };
  folder.write('package.json', JSON.stringify({ ...project, resolutions }, undefined, 2));
  return `the registry has no ${missing.name} ${missing.version}, which Yarn asks for although aws-cdk-lib bundles it: lent from there`;
}

/** What Yarn says it can't find. */
export function missingPackage(output: string): { name: string; version: string } | undefined {
  const groups = /(?<name>(?:@[\w.-]+\/)?[\w.-]+)@npm:(?<version>\S+): No candidates found/.exec(output)?.groups;
  return groups && { name: groups.name, version: groups.version };
}
