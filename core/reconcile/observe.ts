/** Looks at an account until a decision is possible: the stage asks, the ports answer. How deep it looks follows from what was seen before. */

import type { LookAt } from './decision';
import type { Decision, Moment, Settled, Stage, StageTypes } from './stage';

/** A decision and what it rests on. */
export interface Finding<T extends StageTypes> {
  readonly decision: Settled<T>;
  readonly observed: T['observed'];
}

/**
 * Looks and decides, beginning with what is known already. What AWS refuses or leaves unanswered becomes a decision as well: it never throws for an account's sake.
 *
 * Nothing is looked at twice, so there are as many looks as there are things to look at.
 */
export async function observe<T extends StageTypes>(stage: Stage<T>, moment: Moment, known: T['observed'] = {}): Promise<Finding<T>> {
  const most = Object.keys(stage.looks).length;
  let observed = known;
  try {
    for (let looks = 0; looks <= most; looks++) {
      const decision = stage.decide(observed, moment);
      if (!isLook(decision)) {
        return { decision, observed };
      }
      observed = { ...observed, ...await lookAt(stage, decision.look) };
    }
  } catch (error) {
    return { decision: stage.meaningOf(error, moment), observed };
  }
  throw new Error(`the decision about '${stage.subject}' asks for more than there is to see`);
}

function isLook<T extends StageTypes>(decision: Decision<T>): decision is LookAt<T['look']> {
  return decision.kind === 'look';
}

async function lookAt<T extends StageTypes>(stage: Stage<T>, look: T['look']): Promise<T['observed']> {
  // The table's own type says that each look finds its function; which one it is shows only now.
  const looks = stage.looks as unknown as Readonly<Record<string, (look: T['look']) => Promise<T['observed']>>>;
  return looks[look.at](look);
}
