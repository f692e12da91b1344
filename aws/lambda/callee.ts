/** Another function of ours, called without waiting for what becomes of it. */

import { InvokeCommand } from '@aws-sdk/client-lambda';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import { calling } from '../shared/errors';

/** Hands the event over. Lambda keeps it, and tries again by itself if the function fails. */
export async function callLater(client: LambdaClient, functionName: string, event: object): Promise<void> {
  await calling('lambda:InvokeFunction', async () => client.send(new InvokeCommand({
    FunctionName: functionName,
    InvocationType: 'Event',
    Payload: Buffer.from(JSON.stringify(event)),
  })));
}
