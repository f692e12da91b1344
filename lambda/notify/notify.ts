/** Tells people what was told on the event bus. */

import { parseAudience } from './environment';
import { Topics } from '../../aws/sns/topics';
import { notify } from '../../core/events/notify';
import type { ReceivedEvent } from '../../core/events/notify';
import { createLog } from '../../core/log';
import { sleep, systemClock } from '../shared/clock';
import { ownCredentials } from '../shared/credentials';
import { writeLine } from '../shared/stdout';

const topics = new Topics({ credentials: async () => ownCredentials(process.env), now: systemClock });
/** Kept while the function is warm: a double comes within minutes. */
const told = new Set<string>();

/** What EventBridge calls with each event. */
export async function handler(event: ReceivedEvent): Promise<void> {
  await notify(event, { topics, audience: parseAudience(process.env), log: createLog(writeLine, systemClock, {}), sleep, told });
}
