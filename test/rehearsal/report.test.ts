import Ajv from 'ajv';
import { EMAIL_IN_USE, endInThePool, endOfRun } from './report-fixture';
import { failureOf } from '../../core/failures/failures';
import { buildReport, reportText, succeeded } from '../../rehearsal/report';
import schema from '../../rehearsal/report.schema.json';
import { isCancellation, readFailure, renderFailure } from '../../src/contract';

describe('the report', () => {
  const report = buildReport(endOfRun());

  test('has the documented form', () => {
    const validate = new Ajv({ allowUnionTypes: true }).compile(schema);

    expect([validate(JSON.parse(reportText(report))), validate.errors]).toEqual([true, null]);
  });

  test('tells of an account where it stands and when what happened', () => {
    expect(report.accounts[0]).toEqual({
      name: 'pool-001',
      email: 'aws+pool-001@example.com',
      stack: 'Pool',
      logicalId: 'pool001Resource',
      accountId: '300000000001',
      organizationalUnit: 'Pool',
      controlTower: null,
      sandboxStatus: null,
      state: 'AVAILABLE',
      error: null,
      attempts: 1,
      startedAt: 30,
      requestedAt: 61,
      availableAt: 1504,
      registeredAt: null,
      cleaningAt: null,
      readyAt: 1504,
      steps: [
        { at: 30, step: 'gate', says: null },
        { at: 61, step: 'requested', says: null },
        { at: 65, step: 'creating', says: null },
        { at: 702, step: 'enrolling', says: null },
        { at: 1504, step: 'available', says: null },
      ],
    });
  });

  test('tells the state of each account', () => {
    expect(report.accounts.map(account => account.state)).toEqual(['AVAILABLE', 'FAILED', 'CREATING', 'WAITING']);
  });

  test('takes only the failed account\'s reason for an error, not that of a cancelled one', () => {
    expect(report.accounts[1].error).toMatchObject({ code: 'AR-EMAIL-IN-USE', safeToDeployAgain: true });
    expect(report.accounts[2].error).toBeNull();
  });

  test('tells a failure that bears no declared account\'s name among those of the stack', () => {
    const [stack] = endOfRun().stacks;
    const renamed = { logicalId: 'pool001Start', type: 'Custom::PoolAccount', reason: EMAIL_IN_USE, accountName: 'training' };

    expect(buildReport(endOfRun({ stacks: [{ ...stack, failures: [...stack.failures, renamed] }] })).stacks[0].failures)
      .toMatchObject([...report.stacks[0].failures, { logicalId: 'pool001Start', error: { code: 'AR-EMAIL-IN-USE' } }]);
  });

  test('calls an account whose last attempt failed without being given up interrupted', () => {
    const products = endOfRun().products.map(product => product.name === 'pool-003' ? { ...product, status: 'ERROR' } : product);

    expect(buildReport(endOfRun({ products })).accounts[2].state).toBe('INTERRUPTED');
  });

  test.each([['Available', 'AVAILABLE'], ['Active', 'AVAILABLE'], ['CleanUp', 'REGISTERING'], [null, 'INTERRUPTED']])(
    'an account whose product Control Tower has tainted since is where Innovation Sandbox has it (%s)', (status, state) => {
      const end = endInThePool({ status });
      const products = end.products.map(product => (product.name === 'pool-001' ? { ...product, status: 'TAINTED' } : product));
      expect(buildReport({ ...end, products }).accounts[0].state).toBe(state);
    });

  test('calls an account that was taken into the pool without a product available', () => {
    const taken = buildReport(endOfRun({ products: [] })).accounts[0];

    expect(taken).toMatchObject({ state: 'AVAILABLE', accountId: '300000000001', organizationalUnit: 'Pool', requestedAt: null, readyAt: null });
  });

  test('tells of an account in Innovation Sandbox its status there and its way to it', () => {
    expect(buildReport(endInThePool()).accounts[0]).toMatchObject({
      state: 'AVAILABLE',
      sandboxStatus: 'Available',
      organizationalUnit: 'Available',
      controlTower: 'moved',
      availableAt: 1504,
      registeredAt: 1590,
      cleaningAt: 1593,
      readyAt: 2133,
    });
  });

  test('calls an account that exists and is not in the pool yet one that is being registered', () => {
    expect(buildReport(endInThePool({ status: 'CleanUp', availableAt: null })).accounts[0])
      .toMatchObject({ state: 'REGISTERING', sandboxStatus: 'CleanUp', registeredAt: 1590, readyAt: null });
    expect(buildReport({ ...endInThePool(), sandboxAccounts: [] }).accounts[0]).toMatchObject({ state: 'REGISTERING', sandboxStatus: null });
  });

  test('calls a leased account available, though it was not this run that made it so', () => {
    expect(buildReport(endInThePool({ status: 'Active', registeredAt: null, cleaningAt: null, availableAt: null })).accounts[0])
      .toMatchObject({ state: 'AVAILABLE', sandboxStatus: 'Active', registeredAt: null, readyAt: null });
  });

  test('tells of an account that was to be taken into the pool where it stands, though it never got there', () => {
    const [stack] = endInThePool().stacks;
    const accounts = [{ ...stack.accounts[1], existingAccountId: '300000000001' }];

    expect(buildReport({ ...endInThePool(), stacks: [{ ...stack, accounts }], products: [] }).accounts[0])
      .toMatchObject({ accountId: '300000000001', organizationalUnit: 'Available', state: 'FAILED' });
  });

  test('lists failures that are no account\'s with their stack', () => {
    const [stack] = endOfRun().stacks;
    const reason = renderFailure(failureOf('AR-IDENTITY-CENTER-OFF', { value: 'us-east-1' }));
    const failures = [{ logicalId: 'Portfolio', type: 'Custom::AccountFactoryPortfolio', reason }];

    expect(buildReport(endOfRun({ stacks: [{ ...stack, failures }] })).stacks[0].failures).toEqual([
      { logicalId: 'Portfolio', type: 'Custom::AccountFactoryPortfolio', error: expect.objectContaining({ code: 'AR-IDENTITY-CENTER-OFF', awsSays: null }) },
    ]);
  });

  test('is the same text whatever the order in which calls were counted', () => {
    const { apiCalls } = endOfRun();
    const reversed = <T>(record: Readonly<Record<string, T>>) => Object.fromEntries(Object.entries(record).reverse());
    const backwards = reversed(Object.fromEntries(Object.entries(apiCalls).map(([caller, calls]) => [caller, reversed(calls)])));

    expect(reportText(buildReport(endOfRun({ apiCalls: backwards })))).toBe(reportText(report));
  });

  test('speaks of success only if every stack is complete and no account failed', () => {
    const [stack] = endOfRun().stacks;
    const ended = (status: string, failures: typeof stack.failures = []) =>
      succeeded(buildReport(endOfRun({ stacks: [{ ...stack, status, failures }] })));

    expect(['CREATE_COMPLETE', 'UPDATE_COMPLETE'].map(status => ended(status))).toEqual([true, true]);
    expect(['ROLLBACK_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE', 'CREATE_FAILED', 'DELETE_COMPLETE'].map(status => ended(status))).toEqual([false, false, false, false]);
    expect(ended('CREATE_COMPLETE', [{ logicalId: 'X', type: 'Y', reason: 'no' }])).toBe(false);
  });
});

