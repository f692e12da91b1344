/** AWS::Events::Rule */

import { checkInput } from './input';
import { eventPattern } from './pattern';
import { busArnOf } from './put-events';
import type { Rules, RuleTarget } from './rules';
import { scheduleExpression } from './schedule-expression';
import type { TypeFacts } from '../../cloudformation/known-properties';
import type { Place, ResourceType } from '../../cloudformation/resource-type';
import { text } from '../../cloudformation/resource-type';
import type { ResourceContent } from '../../cloudformation/stacks-state';
import { isRecord } from '../../cloudformation/template';
import { ApiError, UnknownToRehearsal } from '../../kernel/types';

export const RULE_FACTS: TypeFacts = {
  properties: {
    understood: ['EventBusName', 'EventPattern', 'Name', 'ScheduleExpression', 'State', 'Targets'],
    harmless: { Description: 'it is read by people only', Tags: 'nothing is decided by them' },
    // A target that only AWS knows is one that is counted, and not called.
    opaque: /\.Targets/,
    granted: { RoleArn: 'the role of a whole rule is not looked at; those of its targets are' },
  },
};

/** What of a target is carried out, and what makes no difference to who is called with what. */
const TARGET_MEMBERS = ['Id', 'Arn', 'RoleArn', 'Input', 'InputPath', 'InputTransformer', 'RetryPolicy', 'DeadLetterConfig', 'SqsParameters', 'EcsParameters',
  'BatchParameters', 'HttpParameters', 'KinesisParameters', 'RedshiftDataParameters', 'RunCommandParameters', 'SageMakerPipelineParameters', 'AppSyncParameters'];
const MOST_TARGETS = 5;

export class RuleType implements ResourceType {
  public readonly seconds = 5;
  public readonly createOnly = ['EventBusName', 'Name'];
  public readonly name = { property: 'Name', scope: 'region' } as const;

  constructor(private readonly partition: string, private readonly rules: Rules) {}

  public put({ stack, generatedName }: Place, properties: Record<string, unknown>, current?: ResourceContent): ResourceContent {
    const bus = busArnOf(this.partition, stack.account, stack.region, properties.EventBusName === undefined ? undefined : text(properties, 'EventBusName'));
    const busName = bus.slice(bus.lastIndexOf('/') + 1);
    const name = current === undefined ? text(properties, 'Name') || generatedName : String(current.physicalId).split('|').at(-1)!;
    const path = busName === 'default' ? name : `${busName}/${name}`;
    const content = {
      physicalId: busName === 'default' ? name : `${busName}|${name}`,
      properties,
      attributes: { Arn: `arn:${this.partition}:events:${stack.region}:${stack.account}:rule/${path}` },
    };
    this.check(properties, bus);
    this.keep(content, bus);
    return content;
  }

  public remove({ attributes }: ResourceContent): void {
    this.rules.remove(String(attributes.Arn));
  }

  public restore(content: ResourceContent): void {
    const [, , , region, account] = String(content.attributes.Arn).split(':');
    const { EventBusName: bus } = content.properties;
    this.keep(content, busArnOf(this.partition, account, region, bus === undefined ? undefined : String(bus)));
  }

  private check({ EventPattern: pattern, ScheduleExpression: schedule, Targets: targets = [] }: Record<string, unknown>, bus: string): void {
    if (pattern === undefined && schedule === undefined) {
      throw new ApiError('ValidationException', 'Parameter(s) EventPattern or ScheduleExpression must be specified.');
    }
    if (schedule !== undefined && !bus.endsWith(':event-bus/default')) {
      throw new ApiError('ValidationException', 'ScheduleExpression is supported only on the default event bus.');
    }
    if (schedule !== undefined && (!/^(rate|cron)\(/.test(String(schedule)) || scheduleExpression(String(schedule)) === undefined)) {
      throw new ApiError('ValidationException', 'Parameter ScheduleExpression is not valid.');
    }
    const all = targetsOf(targets);
    if (all.length > MOST_TARGETS) {
      throw new ApiError('LimitExceededException', 'The requested resource exceeds the maximum number allowed.');
    }
    if (new Set(all.map(({ Id }) => Id)).size < all.length) {
      throw new ApiError('ValidationException', 'The requested target list contains duplicate ids.');
    }
    all.forEach(checkInput);
  }

  private keep({ attributes, physicalId, properties }: ResourceContent, bus: string): void {
    const { EventPattern: pattern, ScheduleExpression: schedule, State: state = 'ENABLED', Targets: targets = [] } = properties;
    this.rules.keep({
      arn: String(attributes.Arn),
      name: String(physicalId).split('|').at(-1)!,
      bus,
      enabled: state !== 'DISABLED',
      ...pattern === undefined ? {} : { pattern: eventPattern(typeof pattern === 'string' ? JSON.parse(pattern) as unknown : pattern) },
      ...schedule === undefined ? {} : { schedule: scheduleExpression(String(schedule)) },
      targets: targetsOf(targets),
    });
  }
}

function targetsOf(targets: unknown): RuleTarget[] {
  return (Array.isArray(targets) ? targets as unknown[] : []).map(target => {
    const unknown = isRecord(target) ? Object.keys(target).filter(key => !TARGET_MEMBERS.includes(key)) : ['what is no object'];
    if (unknown.length > 0) {
      throw new UnknownToRehearsal(`a target of a rule has ${unknown.join(', ')}, which the rehearsal does not know.`);
    }
    return target as RuleTarget;
  });
}
