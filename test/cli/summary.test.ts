import type { SummaryInput } from '../../cli/summary';
import { summary } from '../../cli/summary';
import { styleOf } from '../../cli/terminal';
import { LINE_MAX } from '../../cli/text';
import type { ReportInput } from '../../rehearsal/report';
import { buildReport } from '../../rehearsal/report';
import { endInThePool, endOfRun } from '../rehearsal/report-fixture';

const input = (change: Partial<ReportInput> = {}, more: Partial<SummaryInput> = {}): SummaryInput => ({
  report: buildReport(endOfRun(change)),
  wallSeconds: 3.21,
  assumptions: ['The management account is 111122223333, as the app names no account.'],
  tailOf: () => undefined,
  rollback: true,
  parameters: [],
  command: 'deploy',
  resumed: false,
  ...more,
});
const lines = (...of: Parameters<typeof input>) => summary(input(...of), styleOf(false));

/** All four accounts became available. */
function success(): Partial<ReportInput> {
  const [stack] = endOfRun().stacks;
  const accounts = stack.accounts.map((account, index) => ({ ...account, accountId: `30000000000${index + 1}` }));
  return {
    stacks: [{ ...stack, status: 'CREATE_COMPLETE', reason: undefined, failures: [], accounts }],
    products: accounts.map((account, index) => ({
      name: account.name,
      status: 'AVAILABLE',
      accountId: account.accountId,
      attempts: 1,
      requestedAt: 240 + index * 60,
      availableAt: 1800 + index * 60,
    })),
    assumed: [],
  };
}

test('a failed deployment is told account by account, with the reason and the way out', () => {
  expect(lines()).toEqual([
    'Account   Id            State      At the gate  In the factory  Attempts',
    'pool-001  300000000001  AVAILABLE       <1 min          24 min         1',
    'pool-002  -             FAILED          <1 min               -         1',
    'pool-003  -             CREATING        <1 min               -         2',
    'pool-004  -             WAITING              -               -         -',
    '',
    'Stack Pool    ROLLBACK_COMPLETE',
    'Takes in AWS  about 31 min',
    'Rehearsed in  3.2 s, seed 1',
    'Factory       3 operations at the peak, slots 71 % used, busy 1 time',
    'AWS calls     66 per account by our functions',
    '',
    'AR-EMAIL-IN-USE  pool-002',
    '  What      account \'pool-002\': the e-mail address ***@example.com already belongs to an AWS account',
    '            (222233334444), and an address can be used once only.',
    '  Account   No account was created.',
    '  Fix       take that account into the pool with existingAccountId: \'222233334444\', or choose another address.',
    '  AWS says  EMAIL_ALREADY_EXISTS',
    '  Deploying again is safe: yes',
    '',
    'Assumed',
    '- The management account is 111122223333, as the app names no account.',
    '- AWS::Logs::LogGroup Pool/Logs',
    '',
    'The deployment fails: 1 of 4 accounts is AVAILABLE.',
    'With --no-rollback the other accounts go on when one fails; accounts that exist are kept either way.',
    'With --state FILE the organization is kept, and the next rehearsal goes on from here.',
  ]);
});

test('the way into Innovation Sandbox has its own columns', () => {
  expect(lines({ ...endInThePool() }).slice(0, 5)).toEqual([
    'Account   Id            State      Sandbox    At the gate  In the factory  In cleaning  Attempts',
    'pool-001  300000000001  AVAILABLE  Available       <1 min          24 min        9 min         1',
    'pool-002  -             FAILED     -               <1 min               -            -         1',
    'pool-003  -             CREATING   -               <1 min               -            -         2',
    'pool-004  -             WAITING    -                    -               -            -         -',
  ]);
});

test('the end tells what the accounts have become', () => {
  const pool = success().products!.map(({ accountId }) => ({ namespace: 'myisb', accountId: accountId!, status: 'Available', registeredAt: 1, cleaningAt: 2, availableAt: 900 }));
  const stacks = success().stacks!.map(stack => ({ ...stack, accounts: stack.accounts.map(account => ({ ...account, sandbox: 'myisb' })) }));
  const onlyVended = ({ sandbox: _, ...account }: typeof stacks[0]['accounts'][0]) => account;
  const mixed = stacks.map(stack => ({ ...stack, accounts: [...stack.accounts.slice(0, 3), onlyVended(stack.accounts[3])] }));

  // Nothing was asked of the factory this time.
  const products = success().products!.map(product => ({ ...product, attempts: 0, requestedAt: null, availableAt: null }));
  const before = pool.map(account => ({ ...account, registeredAt: null, cleaningAt: null, availableAt: null }));

  expect([
    lines({ ...success(), stacks, sandboxAccounts: pool }),
    lines({ ...success(), events: [], stacks, products, sandboxAccounts: [pool[0], ...before.slice(1)] }),
    lines({ ...success(), events: [], stacks, products, sandboxAccounts: before }),
    lines({ ...success(), stacks: mixed, sandboxAccounts: pool }),
    lines(endInThePool()).slice(0, -2),
  ].map(text => text.at(text.at(-1)!.startsWith('To deploy') ? -2 : -1))).toEqual([
    'All 4 accounts are in the pool of Innovation Sandbox.',
    'All 4 accounts are in the pool of Innovation Sandbox.',
    'All 4 accounts are in the pool of Innovation Sandbox; nothing had to be done.',
    'All 4 accounts are AVAILABLE, 3 of them in the pool of Innovation Sandbox.',
    'The deployment fails: 1 of 4 accounts is in the pool of Innovation Sandbox.',
  ]);
});

