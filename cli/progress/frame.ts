/** The live view of a rehearsal: a line per account. Pure. */

import type { AccountProgress, ProgressView, ShownStep } from './steps';
import { SHOWN } from './steps';
import type { Style } from '../terminal';
import { count, cut, minutes, moment } from '../text';

/** Names are cut to this. */
const NAME_MAX = 40;
/** Lines that are not an account's: the heading, the empty line below it, and the line for those not shown. */
const OTHER_LINES = 4;

/** A silence is worth a word from so many real seconds on. */
const SILENCE_SECONDS = 3;

/** The lines to show now, never more than fit on the terminal. `silence`: real seconds since anything was heard. */
export function frame(view: ProgressView, size: Size, style: Style, silence = 0): string[] {
  const still = silence < SILENCE_SECONDS ? '' : `, still working after ${Math.floor(silence)} s without news`;
  return framed(`Rehearsing: ${moment(view.now)} of the deployment${still}`, view, size, style);
}

/** How much there is room for. */
export interface Size {
  readonly rows: number;
  readonly columns: number;
}

/** The same below any heading, and above lines that are shown whatever there is. */
export function framed(heading: string, view: ProgressView<ShownStep>, size: Size, style: Style, below: readonly string[] = []): string[] {
  const room = Math.max(3, size.rows - OTHER_LINES - below.length);
  const shown = view.accounts.length <= room ? view.accounts : mostInteresting(view.accounts, room);
  const hidden = view.accounts.filter(account => !shown.includes(account));
  const width = Math.min(NAME_MAX, Math.max(0, ...shown.map(account => account.name.length)));
  const stacks = Object.entries(view.stacks).filter(([, status]) => status.endsWith('_IN_PROGRESS')).map(([name, status]) => `${name} ${status}`);
  const status = cut(stacks.join(', '), Math.max(0, size.columns - heading.length - 3));
  return [
    `${style.bold(cut(heading, size.columns))}${status === '' ? '' : `  ${style.dim(status)}`}`,
    '',
    ...shown.map(account => line(account, view.now, width, size.columns, style)),
    ...(hidden.length > 0 ? [style.dim(cut(`  ${summary(hidden)}`, size.columns))] : []),
    ...below.map(each => cut(each, size.columns)),
  ];
}

function line(account: AccountProgress<ShownStep>, now: number, width: number, columns: number, style: Style): string {
  const elapsed = account.startedAt === null ? '' : minutes((account.endedAt ?? now) - account.startedAt);
  const text = cut(`${cut(account.name, width).padEnd(width)}  ${elapsed.padStart(8)}  ${SHOWN[account.step].text}`, Math.max(20, columns - 3));
  return `  ${paint(account.step, style)(text)}`;
}

/** How an account that stands so is shown. */
export function paint(step: ShownStep, style: Style): (text: string) => string {
  switch (step) {
    case 'unseen':
    case 'undone':
    case 'queued': return style.dim;
    case 'available':
    case 'pooled':
    case 'leased': return style.good;
    case 'decayed':
    case 'failed': return style.bad;
    case 'busy':
    case 'failing':
    case 'clearing':
    case 'unregistered':
    case 'uncleaned':
    case 'quarantined': return style.warn;
    case 'gate':
    case 'requested':
    case 'creating':
    case 'enrolling':
    case 'made':
    case 'entered':
    case 'registered':
    case 'cleaning': return text => text;
  }
}

/** Those where something is going on, then the failed ones, then those that ended last. */
function mostInteresting(accounts: readonly AccountProgress<ShownStep>[], room: number): AccountProgress<ShownStep>[] {
  const rank = (account: AccountProgress<ShownStep>): number => SHOWN[account.step].rest ? (account.step === 'failed' ? 1 : account.step === 'queued' ? 3 : 2) : 0;
  const chosen = new Set([...accounts].sort((one, other) => rank(one) - rank(other) || (other.endedAt ?? 0) - (one.endedAt ?? 0)).slice(0, room));
  return accounts.filter(account => chosen.has(account));
}

function summary(accounts: readonly AccountProgress<ShownStep>[]): string {
  const of = (...steps: ShownStep[]) => accounts.filter(account => steps.includes(account.step)).length;
  const waiting = of('queued');
  const available = of('available', 'pooled', 'leased');
  const others = accounts.length - waiting - available;
  return `and ${[
    ...(available > 0 ? [`${available} available`] : []),
    ...(waiting > 0 ? [`${waiting} waiting for ${waiting === 1 ? 'its' : 'their'} turn`] : []),
    ...(others > 0 ? [count(others, 'more account')] : []),
  ].join(', ')}`;
}
