/** What the command says when a rehearsal is over. Pure. */

import type { Fact } from './figures';
import { factsOf } from './figures';
import type { LogTail } from './function-log';
import type { Style } from './terminal';
import type { Column } from './text';
import { chopped, COLUMN_GAP, cut, duration, LINE_MAX, listed, minutes, moment, paragraph, table } from './text';
import { verdictOf } from './verdict';
import type { StackCommand } from '../rehearsal/cloudformation/stack-command';
import type { Report, ReportAccount, ReportError } from '../rehearsal/report';
import { AccountOutcome } from '../rehearsal/report';
import { withoutEmails } from '../src/contract';

/** What the report doesn't know. */
export interface SummaryInput {
  readonly report: Report;
  /** How long the rehearsal took, in real seconds. */
  readonly wallSeconds: number;
  /** Sentences about the world. */
  readonly assumptions: readonly string[];
  /** The state file, if there is one. */
  readonly stateFile?: string;
  /** Whether the organization was there before, from the state file. */
  readonly resumed: boolean;
  /** The report's file, if there is one. */
  readonly reportFile?: string;
  /** The page's file, if there is one. */
  readonly pageFile?: string;
  /** The file with what the functions logged, if there is one. */
  readonly logFile?: string;
  /** The end of the log of the function that failed an account, by its name, or another resource, by its logical id. */
  readonly tailOf: (stack: string, subject: string) => LogTail | undefined;
  readonly rollback: boolean;
  /** What was said of the values of parameters, as the CDK's command takes it. */
  readonly parameters: readonly string[];
  /** Of the CDK, which was rehearsed. */
  readonly command: StackCommand;
}

/** Names of accounts are cut to this in the table where there is no room for more. */
const NAME_MIN = 16;
/** A line of a log is cut to this: a message and where the stack trace begins. */
const LOG_TEXT_MAX = 290;
/** A cell without a value; a column of nothing else is left out. */
const NOTHING = '-';

/** The lines of the summary, none longer than LINE_MAX. */
export function summary(input: SummaryInput, style: Style): string[] {
  const { report } = input;
  const sections = [
    accountTable(report.accounts, style),
    figures(input, style),
    failures(input, style),
    denials(report),
    assumptions(input, style),
    outcome(input, style),
  ];
  return sections.filter(lines => lines.length > 0).flatMap((lines, index) => index === 0 ? lines : ['', ...lines]);
}

function accountTable(accounts: readonly ReportAccount[], style: Style): string[] {
  const column = (title: string, align: Column['align'], cell: (account: ReportAccount) => string, extra: Partial<Column> = {}): Column =>
    ({ title, align, cells: accounts.map(cell), ...extra });
  const facts = [
    column('Id', 'left', account => account.accountId ?? NOTHING),
    column('State', 'left', account => account.state, { style: (cell, row) => paint(accounts[row].state, style)(cell) }),
    column('Sandbox', 'left', account => account.sandboxStatus ?? NOTHING),
    column('At the gate', 'right', account => between(account.startedAt, account.requestedAt)),
    column('In the factory', 'right', account => between(account.requestedAt, account.availableAt)),
    column('In cleaning', 'right', account => between(account.cleaningAt, account.readyAt)),
    column('Attempts', 'right', account => account.attempts === 0 ? NOTHING : String(account.attempts)),
  ].filter(({ cells }) => cells.some(cell => cell !== NOTHING));
  const room = LINE_MAX - facts.reduce((sum, { title, cells }) => sum + COLUMN_GAP + Math.max(title.length, ...cells.map(cell => cell.length)), 0);
  const names = column('Account', 'left', account => cut(account.name, Math.max(NAME_MIN, room)));
  return accounts.length === 0 ? [] : table([names, ...facts], style.bold);
}

function between(from: number | null, to: number | null): string {
  return from === null || to === null || to < from ? NOTHING : minutes(to - from);
}

function paint(state: AccountOutcome, style: Style): (text: string) => string {
  switch (state) {
    case AccountOutcome.AVAILABLE: return style.good;
    case AccountOutcome.FAILED: return style.bad;
    case AccountOutcome.INTERRUPTED: return style.warn;
    case AccountOutcome.REGISTERING:
    case AccountOutcome.CREATING:
    case AccountOutcome.WAITING: return text => text;
  }
}

function figures({ report, wallSeconds, resumed, stateFile }: SummaryInput, style: Style): string[] {
  const entries: Fact[] = [
    ...(resumed ? [['Organization', `as the last rehearsal left it in ${stateFile}`] as Fact] : []),
    ...report.stacks.map((stack): Fact => [`Stack ${stack.name}`, stack.status]),
    ['Takes in AWS', `about ${duration(report.virtualSeconds)}`],
    ['Rehearsed in', `${wallSeconds.toFixed(1)} s, seed ${report.seed}`],
    ...factsOf(report),
  ];
  const width = Math.max(...entries.map(([name]) => name.length));
  return entries.flatMap(([name, text]) => paragraph(`${name.padEnd(width)}  `, text)).map(line => dimHead(line, width, style));
}

function dimHead(line: string, width: number, style: Style): string {
  return `${style.dim(line.slice(0, width))}${line.slice(width)}`;
}

