/** AWS's partitions. */

/** The partition that a Region is in; for no Region, the one that most are in. */
export function partitionOf(region: string | undefined): string {
  if (region?.startsWith('cn-')) return 'aws-cn';
  return region?.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
