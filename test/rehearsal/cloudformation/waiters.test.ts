/** Custom resources with a waiter, as the Provider framework makes them: what outlives what. */

import { Bench, leg, templateOf } from './support/bench';
import type { TemplateResource } from '../../../rehearsal/cloudformation/template';

const RETAIN = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };

const fn = (handler: string): TemplateResource => ({
  Type: 'AWS::Lambda::Function',
  Properties: { Code: { ZipFile: '' }, Handler: handler, Runtime: 'nodejs24.x', Role: { 'Fn::GetAtt': ['Role', 'Arn'] } },
});

const WAITER: Record<string, TemplateResource> = {
  IsComplete: fn('framework.isComplete'),
  Policy: {
    Type: 'AWS::IAM::Policy',
    Properties: {
      PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: { 'Fn::GetAtt': ['IsComplete', 'Arn'] } }] },
      Roles: [{ Ref: 'Role' }],
    },
  },
  Machine: {
    Type: 'AWS::StepFunctions::StateMachine',
    DependsOn: 'Policy',
    Properties: {
      RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
      DefinitionString: {
        'Fn::Join': ['', [
          '{"StartAt":"poll","States":{"poll":{"Type":"Task","End":true,"Retry":[{"ErrorEquals":["States.ALL"],"IntervalSeconds":30,"MaxAttempts":100,"BackoffRate":1}],"Resource":"',
          { 'Fn::GetAtt': ['IsComplete', 'Arn'] },
          '"}}}',
        ]],
      },
    },
  },
};

const onWaiter = (name: string, more: object = {}) => leg(name, { ...RETAIN, DependsOn: 'Machine', properties: { Machine: { Ref: 'Machine' } }, ...more });

/** A bench whose accounts take as many polls as `polls` says; account c fails after its own. */
function waiting(polls: Record<string, number>) {
  const bench = new Bench();
  const polled: { account: string; at: number }[] = [];
  bench.functions['index.onEvent'] = event => {
    bench.sent.push({ at: bench.clock.now, event });
    bench.services.handle({
      service: 'states',
      action: 'StartExecution',
      region: 'eu-west-1',
      caller: bench.caller(),
      input: {
        stateMachineArn: event.ResourceProperties.Machine,
        input: JSON.stringify({ ...event, PhysicalResourceId: event.ResourceProperties.AccountName }),
      },
    });
    return { outcome: { payload: undefined }, seconds: 1 };
  };
  bench.functions['framework.isComplete'] = event => {
    const account = event.ResourceProperties.AccountName;
    polled.push({ account, at: bench.clock.now });
    if (polled.filter(poll => poll.account === account).length < polls[account]) {
      return { outcome: { error: { errorType: 'Retry', errorMessage: JSON.stringify(event), trace: [] } }, seconds: 1 };
    }
    const Status = account === 'c' ? 'FAILED' : 'SUCCESS';
    bench.clock.after(1, `answer ${account}`, () => bench.answer(event, { Status, PhysicalResourceId: event.PhysicalResourceId }));
    return { outcome: { payload: undefined }, seconds: 2 };
  };
  return { bench, polled };
}

test('a waiter polls until its resource is complete', () => {
  const { bench, polled } = waiting({ a: 5 });
  expect(bench.deploy(templateOf({ ...WAITER, A: onWaiter('a') })).status).toBe('CREATE_COMPLETE');
  expect(polled).toHaveLength(5);
  bench.clock.advance(10);
  expect(bench.runningExecutions()).toBe(0);
});

test('the waiter of a cancelled creation polls on until its machine is deleted', () => {
  const { bench, polled } = waiting({ a: 1000, c: 3 });
  const result = bench.deploy(templateOf({ ...WAITER, A: onWaiter('a'), C: onWaiter('c') }));
  expect(result.status).toBe('ROLLBACK_COMPLETE');
  expect(bench.runningExecutions()).toBe(1);
  const before = polled.length;
  bench.clock.run();
  expect(bench.runningExecutions()).toBe(0);
  expect(polled).toHaveLength(before);
});

test('the waiter of a cancelled update polls on while the rollback goes by: its provider stays', () => {
  const { bench, polled } = waiting({ a: 1, c: 1, b: 50 });
  bench.deploy(templateOf({ ...WAITER, A: onWaiter('a') }));
  const result = bench.deploy(templateOf({ ...WAITER, A: onWaiter('a'), B: onWaiter('b'), C: onWaiter('c') }));
  expect(result.status).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(bench.runningExecutions()).toBe(1);
  bench.clock.run();
  expect(polled.filter(({ account }) => account === 'b')).toHaveLength(50);
  expect(bench.runningExecutions()).toBe(0);
  expect(bench.statuses('B')).toEqual(['CREATE_IN_PROGRESS', 'CREATE_FAILED', 'DELETE_SKIPPED']);
});
