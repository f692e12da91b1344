/** What an alarm makes of values that are there and of values that are not, as CloudWatch documents it: three of three periods, and two of three. */

import type { AlarmRule, AlarmState } from '../../../../rehearsal/services/cloudwatch/alarm';
import { evaluateAlarm, statisticOf } from '../../../../rehearsal/services/cloudwatch/alarm';
import { metricsIn } from '../../../../rehearsal/services/cloudwatch/metrics';

const RULE: AlarmRule = { period: 300, evaluationPeriods: 3, datapointsToAlarm: 3, comparison: 'LessThanThreshold', threshold: 5, statistic: 'Average', missing: 'missing' };
/** X breaches, 0 doesn't, and - is missing. */
const values = (text: string) => text.split(' ').map(sign => ({ 'X': 1, '0': 9, '-': undefined }[sign]));
const RETAIN = 'retain';

test.each<[string, number, string, string, string, string]>([
  // Periods, and the states where missing data is: missing, ignored, breaching, not breaching.
  ['0 - X - X', 3, 'OK', 'OK', 'OK', 'OK'],
  ['0 - - - -', 3, 'OK', 'OK', 'OK', 'OK'],
  ['- - - - -', 3, 'INSUFFICIENT_DATA', RETAIN, 'ALARM', 'OK'],
  ['0 X X - X', 3, 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
  ['- - X - -', 3, 'ALARM', RETAIN, 'ALARM', 'OK'],
  ['0 - X - X', 2, 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
  ['0 0 X 0 X', 2, 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
  ['0 - X - -', 2, 'OK', 'OK', 'ALARM', 'OK'],
  ['- - - - 0', 2, 'OK', 'OK', 'ALARM', 'OK'],
  ['- - - X -', 2, 'ALARM', RETAIN, 'ALARM', 'OK'],
])('%s, %d of three', (periods, datapointsToAlarm, ...expected) => {
  const before: AlarmState = 'INSUFFICIENT_DATA';
  const states = (['missing', 'ignore', 'breaching', 'notBreaching'] as const)
    .map(missing => evaluateAlarm({ ...RULE, datapointsToAlarm, missing }, values(periods), before));
  expect(states).toEqual(expected.map(state => (state === RETAIN ? before : state)));
});

test.each([['Average', 4], ['Sum', 16], ['Minimum', 1], ['Maximum', 9], ['SampleCount', 4], ['p50', 2], ['p90', 9]])('%s of some values', (name, expected) => {
  expect([statisticOf(name, [9, 1, 2, 4]), statisticOf(name, [])]).toEqual([expected, undefined]);
});

test('metrics stand in lines of logs, with a prefix or not, for each set of dimensions; other lines hold none', () => {
  const place = { account: '111122223333', region: 'eu-west-1' };
  const emf = {
    _aws: { Timestamp: 5, CloudWatchMetrics: [{ Namespace: 'AccountRobot', Dimensions: [['Stack'], ['Stack', 'Pool']], Metrics: [{ Name: 'Available', Unit: 'Count' }, { Name: 'Absent' }] }] },
    Stack: 'Pool',
    Pool: 'P',
    Available: [3, 4],
  };
  const found = metricsIn(`2026-01-05T08:00:00Z id INFO ${JSON.stringify(emf)}`, place);
  expect(found.map(({ id, sample }) => [id.name, Object.keys(id.dimensions), sample])).toEqual([
    ['Available', ['Stack'], { at: 5, value: 3 }],
    ['Available', ['Stack', 'Pool'], { at: 5, value: 3 }],
    ['Available', ['Stack'], { at: 5, value: 4 }],
    ['Available', ['Stack', 'Pool'], { at: 5, value: 4 }],
  ]);
  expect([metricsIn('{"_aws": broken', place), metricsIn('{"notice":"tick"}', place)]).toEqual([[], []]);
});
