/** The command as it is shipped, and an app for it. */

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { App } from 'aws-cdk-lib';
import { names, poolStack, SETTINGS } from '../support/rehearse-app';

export const BIN = path.join(__dirname, '..', '..', 'bin', 'account-robot');

const made: string[] = [];
afterAll(() => made.splice(0).forEach(folder => fs.rmSync(folder, { recursive: true })));

/** A folder that is gone after the test file. */
export function temporaryFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'command-'));
  made.push(folder);
  return folder;
}

/** Synthesizes a stack 'Pool' of so many accounts. */
export function synthesizePool(size: number): string {
  const outdir = path.join(temporaryFolder(), 'cdk.out');
  const app = new App({ outdir, context: { 'account-robot': SETTINGS } });
  poolStack(app, names(size));
  app.synth();
  return outdir;
}

/** The folder in an assembly of {@link synthesizePool} with the code of the function whose logical id begins so. */
export function codeOf(assembly: string, logicalId: string): string {
  const { Resources } = JSON.parse(fs.readFileSync(path.join(assembly, 'Pool.template.json'), 'utf8')) as { Resources: Record<string, any> };
  const [, { Properties }] = Object.entries(Resources).find(([id, { Type }]) => id.startsWith(logicalId) && Type === 'AWS::Lambda::Function')!;
  return path.join(assembly, `asset.${path.basename(String(Properties.Code.S3Key), '.zip')}`);
}
