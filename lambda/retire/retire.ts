/**
 * Retires accounts: goes on with what was ordered at each tick, and does what a person asks. Whoever may invoke the function may order; nothing else can.
 */

import { composeRetirement } from './compose';
import { parseRetirement } from './environment';
import { requestOf } from './request';
import { AccessError, RefusalError, TransientError } from '../../core/failures/errors';
import { createLog } from '../../core/log';
import { retire } from '../../core/retirement/retire';
import type { RetireReply } from '../../src/contract';
import { maskText, Notice, RetireOutcome } from '../../src/contract';
import { requireEnv } from '../shared/environment';
import { writeLine } from '../shared/stdout';

const settings = parseRetirement(process.env);
const { portsOf, now } = composeRetirement(settings, requireEnv(process.env, 'AWS_REGION'));

/** What ticks and people call. */
export async function handler(event: unknown): Promise<RetireReply> {
  const { policy } = settings;
  const log = createLog(writeLine, now, { stack: policy.stackName, pool: policy.pool });
  const request = requestOf(event);
  const reply = 'problem' in request ? { outcome: RetireOutcome.REFUSED, text: request.problem } : await answered(async () =>
    retire('by' in request ? { ...request, by: maskText(request.by) } : request, policy, portsOf(log)));
  log.notice(Notice.RETIREMENT_ANSWERED, { ask: 'ask' in request ? request.ask : 'unusable', outcome: reply.outcome, text: reply.text, code: reply.code });
  return reply;
}

/** What AWS doesn't answer now it may at the next tick; what it refuses a person is told, and the function's errors show. */
async function answered(ask: () => Promise<RetireReply>): Promise<RetireReply> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof TransientError) {
      return { outcome: RetireOutcome.REFUSED, text: `nothing could be decided, because ${error.message}: ask again` };
    }
    if (error instanceof RefusalError || error instanceof AccessError) {
      return { outcome: RetireOutcome.REFUSED, text: `${error.message}: see whether the role of AccountRetirement has what it is given at deployment` };
    }
    throw error;
  }
}
