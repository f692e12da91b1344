import { Duration } from 'aws-cdk-lib';
import { IAccountSource } from '../sources/account-source';
import { InnovationSandbox } from '../sandbox/innovation-sandbox';

/**
 * Properties of an `AccountPool`.
 */
export interface AccountPoolProps {
  /**
   * How many accounts the pool has: 1 to `maxSize`.
   *
   * A larger size adds accounts with higher numbers and changes nothing about the others. A smaller one forgets those with the highest
   * numbers: they stay in the organization and in Innovation Sandbox as they are.
   */
  readonly size: number;

  /**
   * The largest size that synthesis lets pass.
   *
   * A guard against one digit too many: an account that was created can't be deleted for 90 days, and its e-mail address is used up for good.
   *
   * @default 50
   */
  readonly maxSize?: number;

  /**
   * What the names of the accounts begin with; the number follows.
   *
   * The names of accounts that are deployed can't change, so choose it once: with another prefix the pool declares other accounts, and forgets these.
   *
   * @default 'pool-'
   */
  readonly namePrefix?: string;

  /**
   * How many digits a number has at least, 1 to 10: `3` makes 7 to 007. Larger numbers are written out, so after 999 comes 1000.
   *
   * Like the prefix it can't change for accounts that are deployed.
   *
   * @default 3
   */
  readonly digits?: number;

  /**
   * Number of the first account, 0 or more.
   *
   * The accounts of a pool that doesn't fit into one stack go on in a second one, with the number that follows.
   *
   * @default 1
   */
  readonly firstNumber?: number;

  /**
   * Numbers that no account gets: of accounts that were closed, or whose e-mail address is used up.
   *
   * They don't count for the size. Each must lie between the first and the last number of the pool.
   *
   * @default - none
   */
  readonly skipNumbers?: number[];

  /**
   * E-mail addresses of the accounts: a pattern in which `{name}` stands for the account's name in lower case, for instance `aws+{name}@example.com`.
   *
   * The longest address may have 64 characters. The addresses of accounts that are deployed can't change: the deployment refuses it.
   *
   * @default - the pattern of the source, or `accountEmail` of the context block `account-robot` in cdk.json
   */
  readonly accountEmail?: string;

  /**
   * Where the accounts come from. Can't be changed for accounts that are deployed.
   *
   * @default - the `AccountFactory` with the id `AccountFactory` of the same stack; if there is none, one with the settings of the context block
   * `account-robot` in cdk.json
   */
  readonly source?: IAccountSource;

  /**
   * The Innovation Sandbox that the accounts are registered with. Everything in them will be erased, now and after each lease.
   *
   * @default - `sandbox` of the context block `account-robot` in cdk.json; if it isn't there either, the accounts are vended only
   */
  readonly sandbox?: InnovationSandbox;

  /**
   * Whether to take over products or accounts of the same names and e-mail addresses that something else made, for instance PoolAccounts that the app
   * declared one by one before. With a `sandbox`, everything in an account that is taken over will be erased, unless it is registered already.
   *
   * @default false
   */
  readonly adoptExisting?: boolean;

  /**
   * Tags of the accounts. A tag that is removed here stays on the accounts.
   *
   * @default - those that reach the pool by `Tags.of()`
   */
  readonly tags?: { [key: string]: string };

  /**
   * Any new value makes the next deployment look at all accounts again, and put right what can be. A date is a good value.
   *
   * @default - a deployment that changes nothing about an account doesn't look at it
   */
  readonly verify?: string;

  /**
   * How long each account may take in all, 1 minute to 24 hours. Each 55 minutes are one more resource for every account.
   *
   * @default - `timeoutMinutes` of the context block `account-robot` in cdk.json, or 150 minutes
   */
  readonly timeout?: Duration;
}
