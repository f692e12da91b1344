/** A picture of a terminal: what a command printed, with its colors. Pure. */

import { escaped } from '../../cli/page/markup';

/** Where the picture will be looked at. */
export type Scheme = 'light' | 'dark';

interface Palette {
  readonly background: string;
  readonly bar: string;
  readonly rule: string;
  readonly text: string;
  readonly dim: string;
  /** By the number that turns the color on. */
  readonly colors: Readonly<Record<number, string>>;
}

const PALETTES: Readonly<Record<Scheme, Palette>> = {
  light: { background: '#ffffff', bar: '#eef1f4', rule: '#d0d7de', text: '#1f2328', dim: '#636c76', colors: { 31: '#c4232f', 32: '#1a7f37', 33: '#9a5b00' } },
  dark: { background: '#12161c', bar: '#1e252e', rule: '#38424e', text: '#e4e9ef', dim: '#95a1ae', colors: { 31: '#f2666f', 32: '#4fc46f', 33: '#e0a34a' } },
};

const LETTER = 7.8;
const LINE = 19;
const PADDING = 18;
const BAR = 32;

/** A part of a line that looks the same all through. */
interface Run {
  readonly column: number;
  readonly text: string;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly color?: number;
}

/** @param lines with the escape sequences of colors */
export function terminalPicture(lines: readonly string[], title: string, description: string, scheme: Scheme): string {
  const palette = PALETTES[scheme];
  const rows = lines.map(runsOf);
  const columns = Math.max(...rows.flat().map(({ column, text }) => column + text.length));
  const width = Math.ceil(columns * LETTER + 2 * PADDING);
  const height = BAR + lines.length * LINE + 2 * PADDING - 6;
  const texts = rows.flatMap((runs, row) => runs.filter(({ text }) => text.trim() !== '').map(run => drawn(run, BAR + PADDING + row * LINE + 8, palette)));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="t d">`,
    `<title id="t">${escaped(title)}</title>`,
    `<desc id="d">${escaped(description)}</desc>`,
    '<style>text{font:13px ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;white-space:pre}.b{font-weight:700}</style>',
    `<rect x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="9" fill="${palette.background}" stroke="${palette.rule}"/>`,
    `<path d="M1 ${BAR}V10A9 9 0 0 1 10 1H${width - 10}A9 9 0 0 1 ${width - 1} 10V${BAR}Z" fill="${palette.bar}"/>`,
    ...[0, 1, 2].map(place => `<circle cx="${20 + place * 18}" cy="${BAR / 2}" r="5" fill="${palette.rule}"/>`),
    `<text x="${width / 2}" y="${BAR / 2 + 4.5}" text-anchor="middle" fill="${palette.dim}">${escaped(title)}</text>`,
    ...texts,
    '</svg>',
    '',
  ].join('\n');
}

/** A line without the escape sequences of colors. */
export function plainText(line: string): string {
  return line.replaceAll(SEQUENCE, '');
}

const SEQUENCE = /\u001b\[(\d+)m/g;

function runsOf(line: string): Run[] {
  const runs: Run[] = [];
  let look: Pick<Run, 'bold' | 'dim' | 'color'> = { bold: false, dim: false };
  let column = 0;
  line.split(SEQUENCE).forEach((part, index) => {
    if (index % 2 === 1) {
      look = lookAfter(look, Number(part));
    } else if (part !== '') {
      runs.push({ ...look, column, text: part });
      column += part.length;
    }
  });
  return runs;
}

function lookAfter(look: Pick<Run, 'bold' | 'dim' | 'color'>, code: number): Pick<Run, 'bold' | 'dim' | 'color'> {
  switch (code) {
    case 0: return { bold: false, dim: false };
    case 1: return { ...look, bold: true };
    case 2: return { ...look, dim: true };
    case 22: return { ...look, bold: false, dim: false };
    case 31:
    case 32:
    case 33: return { ...look, color: code };
    case 39: return { ...look, color: undefined };
    default: throw new Error(`the escape sequence ${code} has no place in a picture; teach it to terminalPicture`);
  }
}

/** As wide as its letters are many, in whatever font. */
function drawn({ column, text, bold, dim, color }: Run, y: number, palette: Palette): string {
  const indent = text.length - text.trimStart().length;
  const word = text.trim();
  const fill = color !== undefined ? palette.colors[color] : dim ? palette.dim : palette.text;
  return `<text x="${rounded(PADDING + (column + indent) * LETTER)}" y="${y}" textLength="${rounded(word.length * LETTER)}" lengthAdjust="spacingAndGlyphs" fill="${fill}"${bold ? ' class="b"' : ''}>${escaped(word)}</text>`;
}

function rounded(number: number): number {
  return Math.round(number * 10) / 10;
}
