/** Builds the SDK clients and adapters of each function, in one place. */

import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { composeRegistration } from './compose-registration';
import type { LegPorts } from './run-leg';
import { placeInStack } from '../../aws/cloudformation/stack-line';
import { CloudFormationStacks } from '../../aws/cloudformation/stacks';
import { OrganizationsDirectory } from '../../aws/organizations/directory';
import { ServiceCatalogFactory } from '../../aws/service-catalog/factory';
import { patiently } from '../../aws/shared/patience';
import type { StackPort } from '../../core/stacks/stack-operation';
import { sleep, systemClock } from '../shared/clock';

/**
 * How often the SDK tries where a failed read fails the deployment. All of it, and the patience around it, has to end before the function's time does. A poll
 * need not be patient: the next one comes in half a minute.
 */
const PATIENT_ATTEMPTS = 3;

/** The stacks, for kick: without an epoch it can't go on. */
export function composeStacks(): StackPort {
  const stacks = new CloudFormationStacks(new CloudFormationClient({ maxAttempts: PATIENT_ATTEMPTS }));
  return { operation: async stackId => patiently(async () => stacks.operation(stackId), sleep) };
}

/** All systems around an account, for is-complete. */
export function composePorts(): LegPorts {
  const cloudFormation = new CloudFormationClient({});
  const serviceCatalog = new ServiceCatalogClient({});
  const organizations = new OrganizationsClient({});
  return {
    factory: new ServiceCatalogFactory(serviceCatalog, systemClock),
    directory: new OrganizationsDirectory(organizations, systemClock),
    stacks: new CloudFormationStacks(cloudFormation),
    legs: { place: async (stackId, logicalId) => placeInStack(cloudFormation, stackId, logicalId) },
    ...composeRegistration([organizations, serviceCatalog, cloudFormation]),
  };
}
