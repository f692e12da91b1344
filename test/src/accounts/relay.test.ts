import { CfnOutput, CfnParameter, Duration, NestedStack, RemovalPolicies, RemovalPolicy, Stack, Stage, Tags } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { AccountFactory, PoolAccount } from '../../../src';
import { POOL_ACCOUNT_TYPE, PoolAccountProperty } from '../../../src/contract';
import { appWith, ENV, isLogOfFramework, legsOf, messageOf, poolStack } from '../support';

const OURS = ['ServiceToken', 'ServiceTimeout', ...Object.values(PoolAccountProperty)];

function associationOf(template: Template): string {
  return Object.keys(template.findResources('AWS::ServiceCatalog::PortfolioPrincipalAssociation'))[0];
}

describe('the relay', () => {
  test('an account is three legs, each behind the one before', () => {
    const stack = poolStack();
    new PoolAccount(stack, 'pool-010');
    const template = Template.fromStack(stack);
    const [start, second, last, ...more] = legsOf(template, 'pool-010');
    expect(more).toEqual([]);
    expect([start, second, last].map(leg => leg.properties.Leg)).toEqual(['Start', 'Leg2', 'Resource']);
    const association = associationOf(template);
    const first = [association, 'AccountQuota'];
    expect(start.dependsOn.sort()).toEqual(first.sort());
    expect(second.dependsOn.sort()).toEqual([...first, start.logicalId].sort());
    expect(last.dependsOn.sort()).toEqual([...first, second.logicalId].sort());
  });

  test.each([
    [1, 2], [55, 2], [56, 2], [110, 2], [111, 3], [150, 3], [165, 3], [166, 4], [1440, 27],
  ])('a timeout of %d minutes makes %d legs, two at least', (minutes, legs) => {
    const stack = poolStack();
    new PoolAccount(stack, 'pool-010', { timeout: Duration.minutes(minutes) });
    expect(legsOf(Template.fromStack(stack), 'pool-010').map(leg => leg.properties.Leg))
      .toEqual(['Start', ...Array.from({ length: legs - 2 }, (_, index) => `Leg${index + 2}`), 'Resource']);
  });

  test('every leg carries the same small properties besides its own name', () => {
    const stack = poolStack();
    new PoolAccount(stack, 'pool-010', { adoptExisting: true, verify: '2026-12' });
    Tags.of(stack).add('team', 'sandbox');
    const legs = legsOf(Template.fromStack(stack), 'pool-010');
    for (const leg of legs) {
      expect(leg.properties).toEqual({
        ServiceToken: expect.anything(),
        ServiceTimeout: '3600',
        Leg: leg.properties.Leg,
        AccountName: 'pool-010',
        AccountEmail: 'aws+pool-010@example.com',
        Owner: 'Pool/pool-010',
        AdoptExisting: true,
        Verify: '2026-12',
        Tags: [{ Key: 'team', Value: 'sandbox' }],
      });
      expect(Object.keys(leg.properties).filter(key => !OURS.includes(key))).toEqual([]);
    }
  });

  test('what is not asked for is not said', () => {
    const stack = poolStack();
    new PoolAccount(stack, 'pool-010', { adoptExisting: false });
    for (const leg of legsOf(Template.fromStack(stack), 'pool-010')) {
      expect(Object.keys(leg.properties).sort()).toEqual(['AccountEmail', 'AccountName', 'Leg', 'Owner', 'ServiceTimeout', 'ServiceToken']);
    }
  });

  test('every leg is retained, whatever happens to the construct', () => {
    const stack = poolStack();
    new PoolAccount(stack, 'pool-010');
    Template.fromStack(stack).allResources(POOL_ACCOUNT_TYPE, { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  test('a removal policy for everything in the app leaves the accounts alone', () => {
    const stack = poolStack();
    new PoolAccount(stack, 'pool-010');
    RemovalPolicies.of(stack).destroy();
    Template.fromStack(stack).allResources(POOL_ACCOUNT_TYPE, { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  test('throws when the account is given another removal policy', () => {
    const account = new PoolAccount(poolStack(), 'pool-010');
    account.applyRemovalPolicy(RemovalPolicy.RETAIN);
    expect(messageOf(() => account.applyRemovalPolicy(RemovalPolicy.DESTROY)))
      .toBe("pool account 'Pool/pool-010': the removal policy must be 'retain', got 'destroy'; an account is never deleted by a template, so remove the call");
  });

  test('attributes are read from the last leg alone', () => {
    const stack = poolStack();
    const account = new PoolAccount(stack, 'pool-010');
    new CfnOutput(stack, 'Id', { value: account.accountId });
    new CfnOutput(stack, 'Name', { value: account.accountName });
    new CfnOutput(stack, 'Email', { value: account.accountEmail });
    const template = Template.fromStack(stack);
    const last = legsOf(template, 'pool-010')[2].logicalId;
    template.hasOutput('Id', { Value: { 'Fn::GetAtt': [last, 'AccountId'] } });
    template.hasOutput('Name', { Value: { 'Fn::GetAtt': [last, 'AccountName'] } });
    template.hasOutput('Email', { Value: { 'Fn::GetAtt': [last, 'AccountEmail'] } });
  });

  test('the last leg keeps its logical id when the number of legs changes', () => {
    const ids = [50, 150, 300].map(minutes => {
      const stack = poolStack();
      new PoolAccount(stack, 'pool-010', { timeout: Duration.minutes(minutes) });
      return legsOf(Template.fromStack(stack), 'pool-010').at(-1)!.logicalId;
    });
    expect(new Set(ids).size).toBe(1);
  });

  test('nothing depends on a last leg, the only one that can fail', () => {
    const stack = poolStack();
    for (const name of ['a', 'b', 'c']) {
      new PoolAccount(stack, name);
    }
    const template = Template.fromStack(stack);
    const last = ['a', 'b', 'c'].map(name => legsOf(template, name)[2].logicalId);
    const text = Object.values(template.toJSON().Resources as Record<string, { DependsOn?: string[]; Properties?: unknown }>)
      .map(resource => JSON.stringify([resource.DependsOn, resource.Properties])).join();
    for (const id of last) {
      expect(text).not.toContain(`"${id}"`);
    }
  });

  test('no resource has a name of its own but the role, which the hub account of a sandbox has to know', () => {
    const stack = poolStack();
    new PoolAccount(stack, 'pool-010');
    const resources = Object.entries(Template.fromStack(stack).toJSON().Resources as Record<string, { Properties?: Record<string, unknown> }>);
    const names = resources.filter(([id]) => !isLogOfFramework(id)).flatMap(([, { Properties = {} }]) => Object.entries(Properties))
      .filter(([key]) => /^(RoleName|FunctionName|LogGroupName|StateMachineName|ManagedPolicyName)$/.test(key));
    expect(names).toEqual([['RoleName', 'AccountRobot-Pool']]);
  });
});

describe('the chain of starts', () => {
  function chain(names: string[], props: (name: string) => object = () => ({})): Map<string, string[]> {
    const stack = poolStack();
    for (const name of names) {
      new PoolAccount(stack, name, props(name));
    }
    const template = Template.fromStack(stack);
    const before = [associationOf(template), 'AccountQuota'];
    const starts = new Map(names.map(name => [legsOf(template, name)[0].logicalId, name]));
    return new Map(names.map(name => [
      name, legsOf(template, name)[0].dependsOn.filter(id => !before.includes(id)).map(id => starts.get(id) ?? `not a start: ${id}`),
    ]));
  }

  test('each start waits for the start of the account declared before it, and for nothing else', () => {
    expect(chain(['a', 'b', 'c', 'd'])).toEqual(new Map([['a', []], ['b', ['a']], ['c', ['b']], ['d', ['c']]]));
  });

  test('an account removed from the middle re-ties one dependency', () => {
    const before = chain(['a', 'b', 'c', 'd']);
    const after = chain(['a', 'c', 'd']);
    const changed = [...after.keys()].filter(name => JSON.stringify(after.get(name)) !== JSON.stringify(before.get(name)));
    expect(changed).toEqual(['c']);
    expect(after.get('c')).toEqual(['a']);
  });

  test('an account that exists already stands in no queue', () => {
    expect(chain(['a', 'b', 'c'], name => name === 'b' ? { existingAccountId: '444455556666' } : {}))
      .toEqual(new Map([['a', []], ['b', []], ['c', ['a']]]));
  });

  test('accounts of two factories of one stack stand in one queue, because they stand before one gate', () => {
    const stack = poolStack();
    for (const name of ['One', 'Two']) {
      new PoolAccount(stack, `pool-${name}`, { source: new AccountFactory(stack, name) });
    }
    const template = Template.fromStack(stack);
    expect(legsOf(template, 'pool-Two')[0].dependsOn).toContain(legsOf(template, 'pool-One')[0].logicalId);
  });

  test('two stacks have two queues', () => {
    const app = appWith();
    const stacks = ['One', 'Two'].map(id => new Stack(app, id, { env: ENV }));
    stacks.forEach((stack, index) => new PoolAccount(stack, `pool-${index}`));
    stacks.forEach((stack, index) => {
      const template = Template.fromStack(stack);
      expect(legsOf(template, `pool-${index}`)[0].dependsOn.sort()).toEqual([associationOf(template), 'AccountQuota'].sort());
    });
    expect(stacks[1].dependencies).toEqual([]);
  });
});

describe('the owner', () => {
  function ownerIn(scope: Construct, id = 'pool-010'): unknown {
    new PoolAccount(scope, id, { accountName: 'pool-010' });
    return legsOf(Template.fromStack(Stack.of(scope)), 'pool-010')[0].properties.Owner;
  }

  test('is the stack as it is deployed, and the path within it', () => {
    const app = appWith();
    expect(ownerIn(new Construct(new Stack(app, 'Pool', { stackName: 'my-pool' }), 'Europe'))).toBe('my-pool/Europe/pool-010');
  });

  test('does not change with the stage that the app puts the stack into, but for the name of the stack', () => {
    const stage = new Stage(appWith(), 'Prod', { env: ENV });
    expect(ownerIn(new Construct(new Stack(stage, 'Pool'), 'Europe'))).toBe('Prod-Pool/Europe/pool-010');
  });

  test('of a nested stack counts from the root, because the nested one gets a new name when it is made again', () => {
    const nested = new NestedStack(new Stack(appWith(), 'Pool', { env: ENV }), 'Nested');
    expect(ownerIn(nested)).toBe('Pool/Nested/pool-010');
  });

  test('fits into a tag, whatever the ids are', () => {
    const odd = ownerIn(new Stack(appWith(), 'Pool'), 'Konto #10 für alle');
    expect(odd).toMatch(/^Pool\/Konto -10 f-r alle-[0-9a-f]{8}$/);
    const long = ownerIn(new Stack(appWith(), 'P'.repeat(128)), 'x'.repeat(300));
    expect(String(long)).toHaveLength(256);
  });
});

describe('timeouts', () => {
  test('throws for a timeout that no account has', () => {
    expect(messageOf(() => new PoolAccount(poolStack(), 'pool-010', { timeout: Duration.minutes(0) })))
      .toBe("pool account 'Pool/pool-010': 'timeout' must be 1 to 1440 minutes, got 0; remove the setting to use the default");
    expect(messageOf(() => new PoolAccount(poolStack(), 'pool-010', { timeout: Duration.minutes(1441) }))).toContain('got 1441');
  });

  test('throws for a timeout that is known only later', () => {
    const stack = poolStack();
    const timeout = Duration.minutes(new CfnParameter(stack, 'Minutes', { type: 'Number' }).valueAsNumber);
    expect(messageOf(() => new PoolAccount(stack, 'pool-010', { timeout }))).toContain("'timeout' must be known at synthesis, got a token");
  });
});
