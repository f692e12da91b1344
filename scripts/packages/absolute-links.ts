/** The README as registries show it: they have none of the repository's files, and some of them no anchors. */

/** Where a file of the repository can be read, and where it can be had as it is. */
export interface Home {
  /** Of the repository, as `https://github.com/owner/name`. */
  readonly url: string;
  /** The tag or branch that has the files. */
  readonly ref: string;
}

const MARKDOWN_LINK = /(\]\()(?!https?:|mailto:)([^)\s]+)(?=\))/g;
const HTML_SOURCE = /((?:src|srcset|href)=")(?!https?:|mailto:)([^"\s]+)(?=")/g;
const PICTURE = /\.(svg|png|jpg|gif)$/;
/** Links in code are code. */
const CODE = /(^```[\s\S]*?^```$|`[^`\n]+`)/gm;

/** The same text with every link absolute: to a page of the repository, or to a picture itself. */
export function absoluteLinks(markdown: string, home: Home): string {
  const absolute = (_: string, before: string, target: string) => `${before}${absoluteTarget(target, home)}`;
  // Every other part is code.
  return markdown.split(CODE).map((part, index) => (index % 2 === 1 ? part : part.replace(MARKDOWN_LINK, absolute).replace(HTML_SOURCE, absolute))).join('');
}

function absoluteTarget(target: string, { url, ref }: Home): string {
  if (target.startsWith('#')) {
    return `${url}/blob/${ref}/README.md${target}`;
  }
  return PICTURE.test(target) ? `${url.replace('//github.com/', '//raw.githubusercontent.com/')}/${ref}/${target}` : `${url}/blob/${ref}/${target}`;
}

/** Where the files of a version are. What isn't released has none of its own. */
export function homeOf(manifest: { readonly version: string; readonly repository: { readonly url: string } }): Home {
  return { url: manifest.repository.url.replace(/\.git$/, ''), ref: manifest.version === '0.0.0' ? 'main' : `v${manifest.version}` };
}
