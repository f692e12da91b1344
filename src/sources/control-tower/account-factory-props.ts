import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as events from 'aws-cdk-lib/aws-events';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';

/**
 * The IAM Identity Center user that gets administrator access to each new account.
 *
 * Control Tower insists on one. It is created if there is no user of that e-mail address.
 */
export interface SsoUser {
  /**
   * E-mail address of the user.
   *
   * One user for all accounts will do. If users come from another identity provider, the address must exist there.
   */
  readonly email: string;

  /**
   * First name of the user, should it have to be created.
   */
  readonly firstName: string;

  /**
   * Last name of the user, should it have to be created.
   */
  readonly lastName: string;
}

/**
 * Properties of an `AccountFactory`.
 *
 * Each of them may instead stand in cdk.json, in the context block `account-robot`. A property wins over the context.
 */
export interface AccountFactoryProps {
  /**
   * Id of the organizational unit that new accounts are created in, for instance `ou-abcd-11112222`.
   *
   * It must be registered with Control Tower. A change affects accounts created afterwards; it moves none that exists.
   *
   * @default - from the context block `account-robot` in cdk.json; if it isn't there either, synthesis fails
   */
  readonly holdingOrganizationalUnitId?: string;

  /**
   * E-mail addresses of the accounts: a pattern in which `{name}` stands for the account's name in lower case,
   * for instance `aws+{name}@example.com`.
   *
   * Each account needs an address that no other AWS account has or ever had. The address of an account that is deployed
   * can't be changed: the deployment refuses it, so don't change the pattern later on.
   *
   * @default - from the context block `account-robot` in cdk.json; if it isn't there either, each account must have its own `accountEmail`
   */
  readonly accountEmail?: string;

  /**
   * The IAM Identity Center user that gets administrator access to each new account.
   *
   * A change affects accounts created afterwards; the access of existing ones stays as it is.
   *
   * @default - from the context block `account-robot` in cdk.json; if it isn't there either, synthesis fails
   */
  readonly ssoUser?: SsoUser;

  /**
   * How many account operations may run in the organization at a time, 1 to 10, whoever started them.
   *
   * Raise it to your quota "Concurrent account operations", which is 5 unless it was raised. Above the quota nothing breaks:
   * Control Tower turns the surplus away, and it is tried again later.
   *
   * @default - from the context block `account-robot` in cdk.json, or 1: one account after another
   */
  readonly concurrency?: number;

  /**
   * Name of the role, 1 to 64 characters.
   *
   * The hub account of Innovation Sandbox trusts the role by its name. A change makes the role anew, and the hub account has to be told.
   *
   * @default - `AccountRobot-<stack name>` for the factory with the id `AccountFactory`, `AccountRobot-<stack name>-<id>` for another one
   */
  readonly roleName?: string;

  /**
   * The event bus on which others are told what becomes of the accounts. The factory's role may send to it.
   *
   * With a bus everything is sent from the start, also to rules that no app of yours makes.
   *
   * @default - the default bus of the account, and only if a rule or a notification of this app listens
   */
  readonly eventBus?: events.IEventBus;

  /**
   * The network that all functions of the factory run in, those of the CDK's Provider framework included.
   *
   * They need a way out to AWS, such as a NAT gateway: some of the services that they call answer in another Region only.
   * Their roles get `AWSLambdaVPCAccessExecutionRole`.
   *
   * @default - they run outside of any network of yours
   */
  readonly vpc?: ec2.IVpc;

  /**
   * The subnets of the network. Only with `vpc`.
   *
   * @default - the CDK's choice, which is the private subnets
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * The security groups of the functions; they must let HTTPS out. Only with `vpc`.
   *
   * @default - one that is made for the factory, and lets everything out and nothing in
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * The log group that all functions of the factory write to.
   *
   * The log groups that they had before stay, and no longer belong to the stack.
   *
   * @default - each of the three functions that are ours has one of its own, which outlives the stack
   */
  readonly logGroup?: logs.ILogGroup;

  /**
   * How long the log groups of the three functions keep what is written to them. Not with `logGroup`.
   *
   * @default RetentionDays.SIX_MONTHS
   */
  readonly logRetention?: logs.RetentionDays;

  /**
   * The key that the environment variables of all functions are encrypted with. Their roles may decrypt with it.
   *
   * @default - a key of AWS Lambda's own
   */
  readonly environmentEncryption?: kms.IKey;

  /**
   * Memory of the three functions that are ours, in MiB: 128 to 10240.
   *
   * @default 256
   */
  readonly memorySize?: number;

  /**
   * Runtime of the three functions that are ours: Node.js 22 or newer.
   *
   * @default Runtime.NODEJS_24_X
   */
  readonly runtime?: lambda.Runtime;

  /**
   * Whether the stack has the names of the three functions and of their log groups among its outputs.
   *
   * @default true
   */
  readonly outputs?: boolean;
}
