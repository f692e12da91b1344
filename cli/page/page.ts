/**
 * A rehearsal as one page: a pure function of its report.
 *
 * The page needs nothing but itself: its policy forbids it to ask any network for anything, and its style and its script are named by their hashes. Without
 * the script it can do all but filter. The timeline is a table, so that it can be read line by line; each line opens on its steps in words.
 */

import { createHash } from 'node:crypto';
import { line, marks, patterns, ruler, sample, slots, span } from './drawing';
import type { FailureGroup } from './failures';
import { failureGroups } from './failures';
import { SCRIPT, style } from './look';
import type { Content } from './markup';
import { Markup, markup } from './markup';
import type { Axis, Bar, Phase } from './timeline';
import { axisOf, barsOf, PHASES, slotBars, slotSeconds } from './timeline';
import type { StackCommand } from '../../rehearsal/cloudformation/stack-command';
import type { Report, ReportAccount } from '../../rehearsal/report';
import { AccountOutcome } from '../../rehearsal/report';
import type { Fact } from '../figures';
import { factsOf } from '../figures';
import { STEPS } from '../progress/steps';
import { count, duration, minutes, moment } from '../text';
import { verdictOf } from '../verdict';

/** What the page is made of. */
export interface PageInput {
  readonly report: Report;
  /** Sentences about the world that the report doesn't know. */
  readonly assumptions: readonly string[];
  /** Of the CDK, which was rehearsed. */
  readonly command: StackCommand;
}

const SUBJECTS: Readonly<Record<StackCommand, string>> = { deploy: 'a deployment', rollback: 'a rollback', destroy: 'a deletion' };
/** Columns of the timeline. */
const COLUMNS = 5;

/** The page as it is written to a file. */
export function page(input: PageInput): string {
  const { report } = input;
  const axis = axisOf(report);
  const css = style(axis);
  const { ok, sentence } = verdictOf(report, input.command);
  const groups = failureGroups(report);
  return `${markup`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${hash(css)}'; script-src '${hash(SCRIPT)}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Rehearsal: ${sentence}</title>
<style>${new Markup(css)}</style>
</head>
<body>
${patterns()}
<header>
<p class="kicker">Rehearsal of ${SUBJECTS[input.command]}</p>
<h1 class="${ok ? 'ok' : 'bad'}"><b aria-hidden="true">${ok ? '✓' : '✕'}</b>${sentence}</h1>
<dl class="facts">${facts(report).map(([name, text]) => markup`<div><dt>${name}</dt><dd>${text}</dd></div>`)}</dl>
<nav aria-label="On this page"><a href="#timeline">Timeline</a>${groups.length === 0 ? undefined : markup`<a href="#failures">Failures</a>`}<a href="#slots">Slots</a><a href="#assumed">Assumed</a></nav>
</header>
<main>
${timeline(report, axis)}
${failures(groups, report)}
${slotTable(report, axis)}
${assumed(input)}
</main>
<footer>Made by account-robot rehearse, with seed ${report.seed}. Nothing of it happened in AWS. Times are minutes of the rehearsed deployment; of e-mail addresses only domains are shown.</footer>
<script>${new Markup(SCRIPT)}</script>
</body>
</html>`.text}\n`;
}

function facts(report: Report): Fact[] {
  return [
    ['Takes in AWS', `about ${duration(report.virtualSeconds)}`],
    ...report.stacks.map(({ name, status }): Fact => [`Stack ${name}`, status]),
    ...factsOf(report),
  ];
}

