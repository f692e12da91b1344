/** What a JSON Schema can't say about what people do in a world, and about the history of its products. */

import { shown } from './check-schema';
import { isByHand } from './faults';
import { sandboxUnitIds } from './sandbox-units';
import type { ByHand, World, WorldProduct, WorldProductOperation } from './world';
import type { Path } from './yaml-source';

/** Ends with the sentence that begins with the place. */
type Fail = (path: Path, text: string) => never;

/** Calls `fail` for the first contradiction in what people do. `world` has every default filled in. */
export function checkHands(world: World, fail: Fail): void {
  const { accounts, organizationalUnits, rootId } = world.organization;
  const parents = [rootId, ...organizationalUnits.map(({ id }) => id), ...sandboxUnitIds(world)];
  const addresses = new Map(accounts.map(({ email }, index) => [email.toLowerCase(), `organization.accounts[${index}]`]));
  world.faults.forEach((fault, index) => {
    const at = (key: string): Path => ['faults', index, key];
    if (!isByHand(fault)) {
      return;
    }
    checkMoment(fault, world, at, fail);
    if (fault.kind === 'account-appears') {
      if (!parents.includes(fault.parentId)) {
        fail(at('parentId'), `is ${shown(fault.parentId)}, which is neither the root (${rootId}) nor a unit of this world; add that unit or correct the id`);
      }
      const twin = addresses.get(fault.email.toLowerCase());
      if (twin !== undefined) {
        fail(at('email'), `is the e-mail address of ${twin} too; AWS allows an address once`);
      }
      addresses.set(fault.email.toLowerCase(), `faults[${index}]`);
    } else if (fault.kind === 'account-changes') {
      checkChange(fault, parents, at, fail);
    }
  });
}

function checkMoment({ minute, after, of }: ByHand, { deployment }: World, at: (key: string) => Path, fail: Fail): void {
  const { cancelAfterMinutes, deleteAfterMinutes } = deployment;
  if (of !== undefined && after === undefined) {
    fail(at('of'), `is ${shown(of)}, but nothing says what has to happen to that product first; add 'after' (requested, created, failed or available) or leave 'of' out`);
  }
  if (after === undefined && cancelAfterMinutes !== undefined && minute > cancelAfterMinutes) {
    fail(at('minute'), `is ${minute}, but the deployment is cancelled after ${cancelAfterMinutes} minutes (deployment.cancelAfterMinutes), so it would never happen; change one of the two`);
  }
  if (after === undefined && deleteAfterMinutes !== undefined && minute > deleteAfterMinutes) {
    fail(at('minute'), `is ${minute}, but the stacks are deleted after ${deleteAfterMinutes} minutes (deployment.deleteAfterMinutes), so it would never happen; change one of the two`);
  }
}

function checkChange(
  { change, tags, to }: Extract<ByHand, { kind: 'account-changes' }>, parents: readonly string[], at: (key: string) => Path, fail: Fail,
): void {
  const needsTo = change === 'moved' || change === 'renamed';
  if (needsTo && to === undefined) {
    fail(at('change'), `is ${change}, but nothing says ${change === 'moved' ? 'where to' : 'to which name'}; add 'to'`);
  }
  if (!needsTo && to !== undefined) {
    fail(at('to'), `is ${shown(to)}, but an account that is ${change} needs none; leave it out, or say moved or renamed`);
  }
  if (change === 'moved' && !parents.includes(to ?? '')) {
    fail(at('to'), `is ${shown(to)}, which is neither the root nor a unit of this world; it can be ${parents.join(', ')}`);
  }
  const needsTags = change === 'tagged' || change === 'untagged';
  if (needsTags && Object.keys(tags).length === 0) {
    fail(at('change'), `is ${change}, but no tags are given; add 'tags'`);
  }
  if (!needsTags && Object.keys(tags).length > 0) {
    fail(at('tags'), `is ${shown(tags)}, but an account that is ${change} needs none; leave it out, or say tagged or untagged`);
  }
}

/** What a product is after an operation of which that became. */
const STATUSES_AFTER: Readonly<Record<WorldProductOperation['outcome'], readonly string[]>> = {
  succeeded: ['AVAILABLE'],
  failed: ['ERROR', 'TAINTED'],
  running: ['UNDER_CHANGE'],
};
const KNOWN_STATUSES = Object.values(STATUSES_AFTER).flat();

/** Calls `fail` if a product's history can't have led to its status. */
export function checkHistory(product: WorldProduct, at: (key: string) => Path, fail: Fail): void {
  const { history, status, succeededOnce } = product;
  if (history === undefined) {
    return;
  }
  const last = history.at(-1);
  if (last === undefined || history[0].operation !== 'provision') {
    return fail(at('history'), 'must begin with operation provision, because that is how a product comes into being; add it, or leave the history out');
  }
  const disorder = history.findIndex((entry, index) => index > 0 && entry.hoursAgo > history[index - 1].hoursAgo);
  if (disorder > 0) {
    fail(at('history'), `has an operation of ${history[disorder].hoursAgo} hours ago after one of ${history[disorder - 1].hoursAgo}; the oldest comes first`);
  }
  const succeeded = history.some(({ operation, outcome }) => operation !== 'terminate' && outcome === 'succeeded');
  if (succeeded !== succeededOnce) {
    fail(at('succeededOnce'), `is ${succeededOnce}, but ${succeeded ? 'an' : 'no'} operation of its history succeeded; change one of the two`);
  }
  if (history.some(({ operation, outcome }) => operation === 'terminate' && outcome === 'succeeded')) {
    fail(at('history'), 'has a removal that succeeded, but then there is no such product; leave it out');
  }
  if (history.slice(0, -1).some(({ outcome }) => outcome === 'running')) {
    fail(at('history'), 'has an operation that is running before the last one; Service Catalog takes no other before it has ended');
  }
  if (KNOWN_STATUSES.includes(status) && !STATUSES_AFTER[last.outcome].includes(status)) {
    fail(at('status'), `is ${status}, but its last operation ${last.outcome === 'running' ? 'is running' : last.outcome}; change one of the two`);
  }
}
