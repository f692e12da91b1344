/** What goes wrong in a rehearsal, and how often it still does. */

import { ByHand, Fault } from './world';

/** Hands out faults to whoever makes them happen, and counts `times` down. A fault without `times` happens every time. */
export class FaultBook {
  private readonly entries: { readonly fault: Fault; left: number }[];

  constructor(faults: readonly Fault[]) {
    this.entries = faults.map((fault) => ({ fault, left: ('times' in fault ? fault.times : undefined) ?? Infinity }));
  }

  /** The first fault of that kind that still happens and that `matches`; it has happened once more afterwards. */
  take<K extends Fault['kind']>(kind: K, matches: (fault: Extract<Fault, { kind: K }>) => boolean): Extract<Fault, { kind: K }> | undefined {
    for (const entry of this.entries) {
      if (entry.left > 0 && isOfKind(entry.fault, kind) && matches(entry.fault)) {
        entry.left -= 1;
        return entry.fault;
      }
    }
    return undefined;
  }
}

/** Whether it is something that people do beside the app. */
export function isByHand(fault: Fault): fault is ByHand {
  return fault.kind === 'account-appears' || fault.kind === 'account-changes' || fault.kind === 'product-removed';
}

/** Whether a fault's `account` means the account of that name: `*` stands for anything, and no pattern means every account. */
export function matchesAccount(pattern: string | undefined, name: string | undefined): boolean {
  if (pattern === undefined) return true;
  if (name === undefined) return false;
  const expression = pattern.split('*').map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&')).join('.*');
  return new RegExp(`^${expression}$`, 's').test(name);
}

function isOfKind<K extends Fault['kind']>(fault: Fault, kind: K): fault is Extract<Fault, { kind: K }> {
  return fault.kind === kind;
}
