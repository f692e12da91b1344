/** How each thing is looked at that a decision about an account asks for. */

import type { RetirementPolicy } from './policy';
import type { RetirementPorts } from './ports';
import type { RetirementLook, RetirementSeen } from './seen';

/** Looks, and tells what was seen. */
export async function lookAround(
  at: RetirementLook, accountId: string, policy: RetirementPolicy, { directory, factory, now, sandbox }: RetirementPorts,
): Promise<RetirementSeen> {
  switch (at) {
    case 'whereabouts': {
      const readAt = now();
      // At once, so that they are of one moment: what is read first may be old when the last comes.
      const [record, account, parent] = await Promise.all([
        sandbox === undefined ? null : sandbox.record(accountId),
        directory.accountById(accountId),
        directory.parent(accountId),
      ]);
      return { whereabouts: { readAt, account, parent, record } };
    }
    case 'units': return { units: sandbox === undefined ? null : await sandbox.units() };
    case 'product': {
      const productAt = now();
      return { product: await factory.productOf(accountId), productAt };
    }
    case 'atWork': return { atWork: await factory.atWork() };
    case 'instance': return { instance: sandbox === undefined ? null : await sandbox.instance(accountId) };
    case 'members': return { members: (await directory.accounts()).length - 1 };
    case 'unit': return { unit: await directory.unit(policy.retiredUnitId) };
    case 'tags': return { tags: await directory.tags(accountId) ?? [] };
  }
}
