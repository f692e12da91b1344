/** CloudWatch Logs: groups, which nothing in a rehearsal writes to. */

import { Place, ResourceType, text } from '../../cloudformation/resource-type';
import type { ResourceContent } from '../../cloudformation/stacks-state';
import { defineService } from '../service';

/** AWS::Logs::LogGroup */
export class LogGroupType implements ResourceType {
  readonly seconds = 4;
  readonly createOnly = ['LogGroupName'];

  constructor(private readonly partition: string) {}

  put(place: Place, properties: Record<string, unknown>, current?: ResourceContent): ResourceContent {
    const name = current?.physicalId ?? (text(properties, 'LogGroupName') || place.generatedName);
    const arn = `arn:${this.partition}:logs:${place.stack.region}:${place.stack.account}:log-group:${name}:*`;
    return { physicalId: name, properties, attributes: { Arn: arn } };
  }

  remove(): void {}

  restore(): void {}
}

export const logs = defineService({
  name: 'logs',
  start: ({ partition }) => ({ partition }),
  resourceTypes: ({ partition }) => ({ 'AWS::Logs::LogGroup': new LogGroupType(partition) }),
});
