/** Which generation of Innovation Sandbox a version belongs to. 1.3 replaced signed tokens by AWS credentials; before 1.2 nothing checked a token's signature. */

import type { Sandbox } from './model';

/** How a version is reached; undefined for a text that is no version. */
export type Generation = 'too-old' | Sandbox['access']['kind'] | undefined;

/** v1.2.14 is reached by signed-invoke. */
export function generationOf(version: string): Generation {
  const found = /^v?(\d+)\.(\d+)(\.|$)/.exec(version);
  if (!found) {
    return undefined;
  }
  const [major, minor] = [Number(found[1]), Number(found[2])];
  if (major > 1 || (major === 1 && minor >= 3)) {
    return 'machine-client';
  }
  return major === 1 && minor === 2 ? 'signed-invoke' : 'too-old';
}

/** What users call it. */
export function accessName(kind: Sandbox['access']['kind']): string {
  return kind === 'machine-client' ? 'SandboxAccess.machineClient()' : 'SandboxAccess.signedInvoke()';
}
