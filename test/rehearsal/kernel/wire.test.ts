/** Requests to REST APIs, as they come off the wire and as they are answered. */

import { ApiError } from '../../../rehearsal/kernel/types';
import { decodeCall, WireRequest } from '../../../rehearsal/kernel/wire';

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

test('a request to a REST API says which one, and what of it', () => {
  expect(decodeCall(request())).toMatchObject({
    service: 'execute-api',
    action: 'Invoke',
    region: 'us-west-2',
    accessKeyId: 'ASIA1',
    handSigned: true,
    input: { apiId: 'isbapi0001', method: 'GET', path: '/prod/accounts', query: { pageSize: '20' } },
  });
});

test('a host that is no REST API\'s has no id', () => {
  expect(decodeCall(request({ headers: { host: 'example.com' } })).input.apiId).toBeUndefined();
});

test('the API\'s answer is passed on as it is', () => {
  expect(decodeCall(request()).answer({ statusCode: 201, headers: { 'content-type': 'text/plain' }, body: 'x' }))
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
  expect(decodeCall(request()).refuse(new ApiError(code, 'why', statusCode))).toMatchObject({ status, body: JSON.stringify({ [member]: 'why' }) });
});

test('billing is signed by hand too, and speaks JSON', () => {
  const call = decodeCall(request({ method: 'POST', url: '/', body: '{"arn":"x"}', headers: { 'x-amz-target': 'AWSBilling.GetBillingView', 'content-type': 'application/x-amz-json-1.0' } }, 'billing'));
  expect(call).toMatchObject({ service: 'billing', action: 'GetBillingView', handSigned: true, input: { arn: 'x' } });
});

test('what an SDK client signs isn\'t signed by hand', () => {
  expect(decodeCall(request({ headers: { 'x-amz-target': 'x.GetParameter' } }, 'ssm')).handSigned).toBe(false);
});
