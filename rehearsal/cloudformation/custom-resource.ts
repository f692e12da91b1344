/**
 * Custom resources, as CloudFormation runs them: an event to the function of the service token, and then waiting for
 * whoever PUTs an answer to the request's URL.
 *
 *     send -> Lambda's queue -> function (retried twice when it errors)
 *          -> an answer to the URL within ServiceTimeout -> done
 *          -> none                                       -> failed
 *     cancelled -> nobody waits any more; function and waiter know nothing of it, and their answer is dropped
 */

import { uuidOf } from './identifiers';
import type { Surroundings } from './ports';
import type { StackRecord } from './stacks-state';
import { isRecord } from './template';
import { UnknownToRehearsal } from '../kernel/types';

/** How long CloudFormation waits for an answer where the template doesn't say, in seconds. */
const DEFAULT_TIMEOUT = 3600;
/** CloudFormation refuses longer answers, in bytes. */
const MAX_RESPONSE_BYTES = 4096;
/** Lambda tries an asynchronous invocation again so long after it errored, in seconds. */
const ASYNC_RETRIES = [60, 120];
/** The longest wait between two deliveries of an event that Lambda had no execution for; the first one is a second. */
const LONGEST_WAIT = 300;
/** How long Lambda keeps such an event, in seconds. */
const KEPT = 6 * 3600;
/** How much later Lambda delivers an event for the second time, in seconds, where a fault asks for it. */
const SECOND_DELIVERY = 3;

/** What is asked of the function. */
export interface CustomRequest {
  readonly stack: StackRecord;
  readonly logicalId: string;
  readonly resourceType: string;
  readonly requestType: 'Create' | 'Update' | 'Delete';
  readonly requestId: string;
  readonly physicalId?: string;
  /** Scalars as strings. */
  readonly properties: Record<string, unknown>;
  readonly oldProperties?: Record<string, unknown>;
}

/** What became of a request. */
export type CustomOutcome =
  | { readonly succeeded: true; readonly physicalId: string; readonly attributes: Record<string, unknown> }
  | { readonly succeeded: false; readonly reason: string; readonly physicalId?: string };

interface Pending {
  readonly request: CustomRequest;
  readonly settle: (outcome: CustomOutcome) => void;
}

/** Sends requests to custom resources and takes their answers. */
export class CustomResources {
  /** By path and query of the URL; undefined once nobody waits for the answer. */
  private readonly urls = new Map<string, Pending | undefined>();
  private sent = 0;

  constructor(private readonly surroundings: Surroundings) {}

  /** Sends a request; `done` is called once, unless the returned function cancels first. */
  public send(request: CustomRequest, done: (outcome: CustomOutcome) => void): () => void {
    const { clock, deliversTwice, functions, responseUrlHost, rights } = this.surroundings;
    const serviceToken = String(request.properties.ServiceToken);
    const key = `${request.stack.name}/${request.logicalId} ${request.requestType}`;
    const url = this.urlOf(request);
    this.urls.set(url, {
      request,
      settle: outcome => {
        this.urls.set(url, undefined);
        done(outcome);
      },
    });
    const settle = (outcome: CustomOutcome) => this.urls.get(url)?.settle(outcome);

    functions.requireCode(serviceToken);
    const refusal = rights.refusalToInvoke(request.stack, serviceToken);
    if (refusal !== undefined) {
      clock.after(1, `${key} may not be sent`, () => settle({ succeeded: false, reason: refusal, physicalId: request.physicalId }));
    } else if (functions.has(serviceToken)) {
      const event = eventOf(request, `https://${responseUrlHost}${url}`);
      this.deliver(serviceToken, event, key, 0);
      if (deliversTwice(request)) {
        clock.after(SECOND_DELIVERY, `${key} delivered again`, () => this.deliver(serviceToken, event, key, 0));
      }
    } else {
      clock.after(1, `${key} finds no function`, () => settle({ succeeded: false, reason: `Function not found: ${serviceToken}`, physicalId: request.physicalId }));
    }
    const timeout = Number(request.properties.ServiceTimeout ?? DEFAULT_TIMEOUT);
    clock.after(timeout, `${key} times out`, () => settle({
      succeeded: false,
      reason: `CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId [${request.requestId}]. If you are using the Python cfn-response module, you may need to update your Lambda function code so that CloudFormation can attach the updated version.`,
      physicalId: request.physicalId,
    }));
    return () => this.urls.set(url, undefined);
  }

