import type { Rehearsed } from '../support/rehearse-app';
import { HOLDING, rehearseApp } from '../support/rehearse-app';
import { rehearseSandbox } from '../support/sandbox-app';

const ID = '444455556666';
const UNREGISTERED = { id: 'ou-abcd-77778888', name: 'Unregistered', registered: false };
const account = { name: 'pool-001', id: ID, email: 'aws+pool-001@example.com', parentId: HOLDING };
const adoptExisting = { adoptExisting: true };
const enrolling = (status: string, more: object = {}) => ({ name: `Enroll-Account-${ID}`, status, accountId: ID, accountName: 'pool-001', ...more });
const member = ({ state }: Rehearsed) => state.services.organizations.accounts.find(({ id }) => id === ID)!;

describe('adoptExisting of an account that Control Tower doesn\'t have is refused', () => {
  test.each<[string, object, object[]]>([
    ['without any product', {}, []],
    ['in a unit that isn\'t registered', { parentId: UNREGISTERED.id }, []],
    ['whose enrolment in the console failed', {}, [enrolling('ERROR', { statusMessage: 'it broke' })]],
    ['whose enrolment in the console is broken by now', {}, [enrolling('TAINTED', { statusMessage: 'it broke' })]],
  ])('%s', async (_, changes, products) => {
    const organizationalUnits = [{ id: HOLDING, name: 'Pool', registered: true }, UNREGISTERED];
    const accounts = [{ ...account, ...changes }];
    const rehearsed = await rehearseApp({ props: adoptExisting, world: { organization: { organizationalUnits, accounts, products } } });
    expect(rehearsed.codes).toEqual(['AR-NOT-ENROLLED']);
    expect(rehearsed.account('pool-001')).toMatchObject({ state: 'FAILED', error: { fix: expect.stringContaining(`existingAccountId: '${ID}'`) } });
    expect(member(rehearsed)).toMatchObject({ tags: {}, parentId: { ...account, ...changes }.parentId });
    expect(rehearsed.progress.filter(({ kind }) => kind === 'organization')).toEqual([]);
  });

  test('and goes into no pool', async () => {
    const rehearsed = await rehearseSandbox({ props: adoptExisting, world: { organization: { accounts: [account] } } });
    expect(rehearsed.codes).toEqual(['AR-NOT-ENROLLED']);
    expect(member(rehearsed)).toMatchObject({ parentId: HOLDING, tags: {} });
  });

  test('and when our own product was removed by hand before the next deployment', async () => {
    // The second account keeps the deployment going until the product is gone.
    const [takes, removed] = [{ kind: 'creation-takes', account: 'pool-002', minutes: 100 }, { kind: 'product-removed', account: 'pool-001', minute: 10, after: 'available' }];
    const app = ['pool-001', 'pool-002'];
    const first = await rehearseApp({ app, world: { faults: [takes, removed] } });
    expect(first.report.stacks).toMatchObject([{ status: 'CREATE_COMPLETE' }]);
    const again = await rehearseApp({ app, props: { ...adoptExisting, verify: 'now' }, state: first.state });
    expect(again.codes).toEqual(['AR-NOT-ENROLLED']);
  });
});

describe('an account that the console has enrolled', () => {
  test('is taken over', async () => {
    const rehearsed = await rehearseApp({ props: adoptExisting, world: { organization: { accounts: [account], products: [enrolling('AVAILABLE')] } } });
    expect(rehearsed.report.stacks).toMatchObject([{ status: 'CREATE_COMPLETE' }]);
    expect(rehearsed.account('pool-001')).toMatchObject({ state: 'AVAILABLE', accountId: ID });
    expect(member(rehearsed).tags).toMatchObject({ 'account-robot:owner': 'Pool/pool-001' });
  });

  test('as it is, without enrolment, is taken when it is named by its id', async () => {
    const rehearsed = await rehearseApp({ props: { existingAccountId: ID }, world: { organization: { accounts: [account] } } });
    expect(rehearsed.report.stacks).toMatchObject([{ status: 'CREATE_COMPLETE' }]);
  });
});

describe('an account that is out of use is never AVAILABLE', () => {
  test.each(['suspended', 'closed'])('when it was %s after it came into being', async change => {
    const rehearsed = await rehearseApp({ world: { faults: [{ kind: 'account-changes', account: 'pool-001', change, after: 'available', minute: 30 }] } });
    expect(rehearsed.report.stacks).toMatchObject([{ status: 'CREATE_COMPLETE' }]);
    const later = await rehearseApp({ app: ['pool-001', 'pool-002'], state: rehearsed.state, world: { faults: [{ kind: 'account-changes', account: 'pool-001', change }] } });
    expect(later.account('pool-001').state).toBe('INTERRUPTED');
  });

  test.each(['suspended', 'closed'])('when it is %s and to be taken over', async change => {
    const faults = [{ kind: 'account-changes', account: 'pool-001', change }];
    const rehearsed = await rehearseApp({ props: adoptExisting, world: { organization: { accounts: [account], products: [enrolling('AVAILABLE')] }, faults } });
    expect(rehearsed.codes).toEqual([`AR-ACCOUNT-${change.toUpperCase()}`]);
    expect(rehearsed.account('pool-001').state).toBe('FAILED');
  });
});
