/**
 * Services that a home Region doesn't have, although the landing zone of an app needs them.
 *
 * From the endpoints that AWS publishes with its SDKs (botocore 1.44.8, read in November 2026), and Control Tower's guide, "Regional differences": Service Catalog
 * isn't in all Regions of Control Tower. Organizations has an endpoint everywhere, listed or not.
 */

import { partitionOf } from '../../src/contract';

/** Services by the prefix of their actions. */
export type AbsentService = 'controltower' | 'servicecatalog';

const WITHOUT_SERVICE_CATALOG = ['ap-east-2', 'ap-southeast-5', 'ap-southeast-7', 'mx-central-1'];

const OF_PARTITIONS: Readonly<Record<string, readonly AbsentService[]>> = {
  'aws-cn': ['controltower'],
  'aws-eusc': ['servicecatalog'],
  'aws-iso': ['controltower', 'servicecatalog'],
  'aws-iso-b': ['controltower', 'servicecatalog'],
  'aws-iso-e': ['controltower'],
  'aws-iso-f': ['controltower', 'servicecatalog'],
};

const NAMES: Readonly<Record<AbsentService, string>> = { controltower: 'AWS Control Tower', servicecatalog: 'AWS Service Catalog' };
const NAMESPACES: Readonly<Record<AbsentService, string>> = { controltower: 'AWS::ControlTower::', servicecatalog: 'AWS::ServiceCatalog::' };

/** Those that AWS publishes no endpoint of in a Region. */
export function absentServicesOf(region: string): readonly AbsentService[] {
  return OF_PARTITIONS[partitionOf(region)] ?? (WITHOUT_SERVICE_CATALOG.includes(region) ? ['servicecatalog'] : []);
}

/** What a rehearsal says that assumes it. */
export function absenceText(service: AbsentService, region: string): string {
  return `${NAMES[service]} is not in ${region}, as AWS publishes no endpoint of it there; if it is by now, say so in a world file (organization.absentServices: []).`;
}

/** Whether CloudFormation doesn't know a type where these services aren't. */
export function isAbsentType(type: string, absent: readonly AbsentService[]): boolean {
  return absent.some(service => type.startsWith(NAMESPACES[service]));
}
