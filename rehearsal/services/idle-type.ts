/** Resources that do nothing to accounts, and that AWS takes only if they are written as it wants them. */

import type { Place, ResourceType } from '../cloudformation/resource-type';
import { text } from '../cloudformation/resource-type';
import type { ResourceContent } from '../cloudformation/stacks-state';
import { ApiError } from '../kernel/types';

/** What a property must look like. */
export interface Rule {
  /** `Definition.CommandText` */
  readonly property: string;
  readonly pattern: RegExp;
}

export class IdleType implements ResourceType {
  public readonly seconds = 5;

  /**
   * @param arn its ARN, where it has one
   * @param check finds what no pattern says: a sentence about what is wrong
   */
  constructor(
    public readonly createOnly: readonly string[],
    private readonly named: string,
    private readonly rules: readonly Rule[],
    private readonly arn: (place: Place, name: string) => string | undefined = () => undefined,
    private readonly check: (properties: Readonly<Record<string, unknown>>) => string | undefined = () => undefined,
  ) {}

  public put(place: Place, properties: Record<string, unknown>, current?: ResourceContent): ResourceContent {
    for (const { pattern, property } of this.rules) {
      const value = property.split('.').reduce<unknown>((inner, name) => (inner as Record<string, unknown> | undefined)?.[name], properties);
      if (typeof value === 'string' && !pattern.test(value)) {
        throw invalid(`${property} is '${value}', which does not fit the pattern ${pattern.source}`);
      }
    }
    const problem = this.check(properties);
    if (problem !== undefined) {
      throw invalid(problem);
    }
    const name = text(properties, this.named) || place.generatedName;
    const arn = this.arn(place, name);
    return { physicalId: current?.physicalId ?? arn ?? name, properties, attributes: arn === undefined ? {} : { Arn: arn } };
  }

  public remove(_content: ResourceContent): void {
    // Nothing is kept of it.
  }

  public restore(_content: ResourceContent): void {
    // Nothing is kept of it.
  }
}

function invalid(problem: string): ApiError {
  return new ApiError('ValidationException', `Model validation failed (${problem})`);
}
