/** The picture of what stands where, drawn from its data. Pure. */

import type { Arrow, Box, Place } from './architecture';
import { ARROWS, BOXES, HEIGHT, NOTES, PLACES, SENTENCES, TITLE, WIDTH } from './architecture';
import type { Scheme } from './terminal-picture';
import { variables } from '../../cli/page/look';
import { markup, Markup } from '../../cli/page/markup';

const LINE = 17;
/** Between an arrow's tip and the box. */
const TIP = 8;

const STYLE = `text{font:13px system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif;fill:var(--fg)}
.title{font-size:19px;font-weight:650}.name{font-weight:600}.dim{fill:var(--dim)}.label{fill:var(--link)}
.place{fill:none;stroke:var(--rule)}.box{fill:var(--card);stroke:var(--dim)}.unit{fill:var(--bg);stroke:var(--creating);stroke-width:1.5}
.way{stroke:var(--link);stroke-width:1.5;fill:none}.tip{fill:var(--link)}`;

/** For a light page or a dark one. */
export function architecturePicture(scheme: Scheme): string {
  return `${markup`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="t d">
<title id="t">${TITLE}</title>
<desc id="d">${SENTENCES}</desc>
<style>${new Markup(variables(scheme === 'light' ? 0 : 1) + STYLE)}</style>
<rect x=".5" y=".5" width="${WIDTH - 1}" height="${HEIGHT - 1}" rx="9" fill="var(--bg)" stroke="var(--rule)"/>
${text(20, 36, TITLE, 'title')}${PLACES.map(place)}${BOXES.map(box)}${ARROWS.map(arrow)}${NOTES.map(({ lines, x, y }) => lines.map((one, index) => text(x, y + index * LINE, one, 'dim')))}</svg>`.text}\n`;
}

function place({ height, title, width, x, y }: Place): Markup {
  return markup`<rect class="place" x="${x}" y="${y}" width="${width}" height="${height}" rx="6"/>\n${text(x + 16, y + 23, title, 'dim')}`;
}

function box({ height, isUnit, lines, title, width, x, y }: Box): Markup {
  const middle = x + width / 2;
  const top = y + (height - LINE * (lines.length + 1)) / 2 + 13;
  return markup`<rect class="${isUnit ? 'unit' : 'box'}" x="${x}" y="${y}" width="${width}" height="${height}" rx="${isUnit ? 18 : 5}"/>
${centered(middle, top, title, 'name')}${lines.map((one, index) => (one === '' ? undefined : centered(middle, top + (index + 1) * LINE, one, 'dim')))}`;
}

/** Where it runs: from the right side to the left one, or from the bottom to the top. */
export function way({ from, to, x, y }: Arrow): { readonly from: readonly [number, number]; readonly to: readonly [number, number] } {
  const [one, other] = [from, to].map(id => BOXES.find(found => found.id === id)!);
  return y !== undefined ? { from: [one.x + one.width, y], to: [other.x, y] } : { from: [x!, one.y + one.height], to: [x!, other.y] };
}

function arrow(one: Arrow): Markup {
  const { from: [x, y], to: [endX, endY] } = way(one);
  const isDown = one.x !== undefined;
  const tip = isDown ? `M${endX - 4} ${endY - TIP}h8l-4 ${TIP}z` : `M${endX - TIP} ${endY - 4}v8l${TIP} -4z`;
  return markup`<path class="way" d="M${x} ${y}${isDown ? `V${endY - TIP}` : `H${endX - TIP}`}"/><path class="tip" d="${tip}"/>
${one.label === '' ? undefined : isDown ? text(x + 8, y + 26, one.label, 'label') : centered((x + endX) / 2, y - 8, one.label, 'label')}`;
}

function text(x: number, y: number, content: string, look: string): Markup {
  return markup`<text x="${x}" y="${y}" class="${look}">${content}</text>\n`;
}

function centered(x: number, y: number, content: string, look: string): Markup {
  return markup`<text x="${x}" y="${y}" text-anchor="middle" class="${look}">${content}</text>\n`;
}
