import { AccountOutcome } from '../../rehearsal/report';
import { names, rehearseApp } from '../support/rehearse-app';

const minutes = (seconds: number) => seconds / 60;

describe('ten accounts', () => {
  test('end AVAILABLE at concurrency 5, each with its own id, five at a time at the peak', async () => {
    const { report } = await rehearseApp({ app: names(10) });
    expect(report.stacks).toMatchObject([{ name: 'Pool', status: 'CREATE_COMPLETE' }]);
    expect(report.accounts.map(({ state }) => state)).toEqual(Array(10).fill(AccountOutcome.AVAILABLE));
    expect(new Set(report.accounts.map(({ accountId }) => accountId)).size).toBe(10);
    expect(report.factory.peakOperations).toBe(5);
    const longest = Math.max(...report.accounts.map(({ requestedAt, availableAt }) => availableAt! - requestedAt!));
    expect(minutes(report.virtualSeconds)).toBeLessThanOrEqual(2 * minutes(longest) + 10);
  });

  test('one after another take no longer than their creations and fifteen minutes', async () => {
    const { report } = await rehearseApp({ app: names(10), settings: { concurrency: 1 } });
    expect(report.accounts.every(({ state }) => state === AccountOutcome.AVAILABLE)).toBe(true);
    expect(report.factory.peakOperations).toBe(1);
    const sum = report.accounts.reduce((total, { requestedAt, availableAt }) => total + availableAt! - requestedAt!, 0);
    expect(minutes(report.virtualSeconds)).toBeLessThanOrEqual(minutes(sum) + 15);
  });

  test('deployed again change nothing: no request to the factory, no other ids', async () => {
    const first = await rehearseApp({ app: names(10) });
    const second = await rehearseApp({ app: names(10), state: first.state });
    expect(second.report.stacks).toMatchObject([{ status: 'CREATE_COMPLETE' }]);
    expect(second.report.accounts.map(({ accountId }) => accountId)).toEqual(first.report.accounts.map(({ accountId }) => accountId));
    expect(second.report.apiCalls).toEqual({});
    expect(second.report.virtualSeconds).toBeLessThan(60);
  });
});

test('an account whose creation failed once is made again while others wait for slots, and not after all of them', async () => {
  const factory = { concurrency: 2, creationMinutes: { median: 10, sigma: 0.3, minimum: 5, maximum: 20 } };
  const faults = [{ kind: 'creation-fails', account: 'pool-003', reason: 'internal-failure', afterMinutes: 4, accountCreated: false, times: 1 }];
  // A seed with which it loses two races. It lost more, and eight accounts overtook it, as long as others could take the slot that its removal freed.
  const { report, progress } = await rehearseApp({ app: names(14), settings: { concurrency: 2 }, world: { factory, faults }, seed: '4' });
  expect(report.accounts.every(({ state }) => state === AccountOutcome.AVAILABLE)).toBe(true);
  const seconds = (kind: string) => progress.flatMap(entry =>
    entry.kind === 'organization' && entry.event.kind === kind && entry.event.account === 'pool-003' ? [entry.at] : []);
  const [failed, requestedAgain] = [seconds('failed')[0], seconds('provision-accepted').at(-1)!];
  expect(report.accounts.filter(({ requestedAt }) => requestedAt! > failed && requestedAt! < requestedAgain).length).toBeLessThanOrEqual(6);
});

describe('one seed', () => {
  test('gives the same report byte for byte, twenty times', async () => {
    const first = JSON.stringify((await rehearseApp({ app: names(3) })).report);
    for (let again = 1; again < 20; again++) {
      expect(JSON.stringify((await rehearseApp({ app: names(3) })).report)).toBe(first);
    }
  }, 600_000);

  test('gives another run than another seed', async () => {
    const [one, two] = [await rehearseApp({ app: names(2), seed: '1' }), await rehearseApp({ app: names(2), seed: '2' })];
    expect(one.report.virtualSeconds).not.toBe(two.report.virtualSeconds);
  });
});

