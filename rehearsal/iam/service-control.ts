/** Service control policies: what they deny, nothing allows. They reach every account but the management account. */

import { matchesWildcards } from './wildcards';

/** What the organization has of them. */
export interface ServiceControl {
  readonly managementAccountId: string;
  /** 'config:Put*' */
  readonly deniedActions: readonly string[];
}

/** Whether an action is denied in an account. */
export function isDenied({ deniedActions, managementAccountId }: ServiceControl, accountId: string, action: string): boolean {
  return accountId !== managementAccountId && deniedActions.some(pattern => matchesWildcards(pattern.toLowerCase(), action.toLowerCase()));
}

/** AWS's words for it. */
export function denialOf(principal: string, action: string): string {
  return `User: ${principal} is not authorized to perform: ${action} with an explicit deny in a service control policy`;
}
