/** The stacks of an app and those nested in them, side by side: for whoever reads templates before anything is deployed. */

import type { AssemblyStack } from './assembly';
import { Evaluator } from './evaluate';
import type { GivenValues } from './given-values';
import { NO_VALUES } from './given-values';
import { labelOf } from './needs';
import type { TemplateResource } from './template';
import { isRecord } from './template';
import { partitionOf } from '../../src/contract';

/** Stands for the Region of a stack that goes wherever it is deployed to. */
export const ANY_REGION = 'any-region-0';

/**
 * Each stack, and behind it those nested in it, by their labels; these have the values that are passed to them where templates tell them.
 * @param given values of parameters that somebody gives to the outermost stacks
 */
export function withNested(stacks: readonly AssemblyStack[], given: GivenValues['parameters'] = {}): AssemblyStack[] {
  return stacks.flatMap(stack => [stack, ...withNested(nestedIn(stack, given))]);
}

function nestedIn(stack: AssemblyStack, given: GivenValues['parameters']): AssemblyStack[] {
  const nested = [...stack.nested ?? []];
  const evaluator = nested.length === 0 ? undefined : templateEvaluator(stack, given);
  return nested.map(([logicalId, { label, ...inner }]) => {
    const passed = stack.template.Resources?.[logicalId].Properties?.Parameters;
    const name = labelOf(stack.name, { label });
    const parameters = Object.entries(isRecord(passed) ? passed : {}).flatMap(([parameter, value]) => {
      const known = valueOf(evaluator!, value, name);
      return known === undefined ? [] : [[parameter, String(known)]];
    });
    return { ...stack, ...inner, name, displayName: name, parameters: Object.fromEntries(parameters) as Record<string, string> };
  });
}

/** The resources of a stack by their logical ids, but those whose condition is known not to hold. */
export function presentIn(stack: AssemblyStack, parameters: GivenValues['parameters']): [string, TemplateResource][] {
  const resources = Object.entries(stack.template.Resources ?? {});
  const conditions = new Set(resources.flatMap(([, { Condition }]) => Condition ?? []));
  if (conditions.size === 0) {
    return resources;
  }
  const evaluator = templateEvaluator(stack, parameters);
  const absent = new Set([...conditions].filter(condition => {
    try {
      return !evaluator.holds(condition);
    } catch {
      // Only the deployment can tell.
      return false;
    }
  }));
  return resources.filter(([, { Condition }]) => Condition === undefined || !absent.has(Condition));
}

/** Evaluates what needs nothing but a stack's template and where the stack goes; anything else throws. */
export function templateEvaluator(stack: AssemblyStack, parameters: GivenValues['parameters'] = {}): Evaluator {
  const unknown = () => { throw new Error('known during the deployment only'); };
  return new Evaluator({
    stackName: stack.name,
    stackId: stack.name,
    account: stack.account ?? '',
    region: stack.region ?? ANY_REGION,
    partition: partitionOf(stack.region),
    template: stack.template,
    reference: unknown,
    attribute: unknown,
    importValue: unknown,
    stackOutput: unknown,
    assume: () => undefined,
    given: { ...NO_VALUES, parameters },
    passed: stack.parameters ?? {},
    isLenient: true,
  });
}

function valueOf(evaluator: Evaluator, value: unknown, place: string): unknown {
  try {
    return evaluator.evaluate(value, place);
  } catch {
    return undefined;
  }
}
