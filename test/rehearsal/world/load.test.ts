import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as fc from 'fast-check';
import { stringify } from 'yaml';
import { worlds } from './any-world';
import { appOf, stackOf } from './app';
import { NO_VALUES } from '../../../rehearsal/cloudformation/given-values';
import { UnusableInput } from '../../../rehearsal/kernel/types';
import { FAILURE_TEXTS } from '../../../rehearsal/world/factory-texts';
import { deriveWorld, loadWorld } from '../../../rehearsal/world/load';
import type { World } from '../../../rehearsal/world/world';

const LAGS = ['listAccounts', 'describeAccount', 'creations', 'tags', 'parents', 'products', 'records', 'sandboxRecords', 'stacks', 'tables'];
let folder: string;
beforeAll(() => { folder = fs.mkdtempSync(path.join(os.tmpdir(), 'world-')); });
afterAll(() => fs.rmSync(folder, { recursive: true }));
function fileOf(text: string): string {
  const file = path.join(folder, 'world.yaml');
  fs.writeFileSync(file, text);
  return file;
}

function load(text: string, app = appOf()): World {
  return loadWorld(fileOf(text), app).world;
}

/** The message, without the folder of the test. */
function refusal(text: string): string {
  const file = fileOf(text);
  try {
    loadWorld(file, appOf());
  } catch (error) {
    expect(error).toBeInstanceOf(UnusableInput);
    return (error as Error).message.replaceAll(`${folder}${path.sep}`, '');
  }
  throw new Error('the file was accepted');
}

