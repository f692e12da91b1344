/** CloudWatch Logs: groups, which nothing in a rehearsal writes to. */

import type { Place, ResourceType } from '../../cloudformation/resource-type';
import { text } from '../../cloudformation/resource-type';
import type { ResourceContent } from '../../cloudformation/stacks-state';
import { defineService } from '../service';

/** AWS::Logs::LogGroup */
export class LogGroupType implements ResourceType {
  public readonly seconds = 4;
  public readonly createOnly = ['LogGroupName'];
  public readonly name = { property: 'LogGroupName', scope: 'region' } as const;

  constructor(private readonly partition: string) {}

  public put(place: Place, properties: Record<string, unknown>, current?: ResourceContent): ResourceContent {
    const name = current?.physicalId ?? (text(properties, 'LogGroupName') || place.generatedName);
    const arn = `arn:${this.partition}:logs:${place.stack.region}:${place.stack.account}:log-group:${name}:*`;
    return { physicalId: name, properties, attributes: { Arn: arn } };
  }

  public remove(): void {}

  public restore(): void {}
}

export const logs = defineService({
  name: 'logs',
  start: ({ partition }) => ({ partition }),
  resourceTypes: ({ partition }) => ({ 'AWS::Logs::LogGroup': new LogGroupType(partition) }),
});
