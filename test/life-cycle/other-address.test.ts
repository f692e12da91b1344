import { HOLDING, names, rehearseApp } from '../support/rehearse-app';

describe('a product that never succeeded, with an account of another e-mail address', () => {
  test('is kept when the app changes the address: the account is neither un-enrolled nor made a second time', async () => {
    const failed = await rehearseApp({ app: names(1), world: { faults: [{ kind: 'creation-fails', message: 'flux', afterMinutes: 10, accountCreated: true }] } });
    const again = await rehearseApp({ app: names(1), props: { accountEmail: 'aws+other@example.com' }, state: failed.state });
    expect(again.codes).toEqual(['AR-NAME-NOT-OURS']);
    expect(again.account('pool-001').error?.what).toContain('another e-mail address');
    expect(again.state.services.organizations.accounts).toEqual(failed.state.services.organizations.accounts);
    expect(again.state.services.serviceCatalog.records).toHaveLength(1);

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
