/** Whether the accounts that are declared have room, and a name and an address of their own; and what is wrong with those that are there. */

import { costTagsOf } from './app-intent';
import type { Answer, Check, Subject } from './check';
import { counted, fail, named, ok, unseen, warn } from './check';
import { counterpartOf, declaredOf } from './declared-accounts';
import { OWNER_TAG, PoolAccountProperty } from '../../../src/contract';
import { decideQuota } from '../../checks/account-quota';
import { stackOfOwner } from '../declared';
import type { SnapshotDeclared } from '../snapshot';

/** So near to the quota somebody should ask for more. */
const NEAR = 0.9;

function accountQuota(subject: Subject): Answer {
  const { snapshot } = subject;
  const { accounts: quota } = snapshot.quotas;
  const declared = declaredOf(subject);
  if (snapshot.accounts === undefined || declared === undefined) {
    return unseen(snapshot, ['accounts', 'stacks.accounts', 'stacks'], 'whether there is room for the accounts is unknown');
  }
  if (quota === undefined) {
    return unseen(snapshot, ['quotas.accounts'], 'how many accounts the organization may have is unknown');
  }
  const requests = (quota?.requests ?? []).map(({ value, status }) => `${value} were asked for, which is ${status}`);
  const closed = snapshot.accounts.filter(({ state }) => state !== 'ACTIVE').length;
  const evidence = named([`${closed} of them are closed or not active, and count`, ...requests]);
  const decision = decideQuota({
    declared: declared.filter(({ existingAccountId, email }) => existingAccountId === undefined && email !== '').map(({ email }) => email),
    present: snapshot.accounts.map(({ email }) => email),
    quota: quota?.value,
  });
  switch (decision.kind) {
    case 'unknown': return unseen({ ...snapshot, unseen: [] }, [], 'how many accounts the organization may have is not told in this partition');
    case 'too-small': return fail(decision.failure.what.replace(/\.$/, ''), decision.failure.fix.replace(/\.$/, ''), evidence);
    case 'fits': {
      const full = decision.present + decision.coming;
      const what = `the organization has ${decision.present} of at most ${counted(decision.quota, 'account')}, and ${decision.coming} are to come`;
      return full >= decision.quota * NEAR && full > 0
        ? warn(what, 'request an increase of the AWS Organizations quota "Default maximum number of accounts" before the next ones are due', evidence)
        : ok(what, evidence);
    }
  }
}

/** One declared account whose name or address is somebody else's. */
interface Collision {
  readonly text: string;
  readonly fatal: boolean;
}

function collisionsOf(declared: SnapshotDeclared, subject: Subject): Collision[] {
  const { snapshot } = subject;
  const { name, email, owner, existingAccountId, properties } = declared;
  if (existingAccountId !== undefined) {
    return [];
  }
  const own = counterpartOf(declared, subject);
  const adopts = properties[PoolAccountProperty.ADOPT_EXISTING] === 'true';
  const products = (snapshot.products ?? []).filter(product => product.name === name && product !== own.product);
  const addresses = (snapshot.accounts ?? []).filter(account => email !== '' && account.email.toLowerCase() === email.toLowerCase() && account !== own.account);
  return [
    ...products.map(product => ({ text: `product '${name}' belongs to ${product.tags[OWNER_TAG] ?? 'somebody else'}`, fatal: !adopts })),
    // One that has the name too is what adoption is for.
    ...addresses.map(account => ({ text: `the address of '${name}' is that of account ${account.id} ('${account.name}', ${account.state})`, fatal: !adopts || account.name !== name })),
    ...(owner === '' ? [{ text: `'${name}' has no owner that the template says`, fatal: false }] : []),
  ];
}

