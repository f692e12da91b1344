/** Makes whole Innovation Sandboxes of what a world file says of them and what the app expects. Pure. */

import type { AppFacts } from './app-facts';
import { withDefaults, WORLD_SCHEMA } from './defaults';
import type { SandboxFacts } from './sandbox-facts';
import { UNIT_OF_STATUS } from './sandbox-units';
import type { SandboxUnit, World, WorldBillingView, WorldHubRole, WorldMachineClient, WorldOrganization, WorldSandbox } from './world';
import type { WorldFile, WorldSandboxFile } from './world-file';

const NEWEST = '1.3.3';
/** The newest version that takes tokens. */
const NEWEST_WITH_TOKENS = '1.2.17';
const DEFAULT_NAMESPACE = 'myisb';
const DEFAULT_HUB = '222233334444';
/** Invented ids end so, for the reader's sake. */
const UNIT_ENDINGS: Readonly<Record<SandboxUnit, string>> = {
  pool: 'isbpool0',
  available: 'isbavail',
  active: 'isbactiv',
  cleanUp: 'isbclean',
  quarantine: 'isbquara',
  entry: 'isbentry',
  exit: 'isbexit0',
  frozen: 'isbfroze',
};

type Assume = <T>(value: T, text: string) => T;

type Organization = Pick<WorldOrganization, 'managementAccountId' | 'homeRegion' | 'rootId'>;

/** One to be completed: as the file has it, and the app's, if that has one like it. */
interface Draft {
  readonly file: WorldSandboxFile;
  readonly app?: SandboxFacts;
}

/** What they are completed from besides themselves. */
interface Surroundings {
  readonly facts: AppFacts;
  readonly organization: Organization;
  /** ARNs of the billing views that are there already. */
  readonly described: ReadonlySet<string>;
}

/** The Innovation Sandboxes of the world; none if neither the file nor the app speaks of one. */
export function completeSandboxes(
  given: Given, facts: AppFacts, organization: Organization, assume: Assume,
): Pick<World, 'sandbox' | 'furtherSandboxes'> {
  if (facts.sandboxes.unreadable) {
    assume(undefined, 'The app\'s Innovation Sandbox is not known before the deployment; describe it in a world file.');
  }
  const { first, further } = draftsOf(given, facts.sandboxes.sandboxes);
  // Several may be meant to share a billing view: it is there once.
  const described = new Set([given.sandbox, ...given.furtherSandboxes ?? []].flatMap(file => file?.billingViews ?? []).map(({ arn }) => arn));
  const complete = (draft: Draft, index: number): WorldSandbox => {
    const sandbox = completeSandbox(draft, index, { facts, organization, described }, assume);
    sandbox.billingViews.forEach(({ arn }) => described.add(arn));
    return sandbox;
  };
  return {
    ...(first ? { sandbox: complete(first, 0) } : {}),
    furtherSandboxes: further.map((draft, index) => complete(draft, index + 1)),
  };
}

type Given = Pick<WorldFile, 'sandbox' | 'furtherSandboxes'>;

interface Drafts {
  readonly first?: Draft;
  readonly further: readonly Draft[];
}

/** What the file leaves out is derived from the app, unless its own Innovation Sandbox is another one than the app's. */
function draftsOf({ sandbox, furtherSandboxes }: Given, known: readonly SandboxFacts[]): Drafts {
  const named = (file: WorldSandboxFile) => known.find(({ namespace }) => namespace === file.namespace);
  const further = furtherSandboxes?.map((file): Draft => ({ file, app: named(file) }));
  const others = known.filter(app => !further?.some(draft => draft.app === app));
  const app = (sandbox && named(sandbox)) ?? others.at(0);
  const first = sandbox ?? app ? { file: sandbox ?? nothingSaid(), app } : undefined;
  const isTheApps = sandbox?.namespace === undefined || sandbox.namespace === app?.namespace;
  const rest = isTheApps ? others.filter(other => other !== app) : [];
  return { first, further: further ?? rest.map((other): Draft => ({ file: nothingSaid(), app: other })) };
}

function nothingSaid(): WorldSandboxFile {
  return withDefaults({}, WORLD_SCHEMA.properties!.sandbox) as WorldSandboxFile;
}

