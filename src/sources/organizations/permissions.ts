/**
 * What the roles may do, and why: what our own handlers call on this road, equal to the calls in their code, both ways.
 *
 * Nothing here can close an account or change an organizational unit. What registering accounts takes in addition is in ../../sandbox/sandbox-permissions.ts.
 */

import type { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { AccountEnrolment } from './organizations-source-props';
import { organizationsArn } from '../../shared/organizations-arn';

/** What kick and is-complete call, beside moving accounts. */
export function organizationsStatements(stack: Stack, enrolment: AccountEnrolment): iam.PolicyStatement[] {
  const account = organizationsArn(stack, 'account', 'o-*/*');
  return [
    new iam.PolicyStatement({
      // The fence: is this still the operation of the stack that the leg belongs to? And which other legs are under way? Any stack may declare accounts.
      sid: 'ReadStacks',
      actions: ['cloudformation:DescribeStacks', 'cloudformation:ListStackResources'],
      resources: [stack.formatArn({ service: 'cloudformation', resource: 'stack', resourceName: '*' })],
    }),
    new iam.PolicyStatement({
      // One account that isn't there yet, and whether it is on its way. No resources to name in these.
      sid: 'CreateAccounts',
      actions: [
        'organizations:CreateAccount',
        'organizations:ListAccounts',
        'organizations:ListCreateAccountStatus',
      ],
      resources: ['*'],
    }),
    new iam.PolicyStatement({
      // Where an account is, whose it is, and the tags it is to have; those of a creation are asked for on the account that is to be.
      sid: 'ReadAndTagAccounts',
      actions: [
        'organizations:DescribeAccount',
        'organizations:ListParents',
        'organizations:ListTagsForResource',
        'organizations:TagResource',
      ],
      resources: [account],
    }),
    new iam.PolicyStatement({
      // Messages say where an account is by name.
      sid: 'ReadOrganizationalUnits',
      actions: ['organizations:DescribeOrganizationalUnit'],
      resources: [organizationsArn(stack, 'ou', 'o-*/ou-*')],
    }),
    new iam.PolicyStatement({
      // Whether Account Factory made an account of that name for us that it didn't come to tag. No resources to name in these.
      sid: 'ReadTracesOfAccountFactory',
      actions: ['servicecatalog:DescribeProvisionedProduct', 'servicecatalog:ListRecordHistory'],
      resources: ['*'],
    }),
    ...enrolment === AccountEnrolment.NONE ? [] : [new iam.PolicyStatement({
      // Whether moves enrol accounts, asked before one is made, and what became of the enrolment.
      sid: 'ReadEnrolments',
      actions: ['controltower:GetLandingZone', 'controltower:ListEnabledBaselines', 'controltower:ListLandingZones'],
      resources: ['*'],
    })],
  ];
}

/** What the check of the account quota calls. All of it reads. */
export function quotaStatements(stack: Stack): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({
      // Is there room for the accounts that the stack declares? No resources to name in these.
      sid: 'CompareWithAccountQuota',
      actions: ['organizations:ListAccounts', 'servicequotas:ListServiceQuotas'],
      resources: ['*'],
    }),
    new iam.PolicyStatement({
      // A rollback is never refused for want of room. Any stack may declare accounts.
      sid: 'NoticeRollbacks',
      actions: ['cloudformation:DescribeStacks'],
      resources: [stack.formatArn({ service: 'cloudformation', resource: 'stack', resourceName: '*' })],
    }),
  ];
}
