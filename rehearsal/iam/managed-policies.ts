/** The policies that AWS manages and that the rehearsed stacks attach, as AWS publishes them. */

import lambdaBasicExecution from './managed-policies/AWSLambdaBasicExecutionRole.json';
import serviceCatalogEndUser from './managed-policies/AWSServiceCatalogEndUserFullAccess.json';
import type { PolicyDocument } from './policy';
import { UnknownToRehearsal } from '../kernel/types';

/** By the part of the ARN behind `policy/`. */
const DOCUMENTS: Readonly<Record<string, PolicyDocument>> = {
  /* version 7 of 2019-07-10 */
  'AWSServiceCatalogEndUserFullAccess': serviceCatalogEndUser,
  /* version 1 */
  'service-role/AWSLambdaBasicExecutionRole': lambdaBasicExecution,
};

const AWS_MANAGED = /^arn:[^:]+:iam::aws:policy\/(.+)$/;

/** Whether AWS manages the policy of that ARN, rather than the customer. */
export function isAwsManaged(policyArn: string): boolean {
  return AWS_MANAGED.test(policyArn);
}

/** The document of a policy that AWS manages. Throws {@link UnknownToRehearsal} for one whose text isn't at hand. */
export function awsManagedPolicy(policyArn: string): PolicyDocument {
  const path = AWS_MANAGED.exec(policyArn)?.[1];
  const document = path === undefined ? undefined : DOCUMENTS[path];
  if (!document) {
    throw new UnknownToRehearsal(`a role attaches the managed policy ${policyArn}, whose text the rehearsal does not have; it has ${Object.keys(DOCUMENTS).join(' and ')}, so write the statements you need into an inline policy`);
  }
  return document;
}