function timeline(report: Report, axis: Axis): Markup {
  const { accounts } = report;
  return markup`<section id="timeline" aria-labelledby="timeline-h">
<h2 id="timeline-h">Timeline</h2>
<p class="v">What the bars mean:</p>
<ul class="legend">${(Object.keys(PHASES) as Phase[]).map(phase => markup`<li>${sample(phase)}${PHASES[phase]}</li>`)}</ul>
${accounts.length === 0 ? undefined : markup`<div class="tools" hidden="hidden"><label>Find <input type="search" placeholder="name or state"></label><label><input type="checkbox"> only those that are not AVAILABLE</label><span class="dim" role="status"></span></div>`}
<table class="chart" role="table">
<caption class="v">What each account was at, minute by minute. A line opens on its steps in words.</caption>
<thead role="rowgroup"><tr role="row">${['Account', 'State'].map((name, index) => head(name, 'ns'[index]))}<th class="t" scope="col" role="columnheader"><span class="v">Way, by minutes of the deployment</span>${ruler(axis)}</th>${['Done after', 'Attempts'].map((name, index) => head(name, 'da'[index]))}</tr></thead>
${organization(report, axis)}
${report.stacks.map(({ name, status }) => markup`<tbody role="rowgroup"><tr role="row"><th class="g" colspan="${COLUMNS}" scope="rowgroup" role="rowheader">Stack ${name}: ${status}</th></tr>
${accounts.map((account, index) => (account.stack === name ? row(account, index, axis) : undefined))}</tbody>`)}
</table>
</section>`;
}

function head(name: string, column: string): Markup {
  return markup`<th class="${column}" scope="col" role="columnheader">${name}</th>`;
}

/** A line of the table. */
function cells(attributes: Markup | undefined, name: Content, state: Content, stateClass: string, way: Content, done: Content = '', attempts: Content = ''): Markup {
  return markup`<tr role="row"${attributes}><th class="n" scope="row" role="rowheader">${name}</th><td class="s ${stateClass}" role="cell">${state}</td><td class="t" role="cell">${way}</td><td class="d" role="cell">${done}</td><td class="a" role="cell">${attempts}</td></tr>
`;
}

/** What concerns all accounts: the slots, and the faults of the world. */
function organization({ factory, faults }: Report, axis: Axis): Markup {
  const used = factory.peakOperations === 0 ? undefined
    : cells(undefined, 'Slots of the factory', `${factory.peakOperations} of ${factory.slots} at the peak`, '', slots(slotBars(factory, axis), factory.slots, axis));
  return markup`<tbody role="rowgroup">${used}${faults.map(({ fault, times, firstAt, lastAt }) => {
    const { kind, ...others } = fault;
    const when = firstAt === null || lastAt === null ? 'never' : firstAt === lastAt ? `at ${moment(firstAt)}` : span(firstAt, lastAt);
    const told = [
      markup`<li><time>${when}</time><span>${times === 0 ? 'it never happened' : `it happened ${count(times, 'time')}`}</span></li>`,
      ...Object.entries(others).map(([key, value]) => markup`<li><time></time><span>${key}: ${String(value)}</span></li>`),
    ];
    return cells(undefined, markup`<span class="dim">Fault</span> ${kind}`, times === 0 ? 'never' : count(times, 'time'), '',
      opening(markup`${kind}${'account' in fault && fault.account !== undefined ? ` for ${fault.account}` : undefined}: ${when}`, marks(firstAt, lastAt, axis), told));
  })}</tbody>`;
}

const SIGNS: Readonly<Record<AccountOutcome, string>> = {
  [AccountOutcome.AVAILABLE]: '✓',
  [AccountOutcome.FAILED]: '✕',
  [AccountOutcome.INTERRUPTED]: '!',
  [AccountOutcome.REGISTERING]: '…',
  [AccountOutcome.CREATING]: '…',
  [AccountOutcome.WAITING]: '–',
};

function row(account: ReportAccount, index: number, axis: Axis): Markup {
  const bars = barsOf(account, axis);
  const told = [
    ...account.steps.map(({ at, step, says }) => markup`<li><time>${moment(at)}</time><span>${STEPS[step].text}${says === null ? undefined : `: ${says}`}</span></li>`),
    ...(account.error === null ? [] : [markup`<li><time></time><span><code>${account.error.code}</code> ${account.error.what} <a href="#failures">What to do</a></span></li>`]),
    markup`<li><time></time><span class="dim">${account.accountId === null ? 'no account' : `account ${account.accountId}`}${account.organizationalUnit === null ? undefined : `, in ${account.organizationalUnit}`}${account.sandboxStatus === null ? undefined : `, ${account.sandboxStatus} in Innovation Sandbox`}</span></li>`,
  ];
  const state = markup`<i aria-hidden="true">${SIGNS[account.state]}</i>${account.state}`;
  return cells(markup` id="a${index}"`, account.name, state, account.state, opening(inWords(bars), line(bars, account.steps, axis), told),
    account.readyAt === null ? '' : duration(account.readyAt), account.attempts === 0 ? '' : account.attempts);
}

