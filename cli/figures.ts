/** What a report comes to in figures. Pure. */

import { count } from './text';
import type { Report, ReportAccount } from '../rehearsal/report';
import { FunctionLabel } from '../src/contract';

/** Its name and what it is. */
export type Fact = readonly [name: string, text: string];

/** What is known of the factory, of Control Tower and of the calls. */
export function factsOf({ accounts, apiCalls, factory: { peakOperations, busyRejections, utilisation } }: Report): Fact[] {
  const calls = [FunctionLabel.KICK, FunctionLabel.IS_COMPLETE]
    .flatMap(caller => Object.values(apiCalls[caller] ?? {}))
    .reduce((sum, number) => sum + number, 0);
  const perAccount = accounts.length === 0 ? 0 : Math.round(calls / accounts.length);
  return [
    ['Factory', peakOperations === 0 ? 'not needed'
      : `${count(peakOperations, 'operation')} at the peak, slots ${Math.round(utilisation * 100)} % used, busy ${count(busyRejections, 'time')}`],
    ...controlTower(accounts),
    ['AWS calls', `${perAccount} per account by our functions`],
  ];
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
