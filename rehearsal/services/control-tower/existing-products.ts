/** Products that are there without the rehearsal's doing: those of the world file, and those of other teams. */

import type { FactoryContext } from './factory-context';
import type { WorldOrganization, WorldProduct } from '../../world/world';
import { drawId } from '../identifiers';
import type { MemberAccount, OrganizationsState } from '../organizations/organization-state';
import { historyOf, lastAskedAt } from '../product-history';
import { RECORD_TYPES } from '../service-catalog/catalog-state';
import type { ProductMaker, ProductState, RecordState } from '../service-catalog/catalog-state';

/** Adds the products that the world describes; what they came from happened a day ago or earlier. */
export function addProductsOfWorld(to: FactoryContext): void {
  const { catalog, organizations, partition, time, world: { organization } } = to;
  const maker = otherTeam(organization, partition);
  for (const product of [...organization.products, ...foreignProducts(organizations.state, organization.foreignAccounts)]) {
    const added = addProduct(to, product, maker, lastAskedAt(product, time.now));
    catalog.state.listings.push({ productId: added.id, versions: [{ visibleFrom: added.createdAt, view: { ...added } }] });
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
  const product = drawId(clock, 'pp-', 13, 'world', from.name);
  const shared = {
    productId: product,
    productName: from.name,
    artifactId: state.artifacts[0].id,
    pathId: state.pathIds[0],
    maker,
  };
  const past = historyOf(from, to.time.now, at);
  const records = past.map(({ operation, outcome, message, at: createdAt, changedAt, tagged }, index): RecordState => ({
    ...shared,
    id: recordIdOf(to, from.name, index - past.length + 1),
    type: RECORD_TYPES[operation],
    status: outcome === 'failed' ? 'FAILED' : outcome === 'succeeded' ? 'SUCCEEDED' : 'IN_PROGRESS',
    createdAt,
    updatedAt: changedAt,
    errors: message === undefined ? [] : [{ code: errorCodeOf(message), description: message }],
    tags: tagged ? { ...from.tags } : {},
    outputs: outcome === 'succeeded' && account ? outputsOf(to, account, account.email) : {},
    token: `world-${from.name}-${past.length - index}`.replace(/[^a-zA-Z0-9_-]/g, '-'),
  }));
  // Searches for records list the newest first, and of equally old ones the one that was added last.
  state.records.push(...records.filter((_, index) => !past[index].purged));
  const last = records[records.length - 1];
  const success = records.filter(({ status, type }) => status === 'SUCCEEDED' && type !== 'TERMINATE_PROVISIONED_PRODUCT').at(-1);
  const added: ProductState = {
    id: product,
    name: from.name,
    status: from.status,
    ...(from.statusMessage !== undefined ? { statusMessage: from.statusMessage } : {}),
    createdAt: records[0].createdAt,
    token: records[0].token,
    lastRecordId: last.id,
    ...(success !== undefined ? { lastSuccessfulRecordId: success.id } : {}),
    artifactId: shared.artifactId,
    pathId: shared.pathId,
    parameters: parametersOf(organizations.state, from, account),
    ...(from.accountId !== undefined ? { accountId: from.accountId } : {}),
    tags: { ...from.tags },
    maker,
  };
  state.products.push(added);
  return added;
}

/** Of the operation so many before the last one. */
function recordIdOf({ clock }: FactoryContext, name: string, before: number): string {
  return drawId(clock, 'rec-', 13, 'world', name, ...(before === 0 ? [] : [before]));
}

/** The outputs of a record that succeeded. */
export function outputsOf({ identityCenter, world }: FactoryContext, account: MemberAccount, ssoUserEmail: string): Record<string, string> {
  const outputs = { AccountId: account.id, AccountEmail: account.email };
  // Inferred: nobody has published what is told where nobody is given access.
  return world.organization.accessManagement === 'self-managed' ? outputs : {
    ...outputs,
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

function parametersOf(
  state: OrganizationsState, { accountEmail, accountName, name }: Pick<WorldProduct, 'accountEmail' | 'accountName' | 'name'>, account: MemberAccount | undefined,
): Record<string, string> {
  const unit = state.units.find(({ id }) => id === account?.parentId) ?? state.units.find(({ registered }) => registered);
  const email = accountEmail ?? account?.email ?? `${name.toLowerCase().replace(/[^a-z0-9._-]/g, '-')}@example.com`;
  return {
    AccountName: accountName ?? name,
    AccountEmail: email,
    ManagedOrganizationalUnit: unit ? `${unit.name} (${unit.id})` : 'Root',
    SSOUserEmail: email,
    SSOUserFirstName: 'Other',
    SSOUserLastName: 'Team',
  };
}
