import type { Scope } from '../../../rehearsal/cloudformation/evaluate';
import { Evaluator } from '../../../rehearsal/cloudformation/evaluate';
import { NO_VALUES } from '../../../rehearsal/cloudformation/given-values';
import { dependencies, namesIn } from '../../../rehearsal/cloudformation/references';
import type { Template } from '../../../rehearsal/cloudformation/template';

const TEMPLATE: Template = {
  Parameters: {
    BootstrapVersion: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk-bootstrap/hnb659fds/version' },
    Stage: { Type: 'String', Default: 'prod' },
    Zones: { Type: 'CommaDelimitedList', Default: 'a, b' },
  },
  Mappings: { Sizes: { prod: { count: 3 } } },
  Conditions: {
    IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
    IsTest: { 'Fn::Not': [{ Condition: 'IsProd' }] },
    Either: { 'Fn::Or': [{ Condition: 'IsTest' }, { 'Fn::Equals': [1, '1'] }] },
    Both: { 'Fn::And': [{ Condition: 'IsProd' }, { Condition: 'IsTest' }] },
  },
};

function evaluator(template: Template = TEMPLATE, scope: Partial<Scope> = {}): Evaluator {
  return new Evaluator({
    stackName: 'Pool',
    stackId: 'arn:aws:cloudformation:eu-west-1:111122223333:stack/Pool/uuid',
    account: '111122223333',
    region: 'eu-west-1',
    partition: 'aws',
    template,
    reference: logicalId => `ref-${logicalId}`,
    attribute: (logicalId, name) => `${logicalId}/${name}`,
    importValue: name => `import-${name}`,
    stackOutput: ({ stackName, outputName, region, account = 'own' }) => `${stackName}.${outputName}@${region}/${account}`,
    assume: () => undefined,
    given: NO_VALUES,
    passed: {},
    isLenient: false,
    ...scope,
  });
}

