/** CloudWatch Logs: groups, which nothing in a rehearsal writes to. */

import type { KnownProperties } from '../../cloudformation/known-properties';
import type { Place, ResourceType } from '../../cloudformation/resource-type';
import { text } from '../../cloudformation/resource-type';
import type { ResourceContent } from '../../cloudformation/stacks-state';
import { defineService } from '../service';

const ABOUT_LOGS = 'what becomes of logs decides nothing';

export const LOG_GROUP_PROPERTIES: KnownProperties = {
  understood: ['LogGroupName'],
  harmless: {
    BearerTokenAuthenticationEnabled: ABOUT_LOGS,
    DataProtectionPolicy: ABOUT_LOGS,
    FieldIndexPolicies: ABOUT_LOGS,
    LogGroupClass: ABOUT_LOGS,
    ResourcePolicyDocument: ABOUT_LOGS,
    RetentionInDays: ABOUT_LOGS,
    Tags: ABOUT_LOGS,
  },
  granted: { KmsKeyId: 'whether CloudWatch Logs may use its key (KmsKeyId) is not looked at: if it may not, the log group can not be made' },
};

/** AWS::Logs::LogGroup */
export class LogGroupType implements ResourceType {
  public readonly seconds = 4;
  public readonly createOnly = ['LogGroupName'];

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
  resourceTypes: { 'AWS::Logs::LogGroup': { facts: { properties: LOG_GROUP_PROPERTIES }, start: ({ partition }) => new LogGroupType(partition) } },
});
