/** The physical id of a leg: what the resource stands for. */

import type { DesiredAccount } from '../../core/accounts/account';
import { hashOf } from '../../core/hash';

/**
 * `<name>/<hash of the e-mail>`: the same for all legs of an account, for ever. An account that was named by its id stands for that id, and its address is
 * compared with the account itself: `<name>/<id>`.
 */
export function physicalIdOf(desired: Pick<DesiredAccount, 'name' | 'email' | 'existingAccountId'>): string {
  return `${desired.name}/${desired.existingAccountId ?? hashOf(desired.email.toLowerCase()).slice(0, 12)}`;
}
