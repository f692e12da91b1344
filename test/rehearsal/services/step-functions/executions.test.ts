import { IamDirectory } from '../../../../rehearsal/iam/directory';
import type { FunctionDefinition, FunctionHost, InvocationOutcome } from '../../../../rehearsal/kernel/function-host';
import { StepFunctions } from '../../../../rehearsal/services/step-functions/executions';
import { TestClock } from '../../support/test-clock';

const MACHINE = 'arn:aws:states:eu-west-1:111122223333:stateMachine:Waiter';
const ROLE = 'arn:aws:iam::111122223333:role/Waiter';
const fn = (name: string) => `arn:aws:lambda:eu-west-1:111122223333:function:${name}`;

/** The waiter of the Provider framework, word for word. */
const WAITER = JSON.stringify({
  StartAt: 'framework-isComplete-task',
  States: {
    'framework-isComplete-task': {
      End: true,
      Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 30, MaxAttempts: 3, BackoffRate: 1 }],
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'framework-onTimeout-task' }],
      Type: 'Task',
      Resource: fn('isComplete'),
    },
    'framework-onTimeout-task': { End: true, Type: 'Task', Resource: fn('onTimeout') },
  },
});

interface Call {
  readonly name: string;
  readonly at: number;
  readonly event: any;
}

function bench(outcomeOf: (name: string, call: number) => InvocationOutcome, definition = WAITER) {
  const clock = new TestClock();
  const calls: Call[] = [];
  const gone = new Set<string>();
  const host: FunctionHost = {
    define: (_: FunctionDefinition) => undefined,
    remove: arn => { gone.add(arn); },
    has: arn => !gone.has(arn),
    invoke: (arn, event, done) => {
      const name = arn.slice(arn.lastIndexOf(':') + 1);
      calls.push({ name, at: clock.now, event });
      const outcome = outcomeOf(name, calls.length);
      clock.after(2, 'ends', () => done(outcome));
    },
  };
  const iam = new IamDirectory();
  const allow = (resources: string[]) => iam.putRole({
    name: 'Waiter',
    arn: ROLE,
    accountId: '111122223333',
    inlinePolicies: [{ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: resources }] }],
    managedPolicyArns: [],
  });
  allow([fn('isComplete'), fn('onTimeout')]);
  const functions = { invoke: host.invoke, requireCode: () => undefined, throttles: () => false, unreadable: () => undefined };
  const stepFunctions = new StepFunctions(clock, host, iam, functions, { delay: () => 0, isDoubled: () => false });
  stepFunctions.define(MACHINE, ROLE, definition);
  const start = (input: unknown, name?: string): any => stepFunctions.startExecution({
    service: 'states',
    action: 'StartExecution',
    region: 'eu-west-1',
    caller: { roleArn: ROLE, sessionArn: ROLE, accountId: '111122223333', label: 'framework' },
    input: { stateMachineArn: MACHINE, input: JSON.stringify(input), ...name === undefined ? {} : { name } },
  });
  return { clock, calls, host, iam, allow, stepFunctions, start };
}

const retry: InvocationOutcome = { error: { errorType: 'Retry', errorMessage: '{"RequestType":"Create"}', trace: ['Retry: ...'] } };
const done: InvocationOutcome = { payload: undefined };

test('calls the task at once with the input, and again after each interval until it succeeds', () => {
  const { clock, calls, stepFunctions, start } = bench((_, call) => call < 3 ? retry : done);
  const answer = start({ a: 1 });
  expect(answer).toEqual({ executionArn: expect.stringMatching(/^arn:aws:states:eu-west-1:111122223333:execution:Waiter:[0-9a-f-]{36}$/), startDate: new Date('2026-01-05T08:00:00Z') });
  expect(stepFunctions.runningExecutions()).toBe(1);
  clock.run();
  expect(calls).toEqual([0, 32, 64].map(at => ({ name: 'isComplete', at, event: { a: 1 } })));
  expect(stepFunctions.runningExecutions()).toBe(0);
});

