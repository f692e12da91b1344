import type { AccountOptions } from './account-options';
import type { ElasticSize } from './elastic-size';

/**
 * Properties of an `AccountPool`.
 */
export interface AccountPoolProps extends AccountOptions {
  /**
   * How many accounts the pool has: 1 to `maxSize`. Either this or `elasticSize`.
   *
   * A larger size adds accounts with higher numbers and changes nothing about the others. A smaller one forgets those with the highest
   * numbers: they stay in the organization and in Innovation Sandbox as they are.
   *
   * @default - `elasticSize` says how many
   */
  readonly size?: number;

  /**
   * The bounds of a pool whose size is a parameter of its stack, so that it grows without another synthesis. Either this or `size`.
   *
   * All accounts up to `max` are declared, with the names and the addresses that a pool of that `size` has. Those above `min` are made when the parameter says so.
   * The parameter is called by the pool's place in its stack: `PoolSize` for a pool with the id `Pool`.
   *
   * A pool can go from one way to the other and back: nothing about its accounts changes, as long as it has as many.
   *
   * @default - `size` says how many
   */
  readonly elasticSize?: ElasticSize;

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
   * Tags of the accounts. A tag that is removed here stays on the accounts.
   *
   * @default - those that reach the pool by `Tags.of()`
   */
  readonly tags?: { [key: string]: string };
}
