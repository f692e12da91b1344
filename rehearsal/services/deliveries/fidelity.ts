/** What this folder does as AWS does, and where that is from. */

import type { Behaviour } from '../../kernel/behaviour';

export const FIDELITY: readonly Behaviour[] = [
  {
    does: 'a function that is to be called by a service needs a permission for that service and what sends',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html',
  },
  {
    does: 'what rules, schedules, alarms and topics send may come twice',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-troubleshooting.html',
  },
  {
    does: 'it is on its way for less than two seconds',
    mark: 'inferred',
    source: 'AWS names no time; half a second is usual',
  },
];
