/**
 * The numbers of a pool's accounts, from its properties: everything that can be wrong about them is told before the first account is declared.
 */

import { Token } from 'aws-cdk-lib';
import type { AccountPoolProps } from './account-pool-props';
import { refuseElasticSize } from './elastic-size';
import { accountNameProblem } from '../settings/validation';
import type { NumberedAccount } from '../shared/account-registry';
import { isStandIn } from '../shared/known-value';
import type { Problem } from '../shared/user-error';
import { refusal, refuseUnfit, show, UserError } from '../shared/user-error';

/** Defaults of the properties. The largest size that needs no word from the user is small, because accounts can't be undone. */
export const DEFAULT_MAX_SIZE = 50;
export const DEFAULT_PREFIX = 'pool-';
export const DEFAULT_DIGITS = 3;
export const DEFAULT_FIRST = 1;
/** No organization has a number of more digits. */
const MAX_DIGITS = 10;

/** What decides which accounts a pool has. */
export type PoolShape = Partial<Pick<AccountPoolProps, 'size' | 'elasticSize' | 'maxSize' | 'namePrefix' | 'digits' | 'firstNumber' | 'skipNumbers'>>;

/** The accounts of a pool, by their numbers. Throws if there is no such pool. */
export function numberedAccounts(subject: string, shape: PoolShape): NumberedAccount[] {
  const { elasticSize, maxSize = DEFAULT_MAX_SIZE, skipNumbers = [] } = shape;
  const { namePrefix = DEFAULT_PREFIX, digits = DEFAULT_DIGITS, firstNumber = DEFAULT_FIRST } = shape;
  refuseTokens(subject, { size: shape.size, maxSize, namePrefix, digits, firstNumber, skipNumbers });
  refuseUnfit(subject, 'maxSize', maxSize, wholeNumber(1, `remove the setting to use the default, ${DEFAULT_MAX_SIZE}`));
  const size = sizeOf(subject, shape);
  if (elasticSize !== undefined) {
    refuseElasticSize(subject, elasticSize, maxSize);
  }
  refuseUnfit(subject, 'size', size, wholeNumber(1, 'a pool has one account at least; remove the pool to forget all of them'));
  refuseUnfit(subject, 'size', size, number => number <= maxSize ? undefined : {
    expected: `${maxSize} ('maxSize') at most`,
    fix: `accounts can't be deleted for 90 days and their e-mail addresses never come back, so set 'maxSize' to ${number}, too, if that is the size you want`,
  });
  refuseUnfit(subject, 'digits', digits, number => wholeNumber(1, 'larger numbers are written out anyway')(number) ?? (number <= MAX_DIGITS ? undefined : {
    expected: `${MAX_DIGITS} at most`,
    fix: `remove the setting to use the default, ${DEFAULT_DIGITS}`,
  }));
  refuseUnfit(subject, 'firstNumber', firstNumber, wholeNumber(0, `remove the setting to begin with ${DEFAULT_FIRST}`));

  const skipped = new Set(skipNumbers);
  const numbers: number[] = [];
  for (let number = firstNumber; numbers.length < size; number++) {
    if (!skipped.has(number)) {
      numbers.push(number);
    }
  }
  refuseSkips(subject, skipNumbers, firstNumber, numbers[numbers.length - 1]);
  const accounts = numbers.map(number => ({ number, name: `${namePrefix}${String(number).padStart(digits, '0')}` }));
  for (const { name } of [accounts[0], accounts[accounts.length - 1]]) {
    refuseName(subject, namePrefix, name);
  }
  return accounts;
}

/** How many accounts are declared. */
function sizeOf(subject: string, { size, elasticSize }: PoolShape): number {
  if (size !== undefined && elasticSize !== undefined) {
    throw new UserError(`${subject}: 'size' (${show(size)}) and 'elasticSize' (${show(elasticSize)}) both say how many accounts the pool has; remove one of them`);
  }
  if (elasticSize !== undefined) {
    return elasticSize.max;
  }
  if (size === undefined) {
    throw new UserError(`${subject}: 'size' must be a whole number, 1 or more, got undefined; set it, or 'elasticSize' for a pool that grows by a parameter`);
  }
  return size;
}

function refuseTokens(subject: string, settings: Readonly<Record<string, unknown>>): void {
  for (const [setting, value] of Object.entries(settings)) {
    if (!Token.isUnresolved(value) && !(Array.isArray(value) && value.some(entry => Token.isUnresolved(entry)))) {
      continue;
    }
    throw new UserError(`${subject}: '${setting}' must be known at synthesis, got a token; it decides which accounts there are, so write the value itself`);
  }
}

function wholeNumber(least: number, fix: string): (value: number) => Problem | undefined {
  return value => Number.isSafeInteger(value) && value >= least ? undefined : { expected: `a whole number, ${least} or more`, fix };
}

/** A number outside the pool skips nothing: it is a slip, or meant for another pool. */
function refuseSkips(subject: string, skipNumbers: readonly number[], first: number, last: number): void {
  const outside = skipNumbers.filter(number => !Number.isSafeInteger(number) || number < first || number > last);
  if (outside.length === 0) {
    return;
  }
  throw new UserError(`${subject}: 'skipNumbers' must be whole numbers from ${first} to ${last}, the numbers of this pool, got ${outside.map(show).join(', ')}; `
    + `remove ${outside.length === 1 ? 'it' : 'them'}, and say it again when the pool grows that far`);
}

function refuseName(subject: string, namePrefix: string, name: string): void {
  const problem = isStandIn(namePrefix) ? undefined : accountNameProblem(name);
  if (problem === undefined) {
    return;
  }
  throw new UserError(refusal(subject, 'namePrefix', namePrefix, {
    expected: `such that names like ${show(name)} are ${problem.expected}`,
    fix: "choose another prefix, or fewer 'digits'",
  }));
}
