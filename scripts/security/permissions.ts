/** What the roles of an app may do, read from its synthesized templates. */

import {
  AccountEnrolment,
  AccountFactory,
  AccountNotifications,
  AccountPool,
  AccountRetirement,
  InnovationSandbox,
  OrganizationEventRelay,
  OrganizationsSource,
  PoolCapacity,
  PoolGrowth,
  SandboxAccess,
  SandboxEventRelay,
  SandboxGeneration,
  SandboxHubAccess,
} from 'account-robot';
import { App, Stack } from 'aws-cdk-lib';
import type { RoleReasons } from './reasons';

/** A permission: an action or a managed policy, what it may be done to, and on which condition. */
export interface Permission {
  readonly name: string;
  readonly resources: readonly string[];
  readonly conditions: readonly string[];
}

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}
type Resources = Readonly<Record<string, { readonly Type: string; readonly Properties: any }>>;

/** All stacks in their richest form, by the names that the reasons know them by. */
export function synthesizedStacks(): Readonly<Record<RoleReasons['stack'], Resources>> {
  const app = new App();
  const pool = new Stack(app, 'Pool', { env: { account: '111122223333', region: 'eu-west-1' } });
  const source = new AccountFactory(pool, 'AccountFactory', {
    holdingOrganizationalUnitId: 'ou-abcd-11112222',
    accountEmail: 'aws+{name}@example.com',
    ssoUser: { email: 'pool@example.com', firstName: 'Pool', lastName: 'Account' },
  });
  const externalId = '11111111-2222-3333-4444-555555555555';
  const sandbox = InnovationSandbox.fromNamespace('myisb', {
    region: 'us-west-2',
    access: SandboxAccess.machineClient({ roleArn: 'arn:aws:iam::222222222222:role/isb-m2m/myisb/myisb-isb-m2m-admin-account-robot', externalId }),
    billingViewArn: 'arn:aws:billing::111122223333:billingview/custom-pool',
  });
  const accounts = new AccountPool(pool, 'Pool', { elasticSize: { min: 1, max: 2 }, source, sandbox });
  const second = new AccountPool(pool, 'Second', {
    namePrefix: 'second-',
    size: 1,
    source: new OrganizationsSource(pool, 'OrganizationsSource', {
      holdingOrganizationalUnitId: 'ou-abcd-11112222',
      accountEmail: 'aws+{name}@example.com',
      enrolment: AccountEnrolment.AUTOMATIC,
    }),
    sandbox,
  });
  const growth = new Stack(app, 'Growth', { env: { account: '111122223333', region: 'eu-west-1' } });
  const capacity = new PoolCapacity(growth, 'Capacity', {
    pool: accounts,
    sandboxAccess: SandboxAccess.machineClient({ roleArn: 'arn:aws:iam::222222222222:role/isb-m2m/myisb/myisb-isb-m2m-admin-count-pool', externalId }),
  });
  new PoolGrowth(growth, 'Growth', { pool: accounts, capacity, lowWater: 1 });
  const retirement = new Stack(app, 'Retirement', { env: { account: '111122223333', region: 'eu-west-1' } });
  new AccountRetirement(retirement, 'Retirement', { pool: accounts, retiredOrganizationalUnitId: 'ou-abcd-99990000', closing: true });
  const notifications = new Stack(app, 'Notifications', { env: { account: '111122223333', region: 'eu-west-1' } });
  new AccountNotifications(notifications, 'Notifications', { pools: [accounts, second], chat: {} });
  const relays = new Stack(app, 'Relays', { env: { account: '222222222222', region: 'us-east-1' } });
  const targetEventBusArn = 'arn:aws:events:eu-west-1:111122223333:event-bus/default';
  new SandboxEventRelay(relays, 'SandboxEvents', { namespace: 'myisb', eventBusName: 'ISBEventBus', targetEventBusArn });
  new OrganizationEventRelay(relays, 'OrganizationEvents', { targetEventBusArn });
  for (const [name, generation] of [['HubRestApi', SandboxGeneration.REST_API], ['HubSignedInvoke', SandboxGeneration.SIGNED_INVOKE]] as const) {
    const hub = new Stack(app, name, { env: { account: '222222222222', region: 'us-west-2' } });
    new SandboxHubAccess(hub, 'Access', { namespace: 'myisb', clientRoleArn: 'arn:aws:iam::111122223333:role/AccountRobot-Pool', externalId, generation });
  }
  const assembly = app.synth();
  const of = (name: RoleReasons['stack']): Resources => assembly.getStackByName(name).template.Resources;
  return {
    Pool: of('Pool'),
    Growth: of('Growth'),
    Retirement: of('Retirement'),
    Notifications: of('Notifications'),
    Relays: of('Relays'),
    HubRestApi: of('HubRestApi'),
    HubSignedInvoke: of('HubSignedInvoke'),
  };
}

