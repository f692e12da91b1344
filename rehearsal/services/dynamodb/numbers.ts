/** Numbers of DynamoDB: decimal, exact to 38 digits, without zeros that say nothing. They travel as texts. */

import { ApiError } from '../../kernel/types';

/** `digits` times ten to the power of `exponent`; of zero, 0 and 0. */
interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

const FORM = /^([+-]?)(\d+(?:\.\d*)?|\.\d+)(?:[eE]([+-]?\d+))?$/;
/** As many digits does a number have at most, between its first and its last that isn't zero. */
const MOST_DIGITS = 38;
/** Powers of ten of the first digit. */
const [SMALLEST, LARGEST] = [-130, 125];

/** One text for each number. Throws {@link ApiError} for what is none, or can't be kept. */
export function canonicalNumber(text: string): string {
  return written(decimal(text));
}

/** Negative, zero or positive. */
export function compareNumbers(one: string, other: string): number {
  const { digits } = added(decimal(one), negated(decimal(other)));
  return digits === 0n ? 0 : digits < 0n ? -1 : 1;
}

export function sum(one: string, other: string, sign: 1 | -1): string {
  const right = decimal(other);
  return written(kept(added(decimal(one), sign === 1 ? right : negated(right)), 'Number overflow. Attempting to store a number with magnitude or precision larger than supported'));
}

/** The same values, with every number in them as it is kept. */
export function withCanonicalNumbers<T>(value: T): T {
  if (Array.isArray(value)) {
    return value.map(withCanonicalNumbers) as T;
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const entries = Object.entries(value);
  const [[type, inner] = []] = entries;
  // An attribute may be called N, too: its value is no text then.
  if (entries.length === 1 && type === 'N' && typeof inner === 'string') {
    return { N: canonicalNumber(inner) } as T;
  }
  if (entries.length === 1 && type === 'NS' && Array.isArray(inner)) {
    return { NS: inner.map(text => canonicalNumber(String(text))) } as T;
  }
  return Object.fromEntries(entries.map(([key, child]) => [key, withCanonicalNumbers(child)])) as T;
}

function decimal(text: string): Decimal {
  const [, sign, mantissa, power = '0'] = FORM.exec(text) ?? [];
  if (mantissa === undefined) {
    throw refused(`The parameter cannot be converted to a numeric value: ${text}`);
  }
  const [whole, fraction = ''] = mantissa.split('.');
  const digits = BigInt(`${whole}${fraction}`);
  return kept({ digits: sign === '-' ? -digits : digits, exponent: Number(power) - fraction.length }, 'Attempting to store more than 38 significant digits in a Number, or a magnitude that it can\'t have');
}

/** In its one form. */
function kept({ digits, exponent }: Decimal, problem: string): Decimal {
  if (digits === 0n) {
    return { digits, exponent: 0 };
  }
  const shown = String(digits).replace('-', '');
  const trimmed = shown.replace(/0+$/, '');
  const zeros = shown.length - trimmed.length;
  const first = exponent + shown.length - 1;
  if (trimmed.length > MOST_DIGITS || first > LARGEST || first < SMALLEST) {
    throw refused(problem);
  }
  return { digits: digits / 10n ** BigInt(zeros), exponent: exponent + zeros };
}

function added(one: Decimal, other: Decimal): Decimal {
  const exponent = Math.min(one.exponent, other.exponent);
  const [left, right] = [one, other].map(({ digits, exponent: own }) => digits * 10n ** BigInt(own - exponent));
  return { digits: left + right, exponent };
}

function negated({ digits, exponent }: Decimal): Decimal {
  return { digits: -digits, exponent };
}

function written({ digits, exponent }: Decimal): string {
  const [sign, shown] = digits < 0n ? ['-', String(-digits)] : ['', String(digits)];
  if (exponent >= 0) {
    return `${sign}${shown}${'0'.repeat(exponent)}`;
  }
  const padded = shown.padStart(1 - exponent, '0');
  return `${sign}${padded.slice(0, exponent)}.${padded.slice(exponent)}`;
}

function refused(message: string): ApiError {
  return new ApiError('ValidationException', message);
}
