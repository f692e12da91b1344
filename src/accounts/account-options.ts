import type { Duration } from 'aws-cdk-lib';
import type { InnovationSandbox } from '../sandbox/innovation-sandbox';
import type { IAccountSource } from '../sources/account-source';

/**
 * What a `PoolAccount` and the accounts of an `AccountPool` have in common.
 *
 * @internal
 */
export interface AccountOptions {
  /**
   * Where an account comes from: `AccountSource.organizations()`, `AccountSource.controlTower()`, an `AccountFactory`, or a source of your own.
   *
   * For accounts that are deployed the source that their stack shares can be changed, from one of the first two to the other: each takes on what the other has made.
   * Any other change CloudFormation refuses.
   *
   * @default - the `AccountFactory` with the id `AccountFactory` of the same stack; if there is none, one with the settings of the
   * context block `account-robot` in cdk.json, which all accounts of the stack without a source share
   */
  readonly source?: IAccountSource;

  /**
   * E-mail address of an account's root user: 6 to 64 characters, lower case. `{name}` in it stands for the account's name in lower case, for instance
   * `aws+{name}@example.com`; the address of a pool's accounts must contain it.
   *
   * No other AWS account may have the address, or have had it. The address of an account that is deployed can't be changed: the deployment refuses it.
   *
   * @default - the pattern of the source, or `accountEmail` of the context block `account-robot` in cdk.json; an account with `existingAccountId` keeps
   * the address that it has
   */
  readonly accountEmail?: string;

  /**
   * The Innovation Sandbox that an account is registered with. Everything in the account will be erased, now and after each lease.
   *
   * The account is moved to Innovation Sandbox's organizational units, registered, cleaned and then available to be leased. Without a sandbox it
   * becomes available in Control Tower and nothing more. An account that is deployed without one can be given one later.
   *
   * @default - `sandbox` of the context block `account-robot` in cdk.json; if it isn't there either, the account is vended only
   */
  readonly sandbox?: InnovationSandbox;

  /**
   * Whether to take over a product or an account of the same name and e-mail address that something else made, for instance a PoolAccount that the app
   * declared by itself before it was one of a pool.
   *
   * Without it such a deployment fails and names the owner: two owners of one account would work against each other.
   * With a `sandbox`, everything in the account that is taken over will be erased, unless it is registered already.
   *
   * @default false
   */
  readonly adoptExisting?: boolean;

  /**
   * Any new value makes the next deployment look at the account again, and put right what can be. A date is a good value.
   *
   * An account that Innovation Sandbox has put into quarantine is cleaned once more, which erases everything in it. One that is leased is left alone.
   *
   * @default - a deployment that changes nothing about an account doesn't look at it
   */
  readonly verify?: string;

  /**
   * How long an account may take in all, 1 minute to 24 hours.
   *
   * Rounded up to whole legs of 55 minutes, at least two, because no custom resource lives longer than an hour; each leg is one more resource of the stack.
   * Waiting until it is this account's turn at the factory counts for the first leg only.
   *
   * @default - `timeoutMinutes` of the context block `account-robot` in cdk.json, or what the source says: 150 minutes through Account Factory, 110 through
   * AWS Organizations
   */
  readonly timeout?: Duration;
}
