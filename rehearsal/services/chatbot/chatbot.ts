/**
 * Amazon Q Developer in chat applications: channels that hear topics, notifications with buttons, and people who press them.
 *
 *     topic -> notification, shown or dropped -> its buttons -> somebody presses one -> the role of the channel, and its guardrails -> function -> its answer
 *
 * Nothing is sent to any chat. Who presses what, and when, says the world.
 */

import { channelArn, CHANNEL_FACTS, ChatType, CUSTOM_ACTION_FACTS, LEVEL, NAME, problemOfAction, UUID } from './chat-types';
import type { Button, CustomAction } from './custom-action';
import { buttonsOf, commandOf, customActionOf, lambdaCommandOf } from './custom-action';
import { notificationOf } from './notification';
import type { ResourceContent } from '../../cloudformation/stacks-state';
import type { WorldButton } from '../../world/world';
import { deliveries } from '../deliveries/deliveries';
import { lambda } from '../lambda/lambda';
import type { ServiceContext } from '../service';
import { defineService } from '../service';
import { sns } from '../sns/sns';

/** Somebody pressed a button. */
export interface ReportPress {
  /** Seconds since the run began. */
  readonly at: number;
  readonly button: string;
  /** What was carried out. */
  readonly command: string;
  /** What the function answered, as JSON, or why it wasn't called. */
  readonly answer: string;
}

/** A notification that a chat shows. */
export interface ReportNotification {
  readonly at: number;
  /** The name of the channel's configuration. */
  readonly channel: string;
  readonly title: string;
  readonly buttons: readonly string[];
  readonly pressed: readonly ReportPress[];
}

/** Used where a channel names no guardrail. */
const NO_GUARDRAIL = 'AdministratorAccess';
/** What a button takes. */
const ACTION = 'lambda:InvokeFunction';
/** What a custom action calls its ARN. */
const ACTION_ARN = 'CustomActionArn';

interface Channel {
  readonly arn: string;
  readonly name: string;
  readonly roleArn: string;
  readonly guardrails: readonly string[];
  readonly actionArns: readonly string[];
  readonly topicArns: readonly string[];
}

export class Chatbot {
  private readonly channels = new Map<string, Channel>();
  private readonly actions = new Map<string, CustomAction>();
  private readonly shown: (ReportNotification & { readonly pressed: ReportPress[] })[] = [];

  constructor(private readonly to: ServiceContext) {
    to.peer(deliveries).receive('chatbot', ({ content, to: arn }) => this.hear(arn, content));
  }

  public slack(): ChatType {
    return this.channelType('slack-channel', ['SlackWorkspaceId', 'ConfigurationName'], [
      NAME, LEVEL, { property: 'SlackWorkspaceId', pattern: /^[0-9A-Z]{1,255}$/ }, { property: 'SlackChannelId', pattern: /^[A-Za-z0-9]+$/ },
    ]);
  }

  public teams(): ChatType {
    return this.channelType('microsoft-teams-channel', ['TeamId', 'TeamsTenantId', 'ConfigurationName'], [
      NAME, LEVEL, { property: 'TeamId', pattern: UUID }, { property: 'TeamsTenantId', pattern: UUID },
    ]);
  }

  public action(): ChatType {
    return new ChatType(['ActionName'], 'ActionName', [
      { property: 'ActionName', pattern: /^[a-zA-Z0-9_-]{1,64}$/ }, { property: 'AliasName', pattern: /^[A-Za-z0-9-_]{1,30}$/ },
      { property: 'Definition.CommandText', pattern: /^[\S\s]{1,5000}$/ },
    ], (place, name) => channelArn(this.to.partition, place, `custom-action/${name}`), problemOfAction, {
      keep: ({ attributes, properties }) => this.actions.set(String(attributes[ACTION_ARN]), customActionOf(String(properties.ActionName), properties)),
      forget: ({ attributes }) => this.actions.delete(String(attributes[ACTION_ARN])),
    }, ACTION_ARN);
  }

  /** What chats showed so far, in order. */
  public report(): readonly ReportNotification[] {
    return this.shown;
  }

  private channelType(kind: string, createOnly: readonly string[], rules: ConstructorParameters<typeof ChatType>[2]): ChatType {
    const arn = (place: Parameters<typeof channelArn>[1], name: string) => channelArn(this.to.partition, place, `chat-configuration/${kind}/${name}`);
    return new ChatType(createOnly, 'ConfigurationName', rules, arn, () => undefined, {
      keep: content => this.keep(content),
      forget: ({ attributes }) => this.forget(String(attributes.Arn)),
    });
  }

