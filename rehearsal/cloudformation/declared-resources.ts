/** The custom resources that a stack and those nested in it declare, as a deployment leaves them. */

import type { AssemblyStack } from './assembly';
import type { DeployableContext } from './deployable';
import { Deployable } from './deployable';
import { EvaluationFailure } from './evaluate';
import { passedTo } from './nested-properties';
import { nestedSource } from './nested-stacks';
import { isNestedStack } from './nested-work';
import type { ResourceWork } from './resource-work';
import type { ResourceRecord, StackRecord } from './stacks-state';
import type { TemplateResource } from './template';
import { Refusal } from './template';
import { UnknownToRehearsal } from '../kernel/types';

/** A custom resource that a stack declares, as its function tells. */
export interface DeclaredResource {
  /** In a nested stack behind the label of that: `Accounts/Account`. */
  readonly logicalId: string;
  readonly type: string;
  /** Resolved where that is possible: one that was never begun may name what isn't there. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** Whatever its function told in this deployment, or else before: kept even where a rollback makes the stack forget the resource. */
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Whether this deployment made or changed it. */
  readonly changed: boolean;
}

/** What is needed of the engine. */
export interface DeclaredContext extends DeployableContext {
  readonly work: ResourceWork;
  find(id: string | undefined): StackRecord | undefined;
  /** What a nested stack was last deployed as. */
  deployableOf(stack: StackRecord): Deployable | undefined;
}

/** What a deployment noted of its resources, by their places in the outermost stack. */
export interface Noted {
  readonly told: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  readonly changed: ReadonlySet<string>;
}

/** In the order of the templates; a nested stack's stand where that does. */
export function declaredResources(
  context: DeclaredContext, source: AssemblyStack, stack: StackRecord | undefined, deployable: Deployable | undefined, noted: Noted, prefix = '',
): DeclaredResource[] {
  const present = deployable?.present() ?? Object.entries(source.template.Resources ?? {});
  return present.flatMap(([logicalId, resource]): DeclaredResource[] => {
    const record = stack?.resources[logicalId];
    if (context.work.isCustom(resource.Type)) {
      const place = prefix + logicalId;
      return [{
        logicalId: place,
        type: resource.Type,
        properties: propertiesOf(logicalId, resource, record, deployable),
        attributes: { ...record?.content.attributes, ...noted.told.get(place) },
        changed: noted.changed.has(place),
      }];
    }
    const nested = source.nested?.get(logicalId);
    if (nested === undefined) {
      return [];
    }
    const inner = stack === undefined ? undefined : innerOf(context, source, stack, record);
    const within = `${prefix}${nested.label}/`;
    return declaredResources(context, inner?.source ?? { ...source, ...nested }, inner?.stack, inner?.deployable, noted, within);
  });
}

/** A nested stack that is there, and what it is deployed as. */
interface Inner {
  readonly source: AssemblyStack;
  readonly stack: StackRecord;
  readonly deployable?: Deployable;
}

function innerOf(context: DeclaredContext, source: AssemblyStack, parent: StackRecord, record: ResourceRecord | undefined): Inner | undefined {
  const stack = record === undefined || !isNestedStack(record) ? undefined : context.find(record.content.physicalId);
  if (stack === undefined) {
    return undefined;
  }
  const inner = { ...nestedSource(source, parent, record!), ...passedTo(record!.content.properties) };
  try {
    return { source: inner, stack, deployable: context.deployableOf(stack) ?? new Deployable(inner, stack, context) };
  } catch (error) {
    if (error instanceof Refusal || error instanceof EvaluationFailure || error instanceof UnknownToRehearsal) {
      return { source: inner, stack };
    }
    throw error;
  }
}

function propertiesOf(
  logicalId: string, { Properties: declared = {} }: TemplateResource, record: ResourceRecord | undefined, deployable: Deployable | undefined,
): Readonly<Record<string, unknown>> {
  if (record !== undefined) {
    return record.content.properties;
  }
  try {
    return deployable?.desired(logicalId).properties ?? declared;
  } catch (error) {
    if (error instanceof EvaluationFailure || error instanceof UnknownToRehearsal) {
      return declared;
    }
    throw error;
  }
}
