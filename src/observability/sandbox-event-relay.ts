import { Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { SANDBOX_EVENTS, sandboxEventSources } from '../contract';
import { namespaceProblem } from '../settings/sandbox-validation';
import type { PropTypes } from '../shared/props';
import { listOfTexts, refuseProps, TEXT } from '../shared/props';
import type { Problem } from '../shared/user-error';
import { refuseUnfit, UserError } from '../shared/user-error';

/**
 * Properties of a `SandboxEventRelay`.
 */
export interface SandboxEventRelayProps {
  /**
   * Namespace of the Innovation Sandbox: the parameter `Namespace` of its stacks, 3 to 8 letters and digits.
   */
  readonly namespace: string;

  /**
   * Name of its event bus, as the resources of its stack Compute show it. No output has it.
   */
  readonly eventBusName: string;

  /**
   * ARN of the event bus in the management account that the events are to arrive on: as a rule the default one, in Control Tower's home region.
   */
  readonly targetEventBusArn: string;

  /**
   * The events that are sent on, by their `detail-type`. The receiver must take them.
   *
   * Those of leases hold e-mail addresses of people.
   *
   * @default - those of accounts: CleanAccountRequest, AccountCleanupSucceeded, AccountCleanupFailed, AccountQuarantined, AccountDriftDetected
   */
  readonly detailTypes?: string[];
}

const PROPS: PropTypes<SandboxEventRelayProps> = {
  namespace: TEXT,
  eventBusName: TEXT,
  targetEventBusArn: TEXT,
  detailTypes: listOfTexts('write ["AccountQuarantined"]'),
};

/**
 * Sends events of Innovation Sandbox on to the management account, where rules of this library's constructs stand.
 *
 * Deploy it in the hub account, in the Region of Innovation Sandbox, and a `SandboxEventReceiver` in the management account.
 *
 * @exampleMetadata fixture=pool
 * @example
 * new SandboxEventRelay(stack, 'SandboxEvents', {
 *   namespace: 'myisb',
 *   eventBusName: 'InnovationSandboxComputeISBEventBus6697FE33',
 *   targetEventBusArn: 'arn:aws:events:eu-west-1:111122223333:event-bus/default',
 * });
 */
export class SandboxEventRelay extends Construct {
  /**
   * The rule on the bus of Innovation Sandbox.
   */
  public readonly rule: events.Rule;

  constructor(scope: Construct, id: string, props: SandboxEventRelayProps) {
    super(scope, id);

    const subject = `sandbox event relay '${this.node.path}'`;
    refuseProps(props, { subject, of: 'SandboxEventRelay', types: PROPS, required: ['namespace', 'eventBusName', 'targetEventBusArn'], open: this.constructor !== SandboxEventRelay });
    const { namespace, eventBusName, targetEventBusArn, detailTypes = [...SANDBOX_EVENTS] } = props;
    refuseUnfit(subject, 'namespace', namespace, namespaceProblem);
    refuseUnfit(subject, 'eventBusName', eventBusName, busNameProblem);
    refuseUnfit(subject, 'targetEventBusArn', targetEventBusArn, busArnProblem);
    refuseNone(subject, detailTypes);
    const bus = events.EventBus.fromEventBusName(this, 'Bus', eventBusName);
    const { region, account } = Stack.of(this);
    // Without the partition, which the CDK leaves to CloudFormation.
    if (targetEventBusArn.endsWith(`:events:${region}:${account}:event-bus/${eventBusName}`)) {
      throw new UserError(`${subject}: 'targetEventBusArn' is the bus that the events come from, and they would go round in a circle; name the bus of the management account`);
    }
    this.rule = new events.Rule(this, 'Rule', {
      description: `Account Robot: sends events of Innovation Sandbox '${namespace}' on to the management account`,
      eventBus: bus,
      eventPattern: { source: sandboxEventSources(namespace), detailType: detailTypes },
      targets: [relayTo(this, targetEventBusArn)],
    });
  }
}

/** A bus as target, with a role that may send to it and nothing else. */
export function relayTo(scope: Construct, busArn: string): events.IRuleTarget {
  const role = new iam.Role(scope, 'Role', {
    description: 'Account Robot: EventBridge sends events on to another bus with it',
    assumedBy: new iam.ServicePrincipal('events.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } } }),
    inlinePolicies: { Relay: new iam.PolicyDocument({ statements: [new iam.PolicyStatement({ sid: 'SendOn', actions: ['events:PutEvents'], resources: [busArn] })] }) },
  });
  return { bind: () => ({ arn: busArn, role }) };
}

/** Throws for a list with nothing in it. */
export function refuseNone(subject: string, detailTypes: readonly string[]): void {
  if (detailTypes.length === 0) {
    throw new UserError(`${subject}: 'detailTypes' must have one at least, got []; remove it to have those of accounts sent on`);
  }
}

/** What the ARN of a bus looks like. */
export function busArnProblem(arn: string): Problem | undefined {
  return /^arn:[^:]+:events:[a-z0-9-]+:[0-9]{12}:event-bus\/[\w./-]{1,256}$/.test(arn) ? undefined : {
    expected: 'the ARN of an event bus',
    fix: 'write it like arn:aws:events:eu-west-1:111122223333:event-bus/default',
  };
}

function busNameProblem(name: string): Problem | undefined {
  return /^[\w.-]{1,256}$/.test(name) && name !== 'default' ? undefined : {
    expected: "the name of Innovation Sandbox's own bus",
    fix: 'take it from the resources of its stack Compute, where the type is AWS::Events::EventBus',
  };
}
