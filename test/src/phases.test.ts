/**
 * The constructs in apps that use what the CDK has for all constructs at once: none of it may collide with ours, or send an update to an account.
 *
 * It runs with the floor and, without and with its flags, with the newest CDK.
 */

import type { AppProps, IPropertyInjector, IStackSynthesizer, StackProps } from 'aws-cdk-lib';
import {
  App,
  CliCredentialsStackSynthesizer,
  CustomResource,
  DefaultStackSynthesizer,
  LegacyStackSynthesizer,
  MissingRemovalPolicies,
  NestedStack,
  PropertyInjectors,
  RemovalPolicies,
  Stack,
  Stage,
  Tags,
} from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Repository } from 'aws-cdk-lib/aws-codecommit';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Provider } from 'aws-cdk-lib/custom-resources';
import { CodePipeline, CodePipelineSource, ShellStep } from 'aws-cdk-lib/pipelines';
import recommended from 'aws-cdk-lib/recommended-feature-flags.json';
import type { Construct } from 'constructs';
import { ENV, FLAGS, legsOf, messageOf, SANDBOX, SETTINGS } from './support';
import { AccountFactory, AccountPool, PoolAccount } from '../../src';
import { POOL_ACCOUNT_TYPE } from '../../src/contract';

const SETTINGS_OF_APP = { 'account-robot': { ...SETTINGS, sandbox: SANDBOX } };

/** A pool, an account beside it, and one of another factory. */
function fill(stack: Stack): Stack {
  new AccountPool(stack, 'Pool', { size: 3, tags: { team: 'sandbox' } });
  new PoolAccount(stack, 'alone');
  new PoolAccount(stack, 'other', { source: new AccountFactory(stack, 'Other') });
  return stack;
}

function appOf(context: object = {}, props: AppProps = {}): App {
  return new App({ ...props, context: { ...SETTINGS_OF_APP, ...context } });
}

function stackOf(context: object = {}, props: StackProps = {}): Stack {
  return fill(new Stack(appOf(context), 'Pool', { env: ENV, ...props }));
}

const accountsOf = (stack: Stack) => Template.fromStack(stack).findResources(POOL_ACCOUNT_TYPE);

/** What deployed stacks have. */
let plain: object;
beforeAll(() => {
  plain = accountsOf(stackOf());
});

test('all feature flags that this CDK recommends, together', () => {
  expect(accountsOf(stackOf(recommended))).toEqual(plain);
});

describe('removal policies for everything', () => {
  test.each<[string, (stack: Stack) => void]>([
    ['destroy', stack => RemovalPolicies.of(stack).destroy()],
    ['retain on update or delete', stack => RemovalPolicies.of(stack).retainOnUpdateOrDelete()],
    ['destroy what has none', stack => MissingRemovalPolicies.of(stack).destroy()],
    ['destroy in the whole app', stack => RemovalPolicies.of(stack.node.root).destroy()],
  ])('%s: accounts are kept', (_, apply) => {
    const stack = stackOf();
    apply(stack);
    expect(accountsOf(stack)).toEqual(plain);
  });
});

test.each([true, false])('tags of the app with explicit tags of stacks: %s', explicit => {
  const stack = stackOf({ '@aws-cdk/core:explicitStackTags': explicit });
  Tags.of(stack.node.root).add('center', '4711');
  for (const { properties } of legsOf(Template.fromStack(stack), 'pool-001')) {
    expect(properties.Tags).toEqual([{ Key: 'center', Value: '4711' }, { Key: 'team', Value: 'sandbox' }]);
  }
});

test('policies that are made small keep our statements by their ids', () => {
  const rolesOf = (minimize: boolean) => Object.values(Template.fromStack(stackOf({ '@aws-cdk/aws-iam:minimizePolicies': minimize })).findResources('AWS::IAM::Role'))
    .flatMap(({ Properties: { Policies = [] } }) => Policies);
  const statements = rolesOf(true).flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
  expect(statements.length).toBeGreaterThan(15);
  for (const { Sid } of statements) {
    expect(Sid).toMatch(/^[A-Za-z0-9]+$/);
  }
  const idsOf = (policies: { PolicyDocument: { Statement: { Sid: string }[] } }[]) => policies
    .map(({ PolicyDocument }) => PolicyDocument.Statement.map(({ Sid }) => Sid).sort());
  expect(idsOf(rolesOf(true))).toEqual(idsOf(rolesOf(false)));
});

