import type { CfnResource } from 'aws-cdk-lib';
import { Aws, Fn, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { Construct } from 'constructs';
import { UserError } from './user-error';

/** Id of the registry below the app. */
const ID = 'AccountRobotRegistry';

/** An account of a pool before it is one. */
export interface NumberedAccount {
  readonly number: number;
  readonly name: string;
}

/** A pool and its accounts. */
export interface RegisteredPool {
  readonly pool: IConstruct;
  readonly numbered: readonly NumberedAccount[];
  /** Whether a parameter of the stack says how many of them are there. */
  readonly isElastic: boolean;
}

/** An account, for the order in which those of its stack start. */
export interface OrderedAccount {
  readonly account: IConstruct;
  /** From the first to the last. */
  readonly legs: readonly CfnResource[];
  readonly serviceToken: string;
  /** What else may refer to other resources. */
  readonly texts: () => readonly unknown[];
  /** Undefined for an account that exists already: nobody compares it with the quota. */
  readonly newEmail?: string;
}

/**
 * What the accounts and factories of an app know of each other: who has which name and e-mail address, which accounts
 * each stack is to make, and whose turn it is.
 *
 * A construct without resources below the app, so that the knowledge lives and ends with the construct tree.
 */
export class AccountRegistry extends Construct {
  /** The registry of the app that `scope` belongs to. */
  public static of(scope: IConstruct): AccountRegistry {
    const root = scope.node.root;
    return root.node.tryFindChild(ID) as AccountRegistry | undefined ?? new AccountRegistry(root as Construct, ID);
  }

  private readonly claims = new Map<string, IConstruct>();
  private readonly newEmails = new Map<Stack, { readonly email: string; readonly start: CfnResource }[]>();
  private readonly starts = new Map<Stack, CfnResource[]>();
  private readonly ordered = new Map<Stack, OrderedAccount[]>();
  private readonly pools = new Map<Stack, RegisteredPool[]>();
  private readonly providers = new Map<Stack, string[]>();

  /**
   * Reserves something for one account or factory of the app. Throws if another one has it.
   *
   * @param subject what kind of thing claims it
   * @param claimant the one that claims it
   * @param what how the message names it, value included
   * @param within the place in which it must be unique
   * @param fix what to do about it, given the one that has it
   */
  public claim(subject: string, claimant: IConstruct, what: string, within: string, fix: (earlier: IConstruct) => string): void {
    const key = `${what} ${within}`;
    const earlier = this.claims.get(key);
    if (earlier) {
      throw new UserError(`${subject} '${claimant.node.path}': ${what} is already that of '${earlier.node.path}' ${within}; ${fix(earlier)}`);
    }
    this.claims.set(key, claimant);
  }

  /** Takes note of the e-mail address, which may be a token, of an account that its stack is to make. */
  public declareNew(start: CfnResource, email: string): void {
    const stack = Stack.of(start);
    const emails = this.newEmails.get(stack) ?? [];
    emails.push({ email, start });
    this.newEmails.set(stack, emails);
  }

  /** The e-mail addresses of the accounts that a stack is to make, in the order in which they are declared. An account with a condition counts where that holds. */
  public newEmailsOf(stack: Stack): string[] {
    return (this.newEmails.get(stack) ?? []).map(({ email, start: { cfnOptions: { condition } } }) =>
      condition === undefined ? email : Fn.conditionIf(condition.logicalId, email, Aws.NO_VALUE).toString());
  }

  /** Ties the start of an account to the start of the one declared before it in the same stack. */
  public enqueue(start: CfnResource): void {
    const stack = Stack.of(start);
    const starts = this.starts.get(stack) ?? [];
    if (starts.length > 0) {
      start.addDependency(starts[starts.length - 1]);
    }
    starts.push(start);
    this.starts.set(stack, starts);
  }

  /**
   * The account that was declared last may not be there. It starts after another one that is there whenever it is, and whatever is declared behind it does not wait
   * for it, because nothing can wait for what isn't there.
   */
  public enqueueBehind(start: CfnResource, other: CfnResource): void {
    const starts = this.starts.get(Stack.of(start))!;
    starts.pop();
    start.removeDependency(starts[starts.length - 1]);
    start.addDependency(other);
  }

  /** Notes an account of a stack; returns all of them, those that are yet to come included, in their order. */
  public addOrdered(stack: Stack, account: OrderedAccount): readonly OrderedAccount[] {
    const accounts = this.ordered.get(stack) ?? [];
    this.ordered.set(stack, accounts);
    accounts.push(account);
    return accounts;
  }

  /** Notes a provider that a stack's resources are made by, beside those of its accounts. */
  public addProvider(stack: Stack, serviceToken: string): void {
    this.providers.set(stack, [...this.providers.get(stack) ?? [], serviceToken]);
  }

  /** The providers that CloudFormation calls when accounts of a stack are made. */
  public serviceTokensOf(stack: Stack): string[] {
    return [...new Set([...(this.ordered.get(stack) ?? []).map(({ serviceToken }) => serviceToken), ...this.providers.get(stack) ?? []])];
  }

  /** What to do about two pools with accounts of one name, if that is whose the accounts are. */
  public wayOutOfPools(account: IConstruct, earlier: IConstruct): string | undefined {
    const [here, there] = [account, earlier].map(({ node }) => [...this.pools.values()].flat().find(({ pool }) => pool === node.scope));
    const last = there?.numbered[there.numbered.length - 1];
    return here === undefined || last === undefined || here === there ? undefined
      : `give one of the two pools another 'namePrefix', or let the second begin behind the first with 'firstNumber: ${last.number + 1}'`;
  }

  /** Notes a pool of a stack; returns all of them, those that are yet to come included, in their order. */
  public addPool(stack: Stack, pool: RegisteredPool): readonly RegisteredPool[] {
    const pools = this.pools.get(stack) ?? [];
    this.pools.set(stack, pools);
    pools.push(pool);
    return pools;
  }
}
