/** What this folder does as AWS does, and where that is from. */

import type { Behaviour } from '../../kernel/behaviour';

export const FIDELITY: readonly Behaviour[] = [
  {
    does: 'lines of logs in the embedded metric format are metrics, for each set of dimensions',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html',
  },
  {
    does: 'an alarm looks at two periods more than it evaluates, and treats missing data as it is told to, by the tables of the documentation',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html',
  },
  {
    does: 'actions are taken when the state changes, and only then; a function needs a permission for lambda.alarms.cloudwatch.amazonaws.com, a topic with a policy of its own one for cloudwatch.amazonaws.com',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html',
  },
  {
    does: 'alarms are looked at every minute, and values are there as soon as they are logged',
    mark: 'inferred',
    source: 'AWS says that alarms are evaluated by the minute, and nothing of how long values of logs take',
  },
];
