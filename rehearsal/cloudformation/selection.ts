/** Leaves stacks of an app out, as the CDK's command does when it is told names. */

import type { Assembly, AssemblyStack } from './assembly';

/** Names as users write them: of CloudFormation or of the construct, in which `*` stands for anything. */
export interface Selection {
  /** These and all that they depend on; empty for all. */
  readonly stacks: readonly string[];
  /** Without these, whatever depends on them. */
  readonly excluded: readonly string[];
}

/** The assembly with the stacks that are meant. `fail` is told a name that means none. */
export function selected(assembly: Assembly, { stacks, excluded }: Selection, fail: (option: 'stack' | 'exclude', name: string) => never): Assembly {
  const meantBy = (option: 'stack' | 'exclude', name: string) => {
    const meant = assembly.stacks.filter(stack => isMeant(stack, name));
    return meant.length > 0 ? meant : fail(option, name);
  };
  const wanted = new Set<AssemblyStack>();
  const want = (stack: AssemblyStack) => {
    if (!wanted.has(stack)) {
      wanted.add(stack);
      assembly.stacks.filter(({ artifactId }) => stack.dependencies.includes(artifactId)).forEach(want);
    }
  };
  (stacks.length === 0 ? assembly.stacks : stacks.flatMap(name => meantBy('stack', name))).forEach(want);
  const without = new Set(excluded.flatMap(name => meantBy('exclude', name)));
  return { ...assembly, stacks: assembly.stacks.filter(stack => wanted.has(stack) && !without.has(stack)) };
}

function isMeant({ name, displayName }: AssemblyStack, pattern: string): boolean {
  const expression = new RegExp(`^${pattern.split('*').map(part => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&')).join('.*')}$`);
  return expression.test(name) || expression.test(displayName);
}
