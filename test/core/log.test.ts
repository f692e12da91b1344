import { at } from './fixtures';
import { createLog } from '../../core/log';
import { describeEvent } from '../../lambda/shared/provider-events';
import { CapacityMetric, METRIC_NAMESPACE, MetricName, Notice } from '../../src/contract';

const SUBJECT = { stackName: 'pool-stack', owner: 'pool-stack/Team/Pool/pool-010', accountName: 'pool-010' };

function logged(use: (log: ReturnType<typeof createLog>) => void): { lines: string[]; records: any[] } {
  const lines: string[] = [];
  use(createLog(line => lines.push(line), () => at(0), { account: 'pool-010' }));
  return { lines, records: lines.map(line => JSON.parse(line)) };
}

test('each record is one line of JSON with a notice and the account', () => {
  const { records } = logged(log => log.notice(Notice.LEG_OPENED, { deadline: 'x', none: undefined }));
  expect(records).toEqual([{ notice: 'leg-opened', account: 'pool-010', deadline: 'x' }]);
});

test('masks addresses wherever they stand', () => {
  const { lines } = logged(log => log.notice(Notice.ACCOUNT_WARNING, { text: "the address 'aws+a@example.com' of (b@example.com), c@sub.example.com.", deep: { list: ['d@example.com'] } }));
  expect(lines[0]).not.toContain('@');
  expect(lines[0]).toContain('<e-mail>');
});

test('nothing stays nothing', () => {
  expect(logged(log => log.notice(Notice.ACCOUNT_WARNING, { text: null, deep: { none: null } })).records).toEqual([{ notice: 'account-warning', account: 'pool-010', text: null, deep: { none: null } }]);
});

test('emits metrics that CloudWatch reads from the log', () => {
  const { records } = logged(log => log.metrics(SUBJECT, { [MetricName.PROVISIONED]: 1, [MetricName.FACTORY_MINUTES]: 24.5 }));
  expect(records[0]).toMatchObject({
    _aws: {
      Timestamp: at(0).getTime(),
      CloudWatchMetrics: [{ Namespace: METRIC_NAMESPACE, Dimensions: [['StackName'], ['StackName', 'Pool'], ['StackName', 'AccountName']], Metrics: [{ Name: 'Provisioned', Unit: 'Count' }, { Name: 'FactoryMinutes', Unit: 'None' }] }],
    },
    StackName: 'pool-stack',
    Pool: 'Team/Pool',
    AccountName: 'pool-010',
    Provisioned: 1,
    FactoryMinutes: 24.5,
  });
});

test('an account that stands in its stack directly is counted for no pool', () => {
  const { records } = logged(log => log.metrics({ ...SUBJECT, owner: 'pool-stack/pool-010' }, { [MetricName.FAILED]: 1 }));
  expect(records[0]._aws.CloudWatchMetrics[0].Dimensions).toEqual([['StackName'], ['StackName', 'AccountName']]);
  expect(records[0]).not.toHaveProperty('Pool');
});

test('emits what was counted of a pool, in one set of dimensions, and 0 as well', () => {
  const { records } = logged(log => log.counts({ stackName: 'pool-stack', pool: 'Team/Pool' }, { [CapacityMetric.AVAILABLE]: 0, [CapacityMetric.MAX_SIZE]: 12 }));
  expect(records).toEqual([{
    notice: 'metrics',
    account: 'pool-010',
    _aws: {
      Timestamp: at(0).getTime(),
      CloudWatchMetrics: [{ Namespace: METRIC_NAMESPACE, Dimensions: [['StackName', 'Pool']], Metrics: [{ Name: 'Available', Unit: 'Count' }, { Name: 'MaxSize', Unit: 'Count' }] }],
    },
    StackName: 'pool-stack',
    Pool: 'Team/Pool',
    Available: 0,
    MaxSize: 12,
  }]);
});

test('minutes have no unit of CloudWatch', () => {
  const { records } = logged(log => log.metrics(SUBJECT, { [MetricName.CLEANING_MINUTES]: 9.1 }));
  expect(records[0]).toMatchObject({ CleaningMinutes: 9.1, _aws: { CloudWatchMetrics: [{ Metrics: [{ Name: 'CleaningMinutes', Unit: 'None' }] }] } });
});

test('describes an event by chosen fields', () => {
  const event = {
    RequestType: 'Create' as const,
    StackId: 'arn:aws:cloudformation:eu-west-1:111122223333:stack/pool-stack/guid',
    LogicalResourceId: 'Pool010',
    ResponseURL: 'https://canary',
    ResourceProperties: { AccountEmail: 'canary@example.com' },
  };
  expect(describeEvent(event)).toEqual({ request: 'Create', stack: 'pool-stack', logicalId: 'Pool010' });
});
