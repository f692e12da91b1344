/** What searches for products show: it lags behind. */

import type { CatalogContext } from './catalog-context';
import type { ListingState, ProductState } from './catalog-state';

/**
 * Notes that a product changed, so that reads see it some seconds later. `null`: it is gone.
 *
 * Later changes never show before earlier ones.
 */
export function publish({ clock, reads, state, time, world }: CatalogContext, productId: string, product: ProductState | null): void {
  const isOver = ({ versions }: ListingState) => versions.length === 1 && versions[0].view === null && versions[0].visibleFrom <= time.now;
  state.listings = state.listings.filter(candidate => !isOver(candidate));
  let listing = state.listings.find(candidate => candidate.productId === productId);
  if (!listing) {
    listing = { productId, versions: [] };
    state.listings.push(listing);
  }
  const before = listing.versions.at(-1)?.view ?? null;
  reads.note('products', product?.name ?? before?.name ?? '', before);
  const delay = Math.round(clock.draw('listing', productId, time.now) * world.factory.listingDelaySeconds * 1000);
  const visibleFrom = Math.max(time.now + delay, listing.versions.at(-1)?.visibleFrom ?? 0);
  const shown = shownVersion(listing, time.now);
  listing.versions = listing.versions.filter(version => version === shown || version.visibleFrom > time.now);
  listing.versions.push({ visibleFrom, view: product && { ...product } });
}

/** The products as searches see them now. */
export function listedProducts({ state, time }: CatalogContext): ProductState[] {
  const { now } = time;
  const products: ProductState[] = [];
  for (const listing of state.listings) {
    const view = shownVersion(listing, now)?.view;
    if (view) {
      products.push(view);
    }
  }
  return products;
}

function shownVersion({ versions }: ListingState, now: number): ListingState['versions'][number] | undefined {
  for (let index = versions.length - 1; index >= 0; index--) {
    if (versions[index].visibleFrom <= now) {
      return versions[index];
    }
  }
  return undefined;
}
