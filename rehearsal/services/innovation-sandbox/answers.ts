/** What the accounts function answers, in its own words. */

import { ApiError } from '../../kernel/types';

/** An HTTP answer as Lambda's proxy integration returns it. */
export interface HttpAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An answer other than success. */
export class Refusal extends Error {
  constructor(public readonly answer: HttpAnswer) {
    super(answer.body);
    this.name = 'Refusal';
  }
}

const JSON_TYPE = { 'content-type': 'application/json' };

export function success(statusCode: number, data?: unknown): HttpAnswer {
  return { statusCode, headers: JSON_TYPE, body: JSON.stringify({ status: 'success', data }) };
}

/** The caller's fault. */
export function fail(statusCode: number, message: string, field?: string): Refusal {
  const error = field === undefined ? { message } : { field, message };
  return new Refusal({ statusCode, headers: JSON_TYPE, body: JSON.stringify({ status: 'fail', data: { errors: [error] } }) });
}

/** Something that the function doesn't tell more about. */
export function unexpected(): Refusal {
  return new Refusal({ statusCode: 500, headers: JSON_TYPE, body: JSON.stringify({ status: 'error', message: 'An unexpected error occurred.' }) });
}

export function plain(statusCode: number, body: string): Refusal {
  return new Refusal({ statusCode, headers: { 'content-type': 'text/plain' }, body });
}

/** What API Gateway itself answers, before the function is asked. */
export function gateway(statusCode: number, body: Readonly<Record<string, string>>, errorType?: string): HttpAnswer {
  return { statusCode, headers: { ...JSON_TYPE, ...(errorType !== undefined ? { 'x-amzn-errortype': errorType } : {}) }, body: JSON.stringify(body) };
}

/** The refusals of AWS Organizations that it has words for. */
const MOVES_REFUSED: Readonly<Record<string, readonly [number, string]>> = {
  AccountNotFoundException: [409, 'The account could not be found where it was expected to be located. Someone else may have recently moved it.'],
  ConcurrentModificationException: [409, 'Could not move account due to concurrent modification of the organization. Please try again.'],
  TooManyRequestsException: [429, 'Could not move account due to too many requests. Please try again momentarily.'],
};

/** What it makes of an error that AWS Organizations threw. */
export function moveRefused(exception: string): Refusal {
  const [statusCode, message] = MOVES_REFUSED[exception] ?? [];
  return statusCode === undefined || message === undefined ? unexpected() : fail(statusCode, message);
}

/** Does what asks AWS Organizations for something. Throws {@link Refusal} in the function's own words for what that refuses. */
export function moving<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof ApiError ? moveRefused(error.code) : error;
  }
}
