/** What the services of the organization share. */

import { OrganizationEventKind } from './events';
import { AccountState, ListingState, OrganizationState, ProductState } from './service-catalog/catalog-state';
import type { RoleDefinition } from '../iam/directory';
import type { Sessions } from '../iam/sessions';
import { Caller, Clock } from '../kernel/types';
import { FaultBook } from '../world/faults';
import { World } from '../world/world';

/** Whether callers may do what is done in their name. */
export interface Authorizer {
  authorize(caller: Caller, action: string, resource: string, context?: Readonly<Record<string, string>>): void;
}

export interface OrganizationContext {
  readonly clock: Clock;
  readonly time: OrganizationTime;
  readonly world: World;
  readonly faults: FaultBook;
  readonly iam: Authorizer;
  readonly partition: string;
  readonly state: OrganizationState;
  readonly sessions: Sessions;
  /** Makes a role known that no rehearsed stack makes. */
  putRole(role: RoleDefinition): void;
  /** The value of a parameter of Systems Manager; undefined where it doesn't exist. */
  parameterValue(accountId: string, region: string, name: string): string | undefined;
  /** Moves an account, and lets everybody know who keeps an eye on it. `silent`: the progress doesn't tell of it. */
  move(account: AccountState, destinationId: string, silent?: boolean): void;
  /** Tells the listener, unless it happened before this run. */
  emit(kind: OrganizationEventKind, account: string, detail?: string): void;
}

/**
 * Time as epoch milliseconds.
 *
 * What came due between two rehearsals happens when the second one begins, one thing after the other, each at its own
 * time: so the past stays in order and the records carry the right dates.
 */
export class OrganizationTime {
  private readonly overdue: { readonly at: number; readonly key: string; readonly action: () => void }[] = [];
  private moment?: number;
  private started = false;

  constructor(private readonly clock: Clock) {}

  /** Epoch milliseconds. */
  get now(): number {
    return this.moment ?? this.clock.date.getTime();
  }

  /** Seconds between the beginning of this run and `at`; negative before it. */
  secondsInto(at: number): number {
    return Math.round(at - this.clock.date.getTime() + this.clock.now * 1000) / 1000;
  }

  /** Runs `action` at that moment, or as soon as {@link catchUp} is called if the moment has passed. */
  at(moment: number, key: string, action: () => void): void {
    const run = () => {
      this.moment = moment;
      try {
        action();
      } finally {
        this.moment = undefined;
      }
    };
    const milliseconds = moment - this.clock.date.getTime();
    if (milliseconds < 0 && !this.started) {
      this.overdue.push({ at: moment, key, action: run });
    } else {
      this.clock.after(Math.max(0, milliseconds) / 1000, key, run);
    }
  }

  /** Lets everything happen that is overdue when a run begins. */
  catchUp(): void {
    while (this.overdue.length > 0) {
      // What happens may bring on more that is overdue.
      this.overdue.sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1));
      this.overdue.shift()!.action();
    }
    this.started = true;
  }
}

/**
 * Notes that a product changed, so that searches see it some seconds later. `null`: it is gone.
 *
 * Later changes never show before earlier ones.
 */
export function publish({ clock, time, world, state }: OrganizationContext, productId: string, product: ProductState | null): void {
  const isOver = ({ versions }: ListingState) => versions.length === 1 && versions[0].view === null && versions[0].visibleFrom <= time.now;
  state.listings = state.listings.filter((candidate) => !isOver(candidate));
  let listing = state.listings.find((candidate) => candidate.productId === productId);
  if (!listing) {
    listing = { productId, versions: [] };
    state.listings.push(listing);
  }
  const delay = Math.round(clock.draw('listing', productId, time.now) * world.factory.listingDelaySeconds * 1000);
  const visibleFrom = Math.max(time.now + delay, listing.versions.at(-1)?.visibleFrom ?? 0);
  const shown = shownVersion(listing, time.now);
  listing.versions = listing.versions.filter((version) => version === shown || version.visibleFrom > time.now);
  listing.versions.push({ visibleFrom, view: product && { ...product } });
}

/** The products as searches see them now. */
export function listedProducts({ time, state }: OrganizationContext): ProductState[] {
  const { now } = time;
  const products: ProductState[] = [];
  for (const listing of state.listings) {
    const view = shownVersion(listing, now)?.view;
    if (view) products.push(view);
  }
  return products;
}

function shownVersion({ versions }: ListingState, now: number): ListingState['versions'][number] | undefined {
  for (let index = versions.length - 1; index >= 0; index--) {
    if (versions[index].visibleFrom <= now) return versions[index];
  }
  return undefined;
}
