/** The Innovation Sandbox of a world: what the app tells of it, what a file says, and what can't be. */

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { stringify } from 'yaml';
import { appOf, stackOf } from './app';
import type { AssemblyStack } from '../../../rehearsal/cloudformation/assembly';
import { UnusableInput } from '../../../rehearsal/kernel/types';
import type { LoadedWorld } from '../../../rehearsal/world/load';
import { deriveWorld, loadWorld } from '../../../rehearsal/world/load';

const MANAGEMENT = '111122223333';
const HUB = '222233334444';
const OUR_ROLE = `arn:aws:iam::${MANAGEMENT}:role/AccountRobot-Pool`;
const M2M_ROLE = `arn:aws:iam::${HUB}:role/isb-m2m/myisb/myisb-isb-m2m-admin-robot`;
const HUB_ROLE = `arn:aws:iam::${HUB}:role/AccountRobot-myisb-hub`;
const MACHINE = { region: 'us-west-2', access: { kind: 'machine-client', roleArn: M2M_ROLE, externalId: '1111', apiId: 'theirapi01' } };
const OTHER = {
  region: 'us-east-2',
  access: {
    kind: 'machine-client',
    roleArn: 'arn:aws:iam::333344445555:role/isb-m2m/Other/Other-isb-m2m-admin-robot',
    externalId: '2222',
    apiIdRoleArn: 'arn:aws:iam::333344445555:role/AccountRobot-Other-hub',
  },
};
const VIEW = `arn:aws:billing::${MANAGEMENT}:billingview/custom-pool`;
const SIGNED = { region: 'us-west-2', access: { kind: 'signed-invoke', hubRoleArn: HUB_ROLE, externalId: 'mine' } };

/** A stack whose functions know sandboxes. */
function stackWith(sandboxes: unknown, account: string | undefined = MANAGEMENT, role = 'AccountRobot-Pool'): AssemblyStack {
  const stack = stackOf({ account });
  const resources = stack.template.Resources as Record<string, any>;
  Object.assign(resources, {
    Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: role } },
    Complete: {
      Type: 'AWS::Lambda::Function',
      Properties: { Role: { 'Fn::GetAtt': ['Role', 'Arn'] }, Environment: { Variables: { SANDBOXES: sandboxes } } },
    },
  });
  return stack;
}

const hubStack = (): AssemblyStack => ({
  ...stackOf({ account: HUB }, 'Hub'),
  template: { Resources: { Access: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'AccountRobot-myisb-hub' } } } },
});

const derived = (sandboxes: object) => deriveWorld(appOf(stackWith(JSON.stringify(sandboxes))));

