/** Whether Innovation Sandbox is there as the app expects it, and what of it only its own account can tell. */

import { sandboxesOfApp } from './app-intent';
import type { Answer, Check, Subject } from './check';
import { counted, elsewhere, fail, named, ok, unseen, warn } from './check';
import { declaredOf } from './declared-accounts';
import { accessName, generationOf } from '../../registration/innovation-sandbox/sandbox-version';
import type { Snapshot, SnapshotSandbox } from '../snapshot';
import { statusOfPlace } from '../status/decay';

const NONE = 'no sandbox is named, so accounts are vended only';

/** The namespaces that accounts are registered with. */
function wanted(subject: Subject): readonly string[] {
  const declared = (declaredOf(subject) ?? []).flatMap(({ sandbox }) => sandbox ?? []);
  return [...new Set([...sandboxesOfApp(subject.app).map(({ namespace }) => namespace), ...declared])].sort();
}

function present(subject: Subject): Answer {
  const { snapshot } = subject;
  const names = wanted(subject);
  if (names.length === 0) {
    return ok(NONE);
  }
  if (snapshot.sandboxes === undefined) {
    return unseen(snapshot, ['sandboxes'], `whether Innovation Sandbox ${named(names)} is there is unknown`);
  }
  const missing = names.filter(name => !snapshot.sandboxes!.some(({ namespace }) => namespace === name));
  const known = named(snapshot.sandboxes.map(({ namespace, region }) => `${namespace}${region === undefined ? '' : ` in ${region}`}`));
  return missing.length === 0
    ? ok(`Innovation Sandbox ${named(names)} is there`, known)
    : fail(`Innovation Sandbox ${named(missing)} was not found`, 'correct the namespace, or name its Region with --sandbox-region', known === '' ? 'none was found' : known);
}

/** Those that are wanted and there. */
function found(subject: Subject): readonly SnapshotSandbox[] {
  const names = wanted(subject);
  return (subject.snapshot.sandboxes ?? []).filter(({ namespace }) => names.includes(namespace));
}

function access(subject: Subject): Answer {
  const { snapshot, app } = subject;
  const sandboxes = found(subject);
  if (wanted(subject).length === 0) {
    return ok(NONE);
  }
  if (sandboxes.length === 0) {
    return unseen(snapshot, ['sandboxes'], 'which version of Innovation Sandbox is there is unknown');
  }
  const untold = sandboxes.find(({ version }) => version === '');
  if (untold !== undefined) {
    return unseen(snapshot, ['sandboxes'], `the version of Innovation Sandbox '${untold.namespace}' is unknown`);
  }
  for (const { namespace, version } of sandboxes) {
    const generation = generationOf(version);
    if (generation === undefined) {
      return warn(`Innovation Sandbox '${namespace}' has a version that can't be understood, '${version}'`, 'repair its AccountPool stack, or upgrade this library if that is newer');
    }
    if (generation === 'too-old') {
      return fail(`Innovation Sandbox '${namespace}' is version ${version}, which accepts tokens that anybody can forge`, 'upgrade it, best to 1.3 or later');
    }
    const other = sandboxesOfApp(app).find(each => each.namespace === namespace && each.access.kind !== generation);
    if (other !== undefined) {
      return fail(`Innovation Sandbox '${namespace}' is version ${version}, which is reached by ${accessName(generation)}, but the app says ${accessName(other.access.kind)}`, `use ${accessName(generation)}, and set up what it needs in the hub account`);
    }
  }
  const versions = named(sandboxes.map(({ namespace, version }) => `${namespace} ${version}`));
  return ok(app === undefined ? `the version of Innovation Sandbox is known: ${versions}` : 'the app reaches Innovation Sandbox in the way of its version', versions);
}

