/** Service control policies: what they deny, nothing allows. They reach every account but the management account. */

import { matchesWildcards } from './wildcards';

/** What the organization has of them. */
export interface ServiceControl {
  readonly managementAccountId: string;
  /** 'config:Put*': in all of them. */
  readonly deniedActions: readonly string[];
}

/** What the units deny that an account stands in and below. */
export type DeniedIn = (accountId: string) => readonly string[];

/** Whether an action is denied in an account, everywhere or in the units that it is in. */
export function isDenied(control: ServiceControl, inUnits: readonly string[], accountId: string, action: string): boolean {
  const denied = [...control.deniedActions, ...inUnits];
  return accountId !== control.managementAccountId && denied.some(pattern => matchesWildcards(pattern.toLowerCase(), action.toLowerCase()));
}

/** AWS's words for it. */
export function denialOf(principal: string, action: string): string {
  return `User: ${principal} is not authorized to perform: ${action} with an explicit deny in a service control policy`;
}
