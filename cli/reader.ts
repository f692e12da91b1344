/**
 * What the command reads real organizations with: the SDK's clients, with the user's own credentials. A bundle of its own, loaded by the commands that call AWS;
 * a rehearsal never does.
 */

import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { SSMClient } from '@aws-sdk/client-ssm';
import { ListInstancesCommand, SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { explained } from '../aws/operator/access-problems';
import { CatalogReader } from '../aws/operator/catalog-reader';
import { ControlTowerReader } from '../aws/operator/control-tower-reader';
import { CostReader } from '../aws/operator/cost-reader';
import { OrganizationReader } from '../aws/operator/organization-reader';
import { QuotaReader } from '../aws/operator/quota-reader';
import { recordsReader } from '../aws/operator/records-reader';
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
  readonly costExplorerEndpoint?: string;
  readonly executeApiEndpoint?: string;
  readonly wallClock: () => number;
}

/** What the bundle of this file exports. */
export interface ReaderBundle {
  readonly readOrganization: typeof readOrganization;
  readonly openOrganization: typeof openOrganization;
}

/** An organization that is read again and again, with clients and credentials that stay. */
export interface OpenOrganization {
  /** As {@link readOrganization} does. */
  readonly read: (wanted: Wanted) => Promise<Snapshot>;
  /** How often a call had to be made once more so far, because AWS throttled it or didn't answer. */
  readonly retries: () => number;
}

/** Throttling passes within a minute. */
const ATTEMPTS = 8;

/** Reads the organization. Throws an `UnusableInput` whose sentence says what is wrong with the credentials, the account or the Region. */
export async function readOrganization(access: AccessOptions, wanted: Wanted): Promise<Snapshot> {
  return explained(access, async () => takeSnapshot((await readersOf(access)).readers, wanted));
}

/** Opens it: nothing is called before the first read. Throws as {@link readOrganization} does. */
export async function openOrganization(access: AccessOptions): Promise<OpenOrganization> {
  const { readers, retries } = await explained(access, async () => readersOf(access));
  return {
    read: async wanted => {
      const begun = readers.calls();
      return explained(access, async () => takeSnapshot({ ...readers, calls: () => readers.calls() - begun }, wanted));
    },
    retries,
  };
}

interface CountedReaders {
  readonly readers: Readers;
  readonly retries: () => number;
}

async function readersOf(
  { profile, region: asked, controlTowerEndpoint, costExplorerEndpoint, executeApiEndpoint, wallClock }: AccessOptions,
): Promise<CountedReaders> {
  let calls = 0;
  let retries = 0;
  const note = ({ attempts = 1 }: { readonly attempts?: number } = {}) => { retries += attempts - 1; };
  const counted = <C extends { readonly middlewareStack: { add(middleware: any, options: any): void } }>(client: C): C => {
    client.middlewareStack.add((next: any) => async (args: any) => {
      calls++;
      try {
        const result = await next(args);
        note(result.output?.$metadata);
        return result;
      } catch (error) {
        note(Object(error).$metadata);
        throw error;
      }
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
  // Cost Explorer answers where AWS Organizations has its quotas; GovCloud's costs are told by an account outside of it (inferred).
  const costRegion = region.startsWith('us-gov-') ? undefined : region.startsWith('cn-') ? 'cn-northwest-1' : quotaRegion;
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
  const readers: Readers = {
    caller: async (): Promise<SnapshotCaller> => {
      const { Account = '', Arn = '' } = await calling('sts:GetCallerIdentity', async () => sts.send(new GetCallerIdentityCommand({})));
      return { accountId: Account, arn: principalOf(Arn), region };
    },
    organization: new OrganizationReader(counted(new OrganizationsClient(shared))),
    controlTower: new ControlTowerReader(rest, sleep),
    costs: costRegion === undefined ? undefined : new CostReader({ ...rest, region: costRegion, endpoint: costExplorerEndpoint }, sleep),
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
    records: recordsReader({
      sts,
      hub: {
        ssm: (each, own) => counted(new SSMClient({ ...base, region: each, credentials: own })),
        secrets: (each, own) => counted(new SecretsManagerClient({ ...base, region: each, credentials: own })),
        lambda: (each, own) => counted(new LambdaClient({ ...base, region: each, credentials: own })),
      },
      now,
      endpoint: executeApiEndpoint,
      onRequest: () => { calls++; },
    }),
    stacks: each => {
      const known = stackReaders.get(each) ?? new StackReader(counted(new CloudFormationClient({ ...shared, region: each })));
      stackReaders.set(each, known);
      return known;
    },
    now,
    calls: () => calls,
  };
  return { readers, retries: () => retries };
}

/** The role of a session, without the session's name, which is a person's as a rule. */
function principalOf(arn: string): string {
  return arn.replace(/^(arn:[^:]+:sts::\d+:assumed-role\/[^/]+)\/.*$/, '$1');
}
