/** isComplete of Custom::PoolAccount: one look at an account. */

import { runLeg } from './run-leg';
import { sleep, systemClock } from '../aws/clock';
import { composePorts } from '../aws/compose';
import { writeLine } from '../aws/stdout';
import { parseEnvironment } from '../core/environment';
import { describeEvent } from '../core/events';
import type { PollAnswer, PollEvent } from '../core/events';
import { createLog } from '../core/log';

// Built once for a warm function: the directory remembers its scan of the organization.
const ports = composePorts();

/** What the Provider framework calls every half minute. */
export async function handler(event: PollEvent): Promise<PollAnswer> {
  const log = createLog(writeLine, systemClock, {
    account: String(event.ResourceProperties.AccountName), leg: String(event.ResourceProperties.Leg), ...describeEvent(event),
  });
  try {
    return await runLeg(event, { ports, settings: () => parseEnvironment(process.env), clock: { now: systemClock, sleep }, log });
  } catch (error) {
    log.notice('leg-failed', { error: String(error) });
    throw error;
  }
}
