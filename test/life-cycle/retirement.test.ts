/** Accounts are retired in a rehearsed organization: by the real function, on its schedule, until each of the three ends, and back. */

import { Duration } from 'aws-cdk-lib';
import type { RetireRequest } from '../../src/contract';
import type { Rehearsed } from '../support/rehearse-app';
import { rehearseApp } from '../support/rehearse-app';
import type { RetirementScenario } from '../support/retirement-app';
import { RETIRED, retiring } from '../support/retirement-app';

const ORDER = { ask: 'retire', account: 'pool-001', by: 'jane' } as const;
const DAY = 24 * 60;

const lines = ({ log }: Rehearsed, notice: string) => log.filter(({ line }) => line.includes(`"notice":"${notice}"`)).map(({ line }) => JSON.parse(line));
const written = (run: Rehearsed) => lines(run, 'retirement-written');
const answers = (run: Rehearsed) => lines(run, 'retirement-answered').filter(({ ask }) => ask !== 'look');
const member = ({ state }: Rehearsed, name: string) => state.services.organizations.accounts.find(account => account.name === name);
const productOf = ({ state }: Rehearsed, name: string) => state.services.serviceCatalog.products.find(product => product.name === name);
const steps = (run: Rehearsed) => written(run).map(({ kind, step, stage, isSet }) => step ?? stage ?? (kind === 'mark' ? `mark ${isSet}` : kind));
const marks = ({ state }: Rehearsed) => state.services.ssm.put.map(({ value }) => JSON.parse(value));

/** Deploys the pool, and has something asked once in the hours after that. */
async function asked(request: RetireRequest | undefined, scenario: RetirementScenario = {}, world: Record<string, any> = {}, before?: Rehearsed) {
  const asks = request === undefined ? [] : [{ afterMinutes: 60, request }];
  return rehearseApp({
    ...retiring({ ...scenario, asks }, { deployment: { afterwardsMinutes: 110, ...world.deployment }, ...world }),
    ...before && { state: before.state },
  });
}

test('until it is ejected: it stands in Exit, is managed as before, and nothing else is touched', async () => {
  const run = await asked({ ...ORDER, until: 'ejected' });
  expect(answers(run)).toMatchObject([{ outcome: 'ordered' }]);
  expect(steps(run)).toEqual(['order', 'mark true', 'eject', 'ejected', 'told']);
  expect(run.state.services.organizations.units.find(({ id }) => id === member(run, 'pool-001')!.parentId)!.name).toBe('Exit');
  expect(productOf(run, 'pool-001')).toMatchObject({ status: 'AVAILABLE' });
  expect(run.state.services.innovationSandbox!.records.map(({ name, status }) => [name, status])).toEqual([['pool-002', 'Available']]);
});

test('until it is unmanaged: ejected, let go of, and moved to the unit that denies everything; deployed again it is no failure', async () => {
  const run = await asked({ ...ORDER, until: 'unmanaged' });
  expect(steps(run)).toEqual(['order', 'mark true', 'eject', 'ejected', 'unenrol', 'move', 'unmanaged', 'told']);
  expect(member(run, 'pool-001')).toMatchObject({ parentId: RETIRED, status: 'ACTIVE' });
  expect(productOf(run, 'pool-001')).toBeUndefined();
  expect(run.report.iam.denied).toEqual([]);
  expect(marks(run)).toMatchObject([{ name: 'pool-001', until: 'unmanaged', accountId: member(run, 'pool-001')!.id }]);

  // Every account is looked at again, because of its tags: the retired one is left alone, and its id is known still.
  const again = await rehearseApp({ ...retiring({ tags: { team: 'x' } }), state: run.state });
  expect(again.report.stacks.map(({ name, status }) => [name, status])).toEqual([['Pool', 'UPDATE_COMPLETE'], ['PoolRetirement', expect.stringMatching(/_COMPLETE$/)]]);
  expect(member(again, 'pool-001')).toEqual(member(run, 'pool-001'));
  expect(lines(again, 'account-retired').length).toBeGreaterThan(0);
  expect(member(again, 'pool-002')!.tags.team).toBe('x');
});

