/** Which resources the parts of a template name. */

import type { Template, TemplateResource } from './template';
import { isRecord, Refusal } from './template';

/** A stretch of a `Fn::Sub` pattern: text as it is, or the name of something. */
export type SubPiece =
  | { readonly literal: string }
  | { readonly literal?: undefined; readonly name: string; readonly attribute?: string };

/** Cuts a `Fn::Sub` pattern at its `${...}`; `${!x}` stands for the text `${x}`. */
export function subReferences(pattern: string): SubPiece[] {
  const pieces: SubPiece[] = [];
  let last = 0;
  for (const match of pattern.matchAll(/\$\{([^}]*)\}/g)) {
    if (match.index > last) {
      pieces.push({ literal: pattern.slice(last, match.index) });
    }
    const inside = match[1].trim();
    const dot = inside.indexOf('.');
    if (inside.startsWith('!')) {
      pieces.push({ literal: `\${${inside.slice(1)}}` });
    } else if (dot < 0) {
      pieces.push({ name: inside });
    } else {
      pieces.push({ name: inside.slice(0, dot), attribute: inside.slice(dot + 1) });
    }
    last = match.index + match[0].length;
  }
  if (last < pattern.length) {
    pieces.push({ literal: pattern.slice(last) });
  }
  return pieces;
}

/** Everything that a value names by Ref, GetAtt or Sub: resources and parameters, never pseudo parameters. */
export function namesIn(value: unknown): Set<string> {
  const names = new Set<string>();
  collect(value, names);
  return names;
}

function collect(value: unknown, names: Set<string>): void {
  if (Array.isArray(value)) {
    for (const item of value) {
      collect(item, names);
    }
  } else if (isRecord(value)) {
    const keys = Object.keys(value);
    const argument = value[keys[0]];
    if (keys.length === 1 && keys[0] === 'Ref') {
      add(String(argument), names);
    } else if (keys.length === 1 && keys[0] === 'Fn::GetAtt') {
      add(Array.isArray(argument) ? String(argument[0]) : String(argument).split('.')[0], names);
      if (Array.isArray(argument)) {
        collect(argument[1], names);
      }
    } else if (keys.length === 1 && keys[0] === 'Fn::Sub') {
      collectSub(argument, names);
    } else {
      for (const key of keys) {
        collect(value[key], names);
      }
    }
  }
}

function collectSub(argument: unknown, names: Set<string>): void {
  const [pattern, variables] = Array.isArray(argument) ? [String(argument[0]), argument[1]] : [String(argument), {}];
  const own = new Set(isRecord(variables) ? Object.keys(variables) : []);
  collect(variables, names);
  for (const piece of subReferences(pattern)) {
    if (piece.literal === undefined && !own.has(piece.attribute === undefined ? piece.name : `${piece.name}.${piece.attribute}`)) {
      add(piece.name, names);
    }
  }
}

function add(name: string, names: Set<string>): void {
  if (!name.startsWith('AWS::')) {
    names.add(name);
  }
}

/** The arguments of all `Fn::ImportValue` in a value. */
export function importsIn(value: unknown): unknown[] {
  if (Array.isArray(value)) {
    return value.flatMap(importsIn);
  }
  return isRecord(value) ? Object.entries(value).flatMap(([key, inner]) => (key === 'Fn::ImportValue' ? [inner] : importsIn(inner))) : [];
}

/** What a resource declares in `DependsOn`. */
export function declaredDependencies(resource: TemplateResource): readonly string[] {
  const declared = resource.DependsOn ?? [];
  return typeof declared === 'string' ? [declared] : declared;
}

/**
 * The resources that each of `present` waits for, in the template's order.
 *
 * Throws {@link Refusal} in AWS's words for a name that doesn't exist and for a circle.
 */
export function dependencies(template: Template, present: ReadonlySet<string>): Map<string, readonly string[]> {
  const resources = template.Resources ?? {};
  const unresolved = new Set<string>();
  const graph = new Map<string, readonly string[]>();
  for (const [logicalId, resource] of Object.entries(resources)) {
    if (!present.has(logicalId)) {
      continue;
    }
    const names = new Set([...declaredDependencies(resource), ...namesIn(resource.Properties)]);
    for (const name of names) {
      if (!(name in resources) && !(name in (template.Parameters ?? {}))) {
        unresolved.add(name);
      }
    }
    graph.set(logicalId, [...names].filter(name => name !== logicalId && present.has(name)));
    if (namesIn(resource.Properties).has(logicalId)) {
      throw new Refusal(`Circular dependency between resources: [${logicalId}]`);
    }
  }
  if (unresolved.size > 0) {
    throw new Refusal(`Template format error: Unresolved resource dependencies [${[...unresolved].join(', ')}] in the Resources block of the template`);
  }
  const circle = circular(graph);
  if (circle.length > 0) {
    throw new Refusal(`Circular dependency between resources: [${circle.join(', ')}]`);
  }
  return graph;
}

/** What stays when everything that waits for nothing is taken away, again and again. */
function circular(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const waitingFor = new Map([...graph].map(([id, needs]) => [id, needs.length]));
  const neededBy = new Map<string, string[]>();
  for (const [id, needs] of graph) {
    for (const need of needs) {
      neededBy.set(need, [...neededBy.get(need) ?? [], id]);
    }
  }
  const free = [...waitingFor].filter(([, count]) => count === 0).map(([id]) => id);
  for (let id = free.pop(); id !== undefined; id = free.pop()) {
    waitingFor.delete(id);
    for (const dependent of neededBy.get(id) ?? []) {
      const left = waitingFor.get(dependent)! - 1;
      waitingFor.set(dependent, left);
      if (left === 0) {
        free.push(dependent);
      }
    }
  }
  return [...waitingFor.keys()];
}
