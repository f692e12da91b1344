/** Makes a whole world of what a world file says and what the app lets us assume. Pure. */

import { absenceText, absentServicesOf } from './absent-services';
import type { AppFacts } from './app-facts';
import { completeSandboxes } from './complete-sandbox';
import type { FactoryText } from './factory-texts';
import { BUSY_TEXTS, FAILURE_TEXTS, fillIn } from './factory-texts';
import type { Fault, Timed, World, WorldAccount, WorldOrganizationalUnit, WorldProduct } from './world';
import type { FaultEntry, WorldFile } from './world-file';

/** AWS's default for the quota "Concurrent account operations". */
const DEFAULT_QUOTA = 5;
const DEFAULT_MANAGEMENT_ACCOUNT = '111122223333';
const DEFAULT_REGION = 'us-east-1';
const DEFAULT_ROOT = 'r-abcd';
/** When a failure in the user's own words shows, in minutes after the request. */
const DEFAULT_FAILURE_MINUTES = 5;

/** The world, and what in it was assumed because the file doesn't say it. */
export function completeWorld(file: WorldFile, facts: AppFacts): { world: World; assumptions: string[] } {
  const assumptions: string[] = [];
  const assume = <T>(value: T, text: string): T => {
    assumptions.push(text);
    return value;
  };
  const given = file.organization;

  const managementAccountId = given.managementAccountId ?? assumeManagementAccount(facts, assume);
  const homeRegion = given.homeRegion ?? assumeHomeRegion(facts, assume);
  const rootId = given.rootId ?? rootOf([...(given.organizationalUnits ?? []).map(unit => unit.id), ...facts.holdingOrganizationalUnitIds]);
  const organizationalUnits = given.organizationalUnits?.map(unit => ({ ...unit, parentId: unit.parentId ?? rootId }))
    ?? assumeUnits(facts, rootId, assume);
  const accounts = given.accounts ? completeAccounts(given.accounts, rootId) : assumeAccounts(facts, organizationalUnits, rootId, assume);
  const concurrency = file.factory.concurrency ?? assumeConcurrency(facts, assume);

  const holding = organizationalUnits.find(unit => facts.holdingOrganizationalUnitIds.includes(unit.id)) ?? organizationalUnits[0];
  const sandboxes = completeSandboxes(file, facts, { managementAccountId, homeRegion, rootId }, assume);
  const words = { ou: holding ? `${holding.name} (${holding.id})` : 'unknown', quota: concurrency };
  const world: World = {
    organization: {
      ...given,
      managementAccountId,
      homeRegion,
      rootId,
      absentServices: given.absentServices ?? absentServicesOf(homeRegion).map(service => assume(service, absenceText(service, homeRegion))),
      organizationalUnits,
      accounts,
      products: given.products.map(product => ({
        ...product,
        succeededOnce: product.succeededOnce ?? hasSucceeded(product),
      })),
    },
    factory: { ...file.factory, concurrency },
    lag: file.lag,
    operations: file.operations,
    deployment: file.deployment,
    values: file.values,
    ...file.leases === undefined ? {} : { leases: file.leases },
    ...file.buttons === undefined ? {} : { buttons: file.buttons },
    ...sandboxes,
    faults: file.faults.map(fault => completeFault(fault, words, rootId)),
  };
  return { world, assumptions };
}

type Assume = <T>(value: T, text: string) => T;

function assumeManagementAccount(facts: AppFacts, assume: Assume): string {
  const [first, ...others] = facts.managementAccountIds;
  if (first === undefined) {
    return assume(DEFAULT_MANAGEMENT_ACCOUNT, `The management account is ${DEFAULT_MANAGEMENT_ACCOUNT}, as the app names no account.`);
  }
  return assume(first, others.length === 0
    ? `Account ${first}, where the app is deployed, is the management account.`
    : `Of the accounts that the app is deployed to, ${first} is the management account.`);
}

function assumeHomeRegion(facts: AppFacts, assume: Assume): string {
  const [first, ...others] = facts.regions;
  if (first === undefined) {
    return assume(DEFAULT_REGION, `Control Tower's home Region is ${DEFAULT_REGION}, as the app names no Region.`);
  }
  return assume(first, others.length === 0
    ? `Control Tower's home Region is ${first}, where the app is deployed.`
    : `Of the Regions that the app is deployed to, ${first} is Control Tower's home.`);
}

/** The ids of organizational units carry the root's. */
function rootOf(unitIds: readonly string[]): string {
  const match = unitIds.map(id => /^ou-([0-9a-z]{4,32})-/.exec(id)).find(found => found !== null);
  return match ? `r-${match[1]}` : DEFAULT_ROOT;
}

