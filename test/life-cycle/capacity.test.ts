/** What counts a pool, as it is bundled, in organizations that the shipped command serves: while a deployment runs, after it, and where something can't be read. */

import { spawn } from 'node:child_process';
import * as path from 'node:path';
import { CloudFormationClient, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { AccountPoolProps, PoolCapacityProps } from 'account-robot';
import { AccountPool, PoolCapacity } from 'account-robot';
import { App, Stack } from 'aws-cdk-lib';
import { CapacityEnvironment } from '../../src/contract';
import { ServedOrganization } from '../cli/operator/served-organization';
import { temporaryFolder } from '../cli/shipped-command';
import { ACCOUNT, REGION, SETTINGS } from '../support/rehearse-app';
import { NAMESPACE, sandboxBlock, SANDBOX_REGION } from '../support/sandbox-app';

const BUNDLE = path.join(__dirname, '..', '..', 'assets', 'lambda', 'capacity', 'count');

/** Runs the function in a process of its own, as Lambda would; returns its records. */
async function run(served: ServedOrganization, variables: Record<string, string>, event: object = {}): Promise<any[]> {
  const code = `require(${JSON.stringify(BUNDLE)}).handler(${JSON.stringify(event)}).catch(error => { console.error(error); process.exitCode = 1; })`;
  const child = spawn(process.execPath, ['-e', code], { env: { PATH: process.env.PATH, NODE_NO_WARNINGS: '1', ...served.env(), ...variables } });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => { stdout += chunk.toString(); });
  child.stderr.on('data', (chunk: Buffer) => { stderr += chunk.toString(); });
  const status = await new Promise<number | null>(resolve => { child.on('close', resolve); });
  expect([status, stderr]).toEqual([0, '']);
  return stdout.split('\n').filter(line => line !== '').map(line => JSON.parse(line));
}

interface Synthesized {
  readonly folder: string;
  /** Those that the function is deployed with. */
  readonly variables: Record<string, string>;
}

/** A pool and what counts it, in one app. */
function synthesize(pool: AccountPoolProps, { sandbox = true, ...capacity }: Partial<PoolCapacityProps> & { sandbox?: boolean } = {}): Synthesized {
  const folder = path.join(temporaryFolder(), 'cdk.out');
  const app = new App({ outdir: folder, context: { 'account-robot': { ...SETTINGS, ...sandbox && { sandbox: sandboxBlock() } } } });
  const env = { account: ACCOUNT, region: REGION };
  new PoolCapacity(new Stack(app, 'Growth', { env }), 'Capacity', { pool: new AccountPool(new Stack(app, 'Pool', { env }), 'Pool', pool), ...capacity });
  const { Resources } = app.synth().getStackByName('Growth').template as { Resources: Record<string, any> };
  const counting = Object.values(Resources).find(({ Type }) => Type === 'AWS::Lambda::Function');
  return { folder, variables: counting!.Properties.Environment.Variables };
}

const WORLD = `
organization:
  managementAccountId: '${ACCOUNT}'
  homeRegion: ${REGION}
  organizationalUnits: [{ id: ou-abcd-11112222, name: Pool }]
  accounts:
    - { id: '444455556666', name: lent, email: lent@example.com }
    - { id: '444455556667', name: idle, email: idle@example.com }
    - { id: '444455556668', name: broken, email: broken@example.com }
sandbox:
  accounts:
    - { id: '444455556666', status: Active }
    - { id: '444455556667', status: Available }
    - { id: '444455556668', status: Quarantine }
factory:
  creationMinutes: { median: 20, sigma: 0, minimum: 20, maximum: 20 }
`;

const counts = (records: any[]) => records.find(({ notice }) => notice === 'capacity-counted');
const metrics = (records: any[]) => records.find(({ notice }) => notice === 'metrics');
const unseen = (records: any[]) => records.filter(({ notice }) => notice === 'capacity-unseen').map(({ what, why }) => `${what}: ${why}`);

