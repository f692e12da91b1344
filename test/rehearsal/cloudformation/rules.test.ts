import { Bench, leg, templateOf } from './support/bench';

function deployed(rule: object) {
  const bench = new Bench();
  const { status, reason } = bench.deploy({ ...templateOf({ A: leg('a') }), Rules: { Guard: rule }, Parameters: { Stage: { Type: 'String', Default: 'test' }, Version: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/x' } } });
  return { status, reason, assumed: bench.cloudFormation.assumed() };
}

const asserting = (assert: object, more: object = {}) => ({ Assertions: [{ Assert: assert, AssertDescription: 'not here' }], ...more });
const stage = { Ref: 'Stage' };

test.each<[string, object]>([
  ['equal', { 'Fn::Equals': [stage, 'test'] }],
  ['contained', { 'Fn::Contains': [['dev', 'test'], stage] }],
  ['not', { 'Fn::Not': [{ 'Fn::Contains': [['dev'], stage] }] }],
  ['each member in', { 'Fn::EachMemberIn': [['dev'], ['dev', 'test']] }],
  ['each member equal', { 'Fn::EachMemberEquals': [['test', 'test'], stage] }],
  ['one of', { 'Fn::Or': [{ 'Fn::Equals': ['a', 'b'] }, { 'Fn::Equals': ['a', 'a'] }] }],
])('a rule holds: %s', (_, assert) => {
  expect(deployed(asserting(assert))).toMatchObject({ status: 'CREATE_COMPLETE', assumed: [] });
  expect(deployed(asserting({ 'Fn::Not': [assert] }))).toEqual({ status: 'REFUSED', reason: 'Template validation error: Rule Guard failed: not here', assumed: [] });
});

test('a rule whose condition does not hold asks nothing', () => {
  expect(deployed(asserting({ 'Fn::Equals': ['a', 'b'] }, { RuleCondition: { 'Fn::Equals': [stage, 'production'] } })).status).toBe('CREATE_COMPLETE');
});

test('a rule about what only AWS knows is said', () => {
  expect(deployed(asserting({ 'Fn::Equals': [{ Ref: 'Version' }, '21'] }))).toMatchObject({
    status: 'CREATE_COMPLETE',
    assumed: [expect.stringMatching(/^Rule \(Guard in Pool\): taken to hold, as nobody can tell: .*the parameter Version of type AWS::SSM::Parameter::Value<String>/)],
  });
});