/** A line that opens on what it shows. `words` are what it is called. */
function opening(words: Content, picture: Markup, told: readonly Markup[]): Markup {
  return markup`<details><summary><span class="v">${words}</span>${picture}</summary><ol>${told}</ol></details>`;
}

/** 'waits for a slot 3 to 5 min, in the factory 5 to 21 min'. */
function inWords(bars: readonly Bar[]): string {
  return bars.map(({ phase, from, to }, index) => (index === bars.length - 1 ? `${PHASES[phase]} from ${moment(from)} on` : `${PHASES[phase]} ${span(from, to)}`)).join(', ');
}

function failures(groups: readonly FailureGroup[], { stacks }: Report): Markup | undefined {
  const unexplained = groups.length > 0 ? [] : stacks.filter(({ status, reason }) => reason !== null && !/^(CREATE|UPDATE)_COMPLETE$/.test(status));
  if (groups.length + unexplained.length === 0) {
    return undefined;
  }
  return markup`<section id="failures" aria-labelledby="failures-h">
<h2 id="failures-h">Failures</h2>
${groups.map(({ code, fix, failed }) => markup`<article class="failure">
<h3><code>${code}</code> ${failed.length === 1 ? undefined : `${failed.length} times`}</h3>
${fix === undefined ? undefined : markup`<p><b>Fix:</b> ${fix}</p>`}
<ul>${failed.map(({ subject, index, error }) => markup`<li><b>${index === undefined ? subject : markup`<a href="#a${index}">${subject}</a>`}</b>
<p>${error.what}</p>
${error.where === null ? undefined : markup`<p><b>Account:</b> ${error.where}</p>`}
${fix === undefined ? markup`<p><b>Fix:</b> ${error.fix}</p>` : undefined}
${error.awsSays === null ? undefined : markup`<p><b>AWS says:</b> ${error.awsSays}</p>`}
<p class="dim">Deploying again is safe: ${error.safeToDeployAgain === null ? 'not known' : error.safeToDeployAgain ? 'yes' : 'no, not before the fix'}</p></li>`)}</ul>
</article>`)}
${unexplained.map(({ name, reason }) => markup`<article class="failure"><h3>Stack ${name}</h3><p>${reason ?? ''}</p></article>`)}
</section>`;
}

function slotTable({ factory }: Report, axis: Axis): Markup {
  const rows = slotSeconds(slotBars(factory, axis));
  return markup`<section id="slots" aria-labelledby="slots-h">
<h2 id="slots-h">Slots</h2>
<p>The factory carries out ${count(factory.slots, 'operation')} at a time, whoever asks for them. From the first request to the last account that became AVAILABLE, ${Math.round(factory.utilisation * 100)} % of that time was used.</p>
<table class="times"><thead><tr><th scope="col">Slots in use</th><th scope="col">For</th></tr></thead><tbody>${rows.map(({ used, seconds }) => markup`<tr><th scope="row">${used}</th><td>${minutes(seconds)}</td></tr>`)}</tbody></table>
</section>`;
}

function assumed({ report, assumptions }: PageInput): Markup {
  const all = [...assumptions, ...report.assumed];
  const denied = report.iam.denied;
  return markup`<section id="assumed" aria-labelledby="assumed-h">
<h2 id="assumed-h">Assumed</h2>
${all.length === 0 ? markup`<p>Nothing.</p>` : markup`<ul>${all.map(sentence => markup`<li>${sentence}</li>`)}</ul>`}
${denied.length === 0 ? undefined : markup`<h3>Denied, as no policy allows it</h3><ul>${denied.map(entry => markup`<li><code>${entry}</code></li>`)}</ul>`}
</section>`;
}

function hash(text: string): Markup {
  return new Markup(`sha256-${createHash('sha256').update(text).digest('base64')}`);
}