function completeSandbox({ file, app }: Draft, index: number, { facts, organization, described }: Surroundings, assume: Assume): WorldSandbox {
  const { managementAccountId } = organization;

  const namespace = file.namespace ?? app?.namespace ?? DEFAULT_NAMESPACE;
  const version = file.version ?? assumeVersion(namespace, app, assume);
  const region = file.region ?? app?.region ?? organization.homeRegion;
  const hubAccountId = file.hubAccountId ?? accountOf(app?.machineClientArn ?? app?.hubRoleArn) ?? DEFAULT_HUB;
  if (app?.isDisputed === true) {
    assume(undefined, `Factories of the app reach Innovation Sandbox '${namespace}' in different ways; the way of the first one is there.`);
  }
  const trusted = trustOf(app, managementAccountId, assume);
  const machineClient = file.machineClient ?? assumeMachineClient(app, trusted);
  const hubRole = file.hubRole ?? assumeHubRole(app, facts.sandboxes.roleArns, trusted, assume);
  return {
    ...file,
    namespace,
    version,
    region,
    hubAccountId,
    apiId: file.apiId ?? app?.apiId ?? `isbapi${String(index + 1).padStart(4, '0')}`,
    organizationalUnits: { ...inventedUnits(organization.rootId, index === 0 ? '' : namespace.toLowerCase()), ...file.organizationalUnits },
    ...(machineClient ? { machineClient } : {}),
    ...(hubRole ? { hubRole } : {}),
    accounts: file.accounts.map(account => ({
      ...account,
      ...(account.unit ?? account.status ? { unit: account.unit ?? UNIT_OF_STATUS[account.status!] } : {}),
      cleaning: account.cleaning ?? account.status === 'CleanUp',
    })),
    billingViews: file.billingViews ?? assumeBillingViews(app, managementAccountId, described, assume),
  };
}

function assumeVersion(namespace: string, app: SandboxFacts | undefined, assume: Assume): string {
  const version = app?.access === 'signed-invoke' ? NEWEST_WITH_TOKENS : NEWEST;
  return assume(version, `Innovation Sandbox '${namespace}' has version ${version}, and everything in its pool is as it should be.`);
}

/** Whom the roles in the hub trust. They trust one principal: with several factories that is the account of all of their roles. */
function trustOf(app: SandboxFacts | undefined, managementAccountId: string, assume: Assume): () => string {
  const [only, ...others] = app?.clientRoleArns ?? [];
  if (others.length === 0) {
    return () => only ?? managementAccountId;
  }
  // Asked for only where a role is derived, and said once.
  let said = false;
  return () => {
    if (!said) {
      assume(undefined, `Roles in the hub of Innovation Sandbox '${app!.namespace}' trust the management account, as ${others.length + 1} factories use them.`);
    }
    said = true;
    return managementAccountId;
  };
}

function assumeMachineClient(app: SandboxFacts | undefined, trusted: () => string): WorldMachineClient | undefined {
  return app?.machineClientArn === undefined
    ? undefined
    : { roleArn: app.machineClientArn, externalId: app.externalId ?? '', trustedPrincipal: trusted() };
}

function assumeHubRole(app: SandboxFacts | undefined, made: readonly string[], trusted: () => string, assume: Assume): WorldHubRole | undefined {
  const roleArn = app?.hubRoleArn;
  if (app === undefined || roleArn === undefined || made.includes(roleArn)) {
    return undefined;
  }
  const role = { roleArn, trustedPrincipal: trusted(), ...(app.externalId !== undefined ? { externalId: app.externalId } : {}) };
  return assume(role, `The hub account has the role ${roleArn.slice(roleArn.lastIndexOf('/') + 1)}, as no stack of the app makes it.`);
}

function assumeBillingViews(
  app: SandboxFacts | undefined, managementAccountId: string, described: ReadonlySet<string>, assume: Assume,
): WorldBillingView[] {
  const arn = app?.billingViewArn;
  const owner = accountOf(arn);
  if (arn === undefined || owner === undefined || described.has(arn)) {
    return [];
  }
  const view: WorldBillingView = { arn, accounts: [owner], otherFilters: {}, sharedWith: owner === managementAccountId ? [] : [managementAccountId] };
  return [assume(view, `Billing view ${arn.slice(arn.lastIndexOf('/') + 1)} exists, and the app's role may change it.`)];
}

function inventedUnits(rootId: string, prefix: string): Record<SandboxUnit, string> {
  return Object.fromEntries(Object.entries(UNIT_ENDINGS).map(([unit, ending]) => [unit, `ou-${rootId.slice(2)}-${prefix}${ending}`])) as Record<SandboxUnit, string>;
}

function accountOf(arn: string | undefined): string | undefined {
  const id = arn?.split(':')[4];
  return id !== undefined && /^\d{12}$/.test(id) ? id : undefined;
}
