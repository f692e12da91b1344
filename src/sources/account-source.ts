import type * as events from 'aws-cdk-lib/aws-events';
import type { Construct, IDependable } from 'constructs';
import type { InnovationSandbox } from '../sandbox/innovation-sandbox';

/**
 * Where the accounts of a pool come from.
 *
 * `AccountFactory` is the source that creates them through Control Tower's Account Factory. With another one the accounts keep
 * their shape, a relay of custom resources, and only the code behind it changes. Not exported before a second source has shaped it.
 *
 * @internal
 */
export interface IAccountSource {
  /**
   * The bus that events go to if somebody listens; undefined for the default one.
   */
  readonly _eventBus?: events.IEventBus;

  /**
   * Called once for each account, while the account is constructed.
   *
   * @param scope the account
   * @param options what the account is going to be
   */
  _bindAccount(scope: Construct, options: AccountSourceOptions): AccountSourceConfig;

  /**
   * Called by whoever wants to hear what becomes of the accounts: from then on events are sent.
   *
   * Returns the bus that they go to; undefined for the default one.
   */
  _listen(): events.IEventBus | undefined;
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
   * What must be deployed before any leg of the account starts.
   *
   * @default - nothing besides the provider
   */
  readonly dependencies?: IDependable[];
}
