import type { Rehearsed } from '../support/rehearse-app';
import { HOLDING, names, rehearseApp } from '../support/rehearse-app';

const OWNER = 'account-robot:owner';
const PAYROLL = '900000000004';
const OUR_ADDRESS = 'aws+pool-001@example.com';
const BUSY = 'ResourceInUseException  Account Factory cannot complete an operation on this account, because another AWS Control Tower operation is in progress. Try again later.';

const payroll = { name: 'payroll', id: PAYROLL, email: OUR_ADDRESS, parentId: 'r-abcd', tags: { team: 'payroll' } };
const leftover = { name: 'pool-001', status: 'ERROR', succeededOnce: false, statusMessage: 'EMAIL_ALREADY_EXISTS', tags: { [OWNER]: 'Pool/pool-001' } };
const internal = { kind: 'creation-fails', account: 'pool-001', reason: 'internal-failure' };
const enrolmentFails = { kind: 'creation-fails', account: 'pool-001', reason: 'execution-role-race' };

const member = ({ state }: Rehearsed, name: string) => state.services.organizations.accounts.find(account => account.name === name);
const records = ({ state }: Rehearsed) => state.services.serviceCatalog.records;
const kinds = ({ progress }: Rehearsed) => progress.flatMap((event: any) => (event.kind === 'organization' ? [event.event.kind as string] : []));

describe('somebody else\'s account with our address is not claimed', () => {
  test('when a product of ours never succeeded: it is neither tagged, nor is anything asked of the factory', async () => {
    const rehearsed = await rehearseApp({ rollback: false, world: { organization: { accounts: [payroll], products: [leftover] } } });
    expect(rehearsed.codes).toEqual(['AR-EMAIL-IN-USE']);
    expect(rehearsed.account('pool-001').error).toMatchObject({ what: expect.stringContaining(PAYROLL), where: expect.stringContaining('root of the organization') });
    expect(member(rehearsed, 'payroll')).toMatchObject({ parentId: 'r-abcd', tags: { team: 'payroll' } });
    expect(records(rehearsed)).toHaveLength(1);
    expect(kinds(rehearsed)).toEqual([]);
  });

  test.each([
    ['of our name too', { name: 'pool-001' }],
    ['in the holding unit', { parentId: HOLDING }],
    ['of another pool', { tags: { [OWNER]: 'Other/pool-001' } }],
  ])('nor one that is %s', async (_, changes) => {
    const before = { ...payroll, ...changes };
    const rehearsed = await rehearseApp({ rollback: false, world: { organization: { accounts: [before], products: [leftover] } } });
    expect(rehearsed.codes.map(code => code.replace('AR-NAME-NOT-OURS', 'AR-EMAIL-IN-USE'))).toEqual(['AR-EMAIL-IN-USE']);
    expect(member(rehearsed, before.name)).toMatchObject({ parentId: before.parentId, tags: before.tags });
    expect(records(rehearsed)).toHaveLength(1);
  });

  test.each([
    ['before the factory gets to it, which enrolls it then', { minute: 0.2, after: 'requested' }, []],
    ['after our creation has failed', { minute: 0, after: 'failed' }, [internal]],
  ])('when somebody makes it while ours is under way, %s', async (_, moment, faults) => {
    const appears = { kind: 'account-appears', name: 'payroll', email: OUR_ADDRESS, tags: { team: 'payroll' }, of: 'pool-001', ...moment };
    const rehearsed = await rehearseApp({ rollback: false, world: { faults: [...faults, appears] } });
    expect(rehearsed.codes).toEqual(['AR-EMAIL-IN-USE']);
    expect(member(rehearsed, 'payroll')!.tags).toEqual({ team: 'payroll' });
    expect(kinds(rehearsed)).not.toContain('update-accepted');
    expect(kinds(rehearsed)).not.toContain('terminate-accepted');
  });

  test('when a former account of our name and address is invited after ours has failed', async () => {
    const appears = { kind: 'account-appears', name: 'pool-001', email: OUR_ADDRESS, invited: true, after: 'failed', of: 'pool-001' };
    const rehearsed = await rehearseApp({ rollback: false, world: { faults: [internal, appears] } });
    expect(rehearsed.codes).toEqual(['AR-EMAIL-IN-USE']);
    expect(member(rehearsed, 'pool-001')).toMatchObject({ parentId: 'r-abcd', tags: {} });
    expect(kinds(rehearsed)).not.toContain('update-accepted');
  });

  test.each([
    ['in the root', {}],
    ['in the holding unit', { parentId: HOLDING }],
  ])('when somebody makes it by hand %s, with our name, hours after ours has failed for good', async (_, changes) => {
    const failed = await rehearseApp({ rollback: false, world: { faults: [{ kind: 'creation-fails', reason: 'organizations-access', times: 9 }] } });
    expect(failed.codes).toHaveLength(1);
    const appears = { kind: 'account-appears', name: 'pool-001', email: OUR_ADDRESS, minute: 0, ...changes };
    const again = await rehearseApp({ rollback: false, state: failed.state, world: { faults: [appears], deployment: { pauseMinutes: 600 } } });
    expect(again.codes).toEqual(['AR-EMAIL-IN-USE']);
    expect(member(again, 'pool-001')).toMatchObject({ tags: {} });
    expect(kinds(again)).not.toContain('update-accepted');
    expect(kinds(again)).not.toContain('terminate-accepted');
  });
});

