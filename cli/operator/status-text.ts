/** A status as text. Pure. */

import { slotWords, stackWords, stepWords, totalWords } from './status-words';
import type { PoolStatus, StatusAccount } from '../../core/operator/status/model';
import type { ReportError } from '../../src/contract';
import { withoutEmails } from '../../src/contract';
import { paint } from '../progress/frame';
import type { Style } from '../terminal';
import type { Column } from '../text';
import { COLUMN_GAP, cut, LINE_MAX, listed, paragraph, table } from '../text';

const NOTHING = '-';
const NAME_MIN = 16;

/** The lines, none longer than LINE_MAX. */
export function statusText(status: PoolStatus, style: Style): string[] {
  const { takenAt, organizationId, accountId, region, stacks, accounts } = status;
  const sections = [
    paragraph('', `Organization ${organizationId ?? 'unknown'}, read by account ${accountId} in ${region} at ${takenAt}`),
    stacks.flatMap(stack => paragraph(`Stack ${stack.name}: `, stackWords(stack))),
    accountTable(accounts, style),
    paragraph('Slots: ', slotWords(status)),
    decayed(accounts, style),
    failures(accounts, style),
    [style.bold(totalWords(status))],
  ];
  return sections.filter(lines => lines.length > 0).flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
}

function accountTable(accounts: readonly StatusAccount[], style: Style): string[] {
  if (accounts.length === 0) {
    return [];
  }
  const column = (title: string, align: Column['align'], cell: (account: StatusAccount) => string | null, extra: Partial<Column> = {}): Column =>
    ({ title, align, cells: accounts.map(account => cell(account) ?? NOTHING), ...extra });
  const facts = [
    column('Id', 'left', ({ accountId }) => accountId),
    column('State', 'left', stepWords, { style: (cell, row) => shade(accounts[row], style)(cell) }),
    column('Minutes', 'right', ({ minutes }) => (minutes === null ? null : String(minutes))),
    column('Unit', 'left', ({ unit }) => unit === null ? null : cut(unit, NAME_MIN)),
    column('Sandbox', 'left', ({ sandboxStatus }) => sandboxStatus),
  ].filter(({ cells }) => cells.some(cell => cell !== NOTHING));
  const room = LINE_MAX - facts.reduce((sum, { title, cells }) => sum + COLUMN_GAP + Math.max(title.length, ...cells.map(cell => cell.length)), 0);
  return table([column('Account', 'left', ({ name }) => cut(name, Math.max(NAME_MIN, room))), ...facts], style.bold);
}

function shade({ step, decay }: StatusAccount, style: Style): (text: string) => string {
  return decay.length > 0 ? style.bad : paint(step, style);
}

function decayed(accounts: readonly StatusAccount[], style: Style): string[] {
  return accounts.flatMap(({ name, decay }) => decay.flatMap(({ what, fix }) => [
    ...paragraph(`${style.bad('Not as deployed')}  ${name}: `, withoutEmails(what)),
    ...paragraph('  Fix       ', withoutEmails(fix)),
  ]));
}

/** Accounts that failed for the same reason are told once. */
function failures(accounts: readonly StatusAccount[], style: Style): string[] {
  const groups = new Map<string, { names: string[]; error: ReportError }>();
  for (const { name, error } of accounts) {
    if (error !== null) {
      const key = JSON.stringify([error.code, error.what.replaceAll(name, ''), error.fix.replaceAll(name, ''), error.awsSays]);
      const group = groups.get(key);
      if (group) {
        group.names.push(name);
      } else {
        groups.set(key, { names: [name], error });
      }
    }
  }
  return [
    ...[...groups.values()].flatMap(({ names, error }, index) => [...(index === 0 ? [] : ['']), ...failure(names, error, style)]),
    ...accounts.flatMap(({ name, error, says }) => (error !== null || says === null ? [] : paragraph(`${name} is tried again: `, `AWS said: ${withoutEmails(says)}`))),
  ];
}

function failure(names: readonly string[], error: ReportError, style: Style): string[] {
  const safe = error.safeToDeployAgain === null ? 'not known' : error.safeToDeployAgain ? 'yes' : 'no, not before the fix';
  return [
    `${style.bad(error.code)}  ${cut(listed(names), 80)}`,
    ...paragraph('  What      ', withoutEmails(error.what)),
    ...(error.where === null ? [] : paragraph('  Account   ', withoutEmails(error.where))),
    ...paragraph('  Fix       ', withoutEmails(error.fix)),
    ...(error.awsSays === null ? [] : paragraph('  AWS says  ', withoutEmails(error.awsSays))),
    `  Deploying again is safe: ${safe}`,
  ];
}
