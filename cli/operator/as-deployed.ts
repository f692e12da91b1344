/** An app as a deployment finds it: parameters that nobody sets keep the values that they have, and what their conditions leave out isn't there. Pure. */

import type { Snapshot } from '../../core/operator/snapshot';
import type { Assembly, AssemblyStack } from '../../rehearsal/cloudformation/assembly';
import { presentIn } from '../../rehearsal/cloudformation/with-nested';

type Values = Readonly<Record<string, string>>;

/** What CloudFormation shows in place of a value that is kept secret. */
const MASKED = '****';

/**
 * The app with the values that its stacks have.
 * @param parameters values that somebody gives, by `Stack:Parameter` or `Parameter`
 */
export function asDeployed(assembly: Assembly, { stacks }: Pick<Snapshot, 'stacks'>, parameters: Values = {}): Assembly {
  const deployed = (name: string) => stacks.find(stack => stack.name === name)?.parameters ?? {};
  return { ...assembly, stacks: assembly.stacks.map(stack => stackAsDeployed(stack, deployed(stack.name), parameters)) };
}

function stackAsDeployed(stack: AssemblyStack, deployed: Values, parameters: Values): AssemblyStack {
  const declared = Object.keys(stack.template.Parameters ?? {});
  const kept = Object.entries(deployed).filter(([name, value]) => declared.includes(name) && value !== MASKED);
  const found = { ...stack, parameters: { ...Object.fromEntries(kept), ...stack.parameters } };
  return { ...found, template: { ...found.template, Resources: Object.fromEntries(presentIn(found, parameters)) } };
}
