/**
 * KMS: keys of the rehearsed stacks, and whether somebody may decrypt with them.
 *
 *     key disabled                                          -> nobody may
 *     its policy allows the role, or all that IAM allows it -> the role may, in the second case if its own policies allow it
 *     its policy says neither                               -> the role may not
 *     no stack makes the key                                -> nobody knows: its policy and its grants are elsewhere
 */

import { uuidOf } from '../../cloudformation/identifiers';
import type { KnownProperties } from '../../cloudformation/known-properties';
import type { Place, ResourceType } from '../../cloudformation/resource-type';
import type { ResourceContent } from '../../cloudformation/stacks-state';
import type { PolicyDocument, Statement } from '../../iam/policy';
import { listOf } from '../../iam/policy';
import { matchesWildcards } from '../../iam/wildcards';
import type { RoleRegister } from '../ports';

const OTHER_USE = 'nothing that is encrypted for an account depends on it';

export const KEY_PROPERTIES: KnownProperties = {
  understood: ['Enabled', 'KeyPolicy'],
  harmless: {
    BypassPolicyLockoutSafetyCheck: 'it is about who may change the policy',
    Description: 'it is read by people only',
    EnableKeyRotation: OTHER_USE,
    MultiRegion: OTHER_USE,
    PendingWindowInDays: 'it is about the time after the key',
    RotationPeriodInDays: OTHER_USE,
    Tags: 'nothing is decided by them',
  },
};

/** Who wants to decrypt. */
export type KeyUser = { readonly roleArn: string } | { readonly service: string };

/** What is known of one key. */
interface Key {
  readonly enabled: boolean;
  readonly policy: PolicyDocument | undefined;
}

/** The keys that stacks make. */
export class Keys {
  private readonly keys = new Map<string, Key>();

  constructor(private readonly iam: Pick<RoleRegister, 'permits'>) {}

  public put(arn: string, key: Key): void {
    this.keys.set(arn, key);
  }

  public remove(arn: string): void {
    this.keys.delete(arn);
  }

  /** Whether a stack makes that key. */
  public knows(arn: string): boolean {
    return this.keys.has(arn);
  }

  /** Undefined where nobody knows. */
  public mayDecrypt(arn: string, user: KeyUser): boolean | undefined {
    const key = this.keys.get(arn);
    if (key === undefined) {
      return undefined;
    }
    const account = arn.split(':')[4];
    const about = listOf(key.policy?.Statement).filter(statement => listOf(statement.Action).some(pattern => matchesWildcards(pattern.toLowerCase(), 'kms:decrypt')));
    const says = (effect: string, principals: readonly string[]) => about.some(statement =>
      statement.Effect === effect && principalsOf(statement).some(principal => principals.includes(principal)));
    if ('service' in user) {
      return key.enabled && says('Allow', [user.service, '*']) && !says('Deny', [user.service, '*']);
    }
    const all = [account, `${arn.split(':').slice(0, 2).join(':')}:iam::${account}:root`];
    const delegated = key.policy === undefined || says('Allow', all);
    return key.enabled && !says('Deny', [user.roleArn, '*'])
      && (says('Allow', [user.roleArn, '*']) || (delegated && this.iam.permits(user.roleArn, 'kms:Decrypt', arn, { 'aws:RequestedRegion': arn.split(':')[3] })));
  }
}

function principalsOf({ Principal }: Statement): readonly string[] {
  if (typeof Principal === 'string') {
    return [Principal];
  }
  return Object.values((Principal ?? {}) as Record<string, string | readonly string[]>).flatMap(names => listOf(names));
}

/** AWS::KMS::Key */
export class KeyType implements ResourceType {
  public readonly seconds = 60;
  public readonly createOnly = [];

  constructor(private readonly keys: Keys, private readonly partition: string) {}

  public put(place: Place, properties: Record<string, unknown>, current?: ResourceContent): ResourceContent {
    const id = current?.physicalId ?? uuidOf(place.stack.id, place.logicalId, place.generatedName);
    const arn = `arn:${this.partition}:kms:${place.stack.region}:${place.stack.account}:key/${id}`;
    const content = { physicalId: id, properties, attributes: { Arn: arn, KeyId: id } };
    this.restore(content);
    return content;
  }

  public remove({ attributes }: ResourceContent): void {
    this.keys.remove(String(attributes.Arn));
  }

  public restore({ properties, attributes }: ResourceContent): void {
    this.keys.put(String(attributes.Arn), { enabled: String(properties.Enabled ?? true) === 'true', policy: properties.KeyPolicy as PolicyDocument | undefined });
  }
}
