/** What CloudTrail tells EventBridge of calls to AWS Organizations. The service is in one Region, and so are its events. */

import { organizationsRegionOf } from '../../../src/contract';
import { eventBridge } from '../eventbridge/eventbridge';
import type { ServiceContext } from '../service';

/** Seconds on the way through CloudTrail: at least this. */
const WAY_MIN = 2;
/** And at most this. */
const WAY_MAX = 20;

/** An account was moved, whoever did it: a function, Control Tower, Innovation Sandbox, or somebody in the console. */
export function tellMoved(to: ServiceContext, accountId: string, sourceParentId: string, destinationParentId: string): void {
  const { clock, time, world: { organization: { homeRegion, managementAccountId } } } = to;
  if (time.secondsInto(time.now) < 0) {
    // Before this run.
    return;
  }
  const region = organizationsRegionOf(homeRegion);
  const eventTime = new Date(time.now).toISOString().replace(/\.\d+Z$/, 'Z');
  const key = `moved ${accountId} to ${destinationParentId} at ${time.now}`;
  clock.after(WAY_MIN + (WAY_MAX - WAY_MIN) * clock.draw('trail', key), key, () => to.peer(eventBridge).emit({
    accountId: managementAccountId,
    region,
    source: 'aws.organizations',
    detailType: 'AWS API Call via CloudTrail',
    detail: {
      eventVersion: '1.08',
      eventTime,
      eventSource: 'organizations.amazonaws.com',
      eventName: 'MoveAccount',
      awsRegion: region,
      requestParameters: { accountId, sourceParentId, destinationParentId },
      responseElements: null,
      readOnly: false,
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: managementAccountId,
      eventCategory: 'Management',
    },
  }));
}
