import type { Duration } from 'aws-cdk-lib';
import type * as events from 'aws-cdk-lib/aws-events';
import type { AccountPool } from '../accounts/account-pool';
import type { SandboxAccess } from '../sandbox/sandbox-access';
import type { FunctionOptions } from '../shared/function-options';
import { FUNCTION_OPTIONS } from '../shared/function-options';
import type { PropTypes } from '../shared/props';
import { DURATION, objectWith, TEXT, TRUTH } from '../shared/props';

/** What `coolOff` is in days, unless it is set. */
export const DEFAULT_COOL_OFF_DAYS = 7;

/**
 * Properties of an `AccountRetirement`.
 */
export interface AccountRetirementProps extends FunctionOptions {
  /**
   * The pool whose accounts may be retired. It stands in another stack, of the same account and Region.
   */
  readonly pool: AccountPool;

  /**
   * The organizational unit that retired accounts are moved to: one whose own service control policy denies everything.
   *
   * That is looked at whenever somebody asks for a retirement, and right before an account is moved there. The policy keeps everybody from using what is in the account;
   * it doesn't stop what runs there from costing money.
   */
  readonly retiredOrganizationalUnitId: string;

  /**
   * Whether accounts may be closed, if somebody asks for that: the role gets organizations:CloseAccount, for accounts of this pool alone.
   *
   * A closed account can be reopened by AWS Support for 90 days, and by nobody after that. Its e-mail address is never free again.
   *
   * @default false
   */
  readonly closing?: boolean;

  /**
   * How long an account that is to be closed waits before it is: until then one command takes it back.
   *
   * @default Duration.days(7)
   */
  readonly coolOff?: Duration;

  /**
   * How Innovation Sandbox is asked to let go of accounts: a machine client with the role Admin that trusts the role of this construct.
   *
   * It needs a stack `InnovationSandbox-M2mClient` of its own, because each trusts one role.
   *
   * @default - the access of the pool's `sandbox`, whose machine client then has to trust this role too, as one does that trusts the whole account
   */
  readonly sandboxAccess?: SandboxAccess;

  /**
   * Name of the role, 1 to 64 characters.
   *
   * @default - `AccountRobot-<stack name>-<id>`
   */
  readonly roleName?: string;

  /**
   * The bus that retirement tells others by. Rules of the pool listen on that of its factory.
   *
   * @default - the `eventBus` of the accounts' factory, or the default one of the account and Region
   */
  readonly eventBus?: events.IEventBus;

  /**
   * Whether the stack has the names of the function and of its log group among its outputs.
   *
   * @default true
   */
  readonly outputs?: boolean;
}

/** The types of the properties. */
export const ACCOUNT_RETIREMENT_PROPS: PropTypes<AccountRetirementProps> = {
  pool: objectWith('accountIds', 'an AccountPool', 'make one by new AccountPool(...)'),
  retiredOrganizationalUnitId: TEXT,
  closing: TRUTH,
  coolOff: DURATION,
  sandboxAccess: objectWith('_bind', 'a SandboxAccess', 'make one by SandboxAccess.machineClient(...), or leave it out'),
  roleName: TEXT,
  eventBus: objectWith('eventBusArn', 'an EventBus', 'make one by new EventBus(...), or leave it out to use the default one'),
  outputs: TRUTH,
  ...FUNCTION_OPTIONS,
};
