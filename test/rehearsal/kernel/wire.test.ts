/** Requests as they come off the wire, and as they are answered. */

import { decodeCall } from '../../../rehearsal/kernel/decode';
import { AccessDenied, ApiError } from '../../../rehearsal/kernel/types';
import type { WireRequest } from '../../../rehearsal/kernel/wire';
import { protocolOf } from '../../../rehearsal/services/rehearsed-services';

const request = (parts: Partial<WireRequest> = {}, service = 'execute-api'): WireRequest => ({
  method: 'GET',
  url: '/prod/accounts?pageSize=20',
  body: '',
  ...parts,
  headers: {
    authorization: `AWS4-HMAC-SHA256 Credential=ASIA1/20260105/us-west-2/${service}/aws4_request, SignedHeaders=host, Signature=x`,
    host: 'isbapi0001.execute-api.us-west-2.amazonaws.com',
    ...parts.headers,
  },
});

const decode = (given = request()) => decodeCall(given, protocolOf);

test('a request to a REST API says which one, and what of it', () => {
  expect(decode()).toMatchObject({
    service: 'execute-api',
    action: 'Invoke',
    region: 'us-west-2',
    accessKeyId: 'ASIA1',
    handSigned: true,
    input: { apiId: 'isbapi0001', method: 'GET', path: '/prod/accounts', query: { pageSize: '20' } },
  });
});

test('a host that is no REST API\'s has no id', () => {
  expect(decode(request({ headers: { host: 'example.com' } })).input.apiId).toBeUndefined();
});

test('the API\'s answer is passed on as it is', () => {
  expect(decode().answer({ statusCode: 201, headers: { 'content-type': 'text/plain' }, body: 'x' }))
    .toEqual({ status: 201, headers: { 'content-type': 'text/plain', 'x-amzn-requestid': 'rehearsal' }, body: 'x' });
});

test.each<[string, number, number, string]>([
  ['AccessDeniedException', 403, 403, 'Message'],
  ['AccessDeniedException', 400, 403, 'Message'],
  ['ForbiddenException', 403, 403, 'message'],
  ['ExpiredTokenException', 403, 403, 'message'],
  ['ThrottlingException', 429, 429, 'message'],
  ['InternalServerError', 400, 500, 'message'],
  ['BadRequestException', 400, 400, 'message'],
])('%s with %d is answered with %d, and its text as %s', (code, statusCode, status, member) => {
  expect(decode().refuse(new ApiError(code, 'why', statusCode))).toMatchObject({ status, body: JSON.stringify({ [member]: 'why' }) });
});

test('billing is signed by hand too, and speaks JSON', () => {
  const call = decode(request({ method: 'POST', url: '/', body: '{"arn":"x"}', headers: { 'x-amz-target': 'AWSBilling.GetBillingView', 'content-type': 'application/x-amz-json-1.0' } }, 'billing'));
  expect(call).toMatchObject({ service: 'billing', action: 'GetBillingView', handSigned: true, input: { arn: 'x' } });
});

test('what an SDK client signs isn\'t signed by hand', () => {
  expect(decode(request({ headers: { 'x-amz-target': 'x.GetParameter' } }, 'ssm')).handSigned).toBe(false);
});

describe('a refusal of IAM', () => {
  const refuse = (service: string, parts: Partial<WireRequest>) => decode(request(parts, service)).refuse(new AccessDenied('why'));

  test('has the name that the service\'s protocol gives it', () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(refuse('cloudformation', { body: 'Action=DescribeStacks', headers: form })).toMatchObject({ status: 403, body: expect.stringContaining('<Code>AccessDenied</Code>') });
    expect(refuse('lambda', { method: 'POST', url: '/2015-03-31/functions/robot/invocations' })).toMatchObject({ status: 403, headers: { 'x-amzn-errortype': 'AccessDeniedException' } });
    expect(refuse('organizations', { headers: { 'x-amz-target': 'AWSOrganizationsV20161128.ListRoots' } }))
      .toMatchObject({ status: 400, body: expect.stringContaining('"__type":"AccessDeniedException"') });
  });
});

test('an error carries its own members beside its message', () => {
  const { body } = decode(request({ headers: { 'x-amz-target': 'x.CloseAccount' } }, 'organizations')).refuse(new ApiError('ConstraintViolationException', 'why', 400, { Reason: 'X' }));
  expect(JSON.parse(body)).toMatchObject({ __type: 'ConstraintViolationException', message: 'why', Reason: 'X' });
});

test('dates travel as seconds since 1970 in JSON, and as text in XML', () => {
  const answer = { At: new Date('2026-01-05T08:00:00.500Z') };
  expect(decode(request({ headers: { 'x-amz-target': 'x.ListAccounts' } }, 'organizations')).answer(answer).body).toBe('{"At":1767600000.5}');
  expect(decode(request({ body: 'Action=GetCallerIdentity', headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 'sts')).answer(answer).body)
    .toContain('<At>2026-01-05T08:00:00.500Z</At>');
});

test('a call of a service that nobody knows is read all the same, to be named', () => {
  expect(decode(request({ headers: { 'x-amz-target': 'DynamoDB_20120810.GetItem' } }, 'dynamodb'))).toMatchObject({ service: 'dynamodb', action: 'GetItem' });
  expect(() => decode(request({}, 's3'))).toThrow(/does not know the call GET \/prod\/accounts of service 's3'/);
});
