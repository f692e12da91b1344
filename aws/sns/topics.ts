/** Topics of SNS. */

import type { TopicsPort } from '../../core/events/notify';
import { RefusalError, TransientError } from '../../core/failures/errors';
import { dnsSuffixOf } from '../../src/contract';
import type { Credentials } from '../shared/signature';
import { sendSigned } from '../shared/signed-request';

const OPERATION = 'sns:Publish';
const VERSION = '2010-03-31';
const ANSWER_MS = 10_000;
const PASSING = /Throttl|InternalError|InternalFailure|ServiceUnavailable|KMSThrottling/i;

/** What is needed besides the network. */
export interface TopicsContext {
  readonly credentials: () => Promise<Credentials>;
  readonly now: () => Date;
}

/** Speaks to SNS by signed requests: a function that sends a text needs no client for it. */
export class Topics implements TopicsPort {
  constructor(private readonly context: TopicsContext) {}

  public async publish(topicArn: string, message: string, subject?: string): Promise<void> {
    const region = topicArn.split(':')[3];
    const { status, body } = await sendSigned({
      operation: OPERATION,
      method: 'POST',
      host: `sns.${region}.${dnsSuffixOf(region)}`,
      path: '/',
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
      body: new URLSearchParams({
        Action: 'Publish',
        Version: VERSION,
        TopicArn: topicArn,
        Message: message,
        ...subject === undefined ? {} : { Subject: subject },
      }).toString(),
      service: 'sns',
      region,
      credentials: await this.context.credentials(),
      now: this.context.now(),
      answerMs: ANSWER_MS,
    });
    if (status === 200) {
      return;
    }
    const [code, text] = ['Code', 'Message'].map(name => new RegExp(`<${name}>([^<]*)</${name}>`).exec(body)?.[1]);
    const words = `${code ?? `status ${status}`}: ${text ?? ''}`;
    throw status >= 500 || status === 429 || PASSING.test(words) ? new TransientError(OPERATION, words) : new RefusalError(OPERATION, words);
  }
}
