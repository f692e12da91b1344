import { Duration } from 'aws-cdk-lib';
import { IAccountSource } from '../sources/account-source';
import { InnovationSandbox } from '../sandbox/innovation-sandbox';

/**
 * Properties of a `PoolAccount`.
 */
export interface PoolAccountProps {
  /**
   * Where the account comes from.
   *
   * Can't be changed for an account that is deployed: CloudFormation refuses to.
   *
   * @default - the `AccountFactory` with the id `AccountFactory` of the same stack; if there is none, one with the settings of the
   * context block `account-robot` in cdk.json, which all accounts of the stack without a source share
   */
  readonly source?: IAccountSource;

  /**
   * Name of the account and of its provisioned product: 1 to 50 letters, digits, `.`, `_` or `-`, beginning with a letter or digit.
   *
   * The name of an account that is deployed can't be changed: the deployment refuses it.
   *
   * @default - the construct id
   */
  readonly accountName?: string;

  /**
   * E-mail address of the account's root user: 6 to 64 characters, lower case. `{name}` in it stands for the account's name in lower case.
   *
   * No other AWS account may have it, or have had it. The address of an account that is deployed can't be changed: the deployment refuses it.
   *
   * @default - from the source's pattern; an account with `existingAccountId` keeps the address that it has
   */
  readonly accountEmail?: string;

  /**
   * Id of an account of the organization that is taken into the pool, instead of creating one.
   *
   * The account is not created, updated or enrolled; it is marked as this stack's and tagged. Meant for new constructs:
   * don't set it on one that is deployed.
   *
   * With a `sandbox`, everything in the account will be erased: it is registered from wherever in Innovation Sandbox's units it is,
   * from the root or from the holding unit. One that is available or leased is left as it is. In any other unit it is not touched, and
   * the deployment fails, unless `existingAccountParentId` names that unit.
   *
   * @default - a new account is created
   */
  readonly existingAccountId?: string;

  /**
   * Id of the organizational unit that the existing account may be moved out of, into Innovation Sandbox.
   *
   * Everything in the account will be erased. It must be the very unit that the account is in now; that is how you say that you know
   * what is in there. Only with `existingAccountId` and a sandbox.
   *
   * @default - an existing account is moved out of the root, the holding unit and units of Innovation Sandbox, and out of no other
   */
  readonly existingAccountParentId?: string;

  /**
   * Whether to take over a product or an account of the same name and e-mail address that something else made.
   *
   * Without it such a deployment fails and names the owner: two owners of one account would work against each other.
   * With a `sandbox`, everything in the account that is taken over will be erased.
   *
   * @default false
   */
  readonly adoptExisting?: boolean;

  /**
   * The Innovation Sandbox that the account is registered with. Everything in the account will be erased, now and after each lease.
   *
   * The account is moved to Innovation Sandbox's organizational units, registered, cleaned and then available to be leased. Without a sandbox it
   * becomes available in Control Tower and nothing more. An account that is deployed without one can be given one later.
   *
   * @default - `sandbox` of the context block `account-robot` in cdk.json; if it isn't there either, the account is vended only
   */
  readonly sandbox?: InnovationSandbox;

  /**
   * Any new value makes the next deployment look at the account again, and put right what can be. A date is a good value.
   *
   * An account that Innovation Sandbox has put into quarantine is cleaned once more, which erases everything in it. One that is leased is left alone.
   *
   * @default - a deployment that changes nothing about the account doesn't look at it
   */
  readonly verify?: string;

  /**
   * How long the account may take in all, 1 minute to 24 hours.
   *
   * Rounded up to whole legs of 55 minutes, at least two, because no custom resource lives longer than an hour.
   * Waiting until it is this account's turn at the factory counts for the first leg only.
   *
   * @default - `timeoutMinutes` of the context block `account-robot` in cdk.json, or 150 minutes
   */
  readonly timeout?: Duration;
}
