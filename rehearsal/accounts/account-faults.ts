/** Faults that are meant for accounts by name, wherever they strike: in a call of a function, in the delivery of a request. */

import { POOL_ACCOUNT_TYPE, PoolAccountProperty } from '../../src/contract';
import type { DeliveredRequest } from '../cloudformation/ports';
import type { CallFaults } from '../kernel/dispatcher';
import type { Clock } from '../kernel/types';
import { ApiError } from '../kernel/types';
import type { FaultBook } from '../world/faults';
import { matchesAccount } from '../world/faults';

/** Which account a function is at work on. */
interface Work {
  subjectAt(instance: string): string | undefined;
}

const MINUTE_SECONDS = 60;

/** What goes wrong with calls. */
export class AccountCallFaults implements CallFaults {
  /** When each call was answered within the last minute, in seconds of the run. */
  private readonly answered = new Map<string, number[]>();

  constructor(private readonly faults: FaultBook, private readonly work: Work, private readonly clock: Pick<Clock, 'now'>) {}

  public refusal(call: string, instance: string): ApiError | undefined {
    const [service] = call.split(':');
    if (this.faults.take('outage', outage => outage.service === service)) {
      return new ApiError('ServiceUnavailable', 'The service is unavailable.', 503);
    }
    if (this.faults.take('rate-limited', ({ action, perMinute }) => action === call && this.lately(call).length >= perMinute)) {
      return new ApiError('ThrottlingException', 'Rate exceeded', 429);
    }
    const refusal = this.refusalOfAccount(call, instance);
    if (!refusal) {
      this.answered.set(call, [...this.lately(call), this.clock.now]);
    }
    return refusal;
  }

  private lately(call: string): number[] {
    return (this.answered.get(call) ?? []).filter(at => at > this.clock.now - MINUTE_SECONDS);
  }

  private refusalOfAccount(call: string, instance: string): ApiError | undefined {
    const account = this.work.subjectAt(instance);
    const fault = this.faults.take('call-fails', ({ action, account: pattern }) => action === call && matchesAccount(pattern, account));
    return fault && new ApiError(fault.code, fault.message, statusOf(fault.code));
  }

  public ending(call: string, instance: string): 'answered' | 'function-dies' | 'lost' {
    const account = this.work.subjectAt(instance);
    if (this.faults.take('function-dies', ({ after, account: pattern }) => after === call && matchesAccount(pattern, account))) {
      return 'function-dies';
    }
    return this.faults.take('lost-response', ({ action, account: pattern }) => action === call && matchesAccount(pattern, account)) ? 'lost' : 'answered';
  }
}

/** The status tells the SDK whether to try again: services name what is their own fault alike, and answer it with 500. */
function statusOf(code: string): number {
  if (/^ServiceUnavailable/.test(code)) {
    return 503;
  }
  if (/^(Internal|ServiceException$)/.test(code)) {
    return 500;
  }
  return /throttl|toomany/i.test(code) ? 429 : 400;
}

/** Whether a request that is about an account is delivered twice. */
export function deliversTwice(faults: FaultBook, { requestType, resourceType, properties }: DeliveredRequest): boolean {
  if (requestType === 'Delete' || resourceType !== POOL_ACCOUNT_TYPE) {
    return false;
  }
  const account = String(properties[PoolAccountProperty.ACCOUNT_NAME]);
  return faults.take('kick-delivered-twice', fault => matchesAccount(fault.account, account)) !== undefined;
}
