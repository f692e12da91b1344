/** What stacks have to do with each other: names that can be taken once, and values that one exports and others import. */

import type { ResourceContent, StackRecord } from './stacks-state';

/** Where a name can be taken once. */
export type NameScope = 'account' | 'region';

/** A physical name that a template gives, with what must be unlike it. */
export interface PhysicalName {
  readonly type: string;
  readonly property: string;
  readonly scope: NameScope;
  readonly name: string;
}

/**
 * Who has a physical name already, beside the resource of `stack` that `logicalId` names: the ARN of a stack, or '' for what no stack has any more.
 * What a replacement left over has its name until the cleanup.
 */
export function holderOf(
  stacks: readonly StackRecord[], stack: StackRecord, logicalId: string, { type, property, scope, name }: PhysicalName,
): string | undefined {
  const has = (content: ResourceContent | undefined) => content?.physicalId !== undefined && content.properties[property] === name;
  const near = stacks.filter(({ account, region }) => account === stack.account && (scope === 'account' || region === stack.region));
  const holder = near.find(other => other.deletedAt === undefined && (
    Object.values(other.resources).some(record => record.type === type
      && !(other === stack && record.logicalId === logicalId)
      && (has(record.content) || has(record.previous)))
    || other.leftovers.some(leftover => leftover.type === type && has(leftover.content))
  ));
  if (holder !== undefined) {
    return holder.id;
  }
  return near.some(({ retained = [] }) => retained.some(kept => kept.type === type && kept.properties[property] === name)) ? '' : undefined;
}

/** The stack that exports a value to others of its account and Region. */
export function exporterOf(stacks: readonly StackRecord[], stack: Pick<StackRecord, 'account' | 'region'>, name: string): StackRecord | undefined {
  return stacks.find(other => other.deletedAt === undefined && name in other.exports && isNear(other, stack));
}

/** Why a stack can't change or take away an export, in AWS's words; undefined if nobody imports it. */
export function exportInUse(stacks: readonly StackRecord[], stack: StackRecord, name: string, what: 'deleted' | 'updated'): string | undefined {
  const importers = stacks.filter(other => other !== stack && other.deletedAt === undefined && isNear(other, stack) && other.imports?.includes(name));
  return importers.length === 0 ? undefined : `Export ${name} cannot be ${what} as it is in use by ${importers.map(other => other.name).join(' and ')}`;
}

function isNear(one: Pick<StackRecord, 'account' | 'region'>, other: Pick<StackRecord, 'account' | 'region'>): boolean {
  return one.account === other.account && one.region === other.region;
}
