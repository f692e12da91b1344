/** What can be asked of the factory, and what is looked up there. Everything is read first; the fence is asked last, right before the call that changes something. */

import type { FactorySettings, PlaceInLine, VendingAction, VendingLook, VendingObserved } from './model';
import type { AccountParameters, FactoryPort, Launch, ProvisionRequest } from './ports';
import { GATE_SECONDS, lookSeconds } from './timing';
import { followUpTokenOf, provisionTokenOf } from './tokens';
import type { DesiredAccount } from '../../accounts/account';
import type { Attempt } from '../../accounts/attempt';
import { directoryLooks } from '../../accounts/directory';
import type { DirectoryPort } from '../../accounts/directory';
import { tagAccount, tagsOf } from '../../accounts/ownership';
import type { Clock } from '../../clock';
import { fenced } from '../../reconcile/fence';
import type { ActOutcome, Fence } from '../../reconcile/fence';
import type { ActionTable, LookTable, StageTypes } from '../../reconcile/stage';

/** An answer older than this is the answer to an earlier request with the same token. */
const STALE_ANSWER_SECONDS = 60;
/** Attempts that can fail within the window of one token. */
const TOKENS_MAX = 8;

const ALONE: PlaceInLine = { index: 0, length: 1 };

/** The systems around an account that the factory makes. */
export interface VendingPorts {
  readonly factory: FactoryPort;
  readonly directory: DirectoryPort;
  /** Who else is under way for the same order, where several come to the gate at once. Without it the account takes no turns. */
  readonly line?: () => Promise<PlaceInLine>;
}

/** What looks and actions are about, and what they work with. */
export interface VendingSubject {
  readonly desired: DesiredAccount;
  readonly attempt: Attempt;
  readonly settings: FactorySettings;
  readonly ports: VendingPorts;
  readonly clock: Clock;
}

/** The types of the two tables below. */
export interface VendingTables extends StageTypes {
  readonly observed: VendingObserved;
  readonly look: VendingLook;
  readonly action: VendingAction;
}

/** How the factory, and the directory of accounts, are looked at. */
export function vendingLooks({ desired, ports: { factory, directory, line } }: VendingSubject): LookTable<VendingTables> {
  return {
    ...directoryLooks(directory),
    product: async () => ({ product: await factory.product(desired.name) }),
    record: async ({ recordId }) => ({ record: await factory.record(recordId) }),
    successRecord: async ({ recordId }) => ({ successRecord: await factory.record(recordId) }),
    gate: async () => ({ gate: await factory.gate() }),
    line: async () => ({ line: await line?.() ?? ALONE }),
    failedProducts: async () => ({ failedProducts: await factory.failedProducts() }),
    owner: async ({ productId }) => ({ owner: await factory.owner(productId) }),
    enrolment: async ({ accountId }) => ({ enrolment: await factory.enrolment(accountId) }),
    created: async ({ accountIds }) => ({ created: await Promise.all(accountIds.map(async id => directory.accountById(id))) }),
    creation: async ({ since, until }) => ({ creation: await directory.creation(desired.name, since, until) }),
    account: async look => ({
      account: look.by === 'id' ? await directory.accountById(look.accountId) : await directory.accountByEmail(desired.email, look.notOlderThan),
    }),
    namesakes: async ({ notOlderThan }) => ({ namesakes: await directory.accountsByName(desired.name, notOlderThan) }),
  };
}

/** How the factory is asked. */
export function vendingActions(subject: VendingSubject): ActionTable<VendingTables> {
  const { desired, settings: { productId }, ports: { factory, directory } } = subject;
  return {
    provision: async (_, { now, fence }) => {
      const { launch, parameters } = await readLaunch(subject);
      const token = provisionTokenOf(desired, now);
      return provision({ productId, productName: desired.name, launch, parameters, tags: tagsOf(desired), token }, subject, now, fence);
    },
    update: async (action, { fence }) => {
      const { launch, parameters } = await readLaunch(subject);
      const token = followUpTokenOf('update', action.productId, action.recordId);
      if (action.claim !== undefined && await tagAccount(action.claim, directory, fence) === 'fenced') {
        return 'fenced';
      }
      return fenced(fence, async () => factory.update({ productId, provisionedProductId: action.productId, token, launch, parameters }));
    },
    terminate: async (action, { fence }) => {
      const outcome = await fenced(fence, async () => factory.terminate(action.productId, followUpTokenOf('terminate', action.productId, action.recordId)));
      return outcome === 'done' && await isRemoved(subject) ? { known: { product: null } } : outcome;
    },
  };
}

/**
 * Waits until a product that is being removed is gone. Its removal holds a slot, and whoever sees first that it is over has the slot: the next poll would come
 * too late every time, because another account of the stack stands at the gate.
 */
async function isRemoved({ desired, attempt, ports, clock }: VendingSubject): Promise<boolean> {
  const seconds = lookSeconds(attempt.aim);
  for (let waited = 0; waited < GATE_SECONDS; waited += seconds) {
    await clock.sleep(seconds);
    if (await ports.factory.product(desired.name) === null) {
      return true;
    }
  }
  return false;
}

/**
 * Requests the account. A token may bring back the answer to an attempt that has failed meanwhile, without making a new one: then the record of that attempt
 * makes the next token. The chain is the same whoever follows it, so a request that is repeated stays one request.
 */
async function provision(request: ProvisionRequest, { desired, ports }: VendingSubject, now: Date, fence: Fence): Promise<ActOutcome> {
  let token = request.token;
  for (let attempt = 0; attempt < TOKENS_MAX; attempt++) {
    if (!await fence()) {
      return 'fenced';
    }
    const accepted = await ports.factory.provision({ ...request, token });
    const age = accepted.createdAt === undefined ? 0 : now.getTime() - Date.parse(accepted.createdAt);
    if (age < STALE_ANSWER_SECONDS * 1000) {
      return 'done';
    }
    const record = await ports.factory.record(accepted.recordId);
    if (record?.status !== 'FAILED' && record?.status !== 'SUCCEEDED') {
      return 'done';
    }
    token = provisionTokenOf(desired, now, accepted.recordId);
  }
  return 'done';
}

async function readLaunch({ desired, settings, ports }: VendingSubject): Promise<{ launch: Launch; parameters: AccountParameters }> {
  const { holdingOrganizationalUnitId, productId, ssoUser } = settings;
  const launch = await ports.factory.launch(productId);
  const unitName = await ports.directory.organizationalUnitName(holdingOrganizationalUnitId);
  return {
    launch,
    parameters: {
      accountName: desired.name,
      accountEmail: desired.email,
      managedOrganizationalUnit: `${unitName} (${holdingOrganizationalUnitId})`,
      ssoUserEmail: ssoUser.email,
      ssoUserFirstName: ssoUser.firstName,
      ssoUserLastName: ssoUser.lastName,
    },
  };
}
