/**
 * Names and limits that the constructs and the code that runs in AWS share.
 *
 * Both sides import them from here, so that the compiler keeps them equal. Not exported from the package.
 * This file imports nothing, because it is bundled into every handler.
 */

/** The custom resource type of each leg of an account's relay. */
export const POOL_ACCOUNT_TYPE = 'Custom::PoolAccount';

/** The custom resource type that looks up the Account Factory product and its portfolio. */
export const FACTORY_PORTFOLIO_TYPE = 'Custom::AccountFactoryPortfolio';

/** The custom resource type that checks whether the organization has room for the accounts that a stack declares. */
export const ACCOUNT_QUOTA_TYPE = 'Custom::AccountQuota';

/** Where settings are read from in `cdk.json`. */
export const CONTEXT_KEY = 'account-robot';

/** The first leg of each relay: done when the factory is at work on the account. */
export const START_LEG = 'Start';

/** The last leg of each relay: the only one that fails and the only one that attributes are read from. */
export const LAST_LEG = 'Resource';

/** The property keys of a leg (`Custom::PoolAccount`). */
export enum PoolAccountProperty {
  /** 'Start', 'Leg2', 'Leg3' ... or 'Resource'. */
  LEG = 'Leg',
  ACCOUNT_NAME = 'AccountName',
  ACCOUNT_EMAIL = 'AccountEmail',
  /** Stack name and construct path; the value of the tag {@link OWNER_TAG}. */
  OWNER = 'Owner',
  /** 'true' takes over a product or account of the same name and e-mail that another owner made. */
  ADOPT_EXISTING = 'AdoptExisting',
  /** Twelve digits: skips the factory and takes this account. */
  EXISTING_ACCOUNT_ID = 'ExistingAccountId',
  /** ou-abcd-11112222: the one organizational unit outside root and holding unit from which an existing account may be moved into the pool. */
  EXISTING_ACCOUNT_PARENT_ID = 'ExistingAccountParentId',
  /** Namespace of the Innovation Sandbox that the account is registered with. Absent: the account is vended only. */
  SANDBOX_NAMESPACE = 'SandboxNamespace',
  /** Any new value makes the next deployment look at the account again. */
  VERIFY = 'Verify',
  /** [{Key, Value}] */
  TAGS = 'Tags',
}

/** The attributes that the last leg returns. */
export enum PoolAccountAttribute {
  ACCOUNT_ID = 'AccountId',
  ACCOUNT_NAME = 'AccountName',
  ACCOUNT_EMAIL = 'AccountEmail',
  /** Available, Active or Frozen; empty for an account that is vended only. */
  SANDBOX_STATUS = 'SandboxStatus',
  /** What went wrong without keeping the account from its goal, in one sentence; empty as a rule. */
  WARNING = 'Warning',
}

/** The property keys of `Custom::AccountFactoryPortfolio`. */
export enum FactoryPortfolioProperty {
  /** The version of this package: an upgrade looks the product up again. */
  PACKAGE_VERSION = 'PackageVersion',
}

/** The attributes of `Custom::AccountFactoryPortfolio`. */
export enum FactoryPortfolioAttribute {
  PORTFOLIO_ID = 'PortfolioId',
  PRODUCT_ID = 'ProductId',
}

/** The property keys of `Custom::AccountQuota`. */
export enum AccountQuotaProperty {
  /** The e-mail addresses of the accounts that the stack has made: a larger pool is checked anew. */
  ACCOUNT_EMAILS = 'AccountEmails',
  /** The version of this package: an upgrade asks again. */
  PACKAGE_VERSION = 'PackageVersion',
}

/**
 * The environment of the pool-account handlers.
 *
 * Settings of the factory travel here and not in the properties of the accounts: they matter when an account is
 * created, and changing one must not send an update to the accounts that live.
 */
export enum PoolAccountEnvironment {
  PRODUCT_ID = 'PRODUCT_ID',
  /** ou-abcd-11112222 */
  HOLDING_ORGANIZATIONAL_UNIT_ID = 'HOLDING_ORGANIZATIONAL_UNIT_ID',
  SSO_USER_EMAIL = 'SSO_USER_EMAIL',
  SSO_USER_FIRST_NAME = 'SSO_USER_FIRST_NAME',
  SSO_USER_LAST_NAME = 'SSO_USER_LAST_NAME',
  /** Whole number, 1 to 10. */
  CONCURRENCY = 'CONCURRENCY',
  /** JSON: the settings of each Innovation Sandbox by its namespace. Absent or empty: no account is registered. */
  SANDBOXES = 'SANDBOXES',
  /** The version of this package, for the tag {@link VERSION_TAG}. */
  PACKAGE_VERSION = 'PACKAGE_VERSION',
}

