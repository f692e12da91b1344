/**
 * Reads a whole organization, in as few calls as there are pages, and writes nothing.
 *
 *     who calls -> the organization, its accounts (twenty a page), its units | the landing zone | the factory and its products (a hundred a page) | quotas ...
 *
 * Branches run beside each other; within one, calls follow each other, because AWS throttles by service. What can't be read is told in the snapshot.
 */

import type { CatalogReader } from './catalog-reader';
import type { ControlTowerReader } from './control-tower-reader';
import type { CostReader } from './cost-reader';
import { Looks, present } from './looks';
import type { OrganizationReader } from './organization-reader';
import type { QuotaReader, WantedQuota } from './quota-reader';
import type { RecordsReader } from './records-reader';
import type { SandboxReader } from './sandbox-reader';
import type { StackReader } from './stack-reader';
import { stackOfOwner } from '../../core/operator/declared';
import type { SandboxIntent } from '../../core/operator/doctor/app-intent';
import { sandboxesByUnits } from '../../core/operator/sandboxes';
import type {
  Snapshot,
  SnapshotAccount,
  SnapshotBaseline,
  SnapshotCaller,
  SnapshotFactory,
  SnapshotIdentityCenter,
  SnapshotLandingZone,
  SnapshotProduct,
  SnapshotQuota,
  SnapshotSandbox,
  SnapshotStack,
  SnapshotUnit,
} from '../../core/operator/snapshot';
import { SNAPSHOT_VERSION } from '../../core/operator/snapshot';
import { isMeant } from '../../core/operator/takeover';
import type { Choice } from '../../core/operator/takeover';
import { ACCOUNT_QUOTA_CODE, ACCOUNT_QUOTA_NAME, OWNER_TAG, QUOTA_SERVICE, SANDBOX_NAMES } from '../../src/contract';

/** Units are walked to in so many calls at most: an organization has as many as it likes. */
const UNIT_CALLS = 16;
/** Products whose history is read at most. */
const MOST_HISTORIES = 5;
/** As many as a factory works on at a time, at most. */
const MOST_HISTORIES_OF_STATUS = 10;
/** Calls after which no further stack is looked at, and no further account's tags are read. */
const STACK_CALLS = 140;
const TAG_CALLS = 145;
/** Pages of a stack's events that are read at most: a hundred events each, and an account's relay has a dozen. */
const EVENT_PAGES = 12;
/** What CloudFormation calls a stack in a stack. */
const NESTED_STACK = 'AWS::CloudFormation::Stack';
/** Governed Regions that are asked for an Innovation Sandbox at most. */
const MOST_REGIONS = 6;

const ACCOUNTS: WantedQuota = { service: QUOTA_SERVICE, name: ACCOUNT_QUOTA_NAME, code: ACCOUNT_QUOTA_CODE };
/** The service's code in Service Quotas is inferred from its others names; the quota's name is documented. */
const CONCURRENCY: WantedQuota = { service: 'controltower', name: 'Concurrent account operations' };

/** Whatever is read from. */
export interface Readers {
  readonly caller: () => Promise<SnapshotCaller>;
  readonly organization: OrganizationReader;
  readonly controlTower: ControlTowerReader;
  readonly catalog: CatalogReader;
  /** In the Region that tells the organization's quotas; undefined where there is none. */
  readonly organizationQuotas: QuotaReader | undefined;
  readonly quotas: QuotaReader;
  /** undefined in a partition without Cost Explorer. */
  readonly costs: CostReader | undefined;
  readonly identityCenter: () => Promise<SnapshotIdentityCenter | null>;
  readonly sandboxes: (region: string) => SandboxReader;
  /** Asked only where somebody wants records. */
  readonly records: RecordsReader;
  /** By Region. */
  readonly stacks: (region: string) => StackReader;
  /** AWS's time. */
  readonly now: () => Date;
  readonly calls: () => number;
}

/** What is looked at besides what shows by itself. */
export interface Wanted {
  readonly release: string;
  /** Names of stacks, deployed or not. */
  readonly stacks: readonly string[];
  /** Names and e-mail addresses of accounts whose tags matter. */
  readonly accounts: ReadonlySet<string>;
  /** Accounts that somebody wants to take over: their tags matter, too. */
  readonly choice?: Choice;
  /** Keys of tags that costs should be told by. */
  readonly costTags?: readonly string[];
  /** Regions in which Innovation Sandboxes are looked for, besides the one that is asked. */
  readonly sandboxRegions: readonly string[];
  /**
   * How the app reaches its sandboxes, if records of Innovation Sandbox are wanted: that takes a role in its hub account. Those that stacks of ours reach are
   * asked in any case then. undefined: nobody asks for records.
   */
  readonly recordsBy?: readonly SandboxIntent[];
  /** 'status': of what stands still nothing that no account's step depends on, and of stacks the events of the last operation as well. */
  readonly purpose?: 'status';
  /** Whether no other stacks are looked at than those that are named. */
  readonly stacksOnly?: boolean;
}