describe('a reason', () => {
  test('in our form is taken apart, without what the framework puts around it', () => {
    expect(readFailure(EMAIL_IN_USE)).toEqual({
      code: 'AR-EMAIL-IN-USE',
      what: 'account \'pool-002\': the e-mail address aws+pool-002@example.com already belongs to an AWS account (222233334444), and an address can be used once only.',
      fix: 'take that account into the pool with existingAccountId: \'222233334444\', or choose another address.',
      where: 'No account was created.',
      safeToDeployAgain: true,
      awsSays: 'EMAIL_ALREADY_EXISTS',
    });
  });

  test('that the handlers write is read back part by part', () => {
    const failure = failureOf('AR-ROLE-EXISTS', { name: 'pool-001' }, 'the role\nalready exists');

    expect(readFailure(`Message returned: ${renderFailure(failure)}\n\nLogs: /aws/lambda/x`)).toEqual({
      code: failure.code,
      what: failure.what,
      fix: failure.fix,
      where: failure.where,
      safeToDeployAgain: true,
      awsSays: 'the role already exists',
    });
  });

  test('in another form is told as it stands, on one line', () => {
    expect(readFailure('The stars\nare not right.\n\nLogs: x')).toMatchObject({ code: 'UNEXPECTED', what: 'The stars are not right.', safeToDeployAgain: null });
    expect(readFailure('Received response status [FAILED] from custom resource. Message returned: Operation timed out\n\nLogs: x').what).toBe('Operation timed out');
    expect(readFailure('').what).toBe('the stack gives no reason');
  });

  test.each([
    'ServiceException: An error occurred and the request cannot be processed.', 'ServiceUnavailable: The service is unavailable.', 'InternalFailure: Internal error.',
    'InternalServerError: Internal error.', 'RequestTimeoutException: The request timed out.', 'RequestTimeout: Too long.', 'TimeoutError: Too long.',
  ])('of AWS, where the framework got no further: %s', words => {
    expect(readFailure(`Received response status [FAILED] from custom resource. Message returned: ${words}\n\nLogs: x`)).toMatchObject({ code: 'AR-SERVICE-UNAVAILABLE', safeToDeployAgain: true });
  });

  test('of CloudFormation, which nobody answered', () => {
    const words = 'CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId [x].';
    expect(readFailure(words)).toMatchObject({ code: 'AR-NO-ANSWER', safeToDeployAgain: true, awsSays: words });
  });

  test('of a cancelled resource is recognised', () => {
    expect(['Resource creation cancelled', 'Resource update cancelled', EMAIL_IN_USE].map(isCancellation)).toEqual([true, true, false]);
  });
});