test('what Control Tower shows of moved accounts is told', () => {
  const unenrolled = endInThePool().accounts.map(account => ({ ...account, controlTower: 'unenrolled' as const }));

  expect(lines(endInThePool())).toContain('Control Tower  shows 1 account as moved, which is meant');
  expect(lines({ ...endInThePool(), accounts: unenrolled })).toContain('Control Tower  has un-enrolled 1 account, as it was moved');
});

describe('one of a kind', () => {
  const [stack] = endOfRun().stacks;
  const one = (change: Partial<ReportInput>, number = 1): Partial<ReportInput> =>
    ({ ...change, stacks: change.stacks!.map(all => ({ ...all, accounts: all.accounts.slice(0, number) })) });
  const failed = { ...stack, failures: stack.failures.map(failure => ({ ...failure, accountName: 'pool-001' })) };

  test('has the grammar of one', () => {
    const gone = { ...endInThePool(), accounts: endInThePool().accounts.map(account => ({ ...account, controlTower: 'unenrolled' as const })) };

    expect(lines(one(success()))).toContain('The account is AVAILABLE.');
    expect(lines(one({ stacks: [failed] }))).toContain('The deployment fails: the account is not AVAILABLE.');
    expect(lines(one({ ...success(), stacks: [{ ...success().stacks![0], status: 'UPDATE_ROLLBACK_COMPLETE' }] }))).toContain('The deployment fails, though the account is AVAILABLE.');
    expect(lines(one(gone, 2))).toEqual(expect.arrayContaining([
      'The deployment fails: 1 of 2 accounts is in the pool of Innovation Sandbox.',
      'With --no-rollback the other account goes on when one fails; accounts that exist are kept either way.',
      'Control Tower  has un-enrolled 1 account, as it was moved',
    ]));
  });

  test('is not claimed where there is none', () => {
    const none = (status: string) => lines({ stacks: [{ ...stack, status, reason: undefined, failures: [], accounts: [] }] }).join('\n');

    expect(none('CREATE_COMPLETE')).toContain('\nEvery stack is complete, and none declares an account.\n');
    expect(none('REFUSED')).toContain('\nThe deployment fails.\n');
  });
});

test('a successful one ends with how to deploy for real', () => {
  expect(lines(success(), { reportFile: 'report.json' }).slice(-3)).toEqual([
    'All 4 accounts are AVAILABLE.',
    'The report is in report.json.',
    'To deploy for real: npx cdk deploy --no-rollback',
  ]);
});

test('of several stacks the command names them all, as the CDK wants to be told', () => {
  const { stacks } = success();
  expect(lines({ ...success(), stacks: [...stacks!, { ...stacks![0], name: 'PoolGrowth', accounts: [] }] }).at(-1)).toBe('To deploy for real: npx cdk deploy --all --no-rollback');
});

test.each([
  ['a word', ['Pool:PoolSize=4'], ['To deploy for real: npx cdk deploy --no-rollback --parameters Pool:PoolSize=4']],
  ['what a shell would read otherwise', ["Name=it's $HOME"], ["To deploy for real: npx cdk deploy --no-rollback --parameters 'Name=it'\\''s $HOME'"]],
  ['much', ['Pool:PoolSize=4', `Other:Name=${'x'.repeat(60)}`], [
    'To deploy for real: npx cdk deploy --no-rollback \\', '  --parameters Pool:PoolSize=4 \\', `  --parameters Other:Name=${'x'.repeat(60)}`,
  ]],
])('and with the values of parameters: %s', (_, parameters, expected) => {
  expect(lines(success(), { parameters }).slice(-expected.length)).toEqual(expected);
});

test('with a state file the next deployment can be rehearsed', () => {
  expect(lines({}, { stateFile: 'state.json', rollback: false }).at(-1))
    .toBe('The organization is kept in state.json: remove the cause, and rehearse again with the same command.');
});