function collisions(subject: Subject): Answer {
  const { snapshot } = subject;
  const declared = declaredOf(subject);
  if (snapshot.accounts === undefined || snapshot.products === undefined || declared === undefined) {
    return unseen(snapshot, ['accounts', 'products', 'factory', 'stacks.accounts', 'stacks'], 'whether names and addresses are free is unknown');
  }
  const found = declared.flatMap(each => collisionsOf(each, subject));
  const fatal = found.filter(each => each.fatal);
  if (fatal.length > 0) {
    return fail(
      fatal.length === 1 ? 'a name or an address of a declared account is taken' : `${fatal.length} names or addresses of declared accounts are taken`,
      'leave the number out (skipNumbers), choose another name or address, or take the account over: existingAccountId, or adoptExisting: true if name and address are both the same',
      named(fatal.map(({ text }) => text)),
    );
  }
  return found.length > 0
    ? warn('declared accounts take over what somebody else made', 'see that this is meant: with a sandbox everything in such an account is erased', named(found.map(({ text }) => text)))
    : ok(`names and addresses of ${counted(declared.length, 'declared account')} are their own`);
}

function brokenProducts({ snapshot }: Subject): Answer {
  if (snapshot.products === undefined) {
    return unseen(snapshot, ['products', 'factory'], 'whether products of ours are in order is unknown');
  }
  const broken = snapshot.products.filter(({ status, tags }) => tags[OWNER_TAG] !== undefined && (status === 'ERROR' || status === 'TAINTED'));
  const lastError = broken.flatMap(({ name, history = [], statusMessage }) => {
    const text = history.flatMap(({ errors }) => errors).at(-1) ?? statusMessage;
    return text === undefined ? [] : [`${name}: ${text}`];
  })[0];
  return broken.length === 0
    ? ok('no product of ours is in ERROR or TAINTED')
    : warn(`${counted(broken.length, 'product')} of ours failed: ${named(broken.map(({ name, status }) => `${name} (${status})`))}`, 'deploy again: an attempt that left nothing is cleared away, and one that left an account is continued', lastError);
}

function withoutStack({ snapshot }: Subject): Answer {
  if (snapshot.products === undefined) {
    return unseen(snapshot, ['products', 'factory'], 'whether accounts of ours are without a stack is unknown');
  }
  const owned = snapshot.products.filter(({ tags }) => tags[OWNER_TAG] !== undefined);
  const stackOf = (owner: string) => snapshot.stacks.find(({ name }) => name === stackOfOwner(owner));
  const unknown = owned.filter(({ tags }) => {
    const stack = stackOf(tags[OWNER_TAG]);
    return stack === undefined || (stack.status !== 'absent' && stack.accounts === undefined);
  });
  const isDeclared = (owner: string) => {
    const { accounts = [], resources } = stackOf(owner)!;
    // What a condition of the template leaves out is declared there, and isn't in the stack.
    return accounts.some(declared => declared.owner === owner && (resources?.some(({ logicalId, status }) => logicalId === declared.logicalId && status !== 'DELETE_COMPLETE') ?? true));
  };
  const lost = owned.filter(product => !unknown.includes(product) && !isDeclared(product.tags[OWNER_TAG]));
  if (lost.length > 0) {
    return warn(`${counted(lost.length, 'account')} of ours ${lost.length === 1 ? 'is' : 'are'} in no stack: ${named(lost.map(({ name }) => name))}`, 'they are retained when an app forgets them: declare them again to go on with them, or retire them by hand', named([...new Set(lost.map(({ tags }) => tags[OWNER_TAG]))]));
  }
  return unknown.length > 0
    ? unseen(snapshot, ['stacks', 'stacks.accounts'], `whether ${counted(unknown.length, 'account')} of ours ${unknown.length === 1 ? 'is' : 'are'} in a stack is unknown`)
    : ok('every account of ours is declared by a stack', counted(owned.length, 'product'));
}

