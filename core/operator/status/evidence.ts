/** All that a snapshot knows of one declared account. Pure. */

import { LAST_LEG, OWNER_TAG, PoolAccountProperty, START_LEG } from '../../../src/contract';
import type { PoolUnits } from '../../registration/innovation-sandbox/model';
import { isBusy, relaysOf } from '../difference';
import type { Relay } from '../difference';
import type {
  Snapshot,
  SnapshotAccount,
  SnapshotDeclared,
  SnapshotProduct,
  SnapshotResource,
  SnapshotSandboxRecord,
  SnapshotStack,
  SnapshotStackEvent,
} from '../snapshot';

/** How a leg stands, and what happened to it in the last operation, oldest first. */
export interface LegEvidence {
  readonly leg: string;
  readonly status?: string;
  readonly events: readonly SnapshotStackEvent[];
}

export interface Evidence {
  readonly stack: SnapshotStack;
  /** The last leg, as the template has it. */
  readonly declared: SnapshotDeclared;
  /** Whether CloudFormation is at work on the stack. */
  readonly running: boolean;
  readonly start?: LegEvidence;
  readonly last: LegEvidence;
  readonly legs: readonly LegEvidence[];
  readonly resources: readonly SnapshotResource[];
  readonly product?: SnapshotProduct;
  readonly account?: SnapshotAccount;
  /** Whether somebody asked for an account of that name, and AWS Organizations is at work on it. */
  readonly inCreation: boolean;
  /** Where it stands: the name of the unit or its id. */
  readonly where?: string;
  /** Whether the Innovation Sandbox that it belongs to was found, with its units. */
  readonly sandboxFound: boolean;
  /** What the unit is to its Innovation Sandbox. */
  readonly place?: keyof PoolUnits;
  readonly record?: SnapshotSandboxRecord;
  /** Whether records of its Innovation Sandbox were read. */
  readonly recordsRead: boolean;
  readonly adopts: boolean;
  /** Whether its last leg was done moments ago: what was read of the organization may be older. */
  readonly isFresh: boolean;
}

/** A look's reads are seconds apart, and listings lag. */
const FRESH_MILLISECONDS = 2 * 60_000;

/** Of each account that the stacks declare, in their order. */
export function evidenceOf(snapshot: Snapshot): Evidence[] {
  const world = indexed(snapshot);
  return snapshot.stacks.flatMap(stack => relaysOf(stack.accounts ?? []).map(relay => ofRelay(relay, stack, snapshot, world)));
}

interface Indexed {
  readonly products: ReadonlyMap<string, SnapshotProduct>;
  readonly productsByName: ReadonlyMap<string, SnapshotProduct>;
  readonly byId: ReadonlyMap<string, SnapshotAccount>;
  readonly byEmail: ReadonlyMap<string, SnapshotAccount>;
}

function indexed({ products = [], accounts = [] }: Snapshot): Indexed {
  return {
    products: new Map(products.map(product => [product.tags[OWNER_TAG] ?? '', product])),
    productsByName: new Map(products.map(product => [product.name, product])),
    byId: new Map(accounts.map(account => [account.id, account])),
    byEmail: new Map(accounts.map(account => [account.email.toLowerCase(), account])),
  };
}

function ofRelay({ owner, legs }: Relay, stack: SnapshotStack, snapshot: Snapshot, world: Indexed): Evidence {
  const { resources = [], events = [] } = stack;
  const declared = legs.find(({ leg }) => leg === LAST_LEG) ?? legs[legs.length - 1];
  const known = legs.map(({ leg, logicalId }): LegEvidence => {
    const status = resources.find(resource => resource.logicalId === logicalId)?.status;
    return { leg, ...(status === undefined ? {} : { status }), events: events.filter(event => event.logicalId === logicalId) };
  });
  const last = known.find(({ leg }) => leg === LAST_LEG) ?? known[known.length - 1];
  const lastEnd = last.events.filter(({ status }) => status.endsWith('_COMPLETE')).at(-1)?.happenedAt;
  const adopts = declared.properties[PoolAccountProperty.ADOPT_EXISTING] === 'true';
  const product = declared.existingAccountId !== undefined ? undefined
    : world.products.get(owner) ?? (adopts ? world.productsByName.get(declared.name) : undefined);
  const id = declared.existingAccountId ?? product?.accountId;
  const account = id === undefined ? world.byEmail.get(declared.email.toLowerCase()) : world.byId.get(id);
  const sandbox = (snapshot.sandboxes ?? []).find(({ namespace }) => namespace === declared.sandbox);
  const place = placeOf(account, sandbox?.units);
  const unit = (snapshot.units ?? []).find(each => each.id === account?.parentId);
  const isAtRoot = account?.parentId !== undefined && account.parentId === snapshot.organization?.rootId;
  const record = sandbox?.records?.find(({ accountId }) => accountId === account?.id);
  return {
    stack,
    declared,
    running: isBusy(stack.status),
    start: known.find(({ leg }) => leg === START_LEG),
    last,
    legs: known,
    resources: resources.filter(({ logicalId }) => legs.some(leg => leg.logicalId === logicalId)),
    product,
    account,
    inCreation: (snapshot.creations ?? []).some(({ accountName }) => accountName === declared.name),
    where: isAtRoot ? 'Root' : unit?.name ?? account?.parentId,
    sandboxFound: sandbox?.units !== undefined,
    place,
    record,
    recordsRead: sandbox?.records !== undefined,
    adopts,
    isFresh: lastEnd !== undefined && Date.parse(snapshot.takenAt) - Date.parse(lastEnd) < FRESH_MILLISECONDS,
  };
}

function placeOf(account: SnapshotAccount | undefined, units: PoolUnits | undefined): keyof PoolUnits | undefined {
  return account?.parentId === undefined ? undefined
    : (Object.entries(units ?? {}) as [keyof PoolUnits, string][]).find(([, id]) => id === account.parentId)?.[0];
}
