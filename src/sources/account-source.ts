import type { Duration } from 'aws-cdk-lib';
import type * as events from 'aws-cdk-lib/aws-events';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct, IDependable } from 'constructs';
import type { InnovationSandbox } from '../sandbox/innovation-sandbox';

/**
 * Where the accounts of a pool come from.
 *
 * `AccountSource` and `AccountFactory` have the sources of this library. One of your own is a provider of custom resources that answers the requests
 * which docs/roads.md describes: with it the accounts keep their shape, a relay of custom resources, and only the code behind them changes.
 */
export interface IAccountSource {
  /**
   * Called once for each account, while the account is constructed.
   *
   * @param account the account
   * @param options what the account is going to be
   */
  bindAccount(account: Construct, options: AccountSourceOptions): AccountSourceConfig;

  /**
   * Called when somebody wants to hear what becomes of an account: from then on events are sent to the bus that `bindAccount` named.
   *
   * A source that sends none has nothing to do.
   *
   * @param account an account that was bound before
   */
  listen(account: Construct): void;
}

/**
 * What an account tells its source.
 */
export interface AccountSourceOptions {
  /**
   * Name of the account. It may be a token.
   */
  readonly accountName: string;

  /**
   * Id of the account that is taken into the pool instead of a new one.
   *
   * @default - the source creates an account
   */
  readonly existingAccountId?: string;

  /**
   * The Innovation Sandbox that the account is registered with, which erases everything in it.
   *
   * @default - the account is vended only
   */
  readonly sandbox?: InnovationSandbox;
}

/**
 * What a source gives an account.
 */
export interface AccountSourceConfig {
  /**
   * The service token of the provider that runs the legs of the account's relay.
   *
   * CloudFormation refuses to change it for an account that is deployed.
   */
  readonly serviceToken: string;

  /**
   * The e-mail address of the account, or a pattern in which `{name}` stands for its name.
   *
   * @default - the account has an `accountEmail` of its own, or the context block `account-robot` in cdk.json has one
   */
  readonly accountEmail?: string;

  /**
   * The organizational unit that accounts are made in, and stand in until they come into a sandbox: there they are brought back to if a pool has none.
   *
   * @default - the root
   */
  readonly holdingOrganizationalUnitId?: string;

  /**
   * What must be deployed before any leg of the account starts.
   *
   * @default - nothing besides the provider
   */
  readonly dependencies?: IDependable[];

  /**
   * How long an account of this source may take in all, unless the app says otherwise: it becomes as many legs of 55 minutes, two at least.
   *
   * @default Duration.minutes(150)
   */
  readonly timeout?: Duration;

  /**
   * The bus that events go to if somebody listens.
   *
   * @default - the default bus of the account
   */
  readonly eventBus?: events.IEventBus;

  /**
   * The log groups of the functions that work on the account, for `PoolDashboard`.
   *
   * @default - the dashboard asks none
   */
  readonly logGroups?: logs.ILogGroup[];
}
