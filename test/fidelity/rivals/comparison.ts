/**
 * The same calls on both sides, and what the answers differ in, member by member.
 *
 * Ids are not the same on both sides: each is written as what it is the id of. So are dates, and the tokens of pages.
 */

/** An answer of one side: what came, or the error's name and what it tells besides its message. */
export type Answered = { readonly output: unknown } | { readonly error: string; readonly details?: unknown };

/** One call, made on both sides. */
export interface Step<Side> {
  readonly name: string;
  readonly call: (side: Side) => Promise<unknown>;
}

/** Makes every call on both sides, one after the other, and tells what differs. */
export async function differencesOf<Side extends { readonly names: ReadonlyMap<string, string> }>(
  steps: readonly Step<Side>[], ours: Side, theirs: Side,
): Promise<Difference[]> {
  const found: Difference[] = [];
  for (const { call, name } of steps) {
    const [a, b] = [await answered(() => call(ours)), await answered(() => call(theirs))];
    found.push(...differencesBetween(name, neutral(a, ours.names), neutral(b, theirs.names)));
  }
  return found;
}

/** A difference that is understood. */
export interface KnownDifference {
  readonly step: string | RegExp;
  /** Where in the answer; `error` where one side refuses. The parts of a list are `[]`. */
  readonly at: string | RegExp;
  readonly ours: string | RegExp;
  readonly theirs: string | RegExp;
  /** Who does as AWS does. */
  readonly right: 'ours' | 'theirs' | 'neither' | 'both';
  readonly because: string;
  readonly source: string;
}

/** What one side says otherwise than the other. */
export interface Difference {
  readonly step: string;
  readonly at: string;
  readonly ours: string;
  readonly theirs: string;
}

/** In both directions. */
export interface Surprises {
  readonly unknown: readonly Difference[];
  readonly gone: readonly KnownDifference[];
}

/** What isn't known of these differences, and what is known and isn't seen any more. */
export function surprises(found: readonly Difference[], known: readonly KnownDifference[]): Surprises {
  return {
    unknown: found.filter(difference => !known.some(row => isMeant(row, difference))),
    gone: known.filter(row => !found.some(difference => isMeant(row, difference))),
  };
}

function isMeant(row: KnownDifference, difference: Difference): boolean {
  return (['step', 'at', 'ours', 'theirs'] as const).every(key => {
    const wanted = row[key];
    return typeof wanted === 'string' ? wanted === difference[key] : wanted.test(difference[key]);
  });
}

/** What every error has, and what the protocols write around it. */
const OF_EVERY_ERROR = /^(\$.*|message|stack|code|type|__type)$/i;

/** Calls something and catches what it refuses with. */
export async function answered(call: () => Promise<unknown>): Promise<Answered> {
  try {
    const { $metadata: _, ...output } = await call() as Record<string, unknown>;
    return { output };
  } catch (error) {
    const { name, ...members } = { ...error as object, name: (error as Error).name };
    const details = Object.fromEntries(Object.entries(members).filter(([member]) => !OF_EVERY_ERROR.test(member)));
    return { error: name, ...Object.keys(details).length === 0 ? {} : { details } };
  }
}

/** The answer in words that both sides have: `names` has what each id stands for. */
export function neutral(answer: Answered, names: ReadonlyMap<string, string>): Answered {
  const replaced = (value: unknown): unknown => {
    if (value instanceof Date) {
      return '(date)';
    }
    if (typeof value === 'string') {
      return [...names].sort(([a], [b]) => b.length - a.length).reduce((text, [id, name]) => text.replaceAll(id, name), value);
    }
    if (Array.isArray(value)) {
      return value.map(replaced);
    }
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, /Token$/.test(key) ? '(token)' : replaced(child)]));
    }
    return value;
  };
  return 'error' in answer ? { ...answer, details: replaced(answer.details) } : { output: replaced(answer.output) };
}

/** Everything in which two neutral answers differ. Lists of things with names are compared by name, in whatever order they come. */
export function differencesBetween(step: string, ours: Answered, theirs: Answered): Difference[] {
  if ('error' in ours || 'error' in theirs) {
    const [a, b] = ['error' in ours ? ours.error : 'an answer', 'error' in theirs ? theirs.error : 'an answer'];
    return a === b ? told(step, compare(detailsOf(ours), detailsOf(theirs), 'error')) : [{ step, at: 'error', ours: a, theirs: b }];
  }
  return told(step, compare(ours.output, theirs.output, 'answer'));
}

function detailsOf(answer: Answered): unknown {
  return 'error' in answer ? answer.details : undefined;
}

/** Each once. */
function told(step: string, differences: readonly Omit<Difference, 'step'>[]): Difference[] {
  const found = differences.map(difference => ({ step, ...difference }));
  return found.filter((difference, index) => found.findIndex(other => JSON.stringify(other) === JSON.stringify(difference)) === index);
}

function compare(ours: unknown, theirs: unknown, at: string): Omit<Difference, 'step'>[] {
  if (Array.isArray(ours) && Array.isArray(theirs)) {
    const [a, b] = [sorted(ours), sorted(theirs)];
    return [
      ...a.length === b.length ? [] : [{ at: `${at}.length`, ours: String(a.length), theirs: String(b.length) }],
      ...a.slice(0, b.length).flatMap((entry, index) => compare(entry, b[index], `${at}[]`)),
    ];
  }
  if (isObject(ours) && isObject(theirs)) {
    const keys = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].sort();
    return keys.flatMap(key => compare(ours[key], theirs[key], `${at}.${key}`));
  }
  const [a, b] = [shown(ours), shown(theirs)];
  return a === b ? [] : [{ at, ours: a, theirs: b }];
}

function sorted(list: readonly unknown[]): unknown[] {
  const key = (entry: unknown) => JSON.stringify(isObject(entry) ? entry.Name ?? entry.AccountName ?? entry.Key ?? entry.Id ?? entry : entry);
  return [...list].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

function shown(value: unknown): string {
  return value === undefined ? 'absent' : JSON.stringify(value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
