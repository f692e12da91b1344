/** Third-party code in the bundles: whose it is by the bundler's own account, and the document that carries the licences. */

/** What is read of a metafile of the bundler. */
export interface Metafile {
  /** By the path of the file, from where the bundler was started. */
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** A package as installed. */
export interface ThirdParty {
  readonly name: string;
  readonly version: string;
  /** SPDX identifier, as its package.json says. */
  readonly license?: string;
  /** Its licence and notice files, one after the other; empty if it has none. */
  readonly text: string;
}

/** Licences that ask for nothing but to be passed on with the code. Who takes in another one decides that here. */
export const ALLOWED: readonly string[] = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT'];

const RULE = '-'.repeat(80);

/** The folders of all packages that have code in the bundles, each once and in order. */
export function packageFolders(metafiles: readonly Metafile[]): string[] {
  const inputs = metafiles.flatMap(({ inputs: files }) => Object.keys(files));
  const folders = inputs.flatMap(file => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? []);
  return [...new Set(folders)].sort();
}

/**
 * The document, the same for the same packages: each licence text once, under the packages that it is of.
 *
 * @param apache the text of Apache-2.0, for packages that name it and don't bring it along: it is the same for all
 */
export function document(packages: readonly ThirdParty[], apache: string): string {
  const byText = new Map<string, string[]>();
  for (const one of [...packages].sort((a, b) => compare(a.name, b.name) || compare(a.version, b.version))) {
    const text = textOf(one, apache);
    byText.set(text, [...byText.get(text) ?? [], heading(one)]);
  }
  const parts = [...byText].map(([text, headings]) => `${RULE}\n${[...new Set(headings)].join('\n')}\n\n${text}\n`);
  return ['Third-party software\n\nThe bundles of this package hold code of the packages below, under the licences that follow their names.\n', ...parts].join('\n');
}

/** Packages that the document doesn't name. */
export function unlisted(packages: readonly ThirdParty[], text: string): string[] {
  const named = new Set(text.split('\n'));
  return packages.map(heading).filter(line => !named.has(line));
}

function heading({ name, version, license }: ThirdParty): string {
  return `${name} ${version} (${license})`;
}

function textOf(one: ThirdParty, apache: string): string {
  const { name, version, license, text } = one;
  if (!ALLOWED.includes(license ?? '')) {
    throw new Error(`${name} ${version} is bundled under ${license ?? 'no licence that its package.json names'}, allowed are ${ALLOWED.join(', ')}; bundle another package, or add the licence to scripts/licenses/third-party.ts`);
  }
  if (text.trim() !== '') {
    return lines(text);
  }
  if (license === 'Apache-2.0') {
    return lines(apache);
  }
  throw new Error(`${name} ${version} is bundled under ${license} and has no file with the licence; its text has to be passed on with its code, so bundle another package or version`);
}

/** Without what differs between two copies of one text: ends of lines, and blanks around. */
function lines(text: string): string {
  return text.replace(/[ \t\r]+$/gm, '').replace(/^\n+|\n+$/g, '');
}

/** By code units, whatever the locale. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