function stackSet(subject: Subject): Answer {
  const { snapshot } = subject;
  const sandboxes = found(subject);
  if (wanted(subject).length === 0) {
    return ok(NONE);
  }
  if (sandboxes.length === 0 || sandboxes.some(sandbox => sandbox.stackSet === undefined)) {
    return unseen(snapshot, ['sandboxes.stackSet', 'sandboxes'], 'whether the StackSet reaches every account of the pool is unknown');
  }
  const missing = sandboxes.filter(sandbox => sandbox.stackSet === null);
  if (missing.length > 0) {
    return fail(`the StackSet of Innovation Sandbox ${named(missing.map(({ namespace }) => namespace))} is not there: accounts get no role that it could clean with`, 'repair its AccountPool stack');
  }
  const others = sandboxes.flatMap(sandbox => sandbox.stackSet!.others);
  return others.length > 0
    ? warn(`the StackSet has not reached ${counted(others.length, 'account')}: ${named(others.map(({ accountId, status }) => `${accountId} (${status})`))}`, 'see the StackSet in CloudFormation, and repeat what failed', others.find(({ reason }) => reason !== undefined)?.reason)
    : ok(`the StackSet is up to date in ${counted(sandboxes.reduce((sum, sandbox) => sum + sandbox.stackSet!.current, 0), 'account')}`);
}

/** How an account's record and its unit disagree. */
function mismatches({ units, records: kept = [] }: SnapshotSandbox, accounts: NonNullable<Snapshot['accounts']>): string[] {
  const placeOf = new Map(Object.entries(units ?? {}).map(([place, id]) => [id, place]));
  const statusOf = new Map(kept.map(({ accountId, status }) => [accountId, status]));
  return accounts.flatMap(({ id, name, parentId = '' }) => {
    const [unit, record] = [statusOfPlace(placeOf.get(parentId)), statusOf.get(id) ?? null];
    return unit === record ? [] : [`${name} (${id}) is ${unit === null ? 'outside the pool' : `in ${unit}`} and ${record === null ? 'has no record' : `recorded as ${record}`}`];
  });
}

function records(subject: Subject): Answer {
  const { snapshot } = subject;
  const sandboxes = found(subject);
  if (wanted(subject).length === 0) {
    return ok(NONE);
  }
  const unread = sandboxes.find(sandbox => sandbox.records === undefined);
  if (sandboxes.length === 0 || unread !== undefined) {
    const what = `what Innovation Sandbox ${named(wanted(subject))} keeps of its accounts was not read`;
    return snapshot.unseen.some(({ part }) => part === 'sandboxes.records') ? unseen(snapshot, ['sandboxes.records'], what)
      : elsewhere(what, 'ask for it with --with-sandbox-records: it takes the role that the factory uses in the hub account', 'sts:AssumeRole');
  }
  if (snapshot.accounts === undefined) {
    return unseen(snapshot, ['accounts'], 'where the accounts stand that Innovation Sandbox has records of is unknown');
  }
  const different = sandboxes.flatMap(sandbox => (sandbox.units === undefined ? [] : mismatches(sandbox, snapshot.accounts!)));
  const total = sandboxes.reduce((sum, sandbox) => sum + sandbox.records!.length, 0);
  return different.length === 0
    ? ok(`the records of Innovation Sandbox fit the units that accounts stand in: ${counted(total, 'record')}`)
    : warn(`${counted(different.length, 'account')} ${different.length === 1 ? 'stands' : 'stand'} elsewhere than Innovation Sandbox has recorded`, 'a move takes some seconds to be recorded: ask again; if it stays so, move each to where its record says, or Innovation Sandbox quarantines it within hours', named(different));
}

/** Of each sandbox that is wanted: what stands in the hub account, which no right in the management account reads. */
function inHub(subject: Subject, what: string, fix: string, permission: string, besides?: Answer): Answer {
  const names = wanted(subject);
  return names.length === 0 ? ok(NONE) : besides ?? elsewhere(`${what} of Innovation Sandbox ${named(names)} stands in its hub account`, fix, permission);
}

