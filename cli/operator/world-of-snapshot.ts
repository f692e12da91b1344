/** The world file that a snapshot stands for: what a rehearsal has to know of the real organization. Pure. */

import type {
  Snapshot,
  SnapshotAccount,
  SnapshotLandingZone,
  SnapshotProduct,
  SnapshotQuota,
  SnapshotSandbox,
  SnapshotUnit,
} from '../../core/operator/snapshot';
import { OWNER_TAG } from '../../src/contract';

/** What a world file says, as plain data. Members that are undefined are left to their defaults. */
export interface WorldSections {
  readonly organization: Readonly<Record<string, unknown>> & {
    readonly organizationalUnits?: readonly object[];
    readonly accounts: readonly object[];
    readonly products: readonly object[];
  };
  readonly factory: Readonly<Record<string, unknown>>;
  readonly operations: readonly object[];
  readonly sandbox?: Readonly<Record<string, unknown>>;
  readonly furtherSandboxes?: readonly Readonly<Record<string, unknown>>[];
}

const DAY = 24 * 60 * 60_000;
const HOUR = 60 * 60_000;
/** How long an enrolment by hand, which nobody can see the beginning of, goes on. Half of what one takes. */
const ENROLMENT_MINUTES = 15;
/** How long an operation on the landing zone that is in progress goes on: nobody tells, and half an hour is what one takes (inferred). */
const UPDATE_MINUTES = 30;
/** What AWS Organizations says of accounts, as far as a world knows it. */
const STATES = ['ACTIVE', 'PENDING_ACTIVATION', 'SUSPENDED', 'PENDING_CLOSURE', 'CLOSED'];
const NAME = /^[ -~]{1,50}$/;
const EMAIL = /^[^\s@"'()[\]:;,\\|%&]+@[A-Za-z0-9.-]+\.[A-Za-z]+$/;
const PRODUCT_NAME = /^[a-zA-Z0-9][a-zA-Z0-9._-]{0,127}$/;
/** The unit that an account in a pool stands in says what its record says, unless it is just being changed. */
const STATUS_OF_UNIT: Readonly<Record<string, string>> = { available: 'Available', active: 'Active', cleanUp: 'CleanUp', quarantine: 'Quarantine', frozen: 'Frozen' };
const STATUSES = Object.values(STATUS_OF_UNIT);

/** What of the snapshot a world can say. */
export function worldOf(snapshot: Snapshot): WorldSections {
  const { organization, landingZone, quotas, factory, sandboxes = [], identityCenter } = snapshot;
  const managementAccountId = organization?.managementAccountId ?? snapshot.caller.accountId;
  const poolUnits = new Set(sandboxes.flatMap(({ units }) => Object.values(units ?? {})));
  const rootId = organization?.rootId ?? rootOf(snapshot);
  const units = (snapshot.units ?? []).filter(({ id }) => !poolUnits.has(id));
  const places = new Set([...(rootId === undefined ? [] : [rootId]), ...units.map(({ id }) => id), ...poolUnits]);
  const accounts = (snapshot.accounts ?? []).filter(({ id }) => id !== managementAccountId);
  const enrolling = enrolmentsBeside(snapshot);
  const worlds = sandboxes.map(sandbox => sandboxOf(sandbox, accounts));
  return {
    organization: defined({
      managementAccountId,
      homeRegion: snapshot.caller.region,
      rootId,
      accountQuota: quotaOf(quotas.accounts, accounts.length + 1),
      quotaRequests: requestsOf(quotas),
      identityCenter: identityCenter === undefined ? undefined : identityCenter !== null,
      ...landingZoneOf(landingZone),
      organizationalUnits: snapshot.units && named(units.filter(({ parentId }) => places.has(parentId))),
      accounts: accounts.map(account => accountOf(account, snapshot, places)),
      products: productsOf(snapshot, accounts),
    }),
    factory: defined({
      concurrency: quotas.concurrency?.value,
      portfolioName: factory?.portfolios?.[0]?.name,
      secondLaunchPath: factory?.portfolios === undefined ? undefined : factory.portfolios.length > 1,
    }),
    operations: enrolling === 0 ? [] : [{ startMinute: 0, minutes: ENROLMENT_MINUTES, count: enrolling, visible: false }],
    ...(worlds.length === 0 ? {} : { sandbox: worlds[0] }),
    ...(worlds.length < 2 ? {} : { furtherSandboxes: worlds.slice(1) }),
  };
}

function rootOf({ units = [], accounts = [] }: Snapshot): string | undefined {
  return [...accounts, ...units].map(({ parentId }) => parentId).find(id => id?.startsWith('r-'));
}

function quotaOf(quota: SnapshotQuota | null | undefined, accounts: number): number | undefined {
  return quota ? Math.max(quota.value, accounts) : undefined;
}

function requestsOf({ accounts, concurrency }: Snapshot['quotas']): object[] | undefined {
  const requests = ([['accounts', accounts], ['concurrency', concurrency]] as const)
    .flatMap(([quota, present]) => (present?.requests ?? []).map(({ value, status }) => ({ quota, value, status })));
  return requests.length === 0 ? undefined : requests;
}

/** While something is at work on the landing zone, the factory says that it is busy; after a failure it isn't set up (inferred). */
function landingZoneOf(landingZone: SnapshotLandingZone | null | undefined): Record<string, unknown> {
  if (landingZone === undefined) {
    return {};
  }
  if (landingZone === null) {
    return { absentServices: ['controltower'] };
  }
  const { status, operation, version, latestVersion, drift, autoEnrollment, accessManagement } = landingZone;
  const isBusy = operation ? true : status === 'PROCESSING';
  return {
    landingZone: isBusy ? 'updating' : status === 'FAILED' ? 'setting-up' : 'ready',
    landingZoneMinutes: isBusy ? UPDATE_MINUTES : undefined,
    landingZoneVersion: version,
    latestLandingZoneVersion: latestVersion,
    landingZoneDrift: drift,
    autoEnrollment,
    accessManagement,
  };
}

/** Two units under one parent can't have one name: one that wasn't read goes by its id. */
function named(units: readonly SnapshotUnit[]): object[] {
  return units.map(({ id, name, parentId, baseline }) => defined({
    id,
    name: name ?? id,
    parentId,
    registered: baseline !== null,
    baselineStatus: baseline?.status,
    baselineDrift: baseline?.inheritanceDrift === 'DRIFTED' || baseline?.sourceDrift === 'DRIFTED' ? 'DRIFTED' : undefined,
  }));
}

function accountOf(account: SnapshotAccount, { takenAt, products = [] }: Snapshot, places: ReadonlySet<string>): object {
  const { id, name, email, state, parentId, joinedAt, invited, tags } = account;
  const known = tags ?? products.find(({ accountId }) => accountId === id)?.tags ?? {};
  const days = joinedAt === undefined ? undefined : (Date.parse(takenAt) - Date.parse(joinedAt)) / DAY;
  return defined({
    name: NAME.test(name) ? name : `account-${id}`,
    id,
    email: EMAIL.test(email) && email.length >= 6 && email.length <= 64 ? email : undefined,
    parentId: parentId !== undefined && places.has(parentId) ? parentId : undefined,
    status: STATES.includes(state) ? state : 'SUSPENDED',
    joinedDaysAgo: days === undefined || !(days >= 0) ? undefined : Math.round(days * 1e8) / 1e8,
    invited: invited ? true : undefined,
    // Only ours matter to anybody who is rehearsed, and what was read of others is nobody's business.
    tags: Object.keys(known).length === 0 ? undefined : known,
  });
}

function productsOf({ products = [], stacks, takenAt }: Snapshot, accounts: readonly SnapshotAccount[]): object[] {
  const names = new Set<string>();
  const ids = new Set(accounts.map(({ id }) => id));
  const enrolled = new Set(products.map(({ accountId }) => accountId));
  // What a product was asked for with, its search doesn't tell: the stack that asked does.
  const emailOf = new Map(stacks.flatMap(stack => stack.accounts ?? []).map(({ owner, email }) => [owner, email.toLowerCase()]));
  const begun = (owner: string | undefined) =>
    accounts.find(({ id, email }) => !enrolled.has(id) && owner !== undefined && email.toLowerCase() === emailOf.get(owner))?.id;
  return products.filter(({ name }) => PRODUCT_NAME.test(name) && !names.has(name) && names.add(name)).map(product => {
    const { name, status, statusMessage, accountId, tags, lastSuccessfulRecordId } = product;
    const history = historyOf(product, takenAt);
    const succeeded = history?.some(({ operation, outcome }) => operation !== 'terminate' && outcome === 'succeeded') ?? lastSuccessfulRecordId !== undefined;
    return defined({
      name,
      status,
      statusMessage,
      accountId: accountId !== undefined && ids.has(accountId) ? accountId : begun(tags[OWNER_TAG]),
      accountEmail: accountId === undefined ? emailOf.get(tags[OWNER_TAG] ?? '') : undefined,
      succeededOnce: succeeded,
      tags: Object.keys(tags).length === 0 ? undefined : tags,
      history,
    });
  });
}

const OPERATIONS: Readonly<Record<string, 'provision' | 'update' | 'terminate'>> = {
  PROVISION_PRODUCT: 'provision',
  UPDATE_PROVISIONED_PRODUCT: 'update',
  TERMINATE_PROVISIONED_PRODUCT: 'terminate',
};

const OUTCOMES: Readonly<Record<string, 'succeeded' | 'failed' | 'running'>> = {
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  CREATED: 'running',
  IN_PROGRESS: 'running',
  IN_PROGRESS_IN_ERROR: 'running',
};

/** How the history of a product ends that isn't in order. */
const LAST_OUTCOMES: Readonly<Record<string, string>> = { ERROR: 'failed', TAINTED: 'failed', UNDER_CHANGE: 'running' };

/** What a product went through, and when: back-offs and what is under way go by it. Undefined where it wasn't read, or begins in the middle. */
function historyOf({ createdAt, history, lastSuccessfulRecordId, status }: SnapshotProduct, takenAt: string) {
  const hoursBefore = (at: string | undefined) => (at === undefined ? Number.NaN : (Date.parse(takenAt) - Date.parse(at)) / HOUR);
  if (history === undefined) {
    // Of other people's products only this much is told: one that never succeeded and is under change is being made since it is there.
    const hoursAgo = hoursBefore(createdAt);
    return status === 'UNDER_CHANGE' && lastSuccessfulRecordId === undefined && hoursAgo > 0
      ? [{ operation: 'provision', outcome: 'running', hoursAgo: Math.round(hoursAgo * 1e6) / 1e6 }] : undefined;
  }
  const past = history.flatMap(({ type, status: told, createdAt: begun, errors, tagged, updatedAt }) => {
    const [operation, outcome, hoursAgo] = [OPERATIONS[type], OUTCOMES[told], hoursBefore(begun)];
    const minutes = (hoursAgo - hoursBefore(updatedAt)) * 60;
    return operation === undefined || outcome === undefined || !(hoursAgo > 0) ? [] : [defined({
      operation,
      outcome,
      message: outcome === 'failed' ? errors[0] : undefined,
      hoursAgo: Math.max(1e-6, Math.round(hoursAgo * 1e6) / 1e6),
      minutes: outcome === 'running' || !(minutes >= 0) ? undefined : Math.round(minutes * 100) / 100,
      tagged,
    })];
  });
  const isWhole = past[0]?.operation === 'provision' && past.slice(0, -1).every(({ outcome }) => outcome !== 'running');
  return isWhole && past.at(-1)?.outcome === LAST_OUTCOMES[status] ? past : undefined;
}

/** Accounts under change that no product stands for: slots that somebody's enrolment holds. */
function enrolmentsBeside({ enrolling = [], products = [] }: Snapshot): number {
  const changing = new Set(products.filter(({ status }) => status === 'UNDER_CHANGE').map(({ accountId }) => accountId));
  return enrolling.filter(({ targetId }) => /^\d{12}$/.test(targetId) && !changing.has(targetId)).length;
}

function sandboxOf({ namespace, region, version, units, records }: SnapshotSandbox, accounts: readonly SnapshotAccount[]): Record<string, unknown> {
  const unitOf = new Map(Object.entries(units ?? {}).map(([unit, id]) => [id, unit]));
  const recordOf = new Map((records ?? []).map(record => [record.accountId, record]));
  const inside = accounts.flatMap(({ id, parentId }) => {
    const unit = parentId === undefined ? undefined : unitOf.get(parentId);
    const record = recordOf.get(id);
    const status = record?.status ?? (unit === undefined || records !== undefined ? undefined : STATUS_OF_UNIT[unit]);
    return unit === undefined || unit === 'pool' ? [] : [defined({ id, unit, status: status !== undefined && STATUSES.includes(status) ? status : undefined })];
  });
  return defined({
    namespace,
    region,
    version: /^\d+\.\d+\.\d+$/.test(version) ? version : undefined,
    organizationalUnits: units,
    accounts: inside,
  });
}

function defined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;
}
