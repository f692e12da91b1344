/**
 * A rehearsal as one page: a pure function of its report.
 *
 * The page needs nothing but itself: its policy forbids it to ask any network for anything, and its style and its script are named by their hashes. Without
 * the script it can do all but filter. The timeline is a table, so that it can be read line by line; each line opens on its steps in words.
 */

import { documentText } from './document';
import { marks, slots, span } from './drawing';
import { failureGroups } from './failures';
import { failuresSection } from './failures-section';
import type { Markup } from './markup';
import { markup } from './markup';
import type { Axis } from './timeline';
import { axisOf, slotBars, slotSeconds } from './timeline';
import { cells, opening, timelineSection } from './timeline-section';
import type { StackCommand } from '../../rehearsal/cloudformation/stack-command';
import type { Report } from '../../rehearsal/report';
import type { Fact } from '../figures';
import { factsOf } from '../figures';
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
/** The page as it is written to a file. */
export function page(input: PageInput): string {
  const { report } = input;
  const axis = axisOf(report);
  const { ok, sentence } = verdictOf(report, input.command);
  const groups = failureGroups(report);
  return documentText({
    title: `Rehearsal: ${sentence}`,
    kicker: `Rehearsal of ${SUBJECTS[input.command]}`,
    sentence,
    ok,
    facts: facts(report),
    links: [['timeline', 'Timeline'], ...(groups.length === 0 ? [] : [['failures', 'Failures'] as const]), ['slots', 'Slots'], ['assumed', 'Assumed']],
    sections: [
      timelineSection({ ...report, above: organization(report, axis) }, axis),
      failuresSection(groups, report.stacks),
      slotTable(report, axis),
      assumed(input),
    ],
    footer: `Made by account-robot rehearse, with seed ${report.seed}. Nothing of it happened in AWS. Times are minutes of the rehearsed deployment; of e-mail addresses only domains are shown.`,
  }, axis);
}

function facts(report: Report): Fact[] {
  return [
    ['Takes in AWS', `about ${duration(report.virtualSeconds)}`],
    ...report.stacks.map(({ name, status }): Fact => [`Stack ${name}`, status]),
    ...factsOf(report),
  ];
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