test('hands over to the state that catches when the tries are used up, with error and cause as Lambda gives them', () => {
  const { clock, calls, stepFunctions, start } = bench(name => name === 'onTimeout' ? done : retry);
  start({ a: 1 });
  clock.run();
  expect(calls.map(({ name }) => name)).toEqual(['isComplete', 'isComplete', 'isComplete', 'isComplete', 'onTimeout']);
  const { event } = calls[4];
  expect(event.Error).toBe('Retry');
  expect(JSON.parse(event.Cause)).toEqual({ errorType: 'Retry', errorMessage: '{"RequestType":"Create"}', trace: ['Retry: ...'] });
  expect(stepFunctions.runningExecutions()).toBe(0);
});

test('the interval grows by the back-off rate', () => {
  const definition = WAITER.replace('"BackoffRate":1', '"BackoffRate":2');
  const { clock, calls, start } = bench((_, call) => call < 4 ? retry : done, definition);
  start({});
  clock.run();
  expect(calls.map(({ at }) => at)).toEqual([0, 32, 94, 216]);
});

test('an execution whose last state fails is over', () => {
  const { clock, calls, stepFunctions, start } = bench(() => retry);
  start({});
  clock.run();
  expect(calls[calls.length - 1].name).toBe('onTimeout');
  expect(stepFunctions.runningExecutions()).toBe(0);
});

test('a waiter that may not call its function fails in the words of AWS', () => {
  const { clock, calls, allow, start } = bench(() => done);
  allow([fn('onTimeout')]);
  start({});
  clock.run();
  expect(calls).toEqual([expect.objectContaining({
    name: 'onTimeout',
    event: { Error: 'Lambda.AWSLambdaException', Cause: expect.stringMatching(/is not authorized to perform: lambda:InvokeFunction on resource: .*:isComplete because no identity-based policy allows/) },
  })]);
});

test('a function that is gone is an error like others', () => {
  const { clock, calls, host, start } = bench(() => done);
  host.remove(fn('isComplete'));
  start({});
  clock.run();
  expect(calls[0]).toMatchObject({ name: 'onTimeout', at: 90, event: { Error: 'Lambda.ResourceNotFoundException', Cause: expect.stringContaining(`Function not found: ${fn('isComplete')}`) } });
});

test('executions of a deleted machine end at their next transition, and none can be started', () => {
  const { clock, calls, stepFunctions, start } = bench(() => retry);
  start({});
  clock.advance(10);
  stepFunctions.remove(MACHINE);
  expect(stepFunctions.runningExecutions()).toBe(1);
  clock.run();
  expect(calls).toHaveLength(1);
  expect(stepFunctions.runningExecutions()).toBe(0);
  expect(() => start({})).toThrow(expect.objectContaining({ code: 'StateMachineDoesNotExist', message: `State Machine Does Not Exist: '${MACHINE}'` }));
});

test('a changed definition is for new executions', () => {
  const { clock, calls, stepFunctions, start } = bench((_, call) => call < 3 ? retry : done);
  start({});
  clock.advance(10);
  stepFunctions.define(MACHINE, ROLE, WAITER.replace('"IntervalSeconds":30', '"IntervalSeconds":5'));
  clock.run();
  expect(calls.map(({ at }) => at)).toEqual([0, 32, 64]);
});

test('a name can be used once', () => {
  const { start } = bench(() => done);
  start({}, 'request-1');
  expect(() => start({}, 'request-1')).toThrow(expect.objectContaining({ code: 'ExecutionAlreadyExists' }));
});

test.each<[string, object, string]>([
  ['another type of state', { A: { Type: 'Wait', End: true } }, "the state 'A' of .* has the type 'Wait'"],
  ['a state that goes on', { A: { Type: 'Task', Resource: fn('x'), Next: 'B' } }, "the state 'A' of .* has Next, which the rehearsal does not know"],
  ['another integration', { A: { Type: 'Task', End: true, Resource: 'arn:aws:states:::lambda:invoke' } }, "uses the resource 'arn:aws:states:::lambda:invoke'"],
  ['other settings of a retry', { A: { Type: 'Task', End: true, Resource: fn('x'), Retry: [{ ErrorEquals: ['States.ALL'], JitterStrategy: 'FULL' }] } }, 'Retry of .* has JitterStrategy'],
])('%s ends the rehearsal', (_, States, message) => {
  expect(() => bench(() => done, JSON.stringify({ StartAt: 'A', States }))).toThrow(new RegExp(message));
});

