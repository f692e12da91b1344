/** Whether an app is about the organization that was read. */

import type { Snapshot } from '../../core/operator/snapshot';
import type { AssemblyStack } from '../../rehearsal/cloudformation/assembly';
import { UnusableInput } from '../../rehearsal/kernel/types';
import { POOL_ACCOUNT_TYPE } from '../../src/contract';

/** Whether accounts of ours are declared in it. */
export function hasAccounts({ template }: AssemblyStack): boolean {
  return Object.values(template.Resources ?? {}).some(({ Type }) => Type === POOL_ACCOUNT_TYPE);
}

/** Throws {@link UnusableInput} for a stack that goes to another account than the credentials are of. */
export function requireSameAccount({ account, name }: AssemblyStack, { accountId }: Snapshot['caller']): void {
  if (account !== undefined && account !== accountId) {
    throw new UnusableInput(`stack ${name} of the app goes to account ${account}, but the organization that was read is that of account ${accountId}; use credentials of ${account}, or the app that belongs here`);
  }
}
