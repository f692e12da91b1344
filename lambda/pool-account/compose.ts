/** Builds the SDK clients and adapters of each function, in one place. */

import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { composeLeg } from './compose-leg';
import { composeRegistration } from './compose-registration';
import type { LegPorts } from './run-leg';
import { CloudFormationStacks } from '../../aws/cloudformation/stacks';
import { OrganizationsDirectory } from '../../aws/organizations/directory';
import { ServiceCatalogFactory } from '../../aws/service-catalog/factory';
import { awsClock } from '../../aws/shared/aws-clock';
import { patiently } from '../../aws/shared/patience';
import type { Clock } from '../../core/clock';
import type { EventsPort } from '../../core/events/event';
import type { Log } from '../../core/log';
import type { PoolAccountPorts } from '../../core/pool-account/stage';
import type { StackPort } from '../../core/stacks/stack-operation';
import { sleep, systemClock } from '../shared/clock';
import { eventsOf } from '../shared/event-bus';

/**
 * How often the SDK tries where a failed read fails the deployment. All of it, and the patience around it, has to end before the function's time does. A poll
 * need not be patient: the next one comes in half a minute.
 */
const PATIENT_ATTEMPTS = 3;

/** The stacks, for kick: without an epoch it can't go on. The clock is AWS's as soon as they have answered. */
export function composeStacks(): { readonly stacks: StackPort; readonly clock: Clock; readonly events: (log: Log) => EventsPort } {
  const client = new CloudFormationClient({ maxAttempts: PATIENT_ATTEMPTS });
  const stacks = new CloudFormationStacks(client);
  const now = awsClock(systemClock, [client]);
  return {
    stacks: { operation: async stackId => patiently(async () => stacks.operation(stackId), sleep) },
    clock: { now, sleep },
    events: eventsOf(process.env, { credentials: async () => client.config.credentials(), now, sleep }),
  };
}

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
