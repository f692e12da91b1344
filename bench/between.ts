/** Where results stand in a page: between two markers, which are comments on lines of their own. */

/** Replaces what stands between the markers of that name. Throws when they are missing. */
export function between(document: string, name: string, content: string): string {
  const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
  const [from, to] = [document.indexOf(begin), document.indexOf(end)];
  if (from < 0 || to < from) {
    throw new Error(`the document has no '${begin}' followed by '${end}'; put both on lines of their own where the text belongs`);
  }
  return `${document.slice(0, from + begin.length)}\n\n${content.trimEnd()}\n\n${document.slice(to)}`;
}
