/** Amazon Q Developer in chat applications: channels and buttons. Nothing is sent to any chat; what AWS would refuse is refused. */

import type { TypeFacts } from '../../cloudformation/known-properties';
import type { Place } from '../../cloudformation/resource-type';
import { isRecord } from '../../cloudformation/template';
import { IdleType } from '../idle-type';
import { defineService } from '../service';

const IDLE = 'nothing is sent to any chat';
const idle = (...names: readonly string[]): TypeFacts => ({
  properties: { understood: [], harmless: Object.fromEntries(names.map(name => [name, IDLE])) },
});

const COMMON = [
  'ConfigurationName', 'CustomizationResourceArns', 'GuardrailPolicies', 'IamRoleArn', 'LoggingLevel', 'SnsTopicArns', 'Tags', 'UserRoleRequired',
];
const NAME = { property: 'ConfigurationName', pattern: /^[A-Za-z0-9-_]{1,128}$/ };
const LEVEL = { property: 'LoggingLevel', pattern: /^(ERROR|INFO|NONE)$/ };

/** Makes the resources. */
export class Chatbot {
  constructor(private readonly partition: string) {}

  public slack(): IdleType {
    return new IdleType(['SlackWorkspaceId', 'ConfigurationName'], 'ConfigurationName', [
      NAME, LEVEL, { property: 'SlackWorkspaceId', pattern: /^[0-9A-Z]{1,255}$/ }, { property: 'SlackChannelId', pattern: /^[A-Za-z0-9]+$/ },
    ], (place, name) => this.arnOf(place, `chat-configuration/slack-channel/${name}`));
  }

  public teams(): IdleType {
    return new IdleType(['TeamId', 'TeamsTenantId', 'ConfigurationName'], 'ConfigurationName', [
      NAME, LEVEL, { property: 'TeamId', pattern: UUID }, { property: 'TeamsTenantId', pattern: UUID },
    ], (place, name) => this.arnOf(place, `chat-configuration/microsoft-teams-channel/${name}`));
  }

  public action(): IdleType {
    return new IdleType(['ActionName'], 'ActionName', [
      { property: 'ActionName', pattern: /^[a-zA-Z0-9_-]{1,64}$/ }, { property: 'AliasName', pattern: /^[A-Za-z0-9-_]{1,30}$/ },
      { property: 'Definition.CommandText', pattern: /^[\S\s]{1,100}$/ },
    ], (place, name) => this.arnOf(place, `custom-action/${name}`), problemOfAction);
  }

  /** They are of an account, and of no Region. */
  private arnOf({ stack }: Place, rest: string): string {
    return `arn:${this.partition}:chatbot::${stack.account}:${rest}`;
  }
}

const UUID = /^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/;
const OPERATORS = ['HAS_VALUE', 'EQUALS'];

function problemOfAction({ Attachments: attachments, Definition: definition }: Readonly<Record<string, unknown>>): string | undefined {
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

export const chatbot = defineService({
  name: 'chatbot',
  start: to => new Chatbot(to.partition),
  resourceTypes: {
    'AWS::Chatbot::SlackChannelConfiguration': { facts: idle(...COMMON, 'SlackChannelId', 'SlackWorkspaceId'), start: service => service.slack() },
    'AWS::Chatbot::MicrosoftTeamsChannelConfiguration': {
      facts: idle(...COMMON, 'TeamId', 'TeamsChannelId', 'TeamsChannelName', 'TeamsTenantId'),
      start: service => service.teams(),
    },
    'AWS::Chatbot::CustomAction': { facts: idle('ActionName', 'AliasName', 'Attachments', 'Definition', 'Tags'), start: service => service.action() },
  },
});
