/** AWS::StepFunctions::StateMachine: the waiter of the Provider framework. */

import type { StepFunctions } from './executions';
import type { Place, ResourceType } from '../../cloudformation/resource-type';
import { text } from '../../cloudformation/resource-type';
import type { ResourceContent } from '../../cloudformation/stacks-state';
import { isRecord } from '../../cloudformation/template';

export class StateMachineType implements ResourceType {
  public readonly seconds = 5;
  public readonly createOnly = ['StateMachineName', 'StateMachineType'];
  public readonly name = { property: 'StateMachineName', scope: 'region' } as const;

  constructor(private readonly stepFunctions: StepFunctions, private readonly partition: string) {}

  public put(place: Place, properties: Record<string, unknown>, current?: ResourceContent): ResourceContent {
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
    const definition = properties.DefinitionString;
    this.stepFunctions.define(physicalId!, text(properties, 'RoleArn'), typeof definition === 'string' ? definition : JSON.stringify(isRecord(properties.Definition) ? properties.Definition : {}));
  }
}
