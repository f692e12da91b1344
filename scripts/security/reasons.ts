/** Why each role of the stacks may do what it may: the words of docs/security.md. Every permission that is synthesized has its reason here, and no other has; a test says so. */

/** A role, and for each permission its reason. */
export interface RoleReasons {
  readonly title: string;
  /** What it is for, and who may take it on. */
  readonly about: string;
  /** How its logical id begins, in which stack of the page's app. */
  readonly stack: 'Pool' | 'Growth' | 'Retirement' | 'Notifications' | 'Relays' | 'HubRestApi' | 'HubSignedInvoke';
  readonly logicalId: RegExp;
  /** By action, or by the name of a managed policy. */
  readonly reasons: Readonly<Record<string, string>>;
}

const LOGS = { AWSLambdaBasicExecutionRole: 'a policy of AWS\'s: writes logs' };
const INVOKES = {
  'lambda:InvokeFunction': 'calls our functions, these and no others',
  'lambda:GetFunction': 'waits until a function that was just made can be called',
};
/** One reason for many. */
const all = (actions: readonly string[], reason: string) => Object.fromEntries(actions.map(action => [action, reason]));

const COUNTS = {
  'cloudformation:DescribeStacks': 'reads how many accounts the pool\'s stack declares, and whether it is at work',
  'cloudformation:ListStackResources': 'counts how many of them are there while it is',
  'servicecatalog:SearchProvisionedProducts': 'counts how many accounts the factory is at work on',
  ...all(['organizations:ListAccounts', 'servicequotas:ListServiceQuotas'], 'counts for how many accounts the quota leaves room'),
  'ssm:GetParameter': 'with a sandbox only: reads the ids of its units, and its version',
  'organizations:ListAccountsForParent': 'with a sandbox only: counts who stands in its units',
};

const AS_CALLER = '[as the caller](#as-the-caller)';