/** Takes a snapshot. Throws where nothing can be read at all: the credentials are no good. */
export async function takeSnapshot(readers: Readers, wanted: Wanted): Promise<Snapshot> {
  const looks = new Looks();
  const whole = wanted.purpose === undefined;
  const caller = await readers.caller();
  const [directory, controlTower, factory, quotas, identityCenter, published] = await Promise.all([
    readDirectory(readers.organization, looks),
    readControlTower(readers.controlTower, whole, looks),
    readFactory(readers.catalog, whole, looks),
    readQuotas(readers, whole, looks),
    whole ? looks.at('identityCenter', readers.identityCenter) : undefined,
    readPublished(readers, [...new Set([caller.region, ...wanted.sandboxRegions])], whole, looks),
  ]);
  const { costTags: keys = [] } = wanted;
  const costTags = keys.length === 0 || readers.costs === undefined ? undefined : await looks.at('costTags', async () => readers.costs!.tags(keys));
  const sandboxes = await withHidden(published, directory.units ?? [], controlTower.landingZone?.governedRegions ?? [], whole, readers, looks);
  const { products, ...catalog } = factory;
  const usesControlTower = controlTower.landingZone === null && directory.organization
    ? await looks.at('usesControlTower', async () => readers.organization.usesControlTower())
    : undefined;
  const named = new Set((products ?? []).flatMap(({ tags }) => (tags[OWNER_TAG] === undefined ? [] : [stackOfOwner(tags[OWNER_TAG])])));
  // Whoever names stacks wants to see them, and not all that there are besides.
  const stackNames = wanted.stacksOnly === true ? wanted.stacks : [...new Set([...wanted.stacks, ...[...named].sort()])];
  const { stacks, reached } = await readStacks(readers, caller.region, stackNames, whole, looks);
  const recorded = wanted.recordsBy && await withRecords(sandboxes, [...wanted.recordsBy, ...reached], readers.records, looks);
  const isWanted = (account: SnapshotAccount) => [account.id, account.name, account.email.toLowerCase()].some(value => wanted.accounts.has(value))
    || (wanted.choice !== undefined && isMeant(account, { units: directory.units, sandboxes }, wanted.choice));
  const accounts = directory.accounts && await withTags(directory.accounts, products ?? [], isWanted, readers, looks);
  const { baselines, ...landingZone } = controlTower;
  return present<Snapshot>({
    version: SNAPSHOT_VERSION,
    takenAt: readers.now().toISOString(),
    release: wanted.release,
    hashed: false,
    calls: readers.calls(),
    caller,
    ...directory,
    accounts,
    units: directory.units?.map(unit => present({ ...unit, baseline: baselineOf(unit, baselines, landingZone.landingZone) })),
    ...landingZone,
    usesControlTower,
    ...catalog,
    products,
    quotas,
    identityCenter,
    costTags,
    sandboxes: recorded ?? sandboxes,
    stacks,
    unseen: looks.unseen,
  });
}

async function readDirectory(reader: OrganizationReader, looks: Looks): Promise<Pick<Snapshot, 'organization' | 'accounts' | 'units' | 'creations'>> {
  const organization = await looks.at('organization', async () => reader.organization());
  if (organization === null) {
    return { organization };
  }
  const listed = await looks.at('accounts', async () => reader.accounts());
  const rootId = await looks.at('organization.rootId', async () => reader.rootId());
  const walked = rootId === undefined ? undefined : await looks.at('units', async () =>
    reader.units(rootId, UNIT_CALLS, new Set(listed?.units.map(({ parentId }) => parentId))));
  const creations = await looks.at('creations', async () => reader.creations());
  return {
    organization: organization && present({ ...organization, rootId }),
    accounts: listed?.accounts,
    units: listed === undefined && walked === undefined ? undefined : joined(walked ?? [], listed?.units ?? []),
    creations,
  };
}

/** A unit that was walked to has a name, too. */
function joined(walked: readonly SnapshotUnit[], seen: readonly SnapshotUnit[]): SnapshotUnit[] {
  const known = new Set(walked.map(({ id }) => id));
  return [...walked, ...seen.filter(({ id }) => !known.has(id))];
}

interface ControlTowerPart extends Pick<Snapshot, 'landingZone' | 'enrolling'> {
  readonly baselines?: readonly SnapshotBaseline[];
}

async function readControlTower(reader: ControlTowerReader, whole: boolean, looks: Looks): Promise<ControlTowerPart> {
  const landingZone = await looks.at('landingZone', async () => reader.landingZone());
  if (landingZone === undefined || landingZone === null) {
    return { landingZone };
  }
  const operation = await looks.at('landingZone.operation', async () => reader.operation());
  const baselines = whole ? await looks.at('units.baseline', async () => reader.baselines()) : undefined;
  const enrolling = await looks.at('enrolling', async () => reader.underChange());
  return { landingZone: present({ ...landingZone, operation }), baselines, enrolling };
}

