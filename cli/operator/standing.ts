/**
 * What of an app stands already: a plan that made functions, roles and state machines once more would be minutes late. Pure.
 *
 *     the app as it is to be -> without accounts, and without what isn't there -> deployed before the rehearsal begins
 */

import type { Snapshot, SnapshotResource } from '../../core/operator/snapshot';
import type { Assembly, AssemblyStack } from '../../rehearsal/cloudformation/assembly';
import { declaredDependencies, namesIn } from '../../rehearsal/cloudformation/references';
import type { TemplateResource } from '../../rehearsal/cloudformation/template';
import { ACCOUNT_QUOTA_TYPE, POOL_ACCOUNT_TYPE } from '../../src/contract';

/** Accounts are what is planned; the quota is asked for whenever their number changes; what nested stacks hold isn't read. */
const NEVER = [POOL_ACCOUNT_TYPE, ACCOUNT_QUOTA_TYPE, 'AWS::CloudFormation::Stack'];

/** The part of the app that is there; undefined if nothing of it is. */
export function standingPart(assembly: Assembly, { stacks }: Pick<Snapshot, 'stacks'>): Assembly | undefined {
  const standing = assembly.stacks.flatMap(stack => {
    const there = stacks.find(({ name }) => name === stack.name)?.resources ?? [];
    const Resources = standingResources(stack, there);
    const isThere = (output: unknown) => [...namesIn(output)].every(name => name in Resources || !(name in (stack.template.Resources ?? {})));
    const Outputs = Object.fromEntries(Object.entries(stack.template.Outputs ?? {}).filter(([, output]) => isThere(output)));
    return Object.keys(Resources).length === 0 ? [] : [{ ...stack, template: { ...stack.template, Resources, Outputs } }];
  });
  return standing.length === 0 ? undefined : { ...assembly, stacks: standing };
}

function standingResources({ template: { Resources = {} } }: AssemblyStack, there: readonly SnapshotResource[]): Record<string, TemplateResource> {
  const whole = new Map(there.filter(({ status }) => /^(CREATE|UPDATE|IMPORT)_COMPLETE$/.test(status)).map(({ logicalId, type }) => [logicalId, type]));
  const left = new Map(Object.entries(Resources).filter(([logicalId, { Type }]) => whole.get(logicalId) === Type && !NEVER.includes(Type)));
  const lacks = (resource: TemplateResource) =>
    [...namesIn(resource), ...declaredDependencies(resource)].some(name => name in Resources && !left.has(name));
  for (let before = -1; before !== left.size;) {
    before = left.size;
    [...left].filter(([, resource]) => lacks(resource)).forEach(([logicalId]) => left.delete(logicalId));
  }
  return Object.fromEntries(left);
}
