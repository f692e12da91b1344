/** Builds the SDK clients and adapters for accounts that Account Factory makes, in one place. */

import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { composeLeg } from './compose-leg';
import { composeRegistration } from './compose-registration';
import type { LegPorts } from './run-leg';
import { OrganizationsDirectory } from '../../aws/organizations/directory';
import { ServiceCatalogFactory } from '../../aws/service-catalog/factory';
import { awsClock } from '../../aws/shared/aws-clock';
import type { Clock } from '../../core/clock';
import type { EventsPort } from '../../core/events/event';
import type { Log } from '../../core/log';
import type { PoolAccountPorts } from '../../core/pool-account/stage';
import { sleep, systemClock } from '../shared/clock';
import { eventsOf } from '../shared/event-bus';

/**
 * All systems around an account, for is-complete, and AWS's clock as their answers tell it: what was begun, failed or may not show yet is told by times that AWS
 * keeps, and an absence would be proven too early by a clock that is ahead.
 */
export function composePorts(): {
  readonly ports: LegPorts;
  /** Those of the road. */
  readonly travelled: Omit<PoolAccountPorts, 'line'>;
  readonly clock: Clock;
  readonly events: (log: Log) => EventsPort;
} {
  const cloudFormation = new CloudFormationClient({});
  const serviceCatalog = new ServiceCatalogClient({});
  const organizations = new OrganizationsClient({});
  const clocks = [organizations, serviceCatalog, cloudFormation];
  const now = awsClock(systemClock, clocks);
  return {
    ports: composeLeg(cloudFormation),
    travelled: {
      factory: new ServiceCatalogFactory(serviceCatalog, now),
      directory: new OrganizationsDirectory(organizations, now),
      ...composeRegistration(clocks),
    },
    clock: { now, sleep },
    events: eventsOf(process.env, { credentials: async () => cloudFormation.config.credentials(), now, sleep }),
  };
}
