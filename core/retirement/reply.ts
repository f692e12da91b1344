/** What retirement answers, as the payload of an invocation: read strictly, because whatever stands behind a name may have answered. */

import { RetireOutcome } from '../../src/contract';
import type { RetireReply } from '../../src/contract';

/** The reply; undefined for what is none. */
export function retireReplyOf(payload: string): RetireReply | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(payload);
  } catch {
    return undefined;
  }
  const reply = Object(parsed) as Partial<RetireReply>;
  return Object.values(RetireOutcome).some(outcome => outcome === reply.outcome) && typeof reply.text === 'string' ? reply as RetireReply : undefined;
}
