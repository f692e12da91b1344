/** What the ways into other accounts must look like: ARNs, external ids, ids of REST APIs. */

/** ARN of a role, in any partition. */
export const ROLE_ARN_PATTERN = /^arn:aws(-[a-z]+)*:iam::[0-9]{12}:role\/([\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/;

/** Name of a role. */
export const ROLE_NAME_PATTERN = /^[\w+=,.@-]{1,64}$/;
/** Limit of IAM, in characters. */
export const ROLE_NAME_MAX = 64;

/** External id that a role's trust asks for. */
export const EXTERNAL_ID_PATTERN = /^[\w+=,.@:/-]{2,1224}$/;

/** Id of a REST API. */
export const API_ID_PATTERN = /^[a-z0-9]{4,32}$/;

/** ARN of a billing view; the name is captured. */
export const BILLING_VIEW_ARN_PATTERN = /^arn:aws(?:-[a-z]+)*:billing::[0-9]{12}:billingview\/([a-zA-Z0-9/:_+=.@-]{0,75}[a-zA-Z0-9])$/;
/** The view that has all accounts of the organization already: none can be added to it. */
export const PRIMARY_BILLING_VIEW = 'primary';

/** Whether an ARN is that of a billing view that accounts can be added to. */
export function isCustomBillingView(arn: string): boolean {
  const name = BILLING_VIEW_ARN_PATTERN.exec(arn)?.[1];
  return name !== undefined && name !== PRIMARY_BILLING_VIEW;
}

/** ARN of a KMS key. */
export const KEY_ARN_PATTERN = /^arn:aws(-[a-z]+)*:kms:[a-z0-9-]+:[0-9]{12}:key\/[a-zA-Z0-9-]+$/;
