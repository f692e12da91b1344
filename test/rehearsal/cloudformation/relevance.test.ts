import type { TypeFacts } from '../../../rehearsal/cloudformation/known-properties';
import type { ReadableStack } from '../../../rehearsal/cloudformation/needs';
import { needsOf } from '../../../rehearsal/cloudformation/needs';
import type { NestedTemplate } from '../../../rehearsal/cloudformation/nested-templates';
import { awaitedBy, reachedByCustom } from '../../../rehearsal/cloudformation/relevance';
import type { Template } from '../../../rehearsal/cloudformation/template';

const fact = (understood: string[], attachedTo?: string): { facts: TypeFacts } => ({ facts: { properties: { understood, harmless: { Tags: 'they decide nothing' } }, attachedTo } });
const relevance = {
  customTypes: new Set(['Custom::Account']),
  types: new Map([['Function', fact(['Role'])], ['Role', fact(['Name'])], ['Policy', fact(['Roles'], 'Roles')]]),
};
const ref = (Ref: string) => ({ Ref });
const account = (token: unknown, more: object = {}) => ({ Type: 'Custom::Account', Properties: { ServiceToken: token }, ...more });

const FACTORY: Template = {
  Resources: {
    Fn: { Type: 'Function', Properties: { Role: ref('Role'), Tags: [ref('Topic')], Colour: ref('Queue') }, DependsOn: ['Bucket'] },
    Role: { Type: 'Role', Properties: {} },
    Policy: { Type: 'Policy', Properties: { Roles: [ref('Role')] } },
    OtherPolicy: { Type: 'Policy', Properties: { Roles: [ref('OtherRole')] } },
    OtherRole: { Type: 'Role' },
    Unheard: { Type: 'Unheard', Properties: { Token: ref('Behind') } },
    Behind: { Type: 'Function' },
    Topic: { Type: 'Topic' },
    Queue: { Type: 'Queue' },
    Bucket: { Type: 'Bucket' },
  },
};

test('reached is what a custom resource is made of, with what is attached to it', () => {
  const template = { Resources: { ...FACTORY.Resources, A: account(ref('Fn'), { DependsOn: ['Unheard'] }) } };
  const reached = reachedByCustom(template, relevance);
  expect([...reached].sort()).toEqual(['A', 'Fn', 'Policy', 'Role']);
  expect([...awaitedBy(template, reached)].sort()).toEqual(['Behind', 'Bucket', 'Queue', 'Topic', 'Unheard']);
});

test('a resource that is only assumed leads no further', () => {
  expect([...reachedByCustom({ Resources: { ...FACTORY.Resources, A: account(ref('Unheard')) } }, relevance)].sort()).toEqual(['A', 'Unheard']);
});

describe('outputs that accounts of other stacks are made of', () => {
  const exporting = (name: string, value: unknown, exportName: string): ReadableStack => ({
    name,
    template: { ...FACTORY, Outputs: { Token: { Value: value, Export: { Name: exportName } }, Other: { Value: ref('Topic'), Export: { Name: 'Other' } } } },
  });
  const pool = (token: unknown): ReadableStack => ({ name: 'Pool', template: { Resources: { A: account(token) } } });
  const reached = (stacks: ReadableStack[], name: string) => {
    const needs = needsOf(stacks, relevance).get(name)!;
    return [...reachedByCustom(stacks.find(stack => stack.name === name)!.template, relevance, needs)].sort();
  };

  test('by import', () => {
    expect(reached([exporting('Factory', ref('Fn'), 'Factory:Fn'), pool({ 'Fn::ImportValue': 'Factory:Fn' })], 'Factory')).toEqual(['Fn', 'Policy', 'Role']);
  });

  test('by the name of stack and output', () => {
    const token = { 'Fn::GetStackOutput': { StackName: 'Factory', OutputName: 'Token', Region: 'eu-west-1' } };
    expect(reached([exporting('Factory', ref('Fn'), 'x'), exporting('Second', ref('Behind'), 'y'), pool(token)], 'Factory')).toEqual(['Fn', 'Policy', 'Role']);
    expect(reached([exporting('Factory', ref('Fn'), 'x'), exporting('Second', ref('Behind'), 'y'), pool(token)], 'Second')).toEqual([]);
  });

  test('by a stack between them, whatever the order', () => {
    const roles: ReadableStack = { name: 'Roles', template: { Resources: { R: { Type: 'Role' } }, Outputs: { R: { Value: ref('R'), Export: { Name: 'Roles:R' } } } } };
    const factory: ReadableStack = {
      name: 'Factory',
      template: { Resources: { Fn: { Type: 'Function', Properties: { Role: { 'Fn::ImportValue': 'Roles:R' } } } }, Outputs: { Fn: { Value: ref('Fn'), Export: { Name: 'Factory:Fn' } } } },
    };
    expect(reached([roles, factory, pool({ 'Fn::ImportValue': 'Factory:Fn' })], 'Roles')).toEqual(['R']);
  });

  test('none that nobody reads', () => {
    expect(reached([exporting('Factory', ref('Fn'), 'Factory:Fn'), pool(ref('Elsewhere'))], 'Factory')).toEqual([]);
  });
});

