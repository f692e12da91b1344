/** Builds the SDK clients of the look-up. Apart from the others, so that no function loads clients that it doesn't use. */

import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { STSClient } from '@aws-sdk/client-sts';
import { AwsLandingZone } from './landing-zone';
import type { LandingZonePort } from '../core/find-factory';

const PATIENT_ATTEMPTS = 3;

/** The landing zone of this account and region. */
export function composeLandingZone(): LandingZonePort {
  return new AwsLandingZone({
    serviceCatalog: new ServiceCatalogClient({ maxAttempts: PATIENT_ATTEMPTS }),
    organizations: new OrganizationsClient({ maxAttempts: PATIENT_ATTEMPTS }),
    identityCenter: new SSOAdminClient({ maxAttempts: PATIENT_ATTEMPTS }),
    sts: new STSClient({ maxAttempts: PATIENT_ATTEMPTS }),
  });
}
