/** What the contract knows of partitions, held against what the CDK knows. */

import { RegionInfo } from 'aws-cdk-lib/region-info';
import { dnsSuffixOf, partitionOf, quotaRegionOf, REGION_PATTERN } from '../../../src/contract';

const REGIONS = RegionInfo.regions.filter(({ partition }) => partition !== undefined);

test('there are regions of every partition to compare with', () => {
  expect([...new Set(REGIONS.map(({ partition }) => partition))].sort())
    .toEqual(['aws', 'aws-cn', 'aws-eusc', 'aws-iso', 'aws-iso-b', 'aws-iso-e', 'aws-iso-f', 'aws-us-gov']);
});

test.each(REGIONS.map(region => [region.name, region] as const))('%s is a region, of its partition', (name, region) => {
  expect(name).toMatch(REGION_PATTERN);
  expect([partitionOf(name), dnsSuffixOf(name)]).toEqual([region.partition, region.domainSuffix]);
  expect(quotaRegionOf(name)).toBe(region.partition === 'aws' ? 'us-east-1' : undefined);
});

test('no region is in the partition that most are in', () => expect([partitionOf(undefined), dnsSuffixOf(undefined)]).toEqual(['aws', 'amazonaws.com']));
