/** The rule: what an account depends on is understood, harmless, or said; the rest of an app ends no rehearsal and is not looked at. */

import { Bench, leg, PROVIDER, templateOf } from './support/bench';
import type { TemplateResource } from '../../../rehearsal/cloudformation/template';

const fn = PROVIDER.OnEvent;
const functionWith = (properties: object): TemplateResource => ({ ...fn, Properties: { ...fn.Properties, ...properties } });

function assumedOf(resources: Record<string, TemplateResource>): string[] {
  const bench = new Bench();
  expect(bench.deploy(templateOf({ A: leg('a'), ...resources })).status).toBe('CREATE_COMPLETE');
  return bench.cloudFormation.assumed();
}

test('a property that nobody knows is said where an account depends on it, and nowhere else', () => {
  expect(assumedOf({ OnEvent: functionWith({ SnapStart: { ApplyOn: 'PublishedVersions' } }), Other: functionWith({ SnapStart: {} }) }))
    .toEqual(['AWS::Lambda::Function (OnEvent in Pool): its property SnapStart is not looked at, and taken to make no difference to accounts']);
});

test('what is harmless is not said', () => {
  expect(assumedOf({ OnEvent: functionWith({ MemorySize: 512, Tags: [{ Key: 'a', Value: 'b' }], Architectures: ['arm64'] }) })).toEqual([]);
});

test('a policy that CloudFormation keeps for a resource is said', () => {
  expect(assumedOf({ OnEvent: { ...fn, UpdatePolicy: { CodeDeployLambdaAliasUpdate: {} } } as TemplateResource }))
    .toEqual(['AWS::Lambda::Function (OnEvent in Pool): its UpdatePolicy is not looked at, and taken to make no difference to accounts']);
});

test('a harmless property may name what nobody knows', () => {
  const queue = { Type: 'AWS::SQS::Queue' };
  expect(assumedOf({ Queue: queue, OnEvent: functionWith({ Tags: [{ Key: 'a', Value: { 'Fn::GetAtt': ['Queue', 'Arn'] } }] }) }))
    .toEqual(['AWS::SQS::Queue (Queue in Pool): taken to deploy without a fault']);
});

test('what an account only waits for is said, and ends nothing', () => {
  const python = functionWith({ Runtime: 'python3.13', SnapStart: {} });
  expect(assumedOf({ Python: python, A: leg('a', { DependsOn: 'Python' }) })).toEqual([
    expect.stringMatching(/^AWS::Lambda::Function \(Python in Pool\): its property SnapStart is not looked at/),
    expect.stringMatching(/^AWS::Lambda::Function \(Python in Pool\): the function Pool\/Python runs on 'python3\.13'/),
  ]);
});

test('what stands behind something that is assumed ends nothing', () => {
  const python = functionWith({ Runtime: 'python3.13' });
  const check = { Type: 'Custom::Check', Properties: { ServiceToken: { 'Fn::GetAtt': ['Python', 'Arn'] } } };
  expect(assumedOf({ Python: python, Check: check, A: leg('a', { DependsOn: 'Check' }) })).toHaveLength(2);
});

test('the function of an account that runs something else ends the rehearsal', () => {
  const bench = new Bench();
  expect(() => bench.deploy(templateOf({ OnEvent: functionWith({ Runtime: 'python3.13' }), A: leg('a') }))).toThrow(/runs on 'python3\.13'/);
});

test('a policy of a single role counts for it, and is taken away with it', () => {
  const bench = new Bench();
  const policy = { Type: 'AWS::IAM::RolePolicy', Properties: { PolicyName: 'p', RoleName: { Ref: 'Role' }, PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sso:*', Resource: '*' }] } } };
  bench.deploy(templateOf({ A: leg('a'), Policy: policy }));
  const role = `arn:aws:iam::111122223333:role/${bench.cloudFormation.stacks()[0].resources.find(({ logicalId }) => logicalId === 'Role')!.physicalId}`;
  expect(bench.iam.permits(role, 'sso:ListInstances', '*')).toBe(true);
  bench.deploy(templateOf({ A: leg('a') }));
  expect(bench.iam.permits(role, 'sso:ListInstances', '*')).toBe(false);
});

test('an account that a condition leaves out is none of the stack\'s', () => {
  const bench = new Bench();
  const template = { ...templateOf({ A: leg('a'), B: leg('b', { Condition: 'Never' }) }), Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } } };
  expect(bench.deploy(template).accounts.map(({ name }) => name)).toEqual(['a']);
});

describe('executions that are reserved', () => {
  test('none: nobody ever answers, and the event is dropped some hours later', () => {
    const bench = new Bench();
    const { failures } = bench.deploy(templateOf({ OnEvent: functionWith({ ReservedConcurrentExecutions: 0 }), A: leg('a', { DeletionPolicy: 'Retain' }) }));
    expect(failures[0].reason).toMatch(/did not receive a response/);
    expect(bench.sent).toEqual([]);
    bench.clock.run();
    expect(bench.clock.now).toBeLessThan(7.2 * 3600);
  });

  test('one: events wait for each other, the first wait a second long', () => {
    const bench = new Bench();
    bench.behaviour = () => ({ after: 1 });
    expect(bench.deploy(templateOf({ OnEvent: functionWith({ ReservedConcurrentExecutions: 1 }), A: leg('a'), B: leg('b') })).status).toBe('CREATE_COMPLETE');
    expect(bench.sent).toHaveLength(2);
    expect(bench.sent[1].at - bench.sent[0].at).toBe(1);
  });
});
