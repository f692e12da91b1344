/** The steps of a registration, and what is looked up for it. */

import type { BillingMembership, RegistrationAction, RegistrationLook, RegistrationObserved, SandboxAnswer } from './model';
import type { BillingPort, RegistrationPorts } from './ports';
import type { Tag } from '../../accounts/account';
import { directoryLooks } from '../../accounts/directory';
import type { DirectoryPort } from '../../accounts/directory';
import { tagAccount } from '../../accounts/ownership';
import { RefusalError, TransientError } from '../../failures/errors';
import { andThen, fenced } from '../../reconcile/fence';
import type { ActionTable, LookTable, StageTypes } from '../../reconcile/stage';

/** The answer of Innovation Sandbox to a registration that it has accepted. */
const CREATED = 201;

/** All systems that a registration works with. */
export interface RegistrationSystems extends RegistrationPorts {
  readonly directory: Pick<DirectoryPort, 'accountById' | 'parent' | 'tags' | 'tag' | 'move'>;
}

/** The types of the two tables below. */
export interface RegistrationTables extends StageTypes {
  readonly observed: RegistrationObserved;
  readonly look: RegistrationLook;
  readonly action: RegistrationAction;
}

/** How the pool, and the directory of accounts, are looked at. */
export function registrationLooks({ directory, poolUnits, sandbox, resources, billing }: RegistrationSystems): LookTable<RegistrationTables> {
  return {
    ...directoryLooks(directory),
    pool: async look => ({ pool: await poolUnits.configuration(look.sandbox) }),
    sandboxRecord: async look => ({ sandboxRecord: await sandbox.record(look.sandbox, look.accountId) }),
    stackSetInstance: async look => ({ stackSetInstance: await resources.instance(look.sandbox, look.accountId) }),
    billing: async look => ({ billing: await membership(billing, look.viewArn, look.accountId) }),
  };
}

/** How the steps are taken. */
export function registrationActions({ directory, sandbox, billing }: RegistrationSystems): ActionTable<RegistrationTables> {
  return {
    tag: async ({ missing }, { observed, fence }) =>
      andThen(await tagAccount(missing, directory, fence), { ...observed, tags: overlaid(observed.tags ?? [], missing.tags) }),
    bill: async ({ viewArn, accountId }, { observed, fence }) => {
      try {
        const outcome = await billing.join(viewArn, accountId, fence);
        return outcome === 'fenced' ? outcome : { known: { ...observed, billing: { kind: outcome === 'full' ? 'full' : 'member' } } };
      } catch (error) {
        return { known: { ...observed, billing: billingTrouble(error) } };
      }
    },
    move: async ({ accountId, from, to }, { observed, fence }) =>
      andThen(await fenced(fence, async () => directory.move(accountId, from.id, to.id)), { ...observed, parent: to, unrecordedSince: undefined }),
    register: async (action, { observed, fence }) => {
      let answer: SandboxAnswer = { status: 0, text: 'no answer' };
      const outcome = await fenced(fence, async () => {
        answer = await sandbox.register(action.sandbox, action.accountId, fence);
      });
      // Any answer but "created" means that nothing is known: both systems are read again.
      return answer.status === CREATED ? outcome : andThen(outcome, { ...observed, answer, parent: undefined, sandboxRecord: undefined });
    },
    // Whatever it answers, the next look sees what came of it.
    clean: async (action, { fence }) => fenced(fence, async () => {
      await sandbox.retryCleanup(action.sandbox, action.accountId, fence);
    }),
  };
}

function overlaid(tags: readonly Tag[], more: readonly Tag[]): Tag[] {
  return [...tags.filter(({ key }) => !more.some(tag => tag.key === key)), ...more];
}

async function membership(billing: BillingPort, viewArn: string, accountId: string): Promise<BillingMembership> {
  try {
    return { kind: await billing.isMember(viewArn, accountId) ? 'member' : 'absent' };
  } catch (error) {
    return billingTrouble(error);
  }
}

/** A billing view that fails need not keep an account from the pool, so its errors are something to decide about. */
function billingTrouble(error: unknown): BillingMembership {
  if (error instanceof TransientError || error instanceof RefusalError) {
    return { kind: 'failed', text: error.text, passing: error instanceof TransientError };
  }
  throw error;
}
