/** An account that a lease moves is counted at once: through AWS Organizations' events, which arrive in one Region, and their relay; and what Innovation Sandbox says of it arrives, too. */

import { AccountPool, OrganizationEventRelay, PoolCapacity, SandboxEventReceiver, SandboxEventRelay } from 'account-robot';
import type { App } from 'aws-cdk-lib';
import { Duration, Stack } from 'aws-cdk-lib';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { FUNCTION_LABEL } from '../../src/contract';
import { ACCOUNT, REGION } from '../support/rehearse-app';
import { HUB, NAMESPACE, rehearseSandbox, SANDBOX_REGION } from '../support/sandbox-app';

const BUS_NAME = 'InnovationSandboxComputeISBEventBus6697FE33';
const HOME_BUS = `arn:aws:events:${REGION}:${ACCOUNT}:event-bus/default`;
const LEASE = 123 * 60;
const WORLD = {
  factory: { creationMinutes: { median: 20, sigma: 0, minimum: 20, maximum: 20 } },
  sandbox: { cleaningMinutes: { median: 10, spread: 0 }, driftMonitor: false, stackSetMinutes: 2 },
  deployment: { afterwardsMinutes: 180 },
  leases: [{ at: 123, take: 1, for: 31 }],
};

const counted = (isRelayed: boolean) => (app: App) => {
  const env = { account: ACCOUNT, region: REGION };
  const pool = new AccountPool(new Stack(app, 'Pool', { env }), 'Pool', { size: 2 });
  new PoolCapacity(new Stack(app, 'Beside', { env }), 'Capacity', { pool });
  if (isRelayed) {
    new OrganizationEventRelay(new Stack(app, 'There', { env: { account: ACCOUNT, region: 'us-east-1' } }), 'Relay', { targetEventBusArn: HOME_BUS });
  }
};

/** When the pool was counted, and how many accounts were leased then. */
const counts = ({ log }: { readonly log: readonly { readonly at: number; readonly line: string }[] }) => log
  .filter(({ line }) => line.includes('"capacity-counted"')).map(({ at, line }) => ({ at, active: JSON.parse(line).active as number }));

test('a lease is counted within half a minute where Organizations\' events are sent on, and at the next tick where they aren\'t', async () => {
  const [relayed, ticking] = [await rehearseSandbox({ app: counted(true), world: WORLD }), await rehearseSandbox({ app: counted(false), world: WORLD })];
  const firstLeased = (result: typeof relayed) => counts(result).find(({ active }) => active === 1)!.at - LEASE;
  expect(firstLeased(relayed)).toBeGreaterThan(0);
  expect(firstLeased(relayed)).toBeLessThan(30);
  expect(firstLeased(ticking)).toBeGreaterThan(60);
  // Back into CleanUp, and from there into Available: each is a move, and each is counted.
  const back = counts(relayed).find(({ at, active }) => at > LEASE + 60 && active === 0)!.at - LEASE;
  expect(back).toBeGreaterThan(31 * 60);
  expect(back).toBeLessThan(31 * 60 + 30);
  const [heard] = relayed.report.events!.filter(({ source, bus }) => source === 'aws.organizations' && bus.startsWith(`arn:aws:events:us-east-1:${ACCOUNT}:`));
  expect(heard).toMatchObject({ detailType: 'AWS API Call via CloudTrail', bus: `arn:aws:events:us-east-1:${ACCOUNT}:event-bus/default` });
  expect(heard.matched).toBe(heard.times);
});

test('a relay whose role may send nothing is no relay: what it couldn\'t send is told, and the tick counts', async () => {
  const result = await rehearseSandbox({
    app: counted(true),
    world: WORLD,
    template: ({ Resources }) => {
      for (const { PolicyDocument } of Object.values<any>(Resources).flatMap(({ Properties }) => Properties?.Policies ?? [])) {
        PolicyDocument.Statement.filter(({ Sid }: { Sid?: string }) => Sid === 'SendOn').forEach((statement: any) => { statement.Action = 'events:DescribeEventBus'; });
      }
    },
  });
  const [delivery] = result.report.deliveries!.filter(({ to }) => to === HOME_BUS);
  expect(delivery).toMatchObject({ refused: delivery.times, reason: expect.stringContaining('is not authorized to perform: events:PutEvents') });
  expect(counts(result).find(({ active }) => active === 1)!.at - LEASE).toBeGreaterThan(60);
});

test('what Innovation Sandbox says of accounts comes from the hub\'s bus into the management account, and nothing else of it does', async () => {
  const { log, report } = await rehearseSandbox({
    app: app => {
      const stack = new Stack(app, 'Pool', { env: { account: ACCOUNT, region: REGION } });
      new AccountPool(stack, 'Pool', { size: 2 });
      const hub = new Stack(app, 'Hub', { env: { account: HUB, region: SANDBOX_REGION } });
      new SandboxEventRelay(hub, 'Relay', { namespace: NAMESPACE, eventBusName: BUS_NAME, targetEventBusArn: HOME_BUS });
      const listener = new lambda.Function(stack, 'Listener', {
        runtime: lambda.Runtime.NODEJS_22_X,
        handler: 'index.handler',
        code: lambda.Code.fromInline('exports.handler = async event => { console.log(JSON.stringify({ notice: event["detail-type"], account: event.account, source: event.source })); };'),
        timeout: Duration.seconds(10),
        environment: { [FUNCTION_LABEL]: 'listener' },
      });
      new SandboxEventReceiver(stack, 'Received', { namespace: NAMESPACE, hubAccountId: HUB })
        .onSandboxEvent('Cleaned', ['CleanAccountRequest', 'AccountCleanupSucceeded'], { target: new targets.LambdaFunction(listener) });
    },
    world: WORLD,
  });
  const heard = log.filter(({ function: name }) => name.startsWith('Pool-Listener')).map(({ line }) => /"notice":"(\w+)","account":"(\d+)","source":"([\w-]+)"/.exec(line)?.slice(1)).filter(found => found);
  expect(new Set(heard.map(found => found![0]))).toEqual(new Set(['CleanAccountRequest', 'AccountCleanupSucceeded']));
  // The cleaning behind the lease: when the accounts came, the hub's rule wasn't there.
  expect(heard).toHaveLength(2);
  expect(heard.every(found => found![1] === HUB && found![2] === `InnovationSandbox-${NAMESPACE}`)).toBe(true);
  // Leases hold addresses of people: they stay in the hub account.
  expect(report.events!.filter(({ bus, detailType }) => bus === HOME_BUS && detailType.startsWith('Lease'))).toEqual([]);
});