/** The rules of the Amazon States Language: https://states-language.net/spec.html#retrying-after-error and what Step Functions documents of them. */
describe('retriers', () => {
  const failing = (errors: readonly string[]) => (name: string, call: number): InvocationOutcome =>
    name === 'onTimeout' || call > errors.length ? done : { error: { errorType: errors[call - 1], errorMessage: 'x', trace: [] } };
  const machine = (Retry: readonly object[], catches: readonly string[] = ['States.ALL']) => JSON.stringify({
    StartAt: 'Task',
    States: {
      Task: { Type: 'Task', Resource: fn('isComplete'), End: true, Retry, Catch: [{ ErrorEquals: catches, Next: 'Caught' }] },
      Caught: { Type: 'Task', Resource: fn('onTimeout'), End: true },
    },
  });
  /** How long the machine waits between its calls, and what it goes on with at last; a call takes two seconds. */
  const waits = (errors: readonly string[], definition: string) => {
    const { calls, clock, start } = bench(failing(errors), definition);
    start({});
    clock.run();
    return calls.slice(1).map(({ at, name }, index) => `${name === 'onTimeout' ? 'caught' : 'retried'} after ${at - calls[index].at - 2} s`);
  };

  test('the specification\'s own example: each retrier counts its own tries', () => {
    const definition = machine([
      { ErrorEquals: ['ErrorA', 'ErrorB'], IntervalSeconds: 1, BackoffRate: 2, MaxAttempts: 2 },
      { ErrorEquals: ['ErrorC'], IntervalSeconds: 5 },
    ]);
    expect(waits(['ErrorA', 'ErrorB', 'ErrorC', 'ErrorB'], definition)).toEqual(['retried after 1 s', 'retried after 2 s', 'retried after 5 s', 'caught after 0 s']);
  });

  test('by default a retrier waits 1, 2 and 4 seconds, and no more than three times', () => {
    expect(waits(Array(9).fill('Error'), machine([{ ErrorEquals: ['States.ALL'] }]))).toEqual(['retried after 1 s', 'retried after 2 s', 'retried after 4 s', 'caught after 0 s']);
  });

  test('one without tries retries nothing', () => {
    expect(waits(['Error'], machine([{ ErrorEquals: ['Error'], MaxAttempts: 0 }, { ErrorEquals: ['States.ALL'] }]))).toEqual(['caught after 0 s']);
  });

  test('the first that names an error is the one that counts', () => {
    const definition = machine([{ ErrorEquals: ['Error'], IntervalSeconds: 7, MaxAttempts: 1 }, { ErrorEquals: ['States.ALL'], IntervalSeconds: 3, MaxAttempts: 9 }]);
    expect(waits(['Error', 'Error'], definition)).toEqual(['retried after 7 s', 'caught after 0 s']);
  });

  test('States.TaskFailed is every error of a task but its timeout', () => {
    const definition = machine([{ ErrorEquals: ['States.TaskFailed'], IntervalSeconds: 4, MaxAttempts: 1 }]);
    expect(waits(['Error'], definition)).toEqual(['retried after 4 s']);
    expect(waits(['States.Timeout'], definition)).toEqual(['caught after 0 s']);
  });

  test('an error that no one catches ends the execution', () => {
    expect(waits(['Error', 'Error'], machine([], ['Another']))).toEqual([]);
  });

  test.each([
    ['an interval of no seconds', [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 0 }], /IntervalSeconds/],
    ['half a second', [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 0.5 }], /IntervalSeconds/],
    ['less than no tries', [{ ErrorEquals: ['States.ALL'], MaxAttempts: -1 }], /MaxAttempts/],
    ['a back-off below one', [{ ErrorEquals: ['States.ALL'], BackoffRate: 0.5 }], /BackoffRate/],
    ['no errors', [{ ErrorEquals: [] }], /ErrorEquals/],
    ['all errors and another one', [{ ErrorEquals: ['States.ALL', 'Error'] }], /States\.ALL/],
    ['all errors before another one', [{ ErrorEquals: ['States.ALL'] }, { ErrorEquals: ['Error'] }], /States\.ALL/],
  ])('with %s, which Step Functions refuses, are refused', (_, Retry, says) => {
    expect(() => bench(() => done, machine(Retry))).toThrow(says);
  });
});