function assumeUnits(facts: AppFacts, rootId: string, assume: Assume): WorldOrganizationalUnit[] {
  if (facts.holdingOrganizationalUnitIds.length === 0) {
    return assume([], 'There is no organizational unit, as the app\'s is not known before the deployment; list it in a world file.');
  }
  return facts.holdingOrganizationalUnitIds.map((id, index) => {
    const name = index === 0 ? 'Pool' : `Pool${index + 1}`;
    return assume({ id, name, parentId: rootId, registered: true }, `Organizational unit ${id} exists, is called ${name}, and is registered with Control Tower.`);
  });
}

function assumeAccounts(facts: AppFacts, units: readonly WorldOrganizationalUnit[], rootId: string, assume: Assume): WorldAccount[] {
  const home = units.find(unit => facts.holdingOrganizationalUnitIds.includes(unit.id));
  return facts.existingAccounts.map(existing => {
    const account: WorldAccount = {
      id: existing.id,
      name: existing.name ?? `existing-${existing.id}`,
      email: existing.email ?? inventedEmail(existing.id),
      parentId: home?.id ?? rootId,
      status: 'ACTIVE',
      tags: {},
    };
    return assume(account, `Account ${existing.id}, which the app takes into the pool, exists and is called ${account.name}.`);
  });
}

function completeAccounts(given: NonNullable<WorldFile['organization']['accounts']>, rootId: string): WorldAccount[] {
  const taken = new Set(given.map(account => account.id));
  let next = 900_000_000_000;
  const inventId = (): string => {
    do {
      next++;
    } while (taken.has(String(next)));
    return String(next);
  };
  return given.map(account => {
    const id = account.id ?? inventId();
    return { ...account, id, email: account.email ?? inventedEmail(id), parentId: account.parentId ?? rootId };
  });
}

function inventedEmail(accountId: string): string {
  return `account-${accountId}@example.com`;
}

function assumeConcurrency(facts: AppFacts, assume: Assume): number {
  const wanted = facts.concurrency ?? 0;
  return wanted > DEFAULT_QUOTA
    ? assume(wanted, `Account Factory runs ${wanted} operations at a time, as the app is set to; AWS's default is ${DEFAULT_QUOTA}.`)
    : assume(DEFAULT_QUOTA, `Account Factory runs ${DEFAULT_QUOTA} operations at a time, AWS's default.`);
}

/** By its history, if it has one, else by its status. */
function hasSucceeded({ history, status }: Pick<WorldProduct, 'history' | 'status'>): boolean {
  return history === undefined
    ? status === 'AVAILABLE' || status === 'TAINTED'
    : history.some(({ operation, outcome }) => operation !== 'terminate' && outcome === 'succeeded');
}

function completeFault(entry: FaultEntry, words: { ou: string; quota: number }, rootId: string): Fault {
  switch (entry.kind) {
    case 'creation-fails': {
      const { reason, ...fault } = entry;
      const known: FactoryText | undefined = reason === undefined ? undefined : FAILURE_TEXTS[reason];
      const times = known?.passing ? withTimes(fault).times : fault.times;
      return {
        ...fault,
        message: fault.message ?? fillIn(known?.text ?? '', words),
        afterMinutes: fault.afterMinutes ?? known?.afterMinutes ?? DEFAULT_FAILURE_MINUTES,
        accountCreated: fault.accountCreated ?? known?.accountCreated ?? false,
        ...(times !== undefined ? { times } : {}),
      };
    }
    case 'busy': {
      const { reason, ...fault } = entry;
      return { ...withTimes(fault), message: fault.message ?? fillIn(BUSY_TEXTS[reason].text, words) };
    }
    case 'account-appears':
      return { ...entry, parentId: entry.parentId ?? rootId };
    case 'call-fails':
    case 'lost-response':
    case 'function-dies':
    case 'poll-delivered-twice':
    case 'delivery-fails':
    case 'delivered-twice':
    case 'event-refused':
    case 'poll-comes-late':
    case 'registration-fails':
      return withTimes(entry);
    default:
      return entry;
  }
}

/** Once, unless it says how often, when, or how likely it happens. */
function withTimes<F extends Timed & { readonly times?: number }>(fault: F): F {
  const { fromMinute = 0, toMinute, chance, times } = fault;
  const once = times === undefined && fromMinute === 0 && toMinute === undefined && chance === undefined;
  return once ? { ...fault, times: 1 } : fault;
}
