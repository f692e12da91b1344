/** The organization before its first rehearsal, as the world file describes it. */

import { drawAccountId, drawId } from '../identifiers';
import { sandboxUnits } from '../innovation-sandbox/units';
import { AccountState, CatalogState, OrganizationState, ProductState, RecordState } from './catalog-state';
import { ProductMaker } from '../permissions';
import { Clock } from '../../kernel/types';
import { World, WorldOrganization, WorldOrganizationalUnit, WorldProduct } from '../../world/world';

const MINUTE = 60 * 1000;
const DAY = 24 * 60 * MINUTE;

/** Builds the state that the world describes; what it contains happened a day ago or earlier. */
export function initialState(clock: Clock, world: World, partition: string): OrganizationState {
  const began = clock.date.getTime();
  const catalog = initialCatalog(clock, began - 90 * DAY);
  const maker = otherTeam(world.organization, partition);
  const state: OrganizationState = {
    catalog,
    units: unitsOf(world),
    accounts: initialAccounts(clock, world.organization, began),
    creations: [],
    products: [],
    listings: [],
    records: [],
    associations: [],
    operations: [],
    attempts: {},
  };
  for (const product of [...world.organization.products, ...foreignProducts(state, world.organization.foreignAccounts)]) {
    const at = product.status === 'UNDER_CHANGE' ? began - 5 * MINUTE : began - DAY;
    const added = addProduct(state, clock, product, maker, at);
    state.listings.push({ productId: added.id, versions: [{ visibleFrom: at, view: { ...added } }] });
  }
  return state;
}

/** All units: the organization's, and those of Innovation Sandbox. */
export function unitsOf({ organization, sandbox }: World): WorldOrganizationalUnit[] {
  return [...organization.organizationalUnits, ...(sandbox ? sandboxUnits(sandbox, organization.rootId) : [])];
}

/** Who made what was there before anyone rehearsed. */
export function otherTeam(organization: WorldOrganization, partition: string): ProductMaker {
  const accountId = organization.managementAccountId;
  return {
    accountId,
    roleArn: `arn:${partition}:iam::${accountId}:role/OtherTeam`,
    sessionArn: `arn:${partition}:sts::${accountId}:assumed-role/OtherTeam/someone`,
  };
}

/** Adds a product that exists without the rehearsal's doing, with the record of the operation that it came from. Searches don't show it yet. */
export function addProduct(state: OrganizationState, clock: Clock, from: WorldProduct, maker: ProductMaker, at: number): ProductState {
  const account = state.accounts.find(({ id }) => id === from.accountId);
  const [record, product] = [drawId(clock, 'rec-', 13, 'world', from.name), drawId(clock, 'pp-', 13, 'world', from.name)];
  const successful = drawId(clock, 'rec-', 13, 'world', from.name, 'successful');
  const shared = {
    productId: product,
    productName: from.name,
    artifactId: state.catalog.artifacts[0].id,
    pathId: state.catalog.pathIds[0],
    tags: { ...from.tags },
    maker,
  };
  const failed = from.status === 'ERROR' || from.status === 'TAINTED';
  const settled = from.status === 'AVAILABLE' || failed;
  const last: RecordState = {
    ...shared,
    id: record,
    type: from.succeededOnce && failed ? 'UPDATE_PROVISIONED_PRODUCT' : 'PROVISION_PRODUCT',
    status: failed ? 'FAILED' : settled ? 'SUCCEEDED' : 'IN_PROGRESS',
    createdAt: at,
    updatedAt: at + (settled ? 20 * MINUTE : 0),
    errors: failed && from.statusMessage ? [{ code: errorCodeOf(from.statusMessage), description: from.statusMessage }] : [],
    outputs: !failed && settled && account ? outputsOf(state, account, account.email) : {},
    token: `world-${from.name}`.replace(/[^a-zA-Z0-9_-]/g, '-'),
  };
  state.records.push(last);
  if (from.succeededOnce && last.status !== 'SUCCEEDED') {
    state.records.push({
      ...last,
      id: successful,
      type: 'PROVISION_PRODUCT',
      status: 'SUCCEEDED',
      createdAt: at - 30 * DAY,
      updatedAt: at - 30 * DAY + 20 * MINUTE,
      errors: [],
      outputs: account ? outputsOf(state, account, account.email) : {},
      token: `${last.token}-first`,
    });
  }
  const added: ProductState = {
    id: product,
    name: from.name,
    status: from.status,
    ...(from.statusMessage !== undefined ? { statusMessage: from.statusMessage } : {}),
    createdAt: last.createdAt,
    token: last.token,
    lastRecordId: record,
    ...(from.succeededOnce ? { lastSuccessfulRecordId: last.status === 'SUCCEEDED' ? record : successful } : {}),
    artifactId: shared.artifactId,
    pathId: shared.pathId,
    parameters: parametersOf(state, from.name, account),
    ...(from.accountId !== undefined ? { accountId: from.accountId } : {}),
    tags: { ...from.tags },
    maker,
  };
  state.products.push(added);
  return added;
}