function apiId(subject: Subject): Answer {
  const settled = sandboxesOfApp(subject.app).every(({ access: { kind, ...rest } }) => kind === 'machine-client' && 'apiId' in rest && rest.apiId !== undefined);
  const sandboxes = found(subject);
  const answered = sandboxes.length > 0 && sandboxes.every(sandbox => sandbox.records !== undefined)
    ? ok(`the API of Innovation Sandbox ${named(sandboxes.map(({ namespace }) => namespace))} answers to the role of the factory`) : undefined;
  const said = subject.app !== undefined && sandboxesOfApp(subject.app).length > 0 && settled
    ? warn('the app says the id of the API itself, which changes when Innovation Sandbox is made anew', 'leave apiId out, and deploy SandboxHubAccess in the hub account, which reads it')
    : undefined;
  return inHub(subject, 'the id of the API', 'look it up there (Systems Manager, Parameter Store), or ask it with --with-sandbox-records', 'sts:AssumeRole', said ?? answered);
}

function trust(subject: Subject): Answer {
  return inHub(subject, 'the role that trusts the factory', 'see its trust policy there: it has to name the role of the factory and the external id of the app', 'iam:GetRole (hub account)');
}

function nukeFilter(subject: Subject): Answer {
  return inHub(subject, 'what the cleaning leaves alone', 'see in its AppConfig, profile of aws-nuke, that stacks named StackSet-AWSControlTowerBP-* are left alone', 'appconfig:GetLatestConfiguration (hub account)');
}

function billingView(subject: Subject): Answer {
  const arns = [...new Set(sandboxesOfApp(subject.app).flatMap(({ billingViewArn }) => billingViewArn ?? []))];
  return arns.length === 0
    ? ok(subject.app === undefined ? 'no app was named, so no billing view is asked for' : 'the app names no billing view')
    : elsewhere(`whether the billing view takes more accounts is not read: ${named(arns)}`, 'see in Billing and Cost Management that it has less than 200 accounts', 'billing:GetBillingView');
}

/** What can be seen first, what stands elsewhere then. */
export const SANDBOX_CHECKS: readonly Check[] = [
  {
    code: 'AR-CHECK-SANDBOX',
    asks: 'Is the Innovation Sandbox there that accounts are registered with?',
    answers: 'Fails when it isn\'t.',
    needs: ['ssm:DescribeParameters', 'ssm:GetParameters'],
    answer: present,
  },
  {
    code: 'AR-CHECK-SANDBOX-ACCESS',
    asks: 'Is it new enough, and reached in the way of its version?',
    answers: 'Fails before 1.2, and when the app names the access of another version; warns about a version that can\'t be understood.',
    needs: ['ssm:GetParameters'],
    answer: access,
  },
  {
    code: 'AR-CHECK-STACK-SET',
    asks: 'Does its StackSet reach every account of the pool?',
    answers: 'Fails without the StackSet, warns about accounts that it has not reached.',
    needs: ['cloudformation:ListStackInstances'],
    answer: stackSet,
  },
  {
    code: 'AR-CHECK-RECORDS',
    asks: 'Do its records fit the units that accounts stand in?',
    answers: 'Warns about each account that stands elsewhere than its record says. Seen with --with-sandbox-records only.',
    needs: ['organizations:ListAccounts', 'sts:AssumeRole'],
    inHub: true,
    answer: records,
  },
  {
    code: 'AR-CHECK-API',
    asks: 'Does its API answer, and does the app know the id of it?',
    answers: 'Seen with --with-sandbox-records only. Warns when the app says the id itself.',
    needs: ['sts:AssumeRole'],
    inHub: true,
    answer: apiId,
  },
  {
    code: 'AR-CHECK-TRUST',
    asks: 'Does its role trust the factory?',
    answers: 'Seen in the hub account only.',
    needs: ['iam:GetRole'],
    inHub: true,
    answer: trust,
  },
  {
    code: 'AR-CHECK-CLEANING',
    asks: 'Does its cleaning leave Control Tower\'s stacks alone?',
    answers: 'Seen in the hub account only.',
    needs: ['appconfig:GetLatestConfiguration'],
    inHub: true,
    answer: nukeFilter,
  },
  {
    code: 'AR-CHECK-BILLING-VIEW',
    asks: 'Has the billing view room for more accounts?',
    answers: 'Not seen where the app names one: the command asks for no right to read bills.',
    needs: ['billing:GetBillingView'],
    answer: billingView,
  },
];
