/** Who besides its own account's roles may invoke a function: services, by AWS::Lambda::Permission. */

import type { KnownProperties } from '../../cloudformation/known-properties';
import type { Place, ResourceType } from '../../cloudformation/resource-type';
import { text } from '../../cloudformation/resource-type';
import type { ResourceContent } from '../../cloudformation/stacks-state';
import { matchesArn, matchesWildcards } from '../../iam/wildcards';
import { UnknownToRehearsal } from '../../kernel/types';

/** One statement of a function's policy. */
interface FunctionPermission {
  readonly functionArn: string;
  readonly principal: string;
  readonly action: string;
  readonly sourceArn?: string;
  readonly sourceAccount?: string;
}

/** A service that wants to invoke a function. */
export interface InvokingService {
  /** events.amazonaws.com */
  readonly principal: string;
  /** The rule, topic or alarm in whose name it does. */
  readonly sourceArn: string;
}

export class FunctionPermissions {
  private readonly permissions = new Map<string, FunctionPermission>();

  public put(id: string, permission: FunctionPermission): void {
    this.permissions.set(id, permission);
  }

  public remove(id: string): void {
    this.permissions.delete(id);
  }

  /** Whether the function's policy lets the service in. */
  public letIn(functionArn: string, { principal, sourceArn }: InvokingService): boolean {
    const account = sourceArn.split(':')[4];
    return [...this.permissions.values()].some(permission => permission.functionArn === functionArn
      && (permission.principal === principal || permission.principal === '*')
      && matchesWildcards(permission.action, 'lambda:InvokeFunction')
      && (permission.sourceArn === undefined || matchesArn(permission.sourceArn, sourceArn))
      && (permission.sourceAccount === undefined || permission.sourceAccount === account));
  }
}

export const PERMISSION_PROPERTIES: KnownProperties = {
  understood: ['Action', 'FunctionName', 'Principal', 'SourceArn', 'SourceAccount'],
  harmless: {},
  granted: {
    PrincipalOrgID: 'who is in the organization (PrincipalOrgID) is not looked at',
    FunctionUrlAuthType: 'nobody calls a function by its URL',
    InvokedViaFunctionUrl: 'nobody calls a function by its URL',
    EventSourceToken: 'no token of Alexa is looked at',
  },
};

/** AWS::Lambda::Permission */
export class PermissionType implements ResourceType {
  public readonly seconds = 5;
  public readonly createOnly = ['*'];

  constructor(private readonly permissions: FunctionPermissions, private readonly partition: string) {}

  public put({ stack, generatedName }: Place, properties: Record<string, unknown>): ResourceContent {
    const name = text(properties, 'FunctionName');
    if (/^\d{12}:|:.*:\w+$/.test(name) && !/^arn:[^:]+:lambda:[^:]+:\d{12}:function:[^:]+$/.test(name)) {
      throw new UnknownToRehearsal(`a permission is given on '${name}', and the rehearsal knows functions by name or ARN, without versions, only.`);
    }
    const functionArn = name.startsWith('arn:') ? name : `arn:${this.partition}:lambda:${stack.region}:${stack.account}:function:${name}`;
    const content = { physicalId: generatedName, properties, attributes: { Id: generatedName, FunctionArn: functionArn } };
    this.restore(content);
    return content;
  }

  public remove({ physicalId }: ResourceContent): void {
    this.permissions.remove(physicalId!);
  }

  public restore({ physicalId, properties, attributes }: ResourceContent): void {
    const given = (key: string) => (properties[key] === undefined ? undefined : text(properties, key));
    this.permissions.put(physicalId!, {
      functionArn: String(attributes.FunctionArn),
      principal: text(properties, 'Principal'),
      action: text(properties, 'Action'),
      sourceArn: given('SourceArn'),
      sourceAccount: given('SourceAccount'),
    });
  }
}
