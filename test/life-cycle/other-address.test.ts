import { PoolAccount } from 'account-robot';
import type { App } from 'aws-cdk-lib';
import { HOLDING, names, poolStack, rehearseApp } from '../support/rehearse-app';
import { GENERATIONS, rehearseSandbox } from '../support/sandbox-app';

describe('a product that never succeeded, with an account of another e-mail address', () => {
  test('is kept when the app changes the address: the account is neither un-enrolled nor made a second time', async () => {
    const failed = await rehearseApp({ app: names(1), world: { faults: [{ kind: 'creation-fails', message: 'flux', afterMinutes: 10, accountCreated: true }] } });
    const again = await rehearseApp({ app: names(1), props: { accountEmail: 'aws+other@example.com' }, state: failed.state });
    expect(again.codes).toEqual(['AR-NAME-NOT-OURS']);
    expect(again.account('pool-001').error?.what).toContain('another e-mail address');
    expect(again.state.services.organizations.accounts).toEqual(failed.state.services.organizations.accounts);
    expect(again.state.services.serviceCatalog.records).toEqual(failed.state.services.serviceCatalog.records);

    const healed = await rehearseApp({ app: names(1), state: again.state });
    expect(healed.report.stacks).toMatchObject([{ status: 'CREATE_COMPLETE' }]);
  });

  test('made by somebody else is not taken over, whatever the account is called', async () => {
    for (const name of ['pool-001', 'sandbox']) {
      const accounts = [{ id: '444455556666', name, email: 'stranger@example.com', parentId: HOLDING, status: 'ACTIVE', tags: {} }];
      const products = [{ name: 'pool-001', status: 'ERROR', succeededOnce: false, accountId: '444455556666', tags: { 'account-robot:owner': 'Other/pool-001' } }];
      const { codes, state } = await rehearseApp({ app: names(1), props: { adoptExisting: true }, world: { organization: { accounts, products } } });
      expect(codes).toEqual(['AR-NAME-NOT-OURS']);
      expect(state.services.organizations.accounts).toMatchObject([{}, { id: '444455556666', parentId: HOLDING }]);
    }
  });
});

test('an account that gets another name in the app keeps its own, and the report and the summary say so', async () => {
  const first = await rehearseApp({ app: names(1) });
  const renamed = await rehearseApp({ app: names(1), props: { accountName: 'training' }, state: first.state, rollback: false });
  expect(renamed.codes).toEqual(['AR-RENAMED']);
  expect(renamed.account('pool-001').state).toBe('AVAILABLE');
  expect(renamed.state.services.organizations.accounts).toEqual(first.state.services.organizations.accounts);
});

test('a construct that is renamed is another account, and the one before stays', async () => {
  const first = await rehearseApp({ app: ['before'] });
  const second = await rehearseApp({ app: ['after'], state: first.state });
  expect(second.codes).toEqual([]);
  expect(second.state.services.organizations.accounts.map(({ name }: { name: string }) => name)).toEqual(expect.arrayContaining(['before', 'after']));

  const kept = await rehearseApp({ app: ['after'], props: { accountName: 'before', adoptExisting: true }, state: first.state });
  expect(kept.codes).toEqual([]);
  expect(kept.state.services.organizations.accounts).toHaveLength(first.state.services.organizations.accounts.length);
});

describe('an address that is corrected', () => {
  const corrected = (app: App) => {
    const stack = poolStack(app, ['pool-001']);
    new PoolAccount(stack, 'pool-002', { accountEmail: 'aws+right@example.com' });
  };

  test.each([[true, 'invalid-email'], [true, 'email-in-use'], [false, 'invalid-email'], [false, 'email-in-use']])(
    'after a failure (rollback: %p, %s) is all that the next deployment needs: the account is made with it, once', async (rollback, reason) => {
      const first = await rehearseApp({ app: names(2), rollback, world: { faults: [{ kind: 'creation-fails', account: 'pool-002', reason }] } });
      expect(first.report.stacks[0].status).toBe(rollback ? 'ROLLBACK_COMPLETE' : 'CREATE_FAILED');
      const second = await rehearseApp({ app: corrected, rollback, state: first.state });
      expect(second.codes).toEqual([]);
      expect(second.report.stacks[0].status).toMatch(/^(CREATE|UPDATE)_COMPLETE$/);
      expect(second.state.services.organizations.accounts.map(({ email }) => email).slice(1).sort()).toEqual(['aws+pool-001@example.com', 'aws+right@example.com']);
      const third = await rehearseApp({ app: corrected, rollback, state: second.state });
      expect(third.codes).toEqual([]);
    },
  );

  test.each(GENERATIONS)('is all that it needs on the way into Innovation Sandbox %s, too (--no-rollback)', async (_, access) => {
    const first = await rehearseSandbox({ app: names(2), rollback: false, world: { faults: [{ kind: 'creation-fails', account: 'pool-002', reason: 'email-in-use' }] } }, { access });
    expect(first.codes).toEqual(['AR-EMAIL-IN-USE']);
    const second = await rehearseSandbox({ app: corrected, rollback: false, state: first.state }, { access });
    expect(second.codes).toEqual([]);
    expect(second.report.accounts).toMatchObject([{ sandboxStatus: 'Available' }, { name: 'pool-002', email: 'aws+right@example.com', sandboxStatus: 'Available' }]);
    // Registered already: another address would be another account.
    const third = await rehearseSandbox({ app: names(2), rollback: false, state: second.state }, { access });
    expect(third.codes).toEqual(['AR-RENAMED']);
    expect(third.state.services.organizations.accounts).toEqual(second.state.services.organizations.accounts);
    expect(third.state.services.innovationSandbox!.records).toEqual(second.state.services.innovationSandbox!.records);
  });

  test.each([true, false])('of an account that exists is refused (rollback: %p), and nothing is done; put back, all is as it was', async rollback => {
    const first = await rehearseApp({ app: names(2), rollback });
    const second = await rehearseApp({ app: corrected, rollback, state: first.state });
    expect(second.codes).toEqual(['AR-RENAMED']);
    expect(second.state.services.organizations.accounts).toEqual(first.state.services.organizations.accounts);
    expect(second.state.services.serviceCatalog.records).toEqual(first.state.services.serviceCatalog.records);
    const third = await rehearseApp({ app: names(2), rollback, state: second.state, props: { verify: '2' } });
    expect(third.codes).toEqual([]);
    expect(third.report.stacks[0].status).toBe('UPDATE_COMPLETE');
  });

  test('of an account that came into being and isn\'t enrolled is refused with --no-rollback, too: it isn\'t made a second time', async () => {
    const flux = { kind: 'creation-fails', account: 'pool-002', message: 'flux', afterMinutes: 10, accountCreated: true };
    const first = await rehearseApp({ app: names(2), rollback: false, world: { faults: [flux] } });
    const second = await rehearseApp({ app: corrected, rollback: false, state: first.state });
    expect(second.codes).toEqual(['AR-NAME-NOT-OURS']);
    expect(second.state.services.organizations.accounts).toEqual(first.state.services.organizations.accounts);
    expect(second.state.services.serviceCatalog.records).toEqual(first.state.services.serviceCatalog.records);
  });
});
