/** The timeline of a rehearsal's page as a picture: the same drawings, at a width of their own. Pure. */

import type { Scheme } from './terminal-picture';
import { line, patterns, percent, ruler, sample, slots } from '../../cli/page/drawing';
import { SHAPES_STYLE, variables } from '../../cli/page/look';
import type { Markup } from '../../cli/page/markup';
import { markup, Markup as Made } from '../../cli/page/markup';
import type { Phase } from '../../cli/page/timeline';
import { axisOf, barsOf, PHASES, slotBars } from '../../cli/page/timeline';
import { duration } from '../../cli/text';
import { verdictOf } from '../../cli/verdict';
import type { Report } from '../../rehearsal/report';

const WIDTH = 940;
const LEFT = 200;
const RIGHT = 90;
const ROW = 23;
const TOP = 92;
const SLOTS = 60;
export const LEGEND_ROW = 22;

const STYLE = `text{font:13px system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif;fill:var(--fg)}
.title{font-size:19px;font-weight:650}.dim,svg svg text{fill:var(--dim)}svg svg{overflow:visible}svg svg .sign{fill:var(--c)}.grid{stroke:var(--grid)}`;

/** Of a deployment. */
export function timelinePicture(report: Report, scheme: Scheme): string {
  const axis = axisOf(report);
  const { accounts, factory } = report;
  const way = WIDTH - LEFT - RIGHT;
  const bars = accounts.map(account => barsOf(account, axis));
  const seen = (Object.keys(PHASES) as Phase[]).filter(phase => bars.flat().some(bar => bar.phase === phase));
  const legend = placedLegend(seen);
  const bottom = TOP + SLOTS + accounts.length * ROW;
  const height = bottom + legend.at(-1)!.y + LEGEND_ROW + 22;
  const { sentence } = verdictOf(report, 'deploy');
  const at = (y: number, inside: Markup) => markup`<svg x="${LEFT}" y="${y}" width="${way}" height="60">${inside}</svg>\n`;
  const text = (x: number, y: number, content: string, attributes = '') => markup`<text x="${x}" y="${y}"${new Made(attributes)}>${content}</text>\n`;
  const rows = accounts.map((account, index) => {
    const y = TOP + SLOTS + index * ROW;
    return [text(20, y + 14, account.name), text(105, y + 14, account.state, ' class="dim"'), at(y, line(bars[index], account.steps, axis)),
      text(WIDTH - 20, y + 14, account.readyAt === null ? '' : duration(account.readyAt), ' text-anchor="end"')];
  });
  const grid = axis.ticks.map(tick => markup`<line class="grid" x1="${percent(tick, axis)}" x2="${percent(tick, axis)}" y1="0" y2="${bottom - TOP}"/>`);
  return `${markup`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="t d">
<title id="t">${sentence}</title>
<desc id="d">${accounts.map(({ name, readyAt, state }) => `${name}: ${readyAt === null ? state : `${state} after ${duration(readyAt)}`}`).join(', ')}.</desc>
<style>${new Made(variables(scheme === 'light' ? 0 : 1) + SHAPES_STYLE + STYLE)}</style>
<rect x=".5" y=".5" width="${WIDTH - 1}" height="${height - 1}" rx="9" fill="var(--bg)" stroke="var(--rule)"/>
${patterns()}
${text(20, 34, sentence, ' class="title"')}${text(20, 58, `about ${duration(report.virtualSeconds)} in AWS`, ' class="dim"')}
<svg x="${LEFT}" y="${TOP}" width="${way}" height="${height}">${grid}</svg>
${at(TOP - 22, ruler(axis))}
${text(20, TOP + 24, 'Slots of the factory')}${text(20, TOP + 40, `${factory.peakOperations} of ${factory.slots} at the peak`, ' class="dim"')}${at(TOP + 4, slots(slotBars(factory, axis), factory.slots, axis))}
${rows}
${legend.map(({ phase, x, y }) => markup`<svg x="${x}" y="${bottom + y + 12}" width="${WIDTH}" height="20">${sample(phase)}<text x="40" y="13" class="dim">${PHASES[phase]}</text></svg>\n`)}</svg>`.text}\n`;
}

/** Where the legend's words stand below the bars, in as many rows as they need. */
export function placedLegend(phases: readonly Phase[]): { readonly phase: Phase; readonly x: number; readonly y: number }[] {
  let [x, y] = [20, 0];
  return phases.map(phase => {
    const width = 62 + Math.ceil(PHASES[phase].length * 6.8);
    if (x + width > WIDTH - 10) {
      [x, y] = [20, y + LEGEND_ROW];
    }
    const place = { phase, x, y };
    x += width;
    return place;
  });
}