/** The outputs of a record that succeeded. */
export function outputsOf(state: OrganizationState, account: AccountState, ssoUserEmail: string): Record<string, string> {
  return {
    AccountId: account.id,
    AccountEmail: account.email,
    SSOUserEmail: ssoUserEmail,
    SSOUserPortal: `https://${state.catalog.identityStoreId}.awsapps.com/start`,
  };
}

/** Service Catalog puts the exception's name, where the text begins with one, into the code of the error. */
export function errorCodeOf(message: string): string {
  return /^(\w+Exception)\b/.exec(message)?.[1] ?? 'InternalFailure';
}

function initialCatalog(clock: Clock, createdAt: number): CatalogState {
  const draw = (prefix: string, length: number, key: string) => drawId(clock, prefix, length, 'catalog', key);
  return {
    organizationId: draw('o-', 10, 'organization'),
    productId: draw('prod-', 13, 'factory'),
    productViewId: draw('prodview-', 13, 'factory'),
    portfolioIds: [draw('port-', 13, 'factory'), draw('port-', 13, 'second')],
    pathIds: [draw('lpv2-', 13, 'factory'), draw('lpv2-', 13, 'second')],
    identityInstanceId: draw('ssoins-', 16, 'instance'),
    identityStoreId: draw('d-', 10, 'store'),
    createdAt,
    artifacts: [
      { id: draw('pa-', 13, 'first'), createdAt, usableFrom: createdAt },
      { id: draw('pa-', 13, 'second'), createdAt: createdAt + 30 * DAY, usableFrom: createdAt + 30 * DAY },
    ],
  };
}

function initialAccounts(clock: Clock, organization: WorldOrganization, began: number): AccountState[] {
  const accounts: AccountState[] = [
    {
      id: organization.managementAccountId,
      name: 'Management',
      email: 'management@example.com',
      parentId: organization.rootId,
      status: 'ACTIVE',
      tags: {},
      joinedAt: began - 120 * DAY,
    },
    ...organization.accounts.map((account) => ({ ...account, tags: { ...account.tags }, joinedAt: began - 60 * DAY })),
  ];
  const taken = new Set(accounts.map(({ id }) => id));
  // Control Tower's other accounts are in units that it governs: one that is not the pool's, where there is one.
  const home = organization.organizationalUnits.filter((unit) => unit.registered).at(-1)?.id ?? organization.rootId;
  for (let number = 1; number <= organization.foreignAccounts; number++) {
    const name = `other-team-account-${String(number).padStart(4, '0')}`;
    const id = drawAccountId(clock, name, taken);
    taken.add(id);
    accounts.push({ id, name, email: `${name}@example.com`, parentId: home, status: 'ACTIVE', tags: {}, joinedAt: began - 45 * DAY });
  }
  return accounts;
}

/** The other teams' accounts are the last ones of the list. */
function foreignProducts(state: OrganizationState, count: number): WorldProduct[] {
  return state.accounts
    .slice(state.accounts.length - count)
    .map(({ name, id }) => ({ name, status: 'AVAILABLE', accountId: id, succeededOnce: true, tags: {} }));
}

function parametersOf(state: OrganizationState, name: string, account: AccountState | undefined): Record<string, string> {
  const unit = state.units.find(({ id }) => id === account?.parentId) ?? state.units.find(({ registered }) => registered);
  const email = account?.email ?? `${name.toLowerCase().replace(/[^a-z0-9._-]/g, '-')}@example.com`;
  return {
    AccountName: name,
    AccountEmail: email,
    ManagedOrganizationalUnit: unit ? `${unit.name} (${unit.id})` : 'Root',
    SSOUserEmail: email,
    SSOUserFirstName: 'Other',
    SSOUserLastName: 'Team',
  };
}
