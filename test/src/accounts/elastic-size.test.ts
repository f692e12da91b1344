/** Pools whose size is a parameter of their stack: which accounts are there at which size, as the conditions of the template say. */

import { CfnOutput, Fn, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as fc from 'fast-check';
import { templateEvaluator } from '../../../rehearsal/cloudformation/with-nested';
import type { AccountPoolProps, ElasticSize } from '../../../src';
import { AccountPool } from '../../../src';
import { ACCOUNT_QUOTA_TYPE, LAST_LEG, POOL_ACCOUNT_TYPE } from '../../../src/contract';
import { appWith, ENV, messageOf, poolStack } from '../support';

type Json = any;

function templateOf(...pools: (Partial<AccountPoolProps> & { id?: string })[]): Json {
  const stack = poolStack();
  for (const { id = 'Pool', ...props } of pools) {
    new AccountPool(stack, id, { maxSize: 150, ...props });
  }
  return Template.fromStack(stack).toJSON();
}

const elastic = (elasticSize: ElasticSize) => templateOf({ elasticSize });

/** Evaluates with the values of parameters that a deployment has. */
const evaluatorOf = (template: Json, parameters: Record<string, string>) =>
  templateEvaluator({ name: 'Pool', account: ENV.account, region: ENV.region, template } as Json, parameters);

/** Logical ids of what is there, type by type. */
function thereAt(template: Json, parameters: Record<string, string>, type = POOL_ACCOUNT_TYPE): string[] {
  const evaluator = evaluatorOf(template, parameters);
  return Object.entries<Json>(template.Resources).filter(([, { Type, Condition }]) => Type === type && evaluator.holds(Condition)).map(([logicalId]) => logicalId);
}

const namesAt = (template: Json, parameters: Record<string, string>) => thereAt(template, parameters)
  .map(logicalId => template.Resources[logicalId].Properties).filter(({ Leg }) => Leg === LAST_LEG).map(({ AccountName }) => AccountName as string);

/** Steps from a condition to what compares with the parameter. */
function depth(template: Json, condition: string): number {
  const referred = [...JSON.stringify(template.Conditions[condition]).matchAll(/"Condition":"([^"]+)"/g)].map(([, name]) => name);
  return 1 + Math.max(0, ...referred.map(name => depth(template, name)));
}

describe('an elastic pool', () => {
  test('has the accounts that a pool of its size has, at every size', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 137 }), fc.nat(), (min, more, drawn) => {
      const max = min + more;
      const size = min + drawn % (more + 1);
      const template = elastic({ min, max });
      for (const at of new Set([min, size, max])) {
        expect(namesAt(template, { PoolSize: String(at) })).toEqual(namesAt(templateOf({ size: at }), {}));
      }
    }), { numRuns: 12, seed: 16 });
  });

  test('has them one by one', () => {
    const template = elastic({ min: 3, max: 120 });
    const counts = Array.from({ length: 118 }, (_, index) => namesAt(template, { PoolSize: String(index + 3) }).length);
    expect(counts).toEqual(Array.from({ length: 118 }, (_, index) => index + 3));
  });

  test('calls all of them as a pool with a size does, and gives them the same properties', () => {
    const [grown, fixed] = [elastic({ min: 2, max: 30 }), templateOf({ size: 30 })];
    const without = ({ Resources }: Json) => Object.fromEntries(Object.entries<Json>(Resources).filter(([, { Type }]) => Type !== ACCOUNT_QUOTA_TYPE)
      .map(([logicalId, { Condition: _, ...resource }]) => [logicalId, resource]));
    expect(without(grown)).toEqual(without(fixed));
  });

  test('begins with its initial size, or with the least', () => {
    expect(elastic({ min: 2, max: 9, initial: 4 }).Parameters.PoolSize).toMatchObject({ Type: 'String', Default: '4', AllowedValues: ['2', '3', '4', '5', '6', '7', '8', '9'] });
    expect(elastic({ min: 2, max: 9 }).Parameters.PoolSize.Default).toBe('2');
    expect(elastic({ min: 7, max: 7 }).Conditions).toBeUndefined();
  });

  test('lets nothing that is there wait for what isn\'t, whatever stands around it', () => {
    const template = templateOf({ id: 'First', elasticSize: { min: 2, max: 25 } }, { id: 'Second', elasticSize: { min: 1, max: 14 }, firstNumber: 100 }, { id: 'Third', size: 2, firstNumber: 200 });
    for (const [first, second] of [[2, 1], [25, 1], [2, 14], [13, 9]]) {
      const there = new Set(thereAt(template, { FirstSize: String(first), SecondSize: String(second) }));
      const waited = [...there].flatMap(logicalId => [template.Resources[logicalId].DependsOn].flat())
        .filter(logicalId => template.Resources[logicalId].Type === POOL_ACCOUNT_TYPE);
      expect(waited.filter(logicalId => !there.has(logicalId))).toEqual([]);
      // All but the very first account start behind another one, and each leg but an account's first behind the leg before it.
      expect(waited).toHaveLength(there.size - 1);
    }
  });

  test('compares with the quota what is there', () => {
    const template = elastic({ min: 1, max: 20 });
    const [quota] = Object.values<Json>(template.Resources).filter(({ Type }) => Type === ACCOUNT_QUOTA_TYPE);
    const emailsAt = (size: number) => evaluatorOf(template, { PoolSize: String(size) }).evaluate(quota.Properties.AccountEmails, 'Emails');
    expect(emailsAt(2)).toEqual(['aws+pool-001@example.com', 'aws+pool-002@example.com']);
    expect(emailsAt(20)).toHaveLength(20);
  });

  test('lists the ids of what is there', () => {
    const stack = poolStack();
    const pool = new AccountPool(stack, 'Pool', { elasticSize: { min: 1, max: 3 } });
    new CfnOutput(stack, 'Ids', { value: Fn.join(',', pool.accountIds) });
    const template = Template.fromStack(stack).toJSON();
    const [, ids] = template.Outputs.Ids.Value['Fn::Join'];
    expect(ids[0]).toEqual({ 'Fn::GetAtt': [expect.stringContaining('pool001'), 'AccountId'] });
    expect(ids.slice(1)).toEqual(['2', '3'].map(size => ({
      'Fn::If': [expect.stringContaining(`AtLeast${size}`), { 'Fn::GetAtt': [expect.stringContaining(`pool00${size}`), 'AccountId'] }, { Ref: 'AWS::NoValue' }],
    })));
    expect(stack.resolve(pool.accounts[0].accountId)).toEqual(ids[0]);
  });

  test.each(['accountId', 'accountName', 'accountEmail'] as const)('tells the %s of no account that may not be there', property => {
    const pool = new AccountPool(poolStack(), 'Pool', { elasticSize: { min: 1, max: 3 } });
    expect(messageOf(() => pool.accounts[2][property])).toBe(
      `pool account 'Pool/Pool/pool-003': its '${property}' can't be read, because the account is there only when the pool has 3 accounts or more, and CloudFormation refuses `
      + "a template that refers to what may be missing; read 'accountIds' of the pool, which leaves out what isn't there, or set 'elasticSize.min' to 3");
  });

  test('names its parameter by its place in the stack', () => {
    const app = appWith();
    const stack = new Stack(app, 'Stack', { env: ENV });
    const pools = [new AccountPool(stack, 'a-pool', { elasticSize: { min: 1, max: 2 } }), new AccountPool(stack, 'Fixed', { size: 1, firstNumber: 50 })];
    expect(pools.map(({ sizeParameterName }) => sizeParameterName)).toEqual(['apoolSize', undefined]);
    expect(Template.fromStack(stack).toJSON().Parameters).toHaveProperty('apoolSize');
  });

  test('fits into a stack with 140 accounts besides the least: conditions take no resource, and four steps at most', () => {
    const template = elastic({ min: 5, max: 145, initial: 10 });
    expect(Object.keys(template.Resources).length).toBeLessThan(500);
    expect(JSON.stringify(template).length).toBeLessThan(400_000);
    expect(Math.max(...Object.keys(template.Conditions).map(condition => depth(template, condition)))).toBeLessThanOrEqual(4);
    const lengths = [...JSON.stringify(template.Conditions).matchAll(/"Fn::Or":/g)].length;
    expect(lengths).toBeGreaterThan(100);
    for (const expression of Object.values<Json>(template.Conditions)) {
      const alternatives = expression['Fn::Or'] as unknown[] | undefined;
      expect(alternatives === undefined || (alternatives.length >= 2 && alternatives.length <= 10)).toBe(true);
    }
  });
});

