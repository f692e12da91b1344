/** The account quota is compared with what the stack declares before the first account is requested. */

import { AccountFactory, PoolAccount } from 'account-robot';
import type { App } from 'aws-cdk-lib';
import { Stack } from 'aws-cdk-lib';
import { removeActions } from './failure-scenarios';
import { AccountOutcome } from '../../rehearsal/report';
import type { RehearsalState } from '../../rehearsal/state-file';
import type { Rehearsed } from '../support/rehearse-app';
import { ACCOUNT, names, rehearseApp, REGION } from '../support/rehearse-app';

const quotaOf = (accountQuota: number, changes: Record<string, unknown> = {}) => ({ organization: { accountQuota, ...changes } });

/** How often anything was called, by whichever function. */
function callsOf({ report }: Rehearsed, action: string): number {
  return Object.values(report.apiCalls).reduce((sum, calls) => sum + (calls[action] ?? 0), 0);
}

function expectNothingRequested(rehearsed: Rehearsed): void {
  expect(callsOf(rehearsed, 'servicecatalog:ProvisionProduct')).toBe(0);
  expect(rehearsed.report.accounts.every(({ attempts }) => attempts === 0)).toBe(true);
  expect(rehearsed.report.virtualSeconds).toBeLessThan(5 * 60);
}

const failuresOf = ({ report }: Rehearsed) => report.stacks[0].failures.map(({ logicalId, error }) => `${logicalId} ${error.code}: ${error.what}`);
const everyoneIsAvailable = ({ report }: Rehearsed) => report.accounts.every(({ state }) => state === AccountOutcome.AVAILABLE);

describe('a pool that does not fit into the organization', () => {
  test.each([[true, 'ROLLBACK_COMPLETE', 'CREATE_COMPLETE'], [false, 'CREATE_FAILED', 'UPDATE_COMPLETE']])(
    'fails before the first request (rollback: %s), and is made when the quota was raised', async (rollback, failing, healing) => {
      const failed = await rehearseApp({ app: names(3), rollback, world: quotaOf(3) });
      expect(failed.report.stacks).toMatchObject([{ status: failing }]);
      expect(failuresOf(failed)).toEqual([
        "AccountQuota AR-QUOTA-TOO-SMALL: the stack declares 3 accounts that don't exist yet, and the organization, which has 1 of at most 3, has room for 2.",
      ]);
      expectNothingRequested(failed);

      const healed = await rehearseApp({ app: names(3), rollback, world: quotaOf(4), state: failed.state });
      expect(healed.report.stacks).toMatchObject([{ status: healing }]);
      expect(everyoneIsAvailable(healed)).toBe(true);
    });

  test('fails again when it is deployed again as it was', async () => {
    const failed = await rehearseApp({ app: names(3), rollback: false, world: quotaOf(3) });
    const again = await rehearseApp({ app: names(3), rollback: false, world: quotaOf(3), state: failed.state });
    expect(again.codes).toEqual(['AR-QUOTA-TOO-SMALL']);
    expectNothingRequested(again);
  });

  test('counts closed accounts of others', async () => {
    const accounts = [{ id: '444455556666', name: 'old', email: 'old@example.com', status: 'SUSPENDED', tags: {} }];
    const failed = await rehearseApp({ app: names(2), world: quotaOf(3, { accounts }) });
    expect(failuresOf(failed)).toEqual([expect.stringContaining('which has 2 of at most 3, has room for 1.')]);
  });
});

