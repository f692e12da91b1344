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
import { canonical, isRecord } from './template';

/** What decides about relevance: which types are run for real, and which act on what a property of theirs names, without being named by it. */
export interface Relevance {
  readonly customTypes: ReadonlySet<string>;
  readonly types: ReadonlyMap<string, { readonly facts: TypeFacts }>;
}

/** A stack, as far as others may read it. */
export interface ReadableStack {
  readonly name: string;
  readonly template: Template;
}

/** What of a resource decides what becomes of it. What stands behind one that is only assumed makes no difference any more. */
function decisive({ Type, Properties = {} }: TemplateResource, { customTypes, types }: Relevance): unknown {
  const facts = types.get(Type)?.facts;
  return customTypes.has(Type) ? Properties : facts === undefined ? [] : decisiveValues(Properties, facts.properties);
}

/**
 * Logical ids of the custom resources that are run and of all that they are made of, policies and associations of reached roles included.
 * @param outputs those that custom resources of other stacks are made of
 */
export function reachedByCustom(template: Template, relevance: Relevance, outputs: Iterable<string> = []): Set<string> {
  const { customTypes, types } = relevance;
  const resources = template.Resources ?? {};
  const reached = new Set<string>();
  const reach = (logicalId: string) => {
    const resource = resources[logicalId];
    if (resource === undefined || reached.has(logicalId)) {
      return;
    }
    reached.add(logicalId);
    for (const name of namesIn(decisive(resource, relevance))) {
      reach(name);
    }
  };
  for (const output of outputs) {
    namesIn(template.Outputs?.[output]?.Value).forEach(reach);
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

/** The outputs of each stack, by its name, that custom resources of other stacks are made of: what they import, and what that is made of in turn. */
export function outputsReached(stacks: readonly ReadableStack[], relevance: Relevance): ReadonlyMap<string, ReadonlySet<string>> {
  const needed = new Map(stacks.map(({ name }) => [name, new Set<string>()]));
  for (let before = -1, now = 0; before !== now; now = [...needed.values()].reduce((sum, { size }) => sum + size, 0)) {
    before = now;
    for (const { name, template } of stacks) {
      for (const logicalId of reachedByCustom(template, relevance, needed.get(name))) {
        for (const read of readsOf(decisive(template.Resources![logicalId], relevance))) {
          stacks.filter(stack => read.stack === undefined || read.stack === stack.name).forEach(stack => {
            outputsMeant(stack.template, read).forEach(output => needed.get(stack.name)!.add(output));
          });
        }
      }
    }
  }
  return needed;
}

/** An output of another stack: by what it is exported as, or by its own name. */
interface Read {
  readonly stack?: string;
  readonly output?: unknown;
  readonly exportName?: unknown;
}

function outputsMeant({ Outputs: outputs = {} }: Template, { output, exportName }: Read): string[] {
  return Object.entries(outputs)
    .filter(([name, { Export: exported }]) => (exportName === undefined ? name === output : canonical(exported?.Name) === canonical(exportName)))
    .map(([name]) => name);
}

function readsOf(value: unknown): Read[] {
  if (Array.isArray(value)) {
    return value.flatMap(readsOf);
  }
  if (!isRecord(value)) {
    return [];
  }
  const { 'Fn::ImportValue': exportName, 'Fn::GetStackOutput': reference } = value;
  return [
    ...exportName === undefined ? [] : [{ exportName }],
    ...isRecord(reference) ? [{ stack: String(reference.StackName), output: reference.OutputName }] : [],
    ...Object.values(value).flatMap(readsOf),
  ];
}
