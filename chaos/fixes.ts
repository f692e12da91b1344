/** What a failure's fix says, done to the organization by somebody who reads it. After that the next deployment must succeed. */

import type { Declared } from './app';
import { addressOf, HOLDING_UNIT } from './app';
import { recordsOf } from './guard';
import type { Ledger } from './ledger';
import type { FailureCode } from '../core/failures/failures';
import type { MemberAccount } from '../rehearsal/services/organizations/organization-state';
import type { ProductState } from '../rehearsal/services/service-catalog/catalog-state';
import type { RehearsalState } from '../rehearsal/state-file';
import { UNIT_OF_STATUS } from '../rehearsal/world/sandbox-units';
import type { WorldSandbox } from '../rehearsal/world/world';
import { OWNER_TAG } from '../src/contract';

/** What a fix is done to. */
export interface Situation {
  readonly state: RehearsalState;
  readonly name: string;
  /** Names of accounts that the app takes over from now on. */
  readonly takenOver: Set<string>;
  readonly ledger: Ledger;
  readonly sandbox: WorldSandbox | undefined;
  readonly declared: Declared;
}

type Fix = (situation: Situation) => void;

/** Deploying again is all that the fix asks for. */
const DEPLOY_AGAIN: Fix = () => undefined;

/** Control Tower enrols the account when somebody asks it to in its console, which isn't imitated: such a run ends there. */
export const IN_THE_CONSOLE: Fix = () => undefined;

/** By code; one without a row has no fix that can be done here, and must not occur once nothing goes wrong any more. */
export const FIXES: Partial<Readonly<Record<FailureCode, Fix>>> = {
  'AR-EMAIL-IN-USE': freeAddress,
  'AR-NAME-NOT-OURS': giveAwayName,
  'AR-NOT-ENROLLED': IN_THE_CONSOLE,
  'AR-NO-LAUNCH-PATH': letIn,
  'AR-ACCOUNT-MOVED': moveToHolding,
  'AR-ACCOUNT-SUSPENDED': reopen,
  'AR-ACCOUNT-CLOSED': reopen,
  'AR-EXECUTION-ROLE': reopen,
  'AR-UNKNOWN-STATUS': settle,
  'AR-FACTORY-FAILED': nameBack,
  'AR-SANDBOX-FOREIGN-UNIT': moveToHolding,
  'AR-SANDBOX-EXITED': moveToHolding,
  'AR-SANDBOX-LEASED': moveToItsUnit,
  'AR-SANDBOX-MISMATCH': moveToEntry,
  'AR-SANDBOX-STACKSET': repairStackSet,
  'AR-SANDBOX-API-STALE': updateClient,
  // The next deployment names another value of verify.
  'AR-SANDBOX-CLEANING-FAILED': DEPLOY_AGAIN,
  'AR-STILL-RUNNING': DEPLOY_AGAIN,
  'AR-STILL-WAITING': DEPLOY_AGAIN,
  'AR-STILL-BUSY': DEPLOY_AGAIN,
  'AR-STILL-TRANSIENT': DEPLOY_AGAIN,
  'AR-STILL-CLEANING': DEPLOY_AGAIN,
  'AR-STILL-UNREGISTERED': DEPLOY_AGAIN,
};

/** Control Tower names what it can't do: change the name of an account that somebody has renamed since its product asked for it. */
function nameBack(situation: Situation): void {
  for (const account of membersOf(situation)) {
    account.name = situation.name;
  }
}

/** An account of ours that has no product any more is taken over; whoever else holds the address takes another one. */
function freeAddress(situation: Situation): void {
  giveAwayAddress(situation);
  if (membersOf(situation).length > 0) {
    situation.takenOver.add(situation.name);
  }
}

/** Whoever holds the address takes another one. */
function giveAwayAddress({ ledger, name, state }: Situation): void {
  const { organizations } = state.services;
  const address = addressOf(name);
  organizations.accounts = organizations.accounts.map(account =>
    (account.email.toLowerCase() === address && !ledger.isOurs(account.id) ? { ...account, email: `former-${account.id}@example.com` } : account));
}

