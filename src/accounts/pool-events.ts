import type * as events from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { PoolEvent } from '../contract';
import type { Heard } from '../shared/event-rules';
import { eventRule } from '../shared/event-rules';

/**
 * What is told of a pool, as rules.
 *
 * @internal
 */
export abstract class PoolWithEvents extends Construct {
  /**
   * A rule on events of this pool: those of its accounts, and those of its growth.
   *
   * With the first rule the factory of the accounts begins to send, and may: until somebody listens it tells nobody anything.
   *
   * @param id id of the rule
   * @param happenings which events
   * @param options the target, and other properties of the rule
   */
  public onEvent(id: string, happenings: PoolEvent[], options?: events.OnEventOptions): events.Rule {
    return eventRule(this, id, { ...this._heard, names: happenings, known: Object.values(PoolEvent) }, options);
  }

  /**
   * A rule for when Account Factory has been asked for an account of this pool.
   *
   * @param id id of the rule
   * @param options the target, and other properties of the rule
   */
  public onAccountRequested(id: string, options?: events.OnEventOptions): events.Rule {
    return this.onEvent(id, [PoolEvent.ACCOUNT_REQUESTED], options);
  }

  /**
   * A rule for when Account Factory has made an account of this pool: it is available in Control Tower, and isn't registered with a sandbox yet.
   *
   * @param id id of the rule
   * @param options the target, and other properties of the rule
   */
  public onAccountVended(id: string, options?: events.OnEventOptions): events.Rule {
    return this.onEvent(id, [PoolEvent.ACCOUNT_VENDED], options);
  }

  /**
   * A rule for when Innovation Sandbox has taken an account of this pool, and begins to clean it.
   *
   * @param id id of the rule
   * @param options the target, and other properties of the rule
   */
  public onAccountRegistered(id: string, options?: events.OnEventOptions): events.Rule {
    return this.onEvent(id, [PoolEvent.ACCOUNT_REGISTERED], options);
  }

  /**
   * A rule for when a deployment has brought an account of this pool to its goal: Available in Innovation Sandbox, or in Control Tower if it has no sandbox.
   *
   * @param id id of the rule
   * @param options the target, and other properties of the rule
   */
  public onAccountAvailable(id: string, options?: events.OnEventOptions): events.Rule {
    return this.onEvent(id, [PoolEvent.ACCOUNT_AVAILABLE], options);
  }

  /**
   * A rule for when a deployment has failed for an account of this pool. The event has the code, what happened, and what to do.
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
  public abstract get _heard(): Pick<Heard, 'subject' | 'detail' | 'bus'>;
}
