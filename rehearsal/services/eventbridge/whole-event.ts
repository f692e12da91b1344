/** Events of EventBridge. */

/** One that a service of the rehearsal sends. */
export interface BusEvent {
  readonly accountId: string;
  readonly region: string;
  /** The ARN of the bus; the default one of account and Region, if absent. */
  readonly bus?: string;
  readonly source: string;
  readonly detailType: string;
  readonly detail: unknown;
  readonly resources?: readonly string[];
}

/** An event as rules see it and targets get it. */
export interface WholeEvent {
  readonly 'version': '0';
  readonly 'id': string;
  readonly 'detail-type': string;
  readonly 'source': string;
  readonly 'account': string;
  readonly 'time': string;
  readonly 'region': string;
  readonly 'resources': readonly string[];
  readonly 'detail': unknown;
}
