/**
 * A pool whose size is a parameter of its stack: all accounts that it may have are declared, and those above its least size by a condition each.
 *
 *     AtLeast8 = size is 8 or ... or 14, or From15          the rest of its nine, and all that follow (here with 'min' 5)
 *     From15   = Nine15 or Nine24 or ... or From96          nine nines, and all that follow
 *     Nine15   = size is 15 or ... or 23
 *
 * CloudFormation compares only for equality, and `Fn::Or` takes ten arguments at most. Three or four steps lead from a condition to all sizes that a stack can hold.
 *
 * Conditions are monotone: where an account is there, all accounts of its pool with lower numbers are. So whatever depends on the account before it
 * depends on something that is there.
 */

import type { ICfnConditionExpression } from 'aws-cdk-lib';
import { CfnCondition, CfnParameter, Fn, Stack, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { PropTypes } from '../shared/props';
import { NUMBER, refuseProps } from '../shared/props';
import type { Problem } from '../shared/user-error';
import { refuseUnfit, UserError } from '../shared/user-error';

/**
 * The bounds of a pool that grows by a parameter.
 */
export interface ElasticSize {
  /**
   * How many accounts the pool has at least, 1 or more. These have no condition.
   */
  readonly min: number;

  /**
   * How many accounts it can ever have without another synthesis, at most `maxSize`.
   *
   * All of them are declared, and count for the 500 resources of a stack.
   */
  readonly max: number;

  /**
   * How many accounts the first deployment makes.
   *
   * It is the default of the stack's parameter. Later deployments keep the value that the parameter has then, whatever is written here: the CDK's command
   * passes on what is deployed unless `--parameters` says otherwise. A pipeline that sets parameters itself, or `--no-previous-parameters`, would put the pool
   * back to this size, and forget the accounts above it.
   *
   * @default - `min`
   */
  readonly initial?: number;
}

const ELASTIC_SIZE: PropTypes<ElasticSize> = { min: NUMBER, max: NUMBER, initial: NUMBER };

/** So many sizes, and the rest of them, fit into one `Fn::Or`. */
const NINE = 9;

/** Throws unless the bounds make sense. */
export function refuseElasticSize(subject: string, elasticSize: ElasticSize, maxSize: number): void {
  refuseProps(elasticSize, { subject: `${subject}: elasticSize`, of: 'ElasticSize', types: ELASTIC_SIZE, required: ['min', 'max'] });
  const { min, max, initial } = elasticSize;
  for (const [setting, value] of Object.entries({ min, max, initial })) {
    if (Token.isUnresolved(value)) {
      throw new UserError(`${subject}: 'elasticSize.${setting}' must be known at synthesis, got a token; it decides which accounts are declared, so write the value itself`);
    }
  }
  refuseUnfit(subject, 'elasticSize.min', min, within(1, Infinity, 'a pool has one account at least; remove the pool to forget all of them'));
  refuseUnfit(subject, 'elasticSize.max', max, within(min, Infinity, "it can't be less than 'min'"));
  refuseUnfit(subject, 'elasticSize.max', max, value => value <= maxSize ? undefined : {
    expected: `${maxSize} ('maxSize') at most`,
    fix: `accounts can't be deleted for 90 days and their e-mail addresses never come back, so set 'maxSize' to ${value}, too, if the pool may grow that far`,
  });
  refuseUnfit(subject, 'elasticSize.initial', initial, within(min, max, "the first deployment makes so many accounts, and it can't be outside of 'min' and 'max'; leave it out to begin with 'min'"));
}

function within(least: number, most: number, fix: string): (value: number) => Problem | undefined {
  const expected = most === Infinity ? `a whole number, ${least} or more` : `a whole number from ${least} to ${most}`;
  return value => Number.isSafeInteger(value) && value >= least && value <= most ? undefined : { expected, fix };
}

/**
 * The parameter and the conditions of one pool.
 *
 * @internal
 */
export class SizeParameter extends Construct {
  public readonly parameterName: string;
  private readonly parameter: CfnParameter;
  private readonly conditions = new Map<string, CfnCondition>();

  constructor(scope: Construct, id: string, private readonly bounds: ElasticSize) {
    super(scope, id);
    const { min, max, initial = min } = bounds;
    this.parameterName = `${scope.node.path.slice(Stack.of(scope).node.path.length).replace(/[^A-Za-z0-9]/g, '')}Size`;
    this.parameter = new CfnParameter(this, 'Parameter', {
      // Texts, because CloudFormation compares texts: of a Number it would take 010, which no condition knows.
      type: 'String',
      default: String(initial),
      allowedValues: Array.from({ length: max - min + 1 }, (_, index) => String(min + index)),
      description: `How many accounts the pool '${scope.node.path}' has: ${min} to ${max}. A lower size forgets accounts, and closes none`,
    });
    this.parameter.overrideLogicalId(this.parameterName);
  }

  /** Whether the pool has that many accounts: for its account of that place, counted from 1. Undefined where it always has. */
  public atLeast(size: number): CfnCondition | undefined {
    const { min, max } = this.bounds;
    if (size <= min) {
      return undefined;
    }
    const last = Math.min(size + NINE - 1 - (size - min - 1) % NINE, max);
    return this.condition(`AtLeast${size}`, () => this.anyOf([...this.sizes(size, last), ...last < max ? [this.from(last + 1)] : []]));
  }

  /** Whether the size is `first` or more: in one of nine nines, or behind them. */
  private from(first: number): CfnCondition {
    const { max } = this.bounds;
    const nines = Array.from({ length: NINE }, (_, index) => first + index * NINE).filter(begin => begin <= max);
    const next = first + NINE * NINE;
    return nines.length === 1 ? this.nine(first)
      : this.condition(`From${first}`, () => this.anyOf([...nines.map(begin => this.nine(begin)), ...next <= max ? [this.from(next)] : []]));
  }

  private nine(first: number): CfnCondition {
    return this.condition(`Nine${first}`, () => this.anyOf(this.sizes(first, Math.min(first + NINE - 1, this.bounds.max))));
  }

  private sizes(first: number, last: number): ICfnConditionExpression[] {
    return Array.from({ length: last - first + 1 }, (_, index) => Fn.conditionEquals(this.parameter.valueAsString, String(first + index)));
  }

  private anyOf(expressions: ICfnConditionExpression[]): ICfnConditionExpression {
    return expressions.length === 1 ? expressions[0] : Fn.conditionOr(...expressions);
  }

  private condition(id: string, expression: () => ICfnConditionExpression): CfnCondition {
    const known = this.conditions.get(id);
    if (known) {
      return known;
    }
    const condition = new CfnCondition(this, id, { expression: expression() });
    this.conditions.set(id, condition);
    return condition;
  }
}
