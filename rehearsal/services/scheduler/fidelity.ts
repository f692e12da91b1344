/** What this folder does as AWS does, and where that is from. */

import type { Behaviour } from '../../kernel/behaviour';

export const FIDELITY: readonly Behaviour[] = [
  {
    does: 'rate, cron and at, in a time zone; a time that a clock leaves out is left out, and one that it shows twice comes once',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html',
  },
  {
    does: 'a target is called in its role, which must let the scheduler in and may invoke it; words like <aws.scheduler.scheduled-time> are filled in',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html',
  },
  {
    does: 'a schedule comes within its minute, or within its flexible window',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-flexible-time-windows.html',
  },
];
