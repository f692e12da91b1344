/**
 * The same calls on both sides, and what the answers differ in, member by member.
 *
 * Ids are not the same on both sides: each is written as what it is the id of. So are dates, and the tokens of pages.
 */

/** An answer of one side: what came, or the error's name. */
export type Answered = { readonly output: unknown } | { readonly error: string };

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

/** Calls something and catches what it refuses with. */
export async function answered(call: () => Promise<unknown>): Promise<Answered> {
  try {
    const { $metadata: _, ...output } = await call() as Record<string, unknown>;
    return { output };
  } catch (error) {
    return { error: (error as Error).name };
  }
}

/** The answer in words that both sides have: `names` has what each id stands for. */
export function neutral(answer: Answered, names: ReadonlyMap<string, string>): Answered {
  if ('error' in answer) {
    return answer;
  }
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
  return { output: replaced(answer.output) };
}

/** Everything in which two neutral answers differ. Lists of things with names are compared by name, in whatever order they come. */
export function differencesBetween(step: string, ours: Answered, theirs: Answered): Difference[] {
  if ('error' in ours || 'error' in theirs) {
    const [a, b] = ['error' in ours ? ours.error : 'an answer', 'error' in theirs ? theirs.error : 'an answer'];
    return a === b ? [] : [{ step, at: 'error', ours: a, theirs: b }];
  }
  const found = compare(ours.output, theirs.output, 'answer').map(difference => ({ step, ...difference }));
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
