/** The live view of a rehearsal: a line per account. Pure. */

import type { AccountProgress, ProgressView } from './steps';
import { STEPS } from './steps';
import type { Step } from '../../rehearsal/accounts/steps';
import type { Style } from '../terminal';
import { count, cut, minutes, moment } from '../text';

/** Names are cut to this. */
const NAME_MAX = 40;
/** Lines that are not an account's: the heading, the empty line below it, and the line for those not shown. */
const OTHER_LINES = 4;

/** A silence is worth a word from so many real seconds on. */
const SILENCE_SECONDS = 3;

/** The lines to show now, never more than fit on the terminal. `silence`: real seconds since anything was heard. */
export function frame(view: ProgressView, size: { readonly rows: number; readonly columns: number }, style: Style, silence = 0): string[] {
  const room = Math.max(3, size.rows - OTHER_LINES);
  const shown = view.accounts.length <= room ? view.accounts : mostInteresting(view.accounts, room);
  const hidden = view.accounts.filter(account => !shown.includes(account));
  const width = Math.min(NAME_MAX, Math.max(0, ...shown.map(account => account.name.length)));
  const stacks = Object.entries(view.stacks).filter(([, status]) => status.endsWith('_IN_PROGRESS')).map(([name, status]) => `${name} ${status}`);
  const still = silence < SILENCE_SECONDS ? '' : `, still working after ${Math.floor(silence)} s without news`;
  const heading = `Rehearsing: ${moment(view.now)} of the deployment${still}`;
  const status = cut(stacks.join(', '), Math.max(0, size.columns - heading.length - 3));
  return [
    `${style.bold(cut(heading, size.columns))}${status === '' ? '' : `  ${style.dim(status)}`}`,
    '',
    ...shown.map(account => line(account, view.now, width, size.columns, style)),
    ...(hidden.length > 0 ? [style.dim(cut(`  ${summary(hidden)}`, size.columns))] : []),
  ];
}

function line(account: AccountProgress, now: number, width: number, columns: number, style: Style): string {
  const elapsed = account.startedAt === null ? '' : minutes((account.endedAt ?? now) - account.startedAt);
  const text = cut(`${cut(account.name, width).padEnd(width)}  ${elapsed.padStart(8)}  ${STEPS[account.step].text}`, Math.max(20, columns - 3));
  return `  ${paint(account.step, style)(text)}`;
}

function paint(step: Step, style: Style): (text: string) => string {
  switch (step) {
    case 'queued': return style.dim;
    case 'available':
    case 'pooled':
    case 'leased': return style.good;
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
function mostInteresting(accounts: readonly AccountProgress[], room: number): AccountProgress[] {
  const rank = (account: AccountProgress): number => STEPS[account.step].rest ? (account.step === 'failed' ? 1 : account.step === 'queued' ? 3 : 2) : 0;
  const chosen = new Set([...accounts].sort((one, other) => rank(one) - rank(other) || (other.endedAt ?? 0) - (one.endedAt ?? 0)).slice(0, room));
  return accounts.filter(account => chosen.has(account));
}

function summary(accounts: readonly AccountProgress[]): string {
  const of = (...steps: Step[]) => accounts.filter(account => steps.includes(account.step)).length;
  const waiting = of('queued');
  const available = of('available', 'pooled', 'leased');
  const others = accounts.length - waiting - available;
  return `and ${[
    ...(available > 0 ? [`${available} available`] : []),
    ...(waiting > 0 ? [`${waiting} waiting for ${waiting === 1 ? 'its' : 'their'} turn`] : []),
    ...(others > 0 ? [count(others, 'more account')] : []),
  ].join(', ')}`;
}
