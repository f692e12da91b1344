/** The types that need a few lines each. */

import type { PortfolioRegister } from '../../cloudformation/ports';
import type { ResourceContent } from '../../cloudformation/stacks-state';
import type { StepFunctions } from './executions';
import { isRecord } from '../../cloudformation/template';
import { Place, ResourceType, text } from '../../cloudformation/resource-type';

/** AWS::Logs::LogGroup: nothing in a rehearsal writes to it. */
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

/** AWS::ServiceCatalog::PortfolioPrincipalAssociation: lets a role use the products of a portfolio. */
export class PortfolioAssociationType implements ResourceType {
  readonly seconds = 3;
  readonly createOnly = ['*'];

  constructor(private readonly portfolio: PortfolioRegister) {}

  put(_place: Place, properties: Record<string, unknown>): ResourceContent {
    const [principal, portfolioId] = [text(properties, 'PrincipalARN'), text(properties, 'PortfolioId')];
    this.portfolio.associatePrincipal(portfolioId, principal);
    return { physicalId: `${principal}|${portfolioId}`, properties, attributes: {} };
  }

  remove({ properties }: ResourceContent): void {
    this.portfolio.disassociatePrincipal(text(properties, 'PortfolioId'), text(properties, 'PrincipalARN'));
  }

  /** The organisation's own state remembers associations. */
  restore(): void {}
}

/** AWS::StepFunctions::StateMachine: the waiter of the Provider framework. */
export class StateMachineType implements ResourceType {
  readonly seconds = 5;
  readonly createOnly = ['StateMachineName', 'StateMachineType'];

  constructor(private readonly stepFunctions: StepFunctions, private readonly partition: string) {}

  put(place: Place, properties: Record<string, unknown>, current?: ResourceContent): ResourceContent {
    const name = text(properties, 'StateMachineName') || `${place.logicalId}-${place.generatedName.slice(-12)}`;
    const arn = current?.physicalId ?? `arn:${this.partition}:states:${place.stack.region}:${place.stack.account}:stateMachine:${name}`;
    const content = { physicalId: arn, properties, attributes: { Arn: arn, Name: arn.slice(arn.lastIndexOf(':') + 1) } };
    this.restore(content);
    return content;
  }

  remove(content: ResourceContent): void {
    this.stepFunctions.remove(content.physicalId!);
  }

  restore({ physicalId, properties }: ResourceContent): void {
    const definition = properties.DefinitionString;
    this.stepFunctions.define(physicalId!, text(properties, 'RoleArn'), typeof definition === 'string' ? definition : JSON.stringify(isRecord(properties.Definition) ? properties.Definition : {}));
  }
}
