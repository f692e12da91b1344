/** What happened, in the member `notice` of each log record of our functions. Queries filter on it, so these names stay. */
export enum Notice {
  /** kick: a leg begins. */
  LEG_OPENED = 'leg-opened',
  /** kick: its properties or the environment can't be read. */
  LEG_REFUSED = 'leg-refused',
  /** is-complete: a leg ends with a failure. */
  LEG_FAILED = 'leg-failed',
  /** is-complete: what was seen at a poll, and what was decided. */
  ACCOUNT_DECISION = 'account-decision',
  /** is-complete: the account has reached its goal, but for something. */
  ACCOUNT_WARNING = 'account-warning',
  /** is-complete: the stack has gone on to another operation, so that this leg's waiter does nothing any more. */
  ANOTHER_STACK_OPERATION = 'another-stack-operation',
  /** is-complete: the stack is being rolled back, so that nothing is begun. */
  ROLLBACK = 'rollback',
  /** is-complete: the billing view can't be read or changed; the account is registered without it. */
  BILLING_VIEW_FAILED = 'billing-view-failed',
  /** is-complete: Innovation Sandbox has answered a registration otherwise than by accepting it. */
  REGISTRATION_NOT_ACCEPTED = 'registration-not-accepted',
  /** look-up: product and portfolio. */
  FACTORY_FOUND = 'factory-found',
  FACTORY_NOT_FOUND = 'factory-not-found',
  /** look-up: the organization has room for the accounts of the stack. */
  QUOTA_FITS = 'quota-fits',
  /** look-up: whether it has room can't be told, so that the deployment goes on. */
  QUOTA_UNKNOWN = 'quota-unknown',
  /** look-up: it has no room. */
  QUOTA_REFUSED = 'quota-refused',
  /** An event that others were to be told of was not taken by its bus; nothing else came of that. */
  EVENT_NOT_SENT = 'event-not-sent',
  /** notify: people were told of an event. */
  NOTIFIED = 'notified',
  /** notify: a topic didn't take it. */
  NOT_NOTIFIED = 'not-notified',
  /** notify: the same event came again, and nobody was told twice. */
  EVENT_TOLD_BEFORE = 'event-told-before',
  /** notify: an event that isn't in the catalogue. */
  EVENT_UNKNOWN = 'event-unknown',
  /** capacity: what was counted. */
  CAPACITY_COUNTED = 'capacity-counted',
  /** capacity: something couldn't be looked at, so that counts are missing. */
  CAPACITY_UNSEEN = 'capacity-unseen',
  /** capacity: the function that is called after each count couldn't be. */
  TICK_NOT_PASSED_ON = 'tick-not-passed-on',
  /** grow: what was asked, and what it was answered. */
  GROWTH_ANSWERED = 'growth-answered',
  /** grow: an entry of the ledger was written. */
  GROWTH_WRITTEN = 'growth-written',
  /** desk: what was asked, and what it was answered. */
  DESK_ANSWERED = 'desk-answered',
  /** desk: what happened without anybody asking. */
  DESK_TICKED = 'desk-ticked',
  /** desk: its table didn't answer, or refused. */
  DESK_FAILED = 'desk-failed',
  /** Metrics, in the embedded metric format. */
  METRICS = 'metrics',
}
