/** Whether growth goes together with its pool, and its numbers with each other. */

import { NestedStack, Stack, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { PoolGrowthProps } from './pool-growth-props';
import type { ElasticSize } from '../accounts/elastic-size';
import type { Problem } from '../shared/user-error';
import { refusal, refuseUnfit, UserError } from '../shared/user-error';

/** The bounds of a pool that can grow from where this stands. Throws with the way out otherwise. */
export function refuseMisplaced(subject: string, growth: IConstruct, { pool, capacity }: PoolGrowthProps): ElasticSize {
  const elasticSize = pool._elasticSize;
  const [own, other] = [Stack.of(growth), Stack.of(pool)];
  if (elasticSize === undefined) {
    throw new UserError(`${subject}: 'pool' must be one with an 'elasticSize', and '${pool.node.path}' has a 'size'; write elasticSize: { min, max, initial } instead, `
      + 'with initial as large as the pool is: that changes none of its accounts');
  }
  if (pool._sandbox === undefined) {
    throw new UserError(`${subject}: '${pool.node.path}' has no sandbox, so that nobody can count which accounts are available; give it a 'sandbox', or let it grow by its parameter `
      + `${pool.sizeParameterName}`);
  }
  if (other.nestedStackParent !== undefined) {
    throw new UserError(`${subject}: '${pool.node.path}' stands in the nested stack '${other.node.path}', whose parameters only its parent sets; put the pool into a stack of its own`);
  }
  if (own === other || own.nestedStackParent === other) {
    throw new UserError(`${subject}: it stands in the stack '${other.node.path}' of its pool, which it is to update with a role that can change nothing of growth itself; `
      + `put it into a stack beside it, like new Stack(app, '${other.node.id}Growth', { env: { account, region } })`);
  }
  const nested = other.node.findAll().find(child => NestedStack.isNestedStack(child));
  if (nested !== undefined) {
    throw new UserError(`${subject}: the stack '${other.node.path}' of the pool holds the nested stack '${nested.node.path}', which each growth would update, with a role that can't; `
      + 'put it into another stack');
  }
  if (capacity !== undefined && capacity.pool !== pool) {
    throw new UserError(`${subject}: 'capacity' must count '${pool.node.path}', and '${capacity.node.path}' counts '${capacity.pool.node.path}'; give it the one of its own pool, `
      + 'or leave it out');
  }
  return elasticSize;
}

/** The numbers that decide how a pool grows. */
export interface GrowthNumbers {
  readonly lowWater: number;
  readonly step: number;
  readonly maxPerDay: number;
  readonly cooldownMinutes: number;
}

/** Throws for numbers that make no sense, alone or together. */
export function refuseUnfitNumbers(subject: string, { max }: ElasticSize, numbers: GrowthNumbers): void {
  const { lowWater, step, maxPerDay, cooldownMinutes } = numbers;
  for (const [setting, value] of Object.entries({ lowWater, step, maxPerDay })) {
    if (Token.isUnresolved(value)) {
      throw new UserError(`${subject}: '${setting}' must be known at synthesis, got a token; write the value itself`);
    }
  }
  refuseUnfit(subject, 'lowWater', lowWater, within(1, max, `the pool never has more than ${max} accounts, its 'max'`));
  refuseUnfit(subject, 'step', step, within(1, max, `the pool never has more than ${max} accounts, its 'max'`));
  refuseUnfit(subject, 'maxPerDay', maxPerDay, within(1, Infinity, 'to keep the pool from growing, remove its growth'));
  if (step > maxPerDay) {
    throw new UserError(refusal(subject, 'step', step, {
      expected: `${maxPerDay} ('maxPerDay') at most`,
      fix: `no growth could ever add so many; lower 'step', or set 'maxPerDay' to ${step} or more`,
    }));
  }
  refuseUnfit(subject, 'cooldown', cooldownMinutes, minutes => Number.isSafeInteger(minutes) && minutes >= 0 ? undefined : {
    expected: 'whole minutes, 0 or more',
    fix: 'write one like Duration.minutes(60)',
  });
}

function within(least: number, most: number, fix: string): (value: number) => Problem | undefined {
  const expected = most === Infinity ? `a whole number, ${least} or more` : `a whole number from ${least} to ${most}`;
  return value => Number.isSafeInteger(value) && value >= least && value <= most ? undefined : { expected, fix };
}
