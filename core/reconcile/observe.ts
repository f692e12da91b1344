/**
 * Looks at an account until a decision is possible.
 *
 * The decision asks, the ports answer: which systems are read, and how deep, follows from what was seen before.
 */

import { classify } from '../failures/classify';
import { decideAccount } from '../vending/control-tower/decide-account';
import type { Settled } from '../../lambda/pool-account/decide-leg';
import { wait } from '../vending/control-tower/decisions';
import { AccessError, assertNever, RefusalError, TransientError } from '../failures/errors';
import { failureOf } from '../failures/failures';
import type { BillingMembership, DesiredAccount, Look, Moment, Observed } from '../accounts/model';
import type { BillingPort, Ports } from '../accounts/ports';
import { GRACE_MINUTES, isSpreading } from '../vending/control-tower/timing';

/** There are thirteen things to look at, and none is looked at twice. */
const LOOKS_MAX = 13;
/** Whose operations belong to Innovation Sandbox and not to AWS. */
export const SANDBOX_OPERATION = 'innovation-sandbox:';

/** A decision and what it rests on. */
export interface Finding {
  readonly decision: Settled;
  readonly observed: Observed;
}

/** Looks and decides, beginning with what is known already. What AWS refuses or leaves unanswered becomes a decision as well: it never throws for an account's sake. */
export async function observe(desired: DesiredAccount, moment: Moment, ports: Ports, known: Observed = {}): Promise<Finding> {
  let observed = known;
  try {
    for (let looks = 0; looks <= LOOKS_MAX; looks++) {
      const decision = decideAccount(desired, observed, moment);
      if (decision.kind !== 'look') {
        return { decision, observed };
      }
      observed = { ...observed, ...await lookAt(decision.look, desired, ports) };
    }
  } catch (error) {
    return { decision: decideError(error, desired, moment), observed };
  }
  throw new Error(`the decision about '${desired.name}' asks for more than there is to see`);
}

async function lookAt(look: Look, desired: DesiredAccount, ports: Ports): Promise<Observed> {
  const { factory, directory } = ports;
  switch (look.at) {
    case 'product':
      return { product: await factory.product(desired.name) };
    case 'record':
      return { record: await factory.record(look.recordId) };
    case 'successRecord':
      return { successRecord: await factory.record(look.recordId) };
    case 'gate':
      return { gate: await factory.gate() };
    case 'creation':
      return { creation: await directory.creation(desired.name, look.since) };
    case 'account':
      return {
        account: look.by === 'id' ? await directory.accountById(look.accountId) : await directory.accountByEmail(desired.email, look.notOlderThan),
      };
    case 'namesakes':
      return { namesakes: await directory.accountsByName(desired.name, look.notOlderThan) };
    case 'parent':
      return { parent: await directory.parent(look.accountId) };
    case 'tags':
      return { tags: await directory.tags(look.accountId) };
    case 'pool':
      return { pool: await ports.poolUnits.configuration(look.sandbox) };
    case 'sandboxRecord':
      return { sandboxRecord: await ports.sandbox.record(look.sandbox, look.accountId) };
    case 'stackSetInstance':
      return { stackSetInstance: await ports.resources.instance(look.sandbox, look.accountId) };
    case 'billing':
      return { billing: await membership(ports.billing, look.viewArn, look.accountId) };
    default:
      return assertNever(look);
  }
}

async function membership(billing: BillingPort, viewArn: string, accountId: string): Promise<BillingMembership> {
  try {
    return { kind: await billing.isMember(viewArn, accountId) ? 'member' : 'absent' };
  } catch (error) {
    return billingTrouble(error);
  }
}

/** A billing view that fails need not keep an account from the pool, so its errors are something to decide about. */
export function billingTrouble(error: unknown): BillingMembership {
  if (error instanceof TransientError || error instanceof RefusalError) {
    return { kind: 'failed', text: error.text, passing: error instanceof TransientError };
  }
  throw error;
}

/** What an error of a port means for the account. Errors that are no port's are rethrown: they are bugs, or bad input. */
export function decideError(error: unknown, desired: DesiredAccount, moment: Moment): Settled {
  if (error instanceof TransientError) {
    return wait(error.operation.startsWith(SANDBOX_OPERATION) ? 'sandbox' : 'transient', { text: error.text });
  }
  if (error instanceof AccessError) {
    const failure = failureOf(error.code, { name: desired.name, sandbox: desired.sandbox, ...error.values }, error.text);
    return error.passing && isSpreading(moment) ? wait('spreading', { text: error.text, failure }) : { kind: 'fail', failure };
  }
  if (!(error instanceof RefusalError)) {
    throw error;
  }
  const verdict = classify(error.text);
  if (verdict.kind === 'busy' || verdict.kind === 'transient') {
    return wait(verdict.kind, { text: error.text });
  }
  const code = verdict.kind === 'unclassified' ? 'AR-CALL-REFUSED' : verdict.code;
  if (verdict.kind === 'spreading' && isSpreading(moment)) {
    return wait('spreading', { text: error.text, code });
  }
  return {
    kind: 'fail',
    failure: failureOf(code, {
      name: desired.name,
      accountId: desired.existingAccountId ?? 'of that name',
      value: error.operation,
      owner: 'somebody whose product is not visible here',
      organizationalUnit: moment.settings.holdingOrganizationalUnitId,
      minutes: String(GRACE_MINUTES),
    }, error.text),
  };
}
