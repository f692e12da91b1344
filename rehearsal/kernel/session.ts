/** Sessions as the endpoint keeps them: it knows who calls by the access key. Whoever lets a caller assume a role opens one. */

import type { Caller } from './types';

/** What a session signs its calls with. */
export interface SessionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** Who calls with an access key, and what a signature with it must be made of. */
export interface Session {
  readonly caller: Caller;
  readonly secretAccessKey: string;
  /** A key that lasts has none. */
  readonly sessionToken?: string;
  /** Epoch milliseconds; Lambda renews its functions' credentials by itself. */
  readonly expiresAt?: number;
}

/** Keeps who calls with which access key. */
export interface SessionRegister {
  /** @param expiresAt epoch milliseconds of virtual time */
  openSession(caller: Caller, expiresAt: number): SessionCredentials;
}
