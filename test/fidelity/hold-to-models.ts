/**
 * Holds every call of every rehearsal of a test, and every answer to one, against AWS's own models of its services. A test in which one differs
 * fails, and is told the service, the operation, the member, its value and what the model says.
 */

import { faultsOf } from './exchanges';
import { Dispatcher } from '../../rehearsal/kernel/dispatcher';

const found = new Map<string, number>();

/** What differed since this was asked last, with how often. */
export function takeFaults(): string[] {
  const faults = [...found].map(([fault, times]) => `${fault} (${times} times)`);
  found.clear();
  return faults;
}

const { serve } = Dispatcher.prototype;
// On the prototype, so that no rehearsal of a test gets round it: there are several ways to begin one.
Dispatcher.prototype.serve = function (held) {
  serve.call(this, {
    ...held,
    answer: answer => {
      for (const fault of faultsOf(held.request, answer)) {
        const kind = fault.replace(/\[\d+\]/g, '[]');
        found.set(kind, (found.get(kind) ?? 0) + 1);
      }
      held.answer(answer);
    },
  });
};

function fail(): void {
  const faults = takeFaults();
  if (faults.length > 0) {
    throw new Error(`calls or answers differ from AWS's service models:\n  ${faults.join('\n  ')}`);
  }
}

afterEach(fail);
// For what was rehearsed before the first test.
afterAll(fail);
