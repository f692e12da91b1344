import type { Report, ReportAccount } from '../../rehearsal/report';
import { AccountOutcome } from '../../rehearsal/report';
import type { Rehearsed } from '../support/rehearse-app';
import { names, rehearseApp, REGION } from '../support/rehearse-app';
import { GENERATIONS, MACHINE_CLIENT, rehearseSandbox, SANDBOX_REGION, SIGNED_INVOKE, writesOf } from '../support/sandbox-app';

const isAvailable = ({ state, sandboxStatus, organizationalUnit }: ReportAccount) =>
  state === AccountOutcome.AVAILABLE && sandboxStatus === 'Available' && organizationalUnit === 'Available';

/** Calls of our functions, roles that they assume included. */
const callsOf = (report: Report) => ['kick', 'is-complete'].flatMap(caller => Object.values(report.apiCalls[caller] ?? {})).reduce((sum, count) => sum + count, 0);

describe.each(GENERATIONS)('ten accounts on Innovation Sandbox %s', (_, access) => {
  let once: Promise<Rehearsed> | undefined;
  const rehearsed = () => once ??= rehearseSandbox({ app: names(10) }, { access });

  test('end Available, in the record and in the OU', async () => {
    const { report } = await rehearsed();
    expect(report.stacks).toMatchObject([{ name: 'Pool', status: 'CREATE_COMPLETE' }]);
    expect(report.accounts.filter(isAvailable)).toHaveLength(10);
    expect(report.iam.denied).toEqual([]);
  });

  test('are cleaned while later ones are being created', async () => {
    const { report } = await rehearsed();
    const overlaps = report.accounts.filter(cleaned => report.accounts.some(created =>
      created.requestedAt! > cleaned.requestedAt! && created.requestedAt! < cleaned.readyAt! && created.availableAt! > cleaned.cleaningAt!));
    expect(overlaps.length).toBeGreaterThan(0);
    for (const { availableAt, registeredAt, cleaningAt, readyAt } of report.accounts) {
      expect([availableAt, registeredAt, cleaningAt, readyAt]).toEqual([availableAt, registeredAt, cleaningAt, readyAt].sort((a, b) => a! - b!));
    }
  });

  test('deployed again change nothing and ask nobody', async () => {
    const { state } = await rehearsed();
    const { report } = await rehearseSandbox({ app: names(10), state }, { access });
    expect(report.stacks).toMatchObject([{ status: 'CREATE_COMPLETE' }]);
    expect(report.accounts.filter(isAvailable)).toHaveLength(10);
    expect(report.apiCalls).toEqual({});
  });
});

test.each(GENERATIONS)('an account that is created in 25 minutes and cleaned in 9 takes at most 150 calls on Innovation Sandbox %s', async (_, access) => {
  const faults = [{ kind: 'creation-takes', minutes: 25 }, { kind: 'stack-set-takes', minutes: 2 }, { kind: 'cleaning-takes', minutes: 9 }];
  const { report } = await rehearseSandbox({ world: { faults } }, { access });
  expect(callsOf(report)).toBeLessThanOrEqual(150);
});

describe('the journal', () => {
  test('of one account has one request to the factory, one tagging and one move, and every move of it is meant', async () => {
    const rehearsal = await rehearseSandbox();
    const { 'execute-api:Invoke': _, ...writes } = writesOf(rehearsal);
    expect(writes).toEqual({ 'servicecatalog:ProvisionProduct': 1, 'organizations:TagResource': 1, 'organizations:MoveAccount': 1 });
    const moves = rehearsal.progress.flatMap(entry => entry.kind === 'organization' && entry.event.kind === 'moved' ? [entry.event.detail] : []);
    expect(moves).toEqual(['Pool to Entry', 'Entry to CleanUp', 'CleanUp to Available']);
  });

  test('has tags before the move: what is the user\'s, the owner, the stack and the version', async () => {
    const { state } = await rehearseSandbox();
    expect(state.services.organizations.accounts.find(({ name }) => name === 'pool-001')!.tags).toMatchObject({
      'account-robot:owner': 'Pool/pool-001',
      'account-robot:stack': 'Pool',
      'account-robot:version': expect.any(String),
    });
  });
});

