/** What the parts of Control Tower share. */

import type { FactoryState } from './factory-state';
import type { OrganizationsService } from '../organizations/organizations';
import type { ServiceContext } from '../service';
import type { ServiceCatalogService } from '../service-catalog/service-catalog';
import type { SsoAdminService } from '../sso-admin/sso-admin';

export interface FactoryContext extends ServiceContext {
  readonly state: FactoryState;
  readonly catalog: ServiceCatalogService;
  readonly organizations: OrganizationsService;
  readonly identityCenter: SsoAdminService;
}
