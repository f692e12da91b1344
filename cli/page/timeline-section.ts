/** The timeline of a page: a table with a line for each account, which opens on its steps in words. Pure. */

import { line, ruler, sample, span } from './drawing';
import type { Content, Markup } from './markup';
import { markup } from './markup';
import type { Axis, Bar, LineStep, Phase } from './timeline';
import { barsOf, PHASES } from './timeline';
import { AccountOutcome } from '../../rehearsal/report';
import type { ReportError } from '../../src/contract';
import { SHOWN } from '../progress/steps';
import { duration, moment } from '../text';

/** What a line shows of an account: a row of a rehearsal's report has it all. Times are seconds since the axis begins. */
export interface LineAccount {
  readonly name: string;
  readonly stack: string;
  readonly state: AccountOutcome;
  /** In place of the state's own name. */
  readonly words?: string;
  readonly accountId: string | null;
  readonly organizationalUnit: string | null;
  readonly sandboxStatus: string | null;
  readonly error: ReportError | null;
  readonly steps: readonly LineStep[];
  readonly readyAt: number | null;
  readonly attempts: number;
  /** What is told of it besides. */
  readonly notes?: readonly string[];
}

export interface TimelineInput {
  readonly accounts: readonly LineAccount[];
  readonly stacks: readonly { readonly name: string; readonly status: string }[];
  readonly above?: Markup;
}

/** Columns of the timeline. */
const COLUMNS = 5;

/** The section with a line for each account. `above`: lines for what concerns all accounts. */
export function timelineSection({ accounts, stacks, above }: TimelineInput, axis: Axis): Markup {
  return markup`<section id="timeline" aria-labelledby="timeline-h">
<h2 id="timeline-h">Timeline</h2>
<p class="v">What the bars mean:</p>
<ul class="legend">${(Object.keys(PHASES) as Phase[]).map(phase => markup`<li>${sample(phase)}${PHASES[phase]}</li>`)}</ul>
${accounts.length === 0 ? undefined : markup`<div class="tools" hidden="hidden"><label>Find <input type="search" placeholder="name or state"></label><label><input type="checkbox"> only those that are not AVAILABLE</label><span class="dim" role="status"></span></div>`}
<table class="${accounts.some(({ words }) => words !== undefined) ? 'chart words' : 'chart'}" role="table">
<caption class="v">What each account was at, minute by minute. A line opens on its steps in words.</caption>
<thead role="rowgroup"><tr role="row">${['Account', 'State'].map((name, index) => head(name, 'ns'[index]))}<th class="t" scope="col" role="columnheader"><span class="v">Way, by minutes of the deployment</span>${ruler(axis)}</th>${['Done after', 'Attempts'].map((name, index) => head(name, 'da'[index]))}</tr></thead>
${above}
${stacks.map(({ name, status }) => markup`<tbody role="rowgroup"><tr role="row"><th class="g" colspan="${COLUMNS}" scope="rowgroup" role="rowheader">Stack ${name}: ${status}</th></tr>
${accounts.map((account, index) => (account.stack === name ? row(account, index, axis) : undefined))}</tbody>`)}
</table>
</section>`;
}

function head(name: string, column: string): Markup {
  return markup`<th class="${column}" scope="col" role="columnheader">${name}</th>`;
}

/** A line of the table. */
export function cells(attributes: Markup | undefined, name: Content, state: Content, stateClass: string, way: Content, done: Content = '', attempts: Content = ''): Markup {
  return markup`<tr role="row"${attributes}><th class="n" scope="row" role="rowheader">${name}</th><td class="s ${stateClass}" role="cell">${state}</td><td class="t" role="cell">${way}</td><td class="d" role="cell">${done}</td><td class="a" role="cell">${attempts}</td></tr>
`;
}

const SIGNS: Readonly<Record<AccountOutcome, string>> = {
  [AccountOutcome.AVAILABLE]: '✓',
  [AccountOutcome.FAILED]: '✕',
  [AccountOutcome.INTERRUPTED]: '!',
  [AccountOutcome.REGISTERING]: '…',
  [AccountOutcome.CREATING]: '…',
  [AccountOutcome.WAITING]: '–',
};

function row(account: LineAccount, index: number, axis: Axis): Markup {
  const bars = barsOf(account, axis);
  const told = [
    ...account.steps.map(({ at, step, says }) => markup`<li><time>${moment(at)}</time><span>${SHOWN[step].text}${says === null ? undefined : `: ${says}`}</span></li>`),
    ...(account.error === null ? [] : [markup`<li><time></time><span><code>${account.error.code}</code> ${account.error.what} <a href="#failures">What to do</a></span></li>`]),
    markup`<li><time></time><span class="dim">${account.accountId === null ? 'no account' : `account ${account.accountId}`}${account.organizationalUnit === null ? undefined : `, in ${account.organizationalUnit}`}${account.sandboxStatus === null ? undefined : `, ${account.sandboxStatus} in Innovation Sandbox`}</span></li>`,
    ...(account.notes ?? []).map(note => markup`<li><time></time><span>${note}</span></li>`),
  ];
  const state = markup`<i aria-hidden="true">${SIGNS[account.state]}</i>${account.words ?? account.state}`;
  return cells(markup` id="a${index}"`, account.name, state, account.state, opening(inWords(bars), line(bars, account.steps, axis), told),
    account.readyAt === null ? '' : duration(account.readyAt), account.attempts === 0 ? '' : account.attempts);
}

/** A line that opens on what it shows. `words` are what it is called. */
export function opening(words: Content, picture: Markup, told: readonly Markup[]): Markup {
  return markup`<details><summary><span class="v">${words}</span>${picture}</summary><ol>${told}</ol></details>`;
}

/** 'waits for a slot 3 to 5 min, in the factory 5 to 21 min'. */
function inWords(bars: readonly Bar[]): string {
  return bars.map(({ phase, from, to }, index) => (index === bars.length - 1 ? `${PHASES[phase]} from ${moment(from)} on` : `${PHASES[phase]} ${span(from, to)}`)).join(', ');
}