/** The environment variable by which each of our functions is named in logs and in the rehearsal's report. */
export const FUNCTION_LABEL = 'ACCOUNT_ROBOT_FUNCTION';
/** The values of {@link FUNCTION_LABEL}. */
export enum FunctionLabel {
  KICK = 'kick',
  IS_COMPLETE = 'is-complete',
  FACTORY_PORTFOLIO = 'factory-portfolio',
}

/** The name of the Account Factory product in Service Catalog. */
export const FACTORY_PRODUCT_NAME = 'AWS Control Tower Account Factory';
/** The portfolio that Control Tower keeps the product in. */
export const FACTORY_PORTFOLIO_NAME = 'AWS Control Tower Account Factory Portfolio';
/** The type of the products that Account Factory provisions. */
export const FACTORY_PRODUCT_TYPE = 'CONTROL_TOWER_ACCOUNT';

/** Marks products and accounts with the stack and the construct path that made them. */
export const OWNER_TAG = 'account-robot:owner';
/** The name of the stack that took an account into the pool. */
export const STACK_TAG = 'account-robot:stack';
/** The version of this package that took an account into the pool. */
export const VERSION_TAG = 'account-robot:version';
/** What all tags of ours begin with. */
export const TAG_PREFIX = 'account-robot:';

/** A namespace of Innovation Sandbox: 3 to 8 letters and digits. */
export const SANDBOX_NAMESPACE_PATTERN = '^[a-zA-Z0-9]{3,8}$';

/** The names that Innovation Sandbox gives its parts, by namespace. */
export const SANDBOX_NAMES = {
  /** SSM parameter in the management account: ids of the organizational units, and the version. */
  poolParameter: (namespace: string) => `InnovationSandbox_${namespace}_AccountPool_Configuration`,
  /** SSM parameter in the hub account, from 1.3: the id of the REST API. */
  restApiIdParameter: (namespace: string) => `InnovationSandbox_${namespace}_Compute_RestApiId`,
  /** The accounts function in the hub account. */
  accountsFunction: (namespace: string) => `ISB-AccountsLambdaFunction-${namespace}`,
  /** Secrets Manager in the hub account, up to 1.2: the key that tokens are signed with. */
  jwtSecret: (namespace: string) => `/InnovationSandbox/${namespace}/Auth/JwtSecret`,
  /** The alias of the KMS key of that secret. */
  keyAlias: (namespace: string) => `alias/AwsSolutions/InnovationSandbox/${namespace}/InnovationSandbox-Compute`,
  /** The StackSet in the management account that puts a role into each account below the pool's organizational unit. */
  stackSet: (namespace: string) => `Isb-${namespace}-SandboxAccountResources`,
} as const;

/** The stage of the REST API of Innovation Sandbox. */
export const SANDBOX_API_STAGE = 'prod';
/** The only region that the billing API answers in. */
export const BILLING_REGION = 'us-east-1';

/** The only region in which the quotas of AWS Organizations are told, in the partition `aws`. */
export const QUOTA_REGION = 'us-east-1';
/** How Service Quotas calls AWS Organizations. */
export const QUOTA_SERVICE = 'organizations';
/** The quota on the accounts of an organization. AWS says that codes may change, and names don't. */
export const ACCOUNT_QUOTA_NAME = 'Default maximum number of accounts';
export const ACCOUNT_QUOTA_CODE = 'L-E619E033';

/** Seconds between two looks at an account. */
export const POLL_SECONDS = 30;
/** After this many minutes a leg hands over, or fails if it is the last. */
export const LEG_MINUTES = 55;
/** The waiter of the Provider framework lives a little longer than the leg, so that the leg ends by its own decision. */
export const WAITER_MINUTES = 57;
/** The longest that CloudFormation waits for a custom resource, in seconds. */
export const SERVICE_TIMEOUT_SECONDS = 3600;
/** How long an account may take in all, unless the user says otherwise, in minutes: three legs. */
export const DEFAULT_TIMEOUT_MINUTES = 150;
/** Account operations at a time, unless the user says otherwise. */
export const DEFAULT_CONCURRENCY = 1;
/** The most that the quota "Concurrent account operations" can be raised to. */
export const MAX_CONCURRENCY = 10;

/** Limits of AWS Organizations for names and e-mail addresses, in characters. */
export const ACCOUNT_NAME_MAX = 50;
export const EMAIL_MIN = 6;
export const EMAIL_MAX = 64;

/** Metrics: the namespace and the names that handlers emit and constructs return. */
export const METRIC_NAMESPACE = 'AccountRobot';
/** The one dimension of each metric: the name of the stack that declares the account. */
export const METRIC_DIMENSION = 'StackName';
export enum MetricName {
  PROVISIONED = 'Provisioned',
  FAILED = 'Failed',
  FACTORY_MINUTES = 'FactoryMinutes',
  CLEANING_MINUTES = 'CleaningMinutes',
}
