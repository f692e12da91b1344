import type { HubReply } from './hub';
import { Hub, refusedInXml } from './hub';
import { Cooldowns } from '../../../aws/innovation-sandbox/cooldowns';
import { MachineClient } from '../../../aws/innovation-sandbox/machine-client';
import { AccessError, RefusalError, TransientError } from '../../../core/failures/errors';

const SANDBOX = {
  namespace: 'myisb',
  region: 'us-west-2',
  access: { kind: 'machine-client', roleArn: 'arn:aws:iam::222222222222:role/isb-m2m/myisb/myisb-isb-m2m-admin-count', externalId: '11111111-2222-3333-4444-555555555555', apiId: 'abc123' },
} as const;

async function asked(reply: HubReply, on = 'GET /prod/accounts'): Promise<{ result: Promise<readonly string[]>; operations: string[] }> {
  let outcome: { result: Promise<readonly string[]>; operations: string[] } | undefined;
  await Hub.use(({ operation }) => operation === on ? reply : undefined, async hub => {
    const result = new Cooldowns(new MachineClient(hub.roles, hub.clients, () => hub.now)).coolingDown(SANDBOX);
    await result.catch(() => undefined);
    outcome = { result, operations: hub.operations };
  });
  return outcome!;
}

const listed = (result: unknown, nextPageIdentifier: unknown = null): HubReply => ({ body: { status: 'success', data: { result, nextPageIdentifier } } });
const account = (awsAccountId: string, status: string, cleanup?: string) => ({ awsAccountId, status, ...cleanup !== undefined && { activeCleanup: { status: cleanup, executionArn: 'x' } } });

test('the list of accounts tells who cools down, in one call as the machine client', async () => {
  const { result, operations } = await asked(listed([
    account('111111111111', 'Available'), account('222222222222', 'CleanUp', 'NUKE_PHASE_1'), account('333333333333', 'CleanUp', 'COOLING_DOWN'), account('444444444444', 'CleanUp'),
  ]));
  await expect(result).resolves.toEqual(['333333333333']);
  expect(operations).toEqual(['AssumeRole', 'GET /prod/accounts']);
});

test('nobody, if there are no accounts', async () => {
  await expect((await asked(listed([]))).result).resolves.toEqual([]);
});

test.each<[string, HubReply, new (...args: never[]) => Error, RegExp]>([
  ['more than one page', listed([account('111111111111', 'Available')], 'two'), RefusalError, /more accounts than one page holds, which is 1/],
  ['no list', { body: { status: 'success', data: {} } }, TransientError, /an answer that holds no accounts/],
  ['no JSON', { body: 'oops' }, TransientError, /an answer that holds no accounts/],
  ['a gateway that gave up', { status: 504, body: { message: 'Endpoint request timed out' } }, TransientError, /504: Endpoint request timed out/],
  ['throttling', { status: 429, body: { message: 'Too Many Requests' } }, TransientError, /429/],
  ['a refusal', { status: 400, body: { status: 'fail', data: { errors: [{ message: 'Invalid Request.' }] } } }, RefusalError, /400: Invalid Request\./],
  ['a caller without the role', { status: 403, body: { message: 'No valid ISB role on M2M caller.' } }, AccessError, /No valid ISB role/],
])('%s is not taken for nobody', async (_, reply, error, text) => {
  const { result } = await asked(reply);
  await expect(result).rejects.toBeInstanceOf(error);
  await expect(result).rejects.toThrow(text);
});

test('a role that trusts another role is told', async () => {
  const { result } = await asked(refusedInXml('AccessDenied', 'is not authorized to perform: sts:AssumeRole'), 'AssumeRole');
  await expect(result).rejects.toBeInstanceOf(AccessError);
});