export const ROLE_REASONS: readonly RoleReasons[] = [
  {
    title: 'The factory\'s role',
    about: 'The functions `Kick` and `IsComplete`, in the management account, have it. Lambda alone may take it on. It is called `AccountRobot-<stack>`, and is the one that the portfolio and the hub account know.',
    stack: 'Pool',
    logicalId: /^AccountFactoryRole[0-9A-F]{8}$/,
    reasons: {
      ...LOGS,
      'AWSServiceCatalogEndUserFullAccess': 'a policy of AWS\'s, which it asks for of everybody who launches a product. On provisioned products its rights hold for the session that launched them only, hence the statements of our own',
      'cloudformation:DescribeStacks': 'the fence: before each change the function asks whether the stack is still in the operation that it works for',
      'cloudformation:ListStackResources': 'finds its place in line among the accounts of the stack that wait',
      'servicecatalog:ListLaunchPaths': 'finds the path by which the role may launch the product',
      'servicecatalog:ListProvisioningArtifacts': 'finds the version of the product that is active',
      'servicecatalog:ProvisionProduct': 'asks Account Factory for an account',
      'servicecatalog:DescribeProvisionedProduct': 'looks how an account is doing',
      'servicecatalog:DescribeRecord': 'reads what became of a request, the id of the account included',
      'servicecatalog:ListRecordHistory': 'finds who asked for a product, where its last record doesn\'t tell',
      'servicecatalog:SearchProvisionedProducts': 'counts how many accounts the factory is at work on, whoever asked for them',
      'servicecatalog:TerminateProvisionedProduct': 'removes an attempt that failed and left no account, to free its name. Never a product that once succeeded, or that an account came of',
      'servicecatalog:UpdateProvisionedProduct': 'goes on with an enrolment that failed after there was an account. Never on an account outside the root and the holding unit',
      'organizations:ListAccounts': 'looks whether an address is taken, before an account is asked for',
      'organizations:ListCreateAccountStatus': 'looks whether an account of that name is on its way',
      'organizations:DescribeAccount': 'looks whether an account is active',
      'organizations:ListParents': 'looks where an account is',
      'organizations:ListTagsForResource': 'looks whose an account is: the evidence without which nothing is written to it',
      'organizations:TagResource': 'marks an account as this stack\'s, and gives it the tags of the app',
      'organizations:DescribeOrganizationalUnit': 'names the unit as Account Factory wants it, and in messages',
      'organizations:MoveAccount': 'with a sandbox only: moves an account into the unit Entry, and back to it from a registration that broke off. The units have no ids before Innovation Sandbox is asked; the code moves accounts to Entry alone',
      'ssm:GetParameter': 'reads which accounts are retired, and leaves them alone; with a sandbox also the ids of its units, and its version',
      'cloudformation:DescribeStackInstance': 'with a sandbox only: looks whether the account has the role that it is cleaned with',
      'sts:AssumeRole': 'with a sandbox only: registers accounts as one of the roles in the hub account that the settings name',
      ...all(['billing:GetBillingView', 'billing:UpdateBillingView'], 'with a billing view only: adds the account to it'),
      'events:PutEvents': 'where somebody listens only: tells on the event bus [what becomes of accounts](events.md)',
      ...all(['controltower:CreateManagedAccount', 'controltower:DeregisterManagedAccount', 'controltower:DescribeManagedAccount'],
        `${AS_CALLER}: Control Tower creates and enrolls the account, and takes back an attempt that failed`),
      'organizations:DescribeOrganization': `${AS_CALLER}: AWS lists it, and doesn\'t say what for`,
      ...all(['organizations:CreateAccount', 'organizations:DescribeCreateAccountStatus'],
        `${AS_CALLER}: one page of AWS lists them, another doesn\'t`),
      's3:GetObject': `${AS_CALLER}: the template of the product lies in a bucket of AWS\'s *(inferred)*`,
      ...all([
        'sso:AssociateProfile', 'sso:CreateApplicationInstance', 'sso:CreateProfile', 'sso:CreateTrust', 'sso:DescribeRegisteredRegions', 'sso:GetApplicationInstance',
        'sso:GetPeregrineStatus', 'sso:GetPermissionSet', 'sso:GetProfile', 'sso:GetSSOStatus', 'sso:GetTrust', 'sso:ListDirectoryAssociations', 'sso:ListPermissionSets',
        'sso:ListProfileAssociations', 'sso:ProvisionApplicationInstanceForAWSAccount', 'sso:ProvisionApplicationProfileForAWSAccountInstance', 'sso:ProvisionSAMLProvider',
        'sso:UpdateProfile', 'sso:UpdateTrust',
      ], `${AS_CALLER}: the SSO user is given access to the account`),
      ...all([
        'sso-directory:AddMemberToGroup', 'sso-directory:CreateUser', 'sso-directory:DescribeDirectory', 'sso-directory:DescribeGroups', 'sso-directory:GetUserPoolInfo',
        'sso-directory:ListMembersInGroup', 'sso-directory:SearchGroups', 'sso-directory:SearchGroupsWithGroupName', 'sso-directory:SearchUsers',
      ], `${AS_CALLER}: the SSO user is found, or made`),
    },
  },
  {
    title: 'The look-up\'s role',
    about: 'The function `LookUp` has it, which runs before the first account is asked for. All that it may do is read.',
    stack: 'Pool',
    logicalId: /^AccountFactoryPortfolioRole[0-9A-F]{8}$/,
    reasons: {
      ...LOGS,
      'servicecatalog:DescribeProductAsAdmin': 'finds the product of Account Factory by its name',
      'servicecatalog:ListPortfoliosForProduct': 'finds the portfolio that holds it, with which the factory\'s role is associated',
      ...all(['controltower:ListLandingZones', 'controltower:GetLandingZone'], 'tells early that this isn\'t the home Region, or that the landing zone isn\'t ready'),
      'organizations:DescribeOrganization': 'tells early that this isn\'t the management account',
      'sso:ListInstances': 'tells early that IAM Identity Center is off',
      ...all(['organizations:ListAccounts', 'servicequotas:ListServiceQuotas'], 'compares the accounts that the stack declares with the account quota'),
      'cloudformation:DescribeStacks': 'a rollback is never refused for want of room',
    },
  },
  {
    title: 'The role of the source that is AWS Organizations',
    about: '`OrganizationsSource` makes it, on [the second road](roads.md), in place of the two above: the functions `Kick` and `IsComplete` have it. Lambda alone may take it on. It takes no right in Service Catalog but to read, none in Control Tower but to read, and none in IAM Identity Center.',
    stack: 'Pool',
    logicalId: /^OrganizationsSourceRole[0-9A-F]{8}$/,
    reasons: {
      ...LOGS,
      'cloudformation:DescribeStacks': 'the fence: before each change the function asks whether the stack is still in the operation that it works for',
      'cloudformation:ListStackResources': 'finds its place in line among the accounts of the stack that wait',
      'organizations:CreateAccount': 'asks for an account. It has no id yet, so no policy can name it',
      'organizations:ListCreateAccountStatus': 'finds the requests for an account of that name, whoever made them, and counts those in progress',
      'organizations:ListAccounts': 'looks whether an address is taken, before an account is asked for',
      'organizations:DescribeAccount': 'looks whether an account is active',
      'organizations:ListParents': 'looks where an account is',
      'organizations:ListTagsForResource': 'looks whose an account is: the evidence without which nothing is written to it',
      'organizations:TagResource': 'marks an account as this stack\'s, when it is created, and gives it the tags of the app',
      'organizations:DescribeOrganizationalUnit': 'names units in messages',
      'organizations:MoveAccount': 'moves a new account out of the root, to the holding unit or into Entry; AWS creates accounts nowhere else',
      ...all(['servicecatalog:DescribeProvisionedProduct', 'servicecatalog:ListRecordHistory'], 'looks whether Account Factory made an account of that name for us, in a stack that has changed its road'),
      ...all(['controltower:ListLandingZones', 'controltower:GetLandingZone', 'controltower:ListEnabledBaselines'], 'with `AccountEnrolment.AUTOMATIC` only: looks whether a move enrols an account, and what became of it'),
      'ssm:GetParameter': 'reads which accounts are retired, and leaves them alone; with a sandbox also the ids of its units, and its version',
      'cloudformation:DescribeStackInstance': 'with a sandbox only: looks whether the account has the role that it is cleaned with',
      'sts:AssumeRole': 'with a sandbox only: registers accounts as one of the roles in the hub account that the settings name',
      ...all(['billing:GetBillingView', 'billing:UpdateBillingView'], 'with a billing view only: adds the account to it'),
      'events:PutEvents': 'where somebody listens only: tells on the event bus [what becomes of accounts](events.md)',
    },
  },
  {
    title: 'The role that compares accounts with their quota, on the second road',
    about: '`OrganizationsSource` makes it: its function `LookUp` has it, which runs before the first account is asked for. All that it may do is read.',
    stack: 'Pool',
    logicalId: /^OrganizationsSourcePortfolioRole[0-9A-F]{8}$/,
    reasons: {
      ...LOGS,
      ...all(['organizations:ListAccounts', 'servicequotas:ListServiceQuotas'], 'tells early that the quota leaves no room for the accounts that are declared'),
      'cloudformation:DescribeStacks': 'a rollback is never refused for want of room',
    },
  },
  {
    title: 'The roles of the CDK\'s Provider framework',
    about: 'Its four functions have them, for each source, which call ours for CloudFormation and wait for an account. Lambda alone may take them on.',
    stack: 'Pool',
    logicalId: /^(AccountFactory|OrganizationsSource)(Portfolio)?Providerframework(onEvent|isComplete|onTimeout)ServiceRole[0-9A-F]{8}$/,
    reasons: { ...LOGS, ...INVOKES, 'states:StartExecution': 'starts the waiter of a leg' },
  },
  {
    title: 'The waiter\'s role',
    about: 'The state machine has it that looks at a leg every half minute. Step Functions alone may take it on.',
    stack: 'Pool',
    logicalId: /^(AccountFactory|OrganizationsSource)ProviderwaiterstatemachineRole[0-9A-F]{8}$/,
    reasons: { 'lambda:InvokeFunction': 'calls two functions of the framework' },
  },
  {
    title: 'The role that a pool is counted with',
    about: '`PoolCapacity` makes it, in the stack that it stands in: the function `Count` has it. Lambda alone may take it on. All that it may do is read.',
    stack: 'Growth',
    logicalId: /^CapacityRole[0-9A-F]{8}$/,
    reasons: {
      ...LOGS,
      ...COUNTS,
      'sts:AssumeRole': 'with `sandboxAccess` only: asks Innovation Sandbox who cools down, as that machine client',
      'lambda:InvokeFunction': 'with `PoolGrowth` only: hands on to what decides, at each count',
    },
  },
  {
    title: 'The role that a pool grows with',
    about: '`PoolGrowth` makes it: the function `Grow` has it. Lambda alone may take it on. It may update one stack, with the role below and no other: without that condition it could use the role that the stack was deployed with, which for the CDK is an administrator. IAM has no condition for a template in the request itself; whatever template came, the role below could make nothing of it.',
    stack: 'Growth',
    logicalId: /^GrowthRole[0-9A-F]{8}$/,
    reasons: {
      ...LOGS,
      ...COUNTS,
      'cloudformation:UpdateStack': 'sets the size of the pool',
      'iam:PassRole': 'hands the role below to CloudFormation',
      ...all(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'], 'reads the ledger, and adds to it. Entries are never changed: each is written on condition that there is none of its number'),
      'events:PutEvents': 'tells [what was decided](events.md)',
    },
  },
  {
    title: 'The role that CloudFormation has while a pool grows',
    about: '`PoolGrowth` makes it. CloudFormation alone may take it on.',
    stack: 'Growth',
    logicalId: /^GrowthUpdateRole[0-9A-F]{8}$/,
    reasons: {
      'lambda:InvokeFunction': 'has the accounts made, by the functions that make them in any deployment',
      'ssm:GetParameters': 'reads the version of the bootstrap, as each update of a stack of the CDK does',
    },
  },
  {
    title: 'The role that accounts are retired with',
    about: '`AccountRetirement` makes it: the function `Retire` has it. Lambda alone may take it on. It is the only role of this package that can close an account, only with `closing: true`, and only accounts that bear the owner\'s tag of its pool. It is denied to write any tag, so that it can\'t make an account one of its pool; the roles that write tags can close nothing, can\'t write its orders, and are denied the key `account-robot:retiring`. Whoever may invoke the function may order a retirement.',
    stack: 'Retirement',
    logicalId: /^RetirementRole[0-9A-F]{8}$/,
    reasons: {
      ...LOGS,
      ...all(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'], 'reads the orders, and adds to them. Entries are never changed: each is written on condition that there is none of its number'),
      ...all(['organizations:ListAccounts', 'organizations:DescribeAccount', 'organizations:ListParents', 'organizations:ListTagsForResource'], 'finds the account that is meant: where it is, and whose'),
      ...all(['organizations:DescribeOrganization', 'controltower:ListLandingZones', 'controltower:GetLandingZone'], 'knows the accounts that nobody retires'),
      ...all(['organizations:DescribeOrganizationalUnit', 'organizations:ListPoliciesForTarget', 'organizations:DescribePolicy'], 'sees whether the unit of retired accounts denies everything, and names units in messages'),
      'organizations:MoveAccount': 'moves accounts of the pool to the unit of retired accounts, and back to Entry',
      'servicecatalog:SearchProvisionedProducts': 'finds the product of an account, and what the factory is at work on',
      'servicecatalog:TerminateProvisionedProduct': 'has Control Tower let go of an account',
      ...all(['controltower:DeregisterManagedAccount', 'controltower:DescribeManagedAccount'], 'Service Catalog does that as its caller'),
      ...all(['ssm:PutParameter', 'ssm:DeleteParameter'], 'tells deployments which accounts they leave alone'),
      'events:PutEvents': 'tells [what was retired](events.md)',
      'organizations:CloseAccount': 'with `closing: true` only: closes accounts of the pool',
      'ssm:GetParameter': 'with a sandbox only: reads the ids of its units, and its version',
      'cloudformation:DescribeStackInstance': 'with a sandbox only: before an account that is taken back is registered',
      'sts:AssumeRole': 'with a sandbox only: asks Innovation Sandbox to clean, eject and register accounts',
    },
  },
  {
    title: 'The role that people are told with',
    about: '`AccountNotifications` makes it: the function `Notify` has it. Lambda alone may take it on.',
    stack: 'Notifications',
    logicalId: /^NotificationsRole[0-9A-F]{8}$/,
    reasons: {
      ...LOGS,
      'sns:Publish': 'publishes to its topics, these and no others',
      ...all(['kms:Decrypt', 'kms:GenerateDataKey'], 'the topics are encrypted'),
    },
  },
  {
    title: 'The role in the hub account, for Innovation Sandbox 1.3 and later',
    about: '`SandboxHubAccess` makes it. The factory\'s role alone may take it on, by its ARN and with the external id, and those that `operatorRoleArns` names, so that people can [look at records](operating.md#records-of-innovation-sandbox).',
    stack: 'HubRestApi',
    logicalId: /^AccessRole[0-9A-F]{8}$/,
    reasons: { 'ssm:GetParameter': 'reads the id of the REST API, which some upgrades change. Accounts are registered as the role of AWS\'s own template, which Innovation Sandbox checks' },
  },
  {
    title: 'The role in the hub account, for Innovation Sandbox 1.2',
    about: '`SandboxHubAccess` makes it too, and it is far more powerful: [what it could be abused for](innovation-sandbox-setup.md#what-the-role-could-be-abused-for).',
    stack: 'HubSignedInvoke',
    logicalId: /^AccessRole[0-9A-F]{8}$/,
    reasons: {
      'lambda:InvokeFunction': 'registers accounts, by the accounts function',
      'secretsmanager:GetSecretValue': 'reads the secret that tokens are signed with: this version knows no other way in',
      'kms:Decrypt': 'the secret is encrypted. By way of Secrets Manager only, and with the key of that alias only',
    },
  },
  {
    title: 'The roles that events are sent on with',
    about: '`SandboxEventRelay` and `OrganizationEventRelay` make one each. EventBridge alone may take it on, for rules of the same account.',
    stack: 'Relays',
    logicalId: /^(Sandbox|Organization)EventsRole[0-9A-F]{8}$/,
    reasons: { 'events:PutEvents': 'sends events on to one bus' },
  },
];