/** Accounts that failed for the same reason are told once. */
function failures({ report, tailOf, logFile }: SummaryInput, style: Style): string[] {
  const groups = new Map<string, { subjects: string[]; error: ReportError; tail?: LogTail }>();
  const add = (stack: string, subject: string, error: ReportError) => {
    const key = JSON.stringify([error.code, error.what.replaceAll(subject, ''), error.fix.replaceAll(subject, ''), error.awsSays]);
    const group = groups.get(key);
    if (group) {
      group.subjects.push(subject);
    } else {
      groups.set(key, { subjects: [subject], error, tail: tailOf(stack, subject) });
    }
  };
  for (const stack of report.stacks) {
    for (const { logicalId, error } of stack.failures) {
      add(stack.name, logicalId, error);
    }
  }
  for (const account of report.accounts) {
    if (account.error) {
      add(account.stack, account.name, account.error);
    }
  }
  const unexplained = groups.size > 0 ? [] : report.stacks.filter(stack => stack.reason !== null && !/^(CREATE|UPDATE)_COMPLETE$/.test(stack.status));
  return [
    ...[...groups.values()].flatMap(({ subjects, error, tail }, index) => [
      ...(index === 0 ? [] : ['']),
      ...failure(subjects, error, style),
      ...(tail === undefined ? [] : endOfLog(tail, logFile)),
    ]),
    ...unexplained.flatMap(stack => paragraph(`${stack.name}: `, withoutEmails(stack.reason ?? ''))),
  ];
}

function failure(subjects: readonly string[], error: ReportError, style: Style): string[] {
  const safe = error.safeToDeployAgain === null ? 'not known' : error.safeToDeployAgain ? 'yes' : 'no, not before the fix';
  return [
    `${style.bad(error.code)}  ${cut(listed(subjects), 80)}`,
    ...paragraph('  What      ', withoutEmails(error.what)),
    ...(error.where === null ? [] : paragraph('  Account   ', withoutEmails(error.where))),
    ...paragraph('  Fix       ', withoutEmails(error.fix)),
    ...(error.awsSays === null ? [] : paragraph('  AWS says  ', withoutEmails(error.awsSays))),
    `  Deploying again is safe: ${safe}`,
  ];
}

/** What the function said before it failed, for whoever has to find out why. */
function endOfLog({ function: name, lines }: LogTail, logFile: string | undefined): string[] {
  const all = logFile === undefined ? 'with --log FILE all that the functions log is written' : `all that the functions logged is in ${logFile}`;
  const heading = lines.length === 0 ? `${name} has logged nothing` : `${name} ends with ${lines.length === 1 ? 'this line' : `these ${lines.length} lines`}`;
  return [
    ...paragraph('  Log       ', `${heading}; ${all}`),
    ...lines.flatMap(({ at, text }) => chopped(`${moment(at).padStart(11)}  `, cut(withoutEmails(text), LOG_TEXT_MAX))),
  ];
}

function denials(report: Report): string[] {
  return report.iam.denied.length === 0 ? [] : ['Denied, as no policy allows it:', ...report.iam.denied.map(line => cut(`  ${line}`, 110))];
}

function assumptions({ report, assumptions: sentences }: SummaryInput, style: Style): string[] {
  const all = [...sentences, ...report.assumed];
  return all.length === 0 ? [] : [style.dim('Assumed'), ...all.flatMap(sentence => paragraph('- ', sentence)).map(line => style.dim(line))];
}

function outcome({ report, stateFile, reportFile, pageFile, rollback, parameters, command }: SummaryInput, style: Style): string[] {
  const total = report.accounts.length;
  const { ok, sentence } = verdictOf(report, command);
  const told = [
    (ok ? style.good : style.bad)(sentence),
    ...(reportFile === undefined ? [] : [`The report is in ${reportFile}.`]),
    ...(pageFile === undefined ? [] : [`The page is in ${pageFile}.`]),
  ];
  if (command !== 'deploy') {
    return told;
  }
  if (ok) {
    return [...told, ...deployCommand(report.stacks.length, parameters)];
  }
  return [
    ...told,
    ...(rollback && total > 1 && report.accounts.some(({ error }) => error !== null) ? paragraph('', `With --no-rollback the other ${total === 2 ? 'account goes' : 'accounts go'} on when one fails; accounts that exist are kept either way.`) : []),
    ...paragraph('', stateFile === undefined
      ? 'With --state FILE the organization is kept, and the next rehearsal goes on from here.'
      : `The organization is kept in ${stateFile}: remove the cause, and rehearse again with the same command.`),
  ];
}

/** On one line where that is short enough to be read. Of several stacks the CDK's command wants to be told which ones. */
function deployCommand(stacks: number, parameters: readonly string[]): string[] {
  const parts = [`To deploy for real: npx cdk deploy${stacks > 1 ? ' --all' : ''} --no-rollback`, ...parameters.map(parameter => `--parameters ${/^[\w:=.,/@+-]*$/.test(parameter) ? parameter : `'${parameter.replaceAll("'", "'\\''")}'`}`)];
  const line = parts.join(' ');
  return line.length <= LINE_MAX ? [line] : parts.map((part, index) => `${index === 0 ? '' : '  '}${part}${index === parts.length - 1 ? '' : ' \\'}`);
}
