/** Service control policies: what they deny, nothing allows. They reach every account but the management account. */

import { matchesWildcards } from './wildcards';
import type { Caller } from '../kernel/types';
import { AccessDenied } from '../kernel/types';

/** What the organization has of them. */
export interface ServiceControl {
  readonly managementAccountId: string;
  /** 'config:Put*' */
  readonly deniedActions: readonly string[];
}

/** Whether an action is denied in member accounts. */
export function isDenied({ deniedActions }: Pick<ServiceControl, 'deniedActions'>, action: string): boolean {
  return deniedActions.some(pattern => matchesWildcards(pattern.toLowerCase(), action.toLowerCase()));
}

/** AWS's words for it. */
export function denialOf(principal: string, action: string): string {
  return `User: ${principal} is not authorized to perform: ${action} with an explicit deny in a service control policy`;
}

/** Throws AWS's refusal of a caller in a member account. */
export function refuseByServiceControl(control: ServiceControl, caller: Caller, action: string): void {
  if (caller.accountId !== control.managementAccountId && isDenied(control, action)) {
    throw new AccessDenied(denialOf(caller.sessionArn, action));
  }
}
