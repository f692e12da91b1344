/** The week of examples/elastic as a picture: what the accounts of the pool are doing, and how large it is; below it the day of the workshop, wider. Pure. */

import type { Scheme } from './terminal-picture';
import type { Count, Week } from './week';
import { beginOf, DAYS, dayAndTime, figuresOf } from './week';
import { patterns } from '../../cli/page/drawing';
import { SHAPES_STYLE, variables } from '../../cli/page/look';
import type { Content } from '../../cli/page/markup';
import { markup, Markup } from '../../cli/page/markup';

const WIDTH = 940;
const LEFT = 60;
const WAY = WIDTH - LEFT - 30;
const PANEL = 200;
/** Of the top of the first panel, and of the second. */
const [TOP, BELOW] = [100, 378];
const HEIGHT = 660;
/** Accounts between two lines of the grid. */
const GRID = 4;

const STYLE = `text{font:13px system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif;fill:var(--fg)}
.title{font-size:19px;font-weight:650}.name{font-weight:600}.dim{fill:var(--dim)}.grid{stroke:var(--grid)}.none{fill:var(--failed);font-weight:700}
.leased{fill:var(--used)}.cleaned{fill:url(#p-cleaning)}.free{fill:var(--ready);opacity:.5}.size{stroke:var(--fg);stroke-width:1.6;fill:none}`;

/** Part of the week, and where it is drawn. */
interface Panel {
  readonly from: number;
  readonly to: number;
  readonly top: number;
  readonly most: number;
}

/** What it shows, for who doesn't see it. */
export function weekSentences(week: Week): string {
  const when = (at: number) => `${DAYS[dayAndTime(at).day]}, ${dayAndTime(at).time}`;
  return [
    ...week.requests.map(({ asked, at, met }) => ({ at, said: `${asked} asked for, ${met} met` })),
    ...week.growths.map(({ at, from, to, until }) => ({ at, said: `the pool begins to grow from ${from} to ${to}${until === null ? '' : `, and is there ${until - at} min later`}` })),
  ].sort((one, other) => one.at - other.at).map(({ at, said }) => `${when(at)}: ${said}.`).join(' ');
}

/** In light or dark. */
export function weekPicture(week: Week, scheme: Scheme): string {
  const { asked, made, met } = figuresOf(week);
  const size = week.initial + made;
  const most = Math.ceil((size + 1) / GRID) * GRID;
  const busiest = beginOf(busiestDay(week));
  const whole = { from: 0, to: beginOf(DAYS.length), top: TOP, most };
  const day = { from: busiest + 8 * 60, to: busiest + 19 * 60, top: BELOW, most };
  const legend = [['leased', 'leased'], ['cleaned', 'being cleaned'], ['free', 'Available']] as const;
  return `${markup`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="t d">
<title id="t">A week of a workshop: ${met} of ${asked} leases find an account, and the pool grows from ${week.initial} to ${size}</title>
<desc id="d">${weekSentences(week)}</desc>
<style>${new Markup(variables(scheme === 'light' ? 0 : 1) + SHAPES_STYLE + STYLE)}</style>
<rect x=".5" y=".5" width="${WIDTH - 1}" height="${HEIGHT - 1}" rx="9" fill="var(--bg)" stroke="var(--rule)"/>
${patterns()}
${text(20, 34, `${met} of ${asked} leases find an account; the pool grows from ${week.initial} to ${size}`, 'title')}${text(20, 58, 'Accounts of the pool, over the week', 'dim')}
${frame(whole, Array.from(DAYS, (name, index) => [Math.max(0, beginOf(index)), name]))}
${areas(week, whole)}
${text(20, BELOW - 32, DAYS[busiestDay(week)], 'name')}
${frame(day, Array.from({ length: 11 }, (_, index) => [day.from + index * 60, `${index + 8}:00`]))}
${areas(week, day)}
${week.requests.filter(request => request.at > day.from && request.at < day.to && request.met < request.asked)
  .map(request => text(x(request.at, day) + 4, day.top + 15, `✕ ${request.asked - request.met} find none`, 'none'))}
${legend.map(([look, said], index) => [markup`<rect class="${look}" x="${20 + index * 150}" y="${HEIGHT - 38}" width="34" height="14"/>\n`, text(62 + index * 150, HEIGHT - 26, said, 'dim')])}
<path class="size" d="M${20 + 3 * 150} ${HEIGHT - 31}h34"/>
${text(62 + 3 * 150, HEIGHT - 26, 'size of the pool; below the line, accounts are on their way', 'dim')}
</svg>`.text}\n`;
}

