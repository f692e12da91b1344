/** Products that are there without the rehearsal's doing: those of the world file, and those of other teams. */

import type { FactoryContext } from './factory-context';
import { WorldOrganization, WorldProduct } from '../../world/world';
import { drawId } from '../identifiers';
import type { MemberAccount, OrganizationsState } from '../organizations/organization-state';
import type { ProductMaker, ProductState, RecordState } from '../service-catalog/catalog-state';

const MINUTE = 60 * 1000;
const DAY = 24 * 60 * MINUTE;

/** Adds the products that the world describes; what they came from happened a day ago or earlier. */
export function addProductsOfWorld(to: FactoryContext): void {
  const { catalog, organizations, partition, time, world: { organization } } = to;
  const maker = otherTeam(organization, partition);
  for (const product of [...organization.products, ...foreignProducts(organizations.state, organization.foreignAccounts)]) {
    const at = product.status === 'UNDER_CHANGE' ? time.now - 5 * MINUTE : time.now - DAY;
    const added = addProduct(to, product, maker, at);
    catalog.state.listings.push({ productId: added.id, versions: [{ visibleFrom: at, view: { ...added } }] });
  }
}

/** Other people's operations belong to a run: the next world says which ones there are then. */
export function settleForeignProducts({ catalog: { state } }: FactoryContext): void {
  for (const product of state.products.filter(({ foreign }) => foreign)) {
    product.status = 'AVAILABLE';
    product.foreign = false;
    state.listings.find(({ productId }) => productId === product.id)!.versions = [{ visibleFrom: 0, view: { ...product } }];
  }
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
export function addProduct(to: FactoryContext, from: WorldProduct, maker: ProductMaker, at: number): ProductState {
  const { catalog: { state }, clock, organizations } = to;
  const account = organizations.account(from.accountId);
  const [record, product] = [drawId(clock, 'rec-', 13, 'world', from.name), drawId(clock, 'pp-', 13, 'world', from.name)];
  const successful = drawId(clock, 'rec-', 13, 'world', from.name, 'successful');
  const shared = {
    productId: product,
    productName: from.name,
    artifactId: state.artifacts[0].id,
    pathId: state.pathIds[0],
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
    outputs: !failed && settled && account ? outputsOf(to, account, account.email) : {},
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
      outputs: account ? outputsOf(to, account, account.email) : {},
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
    parameters: parametersOf(organizations.state, from.name, account),
    ...(from.accountId !== undefined ? { accountId: from.accountId } : {}),
    tags: { ...from.tags },
    maker,
  };
  state.products.push(added);
  return added;
}

/** The outputs of a record that succeeded. */
export function outputsOf({ identityCenter }: FactoryContext, account: MemberAccount, ssoUserEmail: string): Record<string, string> {
  return {
    AccountId: account.id,
    AccountEmail: account.email,
    SSOUserEmail: ssoUserEmail,
    SSOUserPortal: `https://${identityCenter.state.storeId}.awsapps.com/start`,
  };
}

/** Service Catalog puts the exception's name, where the text begins with one, into the code of the error. */
export function errorCodeOf(message: string): string {
  return /^(\w+Exception)\b/.exec(message)?.[1] ?? 'InternalFailure';
}

/** The other teams' accounts are the last ones of the list. */
function foreignProducts(state: OrganizationsState, count: number): WorldProduct[] {
  return state.accounts
    .slice(state.accounts.length - count)
    .map(({ name, id }) => ({ name, status: 'AVAILABLE', accountId: id, succeededOnce: true, tags: {} }));
}

function parametersOf(state: OrganizationsState, name: string, account: MemberAccount | undefined): Record<string, string> {
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
