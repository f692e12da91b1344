/** A decision as the loop comes to it in a world that is all there: it looks, one thing after the other, until it can be made. */

import type { DesiredAccount } from '../../core/accounts/account';
import { decidePoolAccount } from '../../core/pool-account/decide-pool-account';
import type { PoolAccountDecision, PoolAccountObserved as Observed, PoolAccountSituation } from '../../core/pool-account/decide-pool-account';
import type { PoolAccountTypes } from '../../core/pool-account/stage';

type Look = PoolAccountTypes['look'];
/** A decision that needs no further look. */
export type Settled = Exclude<PoolAccountDecision, { kind: 'look' }>;

/** More than there are things to see. */
const LOOKS_MAX = 20;

/** What is decided in the end, and what was seen until then. Random observations rarely agree with each other, so that few decisions are made on them but one more look. */
export function settle(
  desired: DesiredAccount, world: Observed, when: PoolAccountSituation,
): { readonly decision: Settled; readonly observed: Observed; readonly looks: Look[] } {
  // That is told by the looks before these.
  let observed: Observed = { unrecordedSince: world.unrecordedSince };
  const looks: Look[] = [];
  while (looks.length <= LOOKS_MAX) {
    const decision = decidePoolAccount(desired, observed, when);
    if (decision.kind !== 'look') {
      return { decision, observed, looks };
    }
    looks.push(decision.look);
    observed = { ...observed, ...seen(world, decision.look, desired) };
  }
  throw new Error(`looks without an end: ${looks.map(({ at }) => at).join(', ')}`);
}

/** What that look shows of the world. */
export function seen(world: Observed, look: Look, desired: DesiredAccount): Observed {
  switch (look.at) {
    case 'account': {
      const isMeant = look.by === 'id' ? world.account?.id === look.accountId : world.account?.email === desired.email;
      return { account: isMeant ? world.account : null };
    }
    case 'parent':
      return isThere(world, look.accountId) ? { parent: world.parent } : { unseen: true };
    case 'tags':
      return isThere(world, look.accountId) ? { tags: world.tags } : { unseen: true };
    case 'record':
    case 'successRecord':
      return { [look.at]: [world.record, world.successRecord].find(record => record?.id === look.recordId) ?? null };
    default:
      return { [look.at]: world[look.at] ?? null };
  }
}

/** Whether there is such an account, in listings or not. */
function isThere({ account, created = [] }: Observed, accountId: string): boolean {
  return [account, ...created].some(one => one?.id === accountId);
}
