import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { callLater } from '../../../aws/lambda/callee';
import { RefusalError } from '../../../core/failures/errors';

/** Calls a function of Lambda on this machine; returns what arrived. */
async function call(status: number, body: object): Promise<{ url?: string; type?: unknown; payload: string }> {
  const arrived = { payload: '' } as Awaited<ReturnType<typeof call>>;
  const server = http.createServer((request, response) => {
    Object.assign(arrived, { url: request.url, type: request.headers['x-amz-invocation-type'] });
    request.on('data', chunk => { arrived.payload += chunk; });
    request.on('end', () => response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': 'ResourceNotFoundException' }).end(status === 202 ? '' : JSON.stringify(body)));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const client = new LambdaClient({ endpoint: `http://127.0.0.1:${port}`, region: 'eu-west-1', credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' }, maxAttempts: 1 });
  try {
    await callLater(client, 'grow', { tick: 'now' });
  } finally {
    client.destroy();
    server.closeAllConnections();
    server.close();
  }
  return arrived;
}

test('the event is handed over, and nobody waits for what becomes of it', async () => {
  await expect(call(202, {})).resolves.toEqual({ url: '/2015-03-31/functions/grow/invocations', type: 'Event', payload: '{"tick":"now"}' });
});

test('a function that isn\'t there is a refusal', async () => {
  await expect(call(404, { Message: 'Function not found' })).rejects.toBeInstanceOf(RefusalError);
});
