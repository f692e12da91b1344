/** What growth answers, as the payload of an invocation: read strictly, because whatever stands behind a name may have answered. */

import { GrowOutcome } from '../../src/contract';
import type { GrowReply } from '../../src/contract';

/** The reply; undefined for what is none. */
export function replyOf(payload: string): GrowReply | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(payload);
  } catch {
    return undefined;
  }
  const reply = Object(parsed) as Partial<GrowReply>;
  return Object.values(GrowOutcome).some(outcome => outcome === reply.outcome) && typeof reply.text === 'string' ? reply as GrowReply : undefined;
}