describe('without a world file', () => {
  test('the organization has what the app needs and AWS\'s defaults', () => {
    const { world } = deriveWorld(appOf());

    expect(world).toEqual({
      organization: {
        managementAccountId: '111122223333',
        homeRegion: 'us-east-1',
        rootId: 'r-abcd',
        accountQuota: 1000,
        createAccountMinutes: 3,
        closeAccountMinutes: 5,
        recentClosures: 0,
        identityCenter: true,
        accessManagement: 'control-tower',
        identitySource: 'directory',
        identityCenterUsers: [],
        costAllocationTags: [],
        deniedActions: [],
        absentServices: [],
        tagPolicies: [],
        landingZone: 'ready',
        landingZoneVersion: '3.3',
        landingZoneDrift: 'IN_SYNC',
        quotaRequests: [],
        autoEnrollment: false,
        enrolmentMinutes: 8,
        organizationalUnits: [{ id: 'ou-abcd-11112222', name: 'Pool', parentId: 'r-abcd', registered: true }],
        accounts: [],
        products: [],
        foreignAccounts: 0,
      },
      factory: {
        concurrency: 5,
        creationMinutes: { median: 24, sigma: 0.32, minimum: 10, maximum: 60 },
        busyAfterSeconds: 20,
        listingDelaySeconds: 20,
        associationDelaySeconds: 40,
        accessDenied: 'record',
        secondLaunchPath: false,
        portfolioName: 'AWS Control Tower Account Factory Portfolio',
        namesakePortfolio: false,
        recordTags: 'creation',
      },
      lag: { ...Object.fromEntries(LAGS.map(read => [read, 0])), drawn: false },
      operations: [],
      deployment: { stackConcurrency: 1, retainExceptOnCreate: false, pauseMinutes: 10, command: 'deploy', orphans: [], functionClockSeconds: 0 },
      values: NO_VALUES,
      furtherSandboxes: [],
      faults: [],
    });
  });
  test('every assumption is a sentence of at most 110 characters', () => {
    const { assumptions } = deriveWorld(appOf(stackOf({ concurrency: '8', accounts: [{ name: 'pool-001', existingAccountId: '222233334444' }] })));

    expect(assumptions).toEqual([
      'The management account is 111122223333, as the app names no account.',
      'Control Tower\'s home Region is us-east-1, as the app names no Region.',
      'Organizational unit ou-abcd-11112222 exists, is called Pool, and is registered with Control Tower.',
      'Account 222233334444, which the app takes into the pool, exists and is called pool-001.',
      'Account Factory runs 8 operations at a time, as the app is set to; AWS\'s default is 5.',
      'Creating an account takes 10 to 60 minutes, 24 in the median.',
      'The landing zone is ready, IAM Identity Center is enabled, and nobody else uses the factory.',
      'No service control policy and no resource control policy denies what the app needs.',
    ]);
    for (const assumption of assumptions) {
      expect(assumption.length).toBeLessThanOrEqual(110);
    }
  });

  test('account and Region are those that the app is deployed to', () => {
    const { world, assumptions } = deriveWorld(appOf(stackOf({ account: '444455556666', region: 'eu-west-1' })));

    expect(world.organization).toMatchObject({ managementAccountId: '444455556666', homeRegion: 'eu-west-1' });
    expect(assumptions[0]).toBe('Account 444455556666, where the app is deployed, is the management account.');
  });

  test('of several accounts the first stack\'s is the management account', () => {
    const { world, assumptions } = deriveWorld(appOf(stackOf({ account: '444455556666' }), stackOf({ account: '777788889999' }, 'Other')));

    expect(world.organization.managementAccountId).toBe('444455556666');
    expect(assumptions[0]).toBe('Of the accounts that the app is deployed to, 444455556666 is the management account.');
  });

  test('stacks without pool accounts say nothing about the organization', () => {
    const other = { ...stackOf({ account: '777788889999' }, 'Other'), template: { Resources: { Bucket: { Type: 'AWS::S3::Bucket' } } } };

    expect(deriveWorld(appOf(other, stackOf())).world.organization.managementAccountId).toBe('111122223333');
  });

  test('each holding unit of the app exists, under the root that its id names', () => {
    const { world } = deriveWorld(appOf(stackOf({ holdingUnit: 'ou-wxyz-11112222' }), stackOf({ holdingUnit: 'ou-wxyz-33334444' }, 'Other')));

    expect(world.organization.rootId).toBe('r-wxyz');
    expect(world.organization.organizationalUnits.map(unit => [unit.id, unit.name, unit.parentId])).toEqual([
      ['ou-wxyz-11112222', 'Pool', 'r-wxyz'],
      ['ou-wxyz-33334444', 'Pool2', 'r-wxyz'],
    ]);
  });

  test('a holding unit that only the deployment knows is not invented', () => {
    const { world, assumptions } = deriveWorld(appOf(stackOf({ holdingUnit: { Ref: 'Unit' } })));

    expect(world.organization.organizationalUnits).toEqual([]);
    expect(assumptions).toContain('There is no organizational unit, as the app\'s is not known before the deployment; list it in a world file.');
  });

  test('the quota is never below what the app is set to', () => {
    expect(deriveWorld(appOf(stackOf({ concurrency: '10' }))).world.factory.concurrency).toBe(10);
    expect(deriveWorld(appOf(stackOf({ concurrency: '2' }))).world.factory.concurrency).toBe(5);
  });

  test('an account that the app takes into the pool exists in the holding unit', () => {
    const app = appOf(stackOf({ accounts: [{ name: { Ref: 'Name' }, email: { Ref: 'Email' }, existingAccountId: '222233334444' }] }));

    expect(deriveWorld(app).world.organization.accounts).toEqual([
      { id: '222233334444', name: 'existing-222233334444', email: 'account-222233334444@example.com', parentId: 'ou-abcd-11112222', status: 'ACTIVE', tags: {} },
    ]);
  });
});