describe('our own account is known by evidence', () => {
  test.each([
    ['its creation, while its tags don\'t show', { lag: { tags: 900 }, faults: [enrolmentFails] }],
    ['its creation, when somebody has removed its tags', { faults: [enrolmentFails, { kind: 'account-changes', account: 'pool-001', change: 'untagged', tags: { [OWNER]: 'any' }, after: 'created' }] }],
    ['its creation, when somebody has renamed it', { faults: [enrolmentFails, { kind: 'account-changes', account: 'pool-001', change: 'renamed', to: 'renamed', after: 'available' }] }],
  ])('%s', async (_, world) => {
    const rehearsed = await rehearseApp({ world });
    expect(rehearsed.report.stacks).toMatchObject([{ status: 'CREATE_COMPLETE' }]);
    expect(kinds(rehearsed)).not.toContain('terminate-accepted');
    expect(rehearsed.state.services.organizations.accounts).toHaveLength(2);
  });

  test('its name, its address and when it joined, where a leftover shows no more', async () => {
    const failed = await rehearseApp({ rollback: false, world: { faults: [{ ...internal, reason: undefined, message: 'flux', accountCreated: true }] } });
    const again = await rehearseApp({
      state: failed.state,
      meanwhile: ({ services: { organizations } }) => {
        organizations.accounts[1].tags = {};
        organizations.creations = [];
      },
    });
    expect(again.report.stacks).toMatchObject([{ status: 'CREATE_COMPLETE' }]);
    expect(member(again, 'pool-001')!.tags).toMatchObject({ [OWNER]: 'Pool/pool-001' });
  });
});

describe('our own account is not orphaned by what doesn\'t show yet', () => {
  test.each([
    ['the listing of accounts lags for half an hour', { lag: { listAccounts: 1800 }, faults: [enrolmentFails] }],
    ['the account itself can\'t be described for a quarter of an hour', { lag: { listAccounts: 1800, describeAccount: 900, parents: 900 }, faults: [enrolmentFails] }],
    ['the creations lag and the listing doesn\'t', { lag: { creations: 1800 }, faults: [enrolmentFails] }],
    ['the factory is busy when the account is there already', { lag: { creations: 240, listAccounts: 240 }, faults: [{ kind: 'creation-fails', message: BUSY, afterMinutes: 6, accountCreated: true, times: 1 }] }],
    ['it fails right after the account was created', { lag: { creations: 300, listAccounts: 300 }, faults: [{ kind: 'creation-fails', message: 'Rate exceeded', afterMinutes: 3, accountCreated: true, times: 1 }] }],
  ])('when %s', async (_, world) => {
    const rehearsed = await rehearseApp({ world });
    expect(kinds(rehearsed)).not.toContain('terminate-accepted');
    expect(rehearsed.report.stacks).toMatchObject([{ status: 'CREATE_COMPLETE' }]);
    expect(rehearsed.state.services.organizations.accounts).toHaveLength(2);
  });

  test('when another account\'s scan came a moment after it failed', async () => {
    const fails = { kind: 'creation-fails', account: 'pool-00*', message: 'Rate exceeded', afterMinutes: 8, accountCreated: true, times: 3 };
    const rehearsed = await rehearseApp({ app: names(3), world: { lag: { listAccounts: 400, creations: 400, drawn: true }, faults: [fails] } });
    expect(kinds(rehearsed)).not.toContain('terminate-accepted');
    expect(rehearsed.report.stacks).toMatchObject([{ status: 'CREATE_COMPLETE' }]);
  });

  test('when fresh products, records and accounts show late', async () => {
    const lag = { listAccounts: 120, describeAccount: 120, creations: 120, tags: 120, parents: 120, products: 60, records: 90, drawn: true };
    const rehearsed = await rehearseApp({ world: { lag } });
    expect(rehearsed.report.stacks).toMatchObject([{ status: 'CREATE_COMPLETE' }]);
    expect(rehearsed.account('pool-001').attempts).toBe(1);
  });
});
