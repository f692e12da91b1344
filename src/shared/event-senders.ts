import { ArnFormat, Stack } from 'aws-cdk-lib';
import type * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { Construct } from 'constructs';

/** Id of the list below the app. */
const ID = 'AccountRobotEventSenders';

/** A construct whose functions can tell others what they do. */
export interface EventSender {
  /** From now on they do. */
  listen(): void;
}

/**
 * Who in an app can tell what happens to accounts, and whether somebody listens to all of them.
 *
 * Nothing is sent that nobody asked for: a permission that no one needs is one that somebody has to explain. A construct without resources below the app.
 */
export class EventSenders extends Construct {
  /** The list of the app that `scope` belongs to. */
  public static of(scope: IConstruct): EventSenders {
    const root = scope.node.root;
    return root.node.tryFindChild(ID) as EventSenders | undefined ?? new EventSenders(root as Construct, ID);
  }

  private readonly senders: EventSender[] = [];
  private isHeard = false;

  /** Takes note of one. If somebody listens to all of them already, it tells from the start. */
  public add(sender: EventSender): void {
    this.senders.push(sender);
    if (this.isHeard) {
      sender.listen();
    }
  }

  /** All of them tell, those that are yet to come included. */
  public listenToAll(): void {
    this.isHeard = true;
    this.senders.forEach(sender => sender.listen());
  }
}

/** ARN of the bus that a function sends to: the default one of its account and Region, unless there is another. */
export function busArnOf(scope: IConstruct, bus?: events.IEventBus): string {
  return bus?.eventBusArn ?? Stack.of(scope).formatArn({ service: 'events', resource: 'event-bus', resourceName: 'default', arnFormat: ArnFormat.SLASH_RESOURCE_NAME });
}

/** What sending takes: one call, to one bus. */
export function sendingStatement(busArn: string): iam.PolicyStatement {
  return new iam.PolicyStatement({ sid: 'TellOthers', actions: ['events:PutEvents'], resources: [busArn] });
}
