/** What a stack was deployed from, told by its record: its assembly may be gone, or be another one than today's. */

import type { AssemblyStack } from './assembly';
import type { NestedTemplates } from './nested-templates';
import { isNestedStack } from './nested-work';
import type { ResourceWork } from './resource-work';
import type { ResourceRecord, StackRecord } from './stacks-state';

/** The stack as an assembly would bring it. The code of its functions is where it was found; a nested stack that was never made has no template. */
export function sourceOfRecord(stack: StackRecord, all: readonly StackRecord[], work: Pick<ResourceWork, 'assetKey'>): AssemblyStack {
  const records = all.filter(other => other === stack || other.nested?.rootId === stack.id).flatMap(({ resources }) => Object.values(resources));
  return {
    artifactId: stack.name,
    name: stack.name,
    displayName: stack.name,
    account: stack.account,
    region: stack.region,
    template: stack.template ?? {},
    dependencies: [],
    assets: new Map(records.flatMap(record => assetOf(record, work))),
    nested: nestedOf(stack, all),
    tags: { ...stack.tags },
  };
}

function assetOf(record: ResourceRecord, work: Pick<ResourceWork, 'assetKey'>): [string, string][] {
  const [key, directory] = [work.assetKey(record), record.content.codeDirectory];
  return key === undefined || directory === undefined ? [] : [[key, directory]];
}

function nestedOf(stack: StackRecord, all: readonly StackRecord[]): NestedTemplates {
  return new Map(Object.values(stack.resources).filter(isNestedStack).flatMap(({ logicalId, content }) => {
    const inner = all.find(({ id }) => id === content.physicalId);
    if (inner?.template === undefined) {
      return [];
    }
    const { label } = inner.nested!;
    return [[logicalId, {
      label: label.slice(label.lastIndexOf('/') + 1),
      template: inner.template,
      templateBytes: Buffer.byteLength(JSON.stringify(inner.template), 'utf8'),
      nested: nestedOf(inner, all),
    }] as const];
  }));
}
