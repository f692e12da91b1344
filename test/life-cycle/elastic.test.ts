/** A pool that grows by the parameter of its stack, over the deployments of its life. */

import type { ElasticSize } from 'account-robot';
import { AccountPool } from 'account-robot';
import type { App } from 'aws-cdk-lib';
import { Stack } from 'aws-cdk-lib';
import type { RehearsalState } from '../../rehearsal/state-file';
import type { Rehearsed } from '../support/rehearse-app';
import { ACCOUNT, names, rehearseApp, REGION } from '../support/rehearse-app';

/** Ten minutes each: what is asked here doesn't depend on how long a creation takes. */
const FACTORY = { creationMinutes: { median: 10, sigma: 0, minimum: 10, maximum: 10 } };

interface Deployed {
  readonly elasticSize?: Partial<ElasticSize>;
  readonly size?: number;
  readonly parameter?: number;
  readonly state?: RehearsalState;
  readonly world?: Record<string, unknown>;
  readonly rollback?: boolean;
}

const deploy = ({ elasticSize, size, parameter, state, world, rollback }: Deployed) => rehearseApp({
  app: (app: App) => {
    new AccountPool(new Stack(app, 'Pool', { env: { account: ACCOUNT, region: REGION } }), 'Pool', size === undefined ? { elasticSize: { min: 1, max: 5, ...elasticSize } } : { size });
  },
  world: { factory: FACTORY, ...parameter === undefined ? {} : { values: { parameters: { 'Pool:PoolSize': String(parameter) } } }, ...world },
  state,
  rollback,
});

const members = ({ state }: Rehearsed) => state.services.organizations.accounts.map(({ name }) => name).filter(name => name.startsWith('pool-')).sort();
const declared = ({ report }: Rehearsed) => report.accounts.map(({ name }) => name);
const ended = ({ report }: Rehearsed) => report.stacks[0].status;

test('it is made with its initial size, grows by the parameter, keeps it, and forgets by a lower one', async () => {
  const first = await deploy({ elasticSize: { initial: 2 } });
  expect([ended(first), declared(first), members(first)]).toEqual(['CREATE_COMPLETE', names(2), names(2)]);

  const grown = await deploy({ parameter: 3, state: first.state });
  expect([ended(grown), declared(grown), members(grown)]).toEqual(['UPDATE_COMPLETE', names(3), names(3)]);
  // Accounts that are there hear nothing of it.
  expect(grown.report.accounts.map(({ attempts }) => attempts)).toEqual([0, 0, 1]);

  const again = await deploy({ elasticSize: { initial: 1 }, state: grown.state });
  expect([ended(again), members(again)]).toEqual(['UPDATE_COMPLETE', names(3)]);
  expect(declared(again)).toEqual(names(3));

  const fewer = await deploy({ parameter: 1, state: again.state });
  expect([ended(fewer), declared(fewer), members(fewer)]).toEqual(['UPDATE_COMPLETE', names(1), names(3)]);

  const back = await deploy({ parameter: 3, state: fewer.state });
  expect([ended(back), declared(back), members(back)]).toEqual(['UPDATE_COMPLETE', names(3), names(3)]);
  expect(back.report.accounts.map(({ attempts }) => attempts)).toEqual([0, 0, 0]);
});

test('a pool with a size becomes elastic, and one with a size again, without a word to its accounts', async () => {
  const fixed = await deploy({ size: 2 });
  const elastic = await deploy({ elasticSize: { initial: 2 }, state: fixed.state });
  // Conditions that hold change no resource: CloudFormation has nothing to update.
  expect([ended(elastic), declared(elastic), members(elastic)]).toEqual(['CREATE_COMPLETE', names(2), names(2)]);
  const again = await deploy({ size: 2, state: elastic.state });
  expect([ended(again), members(again)]).toEqual(['CREATE_COMPLETE', names(2)]);
  for (const { progress } of [elastic, again]) {
    expect(progress.filter(entry => entry.kind === 'stack' && entry.event.properties?.AccountName !== undefined)).toEqual([]);
  }
});

test('a size for which the organization has no room makes nothing, and the smaller one fits', async () => {
  const organization = { accountQuota: 4 };
  const first = await deploy({ elasticSize: { initial: 2, max: 40 }, world: { organization } });
  expect([ended(first), members(first)]).toEqual(['CREATE_COMPLETE', names(2)]);
  const large = await deploy({ elasticSize: { max: 40 }, parameter: 9, state: first.state, world: { organization } });
  expect([ended(large), large.codes, members(large)]).toEqual(['UPDATE_ROLLBACK_COMPLETE', ['AR-QUOTA-TOO-SMALL'], names(2)]);
  // What was rolled back is no value of before, and its template is nobody's.
  const sizes = ({ state }: Rehearsed) => (state.stacks.stacks[0].template!.Parameters!.PoolSize.AllowedValues as string[]).length;
  const larger = await deploy({ elasticSize: { max: 45 }, parameter: 9, state: large.state, world: { organization } });
  expect([ended(larger), sizes(large), sizes(larger)]).toEqual(['UPDATE_ROLLBACK_COMPLETE', 40, 40]);
  const again = await deploy({ elasticSize: { max: 40 }, state: large.state, world: { organization } });
  expect([declared(again), members(again)]).toEqual([names(2), names(2)]);
});

test('a size that failed without rollback is gone on with', async () => {
  const first = await deploy({ elasticSize: { initial: 1 } });
  const failed = await deploy({ parameter: 2, state: first.state, rollback: false, world: { faults: [{ kind: 'creation-fails', account: 'pool-002', reason: 'organizations-access' }] } });
  expect([ended(failed), members(failed)]).toEqual(['UPDATE_FAILED', names(1)]);
  const again = await deploy({ state: failed.state, rollback: false });
  expect([ended(again), declared(again), members(again)]).toEqual(['UPDATE_COMPLETE', names(2), names(2)]);
});

test('a most that is below what is deployed is refused before anything begins', async () => {
  const first = await deploy({ elasticSize: { initial: 3 } });
  const refused = await deploy({ elasticSize: { max: 2 }, state: first.state });
  expect(refused.report.stacks[0]).toMatchObject({ status: 'REFUSED', reason: "Parameter 'PoolSize' must be one of AllowedValues" });
});
