/** What the operator's command has to be allowed: to read, and nothing else. Tests hold it against what the commands call. */

/** Statements of an IAM policy. */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly {
    readonly Sid: string;
    readonly Effect: 'Allow';
    readonly Action: readonly string[];
    readonly Resource: string | readonly string[];
    readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  }[];
}

/** What is read of the organization, its landing zone and its factory: calls that lists come from, which know no narrower resources. */
const ORGANIZATION = [
  'ce:ListCostAllocationTags',
  'controltower:GetLandingZone',
  'controltower:GetLandingZoneOperation',
  'controltower:ListEnabledBaselines',
  'controltower:ListLandingZoneOperations',
  'controltower:ListLandingZones',
  'organizations:DescribeOrganization',
  'organizations:ListAWSServiceAccessForOrganization',
  'organizations:ListAccounts',
  'organizations:ListCreateAccountStatus',
  'organizations:ListOrganizationalUnitsForParent',
  'organizations:ListRoots',
  'organizations:ListTagsForResource',
  'servicecatalog:DescribeProductAsAdmin',
  'servicecatalog:ListPortfoliosForProduct',
  'servicecatalog:ListPrincipalsForPortfolio',
  'servicecatalog:ListProvisioningArtifacts',
  'servicecatalog:ListRecordHistory',
  'servicecatalog:SearchProvisionedProducts',
  'servicequotas:ListRequestedServiceQuotaChangeHistory',
  'servicequotas:ListServiceQuotas',
  'sso:ListInstances',
  'ssm:DescribeParameters',
] as const;

/** What is read of stacks of ours, and of the StackSet of an Innovation Sandbox. */
const STACKS = [
  'cloudformation:DescribeStackEvents',
  'cloudformation:DescribeStacks',
  'cloudformation:GetTemplate',
  'cloudformation:ListStackInstances',
  'cloudformation:ListStackResources',
] as const;

/** What an Innovation Sandbox publishes. */
const SANDBOX = ['ssm:GetParameter'] as const;

/** All actions that the commands need. `sts:GetCallerIdentity` is everybody's. */
export const READ_ACTIONS: readonly string[] = [...ORGANIZATION, ...STACKS, ...SANDBOX];

/** What takes more than that: the roles in the hub account that a factory of ours uses. Whoever may use them can do there what the factory can. */
export const RECORD_ACTIONS = ['sts:AssumeRole'] as const;

/**
 * The policy, for the partition of a Region.
 * @param withRecords whether records of Innovation Sandbox are to be read, too
 */
export function readPolicy(partition: string, withRecords = false): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: [
      { Sid: 'Organization', Effect: 'Allow', Action: ORGANIZATION, Resource: '*' },
      { Sid: 'Stacks', Effect: 'Allow', Action: STACKS, Resource: '*' },
      { Sid: 'InnovationSandbox', Effect: 'Allow', Action: SANDBOX, Resource: `arn:${partition}:ssm:*:*:parameter/InnovationSandbox_*_AccountPool_Configuration` },
      ...withRecords ? [{
        Sid: 'RecordsInTheHubAccountNotOnlyReading',
        Effect: 'Allow' as const,
        Action: RECORD_ACTIONS,
        Resource: ['role/isb-m2m/*', 'role/AccountRobot-*-hub'].map(role => `arn:${partition}:iam::*:${role}`),
      }] : [],
    ],
  };
}
