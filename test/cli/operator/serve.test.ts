/** `rehearse --serve`: the shipped command lets real SDK clients call the rehearsed organization. */

import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import { CloudFormationClient, DescribeStacksCommand, ListStackResourcesCommand, ListStacksCommand } from '@aws-sdk/client-cloudformation';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { ListAccountsCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { SearchProvisionedProductsCommand, ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { command, ServedOrganization } from './served-organization';
import { synthesizePool, temporaryFolder } from '../shipped-command';

const WORLD = `
organization:
  managementAccountId: '111122223333'
  homeRegion: eu-west-1
  organizationalUnits: [{ id: ou-abcd-11112222, name: Pool }]
`;

const clientsOf = ({ url }: ServedOrganization, accountId = '111122223333') => {
  const config = { endpoint: url, region: 'eu-west-1', credentials: { accessKeyId: `AKIA0000${accountId}`, secretAccessKey: 'rehearsal' }, maxAttempts: 1 };
  return {
    cloudFormation: new CloudFormationClient(config),
    lambda: new LambdaClient(config),
    organizations: new OrganizationsClient(config),
    serviceCatalog: new ServiceCatalogClient(config),
    sts: new STSClient(config),
  };
};

describe('a deployment in progress', () => {
  let served: ServedOrganization;
  beforeAll(async () => { served = await ServedOrganization.start([synthesizePool(4), '--until', '20m'], WORLD); });

  test('is served at the minute that was asked for', async () => {
    const { cloudFormation, serviceCatalog, sts } = clientsOf(served);

    const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName: 'Pool' }));
    const { ProvisionedProducts } = await serviceCatalog.send(new SearchProvisionedProductsCommand({ AccessLevelFilter: { Key: 'Account', Value: 'self' } }));
    await sts.send(new GetCallerIdentityCommand({}));

    expect(served.stdout).toContain('Serving the organization as it is 20 min into the deployment; time stands still. Ctrl-C ends it.');
    expect(Stacks![0].StackStatus).toBe('CREATE_IN_PROGRESS');
    expect(ProvisionedProducts!.map(({ Status }) => Status)).toContain('UNDER_CHANGE');
    // Clients learn the time of the organization.
    expect(new Date(Date.now() + sts.config.systemClockOffset!).toISOString()).toMatch(/^2026-01-05T08:(19:5|20:0)\d/);
  });

  test('lets time run while a function is invoked, and no longer', async () => {
    const { cloudFormation, lambda } = clientsOf(served);
    const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName: 'Pool' }));
    const { StackResourceSummaries } = await cloudFormation.send(new ListStackResourcesCommand({ StackName: 'Pool' }));
    const lookUp = StackResourceSummaries!.find(({ LogicalResourceId, ResourceType }) => LogicalResourceId!.includes('LookUp') && ResourceType === 'AWS::Lambda::Function');

    const answer = await lambda.send(new InvokeCommand({ FunctionName: `arn:aws:lambda:eu-west-1:111122223333:function:${lookUp!.PhysicalResourceId}`, Payload: Buffer.from('{}') }));

    expect(Stacks).toHaveLength(1);
    // It is no request of CloudFormation's, and the function says so: it ran.
    expect(answer.FunctionError).toBe('Unhandled');
  });

  test('says of a call that it does not know that it does not know it, and goes on', async () => {
    const { cloudFormation, organizations } = clientsOf(served);

    await expect(cloudFormation.send(new ListStacksCommand({}))).rejects.toMatchObject({
      name: 'UnknownOperationException',
      message: 'visitor called cloudformation:ListStacks, which the rehearsal does not know',
    });
    expect((await organizations.send(new ListAccountsCommand({}))).Accounts!.length).toBeGreaterThan(1);
  });

  test('is called from the account that the access key says', async () => {
    const { organizations, sts } = clientsOf(served, '999988887777');

    expect((await sts.send(new GetCallerIdentityCommand({}))).Account).toBe('999988887777');
    await expect(organizations.send(new ListAccountsCommand({}))).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  test('knows no other keys', async () => {
    const stranger = new STSClient({ endpoint: served.url, region: 'eu-west-1', credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'x' }, maxAttempts: 1 });

    await expect(stranger.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
  });

  test('tells at the end what was called', async () => {
    const { status, stdout } = await served.stop();

    expect(status).toBe(0);
    expect(stdout).toMatch(/\nAnswered \d+ calls:\n/);
    expect(await served.calls()).toMatchObject({ 'cloudformation:ListStacks': 1, 'lambda:Invoke': 1 });
  });
});

test('time passes if that is asked for', async () => {
  const served = await ServedOrganization.start([synthesizePool(2), '--until', '1', '--speed', '3600'], WORLD);
  const { serviceCatalog } = clientsOf(served);
  const states = async () => (await serviceCatalog.send(new SearchProvisionedProductsCommand({ AccessLevelFilter: { Key: 'Account', Value: 'self' } })))
    .ProvisionedProducts!.map(({ Status }) => Status);

  expect(await states()).not.toContain('AVAILABLE');
  for (let tries = 0; tries < 100 && !(await states()).includes('AVAILABLE'); tries++) {
    await new Promise(resolve => { setTimeout(resolve, 100); });
  }

  expect(await states()).toContain('AVAILABLE');
});

test('an organization is served without any app, before anything is deployed', async () => {
  const served = await ServedOrganization.start(['--until', '0'], WORLD);

  expect(served.stdout).toContain('Serving the organization as it is before the deployment; time stands still.');
  expect((await clientsOf(served).organizations.send(new ListAccountsCommand({}))).Accounts!.map(({ Name }) => Name)).toEqual(['Management']);
});

test('after a deployment its summary is told first, and its exit status is the rehearsal\'s', async () => {
  const failing = `${WORLD}faults: [{ kind: creation-fails, account: pool-001, reason: role-exists }]\n`;
  const served = await ServedOrganization.start([synthesizePool(1)], failing);
  const { status, stdout } = await served.stop();

  expect(stdout).toMatch(/AR-[\s\S]*Serving the organization as it is after the deployment; time stands still\./);
  expect(status).toBe(1);
});

describe('input that can\'t be used', () => {
  test.each([
    [['--port', '4599'], '--port: says how the organization is served, and nobody asked for that; add --serve, or leave it out'],
    [['--serve', '--port', '70000'], '--port: is \'70000\', but a whole number from 0 to 65535 was expected'],
    [['--serve', '--until', 'soon'], '--until: is \'soon\', but a number from 0 to 525600 was expected'],
    [['--serve', '--speed', '-1'], '--speed: is \'-1\', but a number from 0 to 3600 was expected'],
    [['--serve', '--until', '5', '--state', 'state.json'], '--until: stops the deployment at minute 5, and a state file keeps what has come to its end; leave out --state, or use --until 0 to serve what it holds'],
  ])('%j', async (args, sentence) => {
    expect(await command(['rehearse', ...args], {}, temporaryFolder())).toEqual({ status: 2, stdout: '', stderr: `account-robot: ${sentence}\n` });
  });

  test('a port that is taken', async () => {
    const other = http.createServer().listen(0, '127.0.0.1');
    await new Promise(resolve => { other.on('listening', resolve); });
    const { port } = other.address() as AddressInfo;

    const { status, stderr } = await command(['rehearse', '--serve', '--until', '0', '--port', String(port)], {}, temporaryFolder());

    expect({ status, stderr }).toEqual({ status: 2, stderr: `account-robot: --port: ${port} can't be used (EADDRINUSE); name another one, or leave the option out for any that is free\n` });
    other.close();
  });
});