describe('while the first accounts are made', () => {
  const { folder, variables } = synthesize({ elasticSize: { min: 2, max: 12, initial: 7 } });
  let served: ServedOrganization;
  beforeAll(async () => { served = await ServedOrganization.start([folder, '--until', '10m'], WORLD); });

  test('all of them are on their way, and what was there before is counted, too', async () => {
    const records = await run(served, variables);
    expect(counts(records)).toMatchObject({
      stack: 'Pool',
      pool: 'Pool',
      available: 1,
      active: 1,
      frozen: 0,
      cleanUp: 0,
      quarantine: 1,
      inFlight: 7,
      declared: 7,
      maxSize: 12,
      slotsInUse: 5,
    });
    expect(counts(records).at).toMatch(/^2026-01-05T08:(09|10)/);
  });

  test('the metrics are those counts, in one set of dimensions, and none that isn\'t known', async () => {
    const { _aws: { CloudWatchMetrics, Timestamp }, notice, stack, pool, StackName, Pool, ...values } = metrics(await run(served, variables));
    expect({ notice, stack, pool, StackName, Pool }).toEqual({ notice: 'metrics', stack: 'Pool', pool: 'Pool', StackName: 'Pool', Pool: 'Pool' });
    expect(values).toEqual({
      Available: 1,
      Active: 1,
      Frozen: 0,
      CleanUp: 0,
      Quarantine: 1,
      InFlight: 7,
      Declared: 7,
      MaxSize: 12,
      QuotaLeft: expect.any(Number),
    });
    const emitted = Object.keys(values).map(Name => ({ Name, Unit: 'Count' }));
    expect(CloudWatchMetrics).toEqual([{ Namespace: 'AccountRobot', Dimensions: [['StackName', 'Pool']], Metrics: emitted }]);
    expect(new Date(Timestamp).toISOString()).toMatch(/^2026-01-05T08:(09|10)/);
  });

  test('who cools down is told by nobody but Innovation Sandbox: without a way to ask it is left out, and nothing went wrong', async () => {
    const records = await run(served, variables);
    expect(unseen(records)).toEqual([]);
    expect(counts(records)).not.toHaveProperty('coolingDown');
  });

  test('a move between other units is no reason to count, and one that touches the pool is', async () => {
    const moved = (sourceParentId: string, destinationParentId: string) => ({
      'source': 'aws.organizations',
      'detail-type': 'AWS API Call via CloudTrail',
      'detail': { eventName: 'MoveAccount', requestParameters: { accountId: '444455556666', sourceParentId, destinationParentId } },
    });
    const { available } = await unitsOf(served);
    expect(await run(served, variables, moved('r-abcd', 'ou-abcd-99999999'))).toEqual([]);
    expect(counts(await run(served, variables, moved('r-abcd', available)))).toBeDefined();
    expect(counts(await run(served, variables, moved(available, 'ou-abcd-99999999')))).toBeDefined();
  });

  test.each([
    ['a sandbox that isn\'t there', { [CapacityEnvironment.SANDBOX_NAMESPACE]: 'other' }, `the sandbox: no Innovation Sandbox of namespace other publishes itself in ${SANDBOX_REGION}`, ['available', 'active', 'quarantine']],
    ['a stack that isn\'t there', { [CapacityEnvironment.STACK_NAME]: 'Other' }, 'the stack: there is no stack Other', ['declared', 'inFlight']],
  ])('%s is told, and never counted as 0', async (_, changes, why, missing) => {
    const records = await run(served, { ...variables, ...changes });
    expect(unseen(records)).toContain(why);
    for (const member of missing) {
      expect(counts(records)).not.toHaveProperty(member);
    }
    expect(counts(records)).toMatchObject({ maxSize: 12 });
  });
});

