/** What is carried, and for whom. */

import type { DeliverySender } from '../../world/world';

/** Who sends, as the receiver knows it. */
export interface Sender {
  readonly kind: DeliverySender;
  /** What it is called in the world file and in the report. */
  readonly name: string;
  readonly arn: string;
  /** The service in whose name it acts: events.amazonaws.com */
  readonly principal: string;
  /** A role that it acts in, instead of the receiver's own policy. */
  readonly roleArn?: string;
}

/** What is sent. */
export interface Parcel {
  readonly to: string;
  /** What a function is called with, and a topic's message as text. */
  readonly content: unknown;
  /** Of an event that is passed on whole. */
  readonly event?: unknown;
  readonly subject?: string;
}

/** Takes what is for it. Why it doesn't, otherwise. */
export type Receiver = (parcel: Parcel, sender: Sender, key: string) => string | undefined;
