import type { CfnResource } from 'aws-cdk-lib';
import { CustomResource, Lazy, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ACCOUNT_QUOTA_TYPE, AccountQuotaProperty } from '../contract';
import { AccountRegistry } from '../shared/account-registry';
import { shortHash } from '../shared/distinct-name';
import { packageVersion } from '../shared/package-info';
import { UserError } from '../shared/user-error';

/** Id of the check, below its stack. */
const ID = 'AccountQuota';

/** Who makes the first account, and the function that checks. */
export interface AccountQuotaProps {
  readonly factory: Construct;
  /** Whether it is the factory that accounts without a `source` share. */
  readonly isShared: boolean;
  readonly serviceToken: string;
}

/**
 * The check whether the organization has room for the accounts that a stack is to make, before the first of them is requested.
 *
 * One for each such stack. It depends on its provider alone, so that it runs side by side with the creation of the factory's
 * role, and a larger pool checks again.
 */
export class AccountQuota extends CustomResource {
  /** The check of the stack that an account stands in, made for its first account. */
  public static of(account: Construct, props: AccountQuotaProps): AccountQuota {
    const stack = Stack.of(account);
    const existing = stack.node.tryFindChild(ID);
    if (existing instanceof AccountQuota) {
      return existing;
    }
    if (existing) {
      throw new UserError(`pool account '${account.node.path}': '${existing.node.path}' takes the place of the check whether the organization has room for `
        + "the stack's accounts; give that construct another id");
    }
    return new AccountQuota(stack, props);
  }

  private constructor(stack: Stack, { factory, isShared, serviceToken }: AccountQuotaProps) {
    super(stack, ID, {
      resourceType: ACCOUNT_QUOTA_TYPE,
      serviceToken,
      properties: {
        [AccountQuotaProperty.ACCOUNT_EMAILS]: Lazy.list({ produce: () => AccountRegistry.of(stack).newEmailsOf(stack) }),
        [AccountQuotaProperty.PACKAGE_VERSION]: packageVersion(),
      },
    });
    AccountRegistry.of(stack).addProvider(stack, serviceToken);
    // CloudFormation refuses another provider for a resource that is deployed: which factory comes first must not matter.
    if (isShared) {
      return;
    }
    (this.node.defaultChild as CfnResource).overrideLogicalId(`${ID}${shortHash(factory.node.path).toUpperCase()}`);
  }
}
