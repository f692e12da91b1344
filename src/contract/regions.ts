/** Regions of AWS and the partitions that they are in. */

/** A region: letters, a hyphen, and a number at the end. */
export const REGION_PATTERN = /^[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}$/;

/** The only region that the billing API answers in. */
export const BILLING_REGION = 'us-east-1';

/** AWS's partitions but `aws`, by what the names of their regions begin with. */
const PARTITIONS: Readonly<Record<string, string>> = {
  'cn-': 'aws-cn',
  'us-gov-': 'aws-us-gov',
  'eusc-': 'aws-eusc',
  'us-iso-': 'aws-iso',
  'us-isob-': 'aws-iso-b',
  'eu-isoe-': 'aws-iso-e',
  'us-isof-': 'aws-iso-f',
};

/** How the addresses of most services end in partitions where it isn't `amazonaws.com`. */
const DNS_SUFFIXES: Readonly<Record<string, string>> = {
  'aws-cn': 'amazonaws.com.cn',
  'aws-eusc': 'amazonaws.eu',
  'aws-iso': 'c2s.ic.gov',
  'aws-iso-b': 'sc2s.sgov.gov',
  'aws-iso-e': 'cloud.adc-e.uk',
  'aws-iso-f': 'csp.hci.ic.gov',
};

/** The partition that a region is in; for no region, the one that most are in. */
export function partitionOf(region = ''): string {
  for (const prefix in PARTITIONS) {
    if (region.startsWith(prefix)) {
      return PARTITIONS[prefix];
    }
  }
  return 'aws';
}

/** How the addresses of most services in a region end. */
export function dnsSuffixOf(region?: string): string {
  return DNS_SUFFIXES[partitionOf(region)] ?? 'amazonaws.com';
}

/** The regions that AWS Organizations answers in, and that its events arrive in, by partition; `us-east-1` where most are. */
const ORGANIZATIONS_REGIONS: Readonly<Record<string, string>> = { 'aws-cn': 'cn-northwest-1', 'aws-us-gov': 'us-gov-west-1' };

/** The region that events of AWS Organizations arrive in, for whoever stands in this one. */
export function organizationsRegionOf(region?: string): string {
  return ORGANIZATIONS_REGIONS[partitionOf(region)] ?? 'us-east-1';
}
