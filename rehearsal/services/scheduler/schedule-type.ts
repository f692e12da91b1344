/** AWS::Scheduler::Schedule */

import type { Schedules } from './schedules';
import type { TypeFacts } from '../../cloudformation/known-properties';
import type { Place, ResourceType } from '../../cloudformation/resource-type';
import { text } from '../../cloudformation/resource-type';
import type { ResourceContent } from '../../cloudformation/stacks-state';
import { isRecord } from '../../cloudformation/template';
import { letsServiceIn } from '../../iam/trust';
import { ApiError } from '../../kernel/types';
import { isTimeZone } from '../eventbridge/calendar';
import { scheduleExpression } from '../eventbridge/schedule-expression';
import type { RoleRegister } from '../ports';

export const SCHEDULE_FACTS: TypeFacts = {
  properties: {
    understood: ['EndDate', 'FlexibleTimeWindow', 'GroupName', 'Name', 'ScheduleExpression', 'ScheduleExpressionTimezone', 'StartDate', 'State', 'Target'],
    harmless: { Description: 'it is read by people only' },
    granted: { KmsKeyArn: 'whether its key lets the schedule in (KmsKeyArn) is not looked at' },
    opaque: /\.Target/,
  },
};

export class ScheduleType implements ResourceType {
  public readonly seconds = 5;
  public readonly createOnly = ['Name'];
  public readonly name = { property: 'Name', scope: 'region' } as const;

  constructor(private readonly partition: string, private readonly schedules: Schedules, private readonly iam: Pick<RoleRegister, 'role'>) {}

  public put({ stack, generatedName }: Place, properties: Record<string, unknown>, current?: ResourceContent): ResourceContent {
    const name = current?.physicalId ?? (text(properties, 'Name') || generatedName);
    const arn = `arn:${this.partition}:scheduler:${stack.region}:${stack.account}:schedule/${text(properties, 'GroupName') || 'default'}/${name}`;
    const content = { physicalId: name, properties, attributes: { Arn: arn } };
    this.check(properties);
    this.restore(content);
    return content;
  }

  public remove({ attributes }: ResourceContent): void {
    this.schedules.remove(String(attributes.Arn));
  }

  public restore({ attributes, physicalId, properties }: ResourceContent): void {
    const { EndDate: end, FlexibleTimeWindow: window, StartDate: start, State: state = 'ENABLED', Target: target } = properties;
    const { Arn: arn, Input: input, RoleArn: roleArn } = isRecord(target) ? target : {};
    this.schedules.keep({
      arn: String(attributes.Arn),
      name: physicalId!,
      enabled: state !== 'DISABLED',
      expression: scheduleExpression(text(properties, 'ScheduleExpression'), zoneOf(properties))!,
      ...start === undefined ? {} : { startsAt: Date.parse(String(start)) },
      ...end === undefined ? {} : { endsAt: Date.parse(String(end)) },
      windowSeconds: isRecord(window) && window.Mode === 'FLEXIBLE' ? Number(window.MaximumWindowInMinutes) * 60 : 0,
      target: { arn: String(arn), roleArn: String(roleArn), ...input === undefined ? {} : { input: String(input) } },
    });
  }

  private check(properties: Readonly<Record<string, unknown>>): void {
    const { FlexibleTimeWindow: window, Target: target } = properties;
    const zone = zoneOf(properties);
    if (!isTimeZone(zone)) {
      throw invalid(`Invalid Schedule Expression Timezone ${zone}.`);
    }
    if (scheduleExpression(text(properties, 'ScheduleExpression'), zone) === undefined) {
      throw invalid(`Invalid Schedule Expression ${text(properties, 'ScheduleExpression')}.`);
    }
    if (!isRecord(window) || (window.Mode === 'FLEXIBLE') !== (window.MaximumWindowInMinutes !== undefined)) {
      throw invalid('A flexible time window has a maximum, and one that is OFF has none.');
    }
    const roleArn = isRecord(target) ? String(target.RoleArn) : '';
    const role = this.iam.role(roleArn);
    if (role !== undefined && !letsServiceIn(role.trustPolicy, ['scheduler.amazonaws.com'])) {
      throw invalid('The execution role you provide must allow AWS EventBridge Scheduler to assume the role.');
    }
  }
}

function zoneOf({ ScheduleExpressionTimezone: zone }: Readonly<Record<string, unknown>>): string {
  return zone === undefined ? 'UTC' : String(zone);
}

function invalid(message: string): ApiError {
  return new ApiError('ValidationException', message);
}
