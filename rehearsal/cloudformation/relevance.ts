/**
 * Which resources of a template our own resources stand on.
 *
 * An app has other things in it than pool accounts. What ours reach must be known exactly, or the rehearsal ends; about
 * the rest it may assume that it deploys.
 */

import { declaredDependencies, namesIn } from './references';
import type { Template } from './template';
import { ACCOUNT_QUOTA_TYPE, FACTORY_PORTFOLIO_TYPE, POOL_ACCOUNT_TYPE } from '../../src/contract';

/** Types that are run by our own functions. */
const OURS: ReadonlySet<string> = new Set([POOL_ACCOUNT_TYPE, FACTORY_PORTFOLIO_TYPE, ACCOUNT_QUOTA_TYPE]);

/** Types that act on what their property names, without being named by it. */
const ATTACHED_BY: Readonly<Record<string, string>> = {
  'AWS::IAM::Policy': 'Roles',
  'AWS::IAM::ManagedPolicy': 'Roles',
  'AWS::ServiceCatalog::PortfolioPrincipalAssociation': 'PrincipalARN',
};

/** Whether a resource of this type is run for real. */
export function isOurs(type: string): boolean {
  return OURS.has(type);
}

/** Logical ids of our resources and of all that they reach, policies and associations of reached roles included. */
export function reachedByOurs(template: Template): Set<string> {
  const resources = template.Resources ?? {};
  const reached = new Set<string>();
  const reach = (logicalId: string) => {
    const resource = resources[logicalId];
    if (resource === undefined || reached.has(logicalId)) return;
    reached.add(logicalId);
    for (const name of [...declaredDependencies(resource), ...namesIn(resource.Properties)]) reach(name);
  };
  for (const [logicalId, resource] of Object.entries(resources)) {
    if (isOurs(resource.Type)) reach(logicalId);
  }
  for (let before = -1; before !== reached.size;) {
    before = reached.size;
    for (const [logicalId, resource] of Object.entries(resources)) {
      const property = ATTACHED_BY[resource.Type];
      if (property !== undefined && [...namesIn(resource.Properties?.[property])].some(name => reached.has(name))) reach(logicalId);
    }
  }
  return reached;
}
