/** A rehearsal's end as its parts would tell it, for tests of the report and of what the command prints. */

import type { ReportInput, ReportStep, SandboxOutcome, Step } from '../../rehearsal/report';

/** A reason as CloudFormation gives it for a leg that our handler failed. */
export const EMAIL_IN_USE = 'Received response status [FAILED] from custom resource. Message returned: '
  + 'AR-EMAIL-IN-USE: account \'pool-002\': the e-mail address aws+pool-002@example.com already belongs to an AWS account (222233334444), and an address can be used once only. '
  + 'Account: No account was created. '
  + 'Fix: take that account into the pool with existingAccountId: \'222233334444\', or choose another address. '
  + 'Safe to deploy again: yes. '
  + 'AWS says: EMAIL_ALREADY_EXISTS\n\nLogs: /aws/lambda/Pool-Complete\n\n    at Object.fail (/var/task/index.js:1:1)';

const leg = (at: number, name: string, legName: string, status: string) => ({
  at,
  type: 'Custom::PoolAccount',
  status,
  properties: { Leg: legName, AccountName: name },
});

const step = (at: number, name: Step, says: string | null = null): ReportStep => ({ at, step: name, says });

/** What the first account's way into Innovation Sandbox adds: it was registered, cleaned, and is in the pool. */
export function endInThePool(change: Partial<SandboxOutcome> = {}): ReportInput {
  const [stack] = endOfRun().stacks;
  return endOfRun({
    stacks: [{ ...stack, accounts: stack.accounts.map(account => ({ ...account, sandbox: 'myisb' })) }],
    accounts: [{ id: '300000000001', name: 'pool-001', organizationalUnitName: 'Available', status: 'ACTIVE', controlTower: 'moved' }],
    sandboxAccounts: [{ namespace: 'myisb', accountId: '300000000001', status: 'Available', registeredAt: 1590.2, cleaningAt: 1593.4, availableAt: 2133.4, ...change }],
    virtualSeconds: 2160,
  });
}

/** Four accounts: one that became available, one that failed, one that was being created, one that was never asked for. */
export function endOfRun(change: Partial<ReportInput> = {}): ReportInput {
  return {
    seed: '1',
    virtualSeconds: 1801.4,
    stacks: [{
      name: 'Pool',
      status: 'ROLLBACK_COMPLETE',
      reason: 'The following resource(s) failed to create: [pool002Resource].',
      failures: [
        { logicalId: 'pool002Resource', type: 'Custom::PoolAccount', reason: EMAIL_IN_USE, accountName: 'pool-002' },
        { logicalId: 'pool003Resource', type: 'Custom::PoolAccount', reason: 'Resource creation cancelled', accountName: 'pool-003' },
      ],
      accounts: ['pool-001', 'pool-002', 'pool-003', 'pool-004'].map(name => ({
        name,
        email: `aws+${name}@example.com`,
        logicalId: `${name.replace('-', '')}Resource`,
        accountId: name === 'pool-001' ? '300000000001' : null,
      })),
    }],
    events: [
      { at: 12.2, type: 'AWS::IAM::Role', status: 'CREATE_IN_PROGRESS' },
      leg(30.4, 'pool-001', 'Start', 'CREATE_IN_PROGRESS'),
      leg(62.1, 'pool-001', 'Start', 'CREATE_COMPLETE'),
      leg(62.2, 'pool-002', 'Start', 'CREATE_IN_PROGRESS'),
      leg(120.7, 'pool-003', 'Start', 'CREATE_IN_PROGRESS'),
      leg(180.9, 'pool-004', 'Start', 'CREATE_IN_PROGRESS'),
    ],
    accounts: [{ id: '300000000001', name: 'pool-001', organizationalUnitName: 'Pool', status: 'ACTIVE' }],
    products: [
      { name: 'pool-001', status: 'AVAILABLE', accountId: '300000000001', attempts: 1, requestedAt: 61.3, availableAt: 1503.6 },
      { name: 'pool-002', status: 'ERROR', attempts: 1, requestedAt: 92.5, availableAt: null },
      { name: 'pool-003', status: 'UNDER_CHANGE', attempts: 2, requestedAt: 152.5, availableAt: null },
    ],
    sandboxAccounts: [],
    steps: {
      'pool-001': [step(30, 'gate'), step(61, 'requested'), step(65, 'creating'), step(702, 'enrolling'), step(1504, 'available')],
      'pool-002': [step(62, 'gate'), step(93, 'requested'), step(304, 'failing', 'EMAIL_ALREADY_EXISTS'), step(331, 'failed')],
      'pool-003': [step(121, 'gate'), step(153, 'requested'), step(158, 'busy'), step(300, 'requested'), step(306, 'creating')],
      'pool-004': [step(181, 'gate')],
    },
    faults: [{ fault: { kind: 'busy', account: 'pool-003', message: 'busy', times: 1 }, times: 1, firstAt: 158, lastAt: 158 }],
    factory: {
      peakOperations: 3,
      busyRejections: 1,
      utilisation: 0.71234,
      slots: 5,
      slotsInUse: [{ at: 0, used: 0 }, { at: 61, used: 1 }, { at: 93, used: 2 }, { at: 153, used: 3 }, { at: 304, used: 2 }, { at: 1504, used: 1 }],
    },
    apiCalls: {
      'is-complete': { 'servicecatalog:DescribeRecord': 120, 'servicecatalog:DescribeProvisionedProduct': 130 },
      'framework': { 'lambda:Invoke': 400 },
      'kick': { 'cloudformation:DescribeStacks': 12 },
    },
    iam: { granted: ['kick servicecatalog:DescribeRecord'], used: ['kick servicecatalog:DescribeRecord'], denied: [] },
    assumed: ['AWS::Logs::LogGroup Pool/Logs'],
    ...change,
  };
}