  /** Takes what was PUT to a URL. An answer that nobody waits for is dropped, as S3 would keep it unread. */
  public respond(pathAndQuery: string, body: unknown): void {
    if (!this.urls.has(pathAndQuery)) {
      throw new UnknownToRehearsal(`an answer was sent to '${pathAndQuery.split('?')[0]}', and no custom resource was given that URL.`);
    }
    const pending = this.urls.get(pathAndQuery);
    if (pending !== undefined) {
      pending.settle(outcomeOf(pending.request, body));
    }
  }

  /** @param throttled how often the event was turned away so far */
  private deliver(serviceToken: string, event: unknown, key: string, attempt: number, throttled = 0): void {
    const { clock, functions } = this.surroundings;
    // A rollback may have deleted the function since the event was queued.
    if (!functions.has(serviceToken)) {
      return;
    }
    if (functions.throttles(serviceToken)) {
      this.deliverLater(serviceToken, event, key, attempt, throttled);
      return;
    }
    functions.invoke(serviceToken, event, outcome => {
      if (outcome.error === undefined || attempt >= ASYNC_RETRIES.length) {
        return;
      }
      clock.after(ASYNC_RETRIES[attempt], `${key} delivered again after an error`, () => this.deliver(serviceToken, event, key, attempt + 1));
    });
  }

  /** Lambda's queue keeps what was turned away, and drops it after hours. */
  private deliverLater(serviceToken: string, event: unknown, key: string, attempt: number, throttled: number): void {
    const waits = Array.from({ length: throttled + 1 }, (_, index) => Math.min(2 ** index, LONGEST_WAIT));
    if (waits.reduce((sum, seconds) => sum + seconds, 0) <= KEPT) {
      this.surroundings.clock.after(waits[throttled], `${key} delivered again after it was throttled`, () => this.deliver(serviceToken, event, key, attempt, throttled + 1));
    }
  }

  /** Unique for each sending, so that a late answer never meets a later request with the same id. */
  private urlOf({ stack, logicalId, requestId }: CustomRequest): string {
    const object = encodeURIComponent(`${stack.id}|${logicalId}|${requestId}`);
    const signature = uuidOf(stack.id, logicalId, requestId, ++this.sent, this.surroundings.clock.date.getTime());
    return `/${object}?AWSAccessKeyId=rehearsal&Expires=7200&Signature=${signature}`;
  }
}

function eventOf(request: CustomRequest, responseUrl: string): unknown {
  return {
    RequestType: request.requestType,
    ServiceToken: request.properties.ServiceToken,
    ResponseURL: responseUrl,
    StackId: request.stack.id,
    RequestId: request.requestId,
    LogicalResourceId: request.logicalId,
    ...request.physicalId === undefined ? {} : { PhysicalResourceId: request.physicalId },
    ResourceType: request.resourceType,
    ResourceProperties: request.properties,
    ...request.oldProperties === undefined ? {} : { OldResourceProperties: request.oldProperties },
  };
}

function outcomeOf(request: CustomRequest, body: unknown): CustomOutcome {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const failed = (reason: string, physicalId = request.physicalId): CustomOutcome => ({ succeeded: false, reason, physicalId });
  if (Buffer.byteLength(text, 'utf8') > MAX_RESPONSE_BYTES) {
    return failed('Response object is too long.');
  }
  const answer = parsed(text);
  if (!isRecord(answer)) {
    return failed('Invalid response object: it is not JSON.');
  }
  const physicalId = typeof answer.PhysicalResourceId === 'string' && answer.PhysicalResourceId !== '' ? answer.PhysicalResourceId : undefined;
  switch (answer.Status) {
    case 'SUCCESS':
      if (physicalId === undefined) {
        return failed('Invalid PhysicalResourceId');
      }
      return { succeeded: true, physicalId, attributes: isRecord(answer.Data) ? answer.Data : {} };
    case 'FAILED':
      return failed(`Received response status [FAILED] from custom resource. Message returned: ${String(answer.Reason ?? '')} (RequestId: ${request.requestId})`, physicalId ?? request.physicalId);
    default:
      return failed(`Invalid response object: Status is '${String(answer.Status)}', and only SUCCESS and FAILED are allowed.`);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The properties as CloudFormation sends them: every scalar as a string. */
export function withScalarsAsStrings(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withScalarsAsStrings);
  }
  if (isRecord(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withScalarsAsStrings(inner)]));
  }
  return value === null || value === undefined ? value : String(value);
}
