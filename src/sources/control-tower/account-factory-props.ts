import type * as events from 'aws-cdk-lib/aws-events';
import type { FunctionOptions } from '../../shared/function-options';

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
 * Those whose default says so may instead stand in cdk.json, in the context block `account-robot`. A property wins over the context.
 *
 * What is asked of functions is asked of the three that are ours. Network, log group and key are also those of the CDK's Provider framework.
 */
export interface AccountFactoryProps extends FunctionOptions {
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
   * Whether the stack has the names of the three functions and of their log groups among its outputs.
   *
   * @default true
   */
  readonly outputs?: boolean;
}
