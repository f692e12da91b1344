/** Mutants, as the report of StrykerJS tells of them. */

/** What is read of the report. */
export interface StrykerReport {
  readonly files: Readonly<Record<string, {
    readonly source: string;
    readonly mutants: readonly {
      readonly status: string;
      readonly replacement?: string;
      /** Lines and columns count from one. */
      readonly location: Readonly<Record<'start' | 'end', { readonly line: number; readonly column: number }>>;
    }[];
  }>>;
}

/** What became of a change: tests failed, or didn't end; none failed; none comes there; it wasn't tried. */
export type Fate = 'Killed' | 'Timeout' | 'Survived' | 'NoCoverage' | 'Ignored';
const FATES: readonly string[] = ['Killed', 'Timeout', 'Survived', 'NoCoverage', 'Ignored'] satisfies Fate[];
/** With it the tests can't be loaded at all, so that nobody could overlook it: no merit of theirs. */
const BARRED = 'RuntimeError';

/** One change of the code. */
export interface Mutant {
  readonly file: string;
  readonly line: number;
  readonly fate: Fate;
  /** The lines that it is in, and the same lines with it, both cut short. */
  readonly right: string;
  readonly wrong: string;
  /** As StrykerJS names a piece of a file. */
  readonly piece: string;
}

/** Longer lines lose their middle. */
const LENGTH_MAX = 160;

/** All changes. What the report says of others is refused: a score would leave them out. */
export function mutantsOf({ files }: StrykerReport): Mutant[] {
  return Object.entries(files).flatMap(([file, { mutants, source }]) => mutants.filter(({ status }) => status !== BARRED).map(({ location: { end, start }, replacement = '', status }) => {
    if (!FATES.includes(status)) {
      throw new Error(`a change of ${file}, line ${start.line}, was ${status}, where one of ${FATES.join(', ')} was expected`);
    }
    const lines = source.split('\n').slice(start.line - 1, end.line);
    const before = lines[0].slice(0, start.column - 1);
    const after = lines[lines.length - 1].slice(end.column - 1);
    return {
      file,
      line: start.line,
      fate: status as Fate,
      right: short(lines.join(' ')),
      wrong: short(before + inPlace(replacement, before, after) + after),
      piece: `${file}:${start.line}:${start.column - 1}-${end.line}:${end.column - 1}`,
    };
  }));
}

/** A choice in the midst of other conditions is one of them, which the report's text doesn't show. */
function inPlace(replacement: string, before: string, after: string): string {
  return replacement.includes(' || ') && (/&& $/.test(before) || after.startsWith(' &&')) ? `(${replacement})` : replacement;
}

function short(text: string): string {
  const one = text.replace(/\s+/g, ' ').trim();
  return one.length <= LENGTH_MAX ? one : `${one.slice(0, LENGTH_MAX / 2)} ... ${one.slice(-LENGTH_MAX / 2)}`;
}
