/** What a text of the factory means at this moment. */

import { classify } from '../../failures/classify';
import type { FailureCode } from '../../failures/failures';

/** The verdict over a text when it matters now: what is spreading passes at first, and is permanent later. Who is young is asked before (`secondChance`). */
export type TextOutcome = { readonly kind: 'busy' | 'transient' } | { readonly kind: 'spreading' | 'permanent'; readonly code: FailureCode };

/** `unknown` is the code for a text that nobody has seen yet. */
export function outcomeOf(text: string, isSpreading: boolean, unknown: FailureCode): TextOutcome {
  const verdict = classify(text);
  switch (verdict.kind) {
    case 'busy':
    case 'transient':
      return verdict;
    case 'spreading':
      return { kind: isSpreading ? 'spreading' : 'permanent', code: verdict.code };
    case 'young':
      return { kind: 'permanent', code: verdict.code };
    case 'permanent':
      return verdict;
    case 'unclassified':
      return { kind: 'permanent', code: unknown };
  }
}
