/** The rules that constructs make on events, as they are synthesized: what docs/events.md shows, and what is held against EventBridge's own matcher. */

import { AccountPool, OrganizationEventRelay, PoolAccount, PoolEvent, SandboxEventReceiver, SandboxEventRelay } from 'account-robot';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';

/** A rule. */
export interface ListedRule {
  /** What it is for, as a heading of the page. */
  readonly title: string;
  /** What an app says for it. */
  readonly code: string;
  readonly pattern: object;
}

const MANAGEMENT = { account: '111122223333', region: 'eu-west-1' };
const HOME = 'arn:aws:events:eu-west-1:111122223333:event-bus/default';
const SETTINGS = {
  holdingOrganizationalUnitId: 'ou-abcd-11112222',
  accountEmail: 'aws+{name}@example.com',
  ssoUser: { email: 'pool@example.com', firstName: 'Pool', lastName: 'Account' },
};

type Make = (stack: Stack) => void;
const pool = (stack: Stack) => new AccountPool(stack, 'Pool', { size: 10 });

const RULES: readonly [string, string, Make, string?][] = [
  ['An account of a pool is asked for', "pool.onAccountRequested('Requested', { target });", stack => void pool(stack).onAccountRequested('Requested')],
  ['An account of a pool is made', "pool.onAccountVended('Vended', { target });", stack => void pool(stack).onAccountVended('Vended')],
  ['An account of a pool is being cleaned', "pool.onAccountRegistered('Registered', { target });", stack => void pool(stack).onAccountRegistered('Registered')],
  ['An account of a pool is available', "pool.onAccountAvailable('Available', { target });", stack => void pool(stack).onAccountAvailable('Available')],
  ['An account of a pool has failed', "pool.onAccountFailed('Failed', { target });", stack => void pool(stack).onAccountFailed('Failed')],
  [
    'Growth of a pool needs a person',
    "pool.onEvent('NeedsPerson', [PoolEvent.GROWTH_REFUSED, PoolEvent.GROWTH_HALTED, PoolEvent.APPROVAL_ASKED], { target });",
    stack => void pool(stack).onEvent('NeedsPerson', [PoolEvent.GROWTH_REFUSED, PoolEvent.GROWTH_HALTED, PoolEvent.APPROVAL_ASKED]),
  ],
  ['One account is available', "account.onAccountAvailable('Available', { target });", stack => void new PoolAccount(stack, 'pool-010').onAccountAvailable('Available')],
  [
    'An account that is only referred to has failed',
    "PoolAccount.fromAccountId(stack, 'Other', '444455556666').onAccountFailed('Failed', { target });",
    stack => void PoolAccount.fromAccountId(stack, 'Other', '444455556666').onAccountFailed('Failed'),
  ],
  [
    'Some failures of a pool',
    "pool.onAccountFailed('Sandbox', { target, eventPattern: { detail: { code: [{ prefix: 'AR-SANDBOX-' }] } } });",
    stack => void pool(stack).onAccountFailed('Sandbox', { eventPattern: { detail: { code: [{ prefix: 'AR-SANDBOX-' }] } } }),
  ],
  [
    'Slow creations',
    "pool.onAccountVended('Slow', { target, eventPattern: { detail: { minutes: [{ numeric: ['>', 45] }] } } });",
    stack => void pool(stack).onAccountVended('Slow', { eventPattern: { detail: { minutes: [{ numeric: ['>', 45] }] } } }),
  ],
  [
    'An account of Innovation Sandbox is quarantined (in the management account)',
    "received.onSandboxEvent('Quarantined', ['AccountQuarantined'], { target });",
    stack => void new SandboxEventReceiver(stack, 'SandboxEvents', { namespace: 'myisb', hubAccountId: '222222222222' }).onSandboxEvent('Quarantined', ['AccountQuarantined']),
  ],
  [
    'What `SandboxEventRelay` sends on (in the hub account)',
    "new SandboxEventRelay(stack, 'SandboxEvents', { namespace: 'myisb', eventBusName, targetEventBusArn });",
    stack => void new SandboxEventRelay(stack, 'SandboxEvents', { namespace: 'myisb', eventBusName: 'InnovationSandboxComputeISBEventBus6697FE33', targetEventBusArn: HOME }),
  ],
  [
    'What `OrganizationEventRelay` sends on (in us-east-1)',
    "new OrganizationEventRelay(stack, 'OrganizationEvents', { targetEventBusArn });",
    stack => void new OrganizationEventRelay(stack, 'OrganizationEvents', { targetEventBusArn: HOME }),
    'us-east-1',
  ],
];

/** All of them. */
export function listedRules(): ListedRule[] {
  return RULES.map(([title, code, make, region = MANAGEMENT.region]) => {
    const stack = new Stack(new App({ context: { 'account-robot': SETTINGS } }), 'Pool', { env: { ...MANAGEMENT, region } });
    make(stack);
    const [rule] = Object.values(Template.fromStack(stack).findResources('AWS::Events::Rule'));
    return { title, code, pattern: rule.Properties.EventPattern };
  });
}
