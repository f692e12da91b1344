/** What no account depends on is assumed and never ends a rehearsal; what one does depend on is known, given, or ends it. */

import { Bench, leg, templateOf } from './support/bench';

const BUCKET = { Type: 'AWS::S3::Bucket' };

describe('a transform', () => {
  test('that only AWS can apply is told, and the template is rehearsed as it is written', () => {
    const bench = new Bench();
    expect(bench.deploy({ ...templateOf({ A: leg('a'), Site: { Type: 'AWS::Serverless::Function' } }), Transform: 'AWS::Serverless-2016-10-31' }).status).toBe('CREATE_COMPLETE');
    expect(bench.cloudFormation.assumed()).toEqual([
      'AWS::CloudFormation::Stack (Pool in Pool): only AWS can apply the transform AWS::Serverless-2016-10-31 of its template, which is rehearsed as it is written',
      'AWS::Serverless::Function (Site in Pool): taken to deploy without a fault',
    ]);
  });

  test('AWS::LanguageExtensions is known: loops are carried out', () => {
    const bench = new Bench();
    const template: any = templateOf({}, {
      Transform: 'AWS::LanguageExtensions',
      Parameters: { Names: { Type: 'CommaDelimitedList', Default: 'a-1, b' }, Keep: { Type: 'String', Default: 'Retain' } },
    });
    template.Resources['Fn::ForEach::Accounts'] = ['Name', { Ref: 'Names' }, {
      'Leg&{Name}': { ...leg('pool-${Name}', { properties: { Owner: { Ref: 'Name' }, Size: { 'Fn::Length': { Ref: 'Names' } } } }), DeletionPolicy: { Ref: 'Keep' } },
    }];
    expect(bench.deploy(template)).toMatchObject({ status: 'CREATE_COMPLETE', accounts: [{ name: 'pool-a-1' }, { name: 'pool-b' }] });
    expect(bench.sent.map(({ event }) => [event.LogicalResourceId, event.ResourceProperties.Owner, event.ResourceProperties.Size])).toEqual([['Lega1', 'a-1', '2'], ['Legb', 'b', '2']]);
    expect(bench.cloudFormation.assumed()).toEqual([]);
  });
});

describe('a condition of which only AWS knows whether it holds', () => {
  const Parameters = { Version: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/version' } };
  const Conditions = { IsNew: { 'Fn::Equals': [{ Ref: 'Version' }, '2'] } };

  test('lets a resource be assumed that no account depends on', () => {
    const bench = new Bench();
    expect(bench.deploy(templateOf({ A: leg('a'), Bucket: { ...BUCKET, Condition: 'IsNew' } }, { Parameters, Conditions })).status).toBe('CREATE_COMPLETE');
    expect(bench.cloudFormation.assumed()).toEqual([expect.stringMatching(/^AWS::S3::Bucket \(Bucket in Pool\): .* whose value only AWS knows/)]);
  });

  test('ends the rehearsal where an account depends on it, unless the value is given', () => {
    const template = templateOf({ A: leg('a', { Condition: 'IsNew' }), B: leg('b') }, { Parameters, Conditions });
    expect(() => new Bench().deploy(template)).toThrow("reads the parameter Version of type AWS::SSM::Parameter::Value<String>, whose value only AWS knows; say it with --parameters Pool:Version=VALUE or in the world file (values.ssmParameters, '/version').");
    const accounts = (version: string) => new Bench({ given: { ssmParameters: { '/version': version } } }).deploy(template).accounts.map(({ name }) => name);
    expect(accounts('2')).toEqual(['a', 'b']);
    expect(accounts('1')).toEqual(['b']);
  });
});

test('an account whose condition is false is none of the deployment', () => {
  const bench = new Bench();
  const template = templateOf({ A: leg('a', { Condition: 'Never' }), B: leg('b') }, { Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } } });
  expect(bench.deploy(template).accounts.map(({ name }) => name)).toEqual(['b']);
});

test('a stack without accounts may lack values of parameters', () => {
  const bench = new Bench();
  const template = { Parameters: { Wanted: { Type: 'String' } }, Resources: { Bucket: { ...BUCKET, Properties: { Name: { Ref: 'Wanted' } } }, Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: { Ref: 'Wanted' } } } } };
  expect(bench.deploy(template, { name: 'Site' }).status).toBe('CREATE_COMPLETE');
  expect(bench.cloudFormation.assumed()).toEqual([
    expect.stringMatching(/^AWS::IAM::Role \(Role in Site\): .* whose value only AWS knows/),
    'AWS::S3::Bucket (Bucket in Site): taken to deploy without a fault',
  ]);
});

test('a stack without resources is not deployed, and the one that was there is deleted', () => {
  const bench = new Bench();
  expect(bench.deploy({}, { name: 'Empty' })).toMatchObject({ status: 'SKIPPED', reason: 'The stack has no resources.' });
  bench.deploy({ Resources: { Bucket: BUCKET } }, { name: 'Empty' });
  expect(bench.deploy({ Outputs: {} }, { name: 'Empty' })).toMatchObject({ status: 'SKIPPED', reason: 'The stack has no resources, so the one that was there is deleted.' });
  expect(bench.describe()).toEqual([]);
});

describe('what an account reads of a resource that is only assumed', () => {
  const template = templateOf({ Unit: { Type: 'AWS::Organizations::OrganizationalUnit' }, A: leg('a', { properties: { X: { 'Fn::GetAtt': ['Unit', 'Id'] }, Y: { Ref: 'Unit' } } }) });

  test('ends the rehearsal with the key of the world file that would say it', () => {
    expect(() => new Bench().deploy(template)).toThrow("say the value in the world file (values.attributes, 'Pool:Unit.Id'), or use a plain one.");
  });

  test('is what somebody gives', () => {
    const bench = new Bench({ given: { attributes: { 'Pool:Unit.Id': 'ou-abcd-1', 'Pool:Unit': 'ou-abcd-2' } } });
    expect(bench.deploy(template).status).toBe('CREATE_COMPLETE');
    expect(bench.sent[0].event.ResourceProperties).toMatchObject({ X: 'ou-abcd-1', Y: 'ou-abcd-2' });
  });

  test('and of exports that no stack of the app has', () => {
    const reading = templateOf({ A: leg('a', { properties: { X: { 'Fn::ImportValue': 'shared' } } }) });
    expect(new Bench().deploy(reading).status).toBe('ROLLBACK_COMPLETE');
    const bench = new Bench({ given: { exports: { shared: 'value' } } });
    expect(bench.deploy(reading).status).toBe('CREATE_COMPLETE');
    expect(bench.sent[0].event.ResourceProperties.X).toBe('value');
  });
});