describe('an outsider', () => {
  test('who holds all slots for 70 minutes is waited out', async () => {
    const { report } = await rehearseApp({ app: names(3), world: { operations: [{ startMinute: 0, minutes: 70, count: 5, visible: true }] } });
    expect(report.accounts.every(({ state }) => state === AccountOutcome.AVAILABLE)).toBe(true);
    expect(report.accounts.every(({ requestedAt }) => minutes(requestedAt!) >= 70)).toBe(true);
  });

  test('whose operations don\'t show costs retries and nothing else', async () => {
    const { report } = await rehearseApp({ app: names(3), world: { operations: [{ startMinute: 0, minutes: 25, count: 5, visible: false }] } });
    expect(report.factory.busyRejections).toBeGreaterThan(0);
    expect(report.accounts.every(({ state }) => state === AccountOutcome.AVAILABLE)).toBe(true);
  });
});

describe('account 7 that fails for good', () => {
  const fault = { kind: 'creation-fails', account: 'pool-007', reason: 'account-quota' };

  test('rolls the stack back by default; every account that exists stays, and deploying again without the cause ends at ten', async () => {
    const failed = await rehearseApp({ app: names(10), world: { faults: [fault] } });
    expect(failed.report.stacks).toMatchObject([{ status: 'ROLLBACK_COMPLETE' }]);
    expect(failed.account('pool-007').error).toMatchObject({ code: 'AR-ACCOUNT-QUOTA' });
    const existing = failed.state.services.organizations.accounts.length;

    const healed = await rehearseApp({ app: names(10), state: failed.state });
    expect(healed.report.stacks).toMatchObject([{ status: 'CREATE_COMPLETE' }]);
    expect(healed.report.accounts.every(({ state }) => state === AccountOutcome.AVAILABLE)).toBe(true);
    expect(existing).toBeGreaterThan(1);
    expectTenAccounts(healed.state.services.organizations.accounts);
  });

  test('lets the other nine finish with --no-rollback, and deploying again without the cause ends at ten', async () => {
    // What is wrong with this one account: what every account would meet stops those behind it (shared-failures.test.ts).
    const own = { ...fault, reason: 'invalid-email' };
    const failed = await rehearseApp({ app: names(10), rollback: false, world: { faults: [own] } });
    expect(failed.report.stacks).toMatchObject([{ status: 'CREATE_FAILED' }]);
    expect(failed.report.accounts.filter(({ state }) => state === AccountOutcome.AVAILABLE)).toHaveLength(9);

    const healed = await rehearseApp({ app: names(10), rollback: false, state: failed.state });
    expect(healed.report.accounts.every(({ state }) => state === AccountOutcome.AVAILABLE)).toBe(true);
    expectTenAccounts(healed.state.services.organizations.accounts);
  });

  test('no waiter acts after an update was rolled back', async () => {
    const first = await rehearseApp({ app: names(2) });
    const failed = await rehearseApp({ app: names(10), state: first.state, world: { faults: [fault] } });
    expect(failed.report.stacks).toMatchObject([{ status: 'UPDATE_ROLLBACK_COMPLETE' }]);
    const rolledBackAt = failed.progress.find(({ kind, event }: any) => kind === 'stack' && /ROLLBACK_IN_PROGRESS$/.test(event.status))!.at;
    const acted = failed.progress.filter(({ at, kind, event }: any) => at > rolledBackAt && kind === 'organization' && /accepted|tagged/.test(event.kind));
    expect(acted).toEqual([]);

    const healed = await rehearseApp({ app: names(10), state: failed.state });
    expect(healed.report.accounts.every(({ state }) => state === AccountOutcome.AVAILABLE)).toBe(true);
    expectTenAccounts(healed.state.services.organizations.accounts);
  });
});

/** Ten pool accounts beside the management account, and no address twice. */
function expectTenAccounts(accounts: readonly { readonly email: string }[]): void {
  const emails = accounts.map(({ email }) => email).filter(email => email.startsWith('aws+pool-'));
  expect(emails).toHaveLength(10);
  expect(new Set(emails).size).toBe(10);
}
