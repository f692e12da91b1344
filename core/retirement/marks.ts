/** The marks by which deployments see which accounts they leave alone: written by retirement alone, one for each owner's tag, and read by whoever makes accounts. */

import type { RetiredMark } from './ports';
import { RETIRED_PARAMETERS } from '../../src/contract';
import { hashOf } from '../hash';

/** The name of the parameter of an account. Owners' tags hold more signs than such a name may have. */
export function markName(owner: string): string {
  return `${RETIRED_PARAMETERS}${hashOf('retired', owner).slice(0, 32)}`;
}

/** Reads a mark. What isn't one marks the account all the same: whoever can't read what a later version wrote leaves alone what it is about. */
export function markOf(value: string): Partial<RetiredMark> {
  try {
    const { accountId, name, until, since } = Object(JSON.parse(value)) as Readonly<Record<string, unknown>>;
    const text = (member: unknown) => typeof member === 'string' ? member : undefined;
    return { accountId: text(accountId), name: text(name), until: text(until), since: text(since) };
  } catch {
    return {};
  }
}