test('an organization that was there before is said to be', () => {
  expect(lines({}, { stateFile: 'state.json', resumed: true })).toContain('Organization  as the last rehearsal left it in state.json');
});

test('accounts that fail for one reason are told of once', () => {
  const [stack] = endOfRun().stacks;
  const reason = (name: string) => `AR-OU-NOT-REGISTERED: account '${name}': the unit is not registered. Account: None. Fix: register it. Safe to deploy again: yes.`;
  const failures = stack.accounts.map(({ name, logicalId }) => ({ logicalId, type: 'Custom::PoolAccount', reason: reason(name), accountName: name }));
  const text = lines({ stacks: [{ ...stack, failures }] });

  expect(text.filter(line => line.includes('AR-OU-NOT-REGISTERED'))).toEqual(['AR-OU-NOT-REGISTERED  pool-001, pool-002, pool-003, pool-004']);
});

test('a stack that fails without a failed resource gives its reason', () => {
  const [stack] = endOfRun().stacks;

  expect(lines({ stacks: [{ ...stack, failures: [], reason: 'Template format error: too many resources' }] }))
    .toContain('Pool: Template format error: too many resources');
});

test('only where an account failed it is said that the others would go on', () => {
  const [stack] = endOfRun().stacks;
  const reason = 'AR-QUOTA-TOO-SMALL: no room. Account: No account was created. Fix: raise it. Safe to deploy again: yes.';
  const text = lines({ stacks: [{ ...stack, failures: [{ logicalId: 'AccountQuota', type: 'Custom::AccountQuota', reason }] }] });

  expect(text).toEqual(expect.arrayContaining(['AR-QUOTA-TOO-SMALL  AccountQuota', '  What      no room.', '  Account   No account was created.', '  Fix       raise it.']));
  expect(text.join('\n')).not.toContain('the other accounts go on');
});

describe('a function that fails without a code of ours', () => {
  const [stack] = endOfRun().stacks;
  const failure = { logicalId: 'pool002Resource', type: 'Custom::PoolAccount', reason: 'Cannot read x', accountName: 'pool-002' };
  const stacks = [{ ...stack, failures: [failure] }];
  const tailed = (texts: string[], more: Partial<SummaryInput> = {}) => {
    const text = lines({ stacks }, {
      tailOf: (name, subject) => name === 'Pool' && subject === 'pool-002' ? { function: 'Pool-IsComplete', lines: texts.map(line => ({ at: 754, text: line })) } : undefined,
      ...more,
    });
    return text.slice(text.indexOf('  Deploying again is safe: not known') + 1, text.indexOf('Assumed') - 1);
  };

  test('is shown with the end of its log, without addresses, and with where all of it can be had', () => {
    expect(tailed(['{"notice":"leg-opened"}', `someone@example.com ${'word '.repeat(100)}`])).toEqual([
      '  Log       Pool-IsComplete ends with these 2 lines; with --log FILE all that the functions log is written',
      '     12 min  {"notice":"leg-opened"}',
      expect.stringMatching(/^ {5}12 min {2}\*\*\*@example\.com word word/),
      expect.stringMatching(/^ {13}.*word/),
      expect.stringMatching(/^ {13}.*word.*\.\.\.$/),
    ]);
    expect(tailed(['x'.repeat(400)])).toEqual([
      expect.stringContaining('ends with this line;'), `     12 min  ${'x'.repeat(97)}`, `${' '.repeat(13)}${'x'.repeat(97)}`, `${' '.repeat(13)}${'x'.repeat(93)}...`,
    ]);
    expect(tailed([''])).toEqual([expect.anything(), '     12 min']);
  });

  test('is shown with the file that has all of it', () => {
    expect(tailed(['a'], { logFile: 'functions.log' })[0]).toBe('  Log       Pool-IsComplete ends with this line; all that the functions logged is in functions.log');
    expect(tailed([])).toEqual(['  Log       Pool-IsComplete has logged nothing; with --log FILE all that the functions log is written']);
  });
});

test('denied permissions are listed', () => {
  expect(lines({ iam: { granted: [], used: [], denied: ['kick controltower:CreateManagedAccount'] } }))
    .toEqual(expect.arrayContaining(['Denied, as no policy allows it:', '  kick controltower:CreateManagedAccount']));
});

test('nothing to do reads like it', () => {
  const done = success();
  const again = lines({
    ...done,
    events: [],
    products: done.products!.map(product => ({ ...product, attempts: 0, requestedAt: null, availableAt: null })),
    factory: { peakOperations: 0, busyRejections: 0, utilisation: 0, slots: 5, slotsInUse: [{ at: 0, used: 0 }] },
    apiCalls: {},
    virtualSeconds: 0,
  });

  expect(again.slice(0, 2)).toEqual(['Account   Id            State', 'pool-001  300000000001  AVAILABLE']);
  expect(again).toEqual(expect.arrayContaining(['All 4 accounts are AVAILABLE; nothing had to be done.', 'Takes in AWS  about 0 min', 'Factory       not needed', 'AWS calls     0 per account by our functions']));
});