describe('intrinsic functions', () => {
  test.each<[string, unknown, unknown]>([
    ['Ref of a resource', { Ref: 'Role' }, 'ref-Role'],
    ['Ref of a parameter', { Ref: 'Stage' }, 'prod'],
    ['Ref of a list parameter', { Ref: 'Zones' }, ['a', 'b']],
    ['Fn::GetAtt as list', { 'Fn::GetAtt': ['Role', 'Arn'] }, 'Role/Arn'],
    ['Fn::GetAtt as text', { 'Fn::GetAtt': 'Role.Outputs.X' }, 'Role/Outputs.X'],
    ['Fn::Sub', { 'Fn::Sub': '${AWS::Region}-${Role.Arn}-${Stage}-${!Stage}-${Role}' }, 'eu-west-1-Role/Arn-prod-${Stage}-ref-Role'],
    ['Fn::Sub with variables', { 'Fn::Sub': ['${X}-${Stage}', { X: { Ref: 'AWS::AccountId' } }] }, '111122223333-prod'],
    ['Fn::Join', { 'Fn::Join': ['-', ['a', { Ref: 'Stage' }, 3]] }, 'a-prod-3'],
    ['Fn::Join over a list', { 'Fn::Join': ['-', { Ref: 'Zones' }] }, 'a-b'],
    ['Fn::Select', { 'Fn::Select': ['1', { 'Fn::Split': [',', 'x,y'] }] }, 'y'],
    ['Fn::If', { 'Fn::If': ['IsProd', 'yes', { 'Fn::Unheard': 1 }] }, 'yes'],
    ['Fn::FindInMap', { 'Fn::FindInMap': ['Sizes', { Ref: 'Stage' }, 'count'] }, 3],
    ['Fn::ImportValue', { 'Fn::ImportValue': { 'Fn::Sub': 'x-${Stage}' } }, 'import-x-prod'],
    ['Fn::GetStackOutput', { 'Fn::GetStackOutput': { StackName: 'Other', OutputName: { Ref: 'Stage' } } }, 'Other.prod@eu-west-1/own'],
    ['Fn::GetStackOutput elsewhere', { 'Fn::GetStackOutput': { StackName: 'Other', OutputName: 'X', Region: 'us-east-1', RoleArn: 'arn:aws:iam::999988887777:role/Reader' } }, 'Other.X@us-east-1/999988887777'],
    ['Fn::Cidr', { 'Fn::Cidr': ['10.1.2.3/16', 3, '8'] }, ['10.1.0.0/24', '10.1.1.0/24', '10.1.2.0/24']],
    ['Fn::GetAZs', { 'Fn::GetAZs': '' }, ['eu-west-1a', 'eu-west-1b', 'eu-west-1c']],
    ['Fn::GetAZs elsewhere', { 'Fn::Select': [1, { 'Fn::GetAZs': 'us-east-1' }] }, 'us-east-1b'],
    ['Fn::Length', { 'Fn::Length': { Ref: 'Zones' } }, 2],
    ['Fn::ToJsonString', { 'Fn::ToJsonString': { a: { Ref: 'Stage' }, b: { Ref: 'AWS::NoValue' } } }, '{"a":"prod"}'],
    ['Fn::FindInMap with a default', { 'Fn::FindInMap': ['Sizes', 'none', 'count', { DefaultValue: { Ref: 'Stage' } }] }, 'prod'],
    ['Fn::Base64', { 'Fn::Base64': 'text' }, 'dGV4dA=='],
    ['Fn::Equals as a value', { 'Fn::Equals': ['a', 'a'] }, true],
    ['pseudo parameters', [{ Ref: 'AWS::Partition' }, { Ref: 'AWS::URLSuffix' }, { Ref: 'AWS::StackName' }], ['aws', 'amazonaws.com', 'Pool']],
    ['AWS::NoValue in a list', ['a', { Ref: 'AWS::NoValue' }], ['a']],
    ['AWS::NoValue in an object', { a: 1, b: { 'Fn::If': ['IsTest', 1, { Ref: 'AWS::NoValue' }] } }, { a: 1 }],
    ['an object that only looks like a condition', { Condition: { StringEquals: { a: 'b' } } }, { Condition: { StringEquals: { a: 'b' } } }],
  ])('%s', (_, value, expected) => {
    expect(evaluator().evaluate(value, 'here')).toEqual(expected);
  });

  test('conditions combine', () => {
    const { holds } = { holds: (name?: string) => evaluator().holds(name) };
    expect([undefined, 'IsProd', 'IsTest', 'Either', 'Both'].map(holds)).toEqual([true, true, false, true, false]);
  });

  test('an unknown function ends the rehearsal, named with its place', () => {
    expect(() => evaluator().evaluate({ a: [{ 'Fn::Transform': ['x'] }] }, 'Pool/Net.Properties')).toThrow('the rehearsal does not know the intrinsic function Fn::Transform, used at Pool/Net.Properties.a[0]');
  });

  test('the value of a parameter that only AWS knows is missed when it is read, not before', () => {
    expect(() => evaluator().evaluate({ Ref: 'BootstrapVersion' }, 'here')).toThrow('here reads the parameter BootstrapVersion of type AWS::SSM::Parameter::Value<String>, whose value only AWS knows');
  });

  test('values that only AWS knows are those that somebody gives', () => {
    const given = {
      ...NO_VALUES,
      parameters: { 'Pool:Zones': 'x,y', 'Stage': 'test', 'Other:Stage': 'none' },
      ssmParameters: { '/cdk-bootstrap/hnb659fds/version': '21', '/a': 'of-ssm' },
      dynamicReferences: { '{{resolve:secretsmanager:Key:SecretString:id}}': 'secret' },
    };
    const { evaluate } = { evaluate: (value: unknown) => evaluator(TEMPLATE, { given }).evaluate(value, 'here') };
    expect([{ Ref: 'Zones' }, { Ref: 'Stage' }, { Ref: 'BootstrapVersion' }].map(evaluate)).toEqual([['x', 'y'], 'test', '21']);
    expect(evaluate('-{{resolve:ssm:/a}}-{{resolve:ssm-secure:/a:3}}-{{resolve:secretsmanager:Key:SecretString:id}}')).toBe('-of-ssm-of-ssm-secret');
    expect(() => evaluate('{{resolve:ssm:/a}}{{resolve:secretsmanager:Other}}')).toThrow("holds the dynamic reference '{{resolve:secretsmanager:Other}}', and the rehearsal cannot look it up; say its value in the world file (values.dynamicReferences)");
  });

  test('zones of a Region are told as taken for granted', () => {
    const told: string[] = [];
    evaluator(TEMPLATE, { assume: reason => told.push(reason) }).evaluate({ 'Fn::GetAZs': '' }, 'here');
    expect(told).toEqual(['the availability zones of eu-west-1 are eu-west-1a, eu-west-1b, eu-west-1c']);
  });

  test('a dynamic reference ends the rehearsal', () => {
    expect(() => evaluator().evaluate({ x: '{{resolve:ssm:/a}}' }, 'here')).toThrow("here.x holds the dynamic reference '{{resolve:ssm:/a}}'");
  });

  test.each<[unknown, string]>([
    [{ 'Fn::FindInMap': ['Sizes', 'none', 'count'] }, 'Template error: Unable to get mapping for Sizes::none::count'],
    [{ 'Fn::Cidr': ['10.0.0.0/24', 3, 8] }, 'Template error: Fn::Cidr at here has an argument it cannot take: ["10.0.0.0/24",3,8]'],
    [{ 'Fn::Cidr': ['10.0.0.0/24', 3] }, 'Template error: Fn::Cidr at here has an argument it cannot take'],
    [{ 'Fn::Cidr': ['2001:db8::/56', 3, 64] }, 'here cuts the block 2001:db8::/56 with Fn::Cidr, and the rehearsal does that with IPv4 only'],
    [{ 'Fn::GetStackOutput': { StackName: 'Other' } }, 'Template error: Fn::GetStackOutput at here has an argument it cannot take: {"StackName":"Other"}'],
    [{ 'Fn::Join': ['-', 'text'] }, 'Template error: Fn::Join at here has an argument it cannot take: "text"'],
    [{ 'Fn::Select': [7, ['a']] }, 'Template error: Fn::Select cannot select nonexistent value at index 7'],
    [{ 'Fn::If': ['Nobody', 1, 2] }, 'Template format error: Unresolved condition dependency Nobody in the Conditions block of the template'],
  ])('%j fails', (value, message) => {
    expect(() => evaluator().evaluate(value, 'here')).toThrow(message);
  });
});

describe('references', () => {
  test('are found in every form', () => {
    const value = [{ Ref: 'A' }, { x: { 'Fn::GetAtt': ['B', 'Arn'] } }, { 'Fn::GetAtt': 'C.Arn' }, { 'Fn::Sub': ['${D.Arn} ${E} ${!F} ${G} ${AWS::Region}', { E: { Ref: 'H' } }] }];
    expect([...namesIn(value)].sort()).toEqual(['A', 'B', 'C', 'D', 'G', 'H']);
  });

  test('to a resource that a condition leaves out are no dependency', () => {
    const template: Template = { Resources: { A: { Type: 'X', Properties: { b: { 'Fn::If': ['Never', { Ref: 'B' }, 1] } } }, B: { Type: 'X' } } };
    expect(dependencies(template, new Set(['A'])).get('A')).toEqual([]);
  });

  test('of a resource to itself are a circle', () => {
    expect(() => dependencies({ Resources: { A: { Type: 'X', Properties: { a: { Ref: 'A' } } } } }, new Set(['A']))).toThrow('Circular dependency between resources: [A]');
  });
});
