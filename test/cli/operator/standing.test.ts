/** What of an app stands already, when a plan is made. */

import { standingPart } from '../../../cli/operator/standing';
import type { Assembly, AssemblyStack } from '../../../rehearsal/cloudformation/assembly';
import type { Template } from '../../../rehearsal/cloudformation/template';

const assembly = (template: Template) => ({ stacks: [{ name: 'Pool', template } as AssemblyStack] }) as Assembly;
const there = (types: Readonly<Record<string, string>>, status = 'UPDATE_COMPLETE') => {
  const resources = Object.entries(types).map(([logicalId, type]) => ({ logicalId, type, status }));
  return { stacks: [{ name: 'Pool', status, resources }] };
};
const left = (template: Template, ...args: Parameters<typeof there>) => {
  const [found] = standingPart(assembly(template), there(...args))?.stacks ?? [];
  return found && { resources: Object.keys(found.template.Resources ?? {}), outputs: Object.keys(found.template.Outputs ?? {}) };
};

const ROLE = { Type: 'AWS::IAM::Role' };
const TEMPLATE: Template = {
  Resources: {
    Role: ROLE,
    Function: { Type: 'AWS::Lambda::Function', Properties: { Role: { 'Fn::GetAtt': ['Role', 'Arn'] } } },
    Alias: { Type: 'AWS::Lambda::Alias', Properties: { FunctionName: { Ref: 'Function' } } },
    Later: { ...ROLE, DependsOn: ['Account'] },
    Account: { Type: 'Custom::PoolAccount' },
    Quota: { Type: 'Custom::AccountQuota' },
  },
  Outputs: { Id: { Value: { 'Fn::GetAtt': ['Account', 'AccountId'] } }, Arn: { Value: { 'Fn::GetAtt': ['Role', 'Arn'] } } },
};
const ALL = { Role: 'AWS::IAM::Role', Function: 'AWS::Lambda::Function', Alias: 'AWS::Lambda::Alias', Later: 'AWS::IAM::Role', Account: 'Custom::PoolAccount', Quota: 'Custom::AccountQuota' };

test('all but accounts, what asks for the quota, and what waits for them', () => {
  expect(left(TEMPLATE, ALL)).toEqual({ resources: ['Role', 'Function', 'Alias'], outputs: ['Arn'] });
});

test('nothing that isn\'t there, is of another type, or depends on such a thing', () => {
  expect(left(TEMPLATE, { ...ALL, Function: 'AWS::Lambda::Version' })).toEqual({ resources: ['Role'], outputs: ['Arn'] });
  const { Role: _, ...without } = ALL;
  expect(left(TEMPLATE, without)).toBeUndefined();
});

test('nothing that failed', () => {
  expect(left(TEMPLATE, ALL, 'CREATE_FAILED')).toBeUndefined();
});

test('nothing of a stack that was not read, or isn\'t there', () => {
  expect(standingPart(assembly(TEMPLATE), { stacks: [] })).toBeUndefined();
  expect(standingPart(assembly(TEMPLATE), { stacks: [{ name: 'Pool', status: 'absent' }] })).toBeUndefined();
});
