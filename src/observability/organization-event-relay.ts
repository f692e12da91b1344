import { Stack, Token } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { busArnProblem, relayTo } from './sandbox-event-relay';
import { ORGANIZATION_EVENTS, organizationsRegionOf } from '../contract';
import type { PropTypes } from '../shared/props';
import { listOfTexts, refuseProps, TEXT } from '../shared/props';
import { refuseUnfit, UserError } from '../shared/user-error';

/**
 * Properties of an `OrganizationEventRelay`.
 */
export interface OrganizationEventRelayProps {
  /**
   * ARN of the event bus that the events are to arrive on: as a rule the default one of the management account, in Control Tower's home region.
   */
  readonly targetEventBusArn: string;

  /**
   * The events that are sent on, by their `eventName` in CloudTrail.
   *
   * @default - MoveAccount, AccountJoinedOrganization, AccountDepartedOrganization
   */
  readonly eventNames?: string[];
}

const PROPS: PropTypes<OrganizationEventRelayProps> = { targetEventBusArn: TEXT, eventNames: listOfTexts('write ["MoveAccount"]') };

/**
 * Sends events of AWS Organizations on to Control Tower's home region. They arrive in one Region only, which is us-east-1 unless the organization is in China or GovCloud.
 *
 * Deploy it there, in the management account. It needs a trail that records management events, as Control Tower's does.
 *
 * Where the home region is that Region already, nothing has to be sent on.
 *
 * @exampleMetadata fixture=pool
 * @example
 * const there = new Stack(stack.node.scope, 'OrganizationEvents', { env: { account: '111122223333', region: 'us-east-1' } });
 * new OrganizationEventRelay(there, 'Relay', { targetEventBusArn: 'arn:aws:events:eu-west-1:111122223333:event-bus/default' });
 */
export class OrganizationEventRelay extends Construct {
  /**
   * The rule on the default bus.
   */
  public readonly rule: events.Rule;

  constructor(scope: Construct, id: string, props: OrganizationEventRelayProps) {
    super(scope, id);

    const subject = `organization event relay '${this.node.path}'`;
    refuseProps(props, { subject, of: 'OrganizationEventRelay', types: PROPS, required: ['targetEventBusArn'], open: this.constructor !== OrganizationEventRelay });
    const { targetEventBusArn, eventNames = [...ORGANIZATION_EVENTS] } = props;
    refuseUnfit(subject, 'targetEventBusArn', targetEventBusArn, busArnProblem);
    if (eventNames.length === 0) {
      throw new UserError(`${subject}: 'eventNames' must have one at least, got []; remove it to have ${ORGANIZATION_EVENTS.join(', ')} sent on`);
    }
    this.refusePlace(subject, targetEventBusArn);
    this.rule = new events.Rule(this, 'Rule', {
      description: "Account Robot: sends events of AWS Organizations on to Control Tower's home region",
      // A call that failed is an event, too.
      eventPattern: { source: ['aws.organizations'], detail: { eventName: eventNames, errorCode: [{ exists: false }] } },
      targets: [relayTo(this, targetEventBusArn)],
    });
  }

  private refusePlace(subject: string, target: string): void {
    const { region } = Stack.of(this);
    if (!Token.isUnresolved(target) && target.split(':')[3] === organizationsRegionOf(target.split(':')[3])) {
      throw new UserError(`${subject}: 'targetEventBusArn' (${target}) is in the Region where these events arrive by themselves; remove the relay`);
    }
    if (!Token.isUnresolved(region) && region !== organizationsRegionOf(region)) {
      throw new UserError(`${subject}: its stack must be in ${organizationsRegionOf(region)}, got ${region}; events of AWS Organizations arrive there only, so put it into a stack of that Region`);
    }
  }
}
