/**
 * Looks at an account until a decision is possible.
 *
 * The decision asks, the ports answer: which systems are read, and how deep, follows from what was seen before.
 */

import { classify } from './classify';
import { decideAccount } from './decide-account';
import type { Settled } from './decide-leg';
import { wait } from './decisions';
import { assertNever, RefusalError, TransientError } from './errors';
import { failureOf } from './failures';
import type { DesiredAccount, Look, Moment, Observed } from './model';
import type { Ports } from './ports';
import { GRACE_MINUTES, isSpreading } from './timing';

/** There are ten things to look at, and none is looked at twice. */
const LOOKS_MAX = 10;

/** A decision and what it rests on. */
export interface Finding {
  readonly decision: Settled;
  readonly observed: Observed;
}

/** Looks and decides. What AWS refuses or leaves unanswered becomes a decision as well: it never throws for an account's sake. */
export async function observe(desired: DesiredAccount, moment: Moment, ports: Ports): Promise<Finding> {
  let observed: Observed = {};
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
    default:
      return assertNever(look);
  }
}

/** What an error of a port means for the account. Errors that are no port's are rethrown: they are bugs, or bad input. */
export function decideError(error: unknown, desired: DesiredAccount, moment: Moment): Settled {
  if (error instanceof TransientError) {
    return wait('transient', { text: error.text });
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
      email: desired.email,
      accountId: desired.existingAccountId ?? 'of that name',
      value: error.operation,
      owner: 'somebody whose product is not visible here',
      organizationalUnit: moment.settings.holdingOrganizationalUnitId,
      minutes: String(GRACE_MINUTES),
    }, error.text),
  };
}
