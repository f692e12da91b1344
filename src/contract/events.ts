/** Events that others are told: what constructs match by, and senders write. */

/** Who sends them. */
export const EVENT_SOURCE = 'account-robot';

/** Version of the details; members may be added, and none is taken away or changes its meaning. */
export const EVENT_VERSION = 1;

/**
 * What is told of accounts and pools. Each is the `detail-type` of an event on the bus, with the source `account-robot`.
 */
export enum PoolEvent {
  /**
   * Account Factory has been asked for an account.
   */
  ACCOUNT_REQUESTED = 'AccountRequested',

  /**
   * Account Factory has made an account: it is available in Control Tower.
   */
  ACCOUNT_VENDED = 'AccountVended',

  /**
   * Innovation Sandbox has taken an account, and cleans it.
   */
  ACCOUNT_REGISTERED = 'AccountRegistered',

  /**
   * An account has reached its goal: Available in Innovation Sandbox, or in Control Tower if it has no sandbox.
   */
  ACCOUNT_AVAILABLE = 'AccountAvailable',

  /**
   * A deployment has failed for an account, or an account has failed a deployment for all.
   */
  ACCOUNT_FAILED = 'AccountFailed',

  /**
   * An account is retired as far as somebody asked for it.
   */
  ACCOUNT_RETIRED = 'AccountRetired',

  /**
   * A pool grows.
   */
  GROWTH_DECIDED = 'GrowthDecided',

  /**
   * A pool should grow and may not, and a person can change that.
   */
  GROWTH_REFUSED = 'GrowthRefused',

  /**
   * A pool grows no more until a person has looked at it.
   */
  GROWTH_HALTED = 'GrowthHalted',

  /**
   * A pool wants to grow by so much that a person is asked.
   */
  APPROVAL_ASKED = 'ApprovalAsked',

  /**
   * A person has answered.
   */
  APPROVAL_ANSWERED = 'ApprovalAnswered',
}

/** How ids of events look: the beginning of a hash of what they tell. */
export const EVENT_ID_LENGTH = 32;

/** PutEvents takes so many at once. */
export const EVENTS_AT_ONCE = 10;

/** Events of Innovation Sandbox about accounts, by their detail-type. None of them names a person. */
export const SANDBOX_EVENTS: readonly string[] = [
  'CleanAccountRequest', 'AccountCleanupSucceeded', 'AccountCleanupFailed', 'AccountQuarantined', 'AccountDriftDetected',
];

/** Who sends events of an Innovation Sandbox: itself and, up to 1.2, its cleaner under a name of its own. */
export function sandboxEventSources(namespace: string): string[] {
  return [`InnovationSandbox-${namespace}`, 'account-cleaner'];
}

/** Events of AWS Organizations that tell where accounts are, by their name in CloudTrail. */
export const ORGANIZATION_EVENTS: readonly string[] = ['MoveAccount', 'AccountJoinedOrganization', 'AccountDepartedOrganization'];