test('no line is longer than it should be, and none has an e-mail address', () => {
  const [stack] = endOfRun().stacks;
  const long = (text: string) => Array.from({ length: 40 }, () => text).join(' ');
  const accounts = [{ ...stack.accounts[0], name: 'n'.repeat(50), sandbox: 'myisb' }, ...stack.accounts.slice(1)];
  const failures = [
    { logicalId: 'L'.repeat(200), type: 'T', reason: `AR-X: ${long('someone@example.com is')} Account: ${long('there')} Fix: ${long('mail me@example.org')} Safe to deploy again: no. AWS says: ${long('no')}` },
  ];
  const text = lines(
    { ...endInThePool({ status: 'Quarantine' }), stacks: [{ ...stack, accounts, failures, reason: long('because') }], assumed: [long('things')], iam: { granted: [], used: [], denied: ['x'.repeat(300)] } },
    { assumptions: [long('words')], stateFile: `${'folder/'.repeat(10)}state.json` },
  );

  expect(text.filter(line => line.length > LINE_MAX)).toEqual([]);
  expect(text.join('\n')).not.toMatch(/someone|me@/);
});

test('colors change no letter', () => {
  const colored = summary(input(), styleOf(true)).map(line => line.replace(/\u001b\[\d+m/g, ''));

  expect(colored).toEqual(lines());
});

test('what came of it that the rehearsal went on is told in figures', () => {
  const update = (status: string) => ({
    stack: 'Pool',
    by: 'growth',
    startedAt: 100,
    parameters: { PoolSize: { from: '1', to: '2' } },
    ended: { at: 200, result: { name: 'Pool', status, failures: [], customResources: [] } },
  });
  const told = lines({
    ...success(),
    operations: [update('UPDATE_COMPLETE'), update('UPDATE_FAILED')],
    leases: [{ namespace: 'myisb', requests: [{ at: 1, asked: 3, met: 2 }, { at: 2, asked: 2, met: 2 }], counts: [] }],
    alarms: [{ at: 5, alarm: 'LowWater', from: 'OK', to: 'ALARM', reason: 'few are left' }],
    messages: [{ at: 5, topic: 'people', by: 'alarm LowWater', subject: null, message: 'few are left', subscribers: 1 }],
  }).join('\n');
  expect(told).toMatch(/^Updates +2 by growth, 1 of them not complete$/m);
  expect(told).toMatch(/^Leases +4 of 5 found an account$/m);
  expect(told).toMatch(/^Alarms +changed 1 time$/m);
  expect(told).toMatch(/^Messages +1 would have been sent$/m);
});

describe('where the rehearsal went on', () => {
  const deployed = success().stacks!.map(stack => ({ ...stack, accounts: stack.accounts.map(account => ({ ...account, sandbox: 'myisb' })) }));
  const sandboxAccounts = (statuses: readonly string[]) => deployed[0].accounts.map(({ accountId }, index) =>
    ({ namespace: 'myisb', accountId: accountId!, status: statuses[index], registeredAt: 1900, cleaningAt: 1910, availableAt: 2500 }));
  const ended = (statuses: readonly string[], change: Partial<ReportInput> = {}) =>
    lines({ ...success(), stacks: deployed, sandboxAccounts: sandboxAccounts(statuses), ...change });

  test('accounts that have left the pool since are not counted into it', () => {
    expect(ended(['Available', 'Active', 'Quarantine', 'CleanUp'])).toContain('The deployment succeeds, and in the end 2 of 4 accounts are in the pool of Innovation Sandbox, 1 in CleanUp, 1 in Quarantine.');
    expect(ended(['Quarantine', 'Quarantine', 'Available', 'Quarantine'])).toContain('The deployment succeeds, and in the end 1 of 4 accounts is in the pool of Innovation Sandbox, 3 in Quarantine.');
  });

  test('an update that fails afterwards is no failure of the deployment', () => {
    const [stack] = deployed;
    const failed = { ...stack, status: 'UPDATE_FAILED', failures: [{ ...endOfRun().stacks[0].failures[0], accountName: 'pool-004' }] };
    expect(ended(['Available', 'Available', 'Available', 'Available'], { stacksAtTheEnd: [failed] }))
      .toContain('The deployment succeeds, and an update after it fails: 3 of 4 accounts are in the pool of Innovation Sandbox.');
  });
});