describe('until it is closed', () => {
  let ordered: Rehearsed;
  let cool: Rehearsed;
  beforeAll(async () => {
    ordered = await asked({ ...ORDER, until: 'closed' }, { props: { closing: true } });
    // Six days later nothing has happened to it; a day after that it is closed.
    cool = await asked(undefined, { props: { closing: true } }, { deployment: { pauseMinutes: 6 * DAY, afterwardsMinutes: 30 } }, ordered);
  }, 120_000);

  test('it cools off for seven days first', () => {
    expect(member(ordered, 'pool-001')).toMatchObject({ parentId: RETIRED, status: 'ACTIVE' });
    expect(member(cool, 'pool-001')).toMatchObject({ parentId: RETIRED, status: 'ACTIVE' });
    expect(steps(cool)).toEqual([]);
  });

  test('then it is closed, and gone after 90 days; a pool that still declares it is deployed without failure, and its address is never asked for again', async () => {
    const closed = await asked(undefined, { props: { closing: true } }, { deployment: { pauseMinutes: DAY, afterwardsMinutes: 60 } }, cool);
    expect(steps(closed)).toEqual(['close', 'closed', 'told']);
    expect(member(closed, 'pool-001')).toMatchObject({ status: 'CLOSED' });
    expect(productOf(closed, 'pool-001')).toBeUndefined();

    const gone = await rehearseApp({ ...retiring({ props: { closing: true }, tags: { team: 'x' } }, { deployment: { pauseMinutes: 91 * DAY } }), state: closed.state });
    expect(member(gone, 'pool-001')).toBeUndefined();
    expect(gone.state.services.organizations.burntAddresses).toEqual([expect.stringContaining('pool-001')]);
    expect(gone.report.stacks[0]).toMatchObject({ name: 'Pool', status: 'UPDATE_COMPLETE' });
    expect(gone.report.apiCalls['is-complete']['servicecatalog:ProvisionProduct']).toBeUndefined();
  }, 120_000);

  test('taken back before that it is registered again, and Available', async () => {
    const back = await asked({ ask: 'undo', account: 'pool-001', by: 'joe' }, { props: { closing: true } }, { deployment: { pauseMinutes: 10, afterwardsMinutes: 110 } }, cool);
    expect(answers(back)).toMatchObject([{ outcome: 'undone' }]);
    expect(steps(back)).toEqual(['undo', 'return', 'register', 'returned', 'mark false']);
    expect(back.state.services.innovationSandbox!.records.map(({ name, status }) => [name, status]).sort()).toEqual([['pool-001', 'Available'], ['pool-002', 'Available']]);
    expect(marks(back)).toEqual([]);
  }, 120_000);

  test('with the budget used up it waits in line, and says until when', async () => {
    const closures = { organization: { recentClosures: 250 } };
    const atOnce = { props: { closing: true, coolOff: Duration.minutes(0) } };
    const used = await asked({ ...ORDER, until: 'closed' }, atOnce, closures);
    expect(steps(used).slice(-2)).toEqual(['close', 'budget']);
    expect(member(used, 'pool-001')).toMatchObject({ status: 'ACTIVE' });
    expect(lines(used, 'retirement-stands').at(-1).text).toMatch(/^the organization may close 250 accounts in 30 days, of which 0 of ours are known to be used up: it is closed after /);
    // The closings of before are more than thirty days old by then.
    const later = await asked(undefined, atOnce, { deployment: { pauseMinutes: 20 * DAY, afterwardsMinutes: 60 } }, used);
    expect(member(later, 'pool-001')).toMatchObject({ status: 'CLOSED' });
  }, 120_000);
});

test.each<[string, RetireRequest, RetirementScenario, Record<string, any>, string]>([
  ['nobody knows', { ...ORDER, until: 'ejected', account: 'pool-099' }, {}, {}, 'AR-RETIRE-UNKNOWN'],
  ['is the management account', { ...ORDER, until: 'ejected', account: '111122223333' }, {}, {}, 'AR-RETIRE-PROTECTED'],
  ['is Control Tower\'s own', { ...ORDER, until: 'ejected', account: 'Audit' }, {}, {
    organization: { auditAccountId: '333300000002', accounts: [{ id: '333300000002', name: 'Audit' }] },
  }, 'AR-RETIRE-PROTECTED'],
  ['is somebody else\'s', { ...ORDER, until: 'ejected', account: 'other' }, {}, { organization: { accounts: [{ id: '333300000003', name: 'other' }] } }, 'AR-RETIRE-NOT-OURS'],
  ['is to be closed where that isn\'t allowed', { ...ORDER, until: 'closed' }, {}, {}, 'AR-RETIRE-NO-CLOSING'],
  ['is to go to a unit that isn\'t there', { ...ORDER, until: 'unmanaged' }, { props: { retiredOrganizationalUnitId: 'ou-abcd-77777777' } }, {}, 'AR-RETIRE-UNIT'],
  ['is to go to a unit that denies too little', { ...ORDER, until: 'unmanaged' }, { props: { retiredOrganizationalUnitId: 'ou-abcd-55555555' } }, {
    organization: {
      organizationalUnits: [{ id: 'ou-abcd-11112222', name: 'Pool' }, { id: 'ou-abcd-55555555', name: 'Ajar', registered: false, deniedActions: ['ec2:*'] }],
    },
  }, 'AR-RETIRE-UNIT-OPEN'],
  ['is leased', { ...ORDER, until: 'ejected' }, { size: 1 }, { leases: [{ at: 80, take: 1, for: 600 }] }, 'AR-RETIRE-LEASED'],
])('an account that %s is refused in one sentence, and nothing is written', async (_, request, scenario, world, code) => {
  const run = await asked(request, scenario, world);
  expect(answers(run)).toMatchObject([{ outcome: 'refused', code }]);
  expect(written(run)).toEqual([]);
});
