/** What a report comes to in figures. Pure. */

import { count } from './text';
import type { Report, ReportAccount } from '../rehearsal/report';
import { FunctionLabel } from '../src/contract';

/** Its name and what it is. */
export type Fact = readonly [name: string, text: string];

/** What is known of the factory, of Control Tower and of the calls. */
export function factsOf(report: Report): Fact[] {
  const { accounts, apiCalls, factory: { peakOperations, busyRejections, utilisation } } = report;
  const calls = [FunctionLabel.KICK, FunctionLabel.IS_COMPLETE]
    .flatMap(caller => Object.values(apiCalls[caller] ?? {}))
    .reduce((sum, number) => sum + number, 0);
  const perAccount = accounts.length === 0 ? 0 : Math.round(calls / accounts.length);
  return [
    ['Factory', peakOperations === 0 ? 'not needed'
      : `${count(peakOperations, 'operation')} at the peak, slots ${Math.round(utilisation * 100)} % used, busy ${count(busyRejections, 'time')}`],
    ...controlTower(accounts),
    ['AWS calls', `${perAccount} per account by our functions`],
    ...afterwards(report),
  ];
}

/** What came of it that the rehearsal went on when the deployment had ended. */
function afterwards({ alarms = [], chat = [], leases = [], messages = [], operations = [] }: Report): Fact[] {
  const failed = operations.filter(({ status }) => status !== 'UPDATE_COMPLETE').length;
  const requests = leases.flatMap(sandbox => sandbox.requests);
  const [asked, met] = [requests.reduce((sum, request) => sum + request.asked, 0), requests.reduce((sum, request) => sum + request.met, 0)];
  const pressed = chat.flatMap(notification => notification.pressed).length;
  const facts: readonly (readonly [boolean, Fact])[] = [
    [operations.length > 0, ['Updates', `${operations.length} by ${[...new Set(operations.map(({ by }) => by))].join(', ')}${failed > 0 ? `, ${failed} of them not complete` : ''}`]],
    [asked > 0, ['Leases', `${met} of ${asked} found an account`]],
    [alarms.length > 0, ['Alarms', `changed ${count(alarms.length, 'time')}`]],
    [messages.length > 0, ['Messages', `${messages.length} would have been sent`]],
    [chat.length > 0, ['Chat', `${count(chat.length, 'notification')} would have been shown, buttons pressed ${count(pressed, 'time')}`]],
  ];
  return facts.flatMap(([isThere, fact]) => (isThere ? [fact] : []));
}

/** What its console shows of accounts that went into the pool. It is meant, and no reason to move one back. */
function controlTower(accounts: readonly ReportAccount[]): Fact[] {
  const of = (kind: ReportAccount['controlTower']) => accounts.filter(account => account.controlTower === kind).length;
  const [moved, unenrolled] = [of('moved'), of('unenrolled')];
  const told = [
    ...(moved > 0 ? [`shows ${count(moved, 'account')} as moved, which is meant`] : []),
    ...(unenrolled > 0 ? [`has un-enrolled ${count(unenrolled, 'account')}, as ${unenrolled === 1 ? 'it was' : 'they were'} moved`] : []),
  ];
  return told.length === 0 ? [] : [['Control Tower', told.join(', and ')]];
}
