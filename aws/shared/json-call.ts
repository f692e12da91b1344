/** Calls of AWS's JSON protocols by signed requests, for services whose client in the SDK weighs more than the few calls, or that have none. */

import type { Credentials } from './signature';
import { sendSigned } from './signed-request';
import type { RawAnswer } from './signed-request';
import { RefusalError, TransientError } from '../../core/failures/errors';

/** One call. */
export interface JsonCall {
  /** What it is called if it doesn't get through: 'dynamodb:PutItem'. */
  readonly operation: string;
  /** The header by which the service knows it: 'DynamoDB_20120810.PutItem'. */
  readonly target: string;
  readonly version: '1.0' | '1.1';
  readonly host: string;
  /** Of the signature. */
  readonly service: string;
  readonly region: string;
  readonly input: object;
  /** Names of errors that another moment may get past. */
  readonly passing: RegExp;
  /** How long an answer is waited for, in milliseconds; see {@link sendSigned}. */
  readonly answerMs?: number;
}

/** Who calls, and when. */
export interface JsonCaller {
  readonly credentials: () => Promise<Credentials>;
  readonly now: () => Date;
}

type Fields = Readonly<Record<string, unknown>>;

/** The answer, as whoever asks knows it. Throws a TransientError if there was none, and a RefusalError if it was no, in AWS's words. */
export async function callJson<T extends object>(call: JsonCall, { credentials, now }: JsonCaller): Promise<T> {
  const { operation, target, version, host, service, region, input, passing, answerMs } = call;
  const answer = await sendSigned({
    operation,
    method: 'POST',
    host,
    path: '/',
    headers: { 'content-type': `application/x-amz-json-${version}`, 'x-amz-target': target },
    body: JSON.stringify(input),
    service,
    region,
    credentials: await credentials(),
    now: now(),
    ...answerMs !== undefined && { answerMs },
  });
  return read(operation, answer, passing) as T;
}

function read(operation: string, { status, body }: RawAnswer, passing: RegExp): Fields {
  const answer = parsed(body);
  if (status === 200 && answer !== undefined) {
    return answer;
  }
  const name = String(answer?.__type ?? `status ${status}`).replace(/^.*#/, '');
  const text = `${name}: ${String(answer?.message ?? answer?.Message ?? '')}`;
  // A good status without JSON is no answer of the service.
  const mayPass = status >= 500 || status === 429 || status === 200 || passing.test(name);
  // Some refusals say more than a sentence: whoever asked finds it as the cause.
  const saysMore = Object.keys(answer ?? {}).some(member => !['__type', 'message', 'Message'].includes(member));
  throw mayPass ? new TransientError(operation, text) : new RefusalError(operation, text, saysMore ? { cause: answer } : undefined);
}

function parsed(body: string): Fields | undefined {
  try {
    return Object(JSON.parse(body)) as Fields;
  } catch {
    return undefined;
  }
}
