import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Bench, leg, templateOf } from './support/bench';

const RETAIN = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };
const LATER = new Date('2026-01-06T08:00:00Z');

/** The bench of the next rehearsal, from what the last one would have written to its file. */
function next(bench: Bench): Bench {
  return new Bench({ state: JSON.parse(JSON.stringify(bench.cloudFormation.state())), start: LATER });
}

test('a second rehearsal of the same template changes nothing', () => {
  const first = new Bench();
  first.behaviour = () => ({ data: { AccountId: '222233334444' } });
  const template = templateOf({ A: leg('a') });
  first.deploy(template);
  const second = next(first);
  expect(second.deploy(template)).toMatchObject({
    status: 'CREATE_COMPLETE',
    reason: 'No updates are to be performed.',
    accounts: [{ name: 'a', accountId: '222233334444', changed: false }],
  });
  expect(second.sent).toEqual([]);
  expect(second.cloudFormation.state()).toEqual(first.cloudFormation.state());
});

test('roles, functions and state machines are known again', () => {
  const first = new Bench();
  first.deploy(templateOf({
    Machine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
        DefinitionString: { 'Fn::Join': ['', ['{"StartAt":"T","States":{"T":{"Type":"Task","End":true,"Resource":"', { 'Fn::GetAtt': ['OnEvent', 'Arn'] }, '"}}}']] },
      },
    },
    A: leg('a', { properties: { Machine: { Ref: 'Machine' } } }),
  }));
  const second = next(first);
  const [before, after] = [first, second].map(bench => [...bench.host.functions.values()]);
  expect(after).toEqual(before);
  const start = () => second.services.handle({
    service: 'states',
    action: 'StartExecution',
    region: 'eu-west-1',
    caller: second.caller(),
    input: { stateMachineArn: first.sent[0].event.ResourceProperties.Machine, input: '{}' },
  });
  expect(start).not.toThrow();
  expect(second.runningExecutions()).toBe(1);
  expect(() => second.iam.authorize({ ...second.caller(), roleArn: after[0].roleArn }, 'lambda:InvokeFunction', 'x')).toThrow('is not authorized to perform: lambda:InvokeFunction');
});

test('a stack that failed with --no-rollback goes on in the next rehearsal', () => {
  const first = new Bench();
  first.behaviour = event => event.LogicalResourceId === 'B' ? { status: 'FAILED', physicalId: 'b/1' } : {};
  const template = templateOf({ A: leg('a', RETAIN), B: leg('b', RETAIN) });
  expect(first.deploy(template, { rollback: false }).status).toBe('CREATE_FAILED');
  const second = next(first);
  expect(second.deploy(template, { rollback: false })).toMatchObject({ status: 'UPDATE_COMPLETE', failures: [] });
  expect(second.requests()).toEqual(['Delete B', 'Create B']);
  expect(second.sent[1].event.RequestId).toBe(first.sent.find(({ event }) => event.LogicalResourceId === 'B')!.event.RequestId);
});

test('an update that failed with --no-rollback can be rolled back in the next rehearsal', () => {
  const first = new Bench();
  const template = (verify: string) => templateOf({ A: leg('a', { properties: { Verify: verify } }), B: leg('b', { properties: { Verify: verify } }) });
  first.deploy(template('1'));
  first.behaviour = event => event.LogicalResourceId === 'B' ? { status: 'FAILED' } : {};
  expect(first.deploy(template('2'), { rollback: false }).status).toBe('UPDATE_FAILED');
  const second = next(first);
  expect(second.deploy(template('1')).status).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(second.sent.map(({ event }) => [event.LogicalResourceId, event.ResourceProperties.Verify, event.OldResourceProperties.Verify])).toEqual([['A', '1', '2'], ['B', '1', '2']]);
});

test('a stack created anew in the next rehearsal has another id', () => {
  const first = new Bench();
  first.behaviour = () => ({ status: 'FAILED' });
  const template = templateOf({ A: leg('a', RETAIN) });
  first.deploy(template);
  const second = next(first);
  expect(second.deploy(template).status).toBe('CREATE_COMPLETE');
  expect(second.sent[0].event.StackId).not.toBe(first.sent[0].event.StackId);
  expect(second.sent[0].event.RequestId).not.toBe(first.sent[0].event.RequestId);
});

describe('the code of a function', () => {
  const OtherFunction = {
    Type: 'AWS::Lambda::Function',
    Properties: { Code: { S3Bucket: 'x', S3Key: 'abc.zip' }, Handler: 'index.onEvent', Runtime: 'nodejs24.x', Role: { 'Fn::GetAtt': ['Role', 'Arn'] } },
  };
  const template = (verify: string) => templateOf({ OnEvent: OtherFunction, A: leg('a', { properties: { Verify: verify } }) });

  function firstRun() {
    const code = fs.mkdtempSync(path.join(os.tmpdir(), 'state-test-'));
    const bench = new Bench();
    bench.deploy(template('1'), { assets: new Map([['abc.zip', code]]) });
    return { bench, code };
  }

  test('comes from the new assembly where that has it', () => {
    const { bench, code } = firstRun();
    fs.rmSync(code, { recursive: true });
    const second = next(bench);
    expect(second.host.functions.size).toBe(0);
    second.deploy(template('1'), { assets: new Map([['abc.zip', __dirname]]) });
    expect([...second.host.functions.values()].map(({ codeDirectory }) => codeDirectory)).toEqual([__dirname]);
  });

  test('else from where it was', () => {
    const { bench, code } = firstRun();
    expect([...next(bench).host.functions.values()].map(({ codeDirectory }) => codeDirectory)).toEqual([code]);
    fs.rmSync(code, { recursive: true });
  });

  test('is missed when it is gone and the function is called', () => {
    const { bench, code } = firstRun();
    fs.rmSync(code, { recursive: true });
    const second = next(bench);
    expect(() => second.deploy(template('2'))).toThrow(/^the code of the function Pool-OnEvent-[A-Z0-9]+ \(stack Pool\) is neither in this assembly nor at .*, where an earlier rehearsal found it/);
  });
});
