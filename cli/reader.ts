/**
 * What the command reads real organizations with: the SDK's clients, with the user's own credentials. A bundle of its own, loaded by the commands that call AWS;
 * a rehearsal never does.
 */

import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { SSMClient } from '@aws-sdk/client-ssm';
import { ListInstancesCommand, SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { explained } from '../aws/operator/access-problems';
import { CatalogReader } from '../aws/operator/catalog-reader';
import { ControlTowerReader } from '../aws/operator/control-tower-reader';
import { OrganizationReader } from '../aws/operator/organization-reader';
import { QuotaReader } from '../aws/operator/quota-reader';
import { SandboxReader } from '../aws/operator/sandbox-reader';
import { StackReader } from '../aws/operator/stack-reader';
import type { Readers, Wanted } from '../aws/operator/take-snapshot';
import { takeSnapshot } from '../aws/operator/take-snapshot';
import { awsClock } from '../aws/shared/aws-clock';
import { calling } from '../aws/shared/errors';
import type { Snapshot, SnapshotCaller, SnapshotIdentityCenter } from '../core/operator/snapshot';
import { quotaRegionOf } from '../src/contract';

/** How the user wants AWS to be called. */
export interface AccessOptions {
  readonly profile?: string;
  readonly region?: string;
  /** In place of AWS's endpoints, for the calls that no client makes. */
  readonly controlTowerEndpoint?: string;
  readonly wallClock: () => number;
}

/** What the bundle of this file exports. */
export interface ReaderBundle {
  readonly readOrganization: typeof readOrganization;
}

/** Throttling passes within a minute. */
const ATTEMPTS = 8;

/** Reads the organization. Throws an `UnusableInput` whose sentence says what is wrong with the credentials, the account or the Region. */
export async function readOrganization(access: AccessOptions, wanted: Wanted): Promise<Snapshot> {
  return explained(access, async () => takeSnapshot(await readersOf(access), wanted));
}

async function readersOf({ profile, region: asked, controlTowerEndpoint, wallClock }: AccessOptions): Promise<Readers> {
  let calls = 0;
  const counted = <C extends { readonly middlewareStack: { add(middleware: any, options: any): void } }>(client: C): C => {
    client.middlewareStack.add((next: any) => async (args: any) => {
      calls++;
      return next(args);
    }, { step: 'initialize', name: 'countCalls' });
    return client;
  };
  const base = { maxAttempts: ATTEMPTS, ...(profile === undefined ? {} : { profile }), ...(asked === undefined ? {} : { region: asked }) };
  const sts = counted(new STSClient(base));
  const region = await sts.config.region();
  // Asked for once: with single sign-on each client would begin a session of its own.
  const { credentials } = sts.config;
  const shared = { ...base, region, credentials };
  const now = awsClock(() => new Date(wallClock()), [sts]);
  const sleep = async (seconds: number) => new Promise<void>(resolve => { setTimeout(resolve, seconds * 1000); });
  const quotaRegion = quotaRegionOf(region);
  const identityCenter = counted(new SSOAdminClient(shared));
  const stackReaders = new Map<string, StackReader>();
  const rest = {
    region,
    credentials: async () => {
      calls++;
      return credentials();
    },
    now,
    endpoint: controlTowerEndpoint,
  };
  return {
    caller: async (): Promise<SnapshotCaller> => {
      const { Account = '', Arn = '' } = await calling('sts:GetCallerIdentity', async () => sts.send(new GetCallerIdentityCommand({})));
      return { accountId: Account, arn: principalOf(Arn), region };
    },
    organization: new OrganizationReader(counted(new OrganizationsClient(shared))),
    controlTower: new ControlTowerReader(rest, sleep),
    catalog: new CatalogReader(counted(new ServiceCatalogClient(shared))),
    organizationQuotas: quotaRegion === undefined ? undefined : new QuotaReader(counted(new ServiceQuotasClient({ ...shared, region: quotaRegion }))),
    quotas: new QuotaReader(counted(new ServiceQuotasClient(shared))),
    identityCenter: async (): Promise<SnapshotIdentityCenter | null> => {
      const { Instances = [] } = await calling('sso:ListInstances', async () => identityCenter.send(new ListInstancesCommand({})));
      const [instance] = Instances;
      return instance === undefined ? null : {
        instanceArn: instance.InstanceArn ?? '',
        identityStoreId: instance.IdentityStoreId ?? '',
        region,
        ...(instance.Status === undefined ? {} : { status: instance.Status }),
      };
    },
    sandboxes: each => new SandboxReader(counted(new SSMClient({ ...shared, region: each })), each),
    stacks: each => {
      const known = stackReaders.get(each) ?? new StackReader(counted(new CloudFormationClient({ ...shared, region: each })));
      stackReaders.set(each, known);
      return known;
    },
    now,
    calls: () => calls,
  };
}

/** The role of a session, without the session's name, which is a person's as a rule. */
function principalOf(arn: string): string {
  return arn.replace(/^(arn:[^:]+:sts::\d+:assumed-role\/[^/]+)\/.*$/, '$1');
}
