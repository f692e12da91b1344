/** The quota on the accounts of an organization, and the check of it: `Custom::AccountQuota`. */

import { partitionOf } from './regions';

/** The custom resource type that checks whether the organization has room for the accounts that a stack declares. */
export const ACCOUNT_QUOTA_TYPE = 'Custom::AccountQuota';

/** Its property keys. */
export enum AccountQuotaProperty {
  /** The e-mail addresses of the accounts that the stack has made: a larger pool is checked anew. */
  ACCOUNT_EMAILS = 'AccountEmails',
  /** The version of this package: an upgrade asks again. */
  PACKAGE_VERSION = 'PackageVersion',
}

/** The only region in which the quotas of AWS Organizations are told, in the partition `aws`. */
export const QUOTA_REGION = 'us-east-1';
/** How Service Quotas calls AWS Organizations. */
export const QUOTA_SERVICE = 'organizations';
/** The quota on the accounts of an organization. AWS says that codes may change, and names don't. */
export const ACCOUNT_QUOTA_NAME = 'Default maximum number of accounts';
export const ACCOUNT_QUOTA_CODE = 'L-E619E033';

/** The region in which the quota is told to a function in `region`; undefined in the other partitions, where that isn't known. */
export function quotaRegionOf(region: string): string | undefined {
  return partitionOf(region) === 'aws' ? QUOTA_REGION : undefined;
}
