/** The whole function: events as API Gateway sends them, signed requests as they leave, and the rehearsal's DynamoDB behind them. */

import { ApiError } from '../../../rehearsal/kernel/types';
import { dynamoDb } from '../../../rehearsal/services/dynamodb/dynamodb';
import { DESK_INDEX, DESK_INDEX_PARTITION_KEY, DESK_INDEX_SORT_KEY, DESK_PARTITION_KEY, DESK_SORT_KEY, DeskEnvironment } from '../../../src/contract';
import { Hub, isSigned } from '../../aws/innovation-sandbox/hub';
import type { HubReply } from '../../aws/innovation-sandbox/hub';
import { ORDER, RULES } from '../../core/desk/fixtures';
import { callerOf, HOME, MANAGEMENT, TestOrganization } from '../../rehearsal/support/test-organization';

const SECRET = 'own-secret';
const { parameters: _parameters, tags: _tags, ...BODY } = ORDER;
const GRANTS = { permissionSets: { Requester: ['Teams'], Approver: ['Leads'], Operator: ['Platform'] }, groups: { Auditor: ['audit'] } };

interface Used {
  readonly send: (event: object) => Promise<any>;
  readonly written: any[];
  readonly hub: Hub;
  /** Answers in place of DynamoDB's, one for each call. */
  readonly instead: HubReply[];
}

async function use(act: (used: Used) => Promise<void>): Promise<void> {
  const organization = new TestOrganization();
  organization.services.get(dynamoDb).tables.keep({
    arn: `arn:aws:dynamodb:${HOME}:${MANAGEMENT}:table/Desk`,
    name: 'Desk',
    partition: DESK_PARTITION_KEY,
    sort: DESK_SORT_KEY,
    types: Object.fromEntries([DESK_PARTITION_KEY, DESK_SORT_KEY, DESK_INDEX_PARTITION_KEY, DESK_INDEX_SORT_KEY].map(name => [name, 'S'])),
    indexes: [{ name: DESK_INDEX, partition: DESK_INDEX_PARTITION_KEY, sort: DESK_INDEX_SORT_KEY, isGlobal: true }],
  });
  const instead: HubReply[] = [];
  const serve = (action: string, body: string): HubReply => {
    try {
      return { body: organization.call('dynamodb', action, JSON.parse(body), callerOf('desk', 'Desk')) };
    } catch (error) {
      if (error instanceof ApiError) {
        return { status: error.statusCode, body: { __type: `com.amazonaws.dynamodb.v20120810#${error.code}`, message: error.message, ...error.members } };
      }
      throw error;
    }
  };
  await Hub.use(({ body, headers }) => instead.shift() ?? serve(String(headers['x-amz-target']).split('.')[1], body), async hub => {
    const written: any[] = [];
    const before = { ...process.env };
    const stdout = jest.spyOn(process.stdout, 'write').mockImplementation(chunk => written.push(JSON.parse(String(chunk))) > 0);
    Object.assign(process.env, {
      AWS_REGION: HOME,
      AWS_ACCESS_KEY_ID: 'AKIDOWN',
      AWS_SECRET_ACCESS_KEY: SECRET,
      [DeskEnvironment.DESK_TABLE]: 'Desk',
      [DeskEnvironment.DESK]: JSON.stringify({ rules: RULES, grants: GRANTS }),
    });
    try {
      let entry: { handler(event: object): Promise<unknown> };
      jest.isolateModules(() => { entry = jest.requireActual('../../../lambda/desk/desk'); });
      await act({ hub, written, instead, send: async event => entry.handler(event) });
    } finally {
      stdout.mockRestore();
      process.env = before;
    }
  });
}

const person = (set: string, name: string) => ({ identity: { userArn: `arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_${set}_0123456789abcdef/${name}` } });
const post = (path: string, requestContext: object, body: object, headers: object = {}) => ({ httpMethod: 'POST', path, requestContext, body: JSON.stringify(body), headers });
const ALICE = person('Teams', 'alice@example.com');
const OTTO = person('Platform', 'otto');

