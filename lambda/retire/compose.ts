/** Builds what retirement looks at and acts on. */

import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import type { RetireSettings } from './environment';
import { StackSetInstances } from '../../aws/cloudformation/stack-set-instances';
import { RetirementOrders } from '../../aws/dynamodb/retirement-orders';
import type { HubClients } from '../../aws/innovation-sandbox/hub-clients';
import { MachineClient } from '../../aws/innovation-sandbox/machine-client';
import { PublishedPoolUnits } from '../../aws/innovation-sandbox/pool-units';
import { SandboxApi } from '../../aws/innovation-sandbox/sandbox-api';
import { SignedInvoke } from '../../aws/innovation-sandbox/signed-invoke';
import { AccountClosing } from '../../aws/organizations/closing';
import { OrganizationsDirectory } from '../../aws/organizations/directory';
import { AwsRetirementDirectory } from '../../aws/organizations/retirement-directory';
import { RetiringProducts } from '../../aws/service-catalog/retiring-products';
import { awsClock } from '../../aws/shared/aws-clock';
import { Marking } from '../../aws/ssm/marking';
import { AssumedRoles } from '../../aws/sts/assumed-roles';
import type { Log } from '../../core/log';
import type { Sandbox } from '../../core/registration/innovation-sandbox/model';
import { retirementKey } from '../../core/retirement/policy';
import type { RetirementPorts, RetirementSandbox } from '../../core/retirement/ports';
import { Notice } from '../../src/contract';
import { sleep, systemClock } from '../shared/clock';
import { eventsOf } from '../shared/event-bus';

/** The ports of one run, which has a log of its own. */
export interface RetirementComposition {
  readonly portsOf: (log: Log) => RetirementPorts;
  readonly now: () => Date;
}

/** What retirement works with, for a function in `region`. Clients are built once for a warm function. */
export function composeRetirement({ ordersTable, policy, sandbox }: RetireSettings, region: string): RetirementComposition {
  const organizations = new OrganizationsClient({});
  const serviceCatalog = new ServiceCatalogClient({});
  const sts = new STSClient({});
  const now = awsClock(systemClock, [organizations, serviceCatalog, sts]);
  const credentials = async () => sts.config.credentials();
  const context = { credentials, now, sleep };
  const directory = new AwsRetirementDirectory({
    client: organizations,
    directory: new OrganizationsDirectory(organizations, now),
    controlTower: { region, credentials, now },
    ...sandbox === undefined ? {} : { hubAccountId: hubOf(sandbox) },
  });
  const ports = {
    orders: new RetirementOrders({ ...context, table: ordersTable, region, pool: retirementKey(policy) }, process.env.AWS_LAMBDA_LOG_STREAM_NAME ?? ''),
    directory,
    ...sandbox === undefined ? {} : { sandbox: sandboxPort(sandbox, sts, now) },
    factory: new RetiringProducts(serviceCatalog),
    closing: new AccountClosing(organizations),
    marks: new Marking(new SSMClient({})),
    now,
  };
  const events = eventsOf(process.env, context);
  return {
    now,
    portsOf: log => ({
      ...ports,
      events: events(log),
      written: ({ at, ...entry }) => log.notice(Notice.RETIREMENT_WRITTEN, { at: at.toISOString(), ...entry }),
      stands: (account, text, code) => log.notice(Notice.RETIREMENT_STANDS, { account, text, ...code !== undefined && { code } }),
    }),
  };
}

function sandboxPort(sandbox: Sandbox, sts: STSClient, now: () => Date): RetirementSandbox {
  const roles = new AssumedRoles(sts, now);
  const clients: HubClients = {
    ssm: (region, credentials) => new SSMClient({ region, credentials }),
    secrets: (region, credentials) => new SecretsManagerClient({ region, credentials }),
    lambda: (region, credentials) => new LambdaClient({ region, credentials }),
  };
  const api = new SandboxApi({ machineClient: new MachineClient(roles, clients, now), signedInvoke: new SignedInvoke(roles, clients, now) }, now);
  const units = new PublishedPoolUnits(clients, now);
  const instances = new StackSetInstances(region => new CloudFormationClient({ region }), now);
  const always = async () => true;
  return {
    units: async () => (await units.configuration(sandbox))?.units ?? null,
    record: async accountId => api.record(sandbox, accountId),
    clean: async accountId => api.retryCleanup(sandbox, accountId, always),
    eject: async accountId => api.eject(sandbox, accountId),
    register: async accountId => api.register(sandbox, accountId, always),
    instance: async accountId => instances.instance(sandbox, accountId),
  };
}

/** The account of the role that is taken there. */
function hubOf({ access }: Sandbox): string | undefined {
  return ('hubRoleArn' in access ? access.hubRoleArn : access.roleArn).split(':')[4];
}
