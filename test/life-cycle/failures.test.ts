import { rehearseScenario, removeAssociation, removeCallerList, SCENARIOS } from './failure-scenarios';
import { FAILURE_CODES } from '../../core/failures/failure-table';
import { kindOf, sentenceOf } from '../../core/failures/failures';
import { names, rehearseApp } from '../support/rehearse-app';

describe('every failure of the table happens in a rehearsal, with its code, what and fix', () => {
  test.each(FAILURE_CODES)('%s', async code => {
    const { report, codes } = await rehearseScenario(SCENARIOS[code]);
    expect(codes).toContain(code);
    const stack = report.stacks.find(({ name }) => name === 'Pool')!;
    expect(stack.status).toMatch(/ROLLBACK_COMPLETE$/);
    const errors = [...report.accounts, ...stack.failures].map(failed => failed.error);
    const error = errors.find(found => found?.code === code)!;
    // The sentences of the table, up to their first value.
    expect(error.what.startsWith(sentenceOf(kindOf(code)).replace("'{name}'", "'pool-001'").split('{')[0])).toBe(true);
    expect(error.fix.startsWith(kindOf(code).fix.split('{')[0])).toBe(true);
  });
});

describe('the deeper magic', () => {
  test('without the caller list Account Factory is refused in AWS\'s own words', async () => {
    const { account, report } = await rehearseApp({ template: removeCallerList });
    expect(account('pool-001').error!.code).toBe('AR-ACCESS-DENIED');
    expect(JSON.stringify(account('pool-001').error)).toMatch(
      /arn:aws:sts::111122223333:assumed-role\/\S+ is not authorized to perform: controltower:CreateManagedAccount because no identity-based policy allows the controltower:CreateManagedAccount action/,
    );
    expect(report.iam.denied.some(entry => entry.endsWith('controltower:CreateManagedAccount'))).toBe(true);
  });

  test('the same, where the call itself is refused and not the record', async () => {
    const { account } = await rehearseApp({ template: removeCallerList, world: { factory: { accessDenied: 'call' } } });
    expect(account('pool-001').error!.code).toBe('AR-ACCESS-DENIED');
  });

  test('without the association there is no launch path, which is given up after the grace period and not before', async () => {
    const { account, progress } = await rehearseApp({ template: removeAssociation });
    expect(account('pool-001').error!.code).toBe('AR-NO-LAUNCH-PATH');
    const failedAt = progress.find(({ kind, event }: any) => kind === 'stack' && event.status === 'CREATE_FAILED')!.at;
    expect(failedAt).toBeGreaterThan(5 * 60);
  });

  test('an association that takes four minutes to work is waited for', async () => {
    const { report } = await rehearseApp({ world: { factory: { associationDelaySeconds: 240 } } });
    expect(report.stacks[0].status).toBe('CREATE_COMPLETE');
  });

  test('a portfolio is found by the product in it, not by a name that anybody can give', async () => {
    const { report } = await rehearseApp({ world: { factory: { portfolioName: 'Accounts for everyone', namesakePortfolio: true } } });
    expect(report.stacks[0].status).toBe('CREATE_COMPLETE');
  });

  test('what our functions call is granted, and what their own statements grant they call', async () => {
    const { report } = await rehearseApp({
      app: names(6),
      world: {
        factory: { secondLaunchPath: true },
        faults: [
          { kind: 'busy', account: 'pool-002', times: 1 },
          { kind: 'creation-fails', account: 'pool-003', reason: 'execution-role-race', times: 1 },
        ],
      },
    });
    expect(report.stacks[0].status).toBe('CREATE_COMPLETE');
    expect(report.iam.denied).toEqual([]);
  });
});

const DENIED = 'AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/Robot/is-complete is not authorized to perform: controltower:CreateManagedAccount';

describe('the logs of all functions', () => {
  const message = 'EMAIL_ALREADY_EXISTS: aws+pool-001@example.com is taken';
  test.each<[string, Parameters<typeof rehearseApp>[0]]>([
    ['Control Tower refuses an address and quotes it', { world: { faults: [{ kind: 'creation-fails', message }] } }],
    ['an address is not valid', SCENARIOS['AR-BAD-PROPERTY'] as Parameters<typeof rehearseApp>[0]],
  ])('show what was thrown, and no e-mail address, when %s', async (_, scenario) => {
    const { log, codes } = await rehearseApp(scenario);
    expect(codes).toHaveLength(1);
    expect(log.filter(({ line }) => line.includes(` ERROR Invoke Error {"errorType":"AccountFailure","errorMessage":"${codes[0]}: `))).not.toHaveLength(0);
    expect(log.filter(({ line }) => /@example/.test(line))).toEqual([]);
  });
});

describe('faults on the way', () => {
  test.each([
    ['a request whose answer is lost', { kind: 'lost-response', action: 'servicecatalog:ProvisionProduct', times: 1 }],
    ['a kick that is delivered twice', { kind: 'kick-delivered-twice' }],
    ['throttling', { kind: 'call-fails', action: 'servicecatalog:DescribeProvisionedProduct', code: 'ThrottlingException', message: 'Rate exceeded', times: 9 }],
    ['a factory that is busy three times', { kind: 'busy', times: 3 }],
    ['an artifact that is being rebuilt', { kind: 'artifact-rebuilt', fromMinute: 0, minutes: 12 }],
    ['an enrolment that fails once after the account was created', { kind: 'creation-fails', reason: 'execution-role-race', times: 1 }],
    ['a creation that is denied once, while access spreads', { kind: 'creation-fails', message: DENIED, afterMinutes: 0, times: 1 }],
    ['a creation that fails once inside AWS', { kind: 'creation-fails', reason: 'internal-failure', times: 1 }],
  ])('%s: the account is AVAILABLE all the same, and created once', async (_, fault) => {
    const { report, account, state } = await rehearseApp({ app: ['pool-001'], world: { faults: [fault] } });
    expect(report.stacks[0].status).toBe('CREATE_COMPLETE');
    expect(account('pool-001').accountId).toMatch(/^\d{12}$/);
    expect(state.services.organizations.accounts.filter(({ email }) => email === 'aws+pool-001@example.com')).toHaveLength(1);
  });

  test('a function that dies after its request was accepted fails the deployment; the next one goes on with the account', async () => {
    const fault = { kind: 'function-dies', after: 'servicecatalog:ProvisionProduct', times: 1 };
    const failed = await rehearseApp({ app: ['pool-001'], world: { faults: [fault] } });
    expect(failed.report.stacks[0].status).toBe('ROLLBACK_COMPLETE');
    const { report, state } = await rehearseApp({ app: ['pool-001'], state: failed.state });
    expect(report.stacks[0].status).toBe('CREATE_COMPLETE');
    expect(report.accounts[0].attempts).toBe(0);
    expect(state.services.organizations.accounts.filter(({ email }) => email === 'aws+pool-001@example.com')).toHaveLength(1);
  });
});
