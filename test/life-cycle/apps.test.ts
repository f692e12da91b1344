/** Apps in which something is beside the accounts, or known to AWS alone: they are rehearsed as AWS would deploy them. */

import { AccountFactory, AccountPool, PoolAccount } from 'account-robot';
import type { App } from 'aws-cdk-lib';
import { Aws, CfnCondition, CfnOutput, CfnParameter, CfnResource, Fn, LegacyStackSynthesizer, Stack } from 'aws-cdk-lib';
import { AccountOutcome, succeeded } from '../../rehearsal/report';
import type { Rehearsed } from '../support/rehearse-app';
import { ACCOUNT, HOLDING, names, poolStack, rehearseApp, REGION } from '../support/rehearse-app';

const ENV = { env: { account: ACCOUNT, region: REGION } };
const OTHER_UNIT = 'ou-abcd-55556666';
const UNITS = { organizationalUnits: [{ id: HOLDING, name: 'Pool', registered: true }, { id: OTHER_UNIT, name: 'Other', registered: true }] };

const statusesOf = ({ report }: Rehearsed) => Object.fromEntries(report.stacks.map(({ name, status }) => [name, status]));
const available = ({ report }: Rehearsed) => report.accounts.filter(({ state }) => state === AccountOutcome.AVAILABLE).map(({ name }) => name);
const assumedOf = ({ report }: Rehearsed) => report.assumed.join('\n');

describe('a unit that the app names by a parameter', () => {
  const app = (type: string, defaultValue?: string) => (root: App) => {
    const stack = new Stack(root, 'Pool', ENV);
    const unit = new CfnParameter(stack, 'Unit', { type, default: defaultValue });
    const source = new AccountFactory(stack, 'Factory', { holdingOrganizationalUnitId: unit.valueAsString });
    new PoolAccount(stack, 'pool-001', { source });
  };

  test('is that of its default, or that which is given', async () => {
    expect(available(await rehearseApp({ app: app('String', HOLDING), world: { organization: UNITS } }))).toEqual(['pool-001']);
    const given = { parameters: { 'Pool:Unit': OTHER_UNIT } };
    const other = await rehearseApp({ app: app('String'), world: { organization: UNITS, values: given } });
    expect(available(other)).toEqual(['pool-001']);
    expect(other.report.accounts[0].organizationalUnit).toBe('Other');
  });

  test('without a value is what AWS refuses too', async () => {
    const { report } = await rehearseApp({ app: app('String') });
    expect(report.stacks).toMatchObject([{ status: 'REFUSED', reason: 'Parameters: [Unit] must have values (with --parameters Pool:Unit=VALUE, or in the world file)' }]);
  });

  test('of Systems Manager is what is said of it', async () => {
    const ssm = app('AWS::SSM::Parameter::Value<String>', '/landing-zone/unit');
    await expect(rehearseApp({ app: ssm })).rejects.toThrow("say it with --parameters Pool:Unit=VALUE or in the world file (values.ssmParameters, '/landing-zone/unit').");
    expect(available(await rehearseApp({ app: ssm, world: { values: { ssmParameters: { '/landing-zone/unit': HOLDING } } } }))).toEqual(['pool-001']);
  });
});

test('the older synthesizer passes the places of its assets on as parameters', async () => {
  const app = (root: App) => {
    new PoolAccount(new Stack(root, 'Pool', { ...ENV, synthesizer: new LegacyStackSynthesizer() }), 'pool-001');
  };
  expect(available(await rehearseApp({ app }))).toEqual(['pool-001']);
});

test('a unit that the app makes itself is the one that the world file says, and it has to be registered', async () => {
  const app = (root: App) => {
    const stack = new Stack(root, 'Pool', ENV);
    const unit = new CfnResource(stack, 'Unit', { type: 'AWS::Organizations::OrganizationalUnit', properties: { Name: 'Made', ParentId: 'r-abcd' } });
    const source = new AccountFactory(stack, 'Factory', { holdingOrganizationalUnitId: Fn.getAtt(unit.logicalId, 'Id').toString() });
    new PoolAccount(stack, 'pool-001', { source });
  };
  await expect(rehearseApp({ app })).rejects.toThrow("values.attributes, 'Pool:Unit.Id'");
  const values = { attributes: { 'Pool:Unit.Id': OTHER_UNIT } };
  const of = (registered: boolean) => ({ organizationalUnits: [{ id: OTHER_UNIT, name: 'Made', registered }] });
  expect((await rehearseApp({ app, world: { values, organization: of(false) } })).codes).toEqual(['AR-OU-NOT-REGISTERED']);
  expect(available(await rehearseApp({ app, world: { values, organization: of(true) } }))).toEqual(['pool-001']);
});

