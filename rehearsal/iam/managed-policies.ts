/** The policies that AWS manages and that roles of functions attach, as AWS publishes them. */

import administrator from './managed-policies/AdministratorAccess.json';
import managedInstance from './managed-policies/AmazonSSMManagedInstanceCore.json';
import denyAll from './managed-policies/AWSDenyAll.json';
import lambdaBasicExecution from './managed-policies/AWSLambdaBasicExecutionRole.json';
import lambdaVpcAccess from './managed-policies/AWSLambdaVPCAccessExecutionRole.json';
import serviceCatalogAdmin from './managed-policies/AWSServiceCatalogAdminFullAccess.json';
import serviceCatalogEndUser from './managed-policies/AWSServiceCatalogEndUserFullAccess.json';
import xrayDaemon from './managed-policies/AWSXRayDaemonWriteAccess.json';
import lambdaInsights from './managed-policies/CloudWatchLambdaInsightsExecutionRolePolicy.json';
import powerUser from './managed-policies/PowerUserAccess.json';
import type { PolicyDocument } from './policy';

/** By the part of the ARN behind `policy/`. */
const DOCUMENTS: Readonly<Record<string, PolicyDocument>> = {
  /* version 1 of 2015-02-06 */
  'AdministratorAccess': administrator,
  /* version 2 of 2019-05-23 */
  'AmazonSSMManagedInstanceCore': managedInstance,
  /* version 2 of 2023-12-18 */
  'AWSDenyAll': denyAll,
  /* version 8 of 2023-04-13 */
  'AWSServiceCatalogAdminFullAccess': serviceCatalogAdmin,
  /* version 7 of 2019-07-10 */
  'AWSServiceCatalogEndUserFullAccess': serviceCatalogEndUser,
  /* version 2 of 2024-02-13 */
  'AWSXRayDaemonWriteAccess': xrayDaemon,
  /* version 1 of 2020-10-07 */
  'CloudWatchLambdaInsightsExecutionRolePolicy': lambdaInsights,
  /* version 12 of 2026-02-12 */
  'PowerUserAccess': powerUser,
  /* version 1 of 2015-04-09 */
  'service-role/AWSLambdaBasicExecutionRole': lambdaBasicExecution,
  /* version 3 of 2024-01-05 */
  'service-role/AWSLambdaVPCAccessExecutionRole': lambdaVpcAccess,
};

const AWS_MANAGED = /^arn:[^:]+:iam::aws:policy\/(.+)$/;

/** Whether AWS manages the policy of that ARN, rather than the customer. */
export function isAwsManaged(policyArn: string): boolean {
  return AWS_MANAGED.test(policyArn);
}

/** The document of a policy that AWS manages; undefined for one whose text isn't at hand. */
export function awsManagedPolicy(policyArn: string): PolicyDocument | undefined {
  const path = AWS_MANAGED.exec(policyArn)?.[1];
  return path === undefined ? undefined : DOCUMENTS[path];
}
