import { HOLDING, names, rehearseApp } from '../support/rehearse-app';

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
