import type * as events from 'aws-cdk-lib/aws-events';
import type { FunctionOptions } from '../../shared/function-options';

/**
 * How accounts that AWS Organizations makes come into Control Tower's care.
 */
export enum AccountEnrolment {
  /**
   * Not at all. A pool account leaves Control Tower's unit for those of Innovation Sandbox anyway.
   */
  NONE = 'none',

  /**
   * By the move to the holding unit, which Control Tower follows where automatic enrolment is on (landing zone 3.1 or later). Where it is off, the
   * deployment says so before anything is made.
   */
  AUTOMATIC = 'auto',
}

/**
 * Properties of an `OrganizationsSource`, and of `AccountSource.organizations()`.
 */
export interface OrganizationsSourceProps extends FunctionOptions {
  /**
   * How many accounts may be in creation in the organization at a time, 1 to 5, whoever asked for them.
   *
   * AWS Organizations creates five at a time at most. Above that nothing breaks: it turns the surplus away, and it is tried again.
   *
   * @default - from the context block `account-robot` in cdk.json, at most 5; or 5
   */
  readonly concurrency?: number;

  /**
   * Name of the role that AWS makes in each new account for the management account to assume.
   *
   * @default - `OrganizationAccountAccessRole`; with `AccountEnrolment.AUTOMATIC` the one that Control Tower enrols with, `AWSControlTowerExecution`
   */
  readonly roleName?: string;

  /**
   * How accounts come into Control Tower's care.
   *
   * @default AccountEnrolment.NONE
   */
  readonly enrolment?: AccountEnrolment;

  /**
   * Id of the organizational unit that accounts are put into which go into no Innovation Sandbox, or can't go on there, for instance `ou-abcd-11112222`.
   *
   * Nothing stays in the root, where no policy of a unit reaches it. With `AccountEnrolment.AUTOMATIC` the unit must be registered with Control Tower.
   *
   * @default - from the context block `account-robot` in cdk.json; if it isn't there either, synthesis fails
   */
  readonly holdingOrganizationalUnitId?: string;

  /**
   * E-mail addresses of the accounts: a pattern in which `{name}` stands for the account's name in lower case, for instance `aws+{name}@example.com`.
   *
   * @default - from the context block `account-robot` in cdk.json; if it isn't there either, each account must have its own `accountEmail`
   */
  readonly accountEmail?: string;

  /**
   * Name of the role that the functions run with, 1 to 64 characters. The hub account of Innovation Sandbox trusts it by its name.
   *
   * @default - `AccountRobot-<stack name>` for the source that a stack shares, `AccountRobot-<stack name>-<id>` for another one
   */
  readonly handlerRoleName?: string;

  /**
   * The event bus on which others are told what becomes of the accounts. The functions may send to it.
   *
   * With a bus everything is sent from the start, also to rules that no app of yours makes.
   *
   * @default - the default bus of the account, and only if a rule or a notification of this app listens
   */
  readonly eventBus?: events.IEventBus;

  /**
   * Whether the stack has the names of the functions and of their log groups among its outputs.
   *
   * @default true
   */
  readonly outputs?: boolean;
}