test('a request goes its way, from one person to the next', () => use(async ({ hub, send, written }) => {
  const made = await send(post('/requests', ALICE, BODY, { 'idempotency-KEY': 'k' }));
  expect([made.statusCode, made.headers.location]).toEqual([202, `/requests/${JSON.parse(made.body).id}`]);
  const path = made.headers.location;
  expect((await send(post('/requests', ALICE, BODY, { 'Idempotency-Key': 'k' }))).statusCode).toBe(200);
  expect((await send(post(`${path}/approve`, ALICE, { why: 'mine' }))).statusCode).toBe(403);
  // The same person by another permission set is the same person.
  const own = await send(post(`${path}/approve`, person('Leads', 'Alice@example.com'), { why: 'mine' }));
  expect([own.statusCode, JSON.parse(own.body).errors[0].code]).toEqual([403, 'AR-DESK-OWN']);
  expect((await send(post(`${path}/approve`, person('Leads', 'anna'), { why: 'yes' }))).statusCode).toBe(200);
  for (const id of ['111122223333', '111122224444']) {
    expect((await send(post(`/accounts/${id}/confirm`, OTTO, { pool: 'teams', why: 'vended' }))).statusCode).toBe(200);
  }
  expect(await send({ 'source': 'aws.events', 'detail-type': 'Scheduled Event' })).toBeUndefined();
  const done = await send({ httpMethod: 'GET', path: `/mapped${path}`, pathParameters: { proxy: path.slice(1) }, requestContext: ALICE });
  expect(JSON.parse(done.body)).toMatchObject({ state: 'FULFILLED', accountIds: expect.arrayContaining(['111122223333', '111122224444']) });
  const [{ body, headers }] = hub.received;
  expect(isSigned('POST', '/', headers, body, SECRET, 'dynamodb')).toBe(true);
  // Who it was stands in the table, and no address in the log.
  expect(written).toContainEqual(expect.objectContaining({ notice: 'desk-answered', route: 'approveRequest', status: 403, codes: ['AR-DESK-OWN'], by: 'iam:<e-mail>' }));
  expect(written).toContainEqual({ notice: 'desk-ticked', given: 2, expired: 0 });
  expect(JSON.stringify(written)).not.toContain('example.com');
}));

test('a token\'s groups are roles, and whoever is nobody is refused', () => use(async ({ hub, send }) => {
  const query = { queryStringParameters: { day: '2026-11-28' } };
  const audit = (requestContext: object) => send({ httpMethod: 'GET', path: '/audit', requestContext, ...query });
  expect((await audit({ authorizer: { claims: { 'sub': 'u', 'iss': 'i', 'cognito:groups': 'x, audit' } } })).statusCode).toBe(200);
  expect((await audit({ authorizer: { subject: 'u', groups: 'audit' } })).statusCode).toBe(200);
  const calls = hub.received.length;
  expect((await audit({ authorizer: { claims: { sub: 'u', iss: 'i' } } })).statusCode).toBe(403);
  expect((await audit({})).statusCode).toBe(403);
  expect((await audit({ identity: { userArn: 'arn:aws:sts::111122223333:assumed-role/Some/alice' } })).statusCode).toBe(403);
  expect(hub.received).toHaveLength(calls);
}));

test('a body in base64 is the same body', () => use(async ({ send }) => {
  const event = post('/requests', ALICE, BODY, { 'idempotency-key': 'k' });
  expect((await send({ ...event, body: Buffer.from(event.body).toString('base64'), isBase64Encoded: true })).statusCode).toBe(202);
}));

test('what passes is tried again; what doesn\'t is answered, and what it was is in the log alone', () => use(async ({ instead, send, written }) => {
  const busy: HubReply = { status: 400, body: { __type: 'x#ProvisionedThroughputExceededException', message: 'busy' } };
  const look = () => send({ httpMethod: 'GET', path: '/accounts/111122223333', requestContext: OTTO });
  instead.push(busy, 'cut');
  expect((await look()).statusCode).toBe(404);
  instead.push(busy, busy, busy, busy);
  const late = await look();
  expect([late.statusCode, late.headers['retry-after'], JSON.parse(late.body).errors[0].code]).toEqual([503, '5', 'AR-DESK-BUSY']);
  instead.push({ status: 400, body: { __type: 'x#AccessDeniedException', message: 'no to arn:aws:x' } });
  const broken = await look();
  expect([broken.statusCode, JSON.parse(broken.body).errors[0].code]).toEqual([500, 'AR-DESK-BROKEN']);
  expect(broken.body).not.toContain('arn:aws:x');
  expect(written).toContainEqual({ notice: 'desk-failed', text: 'dynamodb:GetItem was refused: AccessDeniedException: no to arn:aws:x' });
}));

test('transactions that meet are tried again, and one that always meets others is not taken for written', () => use(async ({ hub, instead, send }) => {
  const meets: HubReply = { status: 400, body: { __type: 'x#TransactionCanceledException', message: 'm', CancellationReasons: [{ Code: 'TransactionConflict' }, { Code: 'None' }] } };
  const confirm = post('/accounts/111122223333/confirm', OTTO, { pool: 'teams', why: 'vended' });
  const empty: HubReply = { body: {} };
  instead.push(empty, meets);
  expect((await send(confirm)).statusCode).toBe(200);
  const writes = hub.received.filter(({ headers }) => String(headers['x-amz-target']).endsWith('TransactWriteItems'));
  expect(writes.map(({ body }) => JSON.parse(body).ClientRequestToken)).toEqual(Array(2).fill(expect.stringMatching(/^[0-9a-f]{36}$/)));
  expect(writes[0].body).toBe(writes[1].body);
  instead.push(empty, meets, meets, meets, meets);
  expect((await send({ ...confirm, path: '/accounts/111122224444/confirm' })).statusCode).toBe(503);
}));
