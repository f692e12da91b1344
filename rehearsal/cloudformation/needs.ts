/**
 * What the stacks of an app need of each other, so that what an account depends on is known across their bounds.
 *
 *     account -> Fn::ImportValue, Fn::GetStackOutput -> the output of another stack -> what that is made of, and so on
 *             -> Fn::GetAtt [Nested, Outputs.X]      -> the output of the nested stack
 *             -> Ref of a parameter                  -> what the parent passes
 *     policy  -> of a role beyond the bounds         -> attached all the same
 */

import type { NestedTemplates } from './nested-templates';
import { nestedOutputsIn, NO_NESTED_TEMPLATES } from './nested-templates';
import { namesIn } from './references';
import type { Needs, Relevance } from './relevance';
import { decisive, namesReached, reachedByCustom } from './relevance';
import type { Template } from './template';
import { canonical, isRecord } from './template';

/** A stack, as far as others may read it. */
export interface ReadableStack {
  readonly name: string;
  readonly template: Template;
  readonly nested?: NestedTemplates;
}

/** What is known of one stack so far. */
interface Node {
  readonly label: string;
  readonly template: Template;
  readonly parent?: { readonly node: Node; readonly logicalId: string };
  readonly children: Map<string, Node>;
  readonly outputs: Set<string>;
  readonly nested: Map<string, Set<string>>;
  readonly standing: Set<string>;
}

/** What messages and values in world files call a nested stack: `Pool/Accounts`. */
export function labelOf(parent: string, nested: { readonly label: string }): string {
  return `${parent}/${nested.label}`;
}

/** By the names of stacks and the labels of nested ones. */
export function needsOf(stacks: readonly ReadableStack[], relevance: Relevance): ReadonlyMap<string, Needs> {
  const nodes: Node[] = [];
  const add = (label: string, template: Template, nested: NestedTemplates, parent?: Node['parent']): Node => {
    const node: Node = { label, template, parent, children: new Map(), outputs: new Set(), nested: new Map(), standing: new Set() };
    nodes.push(node);
    nested.forEach((inner, logicalId) => node.children.set(logicalId, add(labelOf(label, inner), inner.template, inner.nested, { node, logicalId })));
    return node;
  };
  stacks.forEach(({ name, template, nested = NO_NESTED_TEMPLATES }) => add(name, template, nested));
  for (let before = -1, now = 0; before !== now; now = nodes.reduce((sum, node) => sum + sizeOf(node), 0)) {
    before = now;
    for (const node of nodes) {
      follow(node, nodes, relevance);
    }
  }
  return new Map(nodes.map(node => [node.label, node]));
}

function sizeOf({ outputs, nested, standing }: Node): number {
  return outputs.size + standing.size + [...nested.values()].reduce((sum, { size }) => sum + size + 1, 0);
}

/** Notes what one stack, as it is known now, needs of the others. */
function follow(node: Node, nodes: readonly Node[], relevance: Relevance): void {
  const { template, parent, children } = node;
  const reached = reachedByCustom(template, relevance, node);
  const ofResources = [...reached].map(logicalId => decisive(logicalId, template.Resources![logicalId], relevance, node));
  for (const read of ofResources.flatMap(readsOf)) {
    nodes.filter(other => read.stack === undefined || read.stack === other.label).forEach(other => {
      outputsMeant(other.template, read).forEach(output => other.outputs.add(output));
    });
  }
  const values = [...ofResources, ...[...node.outputs].map(output => template.Outputs?.[output]?.Value)];
  for (const { logicalId, output } of values.flatMap(nestedOutputsIn)) {
    children.get(logicalId)?.outputs.add(output);
  }
  if (parent !== undefined && (reached.size > 0 || node.outputs.size > 0)) {
    const passed = parent.node.nested.get(parent.logicalId) ?? new Set<string>();
    parent.node.nested.set(parent.logicalId, passed);
    [...namesIn(values)].filter(name => name in (template.Parameters ?? {})).forEach(name => passed.add(name));
  }
  for (const [logicalId, child] of children) {
    const parameters = template.Resources![logicalId].Properties?.Parameters;
    Object.entries(isRecord(parameters) ? parameters : {})
      .filter(([, value]) => namesReached(value, reached, node))
      .forEach(([name]) => child.standing.add(name));
  }
  if (parent !== undefined) {
    Object.entries(template.Outputs ?? {})
      .filter(([, { Value }]) => namesReached(Value, reached, node))
      .forEach(([name]) => parent.node.standing.add(`${parent.logicalId}.${name}`));
  }
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
