/** Draws the growth of the pools as an SVG: bars by contender, one group for each size, without faults. */

import type { GrowthRow } from './growth';
import { THIS_LIBRARY } from './growth';

const WIDTH = 760;
const HEIGHT = 360;
const LEFT = 56;
const TOP = 44;
const BOTTOM = 72;
const RIGHT = 12;
/** Legible on white and on dark backgrounds, and apart for most colour-blind eyes. */
const COLORS = ['#8a94a6', '#0b7285', '#e8a33d', '#c2703d', '#7a5ea8', '#4f8a4c', '#a8bf6a'];
/** Entries of the legend in a line. */
const LEGEND_COLUMNS = 4;

/** @param rows of one scenario, by size */
export function chart(rows: readonly GrowthRow[], title: string): string {
  const names = rows[0].contenders.map(({ name }) => name);
  const top = niceTop(Math.max(...rows.flatMap(({ contenders }) => contenders.map(({ ratio }) => ratio))));
  const inner = { width: WIDTH - LEFT - RIGHT, height: HEIGHT - TOP - BOTTOM };
  const y = (ratio: number) => round(TOP + inner.height * (1 - ratio / top));
  const group = inner.width / rows.length;
  const bar = group * 0.8 / names.length;

  const grid = Array.from({ length: top + 1 }, (_, ratio) => [
    `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(ratio)}" y2="${y(ratio)}" stroke="#8a94a6" stroke-opacity="${ratio === 1 ? 1 : 0.3}"/>`,
    text(LEFT - 8, y(ratio) + 4, String(ratio), 'end'),
  ].join(''));
  const bars = rows.flatMap((row, index) => {
    const left = LEFT + group * (index + 0.1);
    return [
      text(left + group * 0.4, HEIGHT - BOTTOM + 18, `${row.size} accounts`, 'middle'),
      ...row.contenders.map(({ name, ratio, minutes, accounts }, place) => [
        `<rect x="${round(left + bar * place)}" y="${y(ratio)}" width="${round(bar * 0.86)}" height="${round(y(0) - y(ratio))}" fill="${COLORS[place % COLORS.length]}">`,
        `<title>${escape(`${name}: ${minutes.toFixed(0)} minutes for ${accounts.toFixed(1)} accounts, ${ratio.toFixed(2)} times the lower bound`)}</title></rect>`,
      ].join('')),
    ];
  });
  const legend = names.map((name, place) => {
    const x = LEFT + place % LEGEND_COLUMNS * (inner.width / LEGEND_COLUMNS);
    const bottom = HEIGHT - (place < LEGEND_COLUMNS ? 26 : 8);
    return `<rect x="${round(x)}" y="${bottom - 9}" width="10" height="10" fill="${COLORS[place % COLORS.length]}"/>`
      + text(x + 14, bottom, name, 'start', name === THIS_LIBRARY);
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" font-family="system-ui, sans-serif" font-size="12" fill="#8a94a6">`,
    `<title>${escape(title)}</title>`,
    text(LEFT, 20, title, 'start', true),
    ...grid,
    ...bars,
    ...legend,
    '</svg>',
    '',
  ].join('\n');
}

/** The next whole number, so that every line of the grid has one. */
function niceTop(ratio: number): number {
  return Math.max(2, Math.ceil(ratio));
}

function text(x: number, y: number, content: string, anchor: 'start' | 'middle' | 'end', bold = false): string {
  return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}"${bold ? ' font-weight="bold"' : ''}>${escape(content)}</text>`;
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}

function escape(content: string): string {
  return content.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