describe('bounds are refused', () => {
  test.each<[string, Partial<AccountPoolProps>, string]>([
    ['beside a size', { size: 3, elasticSize: { min: 1, max: 3 } }, `'size' (3) and 'elasticSize' ({"min":1,"max":3}) both say how many accounts the pool has; remove one of them`],
    ['neither', {}, "'size' must be a whole number, 1 or more, got undefined; set it, or 'elasticSize' for a pool that grows by a parameter"],
    ['a number', { elasticSize: 3 as never }, "'elasticSize' must be an object of numbers, got 3; write it like { min: 5, max: 40 }"],
    ['no least size', { elasticSize: { max: 3 } as never }, "elasticSize: 'min' must be a number, got undefined"],
    ['a name that isn\'t one', { elasticSize: { min: 1, max: 3, inital: 2 } as never }, "'inital' (2) is not a property of ElasticSize, expected one of min, max, initial; did you mean 'initial'?"],
    ['none at least', { elasticSize: { min: 0, max: 3 } }, "'elasticSize.min' must be a whole number, 1 or more, got 0"],
    ['half an account', { elasticSize: { min: 1, max: 2.5 } }, "'elasticSize.max' must be a whole number, 1 or more, got 2.5"],
    ['the least above the most', { elasticSize: { min: 4, max: 3 } }, "'elasticSize.max' must be a whole number, 4 or more, got 3; it can't be less than 'min'"],
    ['more than maxSize', { elasticSize: { min: 4, max: 51 } }, "'elasticSize.max' must be 50 ('maxSize') at most, got 51"],
    ['an initial size below the least', { elasticSize: { min: 4, max: 9, initial: 3 } }, "'elasticSize.initial' must be a whole number from 4 to 9, got 3"],
    ['an initial size above the most', { elasticSize: { min: 4, max: 9, initial: 10 } }, "'elasticSize.initial' must be a whole number from 4 to 9, got 10"],
    ['what is not known yet', { elasticSize: { min: 4, max: Fn.ref('Most') as never } }, "'elasticSize.max' must be known at synthesis, got a token"],
  ])('%s', (_, props, message) => {
    expect(messageOf(() => new AccountPool(poolStack(), 'Pool', props))).toContain(message);
  });

  test('more than a stack holds', () => {
    const stack = poolStack();
    new AccountPool(stack, 'Pool', { maxSize: 200, elasticSize: { min: 5, max: 200 } });
    expect(messageOf(() => Template.fromStack(stack))).toMatch(/a stack must have 500 resources at most[^]*new AccountPool\(stack, 'Pool', \{ elasticSize: \{ max: 158, \.\.\. \}, \.\.\. \}\)/);
  });
});
