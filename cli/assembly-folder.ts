/** Where an app's assembly is. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { UnusableInput } from '../rehearsal/kernel/types';

/** Where the CDK command line writes the assembly of the app in `folder`. */
export function assemblyFolder(folder: string): string {
  const file = path.join(folder, 'cdk.json');
  if (!fs.existsSync(file)) {
    return path.join(folder, 'cdk.out');
  }
  let settings: unknown;
  try {
    settings = JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    throw new UnusableInput(`${file}: can't be read as JSON; correct it, or name the folder that 'cdk synth' wrote`);
  }
  const output = typeof settings === 'object' && settings !== null && 'output' in settings ? settings.output : undefined;
  return path.join(folder, typeof output === 'string' && output !== '' ? output : 'cdk.out');
}
