/** The events that the Provider framework hands to our functions, as far as we read them. They also hold a pre-signed URL: never log one whole. */

/** A request for one resource. */
export interface ProviderEvent {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly StackId: string;
  /** The same if the same request comes twice. */
  readonly RequestId?: string;
  readonly LogicalResourceId: string;
  /** Absent on Create. */
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: Readonly<Record<string, unknown>>;
  /** Only on Update: what the resource was before, or what was tried if this undoes it. */
  readonly OldResourceProperties?: Readonly<Record<string, unknown>>;
}

/** What may be logged of an event. */
export function describeEvent(event: ProviderEvent): Record<string, string> {
  return { request: event.RequestType, stack: stackNameOf(event.StackId), logicalId: event.LogicalResourceId };
}

/** arn:aws:cloudformation:<region>:<account>:stack/<name>/<id> */
export function stackNameOf(stackId: string): string {
  return stackId.split('/')[1] ?? stackId;
}

/** The account that a stack stands in. */
export function stackAccountOf(stackId: string): string | undefined {
  return stackId.split(':')[4];
}
