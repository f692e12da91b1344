/** isComplete of Custom::PoolAccount: one look at an account. */

import { composePorts } from './compose';
import { parseEnvironment } from './environment';
import type { PollAnswer, PollEvent } from './leg-events';
import { runLeg } from './run-leg';
import { codeOf } from '../../core/failures/errors';
import { createLog } from '../../core/log';
import { Notice } from '../../src/contract';
import { describeEvent } from '../shared/provider-events';
import { writeLine } from '../shared/stdout';

// Built once for a warm function: the directory remembers its scan of the organization.
const { ports, clock, events } = composePorts();

/** What the Provider framework calls every half minute. */
export async function handler(event: PollEvent): Promise<PollAnswer> {
  const log = createLog(writeLine, clock.now, {
    account: String(event.ResourceProperties.AccountName),
    leg: String(event.ResourceProperties.Leg),
    ...describeEvent(event),
  });
  try {
    return await runLeg(event, { ports, settings: () => parseEnvironment(process.env), clock, log, events: events(log) });
  } catch (error) {
    log.notice(Notice.LEG_FAILED, { code: codeOf(error), error: String(error) });
    throw error;
  }
}
