/**
 * The rules of a template: CloudFormation asks them before it begins, and refuses where one of their assertions doesn't hold.
 *
 * What can't be told is given back, to be said: the rule that the CDK writes itself asks for the version of the bootstrap stack, which
 * is in no template, and whose absence the command notices before.
 */

import { isRecord, Refusal } from './template';
import { UnknownToRehearsal } from '../kernel/types';

/** The CDK's own. */
const OF_THE_CDK = 'CheckBootstrapVersion';

/** Evaluates a value of the template. */
type Evaluate = (value: unknown, place: string) => unknown;

/** Throws {@link Refusal} for an assertion that doesn't hold. Returns the rules that nobody can tell, with the reason. */
export function checkRules(rules: unknown, place: string, evaluate: Evaluate): Map<string, string> {
  const untold = new Map<string, string>();
  for (const [name, rule] of Object.entries(isRecord(rules) ? rules : {})) {
    if (name === OF_THE_CDK || !isRecord(rule)) {
      continue;
    }
    try {
      checkRule(name, rule, new RuleFunctions(`${place}: Rules.${name}`, evaluate));
    } catch (error) {
      if (!(error instanceof UnknownToRehearsal)) {
        throw error;
      }
      untold.set(name, error.message);
    }
  }
  return untold;
}

function checkRule(name: string, { Assertions: assertions, RuleCondition: condition }: Record<string, unknown>, functions: RuleFunctions): void {
  if (condition !== undefined && !functions.truth(condition)) {
    return;
  }
  for (const assertion of Array.isArray(assertions) ? assertions as Record<string, unknown>[] : []) {
    if (!functions.truth(assertion.Assert)) {
      throw new Refusal(`Template validation error: Rule ${name} failed: ${typeof assertion.AssertDescription === 'string' ? assertion.AssertDescription : 'an assertion does not hold'}`);
    }
  }
}

/** The functions that rules have beside those of conditions; about parameters of types that AWS looks up nothing is known. */
class RuleFunctions {
  constructor(private readonly place: string, private readonly evaluate: Evaluate) {}

  public truth(value: unknown): boolean {
    const [name, argument] = isRecord(value) && Object.keys(value).length === 1 ? Object.entries(value)[0] : ['', undefined];
    const items = Array.isArray(argument) ? argument as unknown[] : [argument];
    switch (name) {
      case 'Fn::And': return items.every(item => this.truth(item));
      case 'Fn::Or': return items.some(item => this.truth(item));
      case 'Fn::Not': return !this.truth(items[0]);
      case 'Fn::Contains': return this.list(items[0]).includes(String(this.evaluate(items[1], this.place)));
      case 'Fn::EachMemberIn': return this.list(items[0]).every(item => this.list(items[1]).includes(item));
      case 'Fn::EachMemberEquals': {
        const wanted = String(this.evaluate(items[1], this.place));
        return this.list(items[0]).every(item => item === wanted);
      }
      default: {
        const result = this.evaluate(value, this.place);
        return result === true || result === 'true';
      }
    }
  }

  private list(value: unknown): string[] {
    const result = this.evaluate(value, this.place);
    return Array.isArray(result) ? result.map(String) : [String(result)];
  }
}
