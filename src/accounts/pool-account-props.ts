import type { AccountOptions } from './account-options';

/**
 * Properties of a `PoolAccount`.
 */
export interface PoolAccountProps extends AccountOptions {
  /**
   * Name of the account and of its provisioned product: 1 to 50 letters, digits, `.`, `_` or `-`, beginning with a letter or digit.
   *
   * The name of an account that is deployed can't be changed: the deployment refuses it.
   *
   * @default - the construct id
   */
  readonly accountName?: string;

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
}