describe('beyond the bounds of nested stacks', () => {
  const output = (logicalId: string, name: string) => ({ 'Fn::GetAtt': [logicalId, `Outputs.${name}`] });
  const nested = (label: string, template: Template, inner: Record<string, NestedTemplate> = {}): NestedTemplate =>
    ({ label, template, templateBytes: 1, nested: new Map(Object.entries(inner)) });
  const nesting = (parameters: Record<string, unknown> = {}) => ({ Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: ref('Bucket'), Parameters: parameters } });
  const reachedIn = (template: Template, children: Record<string, NestedTemplate>): Record<string, string[]> => {
    const all = needsOf([{ name: 'Pool', template, nested: new Map(Object.entries(children)) }], relevance);
    const templates = new Map<string, Template>();
    const add = (label: string, inner: NestedTemplate) => {
      templates.set(label, inner.template);
      inner.nested.forEach(deeper => add(`${label}/${deeper.label}`, deeper));
    };
    add('Pool', { label: 'Pool', template, templateBytes: 1, nested: new Map(Object.entries(children)) });
    return Object.fromEntries([...templates].map(([label, inner]) => [label, [...reachedByCustom(inner, relevance, all.get(label))].sort()]));
  };

  test('a factory is reached by its output, also through a stack between', () => {
    const factory = nested('Factory', { ...FACTORY, Outputs: { Token: { Value: ref('Fn') }, Other: { Value: ref('Queue') } } });
    expect(reachedIn({ Resources: { F: nesting(), A: account(output('F', 'Token')), Bucket: { Type: 'Bucket' } } }, { F: factory }))
      .toEqual({ 'Pool': ['A', 'F'], 'Pool/Factory': ['Fn', 'Policy', 'Role'] });
    const platform = nested('Platform', { Resources: { F: nesting() }, Outputs: { Token: { Value: output('F', 'Token') } } }, { F: factory });
    expect(reachedIn({ Resources: { P: nesting(), A: account({ 'Fn::Sub': '${P.Outputs.Token}' }) } }, { P: platform }))
      .toEqual({ 'Pool': ['A', 'P'], 'Pool/Platform': ['F'], 'Pool/Platform/Factory': ['Fn', 'Policy', 'Role'] });
  });

  test('what is passed to accounts is reached, and nothing else that is passed', () => {
    const accounts = nested('Accounts', { Parameters: { Token: { Type: 'String' }, Topic: { Type: 'String' } }, Resources: { A: account(ref('Token')), T: { Type: 'Topic', Properties: { Of: ref('Topic') } } } });
    expect(reachedIn({ Resources: { ...FACTORY.Resources, N: nesting({ Token: ref('Fn'), Topic: ref('Topic') }) } }, { N: accounts }))
      .toEqual({ 'Pool': ['Fn', 'N', 'Policy', 'Role'], 'Pool/Accounts': ['A'] });
  });

  test('an output of one stack is passed to the next', () => {
    const factory = nested('Factory', { ...FACTORY, Outputs: { Token: { Value: ref('Fn') } } });
    const accounts = nested('Accounts', { Parameters: { Token: { Type: 'String' } }, Resources: { A: account(ref('Token')) } });
    expect(reachedIn({ Resources: { F: nesting(), N: nesting({ Token: output('F', 'Token') }) } }, { F: factory, N: accounts }))
      .toEqual({ 'Pool': ['F', 'N'], 'Pool/Factory': ['Fn', 'Policy', 'Role'], 'Pool/Accounts': ['A'] });
  });

  test('what is attached to a role is reached on either side', () => {
    const policies = nested('Policies', {
      Parameters: { Role: { Type: 'String' }, Other: { Type: 'String' } },
      Resources: { Mine: { Type: 'Policy', Properties: { Roles: [ref('Role')] } }, Theirs: { Type: 'Policy', Properties: { Roles: [ref('Other')] } } },
    });
    expect(reachedIn({ Resources: { ...FACTORY.Resources, A: account(ref('Fn')), N: nesting({ Role: ref('Role'), Other: ref('OtherRole') }) } }, { N: policies })['Pool/Policies']).toEqual(['Mine']);
    const factory = nested('Factory', { ...FACTORY, Outputs: { Token: { Value: ref('Fn') }, Role: { Value: ref('Role') }, Other: { Value: ref('OtherRole') } } });
    expect(reachedIn({
      Resources: {
        F: nesting(),
        A: account(output('F', 'Token')),
        Mine: { Type: 'Policy', Properties: { Roles: [output('F', 'Role')] } },
        Theirs: { Type: 'Policy', Properties: { Roles: [output('F', 'Other')] } },
      },
    }, { F: factory }).Pool).toEqual(['A', 'F', 'Mine']);
  });

  test('nothing is reached of a stack on which nothing depends', () => {
    expect(reachedIn({ Resources: { ...FACTORY.Resources, A: account(ref('Fn')), N: nesting({ Id: ref('A') }) } }, { N: nested('Others', FACTORY) }))
      .toEqual({ 'Pool': ['A', 'Fn', 'Policy', 'Role'], 'Pool/Others': [] });
  });
});