describe('after a deployment', () => {
  test('of a pool without a sandbox, nothing about leases is counted, and failed accounts are neither there nor on their way', async () => {
    const { folder, variables } = synthesize({ size: 3 }, { sandbox: false });
    const served = await ServedOrganization.start([folder, '--no-rollback'], `${WORLD.replace(/sandbox:[\s\S]*?(?=factory:)/, '')}
faults:
  - { kind: creation-fails, account: pool-002, reason: role-exists }
`);
    const records = await run(served, variables);
    expect(metrics(records)._aws.CloudWatchMetrics[0].Metrics.map(({ Name }: { Name: string }) => Name)).toEqual(['InFlight', 'Declared', 'MaxSize', 'QuotaLeft']);
    expect(counts(records)).toMatchObject({ inFlight: 0, declared: 3, maxSize: 3, slotsInUse: 0 });
    expect(unseen(records)).toEqual([]);
  });

  describe('of a pool with a sandbox', () => {
    const { folder, variables } = synthesize({ elasticSize: { min: 2, max: 4 } });
    let served: ServedOrganization;
    beforeAll(async () => { served = await ServedOrganization.start([folder], WORLD); });

    test('its accounts are Available among the others', async () => {
      const found = counts(await run(served, variables));
      expect(found).toMatchObject({ available: 3, active: 1, cleanUp: 0, quarantine: 1, inFlight: 0, declared: 2, maxSize: 4 });
      // All accounts are there, so that nobody has asked the factory.
      expect(found).not.toHaveProperty('slotsInUse');
    });

    test('who may read nothing counts nothing, tells why for each, and fails nothing', async () => {
      const records = await run(served, { ...variables, ...served.env('999988887777') as Record<string, string> });
      expect(metrics(records)).toMatchObject({ MaxSize: 4 });
      expect(metrics(records)._aws.CloudWatchMetrics[0].Metrics).toEqual([{ Name: 'MaxSize', Unit: 'Count' }]);
      expect(unseen(records).map(text => text.split(':')[0]).sort()).toEqual(['the account quota', 'the sandbox', 'the stack']);
    });

    test('a callee that isn\'t there is told, and the count stands', async () => {
      const records = await run(served, { ...variables, [CapacityEnvironment.CALLED_AT_EACH_TICK]: 'nobody' });
      expect(counts(records)).toMatchObject({ available: 3 });
      expect(records.at(-1)).toMatchObject({ notice: 'tick-not-passed-on', function: 'nobody', error: expect.stringContaining('lambda:InvokeFunction was refused: ') });
    });

    test('in its own role, which may do all that it does', async () => {
      const { url } = served;
      const config = { endpoint: url, region: REGION, credentials: { accessKeyId: `AKIA0000${ACCOUNT}`, secretAccessKey: 'rehearsal' } };
      const [cloudFormation, lambda] = [new CloudFormationClient(config), new LambdaClient(config)];
      const { StackResourceSummaries = [] } = await cloudFormation.send(new ListStackResourcesCommand({ StackName: 'Growth' }));
      const { PhysicalResourceId } = StackResourceSummaries.find(({ ResourceType }) => ResourceType === 'AWS::Lambda::Function')!;
      const answer = await lambda.send(new InvokeCommand({ FunctionName: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${PhysicalResourceId}`, Payload: Buffer.from('{}') }));
      expect(answer.FunctionError).toBeUndefined();
      cloudFormation.destroy();
      lambda.destroy();
      const calls = await served.calls();
      expect(calls).toMatchObject({ 'organizations:ListAccountsForParent': expect.any(Number) });
    });
  });
});

async function unitsOf({ url }: ServedOrganization): Promise<Record<string, string>> {
  const client = new SSMClient({ endpoint: url, region: SANDBOX_REGION, credentials: { accessKeyId: `AKIA0000${ACCOUNT}`, secretAccessKey: 'rehearsal' } });
  const { Parameter } = await client.send(new GetParameterCommand({ Name: `InnovationSandbox_${NAMESPACE}_AccountPool_Configuration` }));
  client.destroy();
  return { available: JSON.parse(Parameter!.Value!).availableOuId };
}
