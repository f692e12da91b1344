/** What goes into nested stacks, and what comes out of them. */

import { Bench, leg, nestedIn, nesting, PROVIDER, templateOf } from './support/bench';
import { accounts, beginAround, deployAround, ended, story, TOKEN } from './support/nested';
import type { NestedTemplate } from '../../../rehearsal/cloudformation/nested-templates';
import type { Template } from '../../../rehearsal/cloudformation/template';

describe('parameters', () => {
  const failure = (inner: Template, properties: Record<string, unknown>) => {
    const result = new Bench().deploy(templateOf({ Nested: nesting('1', { properties }) }), { nested: new Map([['Nested', nestedIn('Accounts', inner)]]) });
    return result.failures.map(({ logicalId, reason }) => `${logicalId}: ${reason}`);
  };
  const account = (token: unknown) => ({ ...leg('a'), Properties: { ...leg('a').Properties, ServiceToken: token } });

  test('that are not passed, and such as are not there, fail it in the words of AWS', () => {
    const inner = { Parameters: { Token: { Type: 'String' } }, Resources: { A: account({ Ref: 'Token' }) } };
    expect(failure(inner, {})).toEqual(['Nested: Parameters: [Token] must have values']);
    expect(failure(inner, { Parameters: { Token: TOKEN, Other: 'x' } })).toEqual(['Nested: Parameters: [Other] do not exist in the template']);
    expect(failure(inner, { Parameters: { Token: [TOKEN] } })).toEqual(['Nested: Value of property Parameters must be an object with String (or simple type) properties']);
  });

  test('are no business of values that somebody gives to all stacks', () => {
    const bench = new Bench({ given: { parameters: { Verify: 'given' } } });
    const inner = nestedIn('Accounts', { Parameters: { Verify: { Type: 'String', Default: 'default' } }, Resources: { ...PROVIDER, A: leg('a', { properties: { Verify: { Ref: 'Verify' } } }) } });
    bench.deploy({ Resources: { Nested: nesting('1') } }, { nested: new Map([['Nested', inner]]) });
    expect(bench.sent[0].event.ResourceProperties.Verify).toBe('default');
  });

  test('that only AWS knows matter to whoever reads them', () => {
    const parameters = { Token: TOKEN, Topic: { Ref: 'Topic' } };
    const beside = { Topic: { Type: 'AWS::SQS::Queue' }, Nested: nesting('1', { properties: { Parameters: parameters } }) };
    const inner = (owner: unknown): NestedTemplate => nestedIn('Accounts', {
      Parameters: { Token: { Type: 'String' }, Topic: { Type: 'String' } },
      Resources: { A: { ...account({ Ref: 'Token' }), Properties: { ...account({ Ref: 'Token' }).Properties, Owner: owner } } },
    });
    expect(new Bench().deploy(templateOf(beside), { nested: new Map([['Nested', inner('me')]]) }).status).toBe('CREATE_COMPLETE');
    expect(() => new Bench().deploy(templateOf(beside), { nested: new Map([['Nested', inner({ Ref: 'Topic' })]]) }))
      .toThrow(/^Pool\/Nested\.Properties\.Parameters\.Topic reads its physical id \(Ref\) of the resource Topic of type AWS::SQS::Queue, which the rehearsal only assumes to exist/);
  });
});

