import { Stack } from 'aws-cdk-lib';
import type { IConstruct, Construct } from 'constructs';
import type { AccountSourceConfig, AccountSourceOptions, IAccountSource } from './account-source';
import { AccountFactory } from './control-tower/account-factory';
import type { AccountFactoryProps } from './control-tower/account-factory-props';
import { OrganizationsSource } from './organizations/organizations-source';
import type { OrganizationsSourceProps } from './organizations/organizations-source-props';
import { SHARED_SOURCE_ID } from './shared-source';
import { UserError } from '../shared/user-error';

/**
 * Where the accounts of a pool come from: by which road.
 *
 * A source of these has no place of its own. It makes what it needs in each stack whose accounts name it, once, below the id `AccountFactory`; so the accounts
 * of a stack can change the road later, in one line.
 */
export class AccountSource {
  /**
   * Through AWS Organizations: minutes for an account, and no enrolment in Control Tower unless that is asked for.
   *
   * @param props how
   */
  public static organizations(props: OrganizationsSourceProps = {}): IAccountSource {
    return new RoadOfStack(scope => new OrganizationsSource(scope, SHARED_SOURCE_ID, props));
  }

  /**
   * Through Control Tower's Account Factory: half an hour for an account, which is enrolled then. What accounts without a source use.
   *
   * @param props how
   */
  public static controlTower(props: AccountFactoryProps = {}): IAccountSource {
    return new RoadOfStack(scope => new AccountFactory(scope, SHARED_SOURCE_ID, props));
  }

  private constructor() {}
}

/** Makes the source where the first account of a stack asks for it. */
class RoadOfStack implements IAccountSource {
  private readonly made = new Map<Stack, Construct & IAccountSource>();

  constructor(private readonly make: (scope: Construct) => Construct & IAccountSource) {}

  public bindAccount(account: Construct, options: AccountSourceOptions): AccountSourceConfig {
    return this.sourceOf(account).bindAccount(account, options);
  }

  public listen(account: Construct): void {
    this.sourceOf(account).listen(account);
  }

  private sourceOf(account: IConstruct): Construct & IAccountSource {
    const stack = Stack.of(account);
    const known = this.made.get(stack);
    if (known !== undefined) {
      return known;
    }
    const other = stack.node.tryFindChild(SHARED_SOURCE_ID);
    if (other !== undefined) {
      throw new UserError(`pool account '${account.node.path}': '${other.node.path}' is the source that the accounts of its stack share already; give all of them the same 'source', `
        + 'or make one of the sources a construct with an id of its own, by new AccountFactory(...) or new OrganizationsSource(...)');
    }
    const source = this.make(stack);
    this.made.set(stack, source);
    return source;
  }
}
