/** The one sentence that says how the rehearsed command ended. Pure. */

import type { StackCommand } from '../rehearsal/cloudformation/stack-command';
import { isDeployed } from '../rehearsal/cloudformation/stack-command';
import type { Report, ReportAccount } from '../rehearsal/report';
import { AccountOutcome, succeeded } from '../rehearsal/report';

/** How the command ended. */
export interface Verdict {
  readonly ok: boolean;
  readonly sentence: string;
}

/** Tells it of a report. `command` is the CDK's, which was rehearsed. */
export function verdictOf(report: Report, command: StackCommand): Verdict {
  const ok = succeeded(report, command);
  return { ok, sentence: command === 'deploy' ? deployment(report, ok) : withdrawal(command, ok) };
}

function deployment({ accounts, stacks }: Report, ok: boolean): string {
  const total = accounts.length;
  const ready = accounts.filter(account => account.state === AccountOutcome.AVAILABLE).length;
  if (!ok) {
    // Accounts that failed though every stack was deployed were asked for by an update that followed.
    const what = stacks.every(stack => isDeployed(stack) && stack.failures.length === 0) ? 'The deployment succeeds, and an update after it fails' : 'The deployment fails';
    return `${what}${missed(ready, total, accounts)}.`;
  }
  // They were, and then somebody has leased them, or closed them.
  if (ready < total) {
    return `The deployment succeeds, and in the end ${total === 1 ? `the account is not ${goal(accounts)}` : `${ready} of ${total} accounts ${ready === 1 ? 'is' : 'are'} ${goal(accounts)}`}${elsewhere(accounts)}.`;
  }
  const idle = total > 0 && accounts.every(({ attempts, startedAt, registeredAt, cleaningAt }) =>
    attempts === 0 && startedAt === null && registeredAt === null && cleaningAt === null);
  return `${reached(total, accounts)}${idle ? '; nothing had to be done' : ''}.`;
}

/** Where Innovation Sandbox has those that aren't in its pool any more. */
function elsewhere(accounts: readonly ReportAccount[]): string {
  const statuses = accounts.filter(({ state }) => state !== AccountOutcome.AVAILABLE).flatMap(({ sandboxStatus }) => sandboxStatus ?? []);
  return [...new Set(statuses)].sort().map(status => `, ${statuses.filter(one => one === status).length} in ${status}`).join('');
}

/** How a command ended that makes no accounts. */
function withdrawal(command: 'rollback' | 'destroy', ok: boolean): string {
  const what = command === 'rollback' ? 'The rollback' : 'The deletion of the stacks';
  return `${what} ${ok ? 'is done' : 'fails'}; accounts that exist are kept.`;
}

function reached(total: number, accounts: readonly ReportAccount[]): string {
  switch (total) {
    case 0: return 'Every stack is complete, and none declares an account';
    case 1: return `The account is ${goal(accounts)}`;
    default: return `All ${total} accounts are ${goal(accounts)}`;
  }
}

/** How far a deployment that fails has come with its accounts. */
function missed(ready: number, total: number, accounts: readonly ReportAccount[]): string {
  switch (total) {
    case 0: return '';
    case 1: return ready === 1 ? `, though the account is ${goal(accounts)}` : `: the account is not ${goal(accounts)}`;
    default: return `: ${ready} of ${total} accounts ${ready === 1 ? 'is' : 'are'} ${goal(accounts)}`;
  }
}

/** What the accounts are to become, as far as they have. */
function goal(accounts: readonly ReportAccount[]): string {
  const pooled = accounts.filter(account => account.state === AccountOutcome.AVAILABLE && account.sandboxStatus !== null).length;
  const vended = accounts.filter(account => account.state === AccountOutcome.AVAILABLE).length - pooled;
  if (pooled === 0) {
    return 'AVAILABLE';
  }
  return vended === 0 ? 'in the pool of Innovation Sandbox' : `AVAILABLE, ${pooled} of them in the pool of Innovation Sandbox`;
}
