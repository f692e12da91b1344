/** Builds what speaks to Innovation Sandbox and to what surrounds it. Apart from the others, because kick needs none of it. */

import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import { AssumedRoles } from './assumed-roles';
import { BillingViews } from './billing-views';
import { sleep, systemClock } from './clock';
import type { HubClients } from './hub-clients';
import { MachineClient } from './machine-client';
import { PublishedPoolUnits } from './pool-units';
import { SandboxApi } from './sandbox-api';
import { SignedInvoke } from './signed-invoke';
import { StackSetInstances } from './stack-sets';
import type { RegistrationPorts } from '../core/ports';

/** The systems around a registration. Clients of other regions and of the hub account are built when they are needed first. */
export function composeRegistration(): RegistrationPorts {
  const sts = new STSClient({});
  const roles = new AssumedRoles(sts, systemClock);
  const clients: HubClients = {
    ssm: (region, credentials) => new SSMClient({ region, credentials }),
    secrets: (region, credentials) => new SecretsManagerClient({ region, credentials }),
    lambda: (region, credentials) => new LambdaClient({ region, credentials }),
  };
  return {
    sandbox: new SandboxApi({
      machineClient: new MachineClient(roles, clients, systemClock),
      signedInvoke: new SignedInvoke(roles, clients, systemClock),
    }),
    poolUnits: new PublishedPoolUnits(clients, systemClock),
    resources: new StackSetInstances((region) => new CloudFormationClient({ region }), systemClock),
    billing: new BillingViews({ credentials: async () => sts.config.credentials(), now: systemClock, sleep }),
  };
}
