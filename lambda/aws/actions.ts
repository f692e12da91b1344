/**
 * The calls that each role's functions make, as IAM actions. A test compares the lists with the commands that the adapters send, and another one with the
 * statements that the roles are given, both ways.
 */

/** kick and is-complete, which share one role. */
export const POOL_ACCOUNT_ACTIONS: readonly string[] = [
  'cloudformation:DescribeStacks',
  'organizations:DescribeAccount',
  'organizations:DescribeOrganizationalUnit',
  'organizations:ListAccounts',
  'organizations:ListCreateAccountStatus',
  'organizations:ListParents',
  'organizations:ListTagsForResource',
  'organizations:TagResource',
  'servicecatalog:DescribeProvisionedProduct',
  'servicecatalog:DescribeRecord',
  'servicecatalog:ListLaunchPaths',
  'servicecatalog:ListProvisioningArtifacts',
  'servicecatalog:ProvisionProduct',
  'servicecatalog:SearchProvisionedProducts',
  'servicecatalog:TerminateProvisionedProduct',
  'servicecatalog:UpdateProvisionedProduct',
];

/** The look-up of product and portfolio. */
export const LOOK_UP_ACTIONS: readonly string[] = [
  'organizations:DescribeOrganization',
  'servicecatalog:DescribeProductAsAdmin',
  'servicecatalog:ListPortfolios',
  'servicecatalog:ListPortfoliosForProduct',
  'sso:ListInstances',
  'sts:GetCallerIdentity',
];

/** Calls that everybody may make, so that no role has to be given them. */
export const UNGRANTED_ACTIONS: readonly string[] = ['sts:GetCallerIdentity'];
