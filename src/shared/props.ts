/**
 * The properties that a construct is given, held to what their types say.
 *
 * In TypeScript the compiler does it, in Python jsii. In plain JavaScript, and wherever an object comes from elsewhere, nobody does: a misspelt property must
 * never look as if it had been applied.
 */

import { Token } from 'aws-cdk-lib';
import { isKnown } from './known-value';
import { show, UserError } from './user-error';
import { nearestSlip } from '../contract';

/** What a property must be. */
export interface PropType {
  readonly fits: (value: unknown) => boolean;
  /** Completes "must be ...". */
  readonly expected: string;
  /** What to do about a value that doesn't fit. */
  readonly fix: (value: unknown) => string;
}

/** The type of each property. A property that is forgotten here doesn't compile. */
export type PropTypes<Props extends object> = Readonly<Record<keyof Props & string, PropType>>;

const LEAVE_OUT = 'leave it out to use the default';
/** What JavaScript makes of a value that isn't there, or is no text, when a text is put together. */
const NO_TEXT = /(?<![a-zA-Z0-9])(?:undefined|NaN)(?![a-zA-Z0-9])|\[object [A-Z]\w*\]/;

function plain(type: 'string' | 'number' | 'boolean', expected: string, fix: (value: unknown) => string): PropType {
  return { fits: value => typeof value === type, expected, fix };
}

/** A text. */
export const TEXT = plain('string', 'a string', value => typeof value === 'object' ? 'write it out' : 'put it in quotes');

/** A number; NaN is one, and refused by whoever knows which numbers fit. */
export const NUMBER = plain('number', 'a number', value => typeof value === 'string' && /^[0-9]+$/.test(value) ? `write ${value}, without quotes` : 'write it in digits');

/** A switch. */
export const TRUTH = plain('boolean', 'true or false', () => 'write it without quotes');

/** A duration. */
export const DURATION: PropType = {
  fits: hasMember('toMinutes'),
  expected: 'a Duration',
  fix: value => typeof value === 'number' && Number.isFinite(value) ? `write Duration.minutes(${value}), if minutes are meant` : 'write one like Duration.minutes(150)',
};

/** Numbers. */
export const NUMBERS: PropType = {
  fits: value => Array.isArray(value) && value.every(entry => typeof entry === 'number'),
  expected: 'a list of numbers',
  fix: value => typeof value === 'number' ? `write [${value}]` : 'write them like [7, 12]',
};

/** Texts. */
export function listOfTexts(fix: string): PropType {
  return { fits: value => Array.isArray(value) && value.every(entry => typeof entry === 'string'), expected: 'a list of strings', fix: () => fix };
}

/** Texts by names. */
export const TEXTS_BY_NAME: PropType = {
  fits: value => isObject(value) && Object.values(value).every(entry => typeof entry === 'string'),
  expected: 'an object of strings',
  fix: () => 'write it like { team: "sandbox" }',
};

/** Constructs, all of which have a member. */
export function listOf(member: string, expected: string, fix: string): PropType {
  return { fits: value => Array.isArray(value) && value.every(hasMember(member)), expected, fix: () => fix };
}

/** An object that is known by one of its members. */
export function objectWith(member: string, expected: string, fix: string): PropType {
  return { fits: hasMember(member), expected, fix: () => fix };
}

/** An object of properties. */
export function objectOf(expected: string, fix: string): PropType {
  return { fits: isObject, expected, fix: () => fix };
}

/** Whose properties they are, and what they must be. */
export interface PropsCheck<Props extends object> {
  /** Where they are, for instance `account pool 'Pool/Accounts'`. */
  readonly subject: string;
  /** What has these properties, for instance `AccountPool`. */
  readonly of: string;
  readonly types: PropTypes<Props>;
  /** Those that must be there. */
  readonly required?: readonly (keyof Props & string)[];
  /** Whether others are fine, because a class that extends ours has its own. */
  readonly open?: boolean;
}

/** Throws one error for all that is wrong with the names and the types of properties. */
export function refuseProps<Props extends object>(props: Props | undefined, check: PropsCheck<Props>): void {
  const { subject, of, types, required = [], open = false } = check;
  if (props !== undefined && !isObject(props)) {
    throw new UserError(`${subject}: the properties of ${of} must be an object, got ${show(props)}; write { ${required[0] ?? Object.keys(types)[0]}: ... }`);
  }
  const given = Object.entries(props ?? {}).filter(([, value]) => value !== undefined);
  const names = given.map(([name]) => name);
  const problems = [
    ...open ? [] : given.filter(([name]) => !Object.hasOwn(types, name)).map(([name, value]) => unknown(check, name, value, names)),
    ...required.filter(name => !names.includes(name)).map(name => `${subject}: '${name}' must be ${types[name].expected}, got undefined; it has no default, so set it`),
    ...given.flatMap(([name, value]) => Object.hasOwn(types, name) ? unfit(subject, name, value, types[name as keyof Props & string]) : []),
  ];
  if (problems.length > 0) {
    throw new UserError(problems.join('\n'));
  }
}

/** Throws if a text was put together from something that wasn't there. */
export function refuseNoText(subject: string, setting: string, value: string): void {
  const problem = noText(subject, setting, value);
  if (problem !== undefined) {
    throw new UserError(problem);
  }
}

function unknown<Props extends object>({ subject, of, types }: PropsCheck<Props>, name: string, value: unknown, given: readonly string[]): string {
  const known = Object.keys(types);
  const meant = nearestSlip(name, known.filter(candidate => !given.includes(candidate)));
  return `${subject}: '${name}' (${show(value)}) is not a property of ${of}, expected one of ${known.join(', ')}; ${meant === undefined ? 'remove it' : `did you mean '${meant}'?`}`;
}

function unfit(subject: string, name: string, value: unknown, type: PropType): string[] {
  if (Token.isUnresolved(value)) {
    return [];
  }
  if (value === null) {
    return [`${subject}: '${name}' must be ${type.expected}, got null; ${LEAVE_OUT}`];
  }
  if (!type.fits(value)) {
    return [`${subject}: '${name}' must be ${type.expected}, got ${show(value)}; ${type.fix(value)}`];
  }
  const problem = typeof value === 'string' ? noText(subject, name, value) : undefined;
  return problem === undefined ? [] : [problem];
}

function noText(subject: string, setting: string, value: string): string | undefined {
  const found = isKnown(value) ? NO_TEXT.exec(value) : null;
  return found === null ? undefined
    : `${subject}: '${setting}' must be made of values that are there, got ${show(value)}; what stands as '${found[0]}' in it was not, so look where it comes from`;
}

function hasMember(member: string): (value: unknown) => boolean {
  return value => typeof value === 'object' && value !== null && member in value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
