/**
 * What the function that retires accounts may do, and what keeps it to the accounts of its pool.
 *
 * It is the only role of this package that can close an account, and it can write no tag. Closing and moving are allowed for accounts that bear the owner's tag of
 * the pool, which is set when an account is made: whoever can tag can't close, and who can close can't tag. Nothing in Service Catalog has resources to name.
 */

import type { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { EVENT_SOURCE, OWNER_TAG, RETIRED_PARAMETERS } from '../contract';
import { organizationsArn } from '../shared/organizations-arn';

/** What the function acts on. */
export interface RetirementTargets {
  readonly stack: Stack;
  /** What the owners' tags of the pool's accounts begin with. */
  readonly owner: string;
  readonly mayClose: boolean;
  readonly ordersArn: string;
  readonly eventBusArn: string;
}

/** What it may do, but for Innovation Sandbox. */
export function retirementStatements({ stack, owner, mayClose, ordersArn, eventBusArn }: RetirementTargets): iam.PolicyStatement[] {
  const account = organizationsArn(stack, 'account', 'o-*/*');
  const ofPool = { StringLike: { [`aws:ResourceTag/${OWNER_TAG}`]: `${owner}*` } };
  return [
    new iam.PolicyStatement({
      // Nothing is ever changed or deleted in it, and no other role can write to it.
      sid: 'KeepOrders',
      actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'],
      resources: [ordersArn],
    }),
    new iam.PolicyStatement({
      // Which account is meant, and which nobody retires. No resources to name in these.
      sid: 'FindAccounts',
      actions: ['controltower:GetLandingZone', 'controltower:ListLandingZones', 'organizations:DescribeOrganization', 'organizations:ListAccounts'],
      resources: ['*'],
    }),
    new iam.PolicyStatement({
      sid: 'ReadAccounts',
      actions: ['organizations:DescribeAccount', 'organizations:ListParents', 'organizations:ListTagsForResource'],
      resources: [account],
    }),
    new iam.PolicyStatement({
      // Where an account stands, by name, and whether the unit of retired accounts denies everything.
      sid: 'ReadUnits',
      actions: ['organizations:DescribeOrganizationalUnit', 'organizations:ListPoliciesForTarget'],
      resources: [organizationsArn(stack, 'ou', 'o-*/ou-*')],
    }),
    new iam.PolicyStatement({
      sid: 'ReadPolicies',
      actions: ['organizations:DescribePolicy'],
      resources: [organizationsArn(stack, 'policy', 'o-*/service_control_policy/p-*')],
    }),
    new iam.PolicyStatement({
      sid: 'MoveAccountsOfPool',
      actions: ['organizations:MoveAccount'],
      resources: [account],
      conditions: ofPool,
    }),
    new iam.PolicyStatement({
      // The same call is asked on both places. Innovation Sandbox's units are known only when it is asked.
      sid: 'MoveBetweenUnits',
      actions: ['organizations:MoveAccount'],
      resources: [organizationsArn(stack, 'root', 'o-*/r-*'), organizationsArn(stack, 'ou', 'o-*/ou-*')],
    }),
    new iam.PolicyStatement({
      // No resources to name in these.
      sid: 'LetGoOfAccounts',
      actions: ['servicecatalog:SearchProvisionedProducts', 'servicecatalog:TerminateProvisionedProduct'],
      resources: ['*'],
    }),
    new iam.PolicyStatement({
      // Service Catalog has Control Tower let go of an account as whoever terminates its product.
      sid: 'ControlTowerAsCaller',
      actions: ['controltower:DeregisterManagedAccount', 'controltower:DescribeManagedAccount'],
      resources: ['*'],
    }),
    new iam.PolicyStatement({
      sid: 'MarkRetired',
      actions: ['ssm:DeleteParameter', 'ssm:PutParameter'],
      resources: [stack.formatArn({ service: 'ssm', resource: 'parameter', resourceName: `${RETIRED_PARAMETERS.slice(1)}*` })],
    }),
    new iam.PolicyStatement({
      sid: 'TellOthers',
      actions: ['events:PutEvents'],
      resources: [eventBusArn],
      conditions: { StringEquals: { 'events:source': EVENT_SOURCE } },
    }),
    ...mayClose ? [new iam.PolicyStatement({
      sid: 'CloseAccountsOfPool',
      actions: ['organizations:CloseAccount'],
      resources: [account],
      conditions: ofPool,
    })] : [],
    new iam.PolicyStatement({
      // Whatever else the role is given: what decides over it is written by others.
      sid: 'NeverTag',
      effect: iam.Effect.DENY,
      actions: ['organizations:TagResource', 'organizations:UntagResource'],
      resources: ['*'],
    }),
  ];
}