describe('a world file', () => {
  test('that is empty describes the derived world', () => {
    expect(load('')).toEqual(deriveWorld(appOf()).world);
    expect(load('# nothing here\norganization:\nfaults:\n')).toEqual(deriveWorld(appOf()).world);
  });

  test('changes what it says and nothing else', () => {
    const derived = deriveWorld(appOf()).world;

    expect(load('factory:\n  creationMinutes: { median: 30 }\n')).toEqual({
      ...derived,
      factory: { ...derived.factory, creationMinutes: { median: 30, sigma: 0.32, minimum: 10, maximum: 60 } },
    });
  });

  test('makes no assumption about what it says', () => {
    const { assumptions } = loadWorld(fileOf('organization: { managementAccountId: "444455556666" }\n'), appOf());

    expect(assumptions.join(' ')).not.toContain('management account');
    expect(assumptions).toContain('Control Tower\'s home Region is us-east-1, as the app names no Region.');
  });

  test('may leave out ids, addresses and parents of accounts', () => {
    expect(load('organization:\n  accounts:\n    - name: one\n    - { id: "900000000001", name: two }\n').organization.accounts).toEqual([
      { id: '900000000002', name: 'one', email: 'account-900000000002@example.com', parentId: 'r-abcd', status: 'ACTIVE', tags: {} },
      { id: '900000000001', name: 'two', email: 'account-900000000001@example.com', parentId: 'r-abcd', status: 'ACTIVE', tags: {} },
    ]);
  });

  test('says of a product only whether it is fine', () => {
    expect(load('organization:\n  products: [{ name: a }, { name: b, status: ERROR }]\n').organization.products).toEqual([
      { name: 'a', status: 'AVAILABLE', succeededOnce: true, tags: {} },
      { name: 'b', status: 'ERROR', succeededOnce: false, tags: {} },
    ]);
  });

  test('names a failure by a short name, which brings AWS\'s words and its usual course', () => {
    expect(load('faults:\n  - { kind: creation-fails, account: pool-001, reason: role-exists }\n').faults).toEqual([{
      kind: 'creation-fails',
      account: 'pool-001',
      message: FAILURE_TEXTS['role-exists'].text,
      afterMinutes: 15,
      accountCreated: true,
    }]);
  });

  test('sees a failure that passes by itself once, any other every time', () => {
    const faults = load('faults:\n  - { kind: creation-fails, reason: internal-failure }\n  - { kind: creation-fails, reason: email-in-use }\n').faults;

    expect(faults.map(fault => 'times' in fault ? fault.times : undefined)).toEqual([1, undefined]);
  });

  test('overrides the usual course of a failure', () => {
    expect(load('faults:\n  - { kind: creation-fails, reason: email-in-use, afterMinutes: 7, accountCreated: true, times: 2 }\n').faults[0])
      .toMatchObject({ afterMinutes: 7, accountCreated: true, times: 2 });
  });

  test('puts the organizational unit and the quota into AWS\'s words', () => {
    const [refused, busy] = load('factory: { concurrency: 7 }\nfaults:\n  - { kind: creation-fails, reason: ou-not-registered }\n  - { kind: busy, reason: too-many-operations }\n').faults;

    expect(refused).toMatchObject({ message: 'InvalidParametersException  The parent organizational unit \'Pool (ou-abcd-11112222)\' is not enrolled in AWS Control Tower.' });
    expect(busy).toMatchObject({ message: expect.stringContaining('the allowed maximum of 7 concurrent account operations is exceeded'), times: 1 });
  });

  test('tells when it and the app don\'t meet', () => {
    const app = appOf(stackOf({ accounts: [{ name: 'pool-001', existingAccountId: '222233334444' }] }));
    const text = 'organization:\n  organizationalUnits: [{ id: ou-abcd-99998888, name: Else }]\n  accounts: []\nfaults:\n  - { kind: busy, account: pol-* }\n  - { kind: busy, account: "pool-*" }\n';

    expect(loadWorld(fileOf(text), app).notices).toEqual([
      'The app puts accounts into ou-abcd-11112222, which is not among the world file\'s organizational units.',
      'The app takes account 222233334444, which is not among the world file\'s accounts.',
      'faults[0] (busy) is meant for \'pol-*\', but the app has no such account: it won\'t happen.',
    ]);
  });

  test('written from a world describes the same world', () => {
    fc.assert(fc.property(worlds, text => {
      const world = load(text);
      expect(load(stringify(world))).toEqual(world);
      expect(load(JSON.stringify(world))).toEqual(world);
    }), { numRuns: 60 });
  });
});

