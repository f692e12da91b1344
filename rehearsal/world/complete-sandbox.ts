/** Makes a whole Innovation Sandbox of what a world file says of it and what the app expects. Pure. */

import type { AppFacts } from './app-facts';
import { withDefaults, WORLD_SCHEMA } from './defaults';
import type { SandboxFacts } from './sandbox-facts';
import { UNIT_OF_STATUS } from './sandbox-units';
import type { SandboxUnit, WorldBillingView, WorldHubRole, WorldMachineClient, WorldOrganization, WorldSandbox } from './world';
import type { WorldSandboxFile } from './world-file';

const NEWEST = '1.3.3';
/** The newest version that takes tokens. */
const NEWEST_WITH_TOKENS = '1.2.17';
const DEFAULT_NAMESPACE = 'myisb';
const DEFAULT_HUB = '222233334444';
const DEFAULT_API = 'isbapi0001';
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

/** The Innovation Sandbox of the world; undefined if neither the file nor the app speaks of one. */
export function completeSandbox(
  given: WorldSandboxFile | undefined, facts: AppFacts, organization: Pick<WorldOrganization, 'managementAccountId' | 'homeRegion' | 'rootId'>, assume: Assume,
): WorldSandbox | undefined {
  const { sandboxes, roleArns, unreadable } = facts.sandboxes;
  if (unreadable) {
    assume(undefined, 'The app\'s Innovation Sandbox is not known before the deployment; describe it in a world file.');
  }
  if (given === undefined && sandboxes.length === 0) {
    return undefined;
  }
  const file = given ?? withDefaults({}, WORLD_SCHEMA.properties!.sandbox) as WorldSandboxFile;
  const app = sandboxes.find(({ namespace }) => namespace === file.namespace) ?? sandboxes.at(0);
  const { managementAccountId } = organization;

  const namespace = file.namespace ?? app?.namespace ?? DEFAULT_NAMESPACE;
  const version = file.version ?? assumeVersion(namespace, app, assume);
  const region = file.region ?? app?.region ?? organization.homeRegion;
  const hubAccountId = file.hubAccountId ?? accountOf(app?.machineClientArn ?? app?.hubRoleArn) ?? DEFAULT_HUB;
  const trustedPrincipal = app?.clientRoleArn ?? managementAccountId;
  const machineClient: WorldMachineClient | undefined = file.machineClient
    ?? (app?.machineClientArn !== undefined ? { roleArn: app.machineClientArn, externalId: app.externalId ?? '', trustedPrincipal } : undefined);
  const hubRole: WorldHubRole | undefined = file.hubRole ?? assumeHubRole(app, roleArns, trustedPrincipal, assume);
  if (sandboxes.length > 1) {
    assume(namespace, `Of the app's Innovation Sandboxes only '${namespace}' is rehearsed; another one can be put into a world file.`);
  }
  return {
    ...file,
    namespace,
    version,
    region,
    hubAccountId,
    apiId: file.apiId ?? app?.apiId ?? DEFAULT_API,
    organizationalUnits: { ...inventedUnits(organization.rootId), ...file.organizationalUnits },
    ...(machineClient ? { machineClient } : {}),
    ...(hubRole ? { hubRole } : {}),
    accounts: file.accounts.map(account => ({
      ...account,
      ...(account.unit ?? account.status ? { unit: account.unit ?? UNIT_OF_STATUS[account.status!] } : {}),
      cleaning: account.cleaning ?? account.status === 'CleanUp',
    })),
    billingViews: file.billingViews ?? assumeBillingViews(app, managementAccountId, assume),
  };
}

function assumeVersion(namespace: string, app: SandboxFacts | undefined, assume: Assume): string {
  const version = app?.access === 'signed-invoke' ? NEWEST_WITH_TOKENS : NEWEST;
  return assume(version, `Innovation Sandbox '${namespace}' has version ${version}, and everything in its pool is as it should be.`);
}

function assumeHubRole(app: SandboxFacts | undefined, made: readonly string[], trustedPrincipal: string, assume: Assume): WorldHubRole | undefined {
  const roleArn = app?.hubRoleArn;
  if (app === undefined || roleArn === undefined || made.includes(roleArn)) {
    return undefined;
  }
  const role = { roleArn, trustedPrincipal, ...(app.externalId !== undefined ? { externalId: app.externalId } : {}) };
  return assume(role, `The hub account has the role ${roleArn.slice(roleArn.lastIndexOf('/') + 1)}, as no stack of the app makes it.`);
}

function assumeBillingViews(app: SandboxFacts | undefined, managementAccountId: string, assume: Assume): WorldBillingView[] {
  const arn = app?.billingViewArn;
  const owner = accountOf(arn);
  if (arn === undefined || owner === undefined) {
    return [];
  }
  const view: WorldBillingView = { arn, accounts: [owner], otherFilters: {}, sharedWith: owner === managementAccountId ? [] : [managementAccountId] };
  return [assume(view, `Billing view ${arn.slice(arn.lastIndexOf('/') + 1)} exists, and the app's role may change it.`)];
}

function inventedUnits(rootId: string): Record<SandboxUnit, string> {
  return Object.fromEntries(Object.entries(UNIT_ENDINGS).map(([unit, ending]) => [unit, `ou-${rootId.slice(2)}-${ending}`])) as Record<SandboxUnit, string>;
}

function accountOf(arn: string | undefined): string | undefined {
  const id = arn?.split(':')[4];
  return id !== undefined && /^\d{12}$/.test(id) ? id : undefined;
}
