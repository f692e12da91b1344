/** What all pages have in common: the head with their policy, the header, and the foot. Pure. */

import { createHash } from 'node:crypto';
import { patterns } from './drawing';
import { SCRIPT, style } from './look';
import { Markup, markup } from './markup';
import type { Axis } from './timeline';
import type { Fact } from '../figures';

export interface PageDocument {
  readonly title: string;
  /** Above the headline. */
  readonly kicker: string;
  /** The headline. */
  readonly sentence: string;
  readonly ok: boolean;
  readonly facts: readonly Fact[];
  /** Sections by their ids, and what they are called. */
  readonly links: readonly (readonly [id: string, name: string])[];
  readonly sections: readonly (Markup | undefined)[];
  readonly footer: string;
}

/**
 * The text of the file. The page needs nothing but itself: its policy forbids it to ask any network for anything, and its style and its script are named by
 * their hashes.
 */
export function documentText({ title, kicker, sentence, ok, facts, links, sections, footer }: PageDocument, axis: Axis): string {
  const css = style(axis);
  return `${markup`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${hash(css)}'; script-src '${hash(SCRIPT)}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${new Markup(css)}</style>
</head>
<body>
${patterns()}
<header>
<p class="kicker">${kicker}</p>
<h1 class="${ok ? 'ok' : 'bad'}"><b aria-hidden="true">${ok ? '✓' : '✕'}</b>${sentence}</h1>
<dl class="facts">${facts.map(([name, text]) => markup`<div><dt>${name}</dt><dd>${text}</dd></div>`)}</dl>
<nav aria-label="On this page">${links.map(([id, name]) => markup`<a href="#${id}">${name}</a>`)}</nav>
</header>
<main>
${sections.map((section, index) => (index === 0 ? section : [new Markup('\n'), section]))}
</main>
<footer>${footer}</footer>
<script>${new Markup(SCRIPT)}</script>
</body>
</html>`.text}\n`;
}

function hash(text: string): Markup {
  return new Markup(`sha256-${createHash('sha256').update(text).digest('base64')}`);
}
