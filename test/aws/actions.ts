/**
 * The calls that each role's functions make, as IAM actions. A test compares the lists with the commands that the adapters send, and another one with the
 * statements that the roles are given, both ways.
 */

/** kick and is-complete, which share one role. */
export const POOL_ACCOUNT_ACTIONS: readonly string[] = [
  'cloudformation:DescribeStacks',
  'cloudformation:ListStackResources',
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
  'servicecatalog:ListRecordHistory',
  'servicecatalog:ProvisionProduct',
  'servicecatalog:SearchProvisionedProducts',
  'servicecatalog:TerminateProvisionedProduct',
  'servicecatalog:UpdateProvisionedProduct',
];

/** What the same functions call in addition to register accounts. The two calls of the Billing API are only made if there is a billing view. */
export const REGISTRATION_ACTIONS: readonly string[] = [
  'billing:GetBillingView',
  'billing:UpdateBillingView',
  'cloudformation:DescribeStackInstance',
  'organizations:MoveAccount',
  'ssm:GetParameter',
  'sts:AssumeRole',
];

/** What they call in the hub account, as a role there. */
export const HUB_ACTIONS: readonly string[] = [
  'execute-api:Invoke',
  'lambda:InvokeFunction',
  'secretsmanager:GetSecretValue',
  'ssm:GetParameter',
];

/** The look-up of product and portfolio, and the check of the account quota. */
export const LOOK_UP_ACTIONS: readonly string[] = [
  'cloudformation:DescribeStacks',
  'controltower:GetLandingZone',
  'controltower:ListLandingZones',
  'organizations:DescribeOrganization',
  'organizations:ListAccounts',
  'servicecatalog:DescribeProductAsAdmin',
  'servicecatalog:ListPortfoliosForProduct',
  'servicequotas:ListServiceQuotas',
  'sso:ListInstances',
  'sts:GetCallerIdentity',
];

/** The function that counts a pool. The hub is asked as a role there, and one call is granted by whoever is called at each tick. */
export const CAPACITY_ACTIONS: readonly string[] = [
  'cloudformation:DescribeStacks',
  'cloudformation:ListStackResources',
  'execute-api:Invoke',
  'lambda:InvokeFunction',
  'organizations:ListAccounts',
  'organizations:ListAccountsForParent',
  'servicecatalog:SearchProvisionedProducts',
  'servicequotas:ListServiceQuotas',
  'ssm:GetParameter',
  'sts:AssumeRole',
];

/** The function that decides whether a pool grows, beside what it counts by. */
export const GROWTH_ACTIONS: readonly string[] = [
  'cloudformation:DescribeStacks',
  'cloudformation:ListStackResources',
  'cloudformation:UpdateStack',
  'dynamodb:GetItem',
  'dynamodb:PutItem',
  'dynamodb:Query',
];

/** The function of the desk, on its own table and its index. */
export const DESK_ACTIONS: readonly string[] = ['dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem'];

/** Whoever tells others on an event bus: kick and is-complete where somebody listens, and the function that decides whether a pool grows. */
export const TELLING_ACTIONS: readonly string[] = ['events:PutEvents'];

/** The function that tells people. */
export const NOTIFY_ACTIONS: readonly string[] = ['sns:Publish'];

/** Calls that everybody may make, so that no role has to be given them. */
export const UNGRANTED_ACTIONS: readonly string[] = ['sts:GetCallerIdentity'];
