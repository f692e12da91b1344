/**
 * The orders to retire accounts in a table of DynamoDB: one item for each entry, under its pool and its number.
 *
 * Written on the condition that there is no such item, and never again. Read consistently and whole, because an order of long ago may still stand.
 */

import { LedgerTable } from './ledger-table';
import type { LedgerContext } from './ledger-table';
import type { OrdersPort, RetirementEntry } from '../../core/retirement/orders';

/** The store of one pool. */
export class RetirementOrders implements OrdersPort {
  private readonly table: LedgerTable<RetirementEntry>;

  constructor(context: LedgerContext, writer: string) {
    this.table = new LedgerTable(context, writer);
  }

  public async read(): Promise<readonly RetirementEntry[]> {
    return this.table.read(() => false);
  }

  public async append(entry: RetirementEntry): Promise<boolean> {
    return this.table.append(entry);
  }
}
