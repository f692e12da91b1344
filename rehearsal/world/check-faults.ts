/** Faults that can't happen as they are written: ones that end before they begin, and ones that another one always comes before. */

import { matchesAccount } from './faults';
import type { Fault, Timed, World } from './world';
import type { Path } from './yaml-source';

type Fail = (path: Path, text: string) => never;

/** What tells faults of one kind apart besides their accounts. */
const SUBJECTS = ['action', 'after', 'service', 'sender', 'name', 'detailType'] as const;

/** Of these, the first one that fits happens, and no other. */
const ONE_AT_A_TIME: readonly Fault['kind'][] = [
  'creation-fails', 'busy', 'creation-takes', 'create-account-fails', 'create-account-takes', 'enrolment-fails', 'call-fails', 'outage', 'lost-response', 'function-dies', 'registration-fails', 'cleaning-fails', 'cleaning-takes',
  'poll-delivered-twice', 'poll-comes-late', 'delivery-fails', 'delivered-twice', 'event-refused',
];

/** Tells the first one. */
export function checkFaults({ faults }: Pick<World, 'faults'>, fail: Fail): void {
  faults.forEach((fault, index) => {
    const { fromMinute, toMinute } = windowOf(fault);
    if (toMinute <= fromMinute) {
      fail(['faults', index, 'toMinute'], `is ${toMinute}, but the fault begins at minute ${fromMinute}; let it end later`);
    }
    const earlier = faults.slice(0, index).findIndex(other => comesBefore(other, fault));
    if (earlier >= 0) {
      fail(['faults', index], `(${fault.kind}) never happens, because faults[${earlier}] always comes before it; give that one 'times' or an end, or leave one of them out`);
    }
  });
}

/** Whether the earlier one happens whenever the later one could. */
function comesBefore(earlier: Fault, later: Fault): boolean {
  const [one, other]: readonly Record<string, unknown>[] = [{ ...earlier }, { ...later }];
  const [window, inner] = [windowOf(earlier), windowOf(later)];
  return earlier.kind === later.kind && ONE_AT_A_TIME.includes(earlier.kind)
    && one.times === undefined && one.chance === undefined
    && SUBJECTS.every(subject => one[subject] === other[subject])
    && (one.account === other.account || (one.account === undefined || (typeof other.account === 'string' && !other.account.includes('*') && matchesAccount(String(one.account), other.account))))
    && window.fromMinute <= inner.fromMinute && inner.toMinute <= window.toMinute;
}

function windowOf(fault: Fault): { readonly fromMinute: number; readonly toMinute: number } {
  const { fromMinute = 0, toMinute = Infinity }: Timed = fault.kind === 'artifact-rebuilt' ? {} : fault as Timed;
  return { fromMinute, toMinute };
}
