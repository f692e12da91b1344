/** What happens around a registration: rotations, upgrades, other writers, other people, and what is to be seen of it in logs and permissions. */

import { SandboxGeneration } from 'account-robot';
import type { App } from 'aws-cdk-lib';
import { hubStack } from './sandbox-scenarios';
import { indiscretions } from '../../chaos/canary';
import { AccountOutcome } from '../../rehearsal/report';
import type { Rehearsed, Scenario } from '../support/rehearse-app';
import { names, poolStack } from '../support/rehearse-app';
import type {
  Access,
} from '../support/sandbox-app';
import {
  EXISTING_ID,
  eventsOf,
  EXTERNAL_ID,
  GENERATIONS,
  HUB,
  MACHINE_CLIENT,
  MACHINE_CLIENT_ARN,
  rehearseSandbox,
  SIGNED_INVOKE,
  worldWith,
} from '../support/sandbox-app';

const BILLING_VIEW = 'arn:aws:billing::111122223333:billingview/custom-pool';
const OFTEN = 999;

const allInThePool = ({ report }: Rehearsed) => {
  expect(report.accounts.map(({ name, state, sandboxStatus }) => [name, state, sandboxStatus]))
    .toEqual(report.accounts.map(({ name }) => [name, AccountOutcome.AVAILABLE, 'Available']));
};

describe('the secret of Innovation Sandbox 1.2', () => {
  test.each(['before-read', 'after-read'])('rotated at the worst moment (%s) costs another attempt and nothing else', async moment => {
    const rehearsal = await rehearseSandbox({ world: { faults: [{ kind: 'secret-rotated', moment, times: 3 }] } }, { access: SIGNED_INVOKE });
    allInThePool(rehearsal);
    expect(eventsOf(rehearsal, 'pool-001').filter(event => event === 'registered')).toHaveLength(1);
  });

  test('rotated every seven minutes is followed', async () => {
    allInThePool(await rehearseSandbox({ app: names(4), world: { sandbox: { secretRotationMinutes: 7 } } }, { access: SIGNED_INVOKE }));
  });
});

describe('the REST API of Innovation Sandbox 1.3', () => {
  test('that an upgrade replaces in the middle is found anew', async () => {
    allInThePool(await rehearseSandbox({ app: names(3), world: { faults: [{ kind: 'api-replaced', afterMinutes: 30, machineClientUpdated: true }] } }));
  });

  test('whose id the app wrote down is stale after an upgrade; the next deployment with the new id goes on', async () => {
    const access = { kind: 'machine-client', roleArn: MACHINE_CLIENT_ARN, externalId: EXTERNAL_ID, apiId: 'abcdefghij' };
    const failed = await rehearseSandbox({ rollback: false, world: { faults: [{ kind: 'api-replaced', afterMinutes: 0, machineClientUpdated: true }] } }, { access });
    expect(failed.codes).toEqual(['AR-SANDBOX-API-STALE']);
    const { organizationalUnit, sandboxStatus } = failed.account('pool-001');
    expect([sandboxStatus, ['Pool', 'Entry'].includes(organizationalUnit!)]).toEqual([null, true]);

    const apiId = failed.state.services.innovationSandbox!.api.id;
    const world = { sandbox: { apiId: access.apiId } };
    allInThePool(await rehearseSandbox({ rollback: false, state: failed.state, world }, { access: { ...access, apiId } }));
  });
});

