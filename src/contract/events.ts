/** Events that others are told: what constructs match by, and senders write. */

/** Who sends them. */
export const EVENT_SOURCE = 'account-robot';

/** Version of the details; members may be added, and none is taken away or changes its meaning. */
export const EVENT_VERSION = 1;
