/** What the parts of Service Catalog share. */

import type { CatalogState } from './catalog-state';
import type { ServiceContext } from '../service';

export interface CatalogContext extends Pick<ServiceContext, 'clock' | 'faults' | 'partition' | 'reads' | 'time' | 'world'> {
  readonly state: CatalogState;
}
