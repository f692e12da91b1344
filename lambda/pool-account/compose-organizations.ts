/** Builds the SDK clients and adapters for accounts that AWS Organizations makes. Apart from the others, because no function works on both roads. */

import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { composeLeg } from './compose-leg';
import { composeRegistration } from './compose-registration';
import type { LegPorts } from './run-leg';
import { Enrolments } from '../../aws/control-tower/enrolments';
import { OrganizationsCreations } from '../../aws/organizations/creations';
import { OrganizationsDirectory } from '../../aws/organizations/directory';
import { FactoryTraces } from '../../aws/service-catalog/factory-traces';
import { awsClock } from '../../aws/shared/aws-clock';
import type { Clock } from '../../core/clock';
import type { EventsPort } from '../../core/events/event';
import type { Log } from '../../core/log';
import type { OrganizationsRoadPorts } from '../../core/pool-account/organizations-road';
import { sleep, systemClock } from '../shared/clock';
import { eventsOf } from '../shared/event-bus';

/** All systems around an account, for a function in `region`, and AWS's clock as their answers tell it. */
export function composeOrganizations(region: string): {
  readonly ports: LegPorts;
  readonly travelled: Omit<OrganizationsRoadPorts, 'line'>;
  readonly clock: Clock;
  readonly events: (log: Log) => EventsPort;
} {
  const cloudFormation = new CloudFormationClient({});
  const organizations = new OrganizationsClient({});
  const clocks = [organizations, cloudFormation];
  const now = awsClock(systemClock, clocks);
  const credentials = async () => cloudFormation.config.credentials();
  return {
    ports: composeLeg(cloudFormation),
    travelled: {
      creations: new OrganizationsCreations(organizations),
      directory: new OrganizationsDirectory(organizations, now),
      enrolment: new Enrolments({ region, credentials, now }),
      factory: new FactoryTraces(new ServiceCatalogClient({})),
      ...composeRegistration(clocks),
    },
    clock: { now, sleep },
    events: eventsOf(process.env, { credentials, now, sleep }),
  };
}
