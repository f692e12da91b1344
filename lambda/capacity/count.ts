/**
 * What EventBridge calls every few minutes, and when an account of the sandbox may have moved: counts the pool, publishes the counts, and calls whoever decides by
 * them.
 *
 * It never fails for what it can't read: counts are left out then, a notice says why, and the next tick looks again.
 */

import { LambdaClient } from '@aws-sdk/client-lambda';
import { mayHaveMoved } from './moves';
import { callLater } from '../../aws/lambda/callee';
import { metricsOf } from '../../core/capacity/metrics-of';
import { RefusalError, TransientError } from '../../core/failures/errors';
import { createLog } from '../../core/log';
import type { Log } from '../../core/log';
import { CapacityEnvironment, Notice } from '../../src/contract';
import { composeCounts } from '../shared/compose-counts';
import { parseCountedPool } from '../shared/counted-pool';
import { requireEnv } from '../shared/environment';
import { writeLine } from '../shared/stdout';

// Built once for a warm function: it remembers the quota and the units.
const pool = parseCountedPool(process.env);
const { counter, units, now } = composeCounts(pool, requireEnv(process.env, 'AWS_REGION'));
const lambda = new LambdaClient({});
const callee = process.env[CapacityEnvironment.CALLED_AT_EACH_TICK];

/** The tick, or an event of AWS Organizations or of Innovation Sandbox. */
export async function handler(event: unknown): Promise<void> {
  const log = createLog(writeLine, now, { stack: pool.stackName, pool: pool.subject.pool });
  if (!await mayHaveMoved(event, pool.sandbox, units)) {
    return;
  }
  const { at, sandbox, unseen = [], slotsInUse, ...counts } = await counter.count();
  for (const { what, why } of unseen) {
    log.notice(Notice.CAPACITY_UNSEEN, { what, why });
  }
  log.notice(Notice.CAPACITY_COUNTED, { at: at.toISOString(), ...sandbox, ...counts, slotsInUse });
  log.counts(pool.subject, metricsOf({ at, sandbox, ...counts }));
  if (callee !== undefined && callee !== '') {
    await passOn(callee, log);
  }
}

/** The next tick calls again, so that a call which doesn't get through is no loss. */
async function passOn(functionName: string, log: Log): Promise<void> {
  try {
    await callLater(lambda, functionName, { tick: now().toISOString() });
  } catch (error) {
    if (!(error instanceof TransientError || error instanceof RefusalError)) {
      throw error;
    }
    log.notice(Notice.TICK_NOT_PASSED_ON, { function: functionName, error: error.message });
  }
}