describe('the billing view', () => {
  const view = (changes: Record<string, unknown> = {}) => ({ arn: BILLING_VIEW, accounts: ['111122223333'], otherFilters: { tags: { key: 'team', values: ['sandbox'] } }, ...changes });
  const filterOf = ({ state }: Rehearsed) => state.services.billing.views.find(({ arn }) => arn === BILLING_VIEW)!.filter;

  test('gets all accounts while somebody else writes it too, and keeps its other filters', async () => {
    const rehearsal = await rehearseSandbox({
      app: names(5),
      world: { sandbox: { billingViews: [view({ competingWriter: { everySeconds: 20, times: 200 } })] } },
    }, { billingViewArn: BILLING_VIEW, billingViewRequired: true });
    allInThePool(rehearsal);
    const { dimensions, ...others } = filterOf(rehearsal);
    expect(dimensions!.values).toEqual(expect.arrayContaining(['111122223333', ...rehearsal.report.accounts.map(({ accountId }) => accountId)]));
    expect(others).toMatchObject({ tags: { key: 'team', values: ['sandbox'] } });
  });

  test('of another account works where it is shared', async () => {
    const arn = `arn:aws:billing::${HUB}:billingview/custom-pool`;
    const rehearsal = await rehearseSandbox({ world: { sandbox: { billingViews: [view({ arn, sharedWith: ['111122223333'] })] } } }, { billingViewArn: arn, billingViewRequired: true });
    allInThePool(rehearsal);
  });

  test('that can\'t be had is a warning, unless it is required', async () => {
    const rehearsal = await rehearseSandbox({ world: { sandbox: { billingViews: [] } } }, { billingViewArn: BILLING_VIEW });
    allInThePool(rehearsal);
    expect(rehearsal.log.some(({ line }) => line.includes('"billing-view-failed"'))).toBe(true);

    const required = await rehearseSandbox({ world: { sandbox: { billingViews: [] } } }, { billingViewArn: BILLING_VIEW, billingViewRequired: true });
    expect(required.codes).toEqual(['AR-SANDBOX-BILLING-VIEW']);
    expect(required.account('pool-001')).toMatchObject({ organizationalUnit: 'Pool', sandboxStatus: null });
  });

  test('that has the account already is left as it is', async () => {
    const world = worldWith({ unit: 'entry' }, { sandbox: { billingViews: [view({ accounts: [EXISTING_ID] })] } });
    const rehearsal = await rehearseSandbox({
      props: { existingAccountId: EXISTING_ID },
      world: { ...world, sandbox: { ...world.sandbox, accounts: [{ id: EXISTING_ID, unit: 'entry' }] } },
    }, { billingViewArn: BILLING_VIEW });
    allInThePool(rehearsal);
    expect(rehearsal.report.apiCalls['is-complete']['billing:UpdateBillingView']).toBeUndefined();
  });
});

describe('Control Tower', () => {
  test('shows drift for accounts in the pool, and their products stay AVAILABLE', async () => {
    const rehearsal = await rehearseSandbox({ app: names(2) });
    allInThePool(rehearsal);
    expect(rehearsal.report.accounts.map(({ controlTower }) => controlTower)).toEqual(['moved', 'moved']);
    expect(rehearsal.state.services.serviceCatalog.products.map(({ status }) => status)).toEqual(['AVAILABLE', 'AVAILABLE']);
  });

  test('with automatic enrolment takes them out of its care, which keeps nobody from the pool', async () => {
    const rehearsal = await rehearseSandbox({ app: names(2), world: { organization: { autoEnrollment: true } } });
    allInThePool(rehearsal);
    expect(rehearsal.report.accounts.map(({ controlTower }) => controlTower)).toEqual(['unenrolled', 'unenrolled']);
    const again = await rehearseSandbox({ app: names(2), state: rehearsal.state, props: { verify: 'now' }, world: { organization: { autoEnrollment: true } } });
    allInThePool(again);
    expect(again.report.accounts.every(({ attempts }) => attempts === 0)).toBe(true);
  });
});

describe('other people', () => {
  test('who run a separator find the tag that they want on every account', async () => {
    const rehearsal = await rehearseSandbox({ app: names(2), world: { sandbox: { separatorTag: 'account-robot:stack' } } });
    expect(rehearsal.report.stacks[0].status).toBe('CREATE_COMPLETE');
    expect(eventsOf(rehearsal, 'pool-001')).not.toContain('quarantined');
  });

  test('who lease an account as soon as it is there don\'t keep the deployment from its end', async () => {
    const rehearsal = await rehearseSandbox({ world: { faults: [{ kind: 'account-leased', account: 'pool-001', afterMinutes: 0 }] } });
    expect(rehearsal.report.stacks[0].status).toBe('CREATE_COMPLETE');
    expect(rehearsal.account('pool-001')).toMatchObject({ state: AccountOutcome.AVAILABLE, sandboxStatus: 'Active', organizationalUnit: 'Active' });
  });

  test('whose drift monitor scans often find no account of ours where it would be quarantined', async () => {
    for (const firstDriftScanMinute of [24, 28]) {
      const rehearsal = await rehearseSandbox({ app: names(2), world: { sandbox: { firstDriftScanMinute } } });
      allInThePool(rehearsal);
      expect(rehearsal.progress.filter(({ kind, event }: any) => kind === 'organization' && /drift$|quarantined/.test(event.kind) && event.kind !== 'control-tower-drift')).toEqual([]);
    }
  });
});

