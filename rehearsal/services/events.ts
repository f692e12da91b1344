/** What happens in the organization, as the progress of a rehearsal shows it. */

/** One step of an account, or something that was done to it. */
export interface OrganizationEvent {
  /** Seconds since the run began. */
  readonly at: number;
  readonly kind: OrganizationEventKind;
  /** The name of the provisioned product, which is the account's name too. */
  readonly account: string;
  /** The account's id, or AWS's words. */
  readonly detail?: string;
}

export type OrganizationEventKind =
  | 'provision-accepted'
  | 'update-accepted'
  | 'terminate-accepted'
  /** The factory had no slot for a request that it had accepted. */
  | 'busy'
  /** The factory has a slot for the account and is at work. */
  | 'creating'
  /** The account exists in AWS Organizations, but isn't enrolled. */
  | 'account-created'
  /** AWS Organizations has accepted a request for an account. */
  | 'create-accepted'
  /** The account exists in AWS Organizations, by such a request. */
  | 'account-made'
  | 'available'
  | 'failed'
  | 'terminated'
  | 'tagged'
  /** Somebody did something to an account beside the app. */
  | 'by-hand'
  /** From one OU to another: the names of both. */
  | 'moved'
  /** Innovation Sandbox has registered the account. */
  | 'registered'
  | 'registration-failed'
  | 'cleaning'
  | 'cleaning-failed'
  | 'sandbox-available'
  | 'leased'
  | 'quarantined'
  /** The drift monitor found the account where its record doesn't say. */
  | 'drift'
  /** Control Tower found the account outside the OU that it was enrolled in. */
  | 'control-tower-drift'
  /** Control Tower has taken the account into its care because it was moved. */
  | 'enrolled'
  /** Control Tower has taken the account out of its care because it was moved. */
  | 'unenrolled';
