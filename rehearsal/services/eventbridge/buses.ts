/** AWS::Events::EventBus and AWS::Events::EventBusPolicy. The default bus of an account is always there. */

import { busArnOf } from './put-events';
import type { TypeFacts } from '../../cloudformation/known-properties';
import type { Place, ResourceType } from '../../cloudformation/resource-type';
import { text } from '../../cloudformation/resource-type';
import type { ResourceContent } from '../../cloudformation/stacks-state';
import { isRecord } from '../../cloudformation/template';
import type { Statement } from '../../iam/policy';
import { listOf } from '../../iam/policy';
import { matchesWildcards } from '../../iam/wildcards';
import { ApiError } from '../../kernel/types';

export const BUS_FACTS: TypeFacts = {
  properties: {
    understood: ['Name', 'Policy'],
    harmless: {
      Description: 'it is read by people only',
      DeadLetterConfig: 'what can not be delivered is counted',
      LogConfig: 'what becomes of logs decides nothing',
      Tags: 'nothing is decided by them',
    },
    granted: { EventSourceName: 'no partner sends events', KmsKeyIdentifier: 'whether its key lets EventBridge in (KmsKeyIdentifier) is not looked at' },
  },
};

export const BUS_POLICY_FACTS: TypeFacts = { properties: { understood: ['Action', 'EventBusName', 'Principal', 'Statement', 'StatementId'], harmless: {}, granted: { Condition: 'who is in the organization (Condition) is not looked at' } } };

/** Which other accounts may put events on a bus. */
export class BusPolicies {
  private readonly statements = new Map<string, { readonly bus: string; readonly statements: readonly Statement[] }>();

  public put(id: string, bus: string, statements: readonly Statement[]): void {
    this.statements.set(id, { bus, statements });
  }

  public remove(id: string): void {
    this.statements.delete(id);
  }

  /** Its own account may, and others that a statement names. */
  public letIn(bus: string, account: string): boolean {
    const applying = [...this.statements.values()].filter(entry => entry.bus === bus).flatMap(({ statements }) => statements)
      .filter(({ Action, Principal }) => listOf(Action).some(pattern => matchesWildcards(pattern, 'events:PutEvents')) && names(Principal, account));
    return bus.split(':')[4] === account || (applying.some(({ Effect }) => Effect === 'Allow') && !applying.some(({ Effect }) => Effect === 'Deny'));
  }
}

function names(principal: unknown, account: string): boolean {
  const named = isRecord(principal) ? listOf(principal.AWS as string | readonly string[] | undefined) : [String(principal)];
  return named.some(one => one === '*' || one === account || one.split(':')[4] === account);
}

export class BusType implements ResourceType {
  public readonly seconds = 5;
  public readonly createOnly = ['Name'];
  public readonly name = { property: 'Name', scope: 'region' } as const;

  constructor(private readonly partition: string, private readonly policies: BusPolicies) {}

  public put({ stack }: Place, properties: Record<string, unknown>): ResourceContent {
    const name = text(properties, 'Name');
    if (!/^[/.\-_A-Za-z0-9]{1,256}$/.test(name) || name === 'default') {
      throw new ApiError('ValidationException', `Event bus ${name} is invalid.`);
    }
    const content = { physicalId: name, properties, attributes: { Arn: busArnOf(this.partition, stack.account, stack.region, name), Name: name } };
    this.restore(content);
    return content;
  }

  public remove({ attributes }: ResourceContent): void {
    this.policies.remove(String(attributes.Arn));
  }

  public restore({ attributes, properties: { Policy: policy } }: ResourceContent): void {
    const statements = isRecord(policy) ? listOf(policy.Statement as Statement | readonly Statement[]) : [];
    this.policies.put(String(attributes.Arn), String(attributes.Arn), statements);
  }
}

export class BusPolicyType implements ResourceType {
  public readonly seconds = 5;
  public readonly createOnly = ['EventBusName', 'StatementId'];

  constructor(private readonly partition: string, private readonly policies: BusPolicies) {}

  public put({ stack, generatedName }: Place, properties: Record<string, unknown>, current?: ResourceContent): ResourceContent {
    const name = properties.EventBusName === undefined ? undefined : text(properties, 'EventBusName');
    const content = {
      physicalId: current?.physicalId ?? generatedName,
      properties,
      attributes: { Bus: busArnOf(this.partition, stack.account, stack.region, name) },
    };
    this.restore(content);
    return content;
  }

  public remove({ physicalId }: ResourceContent): void {
    this.policies.remove(physicalId!);
  }

  public restore({ attributes, physicalId, properties }: ResourceContent): void {
    const { Action, Principal, Statement: statement } = properties;
    const whole = statement ?? { Effect: 'Allow', Action, Principal };
    this.policies.put(physicalId!, String(attributes.Bus), [whole as Statement]);
  }
}
