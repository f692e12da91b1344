/**
 * Which resources of a template the custom resources stand on that are run for real.
 *
 * An app has other things in it. What those reach must be known exactly, or the rehearsal ends; about the rest it may assume that it deploys.
 */

import { declaredDependencies, namesIn } from './references';
import type { Template } from './template';

/** What decides about relevance: which types are run for real, and which act on what a property of theirs names, without being named by it. */
export interface Relevance {
  readonly customTypes: ReadonlySet<string>;
  readonly types: ReadonlyMap<string, { readonly attachedTo?: string }>;
}

/** Logical ids of the custom resources that are run and of all that they reach, policies and associations of reached roles included. */
export function reachedByCustom(template: Template, { customTypes, types }: Relevance): Set<string> {
  const resources = template.Resources ?? {};
  const reached = new Set<string>();
  const reach = (logicalId: string) => {
    const resource = resources[logicalId];
    if (resource === undefined || reached.has(logicalId)) {
      return;
    }
    reached.add(logicalId);
    for (const name of [...declaredDependencies(resource), ...namesIn(resource.Properties)]) {
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
      const property = types.get(resource.Type)?.attachedTo;
      if (property !== undefined && [...namesIn(resource.Properties?.[property])].some(name => reached.has(name))) {
        reach(logicalId);
      }
    }
  }
  return reached;
}
