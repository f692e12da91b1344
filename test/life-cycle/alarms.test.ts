/** A function counts, CloudWatch hears of it by the log, and an alarm calls a function and tells a topic: once for each change. */

import { PoolAccount } from 'account-robot';
import type { App } from 'aws-cdk-lib';
import { Duration, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as subscriptions from 'aws-cdk-lib/aws-sns-subscriptions';
import { FUNCTION_LABEL } from '../../src/contract';
import type { Rehearsed } from '../support/rehearse-app';
import { ACCOUNT, names, REGION, rehearseApp } from '../support/rehearse-app';

/** Low for an hour from the second hour on. */
const COUNT = `
exports.handler = async event => {
  const minutes = (Date.now() - Number(process.env.BEGAN)) / 60000;
  console.log(JSON.stringify({
    _aws: { Timestamp: Date.now(), CloudWatchMetrics: [{ Namespace: 'AccountRobot', Dimensions: [['Stack']], Metrics: [{ Name: 'Available' }] }] },
    Stack: 'Pool',
    Available: minutes >= 120 && minutes < 180 ? 2 : 9,
  }));
};`;

const watch = (more: { world?: Record<string, unknown>; policy?: boolean } = {}) => rehearseApp({
  app: (app: App) => {
    const env = { account: ACCOUNT, region: REGION };
    new PoolAccount(new Stack(app, 'Pool', { env }), names(1)[0]);
    const stack = new Stack(app, 'Watch', { env });
    const fn = (id: string, code: string) => new lambda.Function(stack, id, {
      runtime: lambda.Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline(code),
      timeout: Duration.seconds(10),
      environment: { [FUNCTION_LABEL]: id, BEGAN: String(Date.parse('2026-01-05T08:00:00Z')) },
    });
    new events.Rule(stack, 'Tick', { schedule: events.Schedule.rate(Duration.minutes(5)), targets: [new targets.LambdaFunction(fn('Count', COUNT))] });
    const alarm = new cloudwatch.Metric({ namespace: 'AccountRobot', metricName: 'Available', dimensionsMap: { Stack: 'Pool' }, statistic: 'Minimum', period: Duration.minutes(5) })
      .createAlarm(stack, 'LowWater', { threshold: 5, comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD, evaluationPeriods: 2, alarmDescription: 'few are left' });
    const heard = fn('Heard', 'exports.handler = async event => { console.log(JSON.stringify({ notice: event.alarmData ? event.alarmData.state.value : event.Records[0].Sns.Subject })); };');
    const topic = new sns.Topic(stack, 'Topic');
    topic.addSubscription(new subscriptions.LambdaSubscription(heard));
    topic.addSubscription(new subscriptions.EmailSubscription('people@example.com'));
    alarm.addAlarmAction(new actions.LambdaAction(heard), new actions.SnsAction(topic));
    alarm.addOkAction(new actions.SnsAction(topic));
    new cloudwatch.Dashboard(stack, 'Dashboard', { widgets: [[new cloudwatch.GraphWidget({ left: [alarm.metric] })]] });
    if (more.policy === true) {
      topic.addToResourcePolicy(new iam.PolicyStatement({ actions: ['sns:Publish'], principals: [new iam.ServicePrincipal('events.amazonaws.com')], resources: [topic.topicArn] }));
    }
  },
  world: { factory: { creationMinutes: { median: 20, sigma: 0, minimum: 20, maximum: 20 } }, deployment: { afterwardsMinutes: 240 }, ...more.world },
});

const heardBy = ({ log }: Rehearsed) => log.filter(({ function: name }) => name.startsWith('Watch-Heard')).flatMap(({ line }) => /"notice":"(.+)"\}/.exec(line)?.[1] ?? []);

test('the alarm changes twice after its first values, and each change is told once', async () => {
  const rehearsed = await watch();
  const { report } = rehearsed;
  expect(report.alarms!.map(({ from, to }) => [from, to])).toEqual([['INSUFFICIENT_DATA', 'OK'], ['OK', 'ALARM'], ['ALARM', 'OK']]);
  const [, low] = report.alarms!;
  // Two periods of five minutes from the second hour on, and their ticks within a minute.
  expect(low.at / 60).toBeGreaterThanOrEqual(125);
  expect(low.at / 60).toBeLessThanOrEqual(137);
  expect(report.messages!.map(({ by, subject, subscribers }) => [by.replace(/-.*/, ''), subject?.replace(/".*"/, '""'), subscribers])).toEqual([
    ['alarm Watch', `OK: "" in ${REGION}`, 2], ['alarm Watch', `ALARM: "" in ${REGION}`, 2], ['alarm Watch', `OK: "" in ${REGION}`, 2],
  ]);
  expect(JSON.parse(report.messages![1].message)).toMatchObject({ AlarmDescription: 'few are left', NewStateValue: 'ALARM', OldStateValue: 'OK', Trigger: { MetricName: 'Available', Threshold: 5 } });
  expect(heardBy(rehearsed).filter(notice => notice === 'ALARM')).toHaveLength(1);
  expect(heardBy(rehearsed)).toHaveLength(4);
  expect(report.metrics!.find(({ name }) => name === 'Available')).toMatchObject({ namespace: 'AccountRobot', dimensions: { Stack: 'Pool' }, minimum: 2, maximum: 9 });
  expect(report.deliveries!.filter(({ to }) => to === 'email')).toEqual([expect.objectContaining({ counted: true, times: 3 })]);
  expect(JSON.stringify(report)).not.toContain('people@example.com');
});

test('an alarm that is lost tells nobody, and one that comes twice tells twice', async () => {
  const rehearsed = await watch({ world: { faults: [{ kind: 'delivery-fails', sender: 'alarm', fromMinute: 100, toMinute: 150 }, { kind: 'delivered-twice', sender: 'alarm', fromMinute: 170 }] } });
  expect(rehearsed.report.messages!.map(({ subject }) => subject?.split(':')[0])).toEqual(['OK', 'OK', 'OK']);
  expect(rehearsed.report.alarms!.map(({ to }) => to)).toEqual(['OK', 'ALARM', 'OK']);
});

test('a policy of the topic that lets others in leaves alarms out, as in AWS', async () => {
  const { report } = await watch({ policy: true });
  expect(report.messages).toBeUndefined();
  expect(report.deliveries!.find(({ from, refused }) => from.startsWith('alarm') && refused > 0)).toMatchObject({
    refused: 3,
    reason: expect.stringMatching(/^cloudwatch\.amazonaws\.com is not authorized to perform: sns:Publish/),
  });
});
