/** What travels between functions and the rehearsed AWS: requests and answers as HTTP has them, and what a protocol makes of them. */

import type { ApiError } from './types';

/** An HTTP request as it arrived. */
export interface WireRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** A request as its protocol reads it, and how it is answered. */
export interface DecodedCall {
  readonly action: string;
  readonly input: Record<string, any>;
  /** Turns the service's answer into the protocol's. */
  readonly answer: (output: unknown) => WireAnswer;
  readonly refuse: (error: ApiError) => WireAnswer;
}

/** How a service is spoken to. */
export interface Protocol {
  /** Whether no SDK client makes such calls: then the signature is the function's own work, and is checked. */
  readonly handSigned?: boolean;
  /** Undefined for a request that isn't of this protocol. */
  decode(request: WireRequest): DecodedCall | undefined;
}