describe('a sandbox', () => {
  test('may be in another Region than the stack', async () => {
    expect(REGION).not.toBe(SANDBOX_REGION);
    const { report } = await rehearseSandbox({}, { region: 'ap-southeast-2' });
    expect(report.accounts.filter(isAvailable)).toHaveLength(1);
  });

  test('may be in the stack\'s own', async () => {
    const { report } = await rehearseSandbox({}, { region: undefined });
    expect(report.accounts.filter(isAvailable)).toHaveLength(1);
  });

  test('added to accounts that were only vended takes them into the pool with the next deployment', async () => {
    const vended = await rehearseApp({ app: names(2) });
    expect(vended.report.accounts.map(({ organizationalUnit, sandboxStatus }) => [organizationalUnit, sandboxStatus])).toEqual([['Pool', null], ['Pool', null]]);
    const { report } = await rehearseSandbox({ app: names(2), state: vended.state });
    expect(report.stacks).toMatchObject([{ status: 'UPDATE_COMPLETE' }]);
    expect(report.accounts.filter(isAvailable)).toHaveLength(2);
    expect(report.accounts.every(({ attempts }) => attempts === 0)).toBe(true);
  });

  test('taken from the app again leaves its accounts where they are', async () => {
    const pooled = await rehearseSandbox();
    const { report, state } = await rehearseApp({ state: pooled.state, app: names(1) });
    expect(report.stacks).toMatchObject([{ status: 'UPDATE_COMPLETE' }]);
    const parents = (of: Rehearsed) => of.state.services.organizations.accounts.map(({ parentId }) => parentId);
    expect(state.services.organizations.accounts.map(({ parentId }) => parentId)).toEqual(parents(pooled));
  });

  test('reached in another way after an upgrade sends no update to accounts that live', async () => {
    const before = await rehearseSandbox({}, { access: SIGNED_INVOKE });
    const { report } = await rehearseSandbox({ state: before.state, world: { sandbox: { version: '1.3.3' } } });
    expect(report.stacks).toMatchObject([{ status: 'UPDATE_COMPLETE' }]);
    expect(report.apiCalls['is-complete']).toBeUndefined();
  });
});

describe('permissions', () => {
  /** What the statements of our own roles name, beyond the callers' list of Account Factory and logs. */
  test.each([
    ['1.3', MACHINE_CLIENT, { 'AccountRobot-myisb-hub': ['ssm:GetParameter'], 'myisb-isb-m2m-admin-robot': ['execute-api:Invoke'] }],
    ['1.2', SIGNED_INVOKE, { 'AccountRobot-myisb-hub': ['kms:Decrypt', 'lambda:InvokeFunction', 'secretsmanager:GetSecretValue'] }],
  ])('of the roles in the hub account are used whole on %s, and nothing beyond', async (_, access, roles) => {
    const { report } = await rehearseSandbox({}, { access });
    const used = report.iam.used.flatMap(line => /^is-complete as (\S+) (\S+)$/.exec(line)?.slice(1) ?? []);
    const found: Record<string, string[]> = {};
    for (let index = 0; index < used.length; index += 2) {
      (found[used[index]] ??= []).push(used[index + 1]);
    }
    expect(found).toEqual(roles);
    expect(report.iam.denied).toEqual([]);
  });

  test('of our own role for the sandbox are used whole', async () => {
    const arn = 'arn:aws:billing::111122223333:billingview/custom-pool';
    const [vended, pooled] = [await rehearseApp({}), await rehearseSandbox({}, { billingViewArn: arn })];
    const own = (lines: readonly string[]) => lines.filter(line => /^is-complete [a-z-]+:\S+$/.test(line));
    const added = own(pooled.report.iam.granted).filter(line => !vended.report.iam.granted.includes(line));
    expect(added.filter(line => !pooled.report.iam.used.includes(line))).toEqual([]);
    expect(added.length).toBeGreaterThan(0);
  });
});