function quarantined({ snapshot }: Subject): Answer {
  const { sandboxes, accounts } = snapshot;
  if (sandboxes === undefined || accounts === undefined) {
    return unseen(snapshot, ['sandboxes', 'accounts'], 'whether accounts are quarantined is unknown');
  }
  const units = new Set(sandboxes.flatMap(sandbox => sandbox.units?.quarantine ?? []));
  const found = accounts.filter(({ parentId }) => parentId !== undefined && units.has(parentId));
  return found.length === 0
    ? ok('no account is quarantined')
    : warn(`${counted(found.length, 'account')} ${found.length === 1 ? 'is' : 'are'} quarantined: ${named(found.map(({ name }) => name))}`, 'see in Innovation Sandbox why the cleaning failed, mend it, and ask for another one (another value of verify)', named(found.map(({ id }) => id)));
}

function costTags({ app, snapshot }: Subject): Answer {
  const keys = costTagsOf(app);
  if (keys.length === 0) {
    return ok(app === undefined ? 'no app was named, so costs are to be told by no tag of it' : 'the app gives its accounts no tags that costs could be told by');
  }
  if (snapshot.costTags === undefined) {
    return unseen(snapshot, ['costTags'], `whether costs are told by ${named(keys)} is unknown`);
  }
  const statusOf = new Map(snapshot.costTags.map(({ key, status }) => [key, status]));
  const idle = keys.filter(key => statusOf.get(key) !== 'Active');
  return idle.length === 0
    ? ok(`costs are told by ${named(keys)}`)
    : warn(
      `costs are not told by ${counted(idle.length, 'tag')} of the accounts: ${named(idle.map(key => `${key} (${statusOf.get(key) ?? 'billing has not seen it yet'})`))}`,
      'activate them in Billing and Cost Management (Cost allocation tags) if costs should be told by them: a key shows there within a day after the first account has it, and counts from then on',
    );
}

/** What is to come first, what is there then. */
export const ACCOUNT_CHECKS: readonly Check[] = [
  {
    code: 'AR-CHECK-ACCOUNT-QUOTA',
    asks: 'Is there room in the organization for the accounts that are declared?',
    answers: 'Fails when there isn\'t, warns when nine tenths of the quota would be used. Accounts that are closed count; requests for more are told.',
    needs: ['organizations:ListAccounts', 'servicequotas:ListServiceQuotas', 'servicequotas:ListRequestedServiceQuotaChangeHistory'],
    answer: accountQuota,
  },
  {
    code: 'AR-CHECK-NAMES',
    asks: 'Are names and addresses of declared accounts free, or their own?',
    answers: 'Fails when one belongs to somebody else, warns when adoptExisting takes it over.',
    needs: ['organizations:ListAccounts', 'organizations:ListTagsForResource', 'servicecatalog:SearchProvisionedProducts'],
    answer: collisions,
  },
  {
    code: 'AR-CHECK-PRODUCTS',
    asks: 'Are the products of our accounts in order?',
    answers: 'Warns about each in ERROR or TAINTED, with the last error.',
    needs: ['servicecatalog:SearchProvisionedProducts', 'servicecatalog:ListRecordHistory'],
    answer: brokenProducts,
  },
  {
    code: 'AR-CHECK-FORGOTTEN',
    asks: 'Is every account of ours declared by a stack?',
    answers: 'Warns about those that are not.',
    needs: ['servicecatalog:SearchProvisionedProducts', 'cloudformation:DescribeStacks', 'cloudformation:GetTemplate'],
    answer: withoutStack,
  },
  {
    code: 'AR-CHECK-QUARANTINE',
    asks: 'Is no account quarantined?',
    answers: 'Warns about each account in a Quarantine unit.',
    needs: ['organizations:ListAccounts', 'ssm:GetParameters'],
    answer: quarantined,
  },
  {
    code: 'AR-CHECK-COST-TAGS',
    asks: 'Are the tags that the app gives its accounts activated as cost allocation tags?',
    answers: 'Warns about each that isn\'t: costs are not told by it. Asked only for an app with such tags.',
    needs: ['ce:ListCostAllocationTags'],
    answer: costTags,
  },
];
