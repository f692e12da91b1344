/** Roles and their policies: what the calls of the functions are authorized by. */

import type { Place, ResourceType } from '../../cloudformation/resource-type';
import { text, texts } from '../../cloudformation/resource-type';
import type { ResourceContent } from '../../cloudformation/stacks-state';
import type { PolicyDocument } from '../../iam/policy';
import type { RoleRegister } from '../ports';

/** AWS::IAM::Role */
export class RoleType implements ResourceType {
  public readonly seconds = 16;
  public readonly createOnly = ['RoleName', 'Path'];
  public readonly name = { property: 'RoleName', scope: 'account' } as const;

  constructor(private readonly iam: RoleRegister, private readonly partition: string) {}

  public put(place: Place, properties: Record<string, unknown>, current?: ResourceContent): ResourceContent {
    const name = current?.physicalId ?? (text(properties, 'RoleName') || place.generatedName);
    const arn = `arn:${this.partition}:iam::${place.stack.account}:role${text(properties, 'Path') || '/'}${name}`;
    const content = { physicalId: name, properties, attributes: { Arn: arn, RoleId: `AROA${place.generatedName.slice(-12)}` } };
    this.restore(content);
    return content;
  }

  public remove(content: ResourceContent): void {
    this.iam.removeRole(String(content.attributes.Arn));
  }

  public grants(properties: Readonly<Record<string, unknown>>): string[] {
    const boundary = properties.PermissionsBoundary;
    return [
      ...texts(properties, 'ManagedPolicyArns').filter(arn => !this.iam.knowsPolicy(arn))
        .map(arn => `it attaches the managed policy ${arn}, whose text the rehearsal does not have: taken to deny nothing, and a call that it alone may allow ends the rehearsal`),
      ...boundary === undefined || this.iam.knowsPolicy(String(boundary)) ? []
        : [`its permissions boundary ${String(boundary)} is made by none of the rehearsed stacks: taken to deny nothing`],
    ];
  }

  public restore({ physicalId, properties, attributes }: ResourceContent): void {
    const arn = String(attributes.Arn);
    const policies = Array.isArray(properties.Policies) ? properties.Policies as { PolicyDocument: PolicyDocument }[] : [];
    this.iam.putRole({
      name: physicalId!,
      arn,
      accountId: arn.split(':')[4],
      inlinePolicies: policies.map(policy => policy.PolicyDocument),
      managedPolicyArns: texts(properties, 'ManagedPolicyArns'),
      ...properties.PermissionsBoundary === undefined ? {} : { permissionsBoundary: text(properties, 'PermissionsBoundary') },
      trustPolicy: properties.AssumeRolePolicyDocument as PolicyDocument | undefined,
    });
  }
}

/** AWS::IAM::Policy, an inline policy of several roles, and AWS::IAM::RolePolicy, one of a single role. */
export class PolicyType implements ResourceType {
  public readonly seconds = 15;

  /** @param ofOne the property that names a single role; undefined where `Roles` lists them */
  constructor(private readonly iam: RoleRegister, public readonly createOnly: readonly string[] = [], private readonly ofOne?: string) {}

  public put(place: Place, properties: Record<string, unknown>, current?: ResourceContent): ResourceContent {
    const content = { physicalId: current?.physicalId ?? place.generatedName, properties, attributes: {} };
    this.restore(content);
    return content;
  }

  public remove(content: ResourceContent): void {
    this.iam.removePolicy(content.physicalId!);
  }

  public restore({ physicalId, properties }: ResourceContent): void {
    const roleNames = this.ofOne === undefined ? texts(properties, 'Roles') : [text(properties, this.ofOne)];
    this.iam.putPolicy(physicalId!, { roleNames, document: properties.PolicyDocument as PolicyDocument });
  }
}

/** AWS::IAM::ManagedPolicy; its ARN is its id in the directory, so that a role can name it. */
export class ManagedPolicyType implements ResourceType {
  public readonly seconds = 18;
  public readonly createOnly = ['ManagedPolicyName', 'Path', 'Description'];
  public readonly name = { property: 'ManagedPolicyName', scope: 'account' } as const;
  public readonly attachedTo = 'Roles';

  constructor(private readonly iam: RoleRegister, private readonly partition: string) {}

  public put(place: Place, properties: Record<string, unknown>, current?: ResourceContent): ResourceContent {
    const name = text(properties, 'ManagedPolicyName') || place.generatedName;
    const arn = current?.physicalId ?? `arn:${this.partition}:iam::${place.stack.account}:policy${text(properties, 'Path') || '/'}${name}`;
    const content = { physicalId: arn, properties, attributes: { PolicyArn: arn } };
    this.restore(content);
    return content;
  }

  public remove(content: ResourceContent): void {
    this.iam.removePolicy(content.physicalId!);
  }

  public restore({ physicalId, properties }: ResourceContent): void {
    this.iam.putPolicy(physicalId!, { roleNames: texts(properties, 'Roles'), document: properties.PolicyDocument as PolicyDocument });
  }
}
