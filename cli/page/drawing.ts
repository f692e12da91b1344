/** What the page draws: each line of the timeline is an SVG of its own, placed by percent, so that it is as wide as there is room. Pure. */

import type { Content, Markup } from './markup';
import { markup } from './markup';
import type { Axis, Bar, LineStep, Phase, SlotBar } from './timeline';
import { PHASES } from './timeline';
import { minutes, moment } from '../text';

const HEIGHT = 18;
const MIDDLE = HEIGHT / 2;
/** Beside each other, rectangles would leave slits: each goes on for this part of the axis. */
const OVERLAP = 0.0008;
/** Of the picture of the slots. */
const SLOTS_HEIGHT = 44;

/** Where a phase's bar stands in its line: what goes on is tall, what waits or rests is low, so that no color is needed to tell them apart. */
const SHAPES: Readonly<Record<Phase, { readonly y: number; readonly height: number; readonly sign?: string }>> = {
  queued: { y: MIDDLE - 1, height: 2 },
  waiting: { y: 5, height: HEIGHT - 10 },
  creating: { y: 2, height: HEIGHT - 4 },
  trouble: { y: 2, height: HEIGHT - 4 },
  registering: { y: 2, height: HEIGHT - 4 },
  cleaning: { y: 2, height: HEIGHT - 4 },
  ready: { y: MIDDLE - 1.5, height: 3, sign: '✓' },
  failed: { y: MIDDLE - 1, height: 2, sign: '✕' },
};

/** Fillings other than of one color. */
export function patterns(): Markup {
  const pattern = (phase: Phase, size: number, inside: Markup) =>
    markup`<pattern id="p-${phase}" class="p ${phase}" width="${size}" height="${size}" patternUnits="userSpaceOnUse">${inside}</pattern>`;
  return markup`<svg class="defs" width="0" height="0" aria-hidden="true" focusable="false"><defs>
${pattern('queued', 6, markup`<rect class="ink" width="2" height="6"/>`)}
${pattern('waiting', 6, markup`<path class="stroke" d="M-1 7L7 -1M-1 1L1 -1M5 7L7 5"/>`)}
${pattern('trouble', 6, markup`<rect class="ink" width="6" height="6"/><path class="over" d="M0 0L6 6M6 0L0 6"/>`)}
${pattern('registering', 6, markup`<rect class="ink" width="6" height="6"/><path class="over" d="M3 0V6"/>`)}
${pattern('cleaning', 6, markup`<rect class="ink" width="6" height="6"/><circle class="dot" cx="3" cy="3" r="1"/>`)}
${pattern('failed', 8, markup`<rect class="ink" width="5" height="8"/>`)}
</defs></svg>`;
}

const FILLED: readonly Phase[] = ['creating', 'ready'];

/** One line: the bars of an account. */
export function line(bars: readonly Bar[], steps: readonly LineStep[], axis: Axis): Markup {
  // Within the factory's work it shows when the account came into being.
  const born = steps.filter(({ step }) => step === 'enrolling').map(({ at }) => at);
  return drawn(HEIGHT, [
    ...bars.map(bar => drawBar(bar, axis)),
    ...born.map(at => markup`<rect class="born" x="${percent(at, axis)}" y="2" width="1" height="${HEIGHT - 4}"/>`),
    ...bars.filter(({ phase }) => SHAPES[phase].sign !== undefined).map(bar => sign(bar, axis)),
  ]);
}

/** A bar of its own, for the legend. */
export function sample(phase: Phase): Markup {
  const axis = { seconds: 100, tick: 100, ticks: [] };
  const bar = { phase, from: 0, to: 100 };
  return markup`<svg class="sample" width="34" height="${HEIGHT}" aria-hidden="true" focusable="false">${drawBar(bar, axis, '')}${SHAPES[phase].sign === undefined ? undefined : sign({ ...bar, from: 35 }, axis)}</svg>`;
}

/** When something happened that has no length. */
export function marks(from: number | null, to: number | null, axis: Axis): Markup {
  if (from === null || to === null) {
    return drawn(HEIGHT, []);
  }
  return drawn(HEIGHT, [
    markup`<rect class="ink" x="${percent(from, axis)}" y="${MIDDLE - 1}" width="${percent(to - from, axis)}" height="2"/>`,
    ...[...new Set([from, to])].map(at => markup`<circle class="ink" cx="${percent(at, axis)}" cy="${MIDDLE}" r="4"/>`),
  ]);
}

/** The slots in use over time, below the line of those that there are. */
export function slots(bars: readonly SlotBar[], available: number, axis: Axis): Markup {
  const top = Math.max(available, ...bars.map(({ used }) => used));
  const y = (used: number) => rounded(SLOTS_HEIGHT - (SLOTS_HEIGHT - 4) * used / top);
  return drawn(SLOTS_HEIGHT, [
    ...bars.filter(({ used, from, to }) => used > 0 && to > from).map(({ used, from, to }) =>
      markup`<rect class="used" x="${percent(from, axis)}" y="${y(used)}" width="${percent(to - from + axis.seconds * OVERLAP, axis)}" height="${rounded(SLOTS_HEIGHT - y(used))}"><title>${used} of ${available} slots in use, ${span(from, to)}</title></rect>`),
    markup`<line class="quota" x1="0" x2="100%" y1="${y(available)}" y2="${y(available)}"/>`,
  ]);
}

/** The numbers along the axis. */
export function ruler(axis: Axis): Markup {
  const inHours = axis.seconds >= 4 * 3600 && axis.tick % 3600 === 0;
  const numbers = axis.ticks.filter(at => at / axis.seconds < 0.88).map((at, index) =>
    markup`<text x="${percent(at, axis)}" y="13"${index === 0 ? undefined : attribute('text-anchor', 'middle')}>${at / (inHours ? 3600 : 60)}</text>`);
  return drawn(HEIGHT, [...numbers, markup`<text x="100%" y="13" text-anchor="end">${inHours ? 'hours' : 'min'}</text>`]);
}

/** '3 to 21 min'. */
export function span(from: number, to: number): string {
  return `${moment(from).replace(' min', '')} to ${moment(to)}`;
}

/** Where on the axis, as SVG wants it. */
export function percent(at: number, axis: Axis): string {
  return `${rounded(at / axis.seconds * 100)}%`;
}

function attribute(name: string, value: string): Markup {
  return markup` ${name}="${value}"`;
}

function drawBar(bar: Bar, axis: Axis, title: Content = markup`<title>${PHASES[bar.phase]}, ${span(bar.from, bar.to)} (${minutes(bar.to - bar.from)})</title>`): Markup {
  const { phase, from, to } = bar;
  const { y, height } = SHAPES[phase];
  const fill = FILLED.includes(phase) ? undefined : attribute('fill', `url(#p-${phase})`);
  return markup`<rect class="${phase}" x="${percent(from, axis)}" y="${y}" width="${percent(to - from, axis)}" height="${height}"${fill}>${title}</rect>`;
}

function sign({ phase, from }: Bar, axis: Axis): Markup {
  return markup`<text class="sign ${phase}" x="${percent(from, axis)}" y="${MIDDLE + 5}">${SHAPES[phase].sign}</text>`;
}

function drawn(height: number, inside: readonly Markup[]): Markup {
  return markup`<svg width="100%" height="${height}" aria-hidden="true" focusable="false">${inside}</svg>`;
}

function rounded(number: number): number {
  return Math.round(number * 100) / 100;
}
