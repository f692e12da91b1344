import type { Rehearsed } from '../support/rehearse-app';
import { HOLDING, rehearseApp } from '../support/rehearse-app';

const OWNER = 'account-robot:owner';
const ID = '444455556666';
const PLAIN = { name: 'pool-001', id: ID, email: 'aws+pool-001@example.com', parentId: 'r-abcd' };
const STRANGERS = { name: 'pool-001', status: 'ERROR', statusMessage: 'Rate exceeded', tags: { [OWNER]: 'Other/pool-001' } };
const UPDATED = [{ operation: 'provision', hoursAgo: 30 }, { operation: 'update', tagged: false }];
const internal = { kind: 'creation-fails', account: 'pool-001', reason: 'internal-failure' };

const kinds = ({ progress }: Rehearsed) => progress.flatMap((event: any) => (event.kind === 'organization' ? [event.event.kind as string] : []));

describe('adoptExisting', () => {
  test.each([
    ['an update without tags', UPDATED],
    ['a removal without tags', [UPDATED[0], { operation: 'terminate', tagged: false }]],
    ['a creation of the stranger\'s', [UPDATED[0]]],
    ['an update without tags, and older records are gone', [{ ...UPDATED[0], purged: true }, UPDATED[1]]],
  ])('removes no stranger\'s product whose last record is %s', async (_, history) => {
    const rehearsed = await rehearseApp({ props: { adoptExisting: true }, world: { organization: { products: [{ ...STRANGERS, history }] } } });
    expect(rehearsed.codes).toEqual(['AR-NAME-NOT-OURS']);
    expect(kinds(rehearsed)).toEqual([]);
    expect(rehearsed.state.services.serviceCatalog.products).toMatchObject([{ name: 'pool-001', status: 'ERROR' }]);
  });

  test('takes over a product whose account has the same name and address', async () => {
    const products = [{ ...STRANGERS, accountId: ID, history: UPDATED }];
    const rehearsed = await rehearseApp({ props: { adoptExisting: true }, world: { organization: { accounts: [PLAIN], products } } });
    expect(rehearsed.report.stacks).toMatchObject([{ status: 'CREATE_COMPLETE' }]);
    expect(rehearsed.account('pool-001').accountId).toBe(ID);
  });

  test.each(['ERROR', 'AVAILABLE'])('takes over no account of another name, whose product is %s', async status => {
    const accounts = [{ ...PLAIN, name: 'payroll' }];
    const products = [{ ...STRANGERS, status, accountId: ID, accountName: 'payroll' }];
    const rehearsed = await rehearseApp({ props: { adoptExisting: true }, world: { organization: { accounts, products } } });
    expect(rehearsed.codes).toHaveLength(1);
    expect(rehearsed.codes[0]).toMatch(/^AR-(EMAIL-IN-USE|NAME-NOT-OURS)$/);
    expect(kinds(rehearsed)).toEqual([]);
    expect(rehearsed.state.services.organizations.accounts[1].tags).toEqual({});
  });
});

describe('a stranger\'s account of our name, with another address', () => {
  const organization = { accounts: [{ name: 'pool-001', id: ID, email: 'namesake@example.com', parentId: HOLDING, tags: { team: 'x' } }] };

  test('is no reason to give up when a creation of ours has failed', async () => {
    const rehearsed = await rehearseApp({ world: { organization, faults: [internal] } });
    expect(rehearsed.report.stacks).toMatchObject([{ status: 'CREATE_COMPLETE' }]);
    expect(rehearsed.state.services.organizations.accounts[1]).toMatchObject({ id: ID, parentId: HOLDING, tags: { team: 'x' } });
    expect(rehearsed.account('pool-001').accountId).not.toBe(ID);
  });

  test('nor when it comes into being while ours is under way', async () => {
    const appears = { kind: 'account-appears', name: 'pool-001', email: 'namesake@example.com', after: 'requested', of: 'pool-001' };
    const rehearsed = await rehearseApp({ world: { faults: [internal, appears] } });
    expect(rehearsed.report.stacks).toMatchObject([{ status: 'CREATE_COMPLETE' }]);
  });

  test('nor when an earlier deployment left something', async () => {
    const failed = await rehearseApp({ rollback: false, world: { organization, faults: [{ kind: 'creation-fails', reason: 'account-quota' }] } });
    expect(failed.codes).toEqual(['AR-ACCOUNT-QUOTA']);
    const again = await rehearseApp({ state: failed.state, world: { organization } });
    expect(again.report.stacks).toMatchObject([{ status: 'CREATE_COMPLETE' }]);
  });
});

describe('a removal that fails', () => {
  test.each([
    ['because the factory is busy', {}],
    ['for what passes', { message: 'Rate exceeded' }],
    ['again and again', { times: 3 }],
  ])('%s, is tried again: the product stays ours', async (_, changes) => {
    const rehearsed = await rehearseApp({ world: { faults: [internal, { kind: 'removal-fails', account: 'pool-001', ...changes }] } });
    expect(rehearsed.report.stacks).toMatchObject([{ status: 'CREATE_COMPLETE' }]);
    expect(kinds(rehearsed).filter(kind => kind === 'terminate-accepted')).toHaveLength(2 + ((changes as any).times ?? 1) - 1);
  });

  test('until the time is up, is tried again by the next deployment', async () => {
    const often = { kind: 'removal-fails', times: 999 };
    const failed = await rehearseApp({ rollback: false, settings: { timeoutMinutes: 50 }, world: { faults: [internal, often] } });
    expect(failed.codes).toEqual(['AR-STILL-BUSY']);
    const again = await rehearseApp({ state: failed.state });
    expect(again.report.stacks).toMatchObject([{ status: 'CREATE_COMPLETE' }]);
  });

  test.each([
    ['whose creation\'s record is there', false],
    ['whose creation\'s record is gone', true],
  ])('by an earlier deployment, of a product %s, is tried again', async (_, purged) => {
    const history = [{ operation: 'provision', hoursAgo: 30, purged }, { operation: 'terminate', tagged: false }];
    const products = [{ name: 'pool-001', status: 'TAINTED', statusMessage: 'Rate exceeded', tags: { [OWNER]: 'Pool/pool-001' }, history }];
    const rehearsed = await rehearseApp({ world: { organization: { products } } });
    expect(rehearsed.report.stacks).toMatchObject([{ status: 'CREATE_COMPLETE' }]);
  });

  test('of a stranger\'s product is not tried again', async () => {
    const products = [{ ...STRANGERS, status: 'TAINTED', history: [UPDATED[0], { operation: 'terminate', tagged: false }] }];
    const rehearsed = await rehearseApp({ world: { organization: { products } } });
    expect(rehearsed.codes).toEqual(['AR-NAME-NOT-OURS']);
    expect(rehearsed.account('pool-001').error?.what).toContain('Other/pool-001');
    expect(kinds(rehearsed)).toEqual([]);
  });

  test('a retry by update that meets a busy factory is tried again', async () => {
    const enrolmentFails = { kind: 'creation-fails', account: 'pool-001', reason: 'execution-role-race' };
    const rehearsed = await rehearseApp({ world: { lag: { tags: 3600 }, faults: [enrolmentFails, { kind: 'update-fails', account: 'pool-001', times: 2 }] } });
    expect(rehearsed.report.stacks).toMatchObject([{ status: 'CREATE_COMPLETE' }]);
    expect(kinds(rehearsed)).not.toContain('terminate-accepted');
  });
});