/** Without a landing zone nothing is registered. */
function baselineOf(
  { id }: SnapshotUnit, baselines: readonly SnapshotBaseline[] | undefined, landingZone: SnapshotLandingZone | null | undefined,
): SnapshotBaseline | null | undefined {
  if (baselines === undefined) {
    return landingZone === null ? null : undefined;
  }
  return baselines.find(({ targetId }) => targetId === id) ?? null;
}

interface FactoryPart extends Pick<Snapshot, 'factory' | 'products'> {}

async function readFactory(reader: CatalogReader, whole: boolean, looks: Looks): Promise<FactoryPart> {
  const productId = await looks.at('factory', async () => reader.productId());
  if (productId === undefined || productId === null) {
    return { factory: productId };
  }
  if (!whole) {
    const listed = await looks.at('products', async () => reader.products(productId));
    return { factory: { productId }, products: listed && await withHistories(listed, reader, looks, MOST_HISTORIES_OF_STATUS) };
  }
  const artifacts = await looks.at('factory.artifacts', async () => reader.artifacts(productId));
  const portfolios = await looks.at('factory.portfolios', async () => reader.portfolios(productId));
  const factory: SnapshotFactory = present({
    productId,
    artifacts,
    portfolios: portfolios && await inOrder(portfolios, async portfolio =>
      present({ ...portfolio, principals: await looks.at('factory.portfolios.principals', async () => reader.principals(portfolio.id)) })),
  });
  const products = await looks.at('products', async () => reader.products(productId));
  return { factory, products: products && await withHistories(products, reader, looks, MOST_HISTORIES) };
}

/** What became of ours that are at rest in order needs no second look. */
async function withHistories(
  products: readonly SnapshotProduct[], reader: CatalogReader, looks: Looks, most: number,
): Promise<SnapshotProduct[]> {
  const asked = new Set(products.filter(({ status, tags }) => status !== 'AVAILABLE' && tags[OWNER_TAG] !== undefined).slice(0, most));
  return inOrder(products, async product => (asked.has(product)
    ? settled(present({ ...product, history: await looks.at('products.history', async () => reader.history(product.id)) }))
    : product));
}

/** A search shows what was some seconds ago: a product whose last operation has succeeded isn't under change. */
function settled(product: SnapshotProduct): SnapshotProduct {
  const last = product.history?.at(-1);
  return product.status === 'UNDER_CHANGE' && last?.status === 'SUCCEEDED'
    ? { ...product, status: 'AVAILABLE', lastRecordId: last.id, lastSuccessfulRecordId: last.id }
    : product;
}

async function readQuotas({ organizationQuotas, quotas }: Readers, whole: boolean, looks: Looks): Promise<Snapshot['quotas']> {
  const read = async (part: string, reader: QuotaReader, wanted: WantedQuota): Promise<SnapshotQuota | null | undefined> => {
    const quota = await looks.at(part, async () => reader.quota(wanted));
    const requests = quota && whole ? await looks.at(`${part}.requests`, async () => reader.requests(wanted)) : undefined;
    return quota && { ...quota, requests: requests ?? [] };
  };
  return present({
    accounts: !whole ? undefined : organizationQuotas === undefined ? null : await read('quotas.accounts', organizationQuotas, ACCOUNTS),
    concurrency: await read('quotas.concurrency', quotas, CONCURRENCY),
  });
}

/** What Innovation Sandboxes publish in these Regions; undefined if none of them could be asked. */
async function readPublished(
  { sandboxes, stacks }: Readers, regions: readonly string[], whole: boolean, looks: Looks,
): Promise<SnapshotSandbox[] | undefined> {
  const found = (await inOrder(regions, async region => looks.at('sandboxes', async () => sandboxes(region).sandboxes())))
    .flatMap(each => (each === undefined ? [] : [each]));
  if (found.length === 0) {
    return undefined;
  }
  return inOrder(found.flat(), async sandbox => present({
    ...sandbox,
    stackSet: !whole ? undefined : await looks.at('sandboxes.stackSet', async () => stacks(sandbox.region!).stackSet(SANDBOX_NAMES.stackSet(sandbox.namespace))),
  }));
}

