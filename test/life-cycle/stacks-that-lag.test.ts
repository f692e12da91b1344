/** DescribeStacks that goes on showing a stack's former status for a while: the fence, and what a leg is opened with, read nothing else. */

import type { PoolAccount } from 'account-robot';
import { CfnOutput } from 'aws-cdk-lib';
import type { Rehearsed, Scenario } from '../support/rehearse-app';
import { names, poolStack, rehearseApp } from '../support/rehearse-app';

const LAGS = [5, 30, 60];
const fails = { kind: 'creation-fails', account: 'pool-002', message: 'The flux capacitor is empty.', accountCreated: false };

const requested = ({ progress }: Rehearsed) =>
  progress.flatMap(entry => (entry.kind === 'organization' && entry.event.kind === 'provision-accepted' ? [{ at: entry.at, account: entry.event.account }] : []));
const rolledBackAt = ({ progress }: Rehearsed) =>
  progress.find(entry => entry.kind === 'stack' && entry.event.type === 'AWS::CloudFormation::Stack' && entry.event.status.includes('ROLLBACK'))!.at;
const opened = ({ log }: Rehearsed) => log.flatMap(({ line }) => line.includes('"leg-opened"') ? [(JSON.parse(line) as { epoch?: string }).epoch] : []);

const lastLegs = ({ state }: Rehearsed) =>
  Object.values(state.stacks.stacks[0].resources).filter(({ type, content }) => type === 'Custom::PoolAccount' && content.properties.Leg === 'Resource');

describe.each(LAGS)('by %s seconds', stacks => {
  const lag = { stacks };
  const rehearse = (scenario: Scenario) => rehearseApp({ ...scenario, world: { ...scenario.world, lag } });

  test('a pool is filled all the same: no leg is opened for what the stack was before', async () => {
    const rehearsal = await rehearse({ app: names(2) });
    expect(rehearsal.report.stacks).toMatchObject([{ status: 'CREATE_COMPLETE' }]);
    expect(rehearsal.report.accounts).toMatchObject([{ state: 'AVAILABLE' }, { state: 'AVAILABLE' }]);
    expect(new Set(opened(rehearsal))).toEqual(new Set(['CREATE_IN_PROGRESS/never']));
  });

  test('a deployment after one that was rolled back isn\'t taken for the rollback: its accounts are created', async () => {
    const first = await rehearse({ app: names(1) });
    const second = await rehearse({ app: names(2), state: first.state, world: { faults: [fails] } });
    expect(second.report.stacks).toMatchObject([{ status: 'UPDATE_ROLLBACK_COMPLETE' }]);
    const third = await rehearse({ app: names(2), state: second.state, meanwhile: () => undefined, world: { deployment: { pauseMinutes: 0 } } });
    expect(third.report.stacks).toMatchObject([{ status: 'UPDATE_COMPLETE' }]);
    expect(third.account('pool-002')).toMatchObject({ state: 'AVAILABLE' });
  });

  test('a deployment that is cancelled requests nothing any more once the lag is over', async () => {
    const rehearsal = await rehearse({ app: names(3), settings: { concurrency: 1 }, world: { deployment: { cancelAfterMinutes: 20 } } });
    expect(rehearsal.report.stacks).toMatchObject([{ status: 'ROLLBACK_COMPLETE' }]);
    const over = rolledBackAt(rehearsal) + stacks;
    expect(requested(rehearsal).filter(({ at }) => at > over)).toEqual([]);
  });

  test('a rollback of an update doesn\'t fail by a leg that takes it for the update, and what reads its attributes stays as it was', async () => {
    const app: Scenario['app'] = built => {
      const stack = poolStack(built, names(2), { verify: String(built.node.tryGetContext('verify')) });
      for (const name of names(2)) {
        new CfnOutput(stack, `Id${name.slice(-1)}`, { value: (stack.node.findChild(name) as PoolAccount).accountId });
      }
    };
    const first = await rehearse({ app, context: { verify: '1' } });
    const second = await rehearse({
      app,
      context: { verify: '2' },
      state: first.state,
      world: { faults: [{ kind: 'account-changes', account: 'pool-002', change: 'suspended' }] },
    });
    expect(second.codes).toEqual(['AR-ACCOUNT-SUSPENDED']);
    expect(second.report.stacks).toMatchObject([{ status: 'UPDATE_ROLLBACK_COMPLETE' }]);
    const ids = (rehearsal: Rehearsed) => lastLegs(rehearsal).map(({ content }) => content.attributes.AccountId);
    expect(ids(second)).toEqual(ids(first));
  });
});
