/** Reads a page as strictly as no browser does: every tag closed where it was opened, every attribute quoted, nothing bare that would have to be escaped. */

const VOID = new Set(['meta', 'link', 'input', 'br', 'hr', 'img']);
/** What holds text that is no markup. */
const RAW = new Set(['style', 'script']);
const TAG = /^<(\/?)([A-Za-z][A-Za-z0-9]*)((?: [A-Za-z][A-Za-z0-9-]*="[^"<]*")*)(\/?)>/;
const ENTITY = /^&(?:amp|lt|gt|quot|#39);/;

export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Of itself and of all within it, entities resolved. */
  text: string;
  readonly children: Element[];
}

/** The elements of a page, the outermost first in `children`. */
export function parse(html: string): Element {
  const root: Element = { name: '', attributes: {}, text: '', children: [] };
  const open: Element[] = [root];
  let rest = html.replace(/^<!DOCTYPE html>/, '');
  while (rest !== '') {
    const tag = TAG.exec(rest);
    if (!tag) {
      if (rest.startsWith('<') || (rest.startsWith('&') && !ENTITY.test(rest))) {
        throw new Error(`neither a tag nor text: ${JSON.stringify(rest.slice(0, 80))}`);
      }
      const text = /^(?:[^<&]+|&[^;]+;)/.exec(rest)![0];
      open.forEach(element => { element.text += resolved(text); });
      rest = rest.slice(text.length);
      continue;
    }
    const [all, closing, name, attributes, closed] = tag;
    rest = rest.slice(all.length);
    if (closing) {
      const last = open.pop()!;
      if (last.name !== name) {
        throw new Error(`</${name}> closes <${last.name}>`);
      }
      continue;
    }
    const element: Element = { name, attributes: attributesOf(attributes), text: '', children: [] };
    open.at(-1)!.children.push(element);
    if (RAW.has(name)) {
      const end = rest.indexOf(`</${name}>`);
      element.text = rest.slice(0, end);
      rest = rest.slice(end + name.length + 3);
    } else if (!VOID.has(name) && !closed) {
      open.push(element);
    }
  }
  if (open.length > 1) {
    throw new Error(`<${open.at(-1)!.name}> is never closed`);
  }
  return root;
}

/** An element and all within it. */
export function within(element: Element): Element[] {
  return [element, ...element.children.flatMap(within)];
}

function attributesOf(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/ ([A-Za-z][A-Za-z0-9-]*)="([^"]*)"/g)].map(([, name, value]) => {
    if (/&(?!(?:amp|lt|gt|quot|#39);)/.test(value)) {
      throw new Error(`a bare & in ${name}="${value}"`);
    }
    return [name, resolved(value)] as const;
  });
  if (new Set(pairs.map(([name]) => name)).size < pairs.length) {
    throw new Error(`an attribute twice: ${text}`);
  }
  return Object.fromEntries(pairs);
}

function resolved(text: string): string {
  return text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&#39;/g, '\'').replace(/&amp;/g, '&');
}