  /** The service subscribes to the topics of a channel itself. */
  private keep({ attributes, properties }: ResourceContent): void {
    const arn = String(attributes.Arn);
    this.forget(arn);
    const texts = (name: string) => (Array.isArray(properties[name]) ? (properties[name] as unknown[]).map(String) : []);
    const topicArns = texts('SnsTopicArns');
    this.channels.set(arn, {
      arn,
      name: String(properties.ConfigurationName),
      roleArn: String(properties.IamRoleArn),
      guardrails: texts('GuardrailPolicies'),
      actionArns: texts('CustomizationResourceArns'),
      topicArns,
    });
    topicArns.forEach(topicArn => this.to.peer(sns).topics.subscribe({ arn: subscriptionOf(arn, topicArn), topicArn, protocol: 'https', endpoint: arn, scope: 'MessageAttributes' }));
  }

  private forget(arn: string): void {
    this.channels.get(arn)?.topicArns.forEach(topicArn => this.to.peer(sns).topics.unsubscribe(subscriptionOf(arn, topicArn)));
    this.channels.delete(arn);
  }

  /** Why a message isn't shown, otherwise undefined. */
  private hear(arn: string, content: unknown): string | undefined {
    const channel = this.channels.get(arn);
    if (channel === undefined) {
      return `there is no channel ${arn}`;
    }
    const { Records: [{ Sns: { Message: message } }] } = content as { readonly Records: readonly [{ readonly Sns: { readonly Message: string } }] };
    const notification = notificationOf(message);
    if (notification === undefined) {
      return 'Event received is not supported: a chat shows notifications of its own form, and drops whatever else is published';
    }
    const buttons = channel.actionArns.flatMap(action => this.actions.get(action) ?? []).flatMap(action => buttonsOf(action, notification));
    const shown = { at: this.second(), channel: channel.name, title: notification.title, buttons: buttons.map(({ text }) => text), pressed: [] as ReportPress[] };
    this.shown.push(shown);
    for (const button of buttons) {
      const ordinal = this.shown.filter(other => other.buttons.includes(button.text)).length;
      this.to.world.buttons?.forEach((act, index) => {
        if (act.press === button.text && (act.notification ?? ordinal) === ordinal) {
          this.to.clock.after(act.afterMinutes * 60, `button ${index} of notification ${ordinal} of ${channel.name}`, () => this.press(channel, button, act, shown.pressed));
        }
      });
    }
    return undefined;
  }

  /** The answer is shown in the thread of the notification. */
  private press(channel: Channel, button: Button, { variables }: WorldButton, pressed: ReportPress[]): void {
    const command = commandOf(button, variables);
    const at = this.second();
    const answer = (text: string) => { pressed.push({ at, button: button.text, command, answer: text }); };
    const { functionName, payload, region } = lambdaCommandOf(command);
    const [, , , , account] = channel.arn.split(':');
    const functionArn = functionName.startsWith('arn:') ? functionName
      : `arn:${this.to.partition}:lambda:${region ?? this.to.world.organization.homeRegion}:${account}:function:${functionName}`;
    const refusal = this.refusal(channel, functionArn);
    if (refusal !== undefined) {
      return answer(refusal);
    }
    const { functions } = this.to.peer(lambda);
    if (!functions.has(functionArn)) {
      return answer(`Function not found: ${functionArn}`);
    }
    const unreadable = payloadProblem(payload);
    if (unreadable !== undefined) {
      return answer(unreadable);
    }
    functions.invoke(functionArn, JSON.parse(payload), ({ error, payload: answered }) => answer(error === undefined ? JSON.stringify(answered) : `${error.errorType}: ${error.errorMessage}`));
  }

  /** Both have to allow it: what anybody in the channel may do is bound by the guardrails. */
  private refusal({ guardrails, name, roleArn }: Channel, functionArn: string): string | undefined {
    const { iam, partition } = this.to;
    const bounds = guardrails.length > 0 ? guardrails : [`arn:${partition}:iam::aws:policy/${NO_GUARDRAIL}`];
    const isBound = !bounds.some(policy => iam.allowsBy(policy, ACTION, functionArn));
    if (!isBound && iam.permits(roleArn, ACTION, functionArn)) {
      return undefined;
    }
    return `I can't run the command because ${isBound ? `the guardrail policies of channel ${name} don't` : `the role ${roleArn} of channel ${name} doesn't`} allow ${ACTION} on ${functionArn}`;
  }

  private second(): number {
    return Math.round(this.to.clock.now);
  }
}

function subscriptionOf(channel: string, topic: string): string {
  return `${topic} ${channel}`;
}

function payloadProblem(payload: string): string | undefined {
  try {
    JSON.parse(payload);
    return undefined;
  } catch {
    return `Could not parse request body into json: ${payload}`;
  }
}

export const chatbot = defineService({
  name: 'chatbot',
  start: to => new Chatbot(to),
  resourceTypes: {
    'AWS::Chatbot::SlackChannelConfiguration': { facts: CHANNEL_FACTS.slack, start: service => service.slack() },
    'AWS::Chatbot::MicrosoftTeamsChannelConfiguration': { facts: CHANNEL_FACTS.teams, start: service => service.teams() },
    'AWS::Chatbot::CustomAction': { facts: CUSTOM_ACTION_FACTS, start: service => service.action() },
  },
});
