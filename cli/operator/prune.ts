/** An app without the accounts that a deployment leaves alone: what refers to them gets the values that they have. Pure. */

import type { Snapshot, SnapshotDeclared } from '../../core/operator/snapshot';
import type { AssemblyStack } from '../../rehearsal/cloudformation/assembly';
import type { Template } from '../../rehearsal/cloudformation/template';
import { isRecord } from '../../rehearsal/cloudformation/template';
import { PoolAccountAttribute } from '../../src/contract';

/** Values of a resource that is taken out: its physical id, and its attributes. */
interface Known {
  readonly physicalId: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** The stack without these legs. */
export function withoutAccounts(stack: AssemblyStack, legs: readonly SnapshotDeclared[], snapshot: Snapshot): AssemblyStack {
  if (legs.length === 0) {
    return stack;
  }
  const resources = snapshot.stacks.find(({ name }) => name === stack.name)?.resources ?? [];
  const known = new Map(legs.map((leg): [string, Known] => {
    const account = snapshot.accounts?.find(({ id, email }) => id === leg.existingAccountId || email.toLowerCase() === leg.email.toLowerCase());
    return [leg.logicalId, {
      physicalId: resources.find(({ logicalId }) => logicalId === leg.logicalId)?.physicalId ?? leg.name,
      attributes: {
        [PoolAccountAttribute.ACCOUNT_ID]: account?.id ?? '',
        [PoolAccountAttribute.ACCOUNT_NAME]: account?.name ?? leg.name,
        [PoolAccountAttribute.ACCOUNT_EMAIL]: account?.email ?? leg.email,
        [PoolAccountAttribute.SANDBOX_STATUS]: '',
        [PoolAccountAttribute.WARNING]: '',
      },
    }];
  }));
  const rest = Object.entries(stack.template.Resources ?? {}).filter(([logicalId]) => !known.has(logicalId));
  const template = { ...stack.template, Resources: Object.fromEntries(rest) };
  return { ...stack, template: replaced(template, known) as Template };
}

function replaced(value: unknown, known: ReadonlyMap<string, Known>): unknown {
  if (Array.isArray(value)) {
    return value.map(item => replaced(item, known));
  }
  if (!isRecord(value)) {
    return value;
  }
  const [only, ...more] = Object.keys(value);
  if (more.length === 0 && only === 'Ref' && typeof value.Ref === 'string') {
    return known.get(value.Ref)?.physicalId ?? value;
  }
  if (more.length === 0 && only === 'Fn::GetAtt') {
    const target: unknown = value['Fn::GetAtt'];
    const [logicalId, attribute] = Array.isArray(target) ? target.map(String) : String(target).split('.');
    return known.get(logicalId)?.attributes[attribute] ?? value;
  }
  if (more.length === 0 && only === 'Fn::Sub') {
    const sub: unknown = value['Fn::Sub'];
    return { 'Fn::Sub': Array.isArray(sub) ? [substituted(String(sub[0]), known), replaced(sub[1], known)] : substituted(String(sub), known) };
  }
  return Object.fromEntries(Object.entries(value).flatMap(([key, member]) => {
    if (key !== 'DependsOn') {
      return [[key, replaced(member, known)]];
    }
    const left = (Array.isArray(member) ? member.map(String) : [String(member)]).filter(logicalId => !known.has(logicalId));
    return left.length === 0 ? [] : [[key, left]];
  }));
}

function substituted(text: string, known: ReadonlyMap<string, Known>): string {
  return text.replace(/\$\{([^!.}]+)(?:\.([^}]+))?\}/g, (whole, logicalId: string, attribute: string | undefined) => {
    const target = known.get(logicalId);
    return target === undefined ? whole : attribute === undefined ? target.physicalId : target.attributes[attribute] ?? whole;
  });
}
