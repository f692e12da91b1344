/**
 * What the roles may do, and why. Three lists, each compared with its source by a test:
 *
 * - what our own handlers call: equal to the calls in their code, both ways;
 * - what Account Factory calls *as our role*: equal to AWS's documentation, action by action;
 * - what the look-up of product and portfolio and the check of the account quota call: equal to the calls in its code, both ways.
 *
 * Nothing here can close an account, move one, or change an organizational unit. What registering accounts takes in addition is
 * in ../../sandbox/sandbox-permissions.ts.
 */

import type { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { organizationsArn } from '../../shared/organizations-arn';

/** The managed policy for everyone who launches Service Catalog products. */
export const END_USER_POLICY = 'AWSServiceCatalogEndUserFullAccess';

/** What kick and is-complete call. */
export function handlerStatements(stack: Stack, productId: string): iam.PolicyStatement[] {
  const account = organizationsArn(stack, 'account', 'o-*/*');
  return [
    new iam.PolicyStatement({
      // The fence: is this still the operation of the stack that the leg belongs to? And which other legs are under way? Any stack may declare accounts.
      sid: 'ReadStacks',
      actions: ['cloudformation:DescribeStacks', 'cloudformation:ListStackResources'],
      resources: [stack.formatArn({ service: 'cloudformation', resource: 'stack', resourceName: '*' })],
    }),
    new iam.PolicyStatement({
      sid: 'LaunchAccountFactory',
      actions: [
        'servicecatalog:ListLaunchPaths',
        'servicecatalog:ListProvisioningArtifacts',
        'servicecatalog:ProvisionProduct',
      ],
      resources: [stack.formatArn({ service: 'catalog', resource: 'product', resourceName: productId })],
    }),
    new iam.PolicyStatement({
      // No resources to name in these. The managed policy allows them only for what the same session launched:
      // with this role, whoever launched the product, the next deployment can go on with it.
      sid: 'OperateProvisionedProducts',
      actions: [
        'servicecatalog:DescribeProvisionedProduct',
        'servicecatalog:DescribeRecord',
        'servicecatalog:ListRecordHistory',
        'servicecatalog:SearchProvisionedProducts',
        'servicecatalog:TerminateProvisionedProduct',
        'servicecatalog:UpdateProvisionedProduct',
      ],
      resources: ['*'],
    }),
    new iam.PolicyStatement({
      // Is the e-mail address taken, and is an account of that name on its way? No resources to name in these.
      sid: 'FindAccounts',
      actions: [
        'organizations:ListAccounts',
        'organizations:ListCreateAccountStatus',
      ],
      resources: ['*'],
    }),
    new iam.PolicyStatement({
      // Where an account is, whose it is, and the tags it is to have.
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
      // Account Factory wants the unit as `Name (ou-id)`, and messages say where an account is by name.
      sid: 'ReadOrganizationalUnits',
      actions: ['organizations:DescribeOrganizationalUnit'],
      resources: [organizationsArn(stack, 'ou', 'o-*/ou-*')],
    }),
  ];
}

/**
 * What Account Factory does with our role's own credentials.
 *
 * The product has no launch constraint, so Service Catalog calls Control Tower, IAM Identity Center, Organizations and S3
 * as whoever launched it. The list is the one in AWS's documentation of automated provisioning; none of it is called by us.
 * AWS documents no narrower resources.
 */
export function factoryCallerStatements(): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({
      // Deregister: a product that failed before there was an account is terminated, to free its name.
      sid: 'ControlTowerAsCaller',
      actions: [
        'controltower:CreateManagedAccount',
        'controltower:DeregisterManagedAccount',
        'controltower:DescribeManagedAccount',
      ],
      resources: ['*'],
    }),
    new iam.PolicyStatement({
      // CreateAccount and DescribeCreateAccountStatus: AWS's pages contradict each other on whether they are checked.
      sid: 'OrganizationsAsCaller',
      actions: [
        'organizations:CreateAccount',
        'organizations:DescribeCreateAccountStatus',
        'organizations:DescribeOrganization',
      ],
      resources: ['*'],
    }),
    new iam.PolicyStatement({
      // The product's template is in a bucket of AWS's.
      sid: 'ProductTemplateAsCaller',
      actions: ['s3:GetObject'],
      resources: ['*'],
    }),
    new iam.PolicyStatement({
      // The SSO user gets administrator access to the account.
      sid: 'IdentityCenterAsCaller',
      actions: [
        'sso:AssociateProfile',
        'sso:CreateApplicationInstance',
        'sso:CreateProfile',
        'sso:CreateTrust',
        'sso:DescribeRegisteredRegions',
        'sso:GetApplicationInstance',
        'sso:GetPeregrineStatus',
        'sso:GetPermissionSet',
        'sso:GetProfile',
        'sso:GetSSOStatus',
        'sso:GetTrust',
        'sso:ListDirectoryAssociations',
        'sso:ListPermissionSets',
        'sso:ListProfileAssociations',
        'sso:ProvisionApplicationInstanceForAWSAccount',
        'sso:ProvisionApplicationProfileForAWSAccountInstance',
        'sso:ProvisionSAMLProvider',
        'sso:UpdateProfile',
        'sso:UpdateTrust',
      ],
      resources: ['*'],
    }),
    new iam.PolicyStatement({
      // The SSO user is found or created.
      sid: 'IdentityCenterDirectoryAsCaller',
      actions: [
        'sso-directory:AddMemberToGroup',
        'sso-directory:CreateUser',
        'sso-directory:DescribeDirectory',
        'sso-directory:DescribeGroups',
        'sso-directory:GetUserPoolInfo',
        'sso-directory:ListMembersInGroup',
        'sso-directory:SearchGroups',
        'sso-directory:SearchGroupsWithGroupName',
        'sso-directory:SearchUsers',
      ],
      resources: ['*'],
    }),
  ];
}

/** What the look-up of product and portfolio and the check of the account quota call. All of it reads, and the product's id is what it is to find out. */
export function lookUpStatements(stack: Stack): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({
      sid: 'FindAccountFactory',
      actions: [
        'controltower:GetLandingZone',
        'controltower:ListLandingZones',
        'organizations:DescribeOrganization',
        'servicecatalog:DescribeProductAsAdmin',
        'servicecatalog:ListPortfoliosForProduct',
        'sso:ListInstances',
      ],
      resources: ['*'],
    }),
    new iam.PolicyStatement({
      // Is there room for the accounts that the stack declares? No resources to name in these.
      sid: 'CompareWithAccountQuota',
      actions: [
        'organizations:ListAccounts',
        'servicequotas:ListServiceQuotas',
      ],
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
