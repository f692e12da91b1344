/**
 * Decides whether a pool grows: at each tick of capacity, when an alarm goes off, and when a person asks. Whoever may invoke the function may ask; the rules are
 * the same for all.
 */

import { composeGrowth, logAnswer } from './compose';
import { parseGrowth } from './environment';
import { requestOf } from './request';
import { TransientError } from '../../core/failures/errors';
import { grow } from '../../core/growth/grow';
import { createLog } from '../../core/log';
import type { GrowReply } from '../../src/contract';
import { GrowOutcome } from '../../src/contract';
import { requireEnv } from '../shared/environment';
import { writeLine } from '../shared/stdout';

const settings = parseGrowth(process.env);
const { portsOf, now } = composeGrowth(settings, requireEnv(process.env, 'AWS_REGION'));

/** What ticks, alarms and people call. */
export async function handler(event: unknown): Promise<GrowReply> {
  const { policy } = settings;
  const log = createLog(writeLine, now, { stack: policy.stackName, pool: policy.pool });
  const request = requestOf(event, policy);
  const reply = 'problem' in request ? { outcome: GrowOutcome.REFUSED, text: request.problem } : await answered(async () => grow(request, policy, portsOf(log)));
  logAnswer(log, 'ask' in request ? request.ask : 'unusable', reply);
  return reply;
}

/** What AWS doesn't answer now it may at the next tick, and nothing that is written down is lost. What it refuses is thrown, so that the function's errors show it. */
async function answered(ask: () => Promise<GrowReply>): Promise<GrowReply> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof TransientError)) {
      throw error;
    }
    return { outcome: GrowOutcome.WAITING, text: `nothing could be decided, because ${error.message}: the next tick looks again` };
  }
}
