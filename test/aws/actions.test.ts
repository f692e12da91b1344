import * as fs from 'node:fs';
import * as path from 'node:path';
import { CAPACITY_ACTIONS, DESK_ACTIONS, GROWTH_ACTIONS, HUB_ACTIONS, LOOK_UP_ACTIONS, NOTIFY_ACTIONS, POOL_ACCOUNT_ACTIONS, REGISTRATION_ACTIONS, TELLING_ACTIONS, UNGRANTED_ACTIONS } from './actions';

const FOLDER = path.join(__dirname, '..', '..', 'aws');
const PREFIXES: Record<string, string> = {
  'client-cloudformation': 'cloudformation',
  'client-organizations': 'organizations',
  'client-service-catalog': 'servicecatalog',
  'client-service-quotas': 'servicequotas',
  'client-sso-admin': 'sso',
  'client-sts': 'sts',
  'client-ssm': 'ssm',
  'client-lambda': 'lambda',
  'client-secrets-manager': 'secretsmanager',
};
/** The few calls whose permission has another name. */
const RENAMED: Record<string, string> = { 'lambda:Invoke': 'lambda:InvokeFunction' };

const TRANSACTION = 'dynamodb:TransactWriteItems';

/** What an adapter sends: each command that it makes, by the package that it imports it from. */
function actionsOf(file: string): string[] {
  const source = fs.readFileSync(path.join(FOLDER, file), 'utf8');
  const homes = new Map<string, string>();
  for (const [, names, home] of source.matchAll(/import \{([^}]*)\} from '@aws-sdk\/([^']+)'/g)) {
    names.split(',').map(name => name.trim()).filter(Boolean).forEach(name => homes.set(name, PREFIXES[home]));
  }
  const sent = [...source.matchAll(/new (\w+)Command\(/g)].map(([, name]) => `${homes.get(`${name}Command`)}:${name}`);
  // Requests without a client of their own: the names of operations of the Billing API and of Control Tower's, the service that a signature names, and the one operation of an adapter that has no other.
  const signed = [
    ...[...source.matchAll(/this\.call(?:<[^(]*>)?\('(\w+BillingView)'/g)].map(([, name]) => `billing:${name}`),
    ...[...source.matchAll(/this\.patiently(?:<[^(]*>)?\('(\w+)'/g)].map(([, name]) => `dynamodb:${name}`).filter(action => action !== TRANSACTION),
    // Each part of a transaction is a right of its own, and the transaction is none.
    ...(source.includes("patiently('TransactWriteItems'") ? [...source.matchAll(/\b(Put|Update|Delete): \{/g)].map(([, part]) => `dynamodb:${part}Item`) : []),
    ...[...source.matchAll(/this\.call<\w+>\('(\w+)'/g)].map(([, name]) => `controltower:${name}`),
    ...(source.includes("service: 'execute-api'") ? ['execute-api:Invoke'] : []),
    ...[...source.matchAll(/const OPERATION = '(\w+:\w+)'/g)].map(([, name]) => name),
  ];
  return [...sent, ...signed].map(action => RENAMED[action] ?? action);
}

const sorted = (actions: readonly string[]) => [...new Set(actions)].sort();

test('kick and is-complete call what their list says', () => {
  const calls = ['service-catalog/factory.ts', 'service-catalog/search-products.ts', 'organizations/directory.ts', 'organizations/list-accounts.ts', 'cloudformation/stacks.ts', 'cloudformation/stack-line.ts']
    .flatMap(actionsOf);
  // A move belongs to registration: an account that is vended only stays where the factory put it.
  expect(sorted(calls)).toEqual(sorted([...POOL_ACCOUNT_ACTIONS, 'organizations:MoveAccount']));
});

test('registration calls what its list says, in our own account', () => {
  const own = ['billing/billing-views.ts', 'innovation-sandbox/pool-units.ts', 'cloudformation/stack-set-instances.ts', 'sts/assumed-roles.ts'].flatMap(actionsOf);
  expect(sorted([...own, 'organizations:MoveAccount'])).toEqual(sorted(REGISTRATION_ACTIONS));
});

test('registration calls what its list says, in the hub account', () => {
  expect(sorted(['innovation-sandbox/machine-client.ts', 'innovation-sandbox/signed-invoke.ts'].flatMap(actionsOf))).toEqual(sorted(HUB_ACTIONS));
});

test('the look-up calls what its list says', () => {
  const calls = ['control-tower/landing-zone.ts', 'control-tower/access-management.ts', 'service-quotas/account-quota.ts', 'organizations/list-accounts.ts', 'cloudformation/stacks.ts'].flatMap(actionsOf);
  expect(sorted(calls)).toEqual(sorted(LOOK_UP_ACTIONS));
});

test('what counts a pool calls what its list says', () => {
  const calls = [
    'cloudformation/pool-stacks.ts', 'service-quotas/organization-counts.ts', 'organizations/list-accounts.ts', 'service-quotas/account-quota.ts',
    'service-catalog/products-at-work.ts', 'service-catalog/search-products.ts', 'innovation-sandbox/pool-units.ts', 'innovation-sandbox/cooldowns.ts',
    'innovation-sandbox/machine-client.ts', 'sts/assumed-roles.ts', 'lambda/callee.ts',
  ].flatMap(actionsOf);
  expect(sorted(calls)).toEqual(sorted(CAPACITY_ACTIONS));
});

test('what decides whether a pool grows calls what its list says, beside what it counts by', () => {
  expect(sorted(['cloudformation/growing-stack.ts', 'dynamodb/growth-ledger.ts'].flatMap(actionsOf))).toEqual(sorted(GROWTH_ACTIONS));
});

test('the desk calls what its list says', () => {
  expect(sorted(actionsOf('dynamodb/desk-store.ts'))).toEqual(sorted(DESK_ACTIONS));
});

test('who tells others, and who tells people, call what their lists say', () => {
  expect(actionsOf('event-bridge/event-bus.ts')).toEqual(TELLING_ACTIONS);
  expect(actionsOf('sns/topics.ts')).toEqual(NOTIFY_ACTIONS);
});

test('no other file calls AWS', () => {
  const known = [
    ...POOL_ACCOUNT_ACTIONS, ...REGISTRATION_ACTIONS, ...HUB_ACTIONS, ...LOOK_UP_ACTIONS, ...CAPACITY_ACTIONS,
    ...GROWTH_ACTIONS, ...TELLING_ACTIONS, ...NOTIFY_ACTIONS, ...DESK_ACTIONS,
  ];
  // What the operator's commands read is held against their own policy, by what they call: test/cli/operator/snapshot.test.ts.
  const all = fs.readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts') && !file.startsWith('operator/')).flatMap(actionsOf);
  expect(sorted(all)).toEqual(sorted(known));
  expect(LOOK_UP_ACTIONS).toEqual(expect.arrayContaining([...UNGRANTED_ACTIONS]));
});
