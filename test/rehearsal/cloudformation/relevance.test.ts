import type { TypeFacts } from '../../../rehearsal/cloudformation/known-properties';
import type { ReadableStack } from '../../../rehearsal/cloudformation/needs';
import { needsOf } from '../../../rehearsal/cloudformation/needs';
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
