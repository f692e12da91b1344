/** How a status is worded, wherever it is shown. Pure. */

import { countsOf } from '../../core/operator/status/count';
import type { PoolStatus, SlotHolder, StatusAccount } from '../../core/operator/status/model';
import { withoutEmails } from '../../src/contract';
import { SHOWN } from '../progress/steps';
import { count, duration, listed } from '../text';

/** Where an account stands, in words. */
export function stepWords({ step, decay, isDeployed }: StatusAccount): string {
  const lost = decay[0];
  return lost !== undefined ? DECAYED[lost.kind] : isDeployed && step === 'cleaning' ? 'is being cleaned again' : SHOWN[step].text;
}

const DECAYED: Readonly<Record<StatusAccount['decay'][number]['kind'], string>> = {
  gone: 'gone from the organization',
  closed: 'closed or suspended',
  quarantined: 'in quarantine',
  ejected: 'ejected from the pool',
  moved: 'moved out of the pool',
  renamed: 'has another name',
  readdressed: 'has another address',
  unenrolled: 'not enrolled any more',
  tainted: 'its product is broken',
  unrecorded: 'not as it is recorded',
};

/** '10 accounts: 4 there, 3 on their way, 2 waiting for their turn, 1 failed'. */
export function totalWords(status: PoolStatus): string {
  const { ready, onTheirWay, waiting, failed, decayed, undone, unseen } = countsOf(status.accounts);
  const parts = [
    [ready, 'there'], [onTheirWay, 'on the way'], [waiting, 'waiting for a turn'], [failed, 'failed'],
    [decayed, 'not as deployed'], [undone, 'not there'], [unseen, 'not known'],
  ] as const;
  const told = parts.filter(([number]) => number > 0).map(([number, word]) => `${number} ${word}`).join(', ');
  return `${count(status.accounts.length, 'account')}${told === '' ? '' : `: ${told}`}`;
}

/** '3 of 5 in use: pool-004 (Pool/Pool/pool-004, for 12 min) ...'. */
export function slotWords({ slots: { quota, used, holders, landingZone }, takenAt }: PoolStatus): string {
  const of = used === null ? 'how many are in use could not be read' : `${used}${quota === null ? '' : ` of ${quota}`} in use`;
  const whose = holders.length === 0 ? '' : `: ${listed(holders.map(holder => holderWords(holder, takenAt)), 8)}`;
  return `${of}${whose}${landingZone === null ? '' : `; the landing zone is worked on (${landingZone})`}`;
}

/** 'pool-004 (Pool/Pool/pool-004, for 12 min)'. */
export function holderWords({ kind, name, by, since }: SlotHolder, now: string): string {
  const facts = [
    ...(kind === 'enrolment' ? ['enrolled by hand'] : [by === null ? 'nobody knows whose' : withoutEmails(by)]),
    ...(since === null ? [] : [`for ${duration((Date.parse(now) - Date.parse(since)) / 1000)}`]),
  ];
  return `${name} (${facts.join(', ')})`;
}

/** 'CREATE_IN_PROGRESS for 35 min'. */
export function stackWords({ status, running, minutes, reason }: PoolStatus['stacks'][number]): string {
  return running ? `${status}${minutes === null ? '' : ` for ${minutes} min`}` : `${status}${reason === null ? '' : `: ${withoutEmails(reason)}`}`;
}