test('stacks beside the pool never end a rehearsal: a macro, a missing value, a function that only AWS knows, nothing at all', async () => {
  const app = (root: App) => {
    poolStack(root, names(1));
    const serverless = new Stack(root, 'Serverless', ENV);
    serverless.addTransform('AWS::Serverless-2016-10-31');
    new CfnResource(serverless, 'Function', { type: 'AWS::Serverless::Function', properties: { Role: { 'Fn::Transform': { Name: 'X' } } } });
    const wanting = new Stack(root, 'Wanting', ENV);
    const wanted = new CfnParameter(wanting, 'Wanted');
    const condition = new CfnCondition(wanting, 'IsWanted', { expression: Fn.conditionEquals(wanted.valueAsString, 'yes') });
    new CfnResource(wanting, 'Topic', { type: 'AWS::SNS::Topic' }).cfnOptions.condition = condition;
    new CfnResource(wanting, 'Group', { type: 'AWS::Logs::LogGroup', properties: { LogGroupName: '{{resolve:secretsmanager:Name}}' } });
    new CfnOutput(wanting, 'Out', { value: wanted.valueAsString, exportName: wanted.valueAsString });
    new Stack(root, 'Empty', ENV);
  };
  const first = await rehearseApp({ app });
  expect(statusesOf(first)).toEqual({ Pool: 'CREATE_COMPLETE', Serverless: 'CREATE_COMPLETE', Wanting: 'CREATE_COMPLETE', Empty: 'SKIPPED' });
  expect(assumedOf(first)).toContain('only AWS can apply the transform AWS::Serverless-2016-10-31');
  expect(assumedOf(first)).toMatch(/AWS::SNS::Topic \(Topic in Wanting\): .*Wanted of type String, whose value only AWS knows/);
  const again = await rehearseApp({ app, state: first.state });
  expect(again.report.stacks.map(({ reason }) => reason)).toEqual([...Array<string>(3).fill('No updates are to be performed.'), 'The stack has no resources.']);
});

test('accounts of which a condition says that they are not there are none of the deployment', async () => {
  const app = (root: App) => {
    const stack = poolStack(root, names(2));
    const never = new CfnCondition(stack, 'Never', { expression: Fn.conditionEquals(Aws.REGION, 'us-west-1') });
    const [, second] = stack.node.children.filter(child => child instanceof PoolAccount);
    second.node.findAll().filter(child => child instanceof CfnResource).forEach(resource => { resource.cfnOptions.condition = never; });
  };
  const { report } = await rehearseApp({ app });
  expect(report.stacks[0].status).toBe('CREATE_COMPLETE');
  expect(report.accounts.map(({ name, state }) => [name, state])).toEqual([['pool-001', AccountOutcome.AVAILABLE]]);
});

describe('a factory in a stack of its own', () => {
  const app = (...pools: string[]) => (root: App) => {
    const source = new AccountFactory(new Stack(root, 'Factory', ENV), 'AccountFactory');
    pools.forEach((id, index) => new AccountPool(new Stack(root, id, ENV), 'Pool', { size: 1, firstNumber: index + 1, source }));
  };
  /** Reads outputs by name instead of by exports, as the newest CDK does for new apps. */
  const weak = (template: any) => {
    const text = JSON.stringify(template.Resources).replace(/\{"Fn::ImportValue":"Factory:(\w+)"\}/g, '{"Fn::GetStackOutput":{"StackName":"Factory","OutputName":"$1"}}');
    template.Resources = JSON.parse(text);
    Object.values<any>(template.Outputs ?? {}).forEach(output => { delete output.Export; });
  };

  test('is read by outputs as well as by exports', async () => {
    const run = await rehearseApp({ app: app('First'), template: weak });
    expect(statusesOf(run)).toEqual({ Factory: 'CREATE_COMPLETE', First: 'CREATE_COMPLETE' });
    expect(available(run)).toEqual(['pool-001']);
  });

  test('can\'t go while a pool that is left out of the app still imports from it; accounts stay', async () => {
    const first = await rehearseApp({ app: app('First') });
    const own = (root: App) => poolStack(root, ['pool-009'], {}, 'Factory');
    const shrunk = await rehearseApp({ app: own, state: first.state });
    expect(shrunk.report.stacks).toMatchObject([{ status: 'UPDATE_ROLLBACK_COMPLETE', reason: expect.stringMatching(/^Export Factory:\w+ cannot be deleted as it is in use by First$/) }]);
    expect(shrunk.report.accounts).toHaveLength(1);
    const again = await rehearseApp({ app: app('First'), state: shrunk.state });
    // What was taken back once and has nothing to do keeps nobody from going on.
    expect(again.report.stacks).toMatchObject([{ status: 'UPDATE_ROLLBACK_COMPLETE', reason: 'No updates are to be performed.' }, { status: 'CREATE_COMPLETE' }]);
    expect(succeeded(again.report)).toBe(true);
    expect(available(again)).toEqual(['pool-001']);
  });
});
