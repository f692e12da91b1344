/** What goes into nested stacks, and what comes out of them. */

import { Bench, leg, nestedIn, nesting, PROVIDER, templateOf } from './support/bench';
import { accounts, TOKEN } from './support/nested';
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
    const beside = { Topic: { Type: 'AWS::SNS::Topic' }, Nested: nesting('1', { properties: { Parameters: parameters } }) };
    const inner = (owner: unknown): NestedTemplate => nestedIn('Accounts', {
      Parameters: { Token: { Type: 'String' }, Topic: { Type: 'String' } },
      Resources: { A: { ...account({ Ref: 'Token' }), Properties: { ...account({ Ref: 'Token' }).Properties, Owner: owner } } },
    });
    expect(new Bench().deploy(templateOf(beside), { nested: new Map([['Nested', inner('me')]]) }).status).toBe('CREATE_COMPLETE');
    expect(() => new Bench().deploy(templateOf(beside), { nested: new Map([['Nested', inner({ Ref: 'Topic' })]]) }))
      .toThrow(/^Pool\/Nested\.Properties\.Parameters\.Topic reads its physical id \(Ref\) of the resource Topic of type AWS::SNS::Topic, which the rehearsal only assumes to exist/);
  });
});

describe('outputs', () => {
  const around = (output: string) => templateOf({ Nested: nesting('1'), B: leg('b', { properties: { Owner: { 'Fn::Sub': `\${Nested.Outputs.${output}}` } } }) });
  const inner = nestedIn('Things', { Resources: { Topic: { Type: 'AWS::SNS::Topic' } }, Outputs: { Known: { Value: 'known' }, Topic: { Value: { Ref: 'Topic' } } } });

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
