/** Names and ids as CloudFormation invents them, but the same in every run. */

import { createHash } from 'node:crypto';

/** Role, policy and other names that CloudFormation generates are cut to this length. */
const NAME_MAX = 64;
/** And those of nested stacks to this one, the limit of stack names. */
export const STACK_NAME_MAX = 128;
const SUFFIX_LENGTH = 12;
const SUFFIX_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** A UUID that depends on `parts` alone. */
export function uuidOf(...parts: (string | number)[]): string {
  const hex = digest(parts).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The random-looking end of a generated name; depends on `parts` alone. */
export function suffixOf(...parts: (string | number)[]): string {
  return [...digest(parts)].slice(0, SUFFIX_LENGTH).map(byte => SUFFIX_LETTERS[byte % SUFFIX_LETTERS.length]).join('');
}

/** `<stack>-<logicalId>-<suffix>`, cut to 64 characters as CloudFormation cuts names of roles and functions, or to another limit. */
export function generatedName(stackName: string, logicalId: string, suffix: string, max = NAME_MAX): string {
  const room = max - suffix.length - 1;
  const whole = `${stackName}-${logicalId}`;
  if (whole.length <= room) {
    return `${whole}-${suffix}`;
  }
  // Both halves keep something recognizable: a long stack name must not push the logical id out.
  const stackPart = stackName.slice(0, Math.max(room - logicalId.length - 1, Math.floor(room / 2) - 1));
  return `${stackPart}-${logicalId.slice(0, room - stackPart.length - 1)}-${suffix}`;
}

/** A hash of parts that may contain any character. */
function digest(parts: readonly (string | number)[]): Buffer {
  return createHash('sha256').update(JSON.stringify(parts)).digest();
}
