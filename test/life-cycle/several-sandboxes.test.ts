/** Pools of several Innovation Sandboxes in one organization: each account comes into the right one, and what goes wrong in one is nothing to the others. */

import { AccountFactory, InnovationSandbox, PoolAccount, SandboxAccess } from 'account-robot';
import type { App } from 'aws-cdk-lib';
import { Stack } from 'aws-cdk-lib';
import { AccountOutcome } from '../../rehearsal/report';
import type { Rehearsed, Scenario } from '../support/rehearse-app';
import { ACCOUNT, REGION, rehearseApp } from '../support/rehearse-app';
import { EXTERNAL_ID, HUB, MACHINE_CLIENT_ARN } from '../support/sandbox-app';

const LABS_HUB = '333333333333';
const LABS_ID = '22222222-3333-4444-5555-666666666666';
const clientOf = (namespace: string, hub: string) => `arn:aws:iam::${hub}:role/isb-m2m/${namespace}/${namespace}-isb-m2m-admin-robot`;

/** Two accounts for each of two departments, from one factory. */
function twoDepartments(app: App): void {
  const stack = new Stack(app, 'Pool', { env: { account: ACCOUNT, region: REGION } });
  const source = new AccountFactory(stack, 'Factory');
  const sandboxes = {
    team: InnovationSandbox.fromNamespace('myisb', {
      region: 'us-west-2',
      access: SandboxAccess.machineClient({ roleArn: MACHINE_CLIENT_ARN, externalId: EXTERNAL_ID }),
    }),
    labs: InnovationSandbox.fromNamespace('labs', {
      region: 'eu-west-1',
      access: SandboxAccess.machineClient({ roleArn: clientOf('labs', LABS_HUB), externalId: LABS_ID }),
    }),
  };
  for (const [department, sandbox] of Object.entries(sandboxes)) {
    for (const number of [1, 2]) {
      new PoolAccount(stack, `${department}-00${number}`, { source, sandbox });
    }
  }
}

const rehearseBoth = (scenario: Scenario = {}): Promise<Rehearsed> => rehearseApp({ app: twoDepartments, ...scenario });

/** Which records Innovation Sandbox has, by namespace. */
const recordsOf = ({ state, account }: Rehearsed) => {
  const { further = [], ...first } = state.services.innovationSandbox!;
  const name = (id: string) => ['team-001', 'team-002', 'labs-001', 'labs-002'].find(candidate => account(candidate).accountId === id);
  return Object.fromEntries([first, ...further].map(({ namespace, records }) => [namespace, records.map(({ accountId, status }) => `${name(accountId)} ${status}`).sort()]));
};

const IN_THEIR_POOLS = { myisb: ['team-001 Available', 'team-002 Available'], labs: ['labs-001 Available', 'labs-002 Available'] };

test('accounts of two departments come into the pool of their own', async () => {
  const rehearsal = await rehearseBoth();
  expect(rehearsal.report.stacks[0].status).toBe('CREATE_COMPLETE');
  expect(recordsOf(rehearsal)).toEqual(IN_THEIR_POOLS);
  const parents = rehearsal.state.services.organizations.accounts.filter(({ name }) => name.includes('-00')).map(({ name, parentId }) => [name, parentId]);
  expect(Object.fromEntries(parents)).toEqual({
    'team-001': 'ou-abcd-isbavail',
    'team-002': 'ou-abcd-isbavail',
    'labs-001': 'ou-abcd-labsisbavail',
    'labs-002': 'ou-abcd-labsisbavail',
  });
});

test('one that is too old fails its own accounts, and the others are in the pool', async () => {
  const world = { furtherSandboxes: [{ namespace: 'labs', version: '1.1.8' }] };
  const failed = await rehearseBoth({ rollback: false, world });
  expect(failed.codes).toEqual(['AR-SANDBOX-TOO-OLD']);
  expect(recordsOf(failed)).toEqual({ ...IN_THEIR_POOLS, labs: [] });
  const mended = await rehearseBoth({ rollback: false, state: failed.state, world: { furtherSandboxes: [{ namespace: 'labs' }] } });
  expect(mended.report.stacks[0].status).toBe('UPDATE_COMPLETE');
  expect(recordsOf(mended)).toEqual(IN_THEIR_POOLS);
});

test('one that isn\'t there fails its own accounts', async () => {
  const { codes, account } = await rehearseBoth({ rollback: false, world: { furtherSandboxes: [] } });
  expect(codes).toEqual(['AR-SANDBOX-NOT-FOUND']);
  expect(account('team-002')).toMatchObject({ state: AccountOutcome.AVAILABLE, sandboxStatus: 'Available' });
});

test('a client role of the one doesn\'t open the other', async () => {
  const machineClient = { roleArn: clientOf('labs', LABS_HUB), externalId: EXTERNAL_ID, trustedPrincipal: `arn:aws:iam::${HUB}:role/Other` };
  const world = { furtherSandboxes: [{ namespace: 'labs', machineClient }] };
  const { codes, account } = await rehearseBoth({ rollback: false, world });
  expect(codes).toEqual(['AR-SANDBOX-ROLE']);
  expect(account('team-001').sandboxStatus).toBe('Available');
});

test('an account that somebody moves into the other pool is left alone there, and the drift monitor of either takes it for its own', async () => {
  const first = await rehearseBoth();
  const moved = await rehearseBoth({
    state: first.state,
    meanwhile: ({ services }) => { services.organizations.accounts.find(({ name }) => name === 'team-001')!.parentId = 'ou-abcd-labsisbavail'; },
    world: { deployment: { pauseMinutes: 15 * 60 } },
  });
  // The labs know nothing of it and quarantine it; the team's has missed it twice.
  expect(recordsOf(moved)).toEqual({ myisb: ['team-002 Available'], labs: ['labs-001 Available', 'labs-002 Available', 'team-001 Quarantine'] });
});

test('the two go on from one state file, whichever the world names first', async () => {
  const first = await rehearseBoth();
  const world = { sandbox: { namespace: 'labs' }, furtherSandboxes: [{ namespace: 'myisb' }] };
  const ids = (namespace: string) => Object.fromEntries(['pool', 'available', 'active', 'cleanUp', 'quarantine', 'entry', 'exit', 'frozen']
    .map((unit, index) => [unit, `ou-abcd-${namespace}${['isbpool0', 'isbavail', 'isbactiv', 'isbclean', 'isbquara', 'isbentry', 'isbexit0', 'isbfroze'][index]}`]));
  const second = await rehearseBoth({
    state: first.state,
    world: { sandbox: { ...world.sandbox, organizationalUnits: ids('labs') }, furtherSandboxes: [{ namespace: 'myisb', organizationalUnits: ids('') }] },
  });
  expect(recordsOf(second)).toEqual(IN_THEIR_POOLS);
  expect(second.codes).toEqual([]);
});