/** The day on which most leases are asked for. */
function busiestDay(week: Week): number {
  const asked = DAYS.map((_, day) => figuresOf(week, day, day + 1).asked);
  return asked.indexOf(Math.max(...asked));
}

function text(at: number, y: number, content: string, look: string): Content {
  return markup`<text x="${at}" y="${y}" class="${look}">${content}</text>\n`;
}

const rounded = (number: number) => Math.round(number * 10) / 10;
const x = (at: number, { from, to }: Panel) => rounded(LEFT + WAY * (Math.min(Math.max(at, from), to) - from) / (to - from));
const y = (accounts: number, { most, top }: Panel) => rounded(top + PANEL * (1 - accounts / most));

function frame(panel: Panel, ticks: readonly (readonly [number, string])[]): Content {
  const levels = Array.from({ length: panel.most / GRID + 1 }, (_, index) => index * GRID);
  return [
    levels.map(level => [
      markup`<line class="grid" x1="${LEFT}" x2="${LEFT + WAY}" y1="${y(level, panel)}" y2="${y(level, panel)}"/>\n`,
      text(LEFT - (level < 10 ? 16 : 24), y(level, panel) + 4, String(level), 'dim'),
    ]),
    ticks.map(([at, said]) => [
      markup`<line class="grid" x1="${x(at, panel)}" x2="${x(at, panel)}" y1="${panel.top}" y2="${panel.top + PANEL + 6}"/>\n`,
      text(x(at, panel), panel.top + PANEL + 20, said, 'dim'),
    ]),
  ];
}

/** What the accounts are doing, one upon the other, and the line of the size. */
function areas({ counts, growths, initial }: Week, panel: Panel): Content {
  // What it was when the panel begins, what it becomes, and what it is when the panel ends.
  const steps = [
    ...counts.filter(({ at }) => at <= panel.from).slice(-1).map(count => ({ ...count, at: panel.from })),
    ...counts.filter(({ at }) => at > panel.from && at < panel.to),
  ];
  const area = (look: string, low: (count: Count) => number, high: (count: Count) => number) => {
    const ends = steps.map((_, index) => steps[index + 1]?.at ?? panel.to);
    const edge = (level: (count: Count) => number) =>
      steps.flatMap((count, index) => [count.at, ends[index]].map(at => [x(at, panel), y(level(count), panel)]));
    return markup`<path class="${look}" d="M${[...edge(high), ...edge(low).reverse()].map(point => point.join(' ')).join('L')}Z"/>\n`;
  };
  const line = growths.map(({ at, to }) => `H${x(at, panel)}V${y(to, panel)}`).join('');
  return [
    area('leased', () => 0, ({ leased }) => leased),
    area('cleaned', ({ leased }) => leased, ({ cleaned, leased }) => leased + cleaned),
    area('free', ({ cleaned, leased }) => leased + cleaned, ({ available, cleaned, leased }) => available + leased + cleaned),
    markup`<path class="size" d="M${LEFT} ${y(sizeAt({ growths, initial }, panel.from), panel)}${line}H${LEFT + WAY}"/>\n`,
  ];
}

function sizeAt({ growths, initial }: Pick<Week, 'growths' | 'initial'>, at: number): number {
  return growths.filter(growth => growth.at <= at).at(-1)?.to ?? initial;
}
