/** Schedules call their targets in a role, at their times. */

import type { TemplateResource } from '../../../../rehearsal/cloudformation/template';
import { deliveries } from '../../../../rehearsal/services/deliveries/deliveries';
import { Bench, templateOf } from '../../cloudformation/support/bench';

const role = (service: string): TemplateResource => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: service } }] },
    Policies: [{ PolicyName: 'invoke', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: { 'Fn::GetAtt': ['OnEvent', 'Arn'] } }] } }],
  },
});

const schedule = (properties: Record<string, unknown>, target: Record<string, unknown> = {}): TemplateResource => ({
  Type: 'AWS::Scheduler::Schedule',
  Properties: {
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: { Arn: { 'Fn::GetAtt': ['OnEvent', 'Arn'] }, RoleArn: { 'Fn::GetAtt': ['Caller', 'Arn'] }, ...target },
    ...properties,
  },
});

function deployed(properties: Record<string, unknown>, { target = {}, service = 'scheduler.amazonaws.com' }: { target?: Record<string, unknown>; service?: string } = {}) {
  const bench = new Bench();
  const called: { at: number; event: any }[] = [];
  bench.functions['index.onEvent'] = event => {
    called.push({ at: bench.clock.now, event });
    return { outcome: { payload: null }, seconds: 1 };
  };
  const result = bench.deploy(templateOf({ Caller: role(service), Schedule: schedule(properties, target) }));
  return { bench, called, result };
}

test('a rate calls from when it was made, with what the template says, its words filled in', () => {
  const { bench, called, result } = deployed({ ScheduleExpression: 'rate(10 minutes)' }, { target: { Input: '{"at":"<aws.scheduler.scheduled-time>","what":"tick"}' } });
  expect(result.status).toBe('CREATE_COMPLETE');
  bench.clock.advance(35 * 60);
  expect(called.map(({ event }) => event.what)).toEqual(['tick', 'tick', 'tick']);
  expect(new Set(called.map(({ event }) => event.at)).size).toBe(3);
  expect(bench.services.get(deliveries).report()).toEqual([expect.objectContaining({ from: expect.stringMatching(/^schedule Pool-Schedule/), times: 3, refused: 0 })]);
});

test('one that is off, over, or that its role may not call, calls nobody', () => {
  const off = deployed({ ScheduleExpression: 'rate(10 minutes)', State: 'DISABLED' });
  off.bench.clock.advance(3600);
  const over = deployed({ ScheduleExpression: 'rate(10 minutes)', EndDate: '2020-01-01T00:00:00Z' });
  over.bench.clock.advance(3600);
  const other = deployed({ ScheduleExpression: 'rate(10 minutes)' }, { target: { Arn: 'arn:aws:lambda:eu-west-1:111122223333:function:other' } });
  other.bench.clock.advance(3600);
  expect([off.called, over.called, other.called]).toEqual([[], [], []]);
  expect(other.bench.services.get(deliveries).report()[0].reason).toMatch(/^the role .* is not authorized to perform: lambda:InvokeFunction on resource: /);
});

test.each([
  ['an expression that is none', { ScheduleExpression: 'every(5)' }, {}, /Invalid Schedule Expression every\(5\)/],
  ['a time zone that is none', { ScheduleExpression: 'cron(0 8 * * ? *)', ScheduleExpressionTimezone: 'Mars/Base' }, {}, /Invalid Schedule Expression Timezone Mars\/Base/],
  ['a role that lets the scheduler not in', { ScheduleExpression: 'rate(5 minutes)' }, { service: 'lambda.amazonaws.com' }, /must allow AWS EventBridge Scheduler to assume the role/],
])('%s fails the resource', (_, properties, options, reason) => {
  const { bench, result } = deployed(properties, options);
  expect([result.status, bench.events.find(({ logicalId, status }) => logicalId === 'Schedule' && status === 'CREATE_FAILED')?.reason]).toEqual(['ROLLBACK_COMPLETE', expect.stringMatching(reason)]);
});
