/** What can be asked of AWS Organizations, and what is looked up there. The fence is asked last, right before the call that changes something. */

import type { FactoryTrace, OrganizationsAction, OrganizationsLook, OrganizationsObserved, OrganizationsSettings } from './model';
import type { CreationsPort, EnrolmentPort } from './ports';
import { creationTagsOf } from './tags';
import { SHOW_LOOK_SECONDS, SHOW_SECONDS } from './timing';
import type { DesiredAccount } from '../../accounts/account';
import type { Attempt } from '../../accounts/attempt';
import { directoryLooks } from '../../accounts/directory';
import type { DirectoryPort } from '../../accounts/directory';
import { tagAccount } from '../../accounts/ownership';
import type { Clock } from '../../clock';
import { andThen, fenced } from '../../reconcile/fence';
import type { ActionTable, LookTable, StageTypes } from '../../reconcile/stage';
import type { PlaceInLine } from '../control-tower/model';
import type { FactoryPort } from '../control-tower/ports';

const ALONE: PlaceInLine = { index: 0, length: 1 };

/** The systems around an account that AWS Organizations makes. */
export interface OrganizationsPorts {
  readonly creations: CreationsPort;
  readonly enrolment: EnrolmentPort;
  /** The other road, as far as its traces are read. */
  readonly factory: Pick<FactoryPort, 'product' | 'owner'>;
  readonly directory: Pick<DirectoryPort, 'accountById' | 'accountByEmail' | 'parent' | 'tags' | 'tag' | 'move' | 'organizationalUnitName'>;
  /** Who else is under way for the same order, where several come to the gate at once. Without it the account takes no turns. */
  readonly line?: () => Promise<PlaceInLine>;
}

/** What looks and actions are about, and what they work with. */
export interface OrganizationsSubject {
  readonly desired: DesiredAccount;
  readonly attempt: Attempt;
  readonly settings: OrganizationsSettings & { readonly packageVersion?: string };
  readonly stackName?: string;
  readonly ports: OrganizationsPorts;
  readonly clock: Clock;
}

/** The types of the two tables below. */
export interface OrganizationsTables extends StageTypes {
  readonly observed: OrganizationsObserved;
  readonly look: OrganizationsLook;
  readonly action: OrganizationsAction;
}

/** How requests, and the directory of accounts, are looked at. */
export function organizationsLooks({ desired, settings, ports }: OrganizationsSubject): LookTable<OrganizationsTables> {
  const { creations, directory, enrolment, factory, line } = ports;
  return {
    ...directoryLooks(directory),
    creations: async () => creations.ofName(desired.name),
    running: async () => ({ running: await creations.running() }),
    made: async ({ accountIds }) => ({ made: await Promise.all(accountIds.map(async id => creations.made(id))) }),
    addressee: async ({ notOlderThan }) => ({ addressee: await directory.accountByEmail(desired.email, notOlderThan) }),
    line: async () => ({ line: await line?.() ?? ALONE }),
    trace: async () => ({ trace: await traceOf(desired.name, factory) }),
    autoEnrolment: async () => ({ autoEnrolment: await enrolment.autoEnrolment(settings.holdingOrganizationalUnitId) }),
    enrolment: async ({ accountId }) => ({ enrolment: await enrolment.enrolment(accountId) }),
  };
}

/** How AWS Organizations is asked. */
export function organizationsActions(subject: OrganizationsSubject): ActionTable<OrganizationsTables> {
  const { desired, settings: { roleName, holdingOrganizationalUnitId: holding }, ports: { creations, directory } } = subject;
  return {
    create: async (_, { fence }) => {
      const request = { name: desired.name, email: desired.email, roleName, tags: creationTagsOf(subject) };
      const outcome = await fenced(fence, async () => creations.create(request));
      return outcome === 'done' && await shows(subject) ? { known: {} } : outcome;
    },
    settle: async ({ accountId, from, claim }, { observed, fence }) => {
      if (await tagAccount(claim, directory, fence) === 'fenced') {
        return 'fenced';
      }
      const name = await directory.organizationalUnitName(holding);
      const outcome = await fenced(fence, async () => directory.move(accountId, from.id, holding));
      return andThen(outcome, { ...observed, parent: { id: holding, name, isRoot: false }, enrolment: undefined, tags: undefined });
    },
  };
}

/** Waits until a request that was accepted shows to everybody: the next account of the stack then comes to the gate, and must count this one. */
async function shows({ desired, ports, clock }: OrganizationsSubject): Promise<boolean> {
  for (let waited = 0; waited < SHOW_SECONDS; waited += SHOW_LOOK_SECONDS) {
    if ((await ports.creations.running()).includes(desired.name)) {
      return true;
    }
    await clock.sleep(SHOW_LOOK_SECONDS);
  }
  return false;
}

async function traceOf(name: string, factory: OrganizationsPorts['factory']): Promise<FactoryTrace | null> {
  const product = await factory.product(name);
  return product === null ? null : { product, owner: await factory.owner(product.id) };
}
