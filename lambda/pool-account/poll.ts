/** What is-complete answers by, whichever road the account comes. */

import type { PollAnswer, PollEvent } from './leg-events';
import { runLeg } from './run-leg';
import type { LegContext } from './run-leg';
import type { EventsPort } from '../../core/events/event';
import { codeOf } from '../../core/failures/errors';
import { createLog } from '../../core/log';
import type { Log } from '../../core/log';
import { Notice } from '../../src/contract';
import { describeEvent } from '../shared/provider-events';
import { writeLine } from '../shared/stdout';

/** What outlives a poll, as long as the function stays warm. */
export interface PollContext extends Pick<LegContext, 'ports' | 'road' | 'clock'> {
  readonly events: (log: Log) => EventsPort;
}

/** The function that the Provider framework calls every half minute. */
export function pollOf({ ports, road, clock, events }: PollContext): (event: PollEvent) => Promise<PollAnswer> {
  return async event => {
    const log = createLog(writeLine, clock.now, {
      account: String(event.ResourceProperties.AccountName),
      leg: String(event.ResourceProperties.Leg),
      ...describeEvent(event),
    });
    try {
      return await runLeg(event, { ports, road, clock, log, events: events(log) });
    } catch (error) {
      log.notice(Notice.LEG_FAILED, { code: codeOf(error), error: String(error) });
      throw error;
    }
  };
}