describe('a late StackSet', () => {
  test('is waited for in Entry', async () => {
    const rehearsal = await rehearseSandbox({ world: { faults: [{ kind: 'stack-set-takes', minutes: 25 }] } });
    allInThePool(rehearsal);
    const { availableAt, registeredAt } = rehearsal.account('pool-001');
    expect(registeredAt! - availableAt!).toBeGreaterThan(25 * 60);
    expect(eventsOf(rehearsal, 'pool-001')).not.toContain('cleaning-failed');
  });
});

describe.each([
  ['1.3', MACHINE_CLIENT, SandboxGeneration.REST_API],
  ['1.2', { ...SIGNED_INVOKE, externalId: EXTERNAL_ID }, SandboxGeneration.SIGNED_INVOKE],
] as const)('the hub stack for Innovation Sandbox %s', (_, access, generation) => {
  const hubFirst = (app: App) => {
    hubStack(app, generation);
    poolStack(app, names(2));
  };

  test('lets the pool\'s role in before that exists, and grants what is used and nothing else', async () => {
    const rehearsal = await rehearseSandbox({ app: hubFirst }, { access });
    expect(rehearsal.report.stacks.map(({ name, status }) => [name, status])).toEqual([['Hub', 'CREATE_COMPLETE'], ['Pool', 'CREATE_COMPLETE']]);
    allInThePool(rehearsal);
    const ofHub = (lines: readonly string[]) => lines.filter(line => line.startsWith('is-complete as AccountRobot-myisb-hub '));
    expect(ofHub(rehearsal.report.iam.granted)).toEqual(ofHub(rehearsal.report.iam.used));
    expect(ofHub(rehearsal.report.iam.used).length).toBeGreaterThan(0);
  });

  test('that is missing keeps the accounts where they are safe, and the deployment after it takes them into the pool', async () => {
    const poolFirst = (app: App) => {
      const pool = poolStack(app, names(2));
      hubStack(app, generation).addDependency(pool);
    };
    const failed = await rehearseSandbox({ app: poolFirst, rollback: false }, { access });
    expect(failed.codes).toEqual(['AR-SANDBOX-ROLE']);
    expect(failed.report.accounts.every(({ organizationalUnit }) => ['Pool', 'Entry'].includes(organizationalUnit!))).toBe(true);
    allInThePool(await rehearseSandbox({ app: hubFirst, rollback: false, state: failed.state }, { access }));
  });
});

describe('logs', () => {
  const runs: [string, Scenario, Access][] = [
    ...GENERATIONS.map(([version, access]): [string, Scenario, Access] => [`of two accounts on ${version}`, { app: names(2) }, access]),
    ['of registrations that are refused', { world: { faults: [{ kind: 'registration-fails', reason: 'record-refused', times: OFTEN }] } }, MACHINE_CLIENT],
    ['of tokens that are refused', { world: { faults: [{ kind: 'secret-rotated', moment: 'after-read', times: 9 }] } }, SIGNED_INVOKE],
    ['of an address that is in use', { world: { faults: [{ kind: 'creation-fails', reason: 'email-in-use' }] } }, MACHINE_CLIENT],
  ];

  // Every rehearsal of the tests is looked through; these are the ones with the most to hide.
  test.each(runs)('%s hold no token, secret, answer address or e-mail address', async (_, scenario, access) => {
    const rehearsal = await rehearseSandbox(scenario, { access });
    expect(rehearsal.log.filter(({ line }) => line.includes('"notice"')).length).toBeGreaterThan(10);
    expect(indiscretions(rehearsal)).toEqual([]);
  });

  test.each([
    'asked as somebody+else@example.com', 'PUT https://cloudformation-custom-resource-response.s3.amazonaws.com/x', '?X-Amz-Signature=1', 'authorization: Bearer x',
    'eyJhbGciOiJIUzI1NiJ9.e30.x', 'tokenOfTheFunctions', 'the secret of the day',
  ])('would be caught with %s', line => {
    const state: any = { services: { secretsManager: { secrets: [{ value: 'the secret of the day' }] } } };
    expect(indiscretions({ log: [{ at: 0, function: 'kick', line }, { at: 1, function: 'kick', line: 'UPDATE_IN_PROGRESS/2026-01-05T08:00:00.000Z' }], state })).toEqual([line]);
  });
});