/** The logical ids of all roles of a stack. */
export function rolesOf(resources: Resources): string[] {
  return Object.keys(resources).filter(id => resources[id].Type === 'AWS::IAM::Role');
}

/** What a role may do, one entry for each action. */
export function permissionsOf(resources: Resources, role: string): Permission[] {
  const { ManagedPolicyArns = [], Policies = [] } = resources[role].Properties;
  const attached = Object.values(resources)
    .filter(({ Type, Properties }) => Type === 'AWS::IAM::Policy' && Properties.Roles.some(({ Ref }: { Ref?: string }) => Ref === role))
    .map(({ Properties }) => Properties.PolicyDocument);
  const statements: Statement[] = [...Policies.map(({ PolicyDocument }: any) => PolicyDocument), ...attached].flatMap(({ Statement: list }) => list);
  return [
    ...ManagedPolicyArns.map((arn: unknown) => ({ name: text(arn).split('/').at(-1)!, resources: [], conditions: [] })),
    // What is denied is no permission: the words about a role tell of it.
    ...statements.filter(({ Effect }) => Effect !== 'Deny').flatMap(({ Action, Condition = {}, Resource }) => [Action].flat().map(name => ({
      name,
      resources: [Resource].flat().map(text),
      conditions: Object.entries(Condition).flatMap(([operator, keys]) => Object.entries(keys)
        .map(([key, value]) => (operator === 'Null' ? `${key} is not there` : `${key} is ${[value].flat().map(text).join(' or ')}`))),
    }))),
  ];
}

/** A value of a template as people read it. */
function text(value: any): string {
  if (typeof value === 'string') {
    return value;
  }
  if ('Ref' in value) {
    return value.Ref === 'AWS::Partition' ? 'aws' : `the ${nameOf(value.Ref)}`;
  }
  if ('Fn::GetAtt' in value) {
    return value['Fn::GetAtt'][1] === 'ProductId' ? 'prod-...' : `the ${nameOf(value['Fn::GetAtt'][0])}`;
  }
  if ('Fn::Join' in value) {
    return value['Fn::Join'][1].map(text).join(value['Fn::Join'][0]);
  }
  if ('Fn::ImportValue' in value) {
    return `the ${nameOf(/ExportsOutputFnGetAtt(\w+)Arn[0-9A-F]{8}$/.exec(text(value['Fn::ImportValue']))?.[1] ?? '')}`;
  }
  throw new Error(`a policy holds ${JSON.stringify(value)}, which can't be told; say here how it reads`);
}

/** What a logical id is about. */
function nameOf(logicalId: string): string {
  const known = ([
    [/waiterstatemachine/, 'waiter'], [/framework(onEvent|isComplete|onTimeout)/, 'framework\'s function `$1`'], [/(LookUp|Kick|IsComplete)[0-9A-F]{8}$/, 'function `$1`'],
    [/Topic[0-9A-F]{8}$/, 'topics that are made'], [/Key[0-9A-F]{8}$/, 'key of the topics'],
    [/UpdateRole[0-9A-F]{8}$/, 'role for CloudFormation'], [/Ledger[0-9A-F]{8}$/, 'ledger'], [/Orders[0-9A-F]{8}$/, 'orders'], [/Grow[0-9A-F]{8}$/, 'function `Grow`'],
  ] as const).find(([pattern]) => pattern.test(logicalId));
  if (known === undefined) {
    throw new Error(`a policy names the resource ${logicalId}, which has no name for people; give it one here`);
  }
  const [pattern, name] = known;
  return name.replace('$1', pattern.exec(logicalId)![1]);
}
