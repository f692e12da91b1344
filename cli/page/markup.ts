/** Text of a page. What comes from outside gets into it by {@link markup} alone, which escapes it. Pure. */

import { withoutEmails } from '../../src/contract';

/** Text that is markup already. */
export class Markup {
  constructor(public readonly text: string) {}
}

/** What may stand in markup: texts are escaped, nothing is left out. */
export type Content = string | number | Markup | undefined | readonly Content[];

/** What no page may hold, and what makes the letters around it run another way than they are written. */
const UNFIT = /(?![\t\n\r])[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/gu;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;' };

/** A text as it stands between tags and in quoted attributes; of e-mail addresses only the domains. */
export function escaped(text: string): string {
  return withoutEmails(text).replace(UNFIT, '\ufffd').replace(/[&<>"']/g, letter => ENTITIES[letter]);
}

/** A template of markup. */
export function markup(parts: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  return new Markup(parts.map((part, index) => `${part}${written(contents[index])}`).join(''));
}

function written(content: Content): string {
  if (content === undefined) {
    return '';
  }
  if (typeof content === 'string' || typeof content === 'number') {
    return escaped(String(content));
  }
  return content instanceof Markup ? content.text : content.map(written).join('');
}
