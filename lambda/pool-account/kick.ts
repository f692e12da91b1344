/** onEvent of Custom::PoolAccount: opens a leg. */

import { composeStacks } from './compose-stacks';
import type { KickAnswer } from './leg-events';
import { openLeg } from './open-leg';
import { tellingWhatIsWrong } from './tell-failure';
import { codeOf } from '../../core/failures/errors';
import { createLog } from '../../core/log';
import { Notice } from '../../src/contract';
import { describeEvent } from '../shared/provider-events';
import type { ProviderEvent } from '../shared/provider-events';
import { writeLine } from '../shared/stdout';

const { stacks, clock, events } = composeStacks();

/** What the Provider framework calls once for each request, or twice. */
export async function handler(event: ProviderEvent): Promise<KickAnswer> {
  const log = createLog(writeLine, clock.now, { account: String(event.ResourceProperties.AccountName), ...describeEvent(event) });
  try {
    // CloudFormation and the framework may hand over the same request twice.
    const answer = await tellingWhatIsWrong(event, event.RequestId ?? '', { events: events(log), clock }, async () => openLeg(event, stacks, clock));
    log.notice(Notice.LEG_OPENED, { deadline: answer.Leg?.deadline, epoch: answer.Leg?.epoch });
    return answer;
  } catch (error) {
    log.notice(Notice.LEG_REFUSED, { code: codeOf(error), error: String(error) });
    throw error;
  }
}
