/** Channels and buttons as CloudFormation makes them: what AWS would refuse is refused. */

import type { TypeFacts } from '../../cloudformation/known-properties';
import type { Place } from '../../cloudformation/resource-type';
import type { ResourceContent } from '../../cloudformation/stacks-state';
import { isRecord } from '../../cloudformation/template';
import type { Rule } from '../idle-type';
import { IdleType } from '../idle-type';

const IDLE = 'nothing is sent to any chat';
const facts = (understood: readonly string[], idle: readonly string[]): TypeFacts => ({
  properties: { understood: [...understood], harmless: Object.fromEntries(idle.map(name => [name, IDLE])) },
});
const UNDERSTOOD = ['ConfigurationName', 'CustomizationResourceArns', 'GuardrailPolicies', 'IamRoleArn', 'SnsTopicArns'];
const IDLE_ONES = ['LoggingLevel', 'Tags', 'UserRoleRequired'];

export const CHANNEL_FACTS = {
  slack: facts(UNDERSTOOD, [...IDLE_ONES, 'SlackChannelId', 'SlackWorkspaceId']),
  teams: facts(UNDERSTOOD, [...IDLE_ONES, 'TeamId', 'TeamsChannelId', 'TeamsChannelName', 'TeamsTenantId']),
} as const;
export const CUSTOM_ACTION_FACTS = facts(['ActionName', 'Attachments', 'Definition'], ['AliasName', 'Tags']);

export const NAME = { property: 'ConfigurationName', pattern: /^[A-Za-z0-9-_]{1,128}$/ };
export const LEVEL = { property: 'LoggingLevel', pattern: /^(ERROR|INFO|NONE)$/ };
export const UUID = /^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/;
const OPERATORS = ['HAS_VALUE', 'EQUALS'];

/** Who hears of a resource. */
export interface Keeper {
  keep(content: ResourceContent): void;
  forget(content: ResourceContent): void;
}

/** A resource that the chat knows as long as it is there. */
export class ChatType extends IdleType {
  constructor(
    createOnly: readonly string[],
    named: string,
    rules: readonly Rule[],
    arn: (place: Place, name: string) => string,
    check: (properties: Readonly<Record<string, unknown>>) => string | undefined,
    private readonly keeper: Keeper,
    /** The attribute that its ARN goes by. */
    private readonly attribute = 'Arn',
  ) {
    super(createOnly, named, rules, arn, check);
  }

  public put(place: Place, properties: Record<string, unknown>, current?: ResourceContent): ResourceContent {
    const made = super.put(place, properties, current);
    const content = { ...made, attributes: { [this.attribute]: made.attributes.Arn } };
    this.keeper.keep(content);
    return content;
  }

  public remove(content: ResourceContent): void {
    this.keeper.forget(content);
  }

  public restore(content: ResourceContent): void {
    this.keeper.keep(content);
  }
}

/** They are of an account, and of no Region. */
export function channelArn(partition: string, { stack }: Place, rest: string): string {
  return `arn:${partition}:chatbot::${stack.account}:${rest}`;
}

/** What is wrong with a button, and no pattern says. */
export function problemOfAction({ Attachments: attachments, Definition: definition }: Readonly<Record<string, unknown>>): string | undefined {
  if (!isRecord(definition) || typeof definition.CommandText !== 'string') {
    return 'Definition has no CommandText';
  }
  for (const attachment of Array.isArray(attachments) ? attachments as unknown[] : []) {
    const { ButtonText: button, Criteria: criteria = [] } = isRecord(attachment) ? attachment : {};
    if (button !== undefined && !/^[\S\s]{1,50}$/.test(String(button))) {
      return `ButtonText is '${String(button)}', and must have 50 characters at most`;
    }
    const odd = (criteria as Record<string, unknown>[]).find(({ Operator: operator }) => !OPERATORS.includes(String(operator)));
    if (odd !== undefined) {
      return `the operator of a criterion is '${String(odd.Operator)}', and can be ${OPERATORS.join(' or ')}`;
    }
  }
  return undefined;
}
