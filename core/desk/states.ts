/**
 * The states of requests and of accounts at the desk, and what leads from one to another. What isn't in these tables can't happen.
 *
 *     SUBMITTED -> PENDING_APPROVAL -> APPROVED -> PROVISIONING -> FULFILLED       REQUESTED -> CREATING -> AVAILABLE -> ASSIGNED -> RETURNING -> AVAILABLE
 *         |               |    |          |             |                                                   |                      |
 *      APPROVED    REJECTED  CANCELLED, EXPIRED       FAILED                                       RETIRING -> RETIRED      QUARANTINED -> RETIRING
 */

/** How a request stands. */
export const REQUEST_STATES = ['SUBMITTED', 'PENDING_APPROVAL', 'APPROVED', 'PROVISIONING', 'FULFILLED', 'REJECTED', 'CANCELLED', 'FAILED', 'EXPIRED'] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

/** How an account stands. */
export const ACCOUNT_STATES = ['REQUESTED', 'CREATING', 'AVAILABLE', 'ASSIGNED', 'RETURNING', 'QUARANTINED', 'RETIRING', 'RETIRED'] as const;
export type AccountState = (typeof ACCOUNT_STATES)[number];

/** Before there is one. */
export const NONE = 'NONE';

/** From which states to which one each action leads. */
type Moves<State extends string> = { readonly [from in State | typeof NONE]?: State };

export const REQUEST_MOVES = {
  'submit': { NONE: 'SUBMITTED' },
  'ask-approval': { SUBMITTED: 'PENDING_APPROVAL' },
  'approve': { SUBMITTED: 'APPROVED', PENDING_APPROVAL: 'APPROVED' },
  'reject': { PENDING_APPROVAL: 'REJECTED' },
  'cancel': { PENDING_APPROVAL: 'CANCELLED', APPROVED: 'CANCELLED' },
  'expire': { PENDING_APPROVAL: 'EXPIRED' },
  'provision': { APPROVED: 'PROVISIONING' },
  'take': { PROVISIONING: 'PROVISIONING' },
  'fulfil': { PROVISIONING: 'FULFILLED' },
  'fail': { PROVISIONING: 'FAILED' },
} as const satisfies Record<string, Moves<RequestState>>;
export type RequestAction = keyof typeof REQUEST_MOVES;

export const ACCOUNT_MOVES = {
  /** It is on its way, and its id is known. */
  announce: { NONE: 'REQUESTED' },
  create: { REQUESTED: 'CREATING' },
  /** It is there, empty, and may be assigned. */
  confirm: { NONE: 'AVAILABLE', REQUESTED: 'AVAILABLE', CREATING: 'AVAILABLE' },
  assign: { AVAILABLE: 'ASSIGNED' },
  return: { ASSIGNED: 'RETURNING' },
  /** Nobody can sign in any more, and it was proven to be empty. */
  restore: { RETURNING: 'AVAILABLE' },
  quarantine: { RETURNING: 'QUARANTINED' },
  retire: { AVAILABLE: 'RETIRING', QUARANTINED: 'RETIRING' },
  close: { RETIRING: 'RETIRED' },
} as const satisfies Record<string, Moves<AccountState>>;
export type AccountAction = keyof typeof ACCOUNT_MOVES;

/** Where an action leads; undefined if it can't be done from there. */
export function requestMove(action: RequestAction, from: RequestState | undefined): RequestState | undefined {
  return (REQUEST_MOVES[action] as Moves<RequestState>)[from ?? NONE];
}

/** The same of an account. */
export function accountMove(action: AccountAction, from: AccountState | undefined): AccountState | undefined {
  return (ACCOUNT_MOVES[action] as Moves<AccountState>)[from ?? NONE];
}

/** Whether an account in this state is somebody's still, or may be: until it is proven that nobody has it any more. */
export function holds(state: AccountState): boolean {
  return state === 'ASSIGNED' || state === 'RETURNING' || state === 'QUARANTINED';
}

/** States that nothing leads out of. */
export function isFinal(state: RequestState): boolean {
  return Object.values(REQUEST_MOVES).every(moves => (moves as Moves<RequestState>)[state] === undefined);
}
