/** Leases that come and go: who finds an account, what becomes of it, and what the bus of Innovation Sandbox hears. */

import { PoolAccount } from 'account-robot';
import type { App } from 'aws-cdk-lib';
import { Duration, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { FUNCTION_LABEL } from '../../src/contract';
import { ACCOUNT, names, REGION } from '../support/rehearse-app';
import { HUB, NAMESPACE, rehearseSandbox, SANDBOX_REGION } from '../support/sandbox-app';

const BUS = `arn:aws:events:${SANDBOX_REGION}:${HUB}:event-bus/InnovationSandboxComputeISBEventBus6697FE33`;
const FACTORY = { creationMinutes: { median: 20, sigma: 0, minimum: 20, maximum: 20 } };
const SANDBOX = { cleaningMinutes: { median: 10, spread: 0 }, driftMonitor: false, stackSetMinutes: 2 };

interface More {
  readonly sandbox?: object;
  readonly app?: (app: App) => void;
  readonly faults?: readonly object[];
}

const lease = (leases: readonly object[], more: More = {}) => rehearseSandbox({
  app: more.app ?? names(2),
  world: { factory: FACTORY, sandbox: { ...SANDBOX, ...more.sandbox }, deployment: { afterwardsMinutes: 600 }, leases, faults: more.faults ?? [] },
});

test('two accounts serve two of three, are cleaned and cool down, and serve again', async () => {
  const leases = [{ at: 120, take: 3, for: 60 }, { at: 190, take: 1, for: 30 }, { at: 400, take: 2, for: 1000 }];
  const { report } = await lease(leases, { sandbox: { cooldownMinutes: 30 } });
  const [{ counts, namespace, requests }] = report.leases!;
  expect(namespace).toBe(NAMESPACE);
  // At minute 190 both are being cleaned.
  expect(requests).toEqual([{ at: 7200, asked: 3, met: 2 }, { at: 11400, asked: 1, met: 0 }, { at: 24000, asked: 2, met: 2 }]);
  expect(Math.max(...counts.map(({ available, active, cleanUp, coolingDown }) => available + active + cleanUp + coolingDown))).toBe(2);
  expect(Math.max(...counts.map(({ coolingDown }) => coolingDown))).toBe(2);
  expect(counts.find(({ at }) => at === 7200)).toMatchObject({ available: 0, active: 2, cleanUp: 0 });
  expect(counts.at(-1)).toMatchObject({ available: 0, active: 2, cleanUp: 0, coolingDown: 0 });
  const back = counts.find(({ at, available }) => at > 11400 && available === 2)!;
  // An hour of lease, ten minutes of cleaning, half an hour of cooldown.
  expect(back.at).toBeGreaterThan((120 + 60 + 40) * 60);
  expect(back.at).toBeLessThan((120 + 60 + 42) * 60);
});

test('an account that could not be cleaned serves nobody', async () => {
  const faults = [{ kind: 'cleaning-fails', account: 'pool-001', fromMinute: 119, times: 1 }];
  const { report } = await lease([{ at: 120, take: 2, for: 10 }, { at: 200, take: 2, for: 10 }], { faults });
  expect(report.leases![0].requests.map(({ met }) => met)).toEqual([2, 1]);
  expect(report.leases![0].counts.at(-1)).toMatchObject({ quarantine: 1, available: 1 });
});

test('a world without leases has nothing to tell of them', async () => {
  const { report } = await lease([]);
  expect('leases' in report).toBe(false);
});

test('a rule on the bus of the hub account hears of leases and of cleanings', async () => {
  const { report, log } = await lease([{ at: 150, take: 1, for: 20 }], {
    app: app => {
      new PoolAccount(new Stack(app, 'Pool', { env: { account: ACCOUNT, region: REGION } }), names(1)[0]);
      const hub = new Stack(app, 'Hub', { env: { account: HUB, region: SANDBOX_REGION } });
      const fn = new lambda.Function(hub, 'Function', {
        runtime: lambda.Runtime.NODEJS_22_X,
        handler: 'index.handler',
        code: lambda.Code.fromInline('exports.handler = async event => { console.log(JSON.stringify({ notice: event["detail-type"], source: event.source })); };'),
        timeout: Duration.seconds(10),
        environment: { [FUNCTION_LABEL]: 'listener' },
      });
      new events.Rule(hub, 'Rule', {
        eventBus: events.EventBus.fromEventBusArn(hub, 'Bus', BUS),
        eventPattern: { source: [`InnovationSandbox-${NAMESPACE}`], detailType: ['LeaseApproved', 'LeaseTerminated', 'AccountCleanupSucceeded'] },
        targets: [new targets.LambdaFunction(fn)],
      });
    },
  });
  const heard = log.filter(({ function: name }) => name.startsWith('Hub-')).flatMap(({ line }) => /"notice":"(\w+)"/.exec(line)?.[1] ?? []);
  expect(heard).toEqual(['LeaseApproved', 'LeaseTerminated', 'AccountCleanupSucceeded']);
  expect(report.events!.map(({ bus, detailType, matched }) => [bus, detailType, matched])).toEqual(heard.map(type => [BUS, type, 1]));
});
