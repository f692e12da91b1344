/** CloudWatch Logs: groups, which nothing in a rehearsal writes to. */

import { dnsSuffixOf } from '../../../src/contract';
import type { KnownProperties } from '../../cloudformation/known-properties';
import type { Place, ResourceType } from '../../cloudformation/resource-type';
import { text } from '../../cloudformation/resource-type';
import type { ResourceContent } from '../../cloudformation/stacks-state';
import { ApiError } from '../../kernel/types';
import type { Keys } from '../kms/keys';
import { kms } from '../kms/kms';
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
  partly: { KmsKeyId: 'a key of the app must let CloudWatch Logs of the Region decrypt; of another key it is said that nobody knows' },
};

/** AWS::Logs::LogGroup */
export class LogGroupType implements ResourceType {
  public readonly seconds = 4;
  public readonly createOnly = ['LogGroupName'];

  constructor(private readonly keys: Pick<Keys, 'knows' | 'mayDecrypt'>, private readonly partition: string) {}

  public grants({ KmsKeyId: key }: Readonly<Record<string, unknown>>): string[] {
    return key === undefined || this.keys.knows(String(key)) ? []
      : ['nobody knows whether CloudWatch Logs may use its key (KmsKeyId), which none of the rehearsed stacks makes: if it may not, the log group can not be made'];
  }

  public put(place: Place, properties: Record<string, unknown>, current?: ResourceContent): ResourceContent {
    const name = current?.physicalId ?? (text(properties, 'LogGroupName') || place.generatedName);
    const arn = `arn:${this.partition}:logs:${place.stack.region}:${place.stack.account}:log-group:${name}:*`;
    const { region } = place.stack;
    const { KmsKeyId: key } = properties;
    if (key !== undefined && this.keys.mayDecrypt(String(key), { service: `logs.${region}.${dnsSuffixOf(region)}` }) === false) {
      throw new ApiError('InvalidParameterException', `Resource handler returned message: "The specified KMS key does not exist or is not allowed to be used with Arn '${arn.replace(/:\*$/, '')}' `
        + '(Service: CloudWatchLogs, Status Code: 400)" (HandlerErrorCode: InvalidRequest)');
    }
    return { physicalId: name, properties, attributes: { Arn: arn } };
  }

  public remove(): void {}

  public restore(): void {}
}

export const logs = defineService({
  name: 'logs',
  start: ({ partition, peer }) => ({ keys: peer(kms).keys, partition }),
  resourceTypes: { 'AWS::Logs::LogGroup': { facts: { properties: LOG_GROUP_PROPERTIES }, start: ({ keys, partition }) => new LogGroupType(keys, partition) } },
});
