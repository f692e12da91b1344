/** Builds the SDK clients of the look-up. Apart from the others, so that no function loads clients that it doesn't use. */

import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { STSClient } from '@aws-sdk/client-sts';
import { AccessManagement } from '../../aws/control-tower/access-management';
import { AwsLandingZone } from '../../aws/control-tower/landing-zone';
import { AwsAccountQuota } from '../../aws/service-quotas/account-quota';
import { awsClock } from '../../aws/shared/aws-clock';
import type { QuotaPort } from '../../core/checks/account-quota';
import type { LandingZonePort } from '../../core/checks/find-factory';
import type { Clock } from '../../core/clock';
import { quotaRegionOf } from '../../src/contract';
import { sleep, systemClock } from '../shared/clock';

const PATIENT_ATTEMPTS = 3;
const CLOCK: Clock = { now: systemClock, sleep };

/** The landing zone of this account, for a function in `region`. */
export function composeLandingZone(region: string): LandingZonePort {
  const sts = new STSClient({ maxAttempts: PATIENT_ATTEMPTS });
  const access = new AccessManagement({ region, credentials: async () => sts.config.credentials(), now: awsClock(systemClock, [sts]) });
  return new AwsLandingZone({
    serviceCatalog: new ServiceCatalogClient({ maxAttempts: PATIENT_ATTEMPTS }),
    organizations: new OrganizationsClient({ maxAttempts: PATIENT_ATTEMPTS }),
    identityCenter: new SSOAdminClient({ maxAttempts: PATIENT_ATTEMPTS }),
    sts,
  }, access, CLOCK);
}

/** The quota of the organization and what it is compared with, for a function in `region`. */
export function composeAccountQuota(region: string): QuotaPort {
  const quotaRegion = quotaRegionOf(region);
  return new AwsAccountQuota({
    serviceQuotas: quotaRegion === undefined ? undefined : new ServiceQuotasClient({ region: quotaRegion, maxAttempts: PATIENT_ATTEMPTS }),
    organizations: new OrganizationsClient({ maxAttempts: PATIENT_ATTEMPTS }),
    cloudFormation: new CloudFormationClient({ maxAttempts: PATIENT_ATTEMPTS }),
  }, CLOCK);
}
