/** Carries a decision out. Everything is read first; the fence is asked last, right before the call that changes something. */

import type { Action } from '../../../lambda/pool-account/decide-leg';
import { assertNever } from '../../failures/errors';
import { followUpTokenOf, provisionTokenOf, tagsOf } from '../../accounts/identity';
import type { BillingMembership, DesiredAccount, MissingTags, Moment, Observed, SandboxAnswer, Tag } from '../../accounts/model';
import { billingTrouble } from '../../reconcile/observe';
import type { AccountParameters, Launch, Ports, ProvisionRequest } from '../../accounts/ports';

/** Whether an action was taken, or the stack operation that it was for is over. */
export type ActOutcome = 'done' | 'fenced';

/** What is known after an action, if there is a reason to go on at once: the next step of a registration needs no half minute. */
export type Acted = ActOutcome | { readonly known: Observed };

/** Asks whether the leg still belongs to the running stack operation. */
export type Fence = () => Promise<boolean>;

/** An answer older than this is the answer to an earlier request with the same token. */
const STALE_ANSWER_SECONDS = 60;
/** The answer of Innovation Sandbox to a registration that it has accepted. */
const CREATED = 201;
/** Attempts that can fail within the window of one token. */
const TOKENS_MAX = 8;

/** Makes the call that the decision is about. */
export async function act(
  action: Action, desired: DesiredAccount, observed: Observed, moment: Moment, ports: Ports, fence: Fence,
): Promise<Acted> {
  switch (action.kind) {
    case 'provision': {
      const { launch, parameters } = await readLaunch(desired, moment, ports);
      const { productId } = moment.settings;
      return provision({
        productId, productName: desired.name, launch, parameters, tags: tagsOf(desired), token: provisionTokenOf(desired, moment.now),
      }, desired, moment, ports, fence);
    }
    case 'update': {
      const { launch, parameters } = await readLaunch(desired, moment, ports);
      const { productId } = moment.settings;
      const token = followUpTokenOf('update', action.productId, action.recordId);
      if (action.claim !== undefined && await tagAccount(action.claim, ports, fence) === 'fenced') {
        return 'fenced';
      }
      return fenced(fence, async () => ports.factory.update({ productId, provisionedProductId: action.productId, token, launch, parameters }));
    }
    case 'terminate':
      return fenced(fence, async () => ports.factory.terminate(action.productId, followUpTokenOf('terminate', action.productId, action.recordId)));
    case 'tag':
      return andThen(await tagAccount(action.missing, ports, fence), { ...observed, tags: overlaid(observed.tags ?? [], action.missing.tags) });
    case 'bill': {
      let billing: BillingMembership = { kind: 'member' };
      const outcome = await fenced(fence, async () => {
        try {
          await ports.billing.join(action.viewArn, action.accountId);
        } catch (error) {
          billing = billingTrouble(error);
        }
      });
      return andThen(outcome, { ...observed, billing });
    }
    case 'move':
      return andThen(
        await fenced(fence, async () => ports.directory.move(action.accountId, action.from.id, action.to.id)), { ...observed, parent: action.to },
      );
    case 'register': {
      let answer: SandboxAnswer = { status: 0, text: 'no answer' };
      const outcome = await fenced(fence, async () => {
        answer = await ports.sandbox.register(action.sandbox, action.accountId);
      });
      // Any answer but "created" means that nothing is known: both systems are read again.
      return answer.status === CREATED ? outcome : andThen(outcome, { ...observed, answer, parent: undefined, sandboxRecord: undefined });
    }
    case 'clean':
      // Whatever it answers, the next poll sees what came of it.
      return fenced(fence, async () => {
        await ports.sandbox.retryCleanup(action.sandbox, action.accountId);
      });
    default:
      return assertNever(action);
  }
}

function overlaid(tags: readonly Tag[], more: readonly Tag[]): Tag[] {
  return [...tags.filter(({ key }) => !more.some((tag) => tag.key === key)), ...more];
}

function andThen(outcome: ActOutcome, known: Observed): Acted {
  return outcome === 'fenced' ? outcome : { known };
}

/** Writes the tags that an account lacks. */
export async function tagAccount(missing: MissingTags, ports: Ports, fence: Fence): Promise<ActOutcome> {
  if (missing.tags.length === 0) {
    return 'done';
  }
  return fenced(fence, async () => ports.directory.tag(missing.accountId, missing.tags));
}

async function fenced(fence: Fence, call: () => Promise<void>): Promise<ActOutcome> {
  if (!await fence()) {
    return 'fenced';
  }
  await call();
  return 'done';
}

/**
 * Requests the account. A token may bring back the answer to an attempt that has failed meanwhile, without making a new one: then the record of that attempt
 * makes the next token. The chain is the same whoever follows it, so a request that is repeated stays one request.
 */
async function provision(request: ProvisionRequest, desired: DesiredAccount, moment: Moment, ports: Ports, fence: Fence): Promise<ActOutcome> {
  let token = request.token;
  for (let attempt = 0; attempt < TOKENS_MAX; attempt++) {
    if (!await fence()) {
      return 'fenced';
    }
    const accepted = await ports.factory.provision({ ...request, token });
    const age = accepted.createdAt === undefined ? 0 : moment.now.getTime() - Date.parse(accepted.createdAt);
    if (age < STALE_ANSWER_SECONDS * 1000) {
      return 'done';
    }
    const record = await ports.factory.record(accepted.recordId);
    if (record?.status !== 'FAILED' && record?.status !== 'SUCCEEDED') {
      return 'done';
    }
    token = provisionTokenOf(desired, moment.now, accepted.recordId);
  }
  return 'done';
}

async function readLaunch(desired: DesiredAccount, moment: Moment, ports: Ports): Promise<{ launch: Launch; parameters: AccountParameters }> {
  const { holdingOrganizationalUnitId, productId, ssoUser } = moment.settings;
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
