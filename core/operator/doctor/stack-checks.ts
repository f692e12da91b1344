/** Whether the stacks of ours are at rest, and their functions young enough. */

import type { Answer, Check, Subject } from './check';
import { fail, named, ok, unseen, warn } from './check';

function stacks({ snapshot }: Subject): Answer {
  const there = snapshot.stacks.filter(({ status }) => status !== 'absent');
  const left = snapshot.unseen.some(({ part }) => part === 'stacks');
  if (there.length === 0) {
    return left ? unseen(snapshot, ['stacks'], 'the status of stacks is unknown') : ok('no stack of ours is deployed yet');
  }
  const told = (wanted: typeof there) => named(wanted.map(({ name, status }) => `${name} (${status})`));
  const stuck = there.filter(({ status }) => /ROLLBACK_FAILED$|DELETE_FAILED$/.test(status));
  if (stuck.length > 0) {
    return fail(`a rollback failed, and the stack takes no deployment: ${told(stuck)}`, 'run cdk rollback, and deploy again', stuck.find(({ reason }) => reason !== undefined)?.reason);
  }
  const busy = there.filter(({ status }) => status.endsWith('_IN_PROGRESS'));
  if (busy.length > 0) {
    return warn(`an operation is running: ${told(busy)}`, 'wait until it is done; account-robot status --watch shows it');
  }
  const failed = there.filter(({ status }) => status.endsWith('_FAILED') || status.startsWith('ROLLBACK') || status === 'UPDATE_ROLLBACK_COMPLETE');
  return failed.length > 0
    ? warn(`the last operation failed: ${told(failed)}`, 'deploy again once the cause is gone; account-robot status tells what failed', failed.find(({ reason }) => reason !== undefined)?.reason)
    : ok(`stacks are at rest: ${told(there)}`);
}

/** When Lambda ends its support of a runtime: docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html. */
const ENDS: Readonly<Record<string, string>> = {
  'nodejs18.x': '2025-09-01',
  'nodejs20.x': '2026-04-30',
  'nodejs22.x': '2027-04-30',
  'nodejs24.x': '2028-04-30',
};
const WARN_DAYS = 180;
const DAY = 24 * 60 * 60_000;

function runtimes({ snapshot, app }: Subject): Answer {
  const deployed = snapshot.stacks.flatMap(({ functions = [] }) => functions.flatMap(({ runtime }) => runtime ?? []));
  const all = [...new Set([...deployed, ...(app?.stacks ?? []).flatMap(each => each.runtimes)])].sort();
  if (all.length === 0) {
    return snapshot.unseen.some(({ part }) => part.startsWith('stacks'))
      ? unseen(snapshot, ['stacks.accounts', 'stacks'], 'the runtimes of the functions are unknown')
      : ok('no function of ours is deployed yet');
  }
  const until = (runtime: string) => Date.parse(ENDS[runtime]) - Date.parse(snapshot.takenAt);
  const old = all.filter(runtime => until(runtime) < 0);
  const soon = all.filter(runtime => until(runtime) >= 0 && until(runtime) < WARN_DAYS * DAY);
  const fix = 'upgrade the library and the CDK, or name a newer runtime for AccountFactory, and deploy: no account is touched by that';
  const ends = (wanted: readonly string[]) => named(wanted.map(runtime => `${runtime} until ${ENDS[runtime]}`));
  if (old.length > 0) {
    return warn(`functions run on what Lambda supports no longer: ${named(old)}`, fix, ends(old));
  }
  return soon.length > 0
    ? warn(`Lambda's support for ${named(soon)} ends within half a year`, fix, ends(soon))
    : ok(`functions run on ${named(all)}`, ends(all.filter(runtime => runtime in ENDS)));
}

/** The stacks first. */
export const STACK_CHECKS: readonly Check[] = [
  {
    code: 'AR-CHECK-STACKS',
    asks: 'Are the stacks of ours at rest, after an operation that went well?',
    answers: 'Warns during an operation and after one that failed; fails when a rollback failed, after which nothing can be deployed.',
    needs: ['cloudformation:DescribeStacks'],
    answer: stacks,
  },
  {
    code: 'AR-CHECK-RUNTIME',
    asks: 'Are the runtimes of our functions young enough?',
    answers: 'Warns half a year before Lambda ends its support.',
    needs: ['cloudformation:GetTemplate'],
    answer: runtimes,
  },
];