test('property injectors for all that we use, which change nothing', () => {
  const unchanged = (constructUniqueId: string): IPropertyInjector => ({ constructUniqueId, inject: props => props });
  const seen: string[] = [];
  const app = appOf();
  const used = [iam.Role, lambda.Function, logs.LogGroup, Provider, CustomResource];
  PropertyInjectors.of(app).add(...used.map(({ PROPERTY_INJECTION_ID }) => unchanged(PROPERTY_INJECTION_ID)), {
    constructUniqueId: iam.Policy.PROPERTY_INJECTION_ID,
    inject: (props, { id }) => {
      seen.push(id);
      return props;
    },
  });
  expect(accountsOf(fill(new Stack(app, 'Pool', { env: ENV })))).toEqual(plain);
  expect(seen).toContain('DefaultPolicy');
});

test.each<[string, () => IStackSynthesizer]>([
  ['the legacy one', () => new LegacyStackSynthesizer()],
  ['one with the credentials of the command', () => new CliCredentialsStackSynthesizer()],
  ['the default one with another qualifier', () => new DefaultStackSynthesizer({ qualifier: 'company', generateBootstrapVersionRule: false })],
])('synthesizers: %s', (_, synthesizer) => {
  expect(accountsOf(stackOf({}, { synthesizer: synthesizer() }))).toEqual(plain);
});

test('a stage, and a nested stack in it', () => {
  const stage = new Stage(appOf(), 'Prod', { env: ENV });
  const stack = fill(new Stack(stage, 'Pool'));
  const nested = new NestedStack(new Stack(stage, 'Parent'), 'Nested');
  new AccountPool(nested, 'Pool', { size: 2, firstNumber: 20 });
  stage.synth();
  expect(Object.keys(accountsOf(stack))).toEqual(Object.keys(plain));
  const legs = legsOf(Template.fromStack(nested), 'pool-020');
  expect(legs.map(({ resource }) => resource.DeletionPolicy)).toEqual(['Retain', 'Retain', 'Retain']);
});

test('a pipeline that deploys a pool, and one that deploys several waves', () => {
  const app = appOf();
  const stack = new Stack(app, 'Pipeline', { env: ENV });
  const repository = new Repository(stack, 'Repository', { repositoryName: 'pool' });
  const pipeline = new CodePipeline(stack, 'Pipeline', {
    synth: new ShellStep('Synth', { input: CodePipelineSource.codeCommit(repository, 'main'), commands: ['npm ci', 'npx cdk synth'] }),
  });
  const stage = (id: string, firstNumber: number) => {
    const made = new Stage(app, id, { env: ENV });
    new AccountPool(new Stack(made, 'Pool'), 'Pool', { size: 2, firstNumber });
    return made;
  };
  pipeline.addStage(stage('One', 1));
  pipeline.addWave('Others').addStage(stage('Two', 10));
  app.synth();
  const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::CodePipeline::Pipeline'));
  const stacks = Properties.Stages.flatMap(({ Actions }: { Actions: { Configuration: { StackName?: string } }[] }) => Actions).map(
    ({ Configuration }: { Configuration: { StackName?: string } }) => Configuration.StackName);
  expect(new Set(stacks.filter((name?: string) => name !== undefined))).toEqual(new Set(['One-Pool', 'Two-Pool']));
});

test('as many accounts as fit are told, also if flags bring logs of the framework with them', () => {
  const room = FLAGS['@aws-cdk/aws-lambda:useCdkManagedLogGroup'] === true ? 156 : 158;
  const pool = (size: number) => {
    const stack = new Stack(new App({ context: { 'account-robot': SETTINGS } }), 'Pool', { env: ENV });
    new AccountPool(stack as Construct, 'Pool', { size, maxSize: size });
    return Template.fromStack(stack);
  };
  expect(Object.keys(pool(room).findResources(POOL_ACCOUNT_TYPE))).toHaveLength(3 * room);
  expect(messageOf(() => pool(room + 1))).toContain(`leave ${room} accounts here`);
});
