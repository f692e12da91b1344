/** What conditions of a deployed template leave out. Only what the values of parameters decide is known: anything else holds. Pure. */

import { isRecord } from './declared';

/** What a condition needs of a template, and of the stack. */
export interface ConditionsOf {
  readonly template: unknown;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Whether a condition of a template holds; undefined if something else than parameters decides. */
export function conditionHolds(name: string, of: ConditionsOf): boolean | undefined {
  return new Conditions(of).named(name, []);
}

class Conditions {
  constructor(private readonly of: ConditionsOf) {}

  public named(name: string, within: readonly string[]): boolean | undefined {
    const { template } = this.of;
    const all = isRecord(template) && isRecord(template.Conditions) ? template.Conditions : {};
    // CloudFormation lets no condition name itself; whoever wrote this template found a way.
    return within.includes(name) ? undefined : this.holds(all[name], [...within, name]);
  }

  private holds(expression: unknown, within: readonly string[]): boolean | undefined {
    if (!isRecord(expression)) {
      return undefined;
    }
    const [kind, operand] = Object.entries(expression)[0] ?? [];
    const operands: readonly unknown[] = Array.isArray(operand) ? operand : [operand];
    switch (kind) {
      case 'Condition': return this.named(String(operand), within);
      case 'Fn::Equals': {
        const [one, other] = operands.map(each => this.value(each));
        return one === undefined || other === undefined ? undefined : one === other;
      }
      case 'Fn::Not': return negated(this.holds(operands[0], within));
      case 'Fn::Or': return anyOf(operands.map(each => this.holds(each, within)));
      case 'Fn::And': return negated(anyOf(operands.map(each => negated(this.holds(each, within)))));
      default: return undefined;
    }
  }

  private value(value: unknown): string | undefined {
    if (isRecord(value)) {
      return typeof value.Ref === 'string' ? this.of.parameters[value.Ref] : undefined;
    }
    return value === undefined || value === null || Array.isArray(value) ? undefined : String(value);
  }
}

function negated(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}

function anyOf(values: readonly (boolean | undefined)[]): boolean | undefined {
  return values.includes(true) ? true : values.includes(undefined) ? undefined : false;
}
