/** What answers of AWS's JSON protocols mean: an answer, a no, or something that another moment may get past. */

import { callJson } from '../../../aws/shared/json-call';
import { RefusalError, TransientError } from '../../../core/failures/errors';
import type { HubReply, Received } from '../innovation-sandbox/hub';
import { Hub, isSigned } from '../innovation-sandbox/hub';

const OWN = { accessKeyId: 'AKIDOWN', secretAccessKey: 'own-secret' };

async function call(reply: HubReply, version: '1.0' | '1.1' = '1.0') {
  let result: unknown;
  let received: readonly Received[] = [];
  await Hub.use(() => reply, async hub => {
    result = await callJson({
      operation: 'dynamodb:GetItem',
      target: 'DynamoDB_20120810.GetItem',
      version,
      host: 'dynamodb.eu-west-1.amazonaws.com',
      service: 'dynamodb',
      region: 'eu-west-1',
      input: { TableName: 'Ledger' },
      passing: /Throttl/,
    }, { credentials: async () => OWN, now: () => hub.now }).catch((error: unknown) => error);
    ({ received } = hub);
  });
  return { result, received };
}

test.each(['1.0', '1.1'] as const)('a call in JSON %s says what it is for, and is signed', async version => {
  const { result, received: [{ headers, body }] } = await call({ body: { Item: {} } }, version);
  expect(result).toEqual({ Item: {} });
  expect(headers).toMatchObject({ 'content-type': `application/x-amz-json-${version}`, 'x-amz-target': 'DynamoDB_20120810.GetItem' });
  expect(JSON.parse(body)).toEqual({ TableName: 'Ledger' });
  expect(isSigned('POST', '/', headers, body, OWN.secretAccessKey, 'dynamodb')).toBe(true);
});

test.each<[string, HubReply, Error]>([
  ['a no', { status: 400, body: { __type: 'com.amazonaws.dynamodb.v20120810#AccessDeniedException', message: 'not you' } }, new RefusalError('dynamodb:GetItem', 'AccessDeniedException: not you')],
  ['a no of a service that writes Message', { status: 400, body: { __type: 'ValidationException', Message: 'no such key' } }, new RefusalError('dynamodb:GetItem', 'ValidationException: no such key')],
  ['a no without words', { status: 404, body: 'not JSON' }, new RefusalError('dynamodb:GetItem', 'status 404: ')],
  ['an error that passes by its name', { status: 400, body: { __type: 'x#ThrottlingException', message: 'slow' } }, new TransientError('dynamodb:GetItem', 'ThrottlingException: slow')],
  ['too many calls', { status: 429, body: {} }, new TransientError('dynamodb:GetItem', 'status 429: ')],
  ['an error of theirs', { status: 500, body: { __type: 'x#SomethingNew' } }, new TransientError('dynamodb:GetItem', 'SomethingNew: ')],
  ['a page of somebody between', { status: 200, body: '<html>' }, new TransientError('dynamodb:GetItem', 'status 200: ')],
])('%s', async (_, reply, error) => {
  const { result } = await call(reply);
  expect(result).toEqual(error);
  expect((result as Error).constructor).toBe(error.constructor);
});

test('a connection that is cut is no answer', async () => {
  expect((await call('cut')).result).toBeInstanceOf(TransientError);
});