/** With those of which only the pool's unit shows: they are looked for where Control Tower governs, and known by their units else. */
async function withHidden(
  published: readonly SnapshotSandbox[] | undefined, units: readonly SnapshotUnit[], regions: readonly string[], whole: boolean,
  readers: Readers, looks: Looks,
): Promise<readonly SnapshotSandbox[] | undefined> {
  const all = [...published ?? []];
  const hidden = () => sandboxesByUnits(units).filter(({ namespace }) => !all.some(known => known.namespace === namespace));
  for (const region of regions.slice(0, MOST_REGIONS)) {
    if (hidden().length === 0) {
      break;
    }
    const more = await readPublished(readers, [region], whole, looks) ?? [];
    all.push(...more.filter(({ namespace }) => !all.some(known => known.namespace === namespace)));
  }
  for (const sandbox of hidden()) {
    looks.leaveOut('sandboxes', `Innovation Sandbox '${sandbox.namespace}' has its units here, but publishes nothing in the Regions that were asked: its version is unknown; name its Region with --sandbox-region`);
    all.push(sandbox);
  }
  return all.length === 0 ? published && [] : all;
}

/** With what each keeps of its accounts. */
async function withRecords(
  sandboxes: readonly SnapshotSandbox[] | undefined, known: readonly SandboxIntent[], reader: RecordsReader, looks: Looks,
): Promise<readonly SnapshotSandbox[] | undefined> {
  return sandboxes && inOrder(sandboxes, async sandbox => {
    const { namespace, region } = sandbox;
    const way = known.find(each => each.namespace === namespace && (region === undefined || each.region === region));
    if (way === undefined) {
      looks.leaveOut('sandboxes.records', `the records of Innovation Sandbox '${namespace}' were not read: no app and no stack that was looked at says by which role; name the app to doctor, or the stack (--stack)`);
      return sandbox;
    }
    return present({ ...sandbox, records: await looks.at('sandboxes.records', async () => reader.records(way)) });
  });
}

/** Stacks, and the sandboxes that their functions know. */
interface ReadStacks {
  readonly stacks: readonly SnapshotStack[];
  readonly reached: readonly SandboxIntent[];
}

async function readStacks(
  { calls, stacks: readerOf }: Readers, region: string, names: readonly string[], whole: boolean, looks: Looks,
): Promise<ReadStacks> {
  const reader = readerOf(region);
  const reached: SandboxIntent[] = [];
  const read = async (name: string): Promise<SnapshotStack[]> => {
    if (calls() > STACK_CALLS) {
      looks.leaveOut('stacks', `stack ${name} was left out, to keep the number of calls small`);
      return [];
    }
    const stack = await looks.at('stacks', async () => reader.stack(name));
    const { id } = stack ?? {};
    if (stack === undefined || id === undefined) {
      return stack === undefined ? [] : [stack];
    }
    const resources = await looks.at('stacks.resources', async () => reader.resources(id));
    const template = await looks.at('stacks.accounts', async () => reader.declared(id, stack.parameters ?? {}));
    reached.push(...template?.sandboxes ?? []);
    const declared = { accounts: template?.accounts, functions: template?.functions };
    if (whole) {
      return [present({ ...stack, resources, ...declared })];
    }
    const since = stack.updatedAt ?? stack.createdAt;
    const isOurs = declared.accounts === undefined || declared.accounts.length > 0;
    const events = since === undefined || !isOurs ? undefined : await looks.at('stacks.events', async () => reader.events(id, since, EVENT_PAGES));
    const nested = (resources ?? []).filter(({ type, status }) => type === NESTED_STACK && status !== 'DELETE_COMPLETE').flatMap(({ physicalId }) => physicalId ?? []);
    const inside = (await inOrder(nested, read)).flat().filter(({ accounts }) => accounts === undefined || accounts.length > 0);
    return [present({ ...stack, resources, ...declared, events }), ...inside];
  };
  return { stacks: (await inOrder(names, read)).flat(), reached };
}

/** Reads the tags of accounts that somebody wants to take over, or whose product doesn't say whose they are. */
async function withTags(
  accounts: readonly SnapshotAccount[], products: readonly SnapshotProduct[], isWanted: (account: SnapshotAccount) => boolean,
  { calls, organization }: Readers, looks: Looks,
): Promise<SnapshotAccount[]> {
  const ours = new Set(products.filter(({ tags }) => tags[OWNER_TAG] !== undefined).map(({ accountId }) => accountId));
  const asked = new Set(accounts.filter(account => !ours.has(account.id) && isWanted(account)));
  let leftOut = 0;
  const tagged = await inOrder(accounts, async account => {
    if (!asked.has(account)) {
      return account;
    }
    if (calls() >= TAG_CALLS) {
      leftOut++;
      return account;
    }
    return present({ ...account, tags: await looks.at('accounts.tags', async () => organization.tags(account.id)) });
  });
  if (leftOut > 0) {
    looks.leaveOut('accounts.tags', `the tags of ${leftOut} accounts were not read, to keep the number of calls small`);
  }
  return tagged;
}

/** One after the other. */
async function inOrder<T, R>(items: readonly T[], act: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) {
    results.push(await act(item));
  }
  return results;
}

