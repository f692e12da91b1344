/** The ledger of growth, in a table of DynamoDB. */

import { LedgerTable } from './ledger-table';
import type { LedgerContext } from './ledger-table';
import { minutesAfter } from '../../core/clock';
import type { LedgerEntry, LedgerPort } from '../../core/growth/ledger';
import { DAY_MINUTES } from '../../core/growth/policy';

/** What decides how it stands is among the last two days and so many entries: two outcomes and what is told of them. */
const LEAST_ENTRIES = 60;

/** The ledger of one pool. */
export class GrowthLedger implements LedgerPort {
  private readonly table: LedgerTable<LedgerEntry>;

  constructor(private readonly context: LedgerContext, writer: string) {
    this.table = new LedgerTable(context, writer);
  }

  public async read(): Promise<readonly LedgerEntry[]> {
    const since = minutesAfter(this.context.now(), -2 * DAY_MINUTES);
    return this.table.read(newestFirst => newestFirst.length >= LEAST_ENTRIES && newestFirst[newestFirst.length - 1].at <= since);
  }

  public async append(entry: LedgerEntry): Promise<boolean> {
    return this.table.append(entry);
  }
}
