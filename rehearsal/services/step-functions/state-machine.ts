/** AWS::StepFunctions::StateMachine: the waiter of the Provider framework. */

import type { StepFunctions } from './executions';
import type { KnownProperties } from '../../cloudformation/known-properties';
import type { Place, ResourceType } from '../../cloudformation/resource-type';
import { text } from '../../cloudformation/resource-type';
import type { ResourceContent } from '../../cloudformation/stacks-state';
import { isRecord } from '../../cloudformation/template';
import { letsServiceIn } from '../../iam/trust';
import { ApiError, UnknownToRehearsal } from '../../kernel/types';
import type { RoleRegister } from '../ports';

export const STATE_MACHINE_PROPERTIES: KnownProperties = {
  understood: ['Definition', 'DefinitionS3Location', 'DefinitionString', 'DefinitionSubstitutions', 'RoleArn', 'StateMachineName', 'StateMachineType'],
  harmless: {
    LoggingConfiguration: 'where a log is kept decides nothing',
    Tags: 'nothing is decided by them',
    TracingConfiguration: 'an execution whose role may not trace runs without traces',
  },
  granted: { EncryptionConfiguration: 'whether its role may use its key (EncryptionConfiguration) is not looked at: if it may not, no execution begins' },
};

/** Who runs a state machine: the first in every Region, the second in those of older templates. */
const principalsOf = (region: string) => ['states.amazonaws.com', `states.${region}.amazonaws.com`];

export class StateMachineType implements ResourceType {
  public readonly seconds = 5;
  public readonly createOnly = ['StateMachineName', 'StateMachineType'];
  public readonly name = { property: 'StateMachineName', scope: 'region' } as const;

  constructor(private readonly stepFunctions: StepFunctions, private readonly iam: Pick<RoleRegister, 'role'>, private readonly partition: string) {}

  public grants(properties: Readonly<Record<string, unknown>>): string[] {
    const arn = String(properties.RoleArn);
    return this.iam.role(arn) === undefined ? [`its role ${arn} is made by none of the rehearsed stacks: taken to exist and to be allowed what it asks for`] : [];
  }

  public put(place: Place, properties: Record<string, unknown>, current?: ResourceContent): ResourceContent {
    const role = this.iam.role(text(properties, 'RoleArn'));
    if (role !== undefined && !letsServiceIn(role.trustPolicy, principalsOf(place.stack.region))) {
      throw new ApiError('AccessDeniedException', 'Resource handler returned message: "Neither the global service principal states.amazonaws.com, nor the regional one is authorized '
        + 'to assume the provided role. (Service: AWSStepFunctions; Status Code: 400; Error Code: AccessDeniedException)" (HandlerErrorCode: AccessDenied)');
    }
    const name = text(properties, 'StateMachineName') || `${place.logicalId}-${place.generatedName.slice(-12)}`;
    const arn = current?.physicalId ?? `arn:${this.partition}:states:${place.stack.region}:${place.stack.account}:stateMachine:${name}`;
    const content = { physicalId: arn, properties, attributes: { Arn: arn, Name: arn.slice(arn.lastIndexOf(':') + 1) } };
    this.restore(content);
    return content;
  }

  public remove(content: ResourceContent): void {
    this.stepFunctions.remove(content.physicalId!);
  }

  public restore({ physicalId, properties }: ResourceContent): void {
    const { Definition: asObject, DefinitionString: asText, DefinitionS3Location: elsewhere, StateMachineType: kind = 'STANDARD' } = properties;
    if (elsewhere !== undefined) {
      throw new UnknownToRehearsal(`the state machine ${physicalId} has its definition in S3, and the rehearsal reads what stands in the template only; write it into the template.`);
    }
    if (kind !== 'STANDARD') {
      throw new UnknownToRehearsal(`the state machine ${physicalId} is of the type ${String(kind)}, and the rehearsal runs the type STANDARD only: the other one ends after five minutes, and no waiter does.`);
    }
    const definition = typeof asText === 'string' ? asText : JSON.stringify(isRecord(asObject) ? asObject : {});
    this.stepFunctions.define(physicalId!, text(properties, 'RoleArn'), substituted(definition, properties.DefinitionSubstitutions));
  }
}

/** The definition with `${name}` replaced, as CloudFormation does before Step Functions sees it. */
function substituted(definition: string, substitutions: unknown): string {
  return Object.entries(isRecord(substitutions) ? substitutions : {})
    .reduce((result, [name, value]) => result.replaceAll(`\${${name}}`, String(value)), definition);
}