describe('a wrong world file is refused with one sentence:', () => {
  test.each<[string, string, string]>([
    ['no YAML', 'organization: [1,\n', 'world.yaml:2: isn\'t valid YAML: flow sequence in block collection must be sufficiently indented and end with a ]'],
    ['a tab', 'factory:\n\tconcurrency: 5\n', 'world.yaml:2: isn\'t valid YAML: tabs are not allowed as indentation'],
    ['a key twice', 'factory: { concurrency: 5 }\nfactory: {}\n', 'world.yaml:2: isn\'t valid YAML: map keys must be unique'],
    ['an unknown tag', 'factory: !odd {}\n', 'world.yaml:1: isn\'t valid YAML: unresolved tag: !odd'],
    ['an alias without anchor', 'factory: *nowhere\n', 'world.yaml:1: isn\'t valid YAML: *nowhere refers to no anchor (&nowhere) above it'],
    ['a list at the top', '- faults\n', 'world.yaml:1: the file is a list, but must be a section with keys'],
    ['a misspelt section', 'factroy:\n  concurrency: 5\n', 'world.yaml:1: factroy isn\'t a key of a world file; did you mean \'factory\'?'],
    ['a misspelt key', 'factory:\n  # quota\n  concurency: 5\n', 'world.yaml:3: factory.concurency isn\'t a key of a world file; did you mean \'concurrency\'?'],
    [
      'an unknown key', 'operations:\n  - minutes: 3\n    colour: red\n',
      'world.yaml:3: operations[0].colour isn\'t a key of a world file; it can be startMinute, minutes, count, visible',
    ],
    ['a missing key', 'operations:\n  - count: 3\n', 'world.yaml:2: operations[0] has no \'minutes\'; add it (how long they last)'],
    ['a number for text', 'organization: { homeRegion: 5 }\n', 'world.yaml:1: organization.homeRegion is the number 5, but must be an AWS Region, like eu-west-1; put it in quotes: \'5\''],
    [
      'an account id without quotes', 'organization:\n  managementAccountId: 012345678901\n',
      'world.yaml:2: organization.managementAccountId is the number 012345678901, but must be twelve digits in quotes, like \'222233334444\'; put it in quotes: \'012345678901\'',
    ],
    ['text for a number', 'factory: { concurrency: many }\n', 'world.yaml:1: factory.concurrency is "many", but must be a whole number, 1 or more and 50 at most'],
    ['a number out of range', 'factory: { concurrency: 0 }\n', 'world.yaml:1: factory.concurrency is 0, but must be a whole number, 1 or more and 50 at most'],
    ['a broken number', 'factory: { concurrency: 2.5 }\n', 'world.yaml:1: factory.concurrency is 2.5, but must be a whole number, 1 or more and 50 at most'],
    ['a value of its own', 'organization: { landingZone: redy }\n', 'world.yaml:1: organization.landingZone is "redy", which isn\'t among the values it can have; did you mean \'ready\'?'],
    ['a section instead of a list', 'faults:\n  kind: busy\n', 'world.yaml:2: faults is a section with keys, but must be a list (each entry on a line of its own that begins with \'- \')'],
    ['a fault without kind', 'faults:\n  - account: pool-001\n', expect.stringMatching(/^world.yaml:2: faults\[0\] has no 'kind'; add one of creation-fails, busy, /) as unknown as string],
    ['a misspelt fault', 'faults:\n  - kind: creation-fail\n', 'world.yaml:2: faults[0].kind is "creation-fail", which is no kind of fault; did you mean \'creation-fails\'?'],
    [
      'a misspelt reason', 'faults:\n  - kind: creation-fails\n    reason: email-inuse\n',
      'world.yaml:3: faults[0].reason is "email-inuse", which isn\'t among the values it can have; did you mean \'email-in-use\'?',
    ],
    ['a failure without words', 'faults:\n  - kind: creation-fails\n', 'world.yaml:2: faults[0] says neither \'reason\' nor \'message\'; give one of the two'],
    ['a failure with words twice', 'faults:\n  - { kind: creation-fails, reason: email-in-use, message: no }\n', 'world.yaml:2: faults[0] says both \'reason\' and \'message\'; give one of the two'],
    [
      'an unknown call', 'faults:\n  - { kind: call-fails, action: servicecatalog:ProvisionProducts }\n',
      'world.yaml:2: faults[0].action is "servicecatalog:ProvisionProducts", which isn\'t among the values it can have; did you mean \'servicecatalog:ProvisionProduct\'?',
    ],
    ['a key of another fault', 'faults:\n  - { kind: busy, minutes: 3 }\n', expect.stringMatching(/^world.yaml:2: faults\[0\].minutes isn't a key of a world file; it can be kind, account, /) as unknown as string],
    ['several wrong places', 'factory: { concurrency: 0 }\nfaults: 3\n', 'world.yaml:1: factory.concurrency is 0, but must be a whole number, 1 or more and 50 at most; 1 more place in this file is wrong too'],
    ['creation times out of order', 'factory:\n  creationMinutes:\n    minimum: 40\n', 'world.yaml:3: factory.creationMinutes has minimum 40, median 24, maximum 60, but they must be in that order; change the one that isn\'t'],
    ['a Region that is none', 'organization: { homeRegion: Ireland }\n', 'world.yaml:1: organization.homeRegion is "Ireland", but must be an AWS Region, like eu-west-1'],
    ['a unit id that is none', 'organization:\n  organizationalUnits:\n    - id: ou-1\n      name: Pool\n', 'world.yaml:3: organization.organizationalUnits[0].id is "ou-1", but must be an organizational unit\'s id, like ou-abcd-11112222'],
    ['an address that is none', 'organization:\n  accounts: [{ name: a, email: nobody }]\n', 'world.yaml:2: organization.accounts[0].email is "nobody", but must be an e-mail address of 6 to 64 characters, like aws+team@example.com'],
    [
      'a unit of another root', 'organization:\n  rootId: r-abcd\n  organizationalUnits:\n    - { id: ou-wxyz-11112222, name: Pool }\n',
      'world.yaml:4: organization.organizationalUnits[0].id is "ou-wxyz-11112222", but the units of root r-abcd have ids that begin with ou-abcd-; change the id or organization.rootId',
    ],
    [
      'two units of one id', 'organization:\n  organizationalUnits:\n    - { id: ou-abcd-11112222, name: A }\n    - { id: ou-abcd-11112222, name: B }\n',
      'world.yaml:4: organization.organizationalUnits[1].id is "ou-abcd-11112222", which organizationalUnits[0] has already; give each unit an id of its own',
    ],
    [
      'two units of one name', 'organization:\n  organizationalUnits:\n    - { id: ou-abcd-11112222, name: A }\n    - { id: ou-abcd-11112223, name: A }\n',
      'world.yaml:4: organization.organizationalUnits[1].name is "A", the name of organizationalUnits[0] with the same parent; AWS allows a name once under one parent',
    ],
    [
      'a unit in an unknown unit', 'organization:\n  organizationalUnits:\n    - id: ou-abcd-11112222\n      name: A\n      parentId: ou-abcd-99999999\n',
      'world.yaml:5: organization.organizationalUnits[0].parentId is "ou-abcd-99999999", which is neither the root (r-abcd) nor one of the organizationalUnits; add that unit or correct the id',
    ],
    [
      'units in a circle', 'organization:\n  organizationalUnits:\n    - { id: ou-abcd-11112222, name: A, parentId: ou-abcd-33334444 }\n    - { id: ou-abcd-33334444, name: B, parentId: ou-abcd-11112222 }\n',
      'world.yaml:3: organization.organizationalUnits[0].parentId is "ou-abcd-33334444", which leads in a circle instead of to the root (r-abcd); correct one of the parents',
    ],
    [
      'an account in an unknown unit', 'organization:\n  accounts: [{ name: a, parentId: ou-abcd-99999999 }]\n',
      'world.yaml:2: organization.accounts[0].parentId is "ou-abcd-99999999", which is neither the root (r-abcd) nor one of the organizationalUnits; add that unit or correct the id',
    ],
    [
      'two accounts of one id', 'organization:\n  accounts:\n    - { name: a, id: "222233334444" }\n    - { name: b, id: "222233334444" }\n',
      'world.yaml:4: organization.accounts[1].id is "222233334444", which accounts[0] has already; give each account an id of its own',
    ],
    [
      'two accounts of one address', 'organization:\n  accounts:\n    - { name: a, email: one@example.com }\n    - { name: b, email: One@example.com }\n',
      'world.yaml:4: organization.accounts[1].email is the e-mail address of accounts[0] too; AWS allows an address once',
    ],
    [
      'the management account listed', 'organization:\n  accounts: [{ name: a, id: "111122223333" }]\n',
      'world.yaml:2: organization.accounts[0].id is "111122223333", the management account, which is always there; leave the entry out or correct the id',
    ],
    [
      'more accounts than allowed', 'organization:\n  accountQuota: 10\n  foreignAccounts: 10\n',
      'world.yaml:2: organization.accountQuota is 10, but the organization has 11 accounts already; raise it or list fewer accounts',
    ],
    [
      'two products of one name', 'organization:\n  products: [{ name: a }, { name: a }]\n',
      'world.yaml:2: organization.products[1].name is "a", which products[0] has already; a name is taken once',
    ],
    [
      'a product of an unknown account', 'organization:\n  products:\n    - name: a\n      accountId: "222233334444"\n',
      'world.yaml:4: organization.products[0].accountId is "222233334444", which isn\'t among organization.accounts; add the account there, with status CLOSED if it was closed',
    ],
    ['an action that is none', 'organization:\n  deniedActions: [PutConfigurationRecorder]\n', 'world.yaml:2: organization.deniedActions[0] is "PutConfigurationRecorder", but must be an action of IAM, like config:PutConfigurationRecorder'],
    ['an action of a unit that is none', 'organization:\n  organizationalUnits:\n    - id: ou-abcd-11112222\n      name: Pool\n      deniedActions: [everything]\n', 'world.yaml:5: organization.organizationalUnits[0].deniedActions[0] is "everything", but must be an action of IAM, like config:PutConfigurationRecorder, or *'],
    ['an account of Control Tower\'s own that is no id', 'organization: { auditAccountId: audit }\n', 'world.yaml:1: organization.auditAccountId is "audit", but must be twelve digits in quotes, like \'222233334444\''],
    ['a service that is none', 'organization:\n  absentServices: [controltowers]\n', 'world.yaml:2: organization.absentServices[0] is "controltowers", which isn\'t among the values it can have; did you mean \'controltower\'?'],
    ['a tag policy without key', 'organization:\n  tagPolicies: [{ values: [a] }]\n', 'world.yaml:2: organization.tagPolicies[0] has no \'key\'; add it (the key of the tag)'],
    ['an identity source that is none', 'organization: { identitySource: extern }\n', 'world.yaml:1: organization.identitySource is "extern", which isn\'t among the values it can have; did you mean \'external\'?'],
    ['a chance above one', 'faults:\n  - { kind: busy, chance: 2 }\n', 'world.yaml:2: faults[0].chance is 2, but must be a number, more than 0 and 1 at most'],
    ['a chance in words', 'faults:\n  - { kind: busy, chance: often }\n', 'world.yaml:2: faults[0].chance is "often", but must be a number, more than 0 and 1 at most'],
    ['a time in words', 'faults:\n  - { kind: call-fails, action: sts:AssumeRole, fromMinute: noon }\n', 'world.yaml:2: faults[0].fromMinute is "noon", but must be a number, 0 or more and 525600 at most'],
    ['a fault that ends before it begins', 'faults:\n  - kind: busy\n    fromMinute: 50\n    toMinute: 30\n', 'world.yaml:4: faults[0].toMinute is 30, but the fault begins at minute 50; let it end later'],
    ['an outage without end', 'faults:\n  - { kind: outage, service: sts }\n', 'world.yaml:2: faults[0] has no \'toMinute\'; add it (from which minute of the run on it answers again)'],
    ['an outage of nothing', 'faults:\n  - { kind: outage, service: organisations, toMinute: 3 }\n', 'world.yaml:2: faults[0].service is "organisations", which isn\'t among the values it can have; did you mean \'organizations\'?'],
    ['a rate of nothing', 'faults:\n  - { kind: rate-limited, action: sts:AssumeRole, perMinute: 0 }\n', 'world.yaml:2: faults[0].perMinute is 0, but must be a whole number, 1 or more and 100000 at most'],
    [
      'two faults of which one always comes first', 'faults:\n  - { kind: creation-fails, account: "pool-*", reason: email-in-use }\n  - { kind: creation-fails, account: pool-001, reason: role-exists }\n',
      'world.yaml:3: faults[1] (creation-fails) never happens, because faults[0] always comes before it; give that one \'times\' or an end, or leave one of them out',
    ],
    [
      'two outages of which one is within the other', 'faults:\n  - { kind: outage, service: sts, toMinute: 30 }\n  - { kind: outage, service: sts, fromMinute: 10, toMinute: 20 }\n',
      'world.yaml:3: faults[1] (outage) never happens, because faults[0] always comes before it; give that one \'times\' or an end, or leave one of them out',
    ],
  ])('%s', (_, text, message) => {
    expect(refusal(text)).toEqual(message);
  });

  test('but not faults that one another leaves room for', () => {
    const both = (first: string, second: string) => load(`faults:\n  - { kind: call-fails, action: sts:AssumeRole, ${first} }\n  - { kind: call-fails, action: sts:AssumeRole, ${second} }\n`).faults;
    expect(both('times: 2', 'code: B')).toMatchObject([{ times: 2 }, { times: 1 }]);
    expect(both('chance: 0.5', 'code: B')).toHaveLength(2);
    expect(both('toMinute: 30', 'code: B')).toHaveLength(2);
    expect(both('fromMinute: 30', 'fromMinute: 10, toMinute: 40')).toHaveLength(2);
    expect(both('fromMinute: 30, account: pool-001', 'fromMinute: 30')).toHaveLength(2);
  });

  test('a file that isn\'t there', () => {
    expect(() => loadWorld('no-such-world.yaml', appOf())).toThrow(
      new UnusableInput('no-such-world.yaml: there is no such file; check the path given to --world, or leave the option out to rehearse in an organization derived from the app'),
    );
  });

  test('a folder', () => {
    expect(() => loadWorld(folder, appOf())).toThrow(new UnusableInput(`${folder}: is a folder; give the world file itself to --world`));
  });
});
