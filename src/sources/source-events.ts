import { Lazy } from 'aws-cdk-lib';
import type * as events from 'aws-cdk-lib/aws-events';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { EventSender } from '../shared/event-senders';
import { busArnOf, EventSenders, sendingStatement } from '../shared/event-senders';

/** Whether the functions of a source tell others what becomes of its accounts, and by which bus. */
export class SourceEvents implements EventSender {
  /** The value of the environment variable; undefined while nobody listens. */
  public readonly environment = Lazy.string({ produce: () => this.isHeard ? this.busArn : undefined });

  private readonly busArn: string;
  private isHeard = false;

  /**
   * @param factory whose accounts they are
   * @param policy gets what sending takes
   * @param bus the bus that is named; whoever names one listens
   */
  constructor(factory: Construct, private readonly policy: iam.PolicyDocument, public readonly bus?: events.IEventBus) {
    this.busArn = busArnOf(factory, bus);
    EventSenders.of(factory).add(this);
    if (bus !== undefined) {
      this.listen();
    }
  }

  /** From now on they tell. */
  public listen(): void {
    if (!this.isHeard) {
      this.isHeard = true;
      this.policy.addStatements(sendingStatement(this.busArn));
    }
  }
}
