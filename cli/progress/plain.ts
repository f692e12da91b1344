/** A rehearsal as plain lines, for logs: one per event that matters. Pure. */

import type { StackEvent } from '../../rehearsal/cloudformation/cloud-formation';
import { isOfStackItself } from '../../rehearsal/cloudformation/stack-events';
import type { Progress } from '../../rehearsal/rehearse';
import type { OrganizationEventKind } from '../../rehearsal/services/events';
import { LAST_LEG, POOL_ACCOUNT_TYPE, PoolAccountProperty, withoutEmails } from '../../src/contract';
import { cut, LINE_MAX, moment } from '../text';

/** Moves by Innovation Sandbox, which come with an event that says why. */
const TOLD_OTHERWISE = / to (CleanUp|Available|Active|Quarantine)$/;

/** The line for an event; undefined if it doesn't matter enough. */
export function plainLine(progress: Progress, accountNames: ReadonlySet<string>): string | undefined {
  const told = tell(progress, accountNames);
  if (!told) {
    return undefined;
  }
  const [subject, text] = told;
  return cut(withoutEmails(line(progress.at, subject, text).replace(/\s*\n\s*/g, ' ')), LINE_MAX);
}

/** The line for some real seconds without one. */
export function silenceLine(at: number, seconds: number): string {
  return line(at, '(rehearsal)', `still working after ${Math.floor(seconds)} s without news`);
}

/** A line of the log. */
export function line(at: number, subject: string, text: string): string {
  return `${moment(at).padStart(9)}  ${subject.padEnd(16)}  ${text}`;
}

function tell(progress: Progress, accountNames: ReadonlySet<string>): [string, string] | undefined {
  switch (progress.kind) {
    case 'clock':
      return undefined;
    case 'stack':
      return tellOfStack(progress.event);
    case 'organization': {
      const { account, kind, detail } = progress.event;
      const text = accountNames.has(account) ? tellOfAccount(kind, detail) : undefined;
      return text === undefined ? undefined : [account, text];
    }
  }
}

function tellOfAccount(kind: OrganizationEventKind, detail: string | undefined): string | undefined {
  const because = detail === undefined ? '' : `: ${detail}`;
  switch (kind) {
    case 'provision-accepted': return 'requested from the factory';
    case 'update-accepted': return 'requested once more, its enrolment goes on';
    case 'busy': return 'the factory was busy, will be asked again';
    case 'account-made':
    case 'available': return `AVAILABLE${detail === undefined ? '' : ` as ${detail}`}`;
    case 'failed': return `the attempt failed${because}`;
    case 'terminate-accepted': return 'the failed attempt is being removed';
    case 'moved': return detail === undefined || TOLD_OTHERWISE.test(detail) ? undefined : `moved from ${detail}`;
    case 'registered': return 'registered with Innovation Sandbox';
    case 'registration-failed': return `the registration failed${because}`;
    case 'cleaning-failed': return `the cleaning failed${because}`;
    case 'quarantined': return `in quarantine${because}`;
    case 'sandbox-available': return 'Available in Innovation Sandbox';
    case 'leased': return 'leased';
    case 'drift': return `Innovation Sandbox reports drift${because}`;
    case 'by-hand': return `somebody else's doing${because}`;
    case 'unenrolled': return `un-enrolled from Control Tower${because}`;
    // Detail that only the live view shows.
    case 'enrolled':
    case 'creating':
    case 'create-accepted':
    case 'account-created':
    case 'terminated':
    case 'tagged':
    case 'cleaning':
    case 'control-tower-drift': return undefined;
  }
}

function tellOfStack(event: StackEvent): [string, string] | undefined {
  const because = event.reason === undefined || event.reason === '' || event.reason === 'User Initiated' ? '' : `: ${event.reason.split('\n\n')[0]}`;
  if (isOfStackItself(event)) {
    return [event.stack, `${event.status}${because}`];
  }
  if (!event.status.endsWith('_FAILED') || /cancell?ed/i.test(because)) {
    return undefined;
  }
  const code = /AR-[A-Z-]+[A-Z]/.exec(because)?.[0];
  if (event.type !== POOL_ACCOUNT_TYPE) {
    return [event.logicalId, code === undefined ? `${event.status}${because}` : `FAILED: ${code}`];
  }
  return event.properties?.[PoolAccountProperty.LEG] === LAST_LEG
    ? [String(event.properties[PoolAccountProperty.ACCOUNT_NAME]), `FAILED${code === undefined ? because : `: ${code}`}`]
    : undefined;
}