describe('a pool that outgrows the organization', () => {
  test.each([[true, 'UPDATE_ROLLBACK_COMPLETE', 'UPDATE_COMPLETE'], [false, 'UPDATE_FAILED', 'UPDATE_COMPLETE']])(
    'fails before the first request (rollback: %s); the accounts that exist are untouched', async (rollback, failing, healing) => {
      const first = await rehearseApp({ app: names(2), rollback, world: quotaOf(4) });
      const failed = await rehearseApp({ app: names(4), rollback, world: quotaOf(4), state: first.state });
      expect(failed.report.stacks).toMatchObject([{ status: failing }]);
      expect(failed.codes).toEqual(['AR-QUOTA-TOO-SMALL']);
      expect(failed.state.services.organizations.accounts).toEqual(first.state.services.organizations.accounts);
      expect(failed.state.services.serviceCatalog.records).toEqual(first.state.services.serviceCatalog.records);
      expectNothingRequested(failed);

      const healed = await rehearseApp({ app: names(4), rollback, world: quotaOf(5), state: failed.state });
      expect(healed.report.stacks).toMatchObject([{ status: healing }]);
      expect(everyoneIsAvailable(healed)).toBe(true);
    });

  test('is rolled back even where the rollback brings back an account that has no room any more', async () => {
    const first = await rehearseApp({ app: names(2), world: quotaOf(3) });
    const failed = await rehearseApp({
      app: ['pool-001', 'pool-003', 'pool-004'],
      world: quotaOf(3),
      state: first.state,
      // It was closed, is gone for good, and somebody took its place.
      meanwhile: state => { Object.assign(state.services.organizations.accounts.find(({ name }) => name === 'pool-002')!, { email: 'somebody@example.com' }); },
    });
    expect(failed.report.stacks).toMatchObject([{ status: 'UPDATE_ROLLBACK_COMPLETE' }]);
    expect(failed.codes).toEqual(['AR-QUOTA-TOO-SMALL']);
    // Once when it failed, and once when it would have failed again.
    expect(failed.report.apiCalls['look-up']['cloudformation:DescribeStacks']).toBe(2);
  });

  test('asks nothing when it shrinks, and nothing when it is left as it is', async () => {
    const first = await rehearseApp({ app: names(3), world: quotaOf(4) });
    const same = await rehearseApp({ app: names(3), world: quotaOf(4), state: first.state });
    expect(same.report.apiCalls).toEqual({});
    const smaller = await rehearseApp({ app: names(2), world: quotaOf(4), state: same.state });
    expect(smaller.report.stacks).toMatchObject([{ status: 'UPDATE_COMPLETE' }]);
    expect(callsOf(smaller, 'servicequotas:ListServiceQuotas')).toBe(0);
  });
});

test('accounts that exist are not counted twice by a stack that is made anew', async () => {
  const first = await rehearseApp({ app: names(3), world: quotaOf(4) });
  const forget = (state: RehearsalState) => { Object.assign(state.stacks, { stacks: [] }); };
  const again = await rehearseApp({ app: names(3), world: quotaOf(4), state: first.state, meanwhile: forget });
  expect(again.report.stacks).toMatchObject([{ status: 'CREATE_COMPLETE' }]);
  expect(callsOf(again, 'servicequotas:ListServiceQuotas')).toBe(1);
  expect(again.report.accounts.map(({ accountId }) => accountId)).toEqual(first.report.accounts.map(({ accountId }) => accountId));
});

describe('what can not be read is no reason to fail', () => {
  test.each(['servicequotas:ListServiceQuotas', 'organizations:ListAccounts'])('%s is denied to the look-up for good', async action => {
    const denying = (template: any) => {
      for (const [id, resource] of Object.entries<any>(template.Resources)) {
        if (/PortfolioRole/.test(id)) {
          removeActions({ Resources: { [id]: resource } }, action);
        }
      }
    };
    const going = await rehearseApp({ app: names(1), world: quotaOf(2), template: denying });
    expect(going.report.stacks).toMatchObject([{ status: 'CREATE_COMPLETE' }]);
    expect(going.log.filter(({ line }) => line.includes('"notice":"quota-unknown"') && line.includes('is not authorized to perform'))).toHaveLength(1);

    const full = await rehearseApp({ app: names(1), world: quotaOf(1), template: denying });
    expect(full.codes).toEqual(['AR-ACCOUNT-QUOTA']);
  });

  test('AWS does not answer', async () => {
    const faults = [{ kind: 'call-fails', action: 'servicequotas:ListServiceQuotas', code: 'ServiceException', message: 'x', times: 99 }];
    const { report, log } = await rehearseApp({ app: names(1), world: { faults } });
    expect(report.stacks).toMatchObject([{ status: 'CREATE_COMPLETE' }]);
    expect(log.filter(({ line }) => line.includes('"notice":"quota-unknown"'))).toHaveLength(1);
  });
});

test('two stacks with one factory are checked each for its own accounts', async () => {
  const app = (root: App) => {
    const stackOf = (id: string) => new Stack(root, id, { env: { account: ACCOUNT, region: REGION } });
    const source = new AccountFactory(stackOf('Pool'), 'AccountFactory');
    new PoolAccount(Stack.of(source), 'pool-001', { source });
    const more = stackOf('More');
    for (const name of ['pool-002', 'pool-003']) {
      new PoolAccount(more, name, { source });
    }
  };
  const { report } = await rehearseApp({ app, world: quotaOf(3) });
  expect(report.stacks).toMatchObject([{ name: 'Pool', status: 'CREATE_COMPLETE' }, { name: 'More', status: 'ROLLBACK_COMPLETE' }]);
  expect(report.stacks[1].failures).toMatchObject([{ logicalId: 'AccountQuota', error: { code: 'AR-QUOTA-TOO-SMALL', what: expect.stringContaining('declares 2 accounts') } }]);
});