let folder: string;
beforeAll(() => { folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sandbox-')); });
afterAll(() => fs.rmSync(folder, { recursive: true }));

function loaded(world: object, app = appOf(stackWith(JSON.stringify({ myisb: MACHINE })))): LoadedWorld {
  const file = path.join(folder, 'world.yaml');
  fs.writeFileSync(file, stringify(world));
  return loadWorld(file, app);
}

function refusal(world: object): string {
  try {
    loaded(world);
  } catch (error) {
    expect(error).toBeInstanceOf(UnusableInput);
    return (error as Error).message.replace(/^.*world\.yaml:\d+: /, '');
  }
  throw new Error('the file was accepted');
}

describe('without a world file', () => {
  test('there is none if the app registers no accounts', () => {
    expect(deriveWorld(appOf()).world.sandbox).toBeUndefined();
    expect(derived({}).world.sandbox).toBeUndefined();
  });

  test('an app with a machine client has one of the newest version, which knows the client', () => {
    const { world, assumptions } = derived({ myisb: MACHINE });
    expect(world.sandbox).toEqual({
      namespace: 'myisb',
      version: '1.3.3',
      region: 'us-west-2',
      hubAccountId: HUB,
      apiId: 'theirapi01',
      organizationalUnits: {
        pool: 'ou-abcd-isbpool0',
        available: 'ou-abcd-isbavail',
        active: 'ou-abcd-isbactiv',
        cleanUp: 'ou-abcd-isbclean',
        quarantine: 'ou-abcd-isbquara',
        entry: 'ou-abcd-isbentry',
        exit: 'ou-abcd-isbexit0',
        frozen: 'ou-abcd-isbfroze',
      },
      machineClient: { roleArn: M2M_ROLE, externalId: '1111', trustedPrincipal: OUR_ROLE },
      cleaningMinutes: { median: 9, spread: 1.5 },
      registrationSeconds: 0,
      cooldownMinutes: 0,
      stackSetMinutes: 2,
      driftMonitor: true,
      accounts: [],
      billingViews: [],
    });
    expect(assumptions).toEqual(expect.arrayContaining([
      'Innovation Sandbox \'myisb\' has version 1.3.3, and everything in its pool is as it should be.',
      'Cleaning an account takes 9 minutes, more or less 1.5.',
    ]));
    expect(assumptions.every(sentence => sentence.length <= 110)).toBe(true);
  });

  test('an app that signs its tokens has one of the last version that takes them, and the role in the hub', () => {
    const { world, assumptions } = derived({ myisb: SIGNED });
    expect(world.sandbox).toMatchObject({ version: '1.2.17', hubAccountId: HUB, hubRole: { roleArn: HUB_ROLE, externalId: 'mine', trustedPrincipal: OUR_ROLE } });
    expect(world.sandbox!.machineClient).toBeUndefined();
    expect(assumptions).toContain('The hub account has the role AccountRobot-myisb-hub, as no stack of the app makes it.');
  });

  test('a role that a stack of the app makes is left to that stack', () => {
    const world = deriveWorld(appOf(stackWith(JSON.stringify({ myisb: SIGNED })), hubStack())).world;
    expect(world.sandbox!.hubRole).toBeUndefined();
  });

  test('a billing view is there, and shared with the management account if it belongs to another', () => {
    const view = (account: string) => `arn:aws:billing::${account}:billingview/custom-pool`;
    expect(derived({ myisb: { ...MACHINE, billingViewArn: view(MANAGEMENT) } }).world.sandbox!.billingViews)
      .toEqual([{ arn: view(MANAGEMENT), accounts: [MANAGEMENT], otherFilters: {}, sharedWith: [] }]);
    expect(derived({ myisb: { ...MACHINE, billingViewArn: view(HUB) } }).world.sandbox!.billingViews[0].sharedWith).toEqual([MANAGEMENT]);
  });

  test('settings with values of the stack\'s own place are read, others are not', () => {
    const joined = (...parts: unknown[]) => ({ 'Fn::Join': ['', parts] });
    const region = deriveWorld(appOf(stackWith(joined(`{"myisb":{"access":${JSON.stringify(MACHINE.access)},"region":"`, { Ref: 'AWS::Region' }, '"}}')))).world.sandbox!.region;
    expect(region).toBe('us-east-1');
    const unknown = deriveWorld(appOf(stackWith(joined('{"myisb":"', { 'Fn::GetAtt': ['Other', 'Arn'] }, '"}'))));
    expect(unknown.world.sandbox).toBeUndefined();
    expect(unknown.assumptions).toContain('The app\'s Innovation Sandbox is not known before the deployment; describe it in a world file.');
  });

  test('all that the app registers with are there, and nothing of the one is the other\'s', () => {
    const { world: { sandbox, furtherSandboxes }, assumptions } = derived({ myisb: MACHINE, Other: OTHER });
    expect([sandbox!.namespace, ...furtherSandboxes.map(({ namespace }) => namespace)]).toEqual(['myisb', 'Other']);
    expect(furtherSandboxes[0]).toMatchObject({
      region: 'us-east-2',
      hubAccountId: '333344445555',
      apiId: 'isbapi0002',
      machineClient: { roleArn: OTHER.access.roleArn },
      organizationalUnits: { entry: 'ou-abcd-otherisbentry', pool: 'ou-abcd-otherisbpool0' },
    });
    expect(assumptions.filter(text => /Innovation Sandbox '(myisb|Other)' has version/.test(text))).toHaveLength(2);
  });

  test('several factories with one sandbox: its roles trust all of theirs, which is said once', () => {
    const second = { ...stackWith(JSON.stringify({ myisb: MACHINE }), MANAGEMENT, 'AccountRobot-Second'), artifactId: 'Second', name: 'Second' };
    const { world, assumptions } = deriveWorld(appOf(stackWith(JSON.stringify({ myisb: MACHINE })), second));
    expect(world.furtherSandboxes).toEqual([]);
    expect(world.sandbox!.machineClient).toMatchObject({ roleArn: M2M_ROLE, trustedPrincipal: MANAGEMENT });
    expect(assumptions.filter(text => /trust/.test(text)))
      .toEqual(['Roles in the hub of Innovation Sandbox \'myisb\' trust the management account, as 2 factories use them.']);
    expect(assumptions.filter(text => /different ways/.test(text))).toEqual([]);
  });

  test('several factories that say different things of one sandbox: the first one is believed, which is said', () => {
    const second = stackWith(JSON.stringify({ myisb: { ...MACHINE, access: { ...MACHINE.access, externalId: '2222' } } }));
    const { world, assumptions } = deriveWorld(appOf(stackWith(JSON.stringify({ myisb: MACHINE })), { ...second, artifactId: 'Second', name: 'Second' }));
    expect(world.sandbox!.machineClient).toMatchObject({ externalId: '1111', trustedPrincipal: OUR_ROLE });
    expect(assumptions).toContain('Factories of the app reach Innovation Sandbox \'myisb\' in different ways; the way of the first one is there.');
  });

  test('a billing view that several of them name is there once', () => {
    const billingViewArn = `arn:aws:billing::${MANAGEMENT}:billingview/custom-pool`;
    const { world: { sandbox, furtherSandboxes } } = derived({ myisb: { ...MACHINE, billingViewArn }, Other: { ...OTHER, billingViewArn } });
    expect([sandbox!.billingViews.length, furtherSandboxes[0].billingViews.length]).toEqual([1, 0]);
  });
});

describe('a world file', () => {
  test('may say anything, and leave out the rest', () => {
    const { world, notices } = loaded({ sandbox: { version: '1.3.0', cooldownMinutes: 30, organizationalUnits: { entry: 'ou-abcd-99998888' } } });
    expect(world.sandbox).toMatchObject({
      namespace: 'myisb',
      version: '1.3.0',
      region: 'us-west-2',
      cooldownMinutes: 30,
      apiId: 'theirapi01',
      organizationalUnits: { entry: 'ou-abcd-99998888', exit: 'ou-abcd-isbexit0' },
    });
    expect(notices).toEqual([]);
  });

  test('may have one that the app knows nothing of', () => {
    const { world } = loaded({ sandbox: {} }, appOf());
    expect(world.sandbox).toMatchObject({ namespace: 'myisb', hubAccountId: HUB, apiId: 'isbapi0001', region: 'us-east-1' });
    expect(world.sandbox!.machineClient).toBeUndefined();
  });

  test('that has another one than the app uses is told so', () => {
    expect(loaded({ sandbox: { namespace: 'other' } }).notices)
      .toEqual(['The app registers accounts with Innovation Sandbox \'myisb\', which is not the world file\'s.']);
  });

  describe('that has several', () => {
    const both = appOf(stackWith(JSON.stringify({ myisb: MACHINE, Other: OTHER })));
    const namespaces = (file: object) => {
      const { world: { sandbox, furtherSandboxes }, notices } = loaded(file, both);
      return [sandbox?.namespace, furtherSandboxes.map(({ namespace }) => namespace), notices.length];
    };

    test.each<[string, object, unknown[]]>([
      ['nothing', {}, ['myisb', ['Other'], 0]],
      ['the first one', { sandbox: { version: '1.3.0' } }, ['myisb', ['Other'], 0]],
      ['the second one as the first', { sandbox: { namespace: 'Other' } }, ['Other', ['myisb'], 0]],
      ['the second one', { furtherSandboxes: [{ namespace: 'Other', version: '1.3.0' }] }, ['myisb', ['Other'], 0]],
      ['both', { sandbox: { namespace: 'myisb' }, furtherSandboxes: [{ namespace: 'Other' }] }, ['myisb', ['Other'], 0]],
      ['that there are no more', { furtherSandboxes: [] }, ['myisb', [], 1]],
      ['one that isn\'t the app\'s', { sandbox: { namespace: 'third' } }, ['third', [], 2]],
      ['a third one besides', { furtherSandboxes: [{ namespace: 'Other' }, { namespace: 'third' }] }, ['myisb', ['Other', 'third'], 0]],
    ])('and says %s', (_, file, expected) => {
      expect(namespaces(file)).toEqual(expected);
    });

    test('fills in what it leaves out from the app\'s of that name', () => {
      const { world } = loaded({ furtherSandboxes: [{ namespace: 'Other', cleaningMinutes: { median: 30 } }] }, both);
      expect(world.furtherSandboxes[0]).toMatchObject({ region: 'us-east-2', hubAccountId: '333344445555', cleaningMinutes: { median: 30, spread: 1.5 }, driftMonitor: true });
    });

    test('and is the only one to speak of any has no first one', () => {
      const { world } = loaded({ furtherSandboxes: [{ namespace: 'third' }] }, appOf());
      expect([world.sandbox, world.furtherSandboxes.map(({ namespace }) => namespace)]).toEqual([undefined, ['third']]);
    });
  });

  test('puts accounts where their records say, unless it says otherwise', () => {
    const organization = { accounts: ['1', '2', '3'].map(digit => ({ name: `old-${digit}`, id: digit.repeat(12) })) };
    const { world } = loaded({
      organization,
      sandbox: { accounts: [{ id: '1'.repeat(12), status: 'CleanUp' }, { id: '2'.repeat(12), status: 'Available', unit: 'entry' }, { id: '3'.repeat(12) }] },
    });
    expect(world.sandbox!.accounts).toEqual([
      { id: '1'.repeat(12), status: 'CleanUp', unit: 'cleanUp', cleaning: true },
      { id: '2'.repeat(12), status: 'Available', unit: 'entry', cleaning: false },
      { id: '3'.repeat(12), cleaning: false },
    ]);
  });

  test('may have accounts in the pool from the beginning', () => {
    const { world } = loaded({ organization: { accounts: [{ name: 'old', parentId: 'ou-abcd-isbentry' }] } });
    expect(world.organization.accounts[0].parentId).toBe('ou-abcd-isbentry');
  });

  test.each<[string, object, RegExp]>([
    ['a version that is none', { sandbox: { version: 'v1.3' } }, /^sandbox\.version is "v1\.3", but must be a version, like 1\.3\.3/],
    ['a unit of another root', { sandbox: { organizationalUnits: { entry: 'ou-zzzz-11112222' } } }, /^sandbox\.organizationalUnits\.entry is .* begin with ou-abcd-/],
    ['a unit twice', { sandbox: { organizationalUnits: { entry: 'ou-abcd-11112222' } } }, /^sandbox\.organizationalUnits\.entry is .* organization\.organizationalUnits\[0\] too/],
    ['an account that there isn\'t', { sandbox: { accounts: [{ id: '9'.repeat(12), status: 'Active' }] } }, /^sandbox\.accounts\[0\]\.id is "9+", which isn't among organization\.accounts/],
    ['a cleaning of an account that isn\'t in CleanUp', {
      organization: { accounts: [{ name: 'old', id: '1'.repeat(12) }] },
      sandbox: { accounts: [{ id: '1'.repeat(12), status: 'Active', cleaning: true }] },
    }, /^sandbox\.accounts\[0\]\.cleaning is true, but/],
    ['two records of an account', {
      organization: { accounts: [{ name: 'old', id: '1'.repeat(12) }] },
      sandbox: { accounts: [{ id: '1'.repeat(12) }, { id: '1'.repeat(12) }] },
    }, /^sandbox\.accounts\[1\]\.id is .* another entry/],
    ['a spread that leaves no time', { sandbox: { cleaningMinutes: { median: 5, spread: 5 } } }, /^sandbox\.cleaningMinutes\.spread is 5, but must be less/],
    ['no cleaning at a time', { sandbox: { cleaningsAtATime: 0 } }, /^sandbox\.cleaningsAtATime is 0, but must be a whole number, 1 or more and 1000 at most/],
    ['cleanings in words', { sandbox: { cleaningsAtATime: 'one' } }, /^sandbox\.cleaningsAtATime is "one", but must be a whole number/],
    ['further ones that are no list', { furtherSandboxes: { namespace: 'Other' } }, /^furtherSandboxes is a section with keys, but must be a list/],
    ['a key that a further one doesn\'t have', { furtherSandboxes: [{ namespace: 'Other', api: 'x' }] }, /^furtherSandboxes\[0\]\.api isn't a key of a world file/],
    ['two of one name', { sandbox: {}, furtherSandboxes: [{ namespace: 'myisb' }] }, /^furtherSandboxes\[0\]\.namespace is "myisb", and so is sandbox\.namespace; give each/],
    ['two APIs of one id', { sandbox: { apiId: 'abcdefgh' }, furtherSandboxes: [{ namespace: 'other', apiId: 'abcdefgh' }] }, /^furtherSandboxes\[0\]\.apiId is .* sandbox\.apiId/],
    ['a unit of two', {
      sandbox: { organizationalUnits: { entry: 'ou-abcd-11119999' } },
      furtherSandboxes: [{ namespace: 'other', organizationalUnits: { exit: 'ou-abcd-11119999' } }],
    }, /^furtherSandboxes\[0\]\.organizationalUnits\.exit is .* the id of sandbox\.organizationalUnits\.entry too/],
    ['an account of two', {
      organization: { accounts: [{ name: 'old', id: '1'.repeat(12) }] },
      sandbox: { accounts: [{ id: '1'.repeat(12) }] },
      furtherSandboxes: [{ namespace: 'other', accounts: [{ id: '1'.repeat(12), unit: 'entry' }] }],
    }, /^furtherSandboxes\[0\]\.accounts\[0\]\.id is .* \(sandbox\.accounts\[0\]\)/],
    ['an account of a further one that there isn\'t', { furtherSandboxes: [{ namespace: 'other', accounts: [{ id: '9'.repeat(12) }] }] }, /^furtherSandboxes\[0\]\.accounts\[0\]\.id is "9+", which isn't/],
    ['a billing view twice', {
      sandbox: { billingViews: [{ arn: VIEW }] },
      furtherSandboxes: [{ namespace: 'other', billingViews: [{ arn: VIEW }] }],
    }, /^furtherSandboxes\[0\]\.billingViews\[0\]\.arn is .* describe each billing view once/],
    ['a move to nowhere', { faults: [{ kind: 'account-moved', when: 'registered', to: 'Entrance' }] }, /^faults\[0\]\.to is "Entrance", .* Available, Active, CleanUp/],
  ])('with %s is refused', (_, world, message) => {
    expect(refusal(world)).toMatch(message);
  });
});