/** Whatever bears the name and isn't ours is removed where it was made; and an account of ours that somebody has put another owner's tag on loses that. */
function giveAwayName(situation: Situation): void {
  const { ledger, name, state } = situation;
  const { organizations, serviceCatalog } = state.services;
  for (const account of organizations.accounts.filter(candidate => candidate.name === name && !ledger.isOurs(candidate.id))) {
    account.name = `former-${account.id}`;
  }
  giveAwayAddress(situation);
  membersOf(situation).forEach(account => { delete account.tags[OWNER_TAG]; });
  const isOurs = ({ accountId }: ProductState) => accountId === undefined || ledger.isOurs(accountId);
  serviceCatalog.products = serviceCatalog.products.filter(product => product.name !== name || isOurs(product));
}

/** The roles that the stacks have let into the portfolio, and that somebody took out of it, are let in by hand. */
function letIn({ state }: Situation): void {
  const { associations } = state.services.serviceCatalog;
  const declared = state.stacks.stacks.flatMap(({ deletedAt, resources }) => (deletedAt === undefined ? Object.values(resources) : []))
    .filter(({ type }) => type === 'AWS::ServiceCatalog::PortfolioPrincipalAssociation')
    .map(({ content: { properties } }) =>
      ({ portfolioId: String(properties.PortfolioId), principalArn: String(properties.PrincipalARN), worksFrom: state.clock }));
  const isMissing = (wanted: { readonly principalArn: string }) => !associations.some(({ principalArn }) => principalArn === wanted.principalArn);
  associations.push(...declared.filter(isMissing));
}

function moveToHolding(situation: Situation): void {
  move(situation, HOLDING_UNIT);
}

function moveToEntry(situation: Situation): void {
  move(situation, situation.sandbox!.organizationalUnits.entry);
}

function moveToItsUnit(situation: Situation): void {
  const { sandbox, state } = situation;
  for (const { accountId, status } of recordsOf(state.services.innovationSandbox)) {
    if (accountIdsOf(situation).includes(accountId)) {
      move(situation, sandbox!.organizationalUnits[UNIT_OF_STATUS[status]]);
    }
  }
}

function move(situation: Situation, parentId: string): void {
  membersOf(situation).forEach(account => { account.parentId = parentId; });
}

function reopen(situation: Situation): void {
  for (const account of membersOf(situation)) {
    account.status = 'ACTIVE';
    delete account.closedAt;
    account.executionRole = true;
  }
}

/** A product that nobody can tell the state of is brought into an orderly one. */
function settle({ name, state }: Situation): void {
  for (const product of state.services.serviceCatalog.products.filter(candidate => candidate.name === name)) {
    product.status = product.lastSuccessfulRecordId === undefined ? 'ERROR' : 'AVAILABLE';
  }
  // What searches show of it is what is there now.
  const { listings } = state.services.serviceCatalog;
  state.services.serviceCatalog.listings = listings.map(listing => {
    const product = state.services.serviceCatalog.products.find(({ id }) => id === listing.productId);
    return product?.name === name ? { ...listing, versions: [{ visibleFrom: 0, view: structuredClone(product) }] } : listing;
  });
}

/** The StackSet's operation is run again in the account. */
function repairStackSet(situation: Situation): void {
  const isMeant = ({ accountId }: { readonly accountId: string }) => accountIdsOf(situation).includes(accountId);
  for (const instances of Object.values(situation.state.services.cloudFormation!.instances)) {
    const repaired = instances.map(({ failure, ...instance }) => (isMeant(instance) ? instance : { ...instance, failure }));
    instances.splice(0, instances.length, ...repaired);
  }
}

function updateClient({ state }: Situation): void {
  const first = state.services.innovationSandbox!;
  [first, ...first.further ?? []].forEach(({ api }) => { api.machineClientId = api.id; });
}

function membersOf(situation: Situation): MemberAccount[] {
  return situation.state.services.organizations.accounts.filter(({ id }) => accountIdsOf(situation).includes(id));
}

function accountIdsOf({ ledger, name }: Situation): string[] {
  return ledger.accountsOf(name);
}
