/**
 * Accounts that are given another source than they had when the app was last synthesized.
 *
 * CloudFormation refuses another service token for a resource that is deployed. Whether these are, synthesis can't know.
 */

import type { Stack } from 'aws-cdk-lib';
import { Annotations } from 'aws-cdk-lib';
import { serviceTokensBefore } from './last-synthesis';
import type { OrderedAccount } from '../shared/account-registry';

/** So many accounts fit into a message. */
const SHOWN = 3;

/** Says what to do about accounts with another source. For a validation, in which it finds nothing wrong. */
export function warnOfOtherSource(stack: Stack, accounts: readonly OrderedAccount[]): string[] {
  const before = serviceTokensBefore(stack);
  if (before.size === 0) {
    return [];
  }
  const changed = accounts.filter(({ legs: [first], serviceToken }) => {
    const earlier = before.get(String(stack.resolve(first.logicalId)));
    return earlier !== undefined && JSON.stringify(earlier) !== JSON.stringify(stack.resolve(serviceToken));
  }).map(({ account }) => `'${account.node.path}'`);
  if (changed.length > 0) {
    const shown = [...changed.slice(0, SHOWN), ...changed.length > SHOWN ? [`${changed.length - SHOWN} more`] : []].join(', ');
    Annotations.of(stack).addWarningV2('account-robot:other-source',
      `${shown}: the source isn't the one that the last synthesis had, and an account that is deployed can't change it (CloudFormation: "Modifying service token is not allowed"); `
      + "give the source its former id and place, which for one that the stack made by itself are 'AccountFactory', directly below the stack; "
      + 'or remove the accounts from the app, deploy, and declare them again with the new source: they are kept meanwhile, and found by their names');
  }
  return [];
}