describe('outputs', () => {
  const around = (output: string) => templateOf({ Nested: nesting('1'), B: leg('b', { properties: { Owner: { 'Fn::Sub': `\${Nested.Outputs.${output}}` } } }) });
  const inner = nestedIn('Things', { Resources: { Topic: { Type: 'AWS::SQS::Queue' } }, Outputs: { Known: { Value: 'known' }, Topic: { Value: { Ref: 'Topic' } } } });

  test('are read though nothing of ours is in the stack', () => {
    const bench = new Bench();
    expect(bench.deploy(around('Known'), { nested: new Map([['Nested', inner]]) }).status).toBe('CREATE_COMPLETE');
    expect(bench.sent[0].event.ResourceProperties.Owner).toBe('known');
  });

  test('that are not there fail who reads them', () => {
    expect(new Bench().deploy(around('Other'), { nested: new Map([['Nested', inner]]) }).failures).toEqual([
      expect.objectContaining({ logicalId: 'B', reason: expect.stringMatching(/^Output 'Other' not found in stack 'arn:aws:cloudformation:/) }),
    ]);
  });

  test('that only AWS knows end the run, unless somebody says them', () => {
    expect(() => new Bench().deploy(around('Topic'), { nested: new Map([['Nested', inner]]) }))
      .toThrow(/reads the output 'Topic' of the nested stack 'Pool\/Things', and that value is not known: Pool\/Things: Outputs\.Topic reads its physical id .+ \(values\.attributes, 'Pool\/Things:Topic'\)/);
    const bench = new Bench({ given: { attributes: { 'Pool/Things:Topic': 'arn:aws:sns:x' } } });
    bench.deploy(around('Topic'), { nested: new Map([['Nested', inner]]) });
    expect(bench.sent[0].event.ResourceProperties.Owner).toBe('arn:aws:sns:x');
  });
});

test('properties of the resource that nobody knows are said', () => {
  const bench = new Bench();
  bench.deploy(
    templateOf({ Nested: nesting('1', { properties: { Parameters: { Token: TOKEN }, Tags: [{ Key: 'a', Value: 'b' }], Colour: 'red' } }) }),
    { nested: new Map([['Nested', accounts({ A: leg('a') })]]) },
  );
  expect(bench.cloudFormation.assumed()).toEqual(['AWS::CloudFormation::Stack (Nested in Pool): its property Colour is not looked at, and taken to make no difference to accounts']);
  expect(bench.describe()[1].Tags).toEqual([{ Key: 'a', Value: 'b' }]);
});

test('a template that says nothing else leaves the nested stack alone', () => {
  const bench = new Bench();
  deployAround(bench, '1', { A: leg('a') });
  bench.events.length = 0;
  expect(deployAround(bench, '2', { A: leg('a') }).status).toBe('UPDATE_COMPLETE');
  expect(story(bench).filter(line => line.includes('Nested') || line.includes('Accounts'))).toEqual(['Pool: Nested UPDATE_IN_PROGRESS', 'Pool: Nested UPDATE_COMPLETE']);
});

test('an update that CloudFormation refuses to begin with leaves the nested stack as it was', () => {
  const bench = new Bench();
  deployAround(bench, '1', { A: leg('a') });
  const result = bench.deploy(
    templateOf({ Nested: nesting('2', { properties: { Parameters: {} } }) }), { nested: new Map([['Nested', accounts({ A: leg('a'), B: leg('b') })]]) },
  );
  expect(result).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE', failures: [{ logicalId: 'Nested', reason: 'Parameters: [Token] must have values' }] });
  expect(bench.describe().map(({ StackStatus }) => StackStatus)).toEqual(['UPDATE_ROLLBACK_COMPLETE', 'CREATE_COMPLETE']);
  expect(bench.requests()).toEqual(['Create A']);
});

test('nor does one of a stack that was only assumed so far', () => {
  const bench = new Bench();
  const nested = new Map([['Nested', nestedIn('Accounts', { Resources: { Topic: { Type: 'AWS::SQS::Queue' } } })]]);
  bench.deploy(templateOf({ B: leg('b'), Nested: nesting('1') }), { nested });
  expect(bench.deploy(templateOf({ B: leg('b'), Nested: nesting('2') }), { nested: new Map([['Nested', accounts({ A: leg('a') })]]) }))
    .toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE', failures: [{ logicalId: 'Nested', reason: 'Parameters: [Token] must have values' }] });
  expect(bench.describe()).toHaveLength(1);
});

describe('exports', () => {
  const exporting = (value: string): Template => ({ Resources: { ...PROVIDER, A: leg('a') }, Outputs: { Id: { Value: value, Export: { Name: 'Shared' } } } });
  const around = (bench: Bench, value: string, more: { rollback?: boolean } = {}) =>
    bench.deploy({ Resources: { Nested: nesting(value) } }, { nested: new Map([['Nested', nestedIn('Things', exporting(value))]]), ...more });
  const importing = (bench: Bench) => bench.deploy(templateOf({ B: leg('b', { properties: { Owner: { 'Fn::ImportValue': 'Shared' } } }) }), { name: 'Other' });

  test('are there for other stacks, and can\'t change as long as they are in use', () => {
    const bench = new Bench();
    around(bench, '1');
    importing(bench);
    expect(bench.sent.at(-1)!.event.ResourceProperties.Owner).toBe('1');
    const refused = around(bench, '2');
    expect(refused).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE', failures: [{ logicalId: 'Nested', reason: expect.stringContaining('Export Shared cannot be updated as it is in use by Other') }] });
    expect(bench.cloudFormation.state().stacks[1].exports).toEqual({ Shared: { value: '1' } });
    expect(around(bench, '2', { rollback: false }).status).toBe('UPDATE_FAILED');
    expect(around(bench, '1', { rollback: false }).status).toBe('UPDATE_COMPLETE');
  });

  test('that another stack has fail a new one, and keep theirs from being deleted', () => {
    const bench = new Bench();
    bench.deploy(templateOf({}, { Outputs: { Id: { Value: 'theirs', Export: { Name: 'Shared' } } } }), { name: 'Other' });
    expect(around(bench, '1')).toMatchObject({ status: 'ROLLBACK_COMPLETE', failures: [{ logicalId: 'Nested', reason: expect.stringContaining('Export with name Shared is already exported by stack Other') }] });
    const second = new Bench();
    around(second, '1');
    importing(second);
    const kept = second.deploy({ Resources: { Nested: nesting('1') } }, { nested: new Map([['Nested', nestedIn('Things', exporting('1'))]]), command: 'destroy' });
    expect(kept.status).toBe('DELETE_FAILED');
    expect(second.describe().find(({ StackName }) => /^Pool-Nested/.test(StackName))).toMatchObject({ StackStatus: 'CREATE_COMPLETE' });
  });
});

test('a rollback that failed in a nested stack by itself isn\'t tried again by the one around it', () => {
  const bench = new Bench();
  const version = (Verify: string) => ({ properties: { Verify } });
  deployAround(bench, '1', { A: leg('a', version('1')) }, { B: leg('b', version('1')) });
  bench.sent.length = 0;
  // The one beside it takes so long to be cancelled that the nested stack is through with its rollback: it is what somebody waits for.
  bench.behaviour = ({ LogicalResourceId: id }) => (id === 'A' ? { after: 1, status: 'FAILED' } : { after: 300 });
  const result = beginAround(bench, '2', { A: leg('a', version('2')) }, { B: leg('b', version('2')), C: leg('c', { DependsOn: 'B' }) });
  expect(ended(bench, result).status).toBe('UPDATE_ROLLBACK_FAILED');
  expect(bench.requests().filter(request => request.endsWith(' A'))).toEqual(['Update A', 'Update A']);
});
