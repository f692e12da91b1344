/** Finds what the user probably meant. */

/** The candidate nearest to `word`; the first of several. There is one candidate at least. */
export function nearest(word: string, candidates: readonly string[]): string {
  const distances = candidates.map(candidate => distance(word.toLowerCase(), candidate.toLowerCase()));
  return candidates[distances.indexOf(Math.min(...distances))];
}

/** The same, if it is near enough to be a slip of the keyboard. */
export function nearestSlip(word: string, candidates: readonly string[]): string | undefined {
  const limit = Math.max(2, Math.floor(word.length / 3));
  const candidate = candidates.length === 0 ? undefined : nearest(word, candidates);
  return candidate !== undefined && distance(word.toLowerCase(), candidate.toLowerCase()) <= limit ? candidate : undefined;
}

/** Levenshtein's distance. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let line = 1; line <= one.length; line++) {
    const next = [line];
    for (let column = 1; column <= other.length; column++) {
      const replaced = row[column - 1] + (one[line - 1] === other[column - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[column] + 1, next[column - 1] + 1));
    }
    row = next;
  }
  return row[other.length];
}
