/** The relay of a run as a picture: the legs of each account, what the account goes through meanwhile, and who waits for whom. Pure. */

import type { Leg, RelayRun } from './relay-run';
import type { Scheme } from './terminal-picture';
import { LEGEND_ROW, placedLegend } from './timeline-picture';
import { line, patterns, percent, ruler, sample } from '../../cli/page/drawing';
import { SHAPES_STYLE, variables } from '../../cli/page/look';
import { markup, Markup } from '../../cli/page/markup';
import type { Phase } from '../../cli/page/timeline';
import { axisOf, barsOf, PHASES } from '../../cli/page/timeline';
import { duration } from '../../cli/text';
import { LAST_LEG, START_LEG } from '../../src/contract';

const WIDTH = 940;
const LEFT = 190;
const RIGHT = 30;
const TOP = 96;
const ROW = 22;
/** Between two accounts. */
const GAP = 20;

const STYLE = `text{font:13px system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif;fill:var(--fg)}
.title{font-size:19px;font-weight:650}.name{font-weight:600}.dim,svg svg text{fill:var(--dim)}svg svg{overflow:visible}svg svg .sign{fill:var(--c)}.grid{stroke:var(--grid)}
.leg{fill:var(--card);stroke:var(--dim)}.start{fill:var(--link);stroke:var(--link)}.next{stroke:var(--dim);fill:none}.turn{stroke:var(--link);fill:none;stroke-width:1.6;stroke-dasharray:4 3}.tip{fill:var(--link)}`;

/** What it shows, for who doesn't see it. */
export function relaySentences({ legs, report }: RelayRun): string {
  const minutes = (seconds: number) => `${(seconds / 60).toFixed(1)} min`;
  return report.accounts.map(({ name, readyAt }) =>
    `${name}: ${legsOf(legs, name).map(({ from, leg, to }) => `${leg} from ${minutes(from)} to ${minutes(to)}`).join(', ')}; Available after ${minutes(readyAt!)}.`).join(' ');
}

/** Of a run in which every account becomes Available. */
export function relayPicture(run: RelayRun, scheme: Scheme): string {
  const { legs, report } = run;
  const axis = axisOf(report);
  const way = WIDTH - LEFT - RIGHT;
  const x = (seconds: number) => Math.round((LEFT + way * seconds / axis.seconds) * 10) / 10;
  const text = (at: number, y: number, content: string, look = '') => markup`<text x="${at}" y="${y}"${new Markup(look && ` class="${look}"`)}>${content}</text>\n`;
  const placed = report.accounts.map((account, index) => {
    const own = legsOf(legs, account.name);
    return { account, own, top: TOP + index * ((own.length + 1) * ROW + GAP) };
  });
  const bottom = placed.at(-1)!.top + (placed.at(-1)!.own.length + 1) * ROW;
  const phases = new Set(report.accounts.flatMap(account => barsOf(account, axis).map(({ phase }) => phase)));
  const seen = (Object.keys(PHASES) as Phase[]).filter(phase => phases.has(phase));
  const rows = placed.map(({ account, own, top }, index) => [
    text(20, top + 15, account.name, 'name'),
    own.map((leg, at) => [
      text(100, top + at * ROW + 15, leg.leg, 'dim'),
      markup`<rect class="${leg.leg === START_LEG ? 'leg start' : 'leg'}" x="${x(leg.from)}" y="${top + at * ROW + 4}" width="${Math.max(2, x(leg.to) - x(leg.from))}" height="${ROW - 8}" rx="2"/>\n`,
      at === 0 ? undefined : markup`<path class="next" d="M${x(own[at - 1].to)} ${top + (at - 1) * ROW + ROW - 4}V${top + at * ROW + 4}"/>\n`,
    ]),
    text(100, top + own.length * ROW + 14, 'the account', 'dim'),
    markup`<svg x="${LEFT}" y="${top + own.length * ROW}" width="${way}" height="20">${line(barsOf(account, axis), account.steps, axis)}</svg>\n`,
    index === 0 ? undefined : turn(x(legsOf(legs, placed[index - 1].account.name)[0].to), placed[index - 1].top + ROW - 4, top + 4),
  ]);
  const grid = axis.ticks.map(tick => markup`<line class="grid" x1="${percent(tick, axis)}" x2="${percent(tick, axis)}" y1="0" y2="${bottom - TOP}"/>`);
  const legend = placedLegend(seen);
  const height = bottom + legend.at(-1)!.y + LEGEND_ROW + 42;
  return `${markup`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="t d">
<title id="t">The relay of ${report.accounts.length} accounts at ${report.factory.slots} slots</title>
<desc id="d">${relaySentences(run)}</desc>
<style>${new Markup(variables(scheme === 'light' ? 0 : 1) + SHAPES_STYLE + STYLE)}</style>
<rect x=".5" y=".5" width="${WIDTH - 1}" height="${height - 1}" rx="9" fill="var(--bg)" stroke="var(--rule)"/>
${patterns()}
${text(20, 34, `The relay of ${report.accounts.length} accounts at ${report.factory.slots} slots`, 'title')}${text(20, 58, `The dashed line is the turn: an account's ${START_LEG} begins when that of the one before has ended. All of it took ${duration(report.virtualSeconds)}.`, 'dim')}
<svg x="${LEFT}" y="${TOP - 14}" width="${way}" height="20">${ruler(axis)}</svg>
<svg x="${LEFT}" y="${TOP}" width="${way}" height="${height}">${grid}</svg>
${rows}
${legend.map(({ phase, x: at, y }) => markup`<svg x="${at}" y="${bottom + y + 30}" width="${WIDTH}" height="20">${sample(phase)}<text x="40" y="13" class="dim">${PHASES[phase]}</text></svg>\n`)}</svg>`.text}\n`;
}

/** In the order of the relay. */
function legsOf(legs: readonly Leg[], account: string): Leg[] {
  const place = ({ leg }: Leg) => (leg === START_LEG ? 0 : leg === LAST_LEG ? Infinity : Number(leg.slice(3)));
  return legs.filter(leg => leg.account === account).sort((one, other) => place(one) - place(other));
}

function turn(x: number, from: number, to: number): Markup {
  return markup`<path class="turn" d="M${x} ${from}V${to - 6}"/><path class="tip" d="M${x - 4} ${to - 7}h8l-4 7z"/>\n`;
}
