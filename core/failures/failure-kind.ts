/** One row of the table of failures, and the places that many rows name. */

/** One kind of failure. */
export interface FailureKind {
  /** What happened, as one sentence with the value. What it happened to, the account, is put before it. */
  readonly what: string;
  /** Whether the sentence needs nothing before it, because it is about the deployment and not about one account. */
  readonly wholeSentence?: boolean;
  readonly fix: string;
  /** Where the account is, unless it was looked up. */
  readonly where: string;
  /** False if deploying again does harm as long as the cause is there. */
  readonly safeToDeployAgain?: boolean;
  /** 'organization': every account of the deployment would meet it, because its cause lies in the organization or in the settings. Else it is of one account. */
  readonly scope?: 'organization';
  /** Whether an account may have come into being before it failed, so that it pays to look for it. */
  readonly accountMayExist?: boolean;
}

export const NOTHING_CREATED = 'No account was created.';
export const NOT_KNOWN = 'Not known; look for {name} in AWS Organizations.';
export const AS_IT_WAS = 'Untouched, where it was.';
