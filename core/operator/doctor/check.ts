/** What a check of `doctor` is: one question about an organization, answered from a snapshot alone. */

import type { AppIntent } from './app-intent';
import type { Snapshot, Unseen } from '../snapshot';

/** What a check came to. */
export enum CheckState {
  OK = 'ok',
  /** A deployment goes on, but somebody should look. */
  WARN = 'warn',
  /** A deployment fails, or an account is lost to the pool, until somebody acts. */
  FAIL = 'fail',
  /** It could not be asked. */
  UNSEEN = 'unseen',
}

/** The answer of a check. */
export interface Answer {
  readonly state: CheckState;
  /** One sentence, without a full stop. */
  readonly what: string;
  /** What to do; nothing where all is well. */
  readonly fix?: string;
  /** What was read, as AWS tells it. */
  readonly evidence?: string;
  /** The permission without which it could not be asked. */
  readonly permission?: string;
}

/** What is asked about. */
export interface Subject {
  readonly snapshot: Snapshot;
  /** The app that somebody is about to deploy; undefined if none was named. */
  readonly app?: AppIntent;
}

/** A question with its stable code. */
export interface Check {
  readonly code: string;
  /** The question, for the documentation. */
  readonly asks: string;
  /** When it warns and when it fails, for the documentation. */
  readonly answers: string;
  /** The calls that it is answered from. */
  readonly needs: readonly string[];
  /** Whether it is about a hub account, where reading rights in the management account don't reach: such checks are shown apart. */
  readonly inHub?: true;
  readonly answer: (subject: Subject) => Answer;
}

/** All is well. */
export function ok(what: string, evidence?: string): Answer {
  return { state: CheckState.OK, what, ...(evidence === undefined ? {} : { evidence }) };
}

/** Somebody should look. */
export function warn(what: string, fix: string, evidence?: string): Answer {
  return { state: CheckState.WARN, what, fix, ...(evidence === undefined ? {} : { evidence }) };
}

/** A deployment fails. */
export function fail(what: string, fix: string, evidence?: string): Answer {
  return { state: CheckState.FAIL, what, fix, ...(evidence === undefined ? {} : { evidence }) };
}

/** What a snapshot doesn't have, because the read of that part was refused, failed or was left out. */
export function unseen({ unseen: all }: Snapshot, parts: readonly string[], what: string): Answer {
  const found = all.find(({ part }) => parts.includes(part));
  return {
    state: CheckState.UNSEEN,
    what,
    ...(found === undefined ? { fix: 'take a snapshot with the credentials of the management account, in Control Tower\'s home Region' } : reasonOf(found)),
  };
}

/** Something that no reader of the management account may see. */
export function elsewhere(what: string, fix: string, permission: string): Answer {
  return { state: CheckState.UNSEEN, what, fix, permission };
}

function reasonOf({ call, kind, text }: Unseen): Pick<Answer, 'fix' | 'evidence' | 'permission'> {
  switch (kind) {
    case 'denied':
      return { fix: `allow ${call} ('account-robot doctor --policy' prints the whole policy)`, evidence: text, permission: call };
    case 'failed':
      return { fix: `try again, as ${call} failed`, evidence: text };
    case 'left-out':
      return { fix: 'ask for less at a time', evidence: text };
  }
}

/** Names in a row, not too many of them. */
export function named(names: readonly string[], most = 5): string {
  return names.length > most ? `${names.slice(0, most).join(', ')} and ${names.length - most} more` : names.join(', ');
}

/** '1 account', '2 accounts'. */
export function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
