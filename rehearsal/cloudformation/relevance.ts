/**
 * Which resources of a template the custom resources stand on that are run for real.
 *
 * An app has other things in it. What those custom resources are made of must be known exactly, or the rehearsal ends; of what they only wait for it is said what
 * isn't known; about the rest nothing is asked, and it is assumed to deploy.
 *
 *     custom resource -> what its properties name -> what the understood properties of that name, and so on
 *                     -> what is attached to any of it
 *                     -> DependsOn: waited for, and no more
 */

import type { TypeFacts } from './known-properties';
import { decisiveValues } from './known-properties';
import { declaredDependencies, namesIn } from './references';
import type { Template, TemplateResource } from './template';

/** What decides about relevance: which types are run for real, and which act on what a property of theirs names, without being named by it. */
export interface Relevance {
  readonly customTypes: ReadonlySet<string>;
  readonly types: ReadonlyMap<string, { readonly facts: TypeFacts }>;
}

/** Logical ids of the custom resources that are run and of all that they are made of, policies and associations of reached roles included. */
export function reachedByCustom(template: Template, { customTypes, types }: Relevance): Set<string> {
  const resources = template.Resources ?? {};
  const reached = new Set<string>();
  // What stands behind a resource that is only assumed makes no difference any more.
  const named = ({ Type, Properties = {} }: TemplateResource) => {
    const facts = types.get(Type)?.facts;
    return customTypes.has(Type) ? namesIn(Properties) : namesIn(facts === undefined ? [] : decisiveValues(Properties, facts.properties));
  };
  const reach = (logicalId: string) => {
    const resource = resources[logicalId];
    if (resource === undefined || reached.has(logicalId)) {
      return;
    }
    reached.add(logicalId);
    for (const name of named(resource)) {
      reach(name);
    }
  };
  for (const [logicalId, resource] of Object.entries(resources)) {
    if (customTypes.has(resource.Type)) {
      reach(logicalId);
    }
  }
  for (let before = -1; before !== reached.size;) {
    before = reached.size;
    for (const [logicalId, resource] of Object.entries(resources)) {
      const property = types.get(resource.Type)?.facts.attachedTo;
      if (property !== undefined && [...namesIn(resource.Properties?.[property])].some(name => reached.has(name))) {
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
