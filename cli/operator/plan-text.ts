/** A plan in words. Pure. */

import type { Plan, PlanAction, PlannedAccount } from './plan';
import { withoutEmails } from '../../src/contract';
import type { Style } from '../terminal';
import { count, paragraph } from '../text';

const MARKS: Readonly<Record<PlanAction, string>> = { create: '+', adopt: '>', retry: '~', register: '>', look: '=', forget: '-', none: ' ' };
const WORDS: Readonly<Record<PlanAction, string>> = {
  create: 'create',
  adopt: 'adopt',
  retry: 'retry',
  register: 'register',
  look: 'look at',
  forget: 'forget',
  none: 'leave alone',
};
/** They stand in the first line, whatever their number. */
const ALWAYS: readonly PlanAction[] = ['create', 'retry', 'forget'];

/** The first line: '12 to create, 1 to retry, 0 to forget, about 71 min'. */
export function headline({ counts, minutes }: Plan): string {
  const parts = (['create', 'adopt', 'retry', 'register', 'look', 'forget'] as const)
    .filter(action => ALWAYS.includes(action) || counts[action] > 0)
    .map(action => `${counts[action]} to ${WORDS[action]}`);
  const fails = counts.fail === 0 ? [] : [`${counts.fail} will fail`];
  return [...parts, ...fails, ...(minutes === null ? [] : [`about ${minutes.median} min`])].join(', ');
}

/** All of it. */
export function planText(plan: Plan, style: Style): string[] {
  const { counts, failures, minutes, notes, quota, stacks, waves } = plan;
  const lines = [
    style.bold(headline(plan)),
    ...stacks.flatMap(({ name, status }) => {
      const own = plan.accounts.filter(account => account.stack === name && account.action !== 'none');
      const unchanged = plan.accounts.filter(account => account.stack === name && account.action === 'none').length;
      const where = status === 'absent' ? 'to be created' : status === 'unseen' ? 'not seen' : status;
      return ['', `Stack ${name} (${where})${unchanged === 0 ? '' : `: ${count(unchanged, 'account')} left alone`}`, ...own.flatMap(account => lineOf(account, style))];
    }),
    ...failures.flatMap(({ stack, logicalId, error }) => ['', ...paragraph(style.bad('  ! '), `${stack}/${logicalId}: ${error.code}: ${error.what} ${error.fix}`)]),
    ...(minutes === null ? [] : ['', `Time    ${minutes.p10} to ${minutes.p90} min (p10 to p90, by ${count(minutes.draws, 'draw')})`]),
    ...(waves === null ? [] : [`Waves   ${count(waves.count, 'wave')} of up to ${waves.size} at a time`]),
    ...(quota === null ? [] : [`Quota   ${quota.left} of ${quota.limit} accounts left afterwards`]),
    ...(counts.look > 0 ? ['', ...paragraph('Note: ', 'accounts to look at exist and are as they should be; their properties in the app have changed.')] : []),
    ...notes.flatMap(note => paragraph('Note: ', note)),
  ];
  // AWS quotes addresses in its texts.
  return lines.map(withoutEmails);
}

function lineOf({ accountId, action, error, name, readyMinute }: PlannedAccount, style: Style): string[] {
  const isStopped = readyMinute === null && error === null && action !== 'forget' && action !== 'none';
  const when = isStopped ? 'not reached: something else fails first' : readyMinute === null ? '' : `ready after ${readyMinute} min`;
  const id = accountId === null ? '' : `as ${accountId}`;
  const line = `  ${error === null ? MARKS[action] : '!'} ${name.padEnd(24)} ${WORDS[action].padEnd(10)} ${[id, when].filter(part => part !== '').join('  ')}`.trimEnd();
  if (error === null) {
    return [action === 'forget' ? style.warn(`${line}${id === '' ? '' : '; it stays where it is'}`) : line];
  }
  return [style.bad(line), ...paragraph('      ', `${error.code}: ${error.what} ${error.fix}`)];
}
