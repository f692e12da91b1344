/** The accounts that are declared: by the app that was named, or else by the stacks that are deployed. */

import type { Subject } from './check';
import { LAST_LEG, OWNER_TAG } from '../../../src/contract';
import type { SnapshotAccount, SnapshotDeclared, SnapshotProduct } from '../snapshot';

/** The last leg of each; undefined if no app was named and the stacks couldn't be read. */
export function declaredOf({ app, snapshot }: Subject): readonly SnapshotDeclared[] | undefined {
  if (app !== undefined) {
    return app.stacks.flatMap(({ accounts }) => accounts);
  }
  const deployed = snapshot.stacks.filter(({ status }) => status !== 'absent');
  return deployed.some(({ accounts }) => accounts === undefined) ? undefined
    : deployed.flatMap(({ accounts = [] }) => accounts.filter(({ leg }) => leg === LAST_LEG));
}

/** The product or account that a declared account was vended as, or is to be taken over as. */
export interface Counterpart {
  readonly product?: SnapshotProduct;
  readonly account?: SnapshotAccount;
}

/** What there is for a declared account that is its own. */
export function counterpartOf(declared: SnapshotDeclared, { snapshot }: Subject): Counterpart {
  const product = (snapshot.products ?? []).find(({ tags }) => tags[OWNER_TAG] === declared.owner);
  const accountId = declared.existingAccountId ?? product?.accountId;
  const account = (snapshot.accounts ?? []).find(({ id, tags }) => id === accountId || tags?.[OWNER_TAG] === declared.owner);
  return { ...(product === undefined ? {} : { product }), ...(account === undefined ? {} : { account }) };
}
