/**
 * Which resources of a template the custom resources stand on that are run for real.
 *
 * An app has other things in it. What those custom resources are made of must be known exactly, or the rehearsal ends; of what they only wait for it is said what
 * isn't known; about the rest nothing is asked, and it is assumed to deploy.
 *
 *     custom resource -> what its properties name -> what the understood properties of that name, and so on
 *                     -> what is attached to any of it
 *                     -> DependsOn: waited for, and no more
 *
 * What that means beyond the bounds of a stack stands in needs.ts.
 */

import type { TypeFacts } from './known-properties';
import { decisiveValues } from './known-properties';
import { NESTED_STACK_TYPE, nestedOutputsIn } from './nested-templates';
import { declaredDependencies, namesIn } from './references';
import type { Template, TemplateResource } from './template';
import { isRecord } from './template';

/** What decides about relevance: which types are run for real, and which act on what a property of theirs names, without being named by it. */
export interface Relevance {
  readonly customTypes: ReadonlySet<string>;
  readonly types: ReadonlyMap<string, { readonly facts: TypeFacts }>;
}

/** What other stacks have to do with one: those that read its outputs, that it is nested in, and that are nested in it. */
export interface Needs {
  /** Outputs that custom resources of other stacks are made of. */
  readonly outputs: ReadonlySet<string>;
  /** The nested stacks that hold something an account depends on, by logical id, each with those of its parameters that this is made of. */
  readonly nested: ReadonlyMap<string, ReadonlySet<string>>;
  /** What stands for something reached beyond the stack's bounds: parameters by their names, outputs of nested stacks as `LogicalId.Name`. */
  readonly standing: ReadonlySet<string>;
}

/** Nobody needs anything of the stack. */
export const NO_NEEDS: Needs = { outputs: new Set(), nested: new Map(), standing: new Set() };

/** What of a resource decides what becomes of it. What stands behind one that is only assumed makes no difference any more. */
export function decisive(
  logicalId: string, { Type, Properties = {} }: TemplateResource, { customTypes, types }: Relevance, { nested }: Needs,
): unknown {
  if (Type === NESTED_STACK_TYPE) {
    const { Parameters: passed } = Properties;
    return [...nested.get(logicalId) ?? []].map(name => (isRecord(passed) ? passed[name] : undefined));
  }
  const facts = types.get(Type)?.facts;
  return customTypes.has(Type) ? Properties : facts === undefined ? [] : decisiveValues(Properties, facts.properties);
}

/** Whether a value names something reached, on this side of the stack's bounds or beyond. */
export function namesReached(value: unknown, reached: ReadonlySet<string>, { standing }: Needs): boolean {
  const outputs = nestedOutputsIn(value);
  // A nested stack is reached for something in it, which need not be what the output is about.
  return [...namesIn(value)].some(name => standing.has(name) || (reached.has(name) && outputs.every(({ logicalId }) => logicalId !== name)))
    || outputs.some(({ logicalId, output }) => standing.has(`${logicalId}.${output}`));
}

/**
 * Logical ids of the custom resources that are run and of all that they are made of, policies and associations of reached roles included.
 */
export function reachedByCustom(template: Template, relevance: Relevance, needs: Needs = NO_NEEDS): Set<string> {
  const { customTypes, types } = relevance;
  const resources = template.Resources ?? {};
  const reached = new Set<string>();
  const reach = (logicalId: string) => {
    const resource = resources[logicalId];
    if (resource === undefined || reached.has(logicalId)) {
      return;
    }
    reached.add(logicalId);
    for (const name of namesIn(decisive(logicalId, resource, relevance, needs))) {
      reach(name);
    }
  };
  for (const output of needs.outputs) {
    namesIn(template.Outputs?.[output]?.Value).forEach(reach);
  }
  for (const logicalId of needs.nested.keys()) {
    reach(logicalId);
  }
  for (const [logicalId, resource] of Object.entries(resources)) {
    if (customTypes.has(resource.Type)) {
      reach(logicalId);
    }
  }
  for (let before = -1; before !== reached.size;) {
    before = reached.size;
    for (const [logicalId, resource] of Object.entries(resources)) {
      const property = types.get(resource.Type)?.facts.attachedTo;
      if (property !== undefined && namesReached(resource.Properties?.[property], reached, needs)) {
        reach(logicalId);
      }
    }
  }
  return reached;
}

/** Logical ids of what reached resources wait for, directly or not, without being made of it. */
export function awaitedBy(template: Template, reached: ReadonlySet<string>): Set<string> {
  const resources = template.Resources ?? {};
  const seen = new Set(reached);
  for (const logicalId of seen) {
    const resource = resources[logicalId];
    for (const name of resource === undefined ? [] : [...declaredDependencies(resource), ...namesIn(resource.Properties)]) {
      seen.add(name);
    }
  }
  return new Set([...seen].filter(logicalId => !reached.has(logicalId) && logicalId in resources));
}
