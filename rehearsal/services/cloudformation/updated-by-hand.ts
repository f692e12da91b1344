/** Somebody updates a stack in the console: the template stays, and so do all parameters that aren't named. */

import { EvaluationFailure } from '../../cloudformation/evaluate';
import { Refusal } from '../../cloudformation/template';
import type { StackUpdatedByHand } from '../../world/people';
import type { StackDescription } from '../ports';
import type { ServiceContext } from '../service';

/** The console has them ticked. */
const CAPABILITIES = ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'];
/** Who asks, as reports name them. */
const SOMEBODY = 'somebody';

/** Updates the stack now. `tell` hears what became of it: "was updated", or why not. */
export function updateByHand(to: ServiceContext, act: StackUpdatedByHand, tell: (what: string) => void): void {
  const { homeRegion, managementAccountId } = to.world.organization;
  const stack = to.stacks().describe(managementAccountId, homeRegion, act.stack).find(({ deletedAt }) => deletedAt === undefined);
  if (stack === undefined) {
    return tell('was not updated: it is not there');
  }
  try {
    to.stacks().update(stack.id, {
      parameters: valuesOf(stack, act),
      capabilities: CAPABILITIES,
      ...act.tags === undefined ? {} : { tags: act.tags },
      disableRollback: !act.rollback,
      retainExceptOnCreate: false,
    }, SOMEBODY);
  } catch (error) {
    if (error instanceof Refusal || error instanceof EvaluationFailure) {
      return tell(`was not updated: ${error.message}`);
    }
    throw error;
  }
  tell('was updated');
  if (act.cancelAfterMinutes !== undefined) {
    to.clock.after(act.cancelAfterMinutes * 60, `${stack.id} is cancelled`, () => to.stacks().cancel(stack.id));
  }
}

function valuesOf({ parameters = {} }: StackDescription, act: StackUpdatedByHand): { readonly name: string; readonly value?: string }[] {
  const kept = Object.keys(parameters).filter(name => act.parameters[name] === undefined).map(name => ({ name }));
  return [...kept, ...Object.entries(act.parameters).map(([name, value]) => ({ name, value }))];
}
