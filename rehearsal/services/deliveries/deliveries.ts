/**
 * Carries what services send to what they name: rules, schedules, alarms and topics to functions, topics and buses.
 *
 *     send -> lost? -> a moment later: its receiver takes it, or says why not -> carried once more?
 *
 * Nobody waits for any of it. What can't be carried out here (queues, state machines, chat) is counted as sent.
 */

import type { ReportDelivery } from './delivery-report';
import { DeliveryLedger } from './delivery-report';
import type { Parcel, Receiver, Sender } from './parcel';
import { matchesAccount } from '../../world/faults';
import type { DeliverySender } from '../../world/world';
import { lambda } from '../lambda/lambda';
import type { ServiceContext } from '../service';
import { defineService } from '../service';

/** Virtual seconds on the way: at least this. */
const WAY_MIN = 0.1;
/** And at most this. */
const WAY_MAX = 1.5;
/** How much later something comes for the second time, where a fault asks for it. */
const SECOND_TIME = 3;

export class DeliveriesService {
  private readonly receivers = new Map<string, Receiver>();
  private readonly ledger: DeliveryLedger;
  private sent = 0;

  constructor(private readonly to: ServiceContext) {
    this.ledger = new DeliveryLedger(() => to.clock.now);
    const functions = to.peer(lambda);
    this.receive('lambda', ({ content, to: arn }, sender, key) => {
      const refusal = this.refusal(sender, 'lambda:InvokeFunction', arn, () => functions.permissions.letIn(arn, { ...sender, sourceArn: sender.arn }));
      if (refusal !== undefined) {
        return refusal;
      }
      if (!functions.functions.has(arn)) {
        return `Function not found: ${arn}`;
      }
      if (functions.functions.runsOnEvents(arn)) {
        functions.queue.send(arn, content, key);
      }
      return undefined;
    });
  }

  /** Names who takes what is for the resources of a service, by its prefix in ARNs. */
  public receive(service: string, receiver: Receiver): void {
    this.receivers.set(service, receiver);
  }

  public send(sender: Sender, parcel: Parcel): void {
    const { clock, faults } = this.to;
    const isMeant = ({ name, sender: kind }: { readonly sender: DeliverySender; readonly name?: string }) =>
      kind === sender.kind && matchesAccount(name, sender.name);
    if (faults.take('delivery-fails', isMeant)) {
      this.ledger.note(sender, parcel.to, 'lost');
      return;
    }
    const times = faults.take('delivered-twice', isMeant) ? 2 : 1;
    const key = `${sender.arn} sends ${++this.sent}`;
    const way = WAY_MIN + (WAY_MAX - WAY_MIN) * clock.draw('delivery', key);
    for (let time = 0; time < times; time++) {
      clock.after(way + time * SECOND_TIME, `${key} ${time}`, () => this.deliver(sender, parcel, `${key} ${time}`));
    }
  }

  /** What was sent so far. */
  public report(): ReportDelivery[] {
    return this.ledger.report();
  }

  /** Why a sender may not act on a resource: by its role, or where it has none by the policy that the resource has for services. */
  public refusal(sender: Sender, action: string, resource: string, letsIn: () => boolean): string | undefined {
    const { principal, roleArn } = sender;
    const region = resource.split(':')[3];
    const allowed = roleArn === undefined ? letsIn() : this.to.iam.permits(roleArn, action, resource, { 'aws:RequestedRegion': region });
    const who = roleArn === undefined ? principal : `the role ${roleArn}`;
    return allowed ? undefined : `${who} is not authorized to perform: ${action} on resource: ${resource}`;
  }

  private deliver(sender: Sender, parcel: Parcel, key: string): void {
    const receiver = this.receivers.get(parcel.to.split(':')[2]);
    this.ledger.note(sender, parcel.to, receiver === undefined ? 'sent' : 'taken', receiver?.(parcel, sender, key));
  }
}

export const deliveries = defineService({ name: 'deliveries', start: to => new DeliveriesService(to) });
