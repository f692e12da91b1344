import { Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { refuseNone } from './sandbox-event-relay';
import { SANDBOX_EVENTS, sandboxEventSources } from '../contract';
import { namespaceProblem } from '../settings/sandbox-validation';
import { accountIdProblem } from '../settings/validation';
import { busArnOf } from '../shared/event-senders';
import { orWord } from '../shared/known-value';
import type { PropTypes } from '../shared/props';
import { listOfTexts, objectWith, refuseProps, TEXT } from '../shared/props';
import { refuseUnfit, UserError } from '../shared/user-error';

/**
 * Properties of a `SandboxEventReceiver`.
 */
export interface SandboxEventReceiverProps {
  /**
   * Namespace of the Innovation Sandbox whose events arrive, 3 to 8 letters and digits.
   */
  readonly namespace: string;

  /**
   * Id of the hub account, which sends them: twelve digits.
   */
  readonly hubAccountId: string;

  /**
   * The bus that they arrive on.
   *
   * @default - the default bus of the account
   */
  readonly eventBus?: events.IEventBus;

  /**
   * The events that are let in, by their `detail-type`.
   *
   * @default - those of accounts: CleanAccountRequest, AccountCleanupSucceeded, AccountCleanupFailed, AccountQuarantined, AccountDriftDetected
   */
  readonly detailTypes?: string[];
}

const PROPS: PropTypes<SandboxEventReceiverProps> = {
  namespace: TEXT,
  hubAccountId: TEXT,
  eventBus: objectWith('eventBusArn', 'an EventBus', "find it by EventBus.fromEventBusName(this, 'Bus', '...')"),
  detailTypes: listOfTexts('write ["AccountQuarantined"]'),
};

/**
 * Lets events of Innovation Sandbox into the management account: what a `SandboxEventRelay` in the hub account sends on.
 *
 * The policy of the bus lets in these events of that account, by their source and their kind, and no others.
 *
 * @exampleMetadata fixture=pool
 * @example
 * const received = new SandboxEventReceiver(stack, 'SandboxEvents', { namespace: 'myisb', hubAccountId: '222222222222' });
 * received.onSandboxEvent('Quarantined', ['AccountQuarantined']);
 */
export class SandboxEventReceiver extends Construct {
  private readonly namespace: string;
  private readonly detailTypes: string[];
  private readonly eventBus?: events.IEventBus;

  constructor(scope: Construct, id: string, props: SandboxEventReceiverProps) {
    super(scope, id);

    const subject = `sandbox event receiver '${this.node.path}'`;
    refuseProps(props, { subject, of: 'SandboxEventReceiver', types: PROPS, required: ['namespace', 'hubAccountId'], open: this.constructor !== SandboxEventReceiver });
    const { namespace, hubAccountId, eventBus, detailTypes = [...SANDBOX_EVENTS] } = props;
    refuseUnfit(subject, 'namespace', namespace, namespaceProblem);
    refuseUnfit(subject, 'hubAccountId', hubAccountId, accountIdProblem);
    refuseNone(subject, detailTypes);
    if (hubAccountId === Stack.of(this).account) {
      throw new UserError(`${subject}: 'hubAccountId' (${hubAccountId}) is the account of this stack, and nobody has to be let into one's own; remove it, and keep the SandboxEventRelay`);
    }
    this.namespace = namespace;
    this.detailTypes = detailTypes;
    this.eventBus = eventBus;
    const stack = Stack.of(this);
    new events.CfnEventBusPolicy(this, 'Policy', {
      ...eventBus && { eventBusName: eventBus.eventBusName },
      statementId: `AccountRobot-${orWord(namespace)}-${hubAccountId}`,
      statement: {
        Effect: 'Allow',
        Principal: { AWS: stack.formatArn({ service: 'iam', region: '', account: hubAccountId, resource: 'root' }) },
        Action: 'events:PutEvents',
        Resource: busArnOf(this, eventBus),
        Condition: { StringEquals: { 'events:source': sandboxEventSources(namespace), 'events:detail-type': detailTypes } },
      },
    });
  }

  /**
   * A rule on events of Innovation Sandbox that arrive here.
   *
   * @param id id of the rule
   * @param detailTypes which events: of those that are let in
   * @param options the target, and other properties of the rule
   */
  public onSandboxEvent(id: string, detailTypes: string[], options: events.OnEventOptions = {}): events.Rule {
    const stranger = detailTypes.length === 0 ? '[]' : detailTypes.find(detailType => !this.detailTypes.includes(detailType));
    if (stranger !== undefined) {
      throw new UserError(`sandbox event receiver '${this.node.path}', rule '${id}': 'detailTypes' must be among ${this.detailTypes.join(', ')}, got ${stranger}; `
        + "let it in first, by 'detailTypes' of the receiver and of the relay");
    }
    const rule = new events.Rule(options.crossStackScope ?? this, id, {
      ruleName: options.ruleName,
      description: options.description,
      eventBus: this.eventBus,
      eventPattern: { source: sandboxEventSources(this.namespace), detailType: detailTypes },
      targets: options.target && [options.target],
    });
    rule.addEventPattern(options.eventPattern);
    return rule;
  }
}
