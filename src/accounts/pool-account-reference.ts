/** Accounts as others see them, and those that are only referred to. */

import type { IResource } from 'aws-cdk-lib';
import { Resource } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { accountIdProblem } from '../settings/validation';
import type { PropTypes } from '../shared/props';
import { refuseProps, TEXT } from '../shared/props';
import { refuseUnfit, UserError } from '../shared/user-error';

/**
 * An account of the pool.
 */
export interface IPoolAccount extends IResource {
  /**
   * Id of the account: twelve digits.
   *
   * @attribute
   */
  readonly accountId: string;

  /**
   * Name of the account.
   *
   * @attribute
   */
  readonly accountName: string;

  /**
   * E-mail address of the account's root user.
   *
   * @attribute
   */
  readonly accountEmail: string;
}

/**
 * What is known of an account that another app or nobody's app declares.
 */
export interface PoolAccountAttributes {
  /**
   * Id of the account: twelve digits.
   */
  readonly accountId: string;

  /**
   * Name of the account.
   *
   * @default - unknown: reading `accountName` throws
   */
  readonly accountName?: string;

  /**
   * E-mail address of the account's root user.
   *
   * @default - unknown: reading `accountEmail` throws
   */
  readonly accountEmail?: string;
}

/**
 * What every account has.
 *
 * @internal
 */
export abstract class PoolAccountBase extends Resource implements IPoolAccount {
  public abstract readonly accountId: string;
  public abstract readonly accountName: string;
  public abstract readonly accountEmail: string;
}

const ATTRIBUTES: PropTypes<PoolAccountAttributes> = { accountId: TEXT, accountName: TEXT, accountEmail: TEXT };

/**
 * An account that another app or nobody's app declares.
 *
 * @internal
 */
export class ImportedPoolAccount extends PoolAccountBase {
  public readonly accountId: string;

  constructor(scope: Construct, id: string, private readonly attrs: PoolAccountAttributes) {
    super(scope, id);
    const subject = `pool account '${this.node.path}'`;
    refuseProps(attrs, { subject, of: 'PoolAccount.fromPoolAccountAttributes', types: ATTRIBUTES, required: ['accountId'] });
    refuseUnfit(subject, 'accountId', attrs.accountId, accountIdProblem);
    this.accountId = attrs.accountId;
  }

  public get accountName(): string {
    return this.attrs.accountName ?? this.unknown('accountName');
  }

  public get accountEmail(): string {
    return this.attrs.accountEmail ?? this.unknown('accountEmail');
  }

  private unknown(attribute: string): never {
    throw new UserError(`pool account '${this.node.path}': '${attribute}' isn't known of an account that is referred to by its id; `
      + `use PoolAccount.fromPoolAccountAttributes and say its '${attribute}' there`);
  }
}
