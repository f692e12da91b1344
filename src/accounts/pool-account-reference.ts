/** Accounts as others see them, and those that are only referred to. */

import type { IResource } from 'aws-cdk-lib';
import { Resource } from 'aws-cdk-lib';
import type * as events from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { PoolEvent } from '../contract';
import { accountIdProblem } from '../settings/validation';
import type { Heard } from '../shared/event-rules';
import { ACCOUNT_EVENTS, eventRule } from '../shared/event-rules';
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

  /**
   * A rule on events of the account.
   *
   * Whoever declares the account has it told: of one that is only referred to by its id nothing is, until its own app listens.
   *
   * @param id id of the rule
   * @param happenings which events: those of accounts
   * @param options the target, and other properties of the rule
   */
  onEvent(id: string, happenings: PoolEvent[], options?: events.OnEventOptions): events.Rule;

  /**
   * A rule for when Account Factory has been asked for the account.
   *
   * @param id id of the rule
   * @param options the target, and other properties of the rule
   */
  onAccountRequested(id: string, options?: events.OnEventOptions): events.Rule;

  /**
   * A rule for when Account Factory has made the account: it is available in Control Tower, and isn't registered with a sandbox yet.
   *
   * @param id id of the rule
   * @param options the target, and other properties of the rule
   */
  onAccountVended(id: string, options?: events.OnEventOptions): events.Rule;

  /**
   * A rule for when Innovation Sandbox has taken the account, and begins to clean it.
   *
   * @param id id of the rule
   * @param options the target, and other properties of the rule
   */
  onAccountRegistered(id: string, options?: events.OnEventOptions): events.Rule;

  /**
   * A rule for when a deployment has brought the account to its goal: Available in Innovation Sandbox, or in Control Tower if it has no sandbox.
   *
   * @param id id of the rule
   * @param options the target, and other properties of the rule
   */
  onAccountAvailable(id: string, options?: events.OnEventOptions): events.Rule;

  /**
   * A rule for when a deployment has failed for the account. The event has the code, what happened, and what to do.
   *
   * @param id id of the rule
   * @param options the target, and other properties of the rule
   */
  onAccountFailed(id: string, options?: events.OnEventOptions): events.Rule;
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

  /**
   * A rule on events of the account.
   *
   * With the first rule the factory of the account begins to send, and may: until somebody listens it tells nobody anything. Of an account that is only referred to
   * by its id its own app has to have it told, and what has no id yet isn't heard.
   *
   * @param id id of the rule
   * @param happenings which events: those of accounts
   * @param options the target, and other properties of the rule
   */
  public onEvent(id: string, happenings: PoolEvent[], options?: events.OnEventOptions): events.Rule {
    return eventRule(this, id, { ...this._heard, names: happenings, known: ACCOUNT_EVENTS }, options);
  }

  /**
   * A rule for when Account Factory has been asked for the account.
   *
   * @param id id of the rule
   * @param options the target, and other properties of the rule
   */
  public onAccountRequested(id: string, options?: events.OnEventOptions): events.Rule {
    return this.onEvent(id, [PoolEvent.ACCOUNT_REQUESTED], options);
  }

  /**
   * A rule for when Account Factory has made the account: it is available in Control Tower, and isn't registered with a sandbox yet.
   *
   * @param id id of the rule
   * @param options the target, and other properties of the rule
   */
  public onAccountVended(id: string, options?: events.OnEventOptions): events.Rule {
    return this.onEvent(id, [PoolEvent.ACCOUNT_VENDED], options);
  }

  /**
   * A rule for when Innovation Sandbox has taken the account, and begins to clean it.
   *
   * @param id id of the rule
   * @param options the target, and other properties of the rule
   */
  public onAccountRegistered(id: string, options?: events.OnEventOptions): events.Rule {
    return this.onEvent(id, [PoolEvent.ACCOUNT_REGISTERED], options);
  }

  /**
   * A rule for when a deployment has brought the account to its goal: Available in Innovation Sandbox, or in Control Tower if it has no sandbox.
   *
   * @param id id of the rule
   * @param options the target, and other properties of the rule
   */
  public onAccountAvailable(id: string, options?: events.OnEventOptions): events.Rule {
    return this.onEvent(id, [PoolEvent.ACCOUNT_AVAILABLE], options);
  }

  /**
   * A rule for when a deployment has failed for the account. The event has the code, what happened, and what to do.
   *
   * @param id id of the rule
   * @param options the target, and other properties of the rule
   */
  public onAccountFailed(id: string, options?: events.OnEventOptions): events.Rule {
    return this.onEvent(id, [PoolEvent.ACCOUNT_FAILED], options);
  }

  /**
   * Whose events they are, and on which bus. Asking for it is listening.
   *
   * @internal
   */
  protected abstract get _heard(): Pick<Heard, 'subject' | 'detail' | 'bus'>;
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

  /** @internal */
  protected get _heard(): Pick<Heard, 'subject' | 'detail' | 'bus'> {
    return { subject: `pool account '${this.node.path}'`, detail: { account: { id: [this.accountId] } } };
  }

  private unknown(attribute: string): never {
    throw new UserError(`pool account '${this.node.path}': '${attribute}' isn't known of an account that is referred to by its id; `
      + `use PoolAccount.fromPoolAccountAttributes and say its '${attribute}' there`);
  }
}
