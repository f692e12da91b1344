/** Regions of AWS and the partitions that they are in. */

/** A region: letters, a hyphen, and a number at the end. */
export const REGION_PATTERN = /^[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}$/;

/** The only region that the billing API answers in. */
export const BILLING_REGION = 'us-east-1';

/** What the names of a partition's regions begin with, the partition, and how its addresses end. All other regions are in `aws`. */
const PARTITIONS = [
  ['cn-', 'aws-cn', 'amazonaws.com.cn'],
  ['us-gov-', 'aws-us-gov', 'amazonaws.com'],
  ['eusc-', 'aws-eusc', 'amazonaws.eu'],
  ['us-iso-', 'aws-iso', 'c2s.ic.gov'],
  ['us-isob-', 'aws-iso-b', 'sc2s.sgov.gov'],
  ['eu-isoe-', 'aws-iso-e', 'cloud.adc-e.uk'],
  ['us-isof-', 'aws-iso-f', 'csp.hci.ic.gov'],
] as const;

function factsOf(region: string | undefined): readonly [partition: string, dnsSuffix: string] {
  const [, partition, dnsSuffix] = PARTITIONS.find(([prefix]) => region?.startsWith(prefix)) ?? ['', 'aws', 'amazonaws.com'];
  return [partition, dnsSuffix];
}

/** The partition that a region is in; for no region, the one that most are in. */
export function partitionOf(region: string | undefined): string {
  return factsOf(region)[0];
}

/** How the addresses of most services in a region end. */
export function dnsSuffixOf(region: string | undefined): string {
  return factsOf(region)[1];
}
