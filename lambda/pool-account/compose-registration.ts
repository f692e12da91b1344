/** Builds what speaks to Innovation Sandbox and to what surrounds it. Apart from the others, because kick needs none of it. */

import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import { BillingViews } from '../../aws/billing/billing-views';
import { StackSetInstances } from '../../aws/cloudformation/stack-set-instances';
import type { HubClients } from '../../aws/innovation-sandbox/hub-clients';
import { MachineClient } from '../../aws/innovation-sandbox/machine-client';
import { PublishedPoolUnits } from '../../aws/innovation-sandbox/pool-units';
import { SandboxApi } from '../../aws/innovation-sandbox/sandbox-api';
import { SignedInvoke } from '../../aws/innovation-sandbox/signed-invoke';
import { awsClock } from '../../aws/shared/aws-clock';
import type { ClockedClient } from '../../aws/shared/aws-clock';
import { AssumedRoles } from '../../aws/sts/assumed-roles';
import type { RegistrationPorts } from '../../core/registration/innovation-sandbox/ports';
import { sleep, systemClock } from '../shared/clock';

/**
 * The systems around a registration. Clients of other regions and of the hub account are built when they are needed first.
 *
 * @param clocks clients that are asked anyway, before anything is signed by hand
 */
export function composeRegistration(clocks: readonly ClockedClient[]): RegistrationPorts {
  const sts = new STSClient({});
  const now = awsClock(systemClock, [...clocks, sts]);
  const roles = new AssumedRoles(sts, now);
  const clients: HubClients = {
    ssm: (region, credentials) => new SSMClient({ region, credentials }),
    secrets: (region, credentials) => new SecretsManagerClient({ region, credentials }),
    lambda: (region, credentials) => new LambdaClient({ region, credentials }),
  };
  return {
    sandbox: new SandboxApi({
      machineClient: new MachineClient(roles, clients, now),
      signedInvoke: new SignedInvoke(roles, clients, now),
    }, now),
    poolUnits: new PublishedPoolUnits(clients, now),
    resources: new StackSetInstances(region => new CloudFormationClient({ region }), now),
    billing: new BillingViews({ credentials: async () => sts.config.credentials(), now, sleep }),
  };
}
