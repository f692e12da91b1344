/** What became of accounts since they were deployed: by leases and cleanings, by people, by time. Pure. */

import type { Evidence } from './evidence';
import type { Decay } from './model';
import { isDeployed } from './step';
import { OWNER_TAG } from '../../../src/contract';
import type { Snapshot } from '../snapshot';

/** What a record says of an account in that unit. */
const STATUS_OF_PLACE: Readonly<Record<string, string>> = { available: 'Available', active: 'Active', cleanUp: 'CleanUp', quarantine: 'Quarantine', frozen: 'Frozen' };

/** What Innovation Sandbox does with the account, as its unit tells. */
export function statusOfPlace(place: string | undefined): string | null {
  return STATUS_OF_PLACE[place ?? ''] ?? null;
}

/** Nothing for an account that isn't deployed, or is on its way. */
export function decayOf(evidence: Evidence, snapshot: Snapshot): Decay[] {
  if (!isDeployed(evidence) || snapshot.accounts === undefined) {
    return [];
  }
  const { account, product, declared } = evidence;
  if (account === undefined) {
    // Without its product nothing but the address tells which it was.
    return snapshot.products === undefined && declared.existingAccountId === undefined ? [] : [{
      kind: 'gone',
      what: product?.accountId === undefined ? 'no account of the organization has its address or its product' : `account ${product.accountId} isn\'t in the organization any more`,
      fix: 'see in CloudTrail who removed it; take it out of the app, or bring it back into the organization',
    }];
  }
  if (account.state !== 'ACTIVE') {
    return [{
      kind: 'closed',
      what: `account ${account.id} is ${account.state}`,
      fix: account.state === 'SUSPENDED' ? 'ask AWS Support why, and have it reinstated' : 'take it out of the app (skipNumbers) and declare another one; AWS Support can reopen it for ninety days',
    }];
  }
  return [...placement(evidence), ...identity(evidence), ...enrolment(evidence, snapshot)];
}

function placement({ declared, place, account, where = 'an unknown unit', record, recordsRead, sandboxFound, isFresh }: Evidence): Decay[] {
  if (declared.sandbox === undefined || !sandboxFound || isFresh || account?.parentId === undefined) {
    return [];
  }
  switch (place) {
    case 'quarantine':
      return [{
        kind: 'quarantined',
        what: `account ${account.id} is in Quarantine`,
        fix: 'see in Innovation Sandbox why its cleaning failed or where it drifted to, mend that, and ask for another cleaning (there, or with another value of verify)',
      }];
    case 'exit':
      return [{
        kind: 'ejected',
        what: `account ${account.id} was ejected from the pool and is in Exit`,
        fix: 'take it out of the app, or declare it again with existingAccountId to have it registered anew: everything in it is erased then',
      }];
    case 'entry':
    case 'pool':
    case undefined:
      return [{
        kind: 'moved',
        what: `account ${account.id} stands in ${where}, which isn\'t where accounts of the pool are`,
        fix: 'see in CloudTrail who moved it (MoveAccount); move it back into the unit that it came from, and not into Available or CleanUp unless Innovation Sandbox knows it',
      }];
    case 'available':
    case 'active':
    case 'frozen':
    case 'cleanUp': {
      const status = statusOfPlace(place);
      return !recordsRead || record?.status === status ? [] : [{
        kind: 'unrecorded',
        what: `account ${account.id} is in ${where}, and Innovation Sandbox ${record === undefined ? 'has no record of it' : `records it as ${record.status}`}`,
        fix: 'a move takes some seconds to be recorded: look again; if it stays so, Innovation Sandbox quarantines the account within hours: move it to where its record says',
      }];
    }
  }
}

/** An account that was taken by its id keeps the name that it has. */
function identity({ declared, account }: Evidence): Decay[] {
  if (account === undefined || declared.existingAccountId !== undefined) {
    return [];
  }
  return [
    ...(declared.name === '' || account.name === declared.name ? [] : [{
      kind: 'renamed' as const,
      what: `account ${account.id} is called \'${account.name}\' now`,
      fix: 'call it by its old name again, or leave it so: it is found by its product, and the app goes on with the name that it declares',
    }]),
    ...(declared.email === '' || account.email.toLowerCase() === declared.email.toLowerCase() ? [] : [{
      kind: 'readdressed' as const,
      what: `account ${account.id} has another e-mail address than the app declares`,
      fix: 'set the address that the app declares; an address of the app can\'t be changed',
    }]),
  ];
}

function enrolment({ declared, product, account, adopts }: Evidence, { products }: Snapshot): Decay[] {
  if (declared.existingAccountId !== undefined || products === undefined) {
    return [];
  }
  if (product === undefined) {
    return adopts || account?.tags?.[OWNER_TAG] === declared.owner ? [] : [{
      kind: 'unenrolled',
      what: `the product of account ${account?.id ?? declared.name} was terminated: Control Tower doesn\'t care for it any more`,
      fix: 'enrol it again in the Control Tower console, or declare it with existingAccountId',
    }];
  }
  return product.status === 'TAINTED' || product.status === 'ERROR' ? [{
    kind: 'tainted',
    what: `the product of account ${account?.id ?? declared.name} is ${product.status}`,
    fix: 'see its last record in Service Catalog; the account works on, and an update of the product mends it, while it stands in a unit that Control Tower governs',
  }] : [];
}
