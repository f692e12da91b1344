import { CfnParameter, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { AccountFactory, PoolAccount } from '../../../../src';
import { FACTORY_PORTFOLIO_TYPE, FUNCTION_LABEL, FunctionLabel, METRIC_NAMESPACE, MetricDimension, MetricName, POOL_ACCOUNT_TYPE } from '../../../../src/contract';
import { packageVersion } from '../../../../src/shared/package-info';
import { appWith, ENV, FLAGS, isLogOfFramework, legsOf, messageOf, poolStack } from '../../support';

const PROVIDERS = 'AWS::StepFunctions::StateMachine';

describe('the shared factory', () => {
  test('is one for all accounts of a stack that name no source', () => {
    const stack = poolStack();
    for (const id of ['a', 'b', 'c']) {
      new PoolAccount(new Construct(stack, `In-${id}`), id);
    }
    const template = Template.fromStack(stack);
    template.resourceCountIs(PROVIDERS, 1);
    const tokens = Object.values(template.findResources(POOL_ACCOUNT_TYPE)).map(leg => JSON.stringify(leg.Properties.ServiceToken));
    expect(new Set(tokens).size).toBe(1);
  });

  test('is one for each stack, and for each app', () => {
    const app = appWith();
    const stacks = ['One', 'Two'].map(id => new Stack(app, id, { env: ENV }));
    stacks.forEach((stack, index) => new PoolAccount(stack, `pool-${index}`));
    for (const stack of [...stacks, poolStack()]) {
      if (stack.stackName === 'Pool') {
        new PoolAccount(stack, 'pool-0');
      }
      Template.fromStack(stack).resourceCountIs(PROVIDERS, 1);
    }
  });

  test('is the one that the stack has under that id already', () => {
    const stack = poolStack();
    new AccountFactory(stack, 'AccountFactory', { concurrency: 9 });
    new PoolAccount(stack, 'pool-010');
    Template.fromStack(stack).resourceCountIs(PROVIDERS, 1);
  });

  test('leaves a factory of another id alone', () => {
    const stack = poolStack();
    new PoolAccount(stack, 'pool-010', { source: new AccountFactory(stack, 'Mine') });
    new PoolAccount(stack, 'pool-011');
    Template.fromStack(stack).resourceCountIs(PROVIDERS, 2);
  });

  test('throws when something else has its place', () => {
    const stack = poolStack();
    new Construct(stack, 'AccountFactory');
    expect(messageOf(() => new PoolAccount(stack, 'pool-010'))).toBe("pool account 'Pool/pool-010': 'Pool/AccountFactory' takes the place of the account factory "
      + "that accounts without a 'source' share; give that construct another id, or pass an AccountFactory as 'source'");
  });

  test('can serve accounts of another stack', () => {
    const app = appWith();
    const shared = new Stack(app, 'Shared', { env: ENV });
    const pool = new Stack(app, 'Pool', { env: ENV });
    new PoolAccount(pool, 'pool-010', { source: new AccountFactory(shared, 'Factory') });
    Template.fromStack(shared).resourceCountIs(PROVIDERS, 1);
    const template = Template.fromStack(pool);
    template.resourceCountIs(PROVIDERS, 0);
    expect(legsOf(template, 'pool-010')[0].properties.ServiceToken)
      .toEqual({ [FLAGS['@aws-cdk/core:defaultCrossStackReferences'] === 'weak' ? 'Fn::GetStackOutput' : 'Fn::ImportValue']: expect.anything() });
    expect(pool.dependencies).toEqual([shared]);
  });
});

describe('what it deploys', () => {
  const stack = poolStack();
  new PoolAccount(stack, 'pool-010');
  const template = Template.fromStack(stack);

  test('two functions on one role, with one environment', () => {
    const functions = Object.values(template.findResources('AWS::Lambda::Function', {
      Properties: { Environment: { Variables: Match.objectLike({ CONCURRENCY: '1' }) } },
    }));
    expect(functions).toHaveLength(2);
    expect(functions[0].Properties.Role).toEqual(functions[1].Properties.Role);
    for (const { Properties } of functions) {
      expect(Properties).toMatchObject({ Runtime: 'nodejs24.x', Handler: 'index.handler', Timeout: 300 });
      expect(Properties.LoggingConfig.LogGroup).toBeDefined();
      expect(Properties.Environment.Variables.PRODUCT_ID).toEqual({ 'Fn::GetAtt': [expect.stringContaining('Portfolio'), 'ProductId'] });
    }
    const logs = Object.entries(template.findResources('AWS::Logs::LogGroup')).filter(([id]) => !isLogOfFramework(id));
    expect(logs.map(([, { Properties }]) => Properties)).toEqual(Array(3).fill({ RetentionInDays: 180 }));
  });

  test('three functions that logs and reports can tell apart', () => {
    const labels = Object.values(template.findResources('AWS::Lambda::Function'))
      .map(({ Properties }) => Properties.Environment?.Variables?.[FUNCTION_LABEL]).filter(label => label !== undefined);
    expect(labels.sort()).toEqual([FunctionLabel.IS_COMPLETE, FunctionLabel.KICK, FunctionLabel.LOOK_UP].sort());
  });

  test('a waiter that looks every 30 seconds for 57 minutes and logs nothing', () => {
    const [machine] = Object.values(template.findResources(PROVIDERS));
    const definition = JSON.stringify(machine.Properties.DefinitionString);
    expect(definition).toContain('\\"IntervalSeconds\\":30,\\"MaxAttempts\\":114,\\"BackoffRate\\":1');
    expect(machine.Properties.LoggingConfiguration).toBeUndefined();
  });

  test('the role in the portfolio, before any leg', () => {
    const [role] = Object.keys(template.findResources('AWS::IAM::Role', {
      Properties: { Policies: Match.arrayWith([Match.objectLike({ PolicyName: 'AccountFactoryCaller' })]) },
    }));
    const [portfolio] = Object.keys(template.findResources(FACTORY_PORTFOLIO_TYPE));
    const [association] = Object.keys(template.findResources('AWS::ServiceCatalog::PortfolioPrincipalAssociation', {
      Properties: {
        PortfolioId: { 'Fn::GetAtt': [portfolio, 'PortfolioId'] },
        PrincipalARN: { 'Fn::GetAtt': [role, 'Arn'] },
        PrincipalType: 'IAM',
      },
    }));
    for (const leg of legsOf(template, 'pool-010')) {
      expect(leg.dependsOn).toContain(association);
    }
  });

  test('a look-up that each version of the package repeats', () => {
    template.hasResourceProperties(FACTORY_PORTFOLIO_TYPE, { PackageVersion: packageVersion() });
    expect(Object.keys(Object.values(template.findResources(FACTORY_PORTFOLIO_TYPE))[0].Properties).sort()).toEqual(['PackageVersion', 'ServiceToken']);
  });

  test('nothing of its settings in the properties of an account', () => {
    const propertiesWith = (concurrency: number, unit: string, first: string) => {
      const other = poolStack();
      const factory = new AccountFactory(other, 'AccountFactory', {
        concurrency,
        holdingOrganizationalUnitId: unit,
        ssoUser: { email: 'x@example.com', firstName: first, lastName: 'y' },
      });
      new PoolAccount(other, 'pool-010', { source: factory });
      return Template.fromStack(other).findResources(POOL_ACCOUNT_TYPE);
    };
    expect(propertiesWith(2, 'ou-abcd-11112222', 'a')).toEqual(propertiesWith(9, 'ou-efgh-33334444', 'b'));
  });
});

describe('for users', () => {
  test('it is a principal that can be granted something', () => {
    const stack = poolStack();
    const factory = new AccountFactory(stack, 'Factory');
    new Bucket(stack, 'Bucket').grantRead(factory);
    expect(factory.grantPrincipal).toBe(factory.role);
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', { Roles: [stack.resolve(factory.role.roleName)] });
    expect(factory.role).toBeInstanceOf(iam.Role);
  });

  test('its metrics are those that the handlers emit', () => {
    const stack = poolStack({ stackName: 'my-pool' });
    const factory = new AccountFactory(stack, 'Factory');
    const metrics: [Metric, string, string][] = [
      [factory.metricProvisioned(), MetricName.PROVISIONED, 'Sum'],
      [factory.metricFailed(), MetricName.FAILED, 'Sum'],
      [factory.metricFactoryMinutes(), MetricName.FACTORY_MINUTES, 'Average'],
      [factory.metricCleaningMinutes(), MetricName.CLEANING_MINUTES, 'Average'],
      [factory.metric(MetricName.FAILED), MetricName.FAILED, 'Average'],
    ];
    for (const [metric, metricName, statistic] of metrics) {
      expect(metric).toMatchObject({ namespace: METRIC_NAMESPACE, metricName, dimensions: { [MetricDimension.STACK]: 'my-pool' }, statistic });
    }
    expect(new Set(metrics.map(([, name]) => name))).toEqual(new Set(Object.values(MetricName)));
    expect(factory.metricFactoryMinutes({ statistic: 'p90' }).statistic).toBe('p90');
  });

  test('one account after another is told what it costs, once and with the number of accounts', () => {
    const infos = (accounts: number, concurrency?: number) => {
      const stack = poolStack();
      const source = new AccountFactory(stack, 'Factory', { concurrency });
      for (let number = 1; number <= accounts; number++) {
        new PoolAccount(stack, `pool-${number}`, { source });
      }
      new PoolAccount(stack, 'old', { source, existingAccountId: '444455556666' });
      return Annotations.fromStack(stack).findInfo('*', Match.stringLikeRegexp('account-robot:concurrency')).map(info => info.entry.data);
    };
    expect(infos(10)).toEqual(['10 new accounts are created one after another and take about 4 h 10 min; '
      + 'with \'concurrency: 5\', the usual quota "Concurrent account operations", they would take about 50 min [ack: account-robot:concurrency]']);
    expect(infos(1)).toEqual([]);
    expect(infos(10, 2)).toEqual([]);
  });

  test('a concurrency that is known only later is told nothing about', () => {
    const stack = poolStack();
    const concurrency = new CfnParameter(stack, 'Concurrency', { type: 'Number' }).valueAsNumber;
    const source = new AccountFactory(stack, 'Factory', { concurrency });
    new PoolAccount(stack, 'a', { source });
    new PoolAccount(stack, 'b', { source });
    Annotations.fromStack(stack).hasNoInfo('*', Match.stringLikeRegexp('account-robot:concurrency'));
  });
});

test('an account in another environment than its factory is refused in a sentence', () => {
  const app = appWith();
  const source = new AccountFactory(new Stack(app, 'Home', { env: { account: '111122223333', region: 'eu-west-1' } }), 'Factory');
  const away = new Stack(app, 'Away', { env: { account: '111122223333', region: 'us-east-1' } });
  expect(() => new PoolAccount(away, 'pool-001', { source }))
    .toThrow(/pool account 'Away\/pool-001': its stack must have the environment of its source 'Home\/Factory' \(aws:\/\/111122223333\/eu-west-1\), got aws:\/\/111122223333\/us-east-1; give both/);
});
